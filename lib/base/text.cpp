// Which text may come in: well-formed UTF-8 without control characters.
//
// Every text of every request passes here, and nearly all of it is ASCII, so that is taken eight
// bytes at a time. The rest follows the table of well-formed byte sequences in the Unicode Standard
// (chapter 3, table 3-7), which leaves out overlong forms, surrogates and what is past U+10FFFF.

#include "hark/text.hpp"

#include <cstdint>
#include <cstring>

namespace hark {

namespace {

constexpr std::uint64_t each_byte(std::uint8_t value) noexcept {
    return 0x0101010101010101u * value;
}

/// All eight bytes are from space to tilde. Adding one makes 0x7f, and subtracting 0x20 makes a
/// control character, reach the top bit; a carry or borrow starts only at a byte that already has.
bool eight_printable(const char* at) noexcept {
    std::uint64_t bytes;
    std::memcpy(&bytes, at, sizeof bytes);
    const std::uint64_t odd = bytes | (bytes + each_byte(1)) | (bytes - each_byte(0x20));
    return (odd & each_byte(0x80)) == 0;
}

bool is_line_character(std::uint8_t byte) noexcept {
    return byte == '\t' || byte == '\n' || byte == '\r';
}

bool is_continuation(std::uint8_t byte) noexcept { return (byte & 0xc0) == 0x80; }

/// How many bytes the character takes that starts with a byte of 0x80 or more; 0: none of ours.
std::size_t long_character(const std::uint8_t* at, std::size_t left) noexcept {
    const std::uint8_t first = at[0];
    // Most that is not ASCII: Latin with accents, Greek, Cyrillic, Hebrew, Arabic.
    if (first >= 0xc3 && first < 0xe0) return left >= 2 && is_continuation(at[1]) ? 2 : 0;
    const std::size_t size = first < 0xe0 ? 2 : first < 0xf0 ? 3 : 4;
    if (first < 0xc2 || first > 0xf4 || size > left) return 0;
    std::uint8_t second_min = 0x80;
    std::uint8_t second_max = 0xbf;
    switch (first) {
        case 0xc2:
            second_min = 0xa0;
            break; // below: C1 controls
        case 0xe0:
            second_min = 0xa0;
            break; // below: overlong
        case 0xed:
            second_max = 0x9f;
            break; // above: surrogates
        case 0xf0:
            second_min = 0x90;
            break; // below: overlong
        case 0xf4:
            second_max = 0x8f;
            break; // above: past U+10FFFF
        default:
            break;
    }
    if (at[1] < second_min || at[1] > second_max) return 0;
    for (std::size_t i = 2; i < size; ++i) {
        if (!is_continuation(at[i])) return 0;
    }
    return size;
}

} // namespace

bool is_clean_utf8(std::string_view text, bool allow_lines) noexcept {
    const char* at = text.data();
    std::size_t left = text.size();
    while (left > 0) {
        if (left >= 8 && eight_printable(at)) {
            at += 8;
            left -= 8;
            continue;
        }
        // Something in these eight bytes is not plain, or they are the last: they go one character
        // at a time.
        const std::size_t stop = left > 8 ? left - 8 : 0;
        while (left > stop) {
            const auto* byte = reinterpret_cast<const std::uint8_t*>(at);
            std::size_t size = 1;
            if (*byte >= 0x80) {
                size = long_character(byte, left);
                if (size == 0) return false;
            } else if (*byte < 0x20 || *byte == 0x7f) {
                if (!allow_lines || !is_line_character(*byte)) return false;
            }
            at += size;
            left -= size;
        }
    }
    return true;
}

} // namespace hark
