// One word of letters and digits, and the rules that have its length and the kinds of its first
// characters.
#pragma once

#include <cstddef>
#include <cstdint>
#include <cstring>

namespace hark::redaction {

class Scan;

/// Which of the first four letters and digits are digits: bit i for character i.
inline std::size_t token_head(const char* token) noexcept {
    // Of letters and digits only letters have the bit 0x40.
    std::uint32_t four = 0;
    std::memcpy(&four, token, sizeof four);
    const std::uint32_t digits = (four >> 6 & 0x01010101) ^ 0x01010101;
    return (digits | digits >> 7 | digits >> 14 | digits >> 21) & 0xF;
}

/// The token from `at` to `end` has both letters and digits.
void find_tokens(Scan& scan, std::size_t at, std::size_t end);

} // namespace hark::redaction
