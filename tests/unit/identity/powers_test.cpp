// The error bound that powers.hpp states, against long double.
#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <random>

#include "lib/identity/powers.hpp"

using namespace hark::identity;

namespace {

constexpr int samples = 200'000;

// Both lanes must say the same.
double exp2_once(double x) {
    const Pair pair = exp2_of(Pair{x, x});
    REQUIRE(pair[0] == pair[1]);
    return pair[0];
}

} // namespace

TEST_CASE("2^x is right to 1e-11 over its range") {
    std::mt19937_64 random{1};
    double worst = 0;
    for (int sample = 0; sample < samples; ++sample) {
        const double end = sample % 2 == 0 ? 990 : 2;
        const double x = std::uniform_real_distribution<double>{-end, end}(random);
        const long double right = std::exp2(static_cast<long double>(x));
        worst = std::max(worst, static_cast<double>(std::abs(exp2_once(x) / right - 1)));
    }
    CHECK(worst < 1e-11);
}

TEST_CASE("2^x is exact for whole numbers, and 0 out of range") {
    for (int x = -999; x <= 1000; ++x)
        REQUIRE(exp2_once(x) == std::exp2(x));
    CHECK(exp2_once(-1000) == 0);
    CHECK(exp2_once(-std::numeric_limits<double>::infinity()) == 0);
    CHECK(exp2_once(std::numeric_limits<double>::quiet_NaN()) == 0);
}
