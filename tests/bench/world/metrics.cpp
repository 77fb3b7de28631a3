#include "tests/bench/world/metrics.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include "tests/bench/world/random.hpp"

namespace hark::world {

namespace {

constexpr std::array<std::string_view, figure_count> names{
    "calls",
    "brier",
    "log_loss",
    "ece",
    "brier_all",
    "ece_all",
    "share_high",
    "precision_high",
    "recall_high",
    "precision_high_uncapped",
    "recall_high_uncapped",
    "precision_medium",
    "returning_low",
    "false_per_1000",
    "false_spoofed",
    "false_household",
    "false_reassigned",
    "false_new_caller",
    "false_other",
    "spoof_high",
    "spoof_high_uncapped",
    "coverage_98",
    "coverage_99",
    "coverage_995",
    "second_recall",
    "duplicates_per_1000",
};

constexpr std::array<std::string_view, 6> linked_names{"0", "1", "2", "3-8", "9-25", "26+"};

std::size_t linked_class(std::uint32_t linked) {
    if (linked <= 2) return linked;
    return linked <= 8 ? 3U : linked <= 25 ? 4U : 5U;
}

std::size_t bin_of(double probability) {
    return std::min(bins - 1, static_cast<std::size_t>(probability * bins));
}

double ratio(double part, double whole) {
    return whole > 0 ? part / whole : std::numeric_limits<double>::quiet_NaN();
}

double loss(double probability, bool right) {
    const double bounded = std::clamp(probability, probability_min, 1 - probability_min);
    return -std::log(right ? bounded : 1 - bounded);
}

/// The largest share of calls, most probable first, of which `target` are right. Equal
/// probabilities are taken together or not at all.
struct Coverage {
    double target;
    double covered{0};

    void look(double taken, double right) {
        if (right >= target * taken) covered = taken;
    }
};

/// Weighted sums over calls.
struct Sums {
    double calls{0}, candidates{0}, squares{0}, losses{0};
    double high{0}, high_right{0}, uncapped{0}, uncapped_right{0};
    double medium{0}, medium_right{0};
    double returning{0}, returning_high{0}, returning_uncapped{0}, returning_low{0};
    double returning_second{0};
    double spoofed{0}, spoofed_high{0}, spoofed_uncapped{0}, duplicates{0};
    std::array<double, 6> mistakes{};
    std::array<double, bins> bin_said{}, bin_right{};
    double taken{0}, taken_right{0};
    std::array<Coverage, 3> coverages{Coverage{.98}, Coverage{.99}, Coverage{.995}};

