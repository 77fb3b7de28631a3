// Known values: how they are looked for.
//
// Every value is kept as its letters and digits alone, folded (lower case, no accents). At the
// beginning of each word three of them are looked up in an exact bitmap of 4 KiB, which leads to a
// chain of values; the rest is compared over any joiners to the edge of a word. A name is kept in
// both orders. Values of digits begin at groups of digits in the same way, with a bitmap of their
// own, and the spoken finder offers its digits to the same comparison.
#pragma once

#include <array>
#include <bitset>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "hark/redaction.hpp"
#include "lib/redaction/engine.hpp"
#include "lib/redaction/scratch.hpp"

namespace hark::redaction {

struct KnownValues::Table {
    struct Value {
        std::uint32_t begin{0}, size{0}; ///< in `folded`
        Entity entity{};
        bool digits{false};    ///< nothing but digits counts
        std::uint32_t next{0}; ///< one more than the next value of the chain
    };
    std::string folded; ///< letters and digits of all values, one behind the other
    std::vector<Value> values;
    std::vector<std::uint32_t> heads; ///< by hash: one more than the first value of a chain
    std::bitset<32768> letters_open;  ///< by the first three letters
    std::bitset<1000> digits_open;    ///< by the first three digits
    std::uint64_t digit_lengths{0};   ///< bit n: a value of n digits

    ~Table() { wipe(); }
    void wipe() noexcept;
    std::string_view view(const Value& value) const noexcept {
        return std::string_view{folded}.substr(value.begin, value.size);
    }
};

/// Adds what is found in the segment to `found`.
void find_known(const KnownValues::Table& table, std::string_view segment,
                const Redactor::Engine& engine, std::vector<Found>& found);

/// The same for what was said as digits.
void find_known_spoken(const KnownValues::Table& table, const spoken::Hearing& hearing, RuleId rule,
                       std::vector<Found>& found);

/// The value that these digits are, or null.
const KnownValues::Table::Value* known_digits(const KnownValues::Table& table,
                                              std::string_view digits) noexcept;

} // namespace hark::redaction
