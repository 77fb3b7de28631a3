// That the simulation is what it says: the same for a seed, and true to the shares it states.
#include "tests/bench/world/simulation.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <set>
#include <string>
#include <unordered_set>

#include "hark/number.hpp"

namespace {

using namespace hark::world;

class Recorder final : public Sink {
public:
    void start(const Start& start) override {
        starts.push_back(start);
        write_line(start, lines);
    }
    void end(const End& end) override {
        ends.push_back(end);
        write_line(end, lines);
    }
    std::vector<Start> starts;
    std::vector<End> ends;
    std::string lines;
};

Recorder play(const World& world, std::uint64_t seed, std::uint32_t homes) {
    Simulation simulation{world, seed, homes};
    Recorder recorder;
    simulation.run(recorder);
    return recorder;
}

Recorder play(const char* world, std::uint64_t seed, std::uint32_t homes) {
    REQUIRE(world_named(world) != nullptr);
    return play(*world_named(world), seed, homes);
}

template <typename Condition>
double share(const std::vector<Start>& starts, Condition&& holds) {
    const auto count = std::count_if(starts.begin(), starts.end(), holds);
    return static_cast<double>(count) / static_cast<double>(starts.size());
}

/// Within four standard deviations of a share in so many draws.
void check_share(double measured, double stated, std::size_t draws) {
    const double deviation = std::sqrt(stated * (1 - stated) / static_cast<double>(draws));
    CHECK(std::abs(measured - stated) <= 4 * deviation);
}

bool has_id(const Start& start) {
    return std::any_of(start.ids.begin(), start.ids.end(),
                       [](const auto& id) { return id.first == "crm_id"; });
}

std::vector<Start> genuine(const Recorder& recorder) {
    std::vector<Start> found;
    std::copy_if(recorder.starts.begin(), recorder.starts.end(), std::back_inserter(found),
                 [](const Start& start) { return !start.fact.spoofed; });
    return found;
}

} // namespace

TEST_CASE("a world is the same for a seed and another for another") {
    const auto once = play("worst", 3, 500);
    CHECK(once.lines == play("worst", 3, 500).lines);
    CHECK(once.lines != play("worst", 4, 500).lines);
    CHECK(once.starts.size() > 500);
}

TEST_CASE("time never runs backwards, and a call ends once, after its start") {
    for (const World& world : worlds()) {
        CAPTURE(world.name);
        const auto all = play(world, 5, 300);
        std::map<std::uint32_t, std::int64_t> begun;
        std::int64_t last = 0;
        for (const auto& start : all.starts) {
            CHECK(start.at >= last);
            last = start.at;
            CHECK(begun.emplace(start.call, start.at).second);
        }
        last = 0;
        for (const auto& end : all.ends) {
            CHECK(end.at >= last);
            last = end.at;
            REQUIRE(begun.contains(end.call));
            CHECK(end.at > begun[end.call]);
            begun.erase(end.call);
        }
    }
}

TEST_CASE("every number is one of the numbering plan, and no two are alike") {
    std::set<std::string> seen;
    const auto us = hark::Region::from("US");
    for (std::uint32_t number = 0; number < 5000; ++number) {
        const auto text = text_of_number(number * 599);
        CAPTURE(text);
        const auto reading = hark::read_number(text, *us, "+18005550100");
        REQUIRE(reading.kind == hark::NumberKind::personal);
        CHECK(reading.number.text() == text);
        CHECK(reading.region.has_value());
        CHECK(seen.insert(text).second);
    }
}

