// Runs the prefix programs of the table: regular expressions with ordered choice and one group.
//
// Backtracking, because the patterns need its exact meaning (the first alternative that leads to a
// match wins, and says what the group holds). It cannot run away: programs have no backward jump,
// and the longest one of all countries (Argentina's) takes some dozens of steps.
#include "lib/phone/table.hpp"

namespace hark::phone {
namespace {

struct Position {
    std::uint16_t word;
    PrefixMatch match;
};

} // namespace

PrefixMatch match_prefix(const Table& table, std::uint16_t start,
                         std::string_view digits) noexcept {
    std::array<Position, prefix_choices_max> open;
    std::size_t open_count = 0;
    Position at{start, {}};
    for (;;) {
        const unsigned word = table.prefixes[at.word];
        const unsigned operand = word & ((1U << prefix_operand_bits) - 1);
        bool failed = false;
        std::uint16_t next = static_cast<std::uint16_t>(at.word + 1);
        switch (static_cast<PrefixOperation>(word >> prefix_operand_bits)) {
            case PrefixOperation::accept:
                at.match.matched = true;
                return at.match;
            case PrefixOperation::digit:
                failed = at.match.end == digits.size() ||
                         ((operand >> (digits[at.match.end] - '0')) & 1) == 0;
                ++at.match.end;
                break;
            case PrefixOperation::choice:
                open[open_count] = at;
                open[open_count++].word = static_cast<std::uint16_t>(at.word + operand);
                break;
            case PrefixOperation::jump:
                next = static_cast<std::uint16_t>(at.word + operand);
                break;
            case PrefixOperation::group_begin:
                at.match.group_begin = at.match.end;
                at.match.group_end = at.match.end;
                break;
            case PrefixOperation::group_end:
                at.match.group_end = at.match.end;
                break;
            case PrefixOperation::at_end:
                failed = at.match.end != digits.size();
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
