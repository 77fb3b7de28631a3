// Fitting to calls whose truth is drawn from a policy that is not the built-in one.
#include <doctest/doctest.h>

#include <algorithm>
#include <string>

#include "hark/calibration.hpp"
#include "lib/identity/recorded.hpp"
#include "tests/support/must.hpp"
#include "tests/unit/identity/situations.hpp"

namespace hark::identity {

namespace {

using test::failure;
using test::must;

const Policy& standard() { return *builtin_policy("hark-1"); }

Policy with_number(std::string_view key, double value) {
    Policy policy = standard();
    for (const auto& number : policy_numbers(policy.kind)) {
        if (number.key == key) number.in(policy) = value;
    }
    return policy;
}

double number_of(const Policy& policy, std::string_view key) {
    for (const auto& number : policy_numbers(policy.kind)) {
        if (number.key == key) return number.of(policy);
    }
    return -1;
}

CustomerRef ref(std::uint8_t n) {
    std::array<std::uint8_t, 16> bytes{};
    bytes[0] = n;
    bytes[6] = 0x40;
    bytes[8] = 0x80;
    return CustomerRef{bytes};
}

/// One to three customers on one line, a call of one of them or of somebody else.
Call any_call(std::mt19937& random, LineType line) {
    Call call = from(line);
    for (std::uint32_t left = 1 + random() % 3; left > 0; --left) {
        call.candidates.push_back(on_number(1 + random() % 4, 5 + random() % 300));
    }
    if (random() % 3 == 0) {
        call.ids.push_back({"crm_id", false, true});
        call.candidates.push_back(with(IdRelation::same, elsewhere(random() % 100)));
    }
    return call;
}

/// Records calls of which `policy` tells the truth on average.
void record(Calibration& calls, std::mt19937& random, std::size_t count, const Policy& policy,
            LineType line = LineType::landline) {
    const std::array refs{ref(1), ref(2), ref(3), ref(4)};
    while (count-- > 0) {
        Call call = any_call(random, line);
        call.base.policy = &policy;
        const auto decision = call.decide();
        double left = static_cast<double>(random()) / 4294967296.0;
        std::size_t truth = 0;
        while (truth < call.candidates.size() && left >= decision.probabilities[truth])
            left -= decision.probabilities[truth++];
        calls.record(call.situation(), std::span{refs}.first(call.candidates.size()));
        calls.settle(truth < call.candidates.size() ? refs[truth] : ref(99));
    }
}

} // namespace

TEST_CASE("a fit finds the number that the calls were drawn from, and gains by it") {
    for (const double landline : {0.1, 0.7}) {
        CAPTURE(landline);
        Calibration calls;
        std::mt19937 random{7};
        record(calls, random, 6000, with_number("landline.others", landline));
        const auto fitted = must(fit(calls, standard()));
        // Sharing, slope and shift can take over a part of it: what theta comes to is what counts.
        CHECK(fitted.after < fitted.before);
        const Call lone = [] {
            Call call = from(LineType::landline);
            call.candidates.push_back(on_number(2, 60));
            return call;
        }();
        Situation situation = lone.situation();
        const auto chance = [&](const Policy& policy) {
            situation.policy = &policy;
            return decide(situation).probability;
        };
        CHECK(chance(fitted.policy) ==
              doctest::Approx(chance(with_number("landline.others", landline))).epsilon(0.03));
        CHECK((number_of(fitted.policy, "landline.others") > 0.26) == (landline > 0.26));
    }
}

TEST_CASE("a fit to calls as the policy has it changes little") {
    Calibration calls;
    std::mt19937 random{8};
    record(calls, random, 6000, standard());
    const auto fitted = must(fit(calls, standard()));
    for (const auto key : fitted_numbers()) {
        if (key == "recalibration.shift") {
            CHECK(std::abs(number_of(fitted.policy, key)) < 0.5);
        } else {
            const double factor = number_of(fitted.policy, key) / number_of(standard(), key);
            CHECK_MESSAGE((factor > 0.6 && factor < 1.6), key, factor);
        }
    }
    CHECK(fitted.after == doctest::Approx(fitted.before).epsilon(0.02));
}

TEST_CASE("no fitted number leaves its range, whatever the calls say") {
    for (const bool known : {false, true}) {
        Calibration calls;
        const std::array refs{ref(1)};
        for (int n = 0; n < 1000; ++n) {
            Call call = from(LineType::mobile);
            call.candidates.push_back(on_number(1, 100));
            calls.record(call.situation(), refs);
            // Each call the rarer way, which no policy of this model would say.
            calls.settle(known == (n % 50 == 0) ? ref(9) : refs[0]);
        }
        const auto fitted = must(fit(calls, standard()));
        CHECK(must(read_policy(write_policy(fitted.policy))).name == "hark-1");
        for (const auto key : fitted_numbers()) {
            const double value = number_of(fitted.policy, key);
            const double usual = number_of(standard(), key);
            CAPTURE(key);
            if (key == "recalibration.shift") {
                CHECK(std::abs(value) <= std::log2(5) + 0.001);
            } else {
                CHECK(value >= usual / 5 * 0.9999);
                CHECK(value <= usual * 5 * 1.0001);
            }
        }
        CHECK(number_of(fitted.policy, "new_number") < 1);
        if (!known) CHECK(!fitted.at_limit.empty());
    }
}

TEST_CASE("what the calls say nothing about stays as it is in the base") {
    Calibration calls;
    std::mt19937 random{9};
    record(calls, random, 500, with_number("landline.others", 0.6));
    Policy base = with_number("mobile.others", 0.09);
    base.name = "ours";
    base.weights.reference = 99;
    const auto fitted = must(fit(calls, base));
    CHECK(number_of(fitted.policy, "mobile.others") == 0.09);
    CHECK(number_of(fitted.policy, "voip.others") == 0.40);
    CHECK(number_of(fitted.policy, "open_intent.ratio") == 2);
    CHECK(fitted.policy.weights.reference == 99);
    CHECK(fitted.policy.name == "ours");
}

TEST_CASE("the last fifth is not fitted to") {
    Calibration calls;
    std::mt19937 random{10};
    record(calls, random, 2000, with_number("landline.others", 0.06));
    record(calls, random, 500, with_number("landline.others", 1.2));
    const auto fitted = must(fit(calls, standard()));
    CHECK(fitted.fitted_to == 2000);
    CHECK(fitted.held_out == 500);
    CHECK(fitted.after > fitted.before);
}

TEST_CASE("the same calls give the same policy") {
    const auto once = [] {
        Calibration calls;
        std::mt19937 random{11};
        record(calls, random, 400, with_number("landline.others", 0.6));
        return write_policy(must(fit(calls, standard())).policy);
    };
    CHECK(once() == once());
}

TEST_CASE("too few calls, and a policy of another kind, are not fitted") {
    Calibration calls;
    std::mt19937 random{12};
    record(calls, random, Fit::decisions_min - 1, standard());
    CHECK(failure(fit(calls, standard())) == Code::not_allowed);
    record(calls, random, 1, standard());
    CHECK(fit(calls, standard()).ok());
    CHECK(failure(fit(calls, *builtin_policy("additive-doc"))) == Code::invalid);
}

TEST_CASE("a decision is kept when its truth is told, and only then") {
    Calibration calls;
    const std::array refs{ref(1), ref(2)};
    Call call = from(LineType::mobile);
    call.candidates = {on_number(1, 1), on_number(2, 2)};
    call.ids = {{"account"}, {"crm_id"}, {"account"}};
    calls.settle(refs[0]);
    CHECK(calls.size() == 0);
    calls.record(from_withheld().situation(), {});
    calls.settle(refs[0]);
    CHECK(calls.size() == 0);
    calls.record(call.situation(), refs);
    calls.record(call.situation(), refs);
    calls.settle(refs[1]);
    calls.settle(refs[0]);
    REQUIRE(calls.size() == 1);

    const auto& kept = calls.recorded();
    const auto situation = kept.situation(kept.ones[0], standard());
    CHECK(kept.ones[0].truth == 1);
    CHECK(kept.candidates.size() == 2);
    CHECK(situation.candidates[1].ani_calls == 2);
    CHECK(situation.ids[0].type == situation.ids[2].type);
    CHECK(situation.ids[0].type != situation.ids[1].type);
    CHECK(situation.ids[1].type != "crm_id");
    CHECK(kept.customers.empty());
}

} // namespace hark::identity
