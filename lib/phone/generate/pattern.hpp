// The regular expressions of libphonenumber's metadata as trees. Only what occurs there: digits,
// \d, [classes], groups, |, ?, {n}, {n,m} and a closing $.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

namespace hark::phone::generate {

struct PatternNode {
    enum class Kind : std::uint8_t { digit, sequence, choice, repeat, group, at_end };
    Kind kind{Kind::sequence};
    std::uint16_t digits{0}; ///< of a digit: bit d set for d
    int least{1};            ///< of a repeat
    int most{1};
    int group{0}; ///< of a group: its number, from 1
    std::vector<PatternNode> parts;
};

struct Pattern {
    PatternNode root;
    int groups{0};
};

/// Throws std::runtime_error, naming the pattern, for anything that does not occur today: a new
/// kind of pattern must be looked at, not guessed at.
Pattern parse_pattern(std::string_view text);

} // namespace hark::phone::generate
