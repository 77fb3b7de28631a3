#include "server/cli/metrics.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

namespace hark::server {

namespace {

constexpr double nothing = std::numeric_limits<double>::quiet_NaN();

std::size_t slice_of(LineType line) noexcept {
    switch (line) {
        case LineType::unknown:
            return 0;
        case LineType::mobile:
            return 1;
        case LineType::landline:
            return 2;
        case LineType::voip:
            return 3;
        case LineType::toll_free:
            return 4;
        case LineType::generic:
            break;
    }
    return 5;
}

} // namespace

Outcome outcome_of(const CallStart& start, const PlayedStart& played) {
    const auto& answer = played.answer;
    const auto& candidates = answer.identity.candidates;
    Outcome outcome;
    outcome.named = answer.returning && answer.customer_ref;
    if (outcome.named) {
        outcome.said = answer.identity.probability;
        outcome.right = *answer.customer_ref == played.resolved;
    } else if (!candidates.empty()) {
        outcome.said = candidates.front().probability;
        outcome.right = candidates.front().customer_ref == played.resolved;
    }
    outcome.confidence = answer.identity.confidence;
    outcome.known = played.known;
    outcome.line = start.telco.line_type;
    outcome.with_id = !start.hints.external_ids.empty();
    outcome.candidates = candidates.size();
    return outcome;
}

void Tally::add(const Outcome& outcome) {
    ++count;
    right += outcome.right ? 1 : 0;
    said += outcome.said;
    const double missed = (outcome.right ? 1 : 0) - outcome.said;
    squares += missed * missed;
    logs -= std::log(std::max(1 - std::abs(missed), chance_min));
    if (outcome.confidence < high_threshold) return;
    ++high;
    high_right += outcome.right ? 1 : 0;
}

double Tally::share(double sum) const noexcept {
    return count == 0 ? nothing : sum / static_cast<double>(count);
}

double Tally::high_precision() const noexcept {
    return high == 0 ? nothing : static_cast<double>(high_right) / static_cast<double>(high);
}

void Metrics::add(const Outcome& outcome) {
    all.add(outcome);
    known += outcome.known ? 1 : 0;
    if (outcome.candidates > 0) {
        with_candidate.add(outcome);
        const auto bin = static_cast<std::size_t>(outcome.said * bins_count);
        bins[std::min(bin, bins_count - 1)].add(outcome);
    }
    for (std::size_t t = 0; t < thresholds.size(); ++t) {
        const std::uint64_t right = outcome.right ? 1 : 0;
        if (outcome.candidates > 0 && outcome.said >= thresholds[t]) {
            ++by_probability[t].count;
            by_probability[t].right += right;
        }
        if (outcome.named && outcome.confidence >= thresholds[t]) {
            ++by_confidence[t].count;
            by_confidence[t].right += right;
        }
    }
    if (!outcome.named) {
        ++answered_new.count;
        answered_new.right += outcome.known ? 0 : 1;
    }
    slices[slice_of(outcome.line)].tally.add(outcome);
    slices[outcome.with_id ? 7 : 6].tally.add(outcome);
    slices[8 + std::min<std::size_t>(outcome.candidates, 2)].tally.add(outcome);
}

double Metrics::ece() const noexcept {
    if (with_candidate.count == 0) return nothing;
    double sum = 0;
    for (const auto& bin : bins)
        sum += std::abs(bin.said - static_cast<double>(bin.right));
    return sum / static_cast<double>(with_candidate.count);
}

} // namespace hark::server
