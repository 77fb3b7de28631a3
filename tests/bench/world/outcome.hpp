// What came of one start, once the answer is held against the truth; and who owns which reference.
//
// A reference belongs to the caller for whose start it was first answered as new, or, where the
// product was told the truth, to the caller to whom the call then went. An answer is right when its
// reference belongs to the caller. This works without any confirmation: in a centre that never
// confirms, a reference is whoever made it necessary.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "tests/bench/world/call.hpp"

namespace hark::world {

/// A line that `hark replay` answers with.
struct Answer {
    struct Candidate {
        std::string ref;
        double probability{0};
    };
    std::string ref;
    std::string resolved; ///< where the call ended up
    bool returning{false};
    double probability{0};
    double confidence{0};
    std::vector<Candidate> candidates; ///< the best first
};

/// Whom a wrong answer took the caller for, or why it was wrong.
enum class Mistake : std::uint8_t { none, spoofed, household, reassigned, new_caller, other };

struct Outcome {
    double probability{0}; ///< of the best candidate, also where the answer names nobody
    double confidence{0};
    std::uint32_t cluster{0}; ///< the caller, for intervals
    std::uint32_t linked{0};
    Line line{Line::mobile};
    IdStatus id{IdStatus::none};
    bool has_candidate{false};
    bool best_right{false};
    bool second_right{false};
    bool right{false}; ///< the reference that was answered is the caller's
    bool returning{false};
    bool spoofed{false};
    bool duplicate{false}; ///< somebody known was made a new customer, and nobody put it right
    Mistake mistake{Mistake::none};
};

class Judge {
public:
    explicit Judge(const People& people) : people_{people} {}

    Outcome judge(const Fact& fact, const Answer& answer, bool told_truth);

private:
    bool owns(const Fact& fact, const std::string& ref) const;
    Mistake mistake_of(const Fact& fact, const std::string& ref) const;

    const People& people_;
    std::unordered_map<std::string, std::uint32_t> owners_;
};

} // namespace hark::world
