// Which bytes of 64 are of which class, as bits: all that is looked at in text where nothing is to
// be found. Knows bytes, and nothing of what they mean.
//
// The scalar classifier is the oracle: the others must give the same bits for every input. Whatever
// is decided later is decided on these masks and the bytes themselves, so nothing behind this
// header differs between machines.
#pragma once

#include <cstddef>
#include <cstdint>

namespace hark::redaction {

/// Bit i belongs to byte i of the block.
struct Masks {
    std::uint64_t digit{0};     ///< 0-9
    std::uint64_t letter{0};    ///< A-Z a-z
    std::uint64_t upper{0};     ///< A-Z
    std::uint64_t blank{0};     ///< the blank, no tab
    std::uint64_t point{0};     ///< - . /
    std::uint64_t at{0};        ///< @
    std::uint64_t colon{0};     ///< :
    std::uint64_t quote{0};     ///< "
    std::uint64_t equals{0};    ///< =
    std::uint64_t non_ascii{0}; ///< 0x80 and above

    bool operator==(const Masks&) const = default;
};

inline constexpr std::size_t block_bytes = 64;

/// Reads blocks * 64 bytes, all of which must be there, and writes `blocks` masks.
using Classify = void (*)(const char* text, std::size_t blocks, Masks* out) noexcept;

void classify_scalar(const char* text, std::size_t blocks, Masks* out) noexcept;
#if defined(__x86_64__)
void classify_sse2(const char* text, std::size_t blocks, Masks* out) noexcept;
/// Only where the processor has AVX2.
void classify_avx2(const char* text, std::size_t blocks, Masks* out) noexcept;
#endif

/// The fastest that this processor can run.
Classify best_classify() noexcept;

} // namespace hark::redaction
