// From evidence to a decision: multi-hypothesis log odds over the customers linked to what a call
// brought. Pure: no I/O, no clock, no allocation, any thread at any time. Knows nothing of storage
// or sealing.
//
// The model: a candidate that something supplied points to (the number, an id, the reference) is a
// hypothesis with S bits; "none of these" has 0. P(c) = 2^S_c / (1 + sum over i of 2^S_i), as in a
// conditional logit. So sharing, contradiction and "new caller" fall out of the normalisation. What
// each piece of evidence weighs, and from where: hark/policy.hpp. An additive policy adds bonuses
// instead (additive.hpp) and knows neither caps nor doubt.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>

#include "hark/call.hpp"
#include "lib/identity/situation.hpp"

namespace hark::identity {

/// What holds the confidence below the probability. Each is a bit in Decision::caps, set only when
/// it lowered the confidence.
enum class Cap : std::uint8_t {
    none = 0,
    /// only the number speaks for the best, unsigned, over 30 days silent, under 3 calls
    number_alone = 1,
    /// a supplied id is another customer's, or the best holds another of its type
    contradicted = 2,
    ceiling = 4,             ///< nothing is surer than 0.99
    verification_failed = 8, ///< attestation `failed`: never more than low
    /// best is reached by the number, unsigned, and the call does not fit the customer's habits
    unusual = 16,
};

struct Decision {
    /// Index into candidates, also when its level is low (then the caller is to be taken for a new
    /// one, and this one is only worth showing in an explanation); -1: there is no hypothesis.
    int best{-1};
    double probability{0};       ///< of best; 0 without one
    double confidence{0};        ///< after caps; never above probability
    Level level{Level::low};     ///< of confidence, by the situation's thresholds
    bool ambiguous{false};       ///< second best has P >= 0.20
    double known_probability{0}; ///< 1 - P(none of these)
    std::uint8_t caps{0};        ///< set of Cap
    /// Parallel to Situation::candidates; 0 for one that nothing supplied points to. What is behind
    /// the last candidate means nothing.
    std::array<double, candidates_max> probabilities; // not cleared: that costs like a candidate
};

/// Weighs all candidates. Equal ones: the one in contact last is best, then the first. The order of
/// candidates and ids changes nothing beyond rounding.
Decision decide(const Situation& situation) noexcept;

// --- shared by the kinds of policies -------------------------------------------------------------

/// The place of the largest value; of equal ones the candidate in contact last, then the first. -1:
/// all are 0.
int best_of(std::span<const double> values, std::span<const Candidate> candidates) noexcept;
Level level_of(double confidence, const Situation& situation) noexcept;

} // namespace hark::identity