TEST_CASE("the base world keeps to the shares it states") {
    const World base;
    const auto all = play(base, 1, 20'000);
    const auto calls = genuine(all);
    REQUIRE(calls.size() > 25'000);
    const Simulation simulation{base, 1, 20'000};
    const auto& people = simulation.people();
    const auto count_adults = [&](std::uint32_t adults) {
        return static_cast<double>(
                   std::count_if(people.homes.begin(), people.homes.end(),
                                 [&](const Home& home) { return home.adults == adults; })) /
               static_cast<double>(people.homes.size());
    };
    for (std::uint32_t adults = 1; adults <= 3; ++adults)
        check_share(count_adults(adults), base.adults[adults - 1], people.homes.size());

    check_share(share(calls, [](const Start& s) { return s.ani.empty(); }), base.withheld,
                calls.size());
    std::vector<Start> numbered = calls;
    std::erase_if(numbered, [](const Start& start) { return start.ani.empty(); });
    check_share(share(numbered, [](const Start& s) { return s.line_type != nullptr; }), base.lookup,
                numbered.size());
    std::vector<Start> of_customers = calls;
    std::erase_if(of_customers,
                  [&](const Start& s) { return !people.people[s.fact.caller].customer; });
    check_share(share(of_customers, has_id), base.id_supplied, of_customers.size());
    CHECK(share(calls, [](const Start& s) { return s.tells_truth; }) == 1);
    check_share(1 - static_cast<double>(calls.size()) / static_cast<double>(all.starts.size()),
                base.spoofed, all.starts.size());
    const auto open =
        std::count_if(all.ends.begin(), all.ends.end(), [](const End& end) { return end.open; });
    check_share(static_cast<double>(open) / static_cast<double>(all.ends.size()), base.unresolved,
                all.ends.size());
}

// A habit belongs to a number: of many numbers with a few calls each, so that the shares wander
// more than calls drawn one by one.
TEST_CASE("signatures keep to their shares, and follow the habit of the number") {
    const auto calls = genuine(play("base", 2, 20'000));
    const auto signed_as = [&](Signed which) {
        return share(calls, [which](const Start& s) { return s.attestation == which; });
    };
    const World base;
    const double numbered = 1 - base.withheld;
    CHECK(std::abs(signed_as(Signed::a) - base.attested_a * numbered) < .02);
    CHECK(std::abs(signed_as(Signed::b) - base.attested_b * numbered) < .02);
    CHECK(std::abs(signed_as(Signed::c) - base.attested_c * numbered) < .02);
    check_share(signed_as(Signed::failed), base.attested_failed * numbered, calls.size());

    const auto alike = [](const std::vector<Start>& starts) {
        std::map<std::string, Signed> before;
        double same = 0, pairs = 0;
        for (const Start& start : starts) {
            if (start.ani.empty()) continue;
            const auto [found, first] = before.emplace(start.ani, start.attestation);
            if (!first) {
                pairs += 1;
                same += found->second == start.attestation ? 1 : 0;
                found->second = start.attestation;
            }
        }
        return same / pairs;
    };
    CHECK(alike(calls) > .85);
    CHECK(alike(genuine(play("no_habits", 2, 20'000))) < .5);
}

TEST_CASE("people call where and when they usually do, and spoofers at any time of business") {
    World world;
    world.spoofed = .2;
    const auto all = play(world, 6, 4000);
    const Simulation simulation{world, 6, 4000};
    const auto& people = simulation.people().people;
    const auto calls = genuine(all);
    const double usual =
        share(calls, [&](const Start& s) { return s.dnis == people[s.fact.caller].usual_dnis; });
    CHECK(usual > world.usual_dnis);
    CHECK(usual < world.usual_dnis + .06);
    double hours = 0, spoofed = 0;
    std::size_t in_the_morning = 0;
    for (const Start& start : all.starts) {
        if (!start.fact.spoofed) continue;
        const double hour = static_cast<double>(start.at % ms_per_day) / 3'600'000.0;
        CHECK(hour >= 8);
        CHECK(hour <= 20);
        in_the_morning += hour < 14 ? 1 : 0;
        hours += hour;
        spoofed += 1;
        CHECK_FALSE(start.tells_truth);
    }
    CHECK(std::abs(hours / spoofed - 14) < .4);
    check_share(static_cast<double>(in_the_morning) / spoofed, .5,
                static_cast<std::size_t>(spoofed));
}

TEST_CASE("somebody who has called calls again as often as stated") {
    World world;
    world.years = 2;
    world.customer_rate = 1e-9; // nobody of their own accord,
    world.other_rate = .02;     // but few enough that nearly every further call follows one
    const auto all = play(world, 8, 20'000);
    const double expected = world.unresolved * world.returns_unresolved +
                            (1 - world.unresolved) * world.returns_resolved;
    const double people = .289 + 2 * .569 + 3 * .142;
    const double customers = .2 * (1 + .35 * (.569 + 2 * .142));
    const double first = 20'000 * (people - customers) * .02 * 2;
    const auto calls = static_cast<double>(genuine(all).size());
    CHECK(calls / first == doctest::Approx(1 / (1 - expected)).epsilon(.08));
}

TEST_CASE("a number that was given up is somebody else's after a while") {
    const auto all = play("abandonment_x3", 9, 10'000);
    const auto again = share(all.starts, [](const Start& start) { return start.fact.holders > 1; });
    CHECK(again > .01);
    CHECK(again < .2);
}

TEST_CASE("worlds that differ in what is told have the same callers at the same times") {
    const auto base = play("base", 11, 1000);
    for (const char* name : {"no_lookup", "all_lookup", "ids_none", "ids_80", "junk_ids",
                             "confirmed_60", "never_confirmed"}) {
        CAPTURE(name);
        const auto other = play(name, 11, 1000);
        REQUIRE(other.starts.size() == base.starts.size());
        for (std::size_t at = 0; at < base.starts.size(); ++at) {
            CHECK(other.starts[at].at == base.starts[at].at);
            CHECK(other.starts[at].ani == base.starts[at].ani);
            CHECK(other.starts[at].fact.caller == base.starts[at].fact.caller);
        }
    }
}

TEST_CASE("stress worlds differ in what they are named after") {
    const auto junk = play("junk_ids", 12, 5000);
    const auto passed = [](const Start& start) {
        return std::any_of(start.ids.begin(), start.ids.end(),
                           [](const auto& id) { return id.first == "line_of_business"; });
    };
    check_share(share(junk.starts, passed), .60, junk.starts.size());
    const auto told = [](const Start& start) { return start.tells_truth; };
    const auto confirmed = genuine(play("confirmed_60", 12, 5000));
    check_share(share(confirmed, told), .60, confirmed.size());
    CHECK(share(play("never_confirmed", 12, 2000).starts, told) == 0);
    CHECK(share(play("ids_none", 12, 2000).starts, has_id) == 0);
    const auto spoofed = play("spoof_x10", 12, 10'000);
    const double expected = 10.0 / 600 / (1 + 10.0 / 600);
    check_share(share(spoofed.starts, [](const Start& start) { return start.fact.spoofed; }),
                expected, spoofed.starts.size());
}
