#include "lib/memory/verified_identity.hpp"

#include <algorithm>

namespace hark::memory {
namespace {

/// 2^10: as much as a valid customer_ref (assumed). Not a policy's to change: how surely a host's
/// own PINs tell people apart is not to be read off calls.
constexpr double verification = 1024;
constexpr double ceiling = .99;
constexpr double chance_min = 1e-12;

/// The most that is left after a failure, or just below where high begins for a tenant that lets it
/// begin lower.
constexpr double failed_cap = .79;
constexpr double below_high = .01;
constexpr std::size_t failures_to_low = 3;

double odds_before(const identity::Decision& decision, std::optional<std::size_t> place) noexcept {
    const double chance = place ? decision.probabilities[*place] : 0;
    if (chance <= 0) return std::max(1 - decision.known_probability, chance_min);
    return chance / std::max(1 - chance, chance_min);
}

} // namespace

Identity identity_of_verified(Recognised& recognised, std::optional<std::size_t> place,
                              const Supplied& supplied, const Settings& settings) {
    auto& decision = recognised.decision;
    const double odds = verification * odds_before(decision, place);
    const double probability = std::max(odds / (1 + odds), settings.high_from);
    decision.best = place ? static_cast<int>(*place) : -1;
    decision.ambiguous = false;
    decision.caps = 0;
    decision.level = Level::high;

    Identity identity = identity_of(recognised, supplied, false);
    identity.probability = probability;
    identity.confidence = std::max(std::min(probability, ceiling), settings.high_from);
    identity.level = Level::high;
    identity.recommendation = Recommendation::reuse;
    identity.ambiguous = false;
    identity.known_probability = std::max(identity.known_probability, probability);
    if (identity.confidence < probability) identity.caps.emplace_back("ceiling");
    identity.sources.emplace_back("verified");
    return identity;
}

void lower_after_failures(Identity& identity, std::size_t failures, const Settings& settings) {
    if (failures == 0) return;
    identity.sources.emplace_back("-verified");
    if (identity.level == Level::low) return;
    const double most = std::min(failed_cap, std::max(settings.high_from - below_high, 0.0));
    if (identity.confidence > most) {
        identity.confidence = most;
        identity.caps.emplace_back("not_verified");
    }
    const bool medium = failures < failures_to_low && identity.confidence >= settings.medium_from;
    identity.level = medium ? Level::medium : Level::low;
    identity.recommendation = medium ? Recommendation::confirm : Recommendation::ignore;
    if (medium) return;
    identity.confidence = 0;
    identity.probability = 0;
    identity.sources = {"-verified"};
    identity.caps.clear();
}

} // namespace hark::memory
