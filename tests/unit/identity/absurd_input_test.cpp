// Input that cannot be, or not be meant: a defined answer, and never more confidence than the same
// situation without that piece.
#include <doctest/doctest.h>

#include <initializer_list>
#include <limits>

#include "tests/unit/identity/situations.hpp"

using namespace hark;
using namespace hark::identity;

namespace {

constexpr double infinity = std::numeric_limits<double>::infinity();
constexpr double not_a_number = std::numeric_limits<double>::quiet_NaN();
constexpr double huge = std::numeric_limits<double>::max();

Call mobile(Candidate candidate) {
    Call call = from(LineType::mobile);
    call.candidates = {candidate};
    return call;
}

} // namespace

TEST_CASE("Days that cannot be are as good as never") {
    Candidate never = on_number(1, huge);
    const double confidence = mobile(never).decide().confidence;
    for (const double days : {not_a_number, -not_a_number, infinity, -infinity, -huge, -1.1}) {
        CAPTURE(days);
        Candidate absurd = never;
        absurd.ani_days = days;
        CHECK(mobile(absurd).decide().confidence == confidence);
        absurd = never;
        absurd.contact_days = days;
        CHECK(mobile(absurd).decide().confidence == confidence);
        absurd = never;
        absurd.open_intent_days = days;
        CHECK(mobile(absurd).decide().confidence == confidence);
    }
}

TEST_CASE("A call in the near future is a call just now, because clocks differ") {
    CHECK(mobile(on_number(1, -0.5)).probability(0) == mobile(on_number(1, 0)).probability(0));
}

TEST_CASE("Numbers of calls that cannot be are as good as none") {
    const double confidence = mobile(on_number(0, 100)).decide().confidence;
    CHECK(confidence < .8);
    for (const double calls : {not_a_number, infinity, -infinity, -3.0, -huge}) {
        CAPTURE(calls);
        CHECK(mobile(on_number(calls, 100)).decide().confidence == confidence);
    }
}

TEST_CASE("Beyond ten thousand, more calls say no more") {
    CHECK(mobile(on_number(huge, 100)).probability(0) ==
          mobile(on_number(10'000, 100)).probability(0));
    CHECK(mobile(on_number(huge, 100)).probability(0) < 1);
}

TEST_CASE("The number alone does not get round its cap with absurd figures") {
    for (const double days : {not_a_number, infinity, -huge}) {
        for (const double calls : {not_a_number, infinity, 2.9}) {
            Candidate candidate = on_number(calls, 0.01);
            candidate.ani_days = days;
            CHECK(mobile(candidate).decide().level != Level::high);
        }
    }
}

TEST_CASE("A candidate named twice shares with itself") {
    Call once = mobile(on_number(4, 10));
    Call twice = once;
    twice.candidates.push_back(twice.candidates[0]);
    CHECK(twice.decide().confidence < once.decide().confidence);
    CHECK(twice.decide().known_probability <= once.decide().known_probability + 1e-9);
    CHECK(twice.decide().ambiguous);
}

TEST_CASE("An id given twice says no more than once") {
    for (const IdRelation relation : {IdRelation::same, IdRelation::near, IdRelation::differs}) {
        Call once = mobile(with(relation, on_number(1, 300)));
        once.ids = {{"account", false, false}};
        Call often = once;
        often.ids.assign(ids_max, once.ids[0]);
        often.candidates[0].ids.fill(relation);
        CHECK(often.decide().confidence == once.decide().confidence);
        CHECK(often.probability(0) == once.probability(0));
    }
}

TEST_CASE("What is beyond 64 candidates and 16 ids is not looked at") {
    Call call = from_withheld();
    call.ids.assign(100, {"account", false, true});
    call.candidates.assign(100, elsewhere(10));
    call.candidates[99].by_reference = true;
    CHECK(call.decide().best == -1);
    call.candidates[63].by_reference = true;
    CHECK(call.decide().best == 63);
    std::array<TermBits, terms_max> terms;
    CHECK(terms_of(call.situation(), 99, terms) == 0);
    CHECK(terms_of(call.situation(), 1000, terms) == 0);
    CHECK(terms_of(call.situation(), 63, terms) > 0);
}

TEST_CASE("An id that more than 25 candidates share is generic, whoever notices") {
    Call call = from_withheld();
    call.ids = {{"account", false, true}};
    call.candidates.assign(26, with(IdRelation::same, elsewhere(1)));
    CHECK(call.decide().best == -1);
    call.candidates.pop_back();
    CHECK(call.decide().best == 0);
}

TEST_CASE("A toll-free or generic line names nobody") {
    for (const LineType line : {LineType::toll_free, LineType::generic}) {
        Call call = from(line);
        call.candidates = {on_number(5, 1)};
        CHECK(call.decide().best == -1);
    }
}

TEST_CASE("An empty situation has no best and no confidence") {
    const Decision decision = decide(Situation{});
    CHECK(decision.best == -1);
    CHECK(decision.probability == 0);
    CHECK(decision.confidence == 0);
    CHECK(decision.known_probability == 0);
    CHECK(decision.level == Level::low);
    CHECK(decision.caps == 0);
    CHECK_FALSE(decision.ambiguous);
}

TEST_CASE("Thresholds decide the level, and the caps stay just below a lower one") {
    Call call = mobile(on_number(1, 200)); // .942, and the number stands alone
    call.base.high_from = .95;
    CHECK(call.decide().level == Level::medium);
    CHECK(call.decide().confidence == .79);
    call.base.high_from = .7;
    CHECK(call.decide().level == Level::medium);
    CHECK(std::abs(call.decide().confidence - .69) < 1e-12);
    call.base.attestation = Attestation::a;
    CHECK(call.decide().level == Level::high);

    call.base.attestation = Attestation::failed;
    call.candidates = {on_number(9, 1)};
    CHECK(call.decide().confidence == .49);
    call.base.medium_from = .3;
    CHECK(call.decide().level == Level::low);
    CHECK(std::abs(call.decide().confidence - .29) < 1e-12);
}

TEST_CASE("Thresholds that are no numbers are reached by nobody") {
    Call call = mobile(on_number(9, 1));
    call.base.high_from = not_a_number;
    CHECK(call.decide().level == Level::medium);
    call.base.medium_from = not_a_number;
    CHECK(call.decide().level == Level::low);
    CHECK(call.decide().confidence <= .99);
}

TEST_CASE("Nobody is best at no confidence even where a tenant lets medium begin at 0") {
    Call call = from(LineType::mobile);
    call.base.medium_from = 0;
    call.base.high_from = 0;
    CHECK(call.decide().best == -1);
    CHECK(call.decide().level == Level::low);
}