    void add(const Outcome& outcome, double weight);
    void add_bands(const Outcome& outcome, double weight);
    void look_at_coverage() {
        for (auto& coverage : coverages)
            coverage.look(taken, taken_right);
    }
    Figures figures() const;
    double calibration_error(double of) const;
};

void Sums::add(const Outcome& outcome, double weight) {
    const double right = outcome.best_right ? weight : 0;
    calls += weight;
    if (outcome.has_candidate) {
        const double off = outcome.probability - (outcome.best_right ? 1 : 0);
        const std::size_t bin = bin_of(outcome.probability);
        candidates += weight;
        squares += weight * off * off;
        losses += weight * loss(outcome.probability, outcome.best_right);
        bin_said[bin] += weight * outcome.probability;
        bin_right[bin] += right;
    }
    if (outcome.returning) {
        returning += weight;
        returning_second += outcome.second_right ? weight : 0;
    }
    if (outcome.spoofed) spoofed += weight;
    if (outcome.duplicate) duplicates += weight;
    taken += weight;
    taken_right += right;
    add_bands(outcome, weight);
}

void Sums::add_bands(const Outcome& outcome, double weight) {
    const double right = outcome.right ? weight : 0;
    const double returned = outcome.returning ? right : 0;
    if (outcome.confidence >= high_from) {
        high += weight;
        high_right += right;
        returning_high += returned;
        spoofed_high += outcome.spoofed ? weight : 0;
        mistakes[static_cast<std::size_t>(outcome.mistake)] += weight;
    } else if (outcome.confidence >= medium_from) {
        medium += weight;
        medium_right += right;
    } else if (outcome.returning) {
        returning_low += weight;
    }
    if (outcome.has_candidate && outcome.probability >= high_from) {
        uncapped += weight;
        uncapped_right += outcome.best_right ? weight : 0;
        returning_uncapped += outcome.returning && outcome.best_right ? weight : 0;
        spoofed_uncapped += outcome.spoofed ? weight : 0;
    }
}

double Sums::calibration_error(double of) const {
    double off = 0;
    for (std::size_t bin = 0; bin < bins; ++bin)
        off += std::abs(bin_said[bin] - bin_right[bin]);
    return ratio(off, of);
}

Figures Sums::figures() const {
    Figures all{};
    const auto set = [&all](Figure figure, double value) {
        all[static_cast<std::size_t>(figure)] = value;
    };
    const auto per_1000 = [this](Mistake mistake) {
        return ratio(1000 * mistakes[static_cast<std::size_t>(mistake)], calls);
    };
    set(Figure::calls, calls);
    set(Figure::brier, ratio(squares, candidates));
    set(Figure::log_loss, ratio(losses, candidates));
    set(Figure::ece, calibration_error(candidates));
    set(Figure::brier_all, ratio(squares, calls));
    set(Figure::ece_all, calibration_error(calls));
    set(Figure::share_high, ratio(high, calls));
    set(Figure::precision_high, ratio(high_right, high));
    set(Figure::recall_high, ratio(returning_high, returning));
    set(Figure::precision_high_uncapped, ratio(uncapped_right, uncapped));
    set(Figure::recall_high_uncapped, ratio(returning_uncapped, returning));
    set(Figure::precision_medium, ratio(medium_right, medium));
    set(Figure::returning_low, ratio(returning_low, returning));
    set(Figure::false_per_1000, ratio(1000 * (high - high_right), calls));
    set(Figure::false_spoofed, per_1000(Mistake::spoofed));
    set(Figure::false_household, per_1000(Mistake::household));
    set(Figure::false_reassigned, per_1000(Mistake::reassigned));
    set(Figure::false_new_caller, per_1000(Mistake::new_caller));
    set(Figure::false_other, per_1000(Mistake::other));
    set(Figure::spoof_high, ratio(spoofed_high, spoofed));
    set(Figure::spoof_high_uncapped, ratio(spoofed_uncapped, spoofed));
    set(Figure::coverage_98, ratio(coverages[0].covered, calls));
    set(Figure::coverage_99, ratio(coverages[1].covered, calls));
    set(Figure::coverage_995, ratio(coverages[2].covered, calls));
    set(Figure::second_recall, ratio(returning_second, returning));
    set(Figure::duplicates_per_1000, ratio(1000 * duplicates, calls));
    return all;
}

} // namespace

std::string_view name_of(Figure figure) { return names[static_cast<std::size_t>(figure)]; }

void sort_by_probability(std::vector<Outcome>& outcomes) {
    std::sort(outcomes.begin(), outcomes.end(), [](const Outcome& a, const Outcome& b) {
        if (a.probability != b.probability) return a.probability > b.probability;
        return a.has_candidate && !b.has_candidate;
    });
}

Figures measure(std::span<const Outcome> sorted, std::span<const std::uint32_t> weights) {
    Sums sums;
    for (std::size_t at = 0; at < sorted.size(); ++at) {
        const bool alike = at > 0 && sorted[at - 1].probability == sorted[at].probability;
        if (at > 0 && !alike) sums.look_at_coverage();
        sums.add(sorted[at], weights.empty() ? 1 : weights[sorted[at].cluster]);
    }
    sums.look_at_coverage();
    return sums.figures();
}

std::array<Interval, figure_count> measure_with_intervals(std::span<const Outcome> sorted,
                                                          std::size_t resamples,
                                                          std::uint64_t seed) {
    std::array<Interval, figure_count> all;
    const Figures once = measure(sorted);
    std::vector<std::uint32_t> callers;
    for (const Outcome& outcome : sorted)
        callers.push_back(outcome.cluster);
    std::sort(callers.begin(), callers.end());
    callers.erase(std::unique(callers.begin(), callers.end()), callers.end());

    Random random{seed, 11};
    std::vector<std::vector<double>> drawn(figure_count);
    std::vector<std::uint32_t> weights(callers.empty() ? 0 : callers.back() + 1);
    for (std::size_t round = 0; round < resamples; ++round) {
        std::fill(weights.begin(), weights.end(), 0);
        for (std::size_t n = 0; n < callers.size(); ++n)
            ++weights[callers[random.below(callers.size())]];
        const Figures figures = measure(sorted, weights);
        for (std::size_t at = 0; at < figure_count; ++at) {
            if (!std::isnan(figures[at])) drawn[at].push_back(figures[at]);
        }
    }
    for (std::size_t at = 0; at < figure_count; ++at) {
        auto& values = drawn[at];
        std::sort(values.begin(), values.end());
        all[at] = {once[at], once[at], once[at]};
        if (values.empty()) continue;
        const auto place = [&](double share) {
            return values[static_cast<std::size_t>(share * static_cast<double>(values.size() - 1))];
        };
        all[at] = {once[at], place(.025), place(.975)};
    }
    return all;
}

void Group::add(const Outcome& outcome) {
    const double off = outcome.probability - (outcome.best_right ? 1 : 0);
    calls += 1;
    said += outcome.probability;
    right += outcome.best_right ? 1 : 0;
    squares += off * off;
    high += outcome.confidence >= high_from ? 1 : 0;
    high_right += outcome.confidence >= high_from && outcome.right ? 1 : 0;
}

std::array<Group, bins> reliability(std::span<const Outcome> outcomes) {
    std::array<Group, bins> all{};
    for (const Outcome& outcome : outcomes) {
        if (outcome.has_candidate) all[bin_of(outcome.probability)].add(outcome);
    }
    return all;
}

std::vector<Slice> slices(std::span<const Outcome> outcomes) {
    constexpr std::size_t lines = 5;
    constexpr std::size_t statuses = 5;
    std::vector<Slice> all(lines * linked_names.size() * statuses);
    for (const Outcome& outcome : outcomes) {
        if (!outcome.has_candidate) continue;
        const std::size_t linked = linked_class(outcome.linked);
        const std::size_t line_and_linked =
            static_cast<std::size_t>(outcome.line) * linked_names.size() + linked;
        Slice& slice = all[line_and_linked * statuses + static_cast<std::size_t>(outcome.id)];
        slice.line = outcome.line;
        slice.linked = linked_names[linked];
        slice.id = outcome.id;
        slice.group.add(outcome);
    }
    std::erase_if(all, [](const Slice& slice) { return slice.group.calls == 0; });
    return all;
}

} // namespace hark::world
