// A decision allocates nothing. The whole program counts its allocations here, so this is a program
// of its own.
#define DOCTEST_CONFIG_IMPLEMENT_WITH_MAIN
#include <doctest/doctest.h>

#include <cstddef>
#include <new>

#include "tests/unit/identity/situations.hpp"

/// Counts every operator new of the program.
extern std::size_t allocations;

using namespace hark::identity;

static_assert(noexcept(decide({})));

TEST_CASE("The counter counts") {
    const std::size_t before = allocations;
    // Called by name: a compiler may leave out the allocation of a string that nobody needs.
    ::operator delete(::operator new(100));
    CHECK(allocations == before + 1);
}

TEST_CASE("No decision and no term costs an allocation") {
    std::mt19937 random{1};
    for (int round = 0; round < 500; ++round) {
        const Call call = random_call(random);
        const Situation situation = call.situation();
        const std::size_t before = allocations;
        const double confidence = decide(situation).confidence;
        const double bits = sum_of_terms(situation, 0);
        const std::size_t made = allocations - before;
        REQUIRE(confidence >= 0);
        REQUIRE(bits > -1000);
        REQUIRE(made == 0);
    }
}
