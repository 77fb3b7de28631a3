// What stands behind a phrase that announces a value: "CVV is 123", "pin: 1234",
// "\"otp\":\"0042\"". Only signs and a few words that carry no meaning of their own may stand
// between; digits with a unit behind them are a measure and no value.
#pragma once

#include <cstddef>
#include <initializer_list>
#include <string_view>

#include "lib/redaction/rules/rule.hpp"

namespace hark::redaction {

/// Where the value begins, npos when something else stands there. At most 48 bytes on, on the same
/// line.
struct Lead {
    static constexpr std::size_t npos = std::string_view::npos;
    std::size_t at{npos};
    bool assigned{false}; ///< ':' or '=' stood before it
};

Lead value_after(std::string_view text, std::size_t phrase_end) noexcept;

/// The digits that begin at `at` when they are `least` to `most` and stand for themselves; groups
/// of one length with a blank or '-' between ("1 2 3", "123 456") count together.
Range digits_at(std::string_view text, std::size_t at, std::size_t least,
                std::size_t most) noexcept;

/// Is the word at `at` a unit of measure ("ms", "times", "dollars")?
bool is_unit_at(std::string_view text, std::size_t at) noexcept;

/// Behind the letters that begin at `at`.
std::size_t letters_end(std::string_view text, std::size_t at) noexcept;

/// Behind the blanks and tabs that begin at `at`.
std::size_t blanks_end(std::string_view text, std::size_t at) noexcept;

/// Without case; the words are lower-case.
bool is_one_of(std::string_view word, std::initializer_list<std::string_view> words) noexcept;
bool equals_without_case(std::string_view text, std::string_view lower) noexcept;

/// Does `text` end in `lower` right before `at`?
bool ends_before(std::string_view text, std::size_t at, std::string_view lower) noexcept;

} // namespace hark::redaction
