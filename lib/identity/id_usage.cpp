#include "lib/identity/id_usage.hpp"

#include <initializer_list>

namespace hark::identity {

namespace {

// Where each rule begins, assumed. A customer number comes from another known number in a tenth or
// a fifth of calls; a shared value, in nearly all.
constexpr std::uint32_t sightings_for_shared = 10;
constexpr double elsewhere_share = .7;
constexpr std::uint32_t repeats_for_crowded = 8;
constexpr double customers_per_value = 3; // on average
constexpr std::uint32_t a_crowd = 3;      // customers of one value; a household has fewer
constexpr double crowded_share = .5;
// Two hundred values and none came back, or so many known callers brought a new one.
constexpr std::uint32_t supplies_for_per_call = 200;
constexpr std::uint32_t replaced_with_those = 10;
constexpr std::uint32_t replaced_alone = 20;

constexpr std::uint32_t supplies_remembered = 4096;
constexpr std::uint32_t passes_until_another_chance = 10'000;

} // namespace

void IdUsage::see(const IdSighting& sighting) noexcept {
    if (supplied >= supplies_remembered) {
        for (auto* count :
             {&supplied, &repeated, &customers, &crowded, &on_number, &elsewhere, &replaced}) {
            *count /= 2;
        }
    }
    ++supplied;
    repeated += sighting.customers > 0 ? 1 : 0;
    customers += sighting.customers;
    crowded += sighting.customers >= a_crowd ? 1 : 0;
    on_number += sighting.on_number && sighting.customers == 1 ? 1 : 0;
    elsewhere += sighting.elsewhere ? 1 : 0;
    replaced += sighting.replaced ? 1 : 0;
}

void IdUsage::pass() noexcept {
    if (++passed >= passes_until_another_chance) *this = IdUsage{};
}

IdUse IdUsage::use() const noexcept {
    if (repeated >= repeats_for_crowded &&
        (customers > customers_per_value * repeated || crowded > crowded_share * repeated)) {
        return IdUse::shared;
    }
    const std::uint32_t told = on_number + elsewhere;
    if (told >= sightings_for_shared && elsewhere > elsewhere_share * told) return IdUse::shared;
    if (repeated == 0 && (replaced >= replaced_alone ||
                          (supplied >= supplies_for_per_call && replaced >= replaced_with_those))) {
        return IdUse::per_call;
    }
    return IdUse::names;
}

} // namespace hark::identity
