// Bits to probabilities, and what policy makes of them: the caps, the level, the doubt.

#include "lib/identity/decision.hpp"

#include <algorithm>
#include <cmath>

#include "lib/identity/background.hpp"
#include "lib/identity/weights.hpp"

namespace hark::identity {

namespace {

bool more_recent(const Candidate& a, const Candidate& b) noexcept {
    return days_from(a.contact_days) < days_from(b.contact_days);
}

// Just below where a level begins, also for a tenant that lets it begin lower than the cap.
double below(double cap, double level_from) noexcept {
    return level_from - 0.01 < cap ? std::max(level_from - 0.01, 0.0) : cap;
}

bool stands_on_number_alone(const Background& background, const Situation& situation,
                            const Candidate& best) noexcept {
    return !best.by_reference && !background.linked_by_id(best) &&
           situation.attestation != Attestation::a &&
           days_from(best.ani_days) > weights.number_alone_days &&
           calls_from(best.ani_calls) < weights.number_alone_calls;
}

void apply_caps(const Background& background, const Situation& situation,
                Decision& decision) noexcept {
    const auto cap_to = [&decision](Cap cap, double confidence_max) {
        if (decision.probability <= confidence_max) return;
        decision.caps |= static_cast<std::uint8_t>(cap);
        decision.confidence = std::min(decision.confidence, confidence_max);
    };
    const Candidate& best = background.candidates()[static_cast<std::size_t>(decision.best)];
    if (stands_on_number_alone(background, situation, best)) {
        cap_to(Cap::number_alone, below(weights.number_alone_cap, situation.high_from));
    }
    if (background.contradicted(best)) {
        cap_to(Cap::contradicted, below(weights.contradicted_cap, situation.high_from));
    }
    if (situation.attestation == Attestation::failed) {
        cap_to(Cap::verification_failed,
               below(weights.verification_failed_cap, situation.medium_from));
    }
    cap_to(Cap::ceiling, weights.ceiling);
}

// Comparisons with a threshold that is no number are false, which leaves the level low.
Level level_of(double confidence, const Situation& situation) noexcept {
    if (confidence >= situation.high_from) return Level::high;
    return confidence >= situation.medium_from ? Level::medium : Level::low;
}

} // namespace

Decision decide(const Situation& situation) noexcept {
    Decision decision;
    const Background background{situation};
    const auto candidates = background.candidates();

    double known = 0;
    double best_bits = 0;
    for (std::size_t at = 0; at < candidates.size(); ++at) {
        const double bits = background.bits_of(candidates[at]);
        const double weight = std::exp2(bits); // bits are in [-200, 200], or minus infinity
        decision.probabilities[at] = weight;
        known += weight;
        if (weight == 0) continue;
        const bool better =
            decision.best < 0 || bits > best_bits ||
            (bits == best_bits &&
             more_recent(candidates[at], candidates[static_cast<std::size_t>(decision.best)]));
        if (!better) continue;
        decision.best = static_cast<int>(at);
        best_bits = bits;
    }
    if (decision.best < 0) return decision;

    const double total = 1 + known;
    decision.known_probability = known / total;
    double second = 0;
    for (std::size_t at = 0; at < candidates.size(); ++at) {
        double& probability = decision.probabilities[at];
        probability /= total;
        if (static_cast<int>(at) == decision.best) continue;
        second = std::max(second, probability);
    }
    decision.ambiguous = second >= weights.ambiguous_from;
    decision.probability = decision.probabilities[static_cast<std::size_t>(decision.best)];
    decision.confidence = decision.probability;
    apply_caps(background, situation, decision);
    decision.level = level_of(decision.confidence, situation);
    return decision;
}

} // namespace hark::identity
