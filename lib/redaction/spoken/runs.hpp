// Units to runs: digits that are said, typed or recognised one after the other, with whatever
// stands between them that does not end a number. One ledger for words and written digits alike.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

#include "lib/redaction/spoken/words.hpp"

namespace hark::redaction::spoken {

inline constexpr std::size_t run_digits_max = 128;

/// One reading of a run. "forty one" is 41 in the first reading, 40 1 in the second.
struct Parse {
    std::array<char, run_digits_max> digits;
    std::array<std::uint16_t, run_digits_max> first, last; ///< units that say each digit
    std::size_t count{0};

    std::string_view view() const noexcept { return {digits.data(), count}; }
};

struct Run {
    std::size_t first{0}, last{0}; ///< units, both included
    std::uint16_t digits{0};       ///< in the first reading
    std::uint16_t spoken{0};       ///< units that are words
    std::uint16_t written{0};      ///< units that are written digits
    std::uint16_t groups{0};       ///< units that are digits, in words or written
    std::uint16_t other_words{0};  ///< between the run before it and this one, fillers not counted
    bool corrected{false};         ///< somebody took something back in it
    bool amount{false};            ///< a measure follows: money, a time, a share, a count
    bool quantity{false};          ///< "two hundred thousand": an amount by itself
    bool ambiguous{false};         ///< has a second reading
    bool hard_before{false};       ///< a bracket, quote or sign stands right before it
};

/// Decides what each unit is where it stands: homophones, "oh", single letters, "b as in boy".
void settle(std::string_view text, std::vector<Unit>& units) noexcept;

/// The runs of settled units; replaces the content of `runs`.
void find_runs(std::string_view text, const std::vector<Unit>& units, std::vector<Run>& runs);

/// The digits of a run in its first reading, or with each word for itself.
void parse(std::string_view text, const std::vector<Unit>& units, const Run& run, bool apart,
           Parse& out) noexcept;

bool is_number(const Unit& unit) noexcept;

} // namespace hark::redaction::spoken
