// Recording decisions; fit.cpp fits to them.

#include "hark/calibration.hpp"

#include <algorithm>
#include <array>

#include "lib/identity/recorded.hpp"

namespace hark {

namespace {

// Names of types may tell something about a tenant. Which are alike is all that is needed.
constexpr std::array<std::string_view, identity::ids_max> alike = {
    "0", "1", "2", "3", "4", "5", "6", "7", "8", "9", "10", "11", "12", "13", "14", "15"};

} // namespace

Calibration::Calibration() : recorded_{std::make_unique<identity::Recorded>()} {}
Calibration::Calibration(Calibration&&) noexcept = default;
Calibration& Calibration::operator=(Calibration&&) noexcept = default;
Calibration::~Calibration() = default;

std::size_t Calibration::size() const noexcept { return recorded_->ones.size(); }

void Calibration::record(const identity::Situation& situation,
                         std::span<const CustomerRef> customers) {
    auto& kept = *recorded_;
    if (kept.open) {
        kept.ids.resize(kept.last.first_id);
        kept.candidates.resize(kept.last.first_candidate);
    }
    kept.open = kept.ones.size() < decisions_max;
    if (!kept.open) return;
    const auto ids = situation.ids.first(std::min(situation.ids.size(), identity::ids_max));
    const auto candidates = situation.candidates.first(
        std::min({situation.candidates.size(), identity::candidates_max, customers.size()}));
    kept.last = {situation.ani,
                 situation.line_type,
                 situation.attestation,
                 situation.strangers,
                 static_cast<std::uint8_t>(ids.size()),
                 static_cast<std::uint8_t>(candidates.size()),
                 identity::Recorded::none,
                 kept.ids.size(),
                 kept.candidates.size()};
    for (const auto& id : ids) {
        const auto first = std::find_if(ids.begin(), ids.end(),
                                        [&](const auto& other) { return other.type == id.type; });
        kept.ids.push_back(id);
        kept.ids.back().type = alike[static_cast<std::size_t>(first - ids.begin())];
    }
    kept.candidates.insert(kept.candidates.end(), candidates.begin(), candidates.end());
    kept.customers.assign(customers.begin(), customers.begin() + kept.last.candidates);
}

void Calibration::settle(const CustomerRef& truth) {
    auto& kept = *recorded_;
    if (!kept.open || kept.last.candidates == 0) return; // the next record() clears it away
    const auto found = std::find(kept.customers.begin(), kept.customers.end(), truth);
    if (found != kept.customers.end()) {
        kept.last.truth = static_cast<std::int32_t>(found - kept.customers.begin());
    }
    kept.ones.push_back(kept.last);
    kept.customers.clear();
    kept.open = false;
}

} // namespace hark
