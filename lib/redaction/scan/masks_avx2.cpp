// The classifier for processors with AVX2. Each function carries the attribute itself, so that no
// other code of the program is compiled for a processor that may not be there.
#include "lib/redaction/scan/masks.hpp"

#if defined(__x86_64__)
#include <immintrin.h>

#define HARK_AVX2 [[gnu::target("avx2")]]

namespace hark::redaction {
namespace {

struct Half {
    __m256i low, high; ///< bytes 0 to 31 and 32 to 63, or what came of comparing them
};

HARK_AVX2 inline std::uint64_t bits(Half hits) noexcept {
    const auto low = static_cast<std::uint32_t>(_mm256_movemask_epi8(hits.low));
    const auto high = static_cast<std::uint32_t>(_mm256_movemask_epi8(hits.high));
    return low | std::uint64_t{high} << 32;
}

HARK_AVX2 inline Half is(Half bytes, char wanted) noexcept {
    const __m256i all = _mm256_set1_epi8(wanted);
    return {_mm256_cmpeq_epi8(bytes.low, all), _mm256_cmpeq_epi8(bytes.high, all)};
}

HARK_AVX2 inline __m256i in_range(__m256i value, char first, char last) noexcept {
    const __m256i from = _mm256_sub_epi8(value, _mm256_set1_epi8(first));
    const __m256i most = _mm256_set1_epi8(static_cast<char>(last - first));
    return _mm256_cmpeq_epi8(_mm256_min_epu8(from, most), from);
}

HARK_AVX2 inline Half in_range(Half bytes, char first, char last) noexcept {
    return {in_range(bytes.low, first, last), in_range(bytes.high, first, last)};
}

} // namespace

HARK_AVX2 void classify_avx2(const char* text, std::size_t blocks, Masks* out) noexcept {
    const __m256i case_bit = _mm256_set1_epi8(0x20);
    for (std::size_t block = 0; block < blocks; ++block) {
        const auto* from = reinterpret_cast<const __m256i*>(text + block * block_bytes);
        const Half bytes{_mm256_loadu_si256(from), _mm256_loadu_si256(from + 1)};
        const Half lower{_mm256_or_si256(bytes.low, case_bit),
                         _mm256_or_si256(bytes.high, case_bit)};
        Masks& masks = out[block];
        masks.digit = bits(in_range(bytes, '0', '9'));
        masks.letter = bits(in_range(lower, 'a', 'z'));
        masks.upper = bits(in_range(bytes, 'A', 'Z'));
        masks.blank = bits(is(bytes, ' '));
        masks.point = bits(in_range(bytes, '-', '/'));
        masks.at = bits(is(bytes, '@'));
        masks.colon = bits(is(bytes, ':'));
        masks.quote = bits(is(bytes, '"'));
        masks.equals = bits(is(bytes, '='));
        masks.non_ascii = bits(bytes);
    }
}

} // namespace hark::redaction
#endif
