// The worked examples of the model's description, figure by figure: P to three digits as given
// there, the confidence after the default caps. Rows whose figures come from a simulation are not
// here; every row of the table is.
#include <doctest/doctest.h>

#include <initializer_list>

#include "tests/unit/identity/situations.hpp"

using namespace hark;
using namespace hark::identity;

namespace {

constexpr double minute = 1.0 / (24 * 60);
constexpr std::uint8_t no_cap = 0;

std::uint8_t set(std::initializer_list<Cap> caps) {
    std::uint8_t bits = 0;
    for (const Cap cap : caps)
        bits |= static_cast<std::uint8_t>(cap);
    return bits;
}

struct Figures {
    double probability;
    double confidence;
    std::uint8_t caps = no_cap;
    Level level;
};

void check(const Call& call, int best, const Figures& wanted) {
    const Decision decision = call.decide();
    CHECK(decision.best == best);
    CHECK(std::abs(decision.probability - wanted.probability) < 0.001);
    CHECK(std::abs(decision.confidence - wanted.confidence) < 0.006);
    CHECK(cap_names(decision.caps) == cap_names(wanted.caps));
    CHECK(decision.level == wanted.level);
}

Call one(LineType line, double calls, double days, Attestation attestation = Attestation::none) {
    Call call = from(line, attestation);
    call.candidates = {on_number(calls, days)};
    return call;
}

// Two customers on a landline: a with 3 calls, the last 20 days ago, b with one 200 days ago.
Call landline_of_two() {
    Call call = from(LineType::landline);
    call.candidates = {on_number(3, 20), on_number(1, 200)};
    return call;
}

// A mobile number of customer B (1), and an id of customer A (0), who was never on it.
Call conflict(double b_calls, double b_days, double a_days) {
    Call call = from(LineType::mobile);
    call.ids = {{"account", false, true}};
    call.candidates = {with(IdRelation::same, elsewhere(a_days)), on_number(b_calls, b_days)};
    return call;
}

} // namespace

TEST_CASE("One caller back on a number is as likely as the table says") {
    check(one(LineType::unknown, 1, minute), 0, {.998, .99, set({Cap::ceiling}), Level::high});
    check(one(LineType::mobile, 1, 2), 0, {.993, .99, set({Cap::ceiling}), Level::high});
    check(one(LineType::mobile, 1, 200), 0, {.942, .79, set({Cap::number_alone}), Level::medium});
    check(one(LineType::mobile, 1, 200, Attestation::a), 0, {.944, .94, no_cap, Level::high});
    check(one(LineType::mobile, 5, 400), 0, {.986, .986, no_cap, Level::high});
    check(one(LineType::mobile, 1, 3 * 365), 0,
          {.902, .79, set({Cap::number_alone}), Level::medium});
    check(one(LineType::unknown, 1, 200), 0, {.889, .79, set({Cap::number_alone}), Level::medium});
    check(one(LineType::landline, 2, 60), 0, {.893, .79, set({Cap::number_alone}), Level::medium});
    check(one(LineType::voip, 1, 200), 0, {.680, .68, no_cap, Level::medium});
    check(one(LineType::voip, 1, 3 * 365), 0, {.550, .55, no_cap, Level::medium});
}

TEST_CASE("Odds of a mobile caller fall over the years as the model's curve says") {
    const std::initializer_list<std::pair<double, double>> curve{
        {10 * minute, .999}, {1, .996},   {2, .993},       {7, .975},      {30, .965},
        {90, .952},          {365, .935}, {3 * 365, .902}, {5 * 365, .868}};
    for (const auto& [days, probability] : curve) {
        CAPTURE(days);
        CHECK(std::abs(one(LineType::mobile, 1, days).probability(0) - probability) < 0.001);
    }
}

TEST_CASE("Two customers of a landline share it by their history") {
    const Call call = landline_of_two();
    check(call, 0, {.706, .706, no_cap, Level::medium});
    CHECK(std::abs(call.probability(1) - .193) < 0.001);
    CHECK_FALSE(call.decide().ambiguous);
}

