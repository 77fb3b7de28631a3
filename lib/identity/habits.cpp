#include "lib/identity/habits.hpp"

#include <algorithm>
#include <chrono>
#include <cmath>
#include <numeric>

namespace hark::identity {

namespace {

/// As many calls as the prior counts.
constexpr double prior_calls = 1;
/// Shares of attestations by Attestation: of genuine calls, and of calls with a spoofed number
/// (assumed).
constexpr std::array genuine{.527, .316, .080, .075, .002};
constexpr std::array spoofed{.550, .050, .100, .250, .050};
/// Of a caller without habits: a call comes within three hours of any other in a day of twelve, on
/// one of three dialled numbers, and on this channel rather than another.
constexpr double anyone_at_hour = .5;
constexpr double anyone_on_dnis = 1.0 / 3;
constexpr double anyone_on_channel = .7;

template <std::size_t size>
double sum(const std::array<Count, size>& counts) noexcept {
    return std::accumulate(counts.begin(), counts.end(), 0.0);
}

template <typename Counts>
void count_up(Count& one, Counts&& all) noexcept {
    if (one == 255) all([](Count& count) { count /= 2; });
    ++one;
}

std::size_t day_part(Time at) noexcept {
    const auto day = std::chrono::floor<std::chrono::days>(at);
    return static_cast<std::size_t>((at - day) / std::chrono::hours{24 / day_parts});
}

/// Calls like this one among `all`, against what anyone's would be.
double ratio(double alike, double all, double anyone) noexcept {
    return (alike / anyone + prior_calls) / (all + prior_calls);
}

double hour_ratio(const Habits& habits, Time at) noexcept {
    const std::size_t part = day_part(at);
    const double beside =
        habits.hours[(part + 1) % day_parts] + habits.hours[(part + day_parts - 1) % day_parts];
    return ratio(habits.hours[part] + beside / 2, sum(habits.hours), anyone_at_hour);
}

double dnis_ratio(const Habits& habits, std::uint32_t mark) noexcept {
    if (mark == 0) return 1;
    double all = 0;
    double alike = 0;
    for (const auto& dialled : habits.dialled) {
        all += dialled.calls;
        if (dialled.mark == mark) alike += dialled.calls;
    }
    return ratio(alike, all, anyone_on_dnis);
}

double signature_ratio(const Signatures& signatures, Attestation attestation) noexcept {
    const auto at = static_cast<std::size_t>(attestation);
    const double all = sum(signatures.calls);
    if (all == 0) return 1;
    const double share = (signatures.calls[at] + prior_calls * genuine[at]) / (all + prior_calls);
    return share / spoofed[at];
}

} // namespace

std::uint32_t dnis_mark(std::string_view dnis) noexcept {
    std::uint32_t hash = 2'166'136'261U; // FNV-1a
    bool any = false;
    for (const char c : dnis) {
        if (c < '0' || c > '9') continue;
        any = true;
        hash = (hash ^ static_cast<std::uint8_t>(c)) * 16'777'619U;
    }
    if (!any) return 0;
    return hash == 0 ? 1 : hash;
}

void Habits::note(const Traits& traits) noexcept {
    count_up(hours[day_part(traits.at)],
             [this](auto halve) { std::for_each(hours.begin(), hours.end(), halve); });
    count_up(channels[static_cast<std::size_t>(traits.channel)],
             [this](auto halve) { std::for_each(channels.begin(), channels.end(), halve); });
    if (traits.dnis == 0) return;
    auto place = std::find_if(dialled.begin(), dialled.end(),
                              [&](const Dialled& one) { return one.mark == traits.dnis; });
    if (place == dialled.end()) {
        place =
            std::min_element(dialled.begin(), dialled.end(),
                             [](const Dialled& a, const Dialled& b) { return a.calls < b.calls; });
        *place = {traits.dnis, 0};
    }
    count_up(place->calls, [this](auto halve) {
        for (auto& one : dialled)
            halve(one.calls);
    });
}

void Signatures::note(Attestation attestation) noexcept {
    count_up(calls[static_cast<std::size_t>(attestation)],
             [this](auto halve) { std::for_each(calls.begin(), calls.end(), halve); });
}

HabitFit habit_fit(const Habits& habits, const Signatures& signatures,
                   const Traits& traits) noexcept {
    const auto channel = static_cast<std::size_t>(traits.channel);
    HabitFit fit;
    fit.person =
        std::log2(hour_ratio(habits, traits.at)) + std::log2(dnis_ratio(habits, traits.dnis)) +
        std::log2(ratio(habits.channels[channel], sum(habits.channels), anyone_on_channel));
    fit.number = std::log2(signature_ratio(signatures, traits.attestation));
    return fit;
}

} // namespace hark::identity
