// The words of spoken numbers and what surrounds them, in one table with one look-up: a first-byte
// table and the length rule most words out, a hash with open addressing finds the rest.
#pragma once

#include <string_view>

#include "lib/redaction/spoken/words.hpp"

namespace hark::redaction::spoken {

struct Entry {
    std::string_view word;
    Kind kind{Kind::other};
    std::uint8_t value{0};
};

/// Of a word in any case; nothing of it is `other`. Words of one letter are not in it.
const Entry& look_up(std::string_view word) noexcept;

} // namespace hark::redaction::spoken
