// Weights to probabilities, and what policy makes of them: the caps, the level, the doubt.

#include "lib/identity/decision.hpp"

#include <algorithm>
#include <span>

#include "lib/identity/additive.hpp"
#include "lib/identity/background.hpp"

namespace hark::identity {

// The most likely; of equal ones the one in contact last, then the first. -1: none is possible.
int best_of(std::span<const double> weights_of, std::span<const Candidate> candidates) noexcept {
    int best = -1;
    double best_weight = 0;
    for (std::size_t at = 0; at < candidates.size(); ++at) {
        const double weight = weights_of[at];
        if (weight < best_weight || weight == 0) continue;
        if (weight == best_weight) {
            const Candidate& other = candidates[static_cast<std::size_t>(best)];
            if (days_from(candidates[at].contact_days) >= days_from(other.contact_days)) continue;
        }
        best = static_cast<int>(at);
        best_weight = weight;
    }
    return best;
}

namespace {

// Just below where a level begins, also for a tenant that lets it begin lower than the cap.
double below(double cap, double level_from) noexcept {
    return level_from - 0.01 < cap ? std::max(level_from - 0.01, 0.0) : cap;
}

bool stands_on_number_alone(const Background& background, const Situation& situation,
                            const Candidate& best) noexcept {
    const Weights& weights = situation.policy->weights;
    return !best.by_reference && !background.linked_by_id(best) &&
           situation.attestation != Attestation::a &&
           days_from(best.ani_days) > weights.number_alone_days &&
           best.habit_bits < weights.number_alone_fit &&
           calls_from(best.ani_calls) < weights.number_alone_calls;
}

// A number can be made up and an id be stolen; habits are harder to copy.
bool is_unusual(const Background& background, const Situation& situation,
                const Candidate& best) noexcept {
    return !best.by_reference && background.linked_by_number(best) &&
           situation.attestation != Attestation::a &&
           best.habit_bits < situation.policy->weights.unusual_below;
}

void apply_caps(const Background& background, const Situation& situation, const Candidate& best,
                Decision& decision) noexcept {
    const Weights& weights = situation.policy->weights;
    const auto cap_to = [&decision](Cap cap, double confidence_max) {
        if (decision.probability <= confidence_max) return;
        decision.caps |= static_cast<std::uint8_t>(cap);
        decision.confidence = std::min(decision.confidence, confidence_max);
    };
    if (stands_on_number_alone(background, situation, best)) {
        cap_to(Cap::number_alone, below(weights.number_alone_cap, situation.high_from));
    }
    if (background.contradicted(best)) {
        cap_to(Cap::contradicted, below(weights.contradicted_cap, situation.high_from));
    }
    if (is_unusual(background, situation, best)) {
        cap_to(Cap::unusual, below(weights.unusual_cap, situation.high_from));
    }
    if (situation.attestation == Attestation::failed) {
        cap_to(Cap::verification_failed,
               below(weights.verification_failed_cap, situation.medium_from));
    }
    cap_to(Cap::ceiling, weights.ceiling);
}

} // namespace

// Comparisons with a threshold that is no number are false, which leaves the level low.
Level level_of(double confidence, const Situation& situation) noexcept {
    if (confidence >= situation.high_from) return Level::high;
    return confidence >= situation.medium_from ? Level::medium : Level::low;
}

// Written so that the answer is built in place and nothing of it is cleared first, which would take
// as long as a candidate.
Decision decide(const Situation& situation) noexcept {
    if (situation.policy->kind == Policy::Kind::additive) return decide_additive(situation);
    Decision decision;
    const Background background{situation};
    const auto candidates = background.candidates();
    const std::span values{decision.probabilities.data(), candidates.size()};
    double known = 0;
    for (std::size_t at = 0; at < candidates.size(); ++at) {
        values[at] = background.weight_of(candidates[at]);
        known += values[at];
    }
    decision.best = best_of(values, candidates);
    if (decision.best < 0) return decision;

    const auto best = static_cast<std::size_t>(decision.best);
    const double share = 1 / (1 + known);
    for (std::size_t at = 0; at < candidates.size(); ++at) {
        values[at] *= share;
        if (at != best && values[at] >= situation.policy->weights.ambiguous_from)
            decision.ambiguous = true;
    }
    decision.known_probability = known * share;
    decision.probability = values[best];
    decision.confidence = decision.probability;
    apply_caps(background, situation, candidates[best], decision);
    decision.level = level_of(decision.confidence, situation);
    return decision;
}

} // namespace hark::identity
