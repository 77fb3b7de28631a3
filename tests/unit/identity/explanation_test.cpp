// The documented words: source tokens, cap names, signal names.
#include <doctest/doctest.h>

#include <algorithm>
#include <initializer_list>
#include <string>

#include "tests/unit/identity/situations.hpp"

using namespace hark;
using namespace hark::identity;
using Words = std::vector<std::string>;

namespace {

Words sources(const Call& call) { return sources_of(call.situation(), call.decide()); }

bool has(const Words& words, std::string_view word) {
    return std::find(words.begin(), words.end(), word) != words.end();
}

} // namespace

TEST_CASE("A mobile caller with a CRM id after two days is explained as in the documentation") {
    Call call = from(LineType::mobile, Attestation::a);
    call.ids = {{"crm_id", false, true}};
    call.candidates = {with(IdRelation::same, on_number(3, 2.9))};
    CHECK(sources(call) ==
          Words{"ani:mobile", "external_id:crm_id", "recency:2day", "history:3", "attestation:A"});
}

TEST_CASE("Recency is rounded down to no less than one of its unit") {
    constexpr double minute = 1.0 / (24 * 60);
    const std::initializer_list<std::pair<double, const char*>> cases{
        {0, "recency:1min"},
        {1.5 * minute, "recency:1min"},
        {59.5 * minute, "recency:59min"},
        {60.5 * minute, "recency:1hour"},
        {23.5 / 24, "recency:23hour"},
        {1.01, "recency:1day"},
        {29.9, "recency:29day"},
        {30.1, "recency:1month"},
        {95, "recency:3month"}};
    for (const auto& [days, token] : cases) {
        Call call = from(LineType::unknown);
        call.candidates = {on_number(1, days)};
        CHECK(sources(call) == Words{"ani:unknown", token, "history:1"});
    }
}

TEST_CASE(
    "A last contact long ago is no source, and where numbers change hands it speaks against") {
    Call call = from(LineType::mobile);
    call.candidates = {on_number(1, 150)};
    CHECK(sources(call) == Words{"ani:mobile", "history:1"});
    call.base.line_type = LineType::voip;
    call.candidates = {on_number(1, 3 * 365)};
    CHECK(sources(call) == Words{"ani:voip", "-recency:36month", "history:1"});
}

TEST_CASE("What spoke against the best carries a minus sign") {
    Call call = from(LineType::mobile, Attestation::c);
    call.ids = {{"account", false, false}, {"crm_id", false, true}};
    call.candidates = {on_number(20, 1), elsewhere(500)};
    call.candidates[0].ids = {IdRelation::differs, IdRelation::unrelated};
    call.candidates[1].ids = {IdRelation::unrelated, IdRelation::same};
    CHECK(sources(call) == Words{"ani:mobile", "-external_id:account", "-external_id:crm_id",
                                 "-recency:1day", "history:20", "-attestation:C"});
    call.candidates[1].by_reference = true;
    REQUIRE(call.decide().best == 1);
    CHECK(sources(call) == Words{"-ani:mobile", "external_id:crm_id", "customer_ref"});
}

TEST_CASE("A reference to another customer speaks against the best") {
    Call call = from(LineType::mobile);
    call.ids = {{"crm_id", false, true}};
    call.candidates = {with(IdRelation::same, on_number(200, 0.001)), elsewhere(500)};
    call.candidates[1].by_reference = true;
    CHECK(call.decide().best == 0);
    CHECK(has(sources(call), "-customer_ref"));
}

TEST_CASE("Withheld numbers, generic ids and attestation B are no sources") {
    Call call = from_withheld();
    call.base.attestation = Attestation::a;
    call.ids = {{"crm_id", false, true}, {"campaign_id", true, true}};
    call.candidates = {with(IdRelation::same, elsewhere(300))};
    call.candidates[0].ids[1] = IdRelation::same;
    CHECK(sources(call) == Words{"external_id:crm_id"});

    Call attested = from(LineType::mobile, Attestation::b);
    attested.candidates = {on_number(1, 150)};
    CHECK(sources(attested) == Words{"ani:mobile", "history:1"});
}

TEST_CASE("An open intent is a source up to 30 days") {
    Call call = from(LineType::mobile);
    call.candidates = {on_number(1, 150)};
    call.candidates[0].open_intent_days = 30;
    CHECK(has(sources(call), "intent:open"));
    call.candidates[0].open_intent_days = 30.1;
    CHECK_FALSE(has(sources(call), "intent:open"));
}

TEST_CASE("A candidate that does not stand in the situation has no sources") {
    Call call = from(LineType::mobile);
    call.candidates = {on_number(1, 1)};
    Decision decision = call.decide();
    decision.best = 7;
    CHECK(sources_of(call.situation(), decision).empty());
}

TEST_CASE("Each cap has its name") {
    CHECK(cap_names(0).empty());
    CHECK(cap_names(0xFF) ==
          Words{"number_alone", "contradicted", "verification_failed", "ceiling", "unusual"});
    CHECK(cap_names(4) == Words{"ceiling"});
}

TEST_CASE("Each term has its name, and an id out of range an empty one") {
    Call call = from(LineType::voip, Attestation::b);
    call.ids = {{"crm_id", false, true}, {"account", false, true}};
    const Situation situation = call.situation();
    const std::initializer_list<std::pair<TermBits, const char*>> names{
        {{Term::line, 0, 1}, "ani:voip"},
        {{Term::sharing, 0, 1}, "sharing"},
        {{Term::ageing, 0, 1}, "ageing"},
        {{Term::attestation, 0, 1}, "attestation:B"},
        {{Term::new_number, 0, 1}, "new_number"},
        {{Term::external_id, 1, 1}, "external_id:account"},
        {{Term::external_id, 9, 1}, "external_id:"},
        {{Term::reference, 0, 1}, "customer_ref"},
        {{Term::open_intent, 0, 1}, "intent:open"},
        {{Term::history, 0, 1}, "history"},
        {{Term::recency, 0, 1}, "recency"}};
    for (const auto& [term, name] : names)
        CHECK(signal_name(situation, term) == name);
}

TEST_CASE("Several ids: the strongest counts fully, each further one half, contradictions fully") {
    Call call = from_withheld();
    call.ids = {{"crm_id", false, true}, {"account", false, true}, {"email", false, false}};
    call.candidates = {elsewhere(400)};
    call.candidates[0].ids = {IdRelation::same, IdRelation::same, IdRelation::differs};
    std::array<TermBits, terms_max> terms;
    const std::size_t count = terms_of(call.situation(), 0, terms);
    std::vector<double> ids;
    for (std::size_t at = 0; at < count; ++at) {
        if (terms[at].term == Term::external_id) ids.push_back(terms[at].bits);
    }
    REQUIRE(ids.size() == 3);
    CHECK(std::abs(ids[0] - std::log2(.97 / .04)) < 1e-12);
    CHECK(std::abs(ids[1] - std::log2(.97 / .04) / 2) < 1e-12);
    CHECK(std::abs(ids[2] - std::log2(.11 / .90)) < 1e-12);
}

TEST_CASE("An id that also belongs to someone on the number speaks for that one") {
    Call call = from(LineType::mobile);
    call.ids = {{"account", false, true}};
    call.candidates = {with(IdRelation::same, elsewhere(200)),
                       with(IdRelation::same, on_number(1, 200))};
    CHECK(call.decide().best == 1);
    CHECK(std::abs(sum_of_terms(call.situation(), 0) - std::log2(.40 * .97 / .04 * .1)) < 0.01);
}
