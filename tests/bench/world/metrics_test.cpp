// The figures, worked out by hand.
#include "tests/bench/world/metrics.hpp"

#include <doctest/doctest.h>

#include <cmath>

namespace {

using namespace hark::world;

Outcome outcome(double probability, bool right, std::uint32_t caller) {
    Outcome made;
    made.probability = made.confidence = probability;
    made.has_candidate = true;
    made.best_right = made.right = made.second_right = right;
    made.returning = right;
    made.cluster = caller;
    made.mistake = right ? Mistake::none : Mistake::other;
    return made;
}

/// Right at .9 and at .6 (a returning caller each), spoofed at .8, at .3 a returning caller taken
/// for another and below every level, and one whom nothing led to.
std::vector<Outcome> five() {
    std::vector<Outcome> all{outcome(.9, true, 0), outcome(.8, false, 1), outcome(.6, true, 2),
                             outcome(.3, false, 0), outcome(0, false, 3)};
    all[1].spoofed = true;
    all[1].mistake = Mistake::spoofed;
    all[3].returning = true;
    all[3].right = false;
    all[3].second_right = true;
    all[4].has_candidate = false;
    sort_by_probability(all);
    return all;
}

} // namespace

TEST_CASE("figures of five calls are those worked out by hand") {
    const auto all = five();
    const Figures figures = measure(all);
    const auto is = [&](Figure figure, double expected) {
        CAPTURE(name_of(figure));
        CHECK(value_of(figures, figure) == doctest::Approx(expected));
    };
    is(Figure::calls, 5);
    is(Figure::brier, (.01 + .64 + .16 + .09) / 4);
    is(Figure::brier_all, (.01 + .64 + .16 + .09) / 5);
    is(Figure::log_loss, -(std::log(.9) + std::log(.2) + std::log(.6) + std::log(.7)) / 4);
    is(Figure::ece, (.1 + .8 + .4 + .3) / 4);
    is(Figure::ece_all, (.1 + .8 + .4 + .3) / 5);
    is(Figure::share_high, 2. / 5);
    is(Figure::precision_high, 1. / 2);
    is(Figure::recall_high, 1. / 3);
    is(Figure::precision_medium, 1);
    is(Figure::returning_low, 1. / 3);
    is(Figure::false_per_1000, 200);
    is(Figure::false_spoofed, 200);
    is(Figure::false_household, 0);
    is(Figure::spoof_high, 1);
    is(Figure::second_recall, 1);
    is(Figure::coverage_98, 1. / 5);
    is(Figure::coverage_99, 1. / 5);
    is(Figure::duplicates_per_1000, 0);
}

TEST_CASE("a cap counts for the bands and not for the probability") {
    std::vector<Outcome> all{outcome(.95, true, 0), outcome(.95, false, 1)};
    for (auto& one : all)
        one.confidence = .79;
    const Figures figures = measure(all);
    CHECK(value_of(figures, Figure::share_high) == 0);
    CHECK(std::isnan(value_of(figures, Figure::precision_high)));
    CHECK(value_of(figures, Figure::precision_high_uncapped) == .5);
    CHECK(value_of(figures, Figure::recall_high_uncapped) == 1);
    CHECK(value_of(figures, Figure::precision_medium) == .5);
}

TEST_CASE("calls of one probability are covered together or not at all") {
    std::vector<Outcome> all;
    for (std::uint32_t caller = 0; caller < 100; ++caller)
        all.push_back(outcome(.9, caller != 50, caller));
    CHECK(value_of(measure(all), Figure::coverage_98) == 1);
    CHECK(value_of(measure(all), Figure::coverage_99) == 1);
    CHECK(value_of(measure(all), Figure::coverage_995) == 0);
    all.insert(all.begin(), outcome(.99, true, 100));
    CHECK(value_of(measure(all), Figure::coverage_995) == doctest::Approx(1 / 101.));
}

TEST_CASE("a caller who is drawn twice counts twice") {
    const auto all = five();
    const std::vector<std::uint32_t> weights{2, 0, 1, 0}; // by caller
    const Figures figures = measure(all, weights);
    CHECK(value_of(figures, Figure::calls) == 5);
    CHECK(value_of(figures, Figure::brier) == doctest::Approx((2 * .01 + 2 * .09 + .16) / 5));
    CHECK(value_of(figures, Figure::precision_high) == 1);
}

TEST_CASE("intervals hold the value, are the same for a seed, and shrink with more callers") {
    const auto interval_of = [](std::uint32_t callers) {
        std::vector<Outcome> all;
        for (std::uint32_t caller = 0; caller < callers; ++caller)
            all.push_back(outcome(.9, caller % 10 != 0, caller));
        const auto found = measure_with_intervals(all, 200, 1);
        CHECK(found[static_cast<std::size_t>(Figure::brier)].low ==
              measure_with_intervals(all, 200, 1)[static_cast<std::size_t>(Figure::brier)].low);
        return found[static_cast<std::size_t>(Figure::precision_high)];
    };
    const auto few = interval_of(100), many = interval_of(10'000);
    CHECK(few.value == doctest::Approx(.9));
    CHECK(few.low < .9);
    CHECK(few.high > .9);
    // Two standard deviations of a share of .9.
    CHECK(few.high - few.low == doctest::Approx(4 * .03).epsilon(.3));
    CHECK(many.high - many.low == doctest::Approx(4 * .003).epsilon(.3));
}

TEST_CASE("the reliability table and the slices add up to all calls with a candidate") {
    const auto all = five();
    double in_bins = 0, in_slices = 0;
    for (const auto& bin : reliability(all))
        in_bins += bin.calls;
    for (const auto& slice : slices(all))
        in_slices += slice.group.calls;
    CHECK(in_bins == 4);
    CHECK(in_slices == 4);
    CHECK(reliability(all)[9].right == 1);
    CHECK(reliability(all)[8].said == doctest::Approx(.8));
}
