// Policies: the additive rules figure by figure, and policies as text.
#include <doctest/doctest.h>

#include <fstream>
#include <sstream>
#include <string>

#include "hark/service.hpp"
#include "tests/unit/identity/situations.hpp"

using namespace hark;
using namespace hark::identity;

namespace {

constexpr double minute = 1.0 / (24 * 60);

Call under(std::string_view policy, LineType line) {
    Call call = from(line);
    call.base.policy = builtin_policy(policy);
    return call;
}

/// The confidence of one caller under both additive policies, as the table of worked examples has
/// it.
void check_both(Call call, double doc, double fit) {
    call.base.policy = builtin_policy("additive-doc");
    CHECK(std::abs(call.decide().confidence - doc) < 1e-9);
    call.base.policy = builtin_policy("additive-fit");
    CHECK(std::abs(call.decide().confidence - fit) < 1e-9);
}

Call one(LineType line, double calls, double days) {
    Call call = from(line);
    call.candidates = {on_number(calls, days)};
    return call;
}

std::string fault_of(const std::string& text, std::uint32_t at) {
    std::uint32_t line = 0;
    const auto read = read_policy(text, &line);
    REQUIRE_FALSE(read.ok());
    CHECK(read.error().code == Code::invalid);
    CHECK(line == at);
    return std::string{read.error().what.view()};
}

const std::string head = "format = 1\nname = \"mine\"\nkind = \"hypotheses\"\n";

} // namespace

TEST_CASE("Additive policies give what the published examples give") {
    check_both(one(LineType::unknown, 1, minute), .10, .40);
    check_both(one(LineType::mobile, 1, 2), .55, .90);
    check_both(one(LineType::mobile, 1, 200), .50, .50);
    check_both(one(LineType::unknown, 1, 200), 0, 0);
    check_both(one(LineType::landline, 2, 60), .30, .30);
    check_both(one(LineType::voip, 1, 200), .20, .20);

    Call withheld = from_withheld();
    withheld.ids = {{"account", false, true}};
    withheld.candidates = {with(IdRelation::same, elsewhere(200))};
    check_both(withheld, .40, .40);
    Call unlinked = from(LineType::mobile);
    unlinked.ids = withheld.ids;
    unlinked.candidates = {with(IdRelation::same, elsewhere(1))};
    check_both(unlinked, .50, .80);
    Call own = one(LineType::mobile, 1, 200);
    own.ids = withheld.ids;
    own.candidates[0].ids[0] = IdRelation::same;
    check_both(own, .90, .90);
}

TEST_CASE("Additive policies do not divide a number between those who share it") {
    Call call = under("additive-doc", LineType::landline);
    call.candidates = {on_number(3, 20), on_number(1, 25)};
    call.candidates[1].open_intent_days = 25;
    const Decision decision = call.decide();
    CHECK(decision.best == 1);
    CHECK(std::abs(decision.confidence - .40) < 1e-9);
    CHECK_FALSE(decision.ambiguous);
    CHECK(decision.caps == 0);
}

TEST_CASE("Every built-in policy is found by its name, and no other") {
    REQUIRE(builtin_policies().size() == 3);
    for (const auto name : builtin_policies()) {
        REQUIRE(builtin_policy(name) != nullptr);
        CHECK(builtin_policy(name)->name == name);
    }
    CHECK(builtin_policy("hark-0") == nullptr);
    CHECK(builtin_policy("") == nullptr);
    CHECK(policy_of(Settings{}).name == "hark-1");
}

TEST_CASE("A policy written and read again is the same, number by number") {
    for (const auto name : builtin_policies()) {
        Policy policy = *builtin_policy(name);
        policy.name = "mine-2";
        int step = 0;
        for (const auto& number : policy_numbers(policy.kind)) {
            double& value = number.in(policy);
            value = number.min + (number.max - number.min) * (++step % 7 + 1) / 9.0;
        }
        const auto read = read_policy(write_policy(policy));
        REQUIRE(read.ok());
        CHECK(read->name == "mine-2");
        CHECK(read->kind == policy.kind);
        for (const auto& number : policy_numbers(policy.kind))
            CHECK(number.of(*read) == number.of(policy));
    }
}

