#include "lib/identity/additive.hpp"

#include <algorithm>
#include <array>
#include <cmath>

#include "lib/identity/background.hpp"

namespace hark::identity {

namespace {

// Where log odds are cut off, so that a sum of 0 or 1 has some.
constexpr double surely = 0.001;

struct Bonus {
    Term term;
    double points;
};

double line_points(const AdditiveWeights& weights, LineType type) noexcept {
    switch (type) {
        case LineType::mobile:
            return weights.mobile;
        case LineType::landline:
            return weights.landline;
        case LineType::voip:
            return weights.voip;
        case LineType::unknown:
        case LineType::toll_free:
        case LineType::generic:
            break;
    }
    return weights.unknown;
}

double recency_points(const AdditiveWeights& weights, double days) noexcept {
    if (days <= weights.recent_days) return weights.recent;
    return days <= weights.earlier_days ? weights.earlier : 0;
}

bool is_linked(const Background& background, const Candidate& candidate) noexcept {
    return background.linked_by_number(candidate) || background.linked_by_id(candidate) ||
           candidate.by_reference;
}

std::array<Bonus, 4> bonuses_of(const Situation& situation, const Background& background,
                                const Candidate& candidate) noexcept {
    const AdditiveWeights& weights = situation.policy->additive;
    const bool by_id = background.linked_by_id(candidate) || candidate.by_reference;
    const double intent_days = days_from(candidate.open_intent_days.value_or(days_max));
    return {
        {{Term::line,
          background.linked_by_number(candidate) ? line_points(weights, situation.line_type) : 0},
         {Term::external_id, by_id ? weights.external_id : 0},
         {Term::recency, recency_points(weights, days_from(candidate.contact_days))},
         {Term::open_intent,
          intent_days <= situation.policy->weights.open_intent_days ? weights.open_intent : 0}}};
}

double sum_of(const Situation& situation, const Background& background,
              const Candidate& candidate) noexcept {
    if (!is_linked(background, candidate)) return 0;
    double sum = 0;
    for (const Bonus& bonus : bonuses_of(situation, background, candidate))
        sum += bonus.points;
    return std::min(sum, situation.policy->additive.cap);
}

double log_odds(double sum) noexcept {
    const double share = std::clamp(sum, surely, 1 - surely);
    return std::log2(share / (1 - share));
}

} // namespace

Decision decide_additive(const Situation& situation) noexcept {
    Decision decision;
    const Background background{situation};
    const auto candidates = background.candidates();
    const std::span values{decision.probabilities.data(), candidates.size()};
    for (std::size_t at = 0; at < candidates.size(); ++at)
        values[at] = sum_of(situation, background, candidates[at]);
    decision.best = best_of(values, candidates);
    if (decision.best < 0) return decision;
    decision.probability = values[static_cast<std::size_t>(decision.best)];
    decision.confidence = decision.known_probability = decision.probability;
    decision.level = level_of(decision.confidence, situation);
    return decision;
}

std::size_t additive_terms(const Situation& situation, const Candidate& candidate,
                           std::span<TermBits, terms_max> out) noexcept {
    const Background background{situation};
    if (!is_linked(background, candidate)) return 0;
    std::size_t count = 0;
    out[count++] = {Term::prior, 0, log_odds(0)};
    double sum = 0;
    for (const Bonus& bonus : bonuses_of(situation, background, candidate)) {
        if (bonus.points == 0) continue;
        const double before = sum;
        sum = std::min(sum + bonus.points, situation.policy->additive.cap);
        out[count++] = {bonus.term, 0, log_odds(sum) - log_odds(before)};
    }
    return count;
}

} // namespace hark::identity
