// Letters without case and accents, for known values: Latin-1 and Latin Extended-A to their base
// letters, so that "José" and "Jose" are the same. Other letters stay as they are, byte by byte.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

#include "lib/redaction/characters.hpp"

namespace hark::redaction {

struct FoldedByte {
    char letter{0};      ///< 0: no letter or digit
    std::size_t size{1}; ///< bytes in the text
};

/// U+00C0 to U+017F; a blank is no letter.
inline constexpr std::string_view latin_bases =
    "aaaaaaaceeeeiiiidnooooo ouuuuytsaaaaaaaceeeeiiiidnooooo ouuuuyty"
    "aaaaaaccccccccddddeeeeeeeeeegggggggghhhhiiiiiiiiiiiijjkkklllllll"
    "lllnnnnnnnnnoooooooorrrrrrssssssssttttttuuuuuuuuuuuuwwyyyzzzzzzs";
static_assert(latin_bases.size() == 0x180 - 0xC0);

inline FoldedByte fold_at(std::string_view text, std::size_t at) noexcept {
    const auto byte = static_cast<unsigned char>(text[at]);
    if (byte < 0x80) return {is_alphanumeric(text[at]) ? lower_case(text[at]) : '\0', 1};
    if (byte >= 0xC3 && byte <= 0xC5 && at + 1 < text.size()) {
        const auto low = static_cast<unsigned char>(text[at + 1]);
        if ((low & 0xC0) == 0x80) {
            const char base = latin_bases[(byte & 0x1FU) * 64U + (low & 0x3FU) - 0xC0U];
            return {base == ' ' ? '\0' : base, 2};
        }
    }
    // U+00A0 to U+00BF and the punctuation of U+2000 to U+206F are no letters.
    if (byte == 0xC2 && at + 1 < text.size()) return {0, 2};
    if (byte == 0xE2 && at + 2 < text.size() && (text[at + 1] == '\x80' || text[at + 1] == '\x81'))
        return {0, 3};
    return {text[at], 1};
}

/// What ends right before `at`, which is not 0.
inline FoldedByte fold_before(std::string_view text, std::size_t at) noexcept {
    for (std::size_t size = 3; size > 1; --size)
        if (at >= size) {
            const FoldedByte folded = fold_at(text.substr(0, at), at - size);
            if (folded.size == size) return folded;
        }
    return fold_at(text, at - 1);
}

/// Five low bits of each of three folded letters.
inline std::uint32_t anchor_key(char first, char second, char third) noexcept {
    return (static_cast<std::uint32_t>(first) & 31U) |
           (static_cast<std::uint32_t>(second) & 31U) << 5 |
           (static_cast<std::uint32_t>(third) & 31U) << 10;
}

/// `slots` is a power of two.
inline std::size_t anchor_slot(char first, char second, char third, std::size_t slots) noexcept {
    const std::uint32_t bytes = static_cast<unsigned char>(first) |
                                static_cast<std::uint32_t>(static_cast<unsigned char>(second))
                                    << 8 |
                                static_cast<std::uint32_t>(static_cast<unsigned char>(third)) << 16;
    return (bytes * 0x9E3779B1U >> 12) & (slots - 1);
}

inline std::size_t digits_key(char first, char second, char third) noexcept {
    return static_cast<std::size_t>((first - '0') * 100 + (second - '0') * 10 + (third - '0'));
}

} // namespace hark::redaction
