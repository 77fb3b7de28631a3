// Runs the prefix programs of the table: regular expressions with ordered choice and one group.
//
// Backtracking, because the patterns need its exact meaning (the first alternative that leads to a
// match wins, and says what the group holds). It cannot run away: programs have no backward jump,
// and the longest one of all countries (Argentina's) takes some dozens of steps.
#include "lib/phone/table.hpp"

namespace hark::phone {
namespace {

/// Where to go on, and what was matched up to there.
struct Position {
    std::uint16_t word;
    std::uint8_t end;
    std::uint8_t group_begin;
    std::uint8_t group_end;
};

} // namespace

PrefixMatch match_prefix(const Table& table, std::uint16_t start,
                         std::string_view digits) noexcept {
    std::array<Position, prefix_choices_max> open; // left unset: only what is pushed is read
    std::size_t open_count = 0;
    Position at{start, 0, 0, 0};
    for (;;) {
        const unsigned word = table.prefixes[at.word];
        const unsigned operand = word & ((1U << prefix_operand_bits) - 1);
        bool failed = false;
        std::uint16_t next = static_cast<std::uint16_t>(at.word + 1);
        switch (static_cast<PrefixOperation>(word >> prefix_operand_bits)) {
            case PrefixOperation::accept:
                return {true, at.end, at.group_begin, at.group_end};
            case PrefixOperation::digit:
                failed = at.end == digits.size() || ((operand >> (digits[at.end] - '0')) & 1) == 0;
                ++at.end;
                break;
            case PrefixOperation::choice:
                open[open_count] = at;
                open[open_count++].word = static_cast<std::uint16_t>(at.word + operand);
                break;
            case PrefixOperation::jump:
                next = static_cast<std::uint16_t>(at.word + operand);
                break;
            case PrefixOperation::group_begin:
                at.group_begin = at.end;
                at.group_end = at.end;
                break;
            case PrefixOperation::group_end:
                at.group_end = at.end;
                break;
            case PrefixOperation::at_end:
                failed = at.end != digits.size();
                break;
        }
        if (!failed) {
            at.word = next;
        } else if (open_count == 0) {
            return {};
        } else {
            at = open[--open_count];
        }
    }
}

} // namespace hark::phone
