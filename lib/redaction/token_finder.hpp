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
    std::size_t head = 0;
    for (unsigned index = 0; index < 4; ++index)
        head |= static_cast<std::size_t>((static_cast<unsigned char>(token[index]) >> 6 ^ 1) & 1)
                << index;
    return head;
}

/// The token from `at` to `end` has both letters and digits.
void find_tokens(Scan& scan, std::size_t at, std::size_t end);

} // namespace hark::redaction
