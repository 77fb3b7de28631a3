// Keys and values, without parsing what holds nothing. Which field a seed lies in is found out when
// there is a seed: the last `":` before it ends a JSON key, also inside JSON that stands in a
// string
// (`\":`), the last `=` a key of key=value. The masks of quotes and colons give both at once.
//
// Field policy comes first. Its keys are literals of the gate; a hit that is a key (between quotes,
// a colon behind) takes its whole value without looking into it, or forbids looking. An allow-list
// (unlisted_fields = secure) walks over all members instead; it is slower and says so.
//
// What a span replaces in JSON stays JSON: inside a string the placeholder holds no character that
// needs an escape, and a span never begins or ends within one; a number becomes a string. A string
// with escapes (\u0034, \/) is unescaped into a side copy with a way back, as in fold.hpp.
#pragma once

#include <cstddef>
#include <string_view>

#include "lib/redaction/rules/rule.hpp"

namespace hark::redaction {

enum class FieldKind : unsigned char { none, json_string, json_number, key_value };

struct Field {
    FieldKind kind{FieldKind::none};
    Range key;   ///< without quotes
    Range value; ///< without quotes; of a number all of it
};

/// The field around `position`, whose key ended at `key_end` (SIZE_MAX when the line has none
/// before it).
Field field_at(std::string_view segment, std::size_t position, std::size_t key_end) noexcept;

/// Keys whose values are never personal and often look it: times, durations, sizes, trace ids.
bool is_safe_key(std::string_view key) noexcept;

} // namespace hark::redaction