TEST_CASE("The policy files in the repository are the built-in policies") {
    for (const auto name : builtin_policies()) {
        std::ifstream file{std::string{HARK_POLICIES} + "/" + std::string{name} + ".toml"};
        REQUIRE(file.good());
        std::stringstream text;
        text << file.rdbuf();
        CHECK(text.str() == write_policy(*builtin_policy(name)));
    }
}

TEST_CASE("Every number of a built-in policy lies in the range that its file may have") {
    for (const auto name : builtin_policies()) {
        const Policy& policy = *builtin_policy(name);
        for (const auto& number : policy_numbers(policy.kind)) {
            CAPTURE(number.key);
            CHECK(number.of(policy) >= number.min);
            CHECK(number.of(policy) <= number.max);
        }
    }
}

TEST_CASE("A policy file with a fault is refused, and the line is named") {
    CHECK(fault_of("", 0) == "a policy begins with: format = 1");
    CHECK(fault_of("format = 2\n", 1) == "a policy begins with: format = 1");
    CHECK(fault_of("format = 1\nname = \"a b\"\n", 2) ==
          "needs a name of 1 to 64 letters, digits, . - _ +");
    CHECK(fault_of("format = 1\nname = \"a\"\nkind = \"magic\"\n", 3) ==
          "the kind is \"hypotheses\" or \"additive\"");
    CHECK(fault_of(head + "mobile.otters = 1\n", 4) == "names no number of a policy");
    CHECK(fault_of(head + "\n# a comment\nmobile.others = x\n", 6) ==
          "is not followed by a number");
    CHECK(fault_of(head + "mobile.others = nan\n", 4) == "is not followed by a number");
    CHECK(fault_of(head + "mobile.others = 11\n", 4) == "is out of its range");
    CHECK(fault_of(head + "mobile.others = .1\nmobile.others = .1\n", 5) == "comes twice");
}

TEST_CASE("What a policy file leaves out is as in the built-in policy, and what it says counts") {
    const auto read = read_policy(head + "mobile.others = 0.4 # an office\n");
    REQUIRE(read.ok());
    Call call = one(LineType::mobile, 1, 200);
    const double before = call.decide().probability;
    call.base.policy = &*read;
    CHECK(call.decide().probability < before - .1);
    CHECK(read->weights.ceiling == builtin_policy("hark-1")->weights.ceiling);
}

TEST_CASE("An intent left open on the called number speaks one bit more for its customer") {
    Call call = one(LineType::voip, 1, 20);
    call.candidates[0].open_intent_days = 20;
    const double without = sum_of_terms(call.situation(), 0);
    call.candidates[0].intent_dnis = true;
    CHECK(std::abs(sum_of_terms(call.situation(), 0) - without - 1) < 1e-9);
    call.candidates[0].open_intent_days.reset();
    CHECK(sum_of_terms(call.situation(), 0) < without);
}

TEST_CASE("Ids by which a system authenticated a caller weigh more, weak ones less") {
    CHECK(id_class_of("auth_subject") == IdClass::authenticated);
    CHECK(id_class_of("SSO-Id") == IdClass::authenticated);
    CHECK(id_class_of("e-mail") == IdClass::weak);
    CHECK(id_class_of("ticket_no") == IdClass::weak);
    CHECK(id_class_of("crm_id") == IdClass::ordinary);
    Call call = from_withheld();
    call.candidates = {with(IdRelation::same, elsewhere(200))};
    const auto bits_as = [&](IdClass of) {
        call.ids = {{"id", false, true, of}};
        return sum_of_terms(call.situation(), 0);
    };
    const double ordinary = bits_as(IdClass::ordinary);
    CHECK(std::abs(bits_as(IdClass::authenticated) - ordinary - 1.4) < .01);
    CHECK(std::abs(bits_as(IdClass::weak) - ordinary + .6) < .01);
}

TEST_CASE("A call that does not fit a customer's habits is held below high, unless it is signed") {
    Call call = one(LineType::mobile, 9, 3);
    call.candidates[0].habit_bits = -5;
    CHECK(cap_names(call.decide().caps) == std::vector<std::string>{"ceiling", "unusual"});
    CHECK(call.decide().level == Level::medium);
    call.base.attestation = Attestation::a;
    CHECK(call.decide().level == Level::high);
    call.base.attestation = Attestation::none;
    call.candidates[0].habit_bits = 5;
    CHECK(call.decide().level == Level::high);
    call.candidates[0].habit_bits = -5;
    call.candidates[0].by_reference = true;
    CHECK(call.decide().level == Level::high);
}
