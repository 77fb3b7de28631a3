// The additive rule, to be compared with: a sum of bonuses for the line, an id, a recent contact
// and an open intent. Candidates that share something do not take from each other, and nothing
// contradicts. Same rules as decision.hpp.
#pragma once

#include <cstddef>
#include <span>

#include "lib/identity/decision.hpp"
#include "lib/identity/explanation.hpp"

namespace hark::identity {

/// Probability and confidence are the best candidate's sum, which is no probability: the rule has
/// no other. No caps, never ambiguous.
Decision decide_additive(const Situation& situation) noexcept;

/// The bonuses of one candidate as changes of the log odds; see terms_of().
std::size_t additive_terms(const Situation& situation, const Candidate& candidate,
                           std::span<TermBits, terms_max> out) noexcept;

} // namespace hark::identity
