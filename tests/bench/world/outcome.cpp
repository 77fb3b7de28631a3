#include "tests/bench/world/outcome.hpp"

#include <algorithm>

namespace hark::world {

bool Judge::owns(const Fact& fact, const std::string& ref) const {
    const auto found = owners_.find(ref);
    return found != owners_.end() && found->second == fact.caller;
}

Mistake Judge::mistake_of(const Fact& fact, const std::string& ref) const {
    if (fact.spoofed) return Mistake::spoofed;
    const auto found = owners_.find(ref);
    if (found != owners_.end() && found->second < people_.people.size()) {
        const std::uint32_t home = people_.people[found->second].home;
        if (home == people_.people[fact.caller].home) return Mistake::household;
        if (fact.number != nobody && fact.holders > 1) {
            const auto& holders = people_.numbers[fact.number].holders;
            const auto before = holders.begin() + (fact.holders - 1);
            const bool now = holders[fact.holders - 1] == home;
            if (!now && std::find(holders.begin(), before, home) != before) {
                return Mistake::reassigned;
            }
        }
    }
    return fact.returning ? Mistake::other : Mistake::new_caller;
}

Outcome Judge::judge(const Fact& fact, const Answer& answer, bool told_truth) {
    Outcome outcome;
    outcome.confidence = answer.confidence;
    outcome.cluster = fact.caller;
    outcome.linked = fact.linked;
    outcome.line = fact.line;
    outcome.id = fact.id;
    outcome.returning = fact.returning;
    outcome.spoofed = fact.spoofed;
    outcome.has_candidate = answer.returning || !answer.candidates.empty();
    outcome.duplicate = fact.returning && !answer.returning && !told_truth;
    const auto* best = answer.candidates.empty() ? nullptr : &answer.candidates.front();
    if (answer.returning) {
        outcome.probability = answer.probability;
        outcome.right = outcome.best_right = owns(fact, answer.ref);
        if (!outcome.right) outcome.mistake = mistake_of(fact, answer.ref);
    } else if (best != nullptr) {
        outcome.probability = best->probability;
        outcome.best_right = owns(fact, best->ref);
    }
    const auto shown = std::min<std::size_t>(answer.candidates.size(), 2);
    outcome.second_right =
        outcome.best_right ||
        std::any_of(answer.candidates.begin(),
                    answer.candidates.begin() + static_cast<std::ptrdiff_t>(shown),
                    [&](const auto& one) { return owns(fact, one.ref); });
    if (!answer.returning) owners_.emplace(answer.ref, fact.caller);
    if (told_truth) owners_.insert_or_assign(answer.resolved, fact.caller);
    return outcome;
}

} // namespace hark::world
