// The scalar classifier, SSE2, and the choice. SSE2 is part of every x86-64.
#include "lib/redaction/scan/masks.hpp"

#include <cstring>

#if defined(__x86_64__)
#include <immintrin.h>
#endif

namespace hark::redaction {

void classify_scalar(const char* text, std::size_t blocks, Masks* out) noexcept {
    for (std::size_t block = 0; block < blocks; ++block) {
        Masks masks;
        for (std::size_t index = 0; index < block_bytes; ++index) {
            const auto byte = static_cast<unsigned char>(text[block * block_bytes + index]);
            const std::uint64_t bit = std::uint64_t{1} << index;
            if (byte >= '0' && byte <= '9') masks.digit |= bit;
            if (byte >= 'A' && byte <= 'Z') masks.upper |= bit;
            if ((byte >= 'A' && byte <= 'Z') || (byte >= 'a' && byte <= 'z')) masks.letter |= bit;
            if (byte == ' ') masks.blank |= bit;
            if (byte == '-' || byte == '.' || byte == '/') masks.point |= bit;
            if (byte == '@') masks.at |= bit;
            if (byte == ':') masks.colon |= bit;
            if (byte == '"') masks.quote |= bit;
            if (byte == '=') masks.equals |= bit;
            if (byte >= 0x80) masks.non_ascii |= bit;
        }
        out[block] = masks;
    }
}

#if defined(__x86_64__)
namespace {

struct Quarter {
    __m128i bytes;

    std::uint64_t bits(__m128i hits) const noexcept {
        return static_cast<std::uint32_t>(_mm_movemask_epi8(hits));
    }
    __m128i is(char wanted) const noexcept { return _mm_cmpeq_epi8(bytes, _mm_set1_epi8(wanted)); }
    /// Unsigned: value - first <= count - 1.
    static __m128i in_range(__m128i value, char first, char last) noexcept {
        const __m128i from = _mm_sub_epi8(value, _mm_set1_epi8(first));
        return _mm_cmpeq_epi8(_mm_min_epu8(from, _mm_set1_epi8(static_cast<char>(last - first))),
                              from);
    }
};

} // namespace

void classify_sse2(const char* text, std::size_t blocks, Masks* out) noexcept {
    for (std::size_t block = 0; block < blocks; ++block) {
        Masks masks;
        for (unsigned part = 0; part < 4; ++part) {
            const unsigned at = part * 16;
            const char* from = text + block * block_bytes + at;
            Quarter quarter{};
            std::memcpy(&quarter.bytes, from, 16);
            const __m128i lower = _mm_or_si128(quarter.bytes, _mm_set1_epi8(0x20));
            masks.digit |= quarter.bits(Quarter::in_range(quarter.bytes, '0', '9')) << at;
            masks.letter |= quarter.bits(Quarter::in_range(lower, 'a', 'z')) << at;
            masks.upper |= quarter.bits(Quarter::in_range(quarter.bytes, 'A', 'Z')) << at;
            masks.blank |= quarter.bits(quarter.is(' ')) << at;
            masks.point |= quarter.bits(Quarter::in_range(quarter.bytes, '-', '/')) << at;
            masks.at |= quarter.bits(quarter.is('@')) << at;
            masks.colon |= quarter.bits(quarter.is(':')) << at;
            masks.quote |= quarter.bits(quarter.is('"')) << at;
            masks.equals |= quarter.bits(quarter.is('=')) << at;
            masks.non_ascii |= quarter.bits(quarter.bytes) << at;
        }
        out[block] = masks;
    }
}
#endif

Classify best_classify() noexcept {
#if defined(__x86_64__)
    return __builtin_cpu_supports("avx2") ? classify_avx2 : classify_sse2;
#else
    return classify_scalar;
#endif
}

} // namespace hark::redaction
