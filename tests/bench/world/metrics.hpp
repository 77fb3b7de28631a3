// How good the answers were, with intervals.
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "tests/bench/world/outcome.hpp"

namespace hark::world {

inline constexpr double high_from = 0.8;
inline constexpr double medium_from = 0.5;
inline constexpr std::size_t bins = 10;
/// Replay prints probabilities to four places; the logarithm of less than half of the last is not
/// taken.
inline constexpr double probability_min = 0.00005;

enum class Figure : std::uint8_t {
    calls,
    brier, ///< of the best candidate's probability, over calls with a candidate, as are the next 2
    log_loss,
    ece,
    brier_all, ///< over all calls; without a candidate 0 is said, which is right
    ece_all,
    share_high, ///< by confidence, of all calls
    precision_high,
    recall_high,             ///< of returning callers
    precision_high_uncapped, ///< by probability
    recall_high_uncapped,
    precision_medium,
    returning_low,  ///< of returning callers, below medium
    false_per_1000, ///< high and wrong, of all calls; the next five are its parts
    false_spoofed,
    false_household,
    false_reassigned,
    false_new_caller,
    false_other,
    spoof_high, ///< of spoofed calls
    spoof_high_uncapped,
    coverage_98, ///< the largest share of calls, by probability, that is right so often
    coverage_99,
    coverage_995,
    second_recall,       ///< of returning callers, among the best two
    duplicates_per_1000, ///< known callers who became new customers for good, of all calls
    count_,
};
inline constexpr auto figure_count = static_cast<std::size_t>(Figure::count_);
std::string_view name_of(Figure figure);

/// Not a number where nothing was to be counted.
using Figures = std::array<double, figure_count>;
inline double value_of(const Figures& figures, Figure figure) {
    return figures[static_cast<std::size_t>(figure)];
}

/// Largest probability first, as measure() takes them.
void sort_by_probability(std::vector<Outcome>& outcomes);
/// `weights`: how often each cluster counts; empty: once.
Figures measure(std::span<const Outcome> sorted, std::span<const std::uint32_t> weights = {});

struct Interval {
    double value{0}, low{0}, high{0}; ///< 95 %
};
/// By drawing callers again, with replacement.
std::array<Interval, figure_count> measure_with_intervals(std::span<const Outcome> sorted,
                                                          std::size_t resamples,
                                                          std::uint64_t seed);

/// Of calls with a candidate whose probabilities are alike.
struct Group {
    double calls{0}, said{0}, right{0}, squares{0}, high{0}, high_right{0};
    void add(const Outcome& outcome);
};
std::array<Group, bins> reliability(std::span<const Outcome> outcomes);

/// Line, people linked to the number, and status of the id.
struct Slice {
    Line line{Line::mobile};
    std::string_view linked;
    IdStatus id{IdStatus::none};
    Group group;
};
std::vector<Slice> slices(std::span<const Outcome> outcomes);

} // namespace hark::world
