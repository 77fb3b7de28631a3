// Who owns a reference, and what a wrong answer was.
#include "tests/bench/world/outcome.hpp"

#include <doctest/doctest.h>

namespace {

using namespace hark::world;

Fact by(std::uint32_t caller, bool returning) {
    Fact fact;
    fact.caller = caller;
    fact.returning = returning;
    fact.counted = true;
    return fact;
}

Answer made_new(const char* ref, const char* resolved) { return {ref, resolved, false, 0, 0, {}}; }

Answer answered(const char* ref, double probability) {
    return {ref, ref, true, probability, probability, {{ref, probability}}};
}

/// Homes of three, so that a caller has a housemate.
World crowded() {
    World world;
    world.adults = {0, 0, 1};
    return world;
}

} // namespace

TEST_CASE("a new reference belongs to the caller for whom it was made") {
    const World world = crowded();
    const People people{world, 1, 4};
    Judge judge{people};
    const auto first = judge.judge(by(0, false), made_new("a", "a"), false);
    CHECK_FALSE(first.has_candidate);
    CHECK_FALSE(first.duplicate);
    const auto second = judge.judge(by(0, true), answered("a", .9), false);
    CHECK(second.right);
    CHECK(second.best_right);
    CHECK(second.mistake == Mistake::none);
    const auto known_again = judge.judge(by(0, true), made_new("b", "b"), false);
    CHECK(known_again.duplicate);
    CHECK(judge.judge(by(0, true), answered("b", .9), false).right);
}

TEST_CASE("the truth moves a call, and with it the reference") {
    const World world = crowded();
    const People people{world, 1, 4};
    Judge judge{people};
    judge.judge(by(0, false), made_new("a", "a"), true);
    const auto wrong = judge.judge(by(5, false), {"a", "b", true, .7, .7, {{"a", .7}}}, true);
    CHECK_FALSE(wrong.right);
    CHECK(judge.judge(by(5, true), answered("b", .9), true).right);
    CHECK(judge.judge(by(0, true), answered("a", .9), true).right);
}

TEST_CASE("a low answer is judged by its best candidate") {
    const World world = crowded();
    const People people{world, 1, 4};
    Judge judge{people};
    judge.judge(by(0, false), made_new("a", "a"), true);
    judge.judge(by(1, false), made_new("b", "b"), true);
    const Answer low{"c", "a", false, 0, 0, {{"b", .45}, {"a", .4}}};
    const auto outcome = judge.judge(by(0, true), low, true);
    CHECK(outcome.has_candidate);
    CHECK(outcome.probability == .45);
    CHECK_FALSE(outcome.best_right);
    CHECK(outcome.second_right);
    CHECK_FALSE(outcome.right);
    CHECK_FALSE(outcome.duplicate);
}

TEST_CASE("a mistake is named by the first of its reasons") {
    const World world = crowded();
    People people{world, 1, 4};
    Judge judge{people};
    judge.judge(by(0, false), made_new("a", "a"), true);
    const auto mistake = [&](const Fact& fact) {
        return judge.judge(fact, answered("a", .9), false).mistake;
    };
    Fact spoofed = by(1'000'000, false);
    spoofed.spoofed = true;
    CHECK(mistake(spoofed) == Mistake::spoofed);
    CHECK(mistake(by(1, false)) == Mistake::household);
    CHECK(mistake(by(4, false)) == Mistake::new_caller);
    CHECK(mistake(by(4, true)) == Mistake::other);
    people.numbers[0].holders = {people.people[0].home, people.people[4].home};
    Fact after = by(4, true);
    after.number = 0;
    after.holders = 2;
    CHECK(mistake(after) == Mistake::reassigned);
    after.holders = 1; // while the first still had it
    CHECK(mistake(after) == Mistake::other);
}