TEST_CASE("An account number tells the two customers of a landline apart") {
    Call call = landline_of_two();
    call.ids = {{"account", false, true}};
    call.candidates[1].ids[0] = IdRelation::same;
    for (const IdRelation of_the_other : {IdRelation::unrelated, IdRelation::differs}) {
        call.candidates[0].ids[0] = of_the_other;
        check(call, 1, {.881, .881, no_cap, Level::high});
    }
}

TEST_CASE("A recent open intent of the second customer makes a landline ambiguous") {
    Call call = landline_of_two();
    call.candidates[1] = on_number(1, 25);
    call.candidates[1].open_intent_days = 25;
    const Decision decision = call.decide();
    CHECK(decision.best == 0);
    CHECK(std::abs(decision.probability - .50) < 0.005);
    CHECK(std::abs(decision.probabilities[1] - .43) < 0.005);
    CHECK(decision.ambiguous);
}

TEST_CASE("Twelve customers behind a PBX: each unlikely, but one of them likely") {
    Call call = from(LineType::voip);
    call.candidates.assign(12, on_number(2, 120));
    const Decision decision = call.decide();
    CHECK(std::abs(decision.probability - .073) < 0.001);
    CHECK(std::abs(decision.known_probability - .88) < 0.005);
    CHECK(decision.level == Level::low);
    CHECK_FALSE(decision.ambiguous);

    call.ids = {{"account", false, true}};
    call.candidates[2].ids[0] = IdRelation::same;
    check(call, 2, {.936, .936, no_cap, Level::high});
}

TEST_CASE("A number on 60 customers names none of them, whoever notices") {
    Call call = from(LineType::unknown);
    call.candidates.assign(60, on_number(2, 120));
    CHECK(call.decide().best == -1);
    call.candidates.resize(1);
    call.base.ani = AniState::generic;
    CHECK(call.decide().best == -1);
    CHECK(call.decide().known_probability == 0);
}

TEST_CASE("An id is recognised without the number, and better without one than with a new one") {
    Call call = from_withheld();
    call.ids = {{"account", false, true}};
    call.candidates = {with(IdRelation::same, elsewhere(200))};
    check(call, 0, {.956, .956, no_cap, Level::high});
    call.base.ani = AniState::present;
    call.base.line_type = LineType::mobile;
    check(call, 0, {.907, .907, no_cap, Level::high});
    call.candidates[0].contact_days = 1;
    check(call, 0, {.975, .975, no_cap, Level::high});
}

TEST_CASE("A customer's own id on top of the number leaves little doubt") {
    Call call = one(LineType::mobile, 1, 200);
    call.ids = {{"account", false, true}};
    call.candidates[0].ids[0] = IdRelation::same;
    check(call, 0, {.991, .99, set({Cap::ceiling}), Level::high});
}

TEST_CASE("A number of one customer with the id of another is a conflict") {
    const Call for_the_number = conflict(3, 100, 200);
    check(for_the_number, 1, {.717, .717, no_cap, Level::medium});
    CHECK(std::abs(for_the_number.probability(0) - .26) < 0.005);
    CHECK(for_the_number.decide().ambiguous);

    const Call for_the_id = conflict(1, 700, 20);
    check(for_the_id, 0, {.630, .630, no_cap, Level::medium});
    CHECK(std::abs(for_the_id.probability(1) - .32) < 0.006);
}

TEST_CASE("An id that nobody has speaks against the customer of the number") {
    Call call = one(LineType::mobile, 1, 200);
    call.ids = {{"account", false, false}};
    call.candidates[0].ids[0] = IdRelation::differs;
    check(call, 0, {.666, .666, no_cap, Level::medium});
}

TEST_CASE("An id one digit off speaks for the customer of the number, but never to high") {
    Call call = one(LineType::mobile, 1, 200);
    call.ids = {{"account", false, false}};
    call.candidates[0].ids[0] = IdRelation::near;
    check(call, 0, {.985, .79, set({Cap::number_alone, Cap::contradicted}), Level::medium});
}

TEST_CASE("A number whose verification failed is never enough, however likely") {
    check(one(LineType::mobile, 3, 10, Attestation::failed), 0,
          {.962, .49, set({Cap::verification_failed}), Level::low});
}

TEST_CASE("A customer_ref from a new number is all but certain") {
    Call call = from(LineType::mobile);
    call.candidates = {elsewhere(200)};
    call.candidates[0].by_reference = true;
    check(call, 0, {.998, .99, set({Cap::ceiling}), Level::high});
}

TEST_CASE("Amendment: a family member with an own account number is told apart within seconds") {
    constexpr double seconds = 10.0 / 86'400;
    Call call = from(LineType::landline);
    call.ids = {{"account", false, false}};

    // B, of whom nothing is known, right after A's first call: no customer that is known.
    call.candidates = {with(IdRelation::differs, on_number(1, seconds))};
    CHECK(call.probability(0) < .5);
    CHECK(call.decide().level == Level::low);
    CHECK(call.decide().best == 0);

    // A again, whether or not B has come to be linked to the number.
    call.ids[0].known = true;
    call.candidates = {with(IdRelation::same, on_number(1, 2 * seconds))};
    CHECK(call.decide().level == Level::high);
    call.candidates.push_back(with(IdRelation::differs, on_number(1, seconds)));
    CHECK(call.decide().best == 0);
    CHECK(call.decide().level == Level::high);

    // B again, the same.
    call.candidates = {with(IdRelation::differs, on_number(1, seconds)),
                       with(IdRelation::same, on_number(1, 2 * seconds))};
    CHECK(call.decide().best == 1);
    CHECK(call.decide().level == Level::high);
    call.candidates[1] = with(IdRelation::same, elsewhere(2 * seconds));
    CHECK(call.decide().best == 1);
    CHECK(call.decide().level == Level::high);
}

TEST_CASE(
    "A family member is told apart without a line type, and while the other's matter is open") {
    constexpr double seconds = 10.0 / 86'400;
    Call call = from(LineType::unknown);
    call.ids = {{"account", false, false}};
    call.candidates = {with(IdRelation::differs, on_number(1, seconds))};
    call.candidates[0].open_intent_days = seconds;
    CHECK(call.probability(0) < .5);
    CHECK(call.decide().level == Level::low);

    // B again, known by the account alone.
    call.ids[0].known = true;
    call.candidates.push_back(with(IdRelation::same, elsewhere(2 * seconds)));
    CHECK(call.decide().best == 1);
    CHECK(call.decide().level == Level::high);
}

TEST_CASE("Amendment: another stored id of the same type keeps a caller below high") {
    Call call = one(LineType::mobile, 30, 1);
    call.ids = {{"account", false, false}};
    call.candidates[0].ids[0] = IdRelation::differs;
    const Decision decision = call.decide();
    CHECK(decision.probability > .8);
    CHECK(decision.level == Level::medium);
    CHECK(cap_names(decision.caps) == std::vector<std::string>{"contradicted"});
}

TEST_CASE("The parts of the worked explanation are those of its waterfall") {
    const Call call = landline_of_two();
    std::array<TermBits, terms_max> terms;
    const std::size_t count = terms_of(call.situation(), 0, terms);
    const std::initializer_list<std::pair<Term, double>> wanted{
        {Term::line, 1.94},        {Term::sharing, -0.97}, {Term::ageing, 0},
        {Term::attestation, -.01}, {Term::history, 1.58},  {Term::recency, .26},
        {Term::competition, -1.55}};
    REQUIRE(count == wanted.size());
    std::size_t at = 0;
    for (const auto& [term, bits] : wanted) {
        CHECK(terms[at].term == term);
        CHECK(std::abs(terms[at].bits - bits) < .006);
        ++at;
    }
    CHECK(std::abs(sum_of_terms(call.situation(), 0) - 2.81) < .006);
    CHECK(std::abs(sum_of_terms(call.situation(), 1) - .94) < .006);
    CHECK(std::abs(sum_of_all_terms(call.situation(), 0) - 1.26) < .006);
    CHECK(match_key(call.situation(), call.decide()) == "+ANI +HISTORY ~SHARED(2)");
}
