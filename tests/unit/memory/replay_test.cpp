// Saying the same twice: what a repeated start or end gets.
#include "tests/unit/memory/kit.hpp"

using namespace hark;
using namespace hark::test;

TEST_SUITE_BEGIN("replay");

TEST_CASE_TEMPLATE("a repeated start gets the first answer, whatever was learned since", Kind,
                   HARK_MEMORIES) {
    Kind memory;
    confirmed_call(*memory, "call-1", "+12025550100");
    memory.clock.advance(1h);
    const auto first = must(memory->start(start_of("call-2", "+12025550100")));
    CHECK_FALSE(first.replayed);
    memory.clock.advance(1min);
    auto end = end_of("call-2");
    end.learned.variables = {variable("first_name", "Ada")};
    must(memory->end(end));
    memory.clock.advance(22h);
    const auto again = must(memory->start(start_of("call-2", "+12025550100")));
    CHECK(again.replayed);
    CHECK(same(first, again));
    CHECK(must(memory->verify()).calls == 2);
    CHECK(must(memory->verify()).customers == 1);
}

TEST_CASE_TEMPLATE("a stranger's repeated start makes no second customer", Kind, HARK_MEMORIES) {
    Kind memory;
    const auto first = must(memory->start(start_of("call-1", "+12025550100")));
    const auto again = must(memory->start(start_of("call-1", "+12025550100")));
    CHECK(again.replayed);
    CHECK(same(first, again));
    CHECK(must(memory->verify()).customers == 1);
    CHECK(must(memory->verify()).calls == 1);
}

TEST_CASE_TEMPLATE("a repeated start of a known caller gets all that the first one told", Kind,
                   HARK_MEMORIES) {
    Kind memory;
    must(memory->start(start_of("call-1", "+12025550100", {{"account", "ACC-1"}})));
    auto end = confirmed_end("call-1");
    end.learned = about("refund", IntentStatus::pending);
    end.learned.due_at = memory.clock.now() + days{3};
    end.learned.summary = text<Summary>("Wants a refund.");
    end.learned.variables = {variable("language", "en", Tier::open), variable("name", "Ada"),
                             variable("dob", "1815-12-10", Tier::verified)};
    must(memory->end(end));
    memory.clock.advance(days{2});
    auto call = start_of("call-2", "+12025550100", {{"account", "ACC-2"}, {"campaign_id", "7"}});
    call.explain = true;
    call.telco.attestation = Attestation::a;
    for (const bool medium : {false, true}) {
        call.call_id = medium ? "call-3" : "call-2";
        Terms terms;
        if (medium) terms.settings.high_from = 1.0;
        if (medium) call.hints.external_ids.clear();
        const auto first = must(memory->start(call, terms));
        const auto again = must(memory->start(call, terms));
        CHECK(again.replayed);
        CHECK(same(first, again));
        if (medium) REQUIRE(first.identity.level == Level::medium);
        if (medium) CHECK(first.withheld.open_intents == 1);
        REQUIRE_FALSE(first.identity.evidence.empty());
        REQUIRE(first.identity.known_probability > 0);
        REQUIRE(again.identity.evidence.size() == first.identity.evidence.size());
        for (std::size_t i = 0; i < first.identity.evidence.size(); ++i) {
            CHECK(again.identity.evidence[i].signal == first.identity.evidence[i].signal);
            CHECK(again.identity.evidence[i].bits == first.identity.evidence[i].bits);
        }
        REQUIRE(again.identity.candidates.size() == first.identity.candidates.size());
        REQUIRE_FALSE(first.identity.candidates.empty());
        CHECK(again.identity.candidates[0].customer_ref ==
              first.identity.candidates[0].customer_ref);
        CHECK(again.identity.candidates[0].probability == first.identity.candidates[0].probability);
    }
}

TEST_CASE_TEMPLATE(
    "a repeated start tells nothing once its call was another's or its customer is "
    "forgotten",
    Kind, HARK_MEMORIES) {
    Kind memory;
    must(memory->start(start_of("ada-1", "+12025550100")));
    auto end = confirmed_end("ada-1");
    end.learned.variables = {variable("name", "Ada")};
    const auto ada = must(memory->end(end)).customer_ref;
    memory.clock.advance(1h);
    REQUIRE(must(memory->start(start_of("call-1", "+12025550100"))).customer_ref == ada);
    REQUIRE(must(memory->start(start_of("call-2", "+12025550100"))).customer_ref == ada);

    auto moved = end_of("call-1");
    moved.confirmed = Confirmed::new_customer;
    must(memory->end(moved));
    CHECK(failure(memory->start(start_of("call-1", "+12025550100"))) == Code::answer_gone);

    must(memory->forget(ada));
    const auto fresh = must(memory->start(start_of("call-2", "+12025550100")));
    CHECK_FALSE(fresh.replayed);
    CHECK(fresh.customer_ref != ada);
    CHECK(value_of(fresh.variables, "name").empty());
}

TEST_CASE_TEMPLATE("the same call_id with another body is a conflict", Kind, HARK_MEMORIES) {
    Kind memory;
    const auto first = must(memory->start(start_of("call-1", "+12025550100", {{"crm", "1"}})));
    CHECK(failure(memory->start(start_of("call-1", "+12025550101", {{"crm", "1"}}))) ==
          Code::conflict);
    CHECK(failure(memory->start(start_of("call-1", "+12025550100", {{"crm", "2"}}))) ==
          Code::conflict);
    CHECK(failure(memory->start(start_of("call-1", "+12025550100"))) == Code::conflict);
    auto chat = start_of("call-1", "+12025550100", {{"crm", "1"}});
    chat.channel = Channel::chat;
    CHECK(failure(memory->start(chat)) == Code::conflict);
    CHECK(must(memory->verify()).customers == 1);
    CHECK(must(memory->call("call-1")).customer_ref == first.customer_ref);
}

TEST_CASE_TEMPLATE("deadline, explain and the order of ids do not make another body", Kind,
                   HARK_MEMORIES) {
    Kind memory;
    must(memory->start(
        start_of("call-1", "+12025550100", {{"crm", "1"}, {"email", "a@b.example"}})));
    auto again = start_of("call-1", "+12025550100", {{"email", "a@b.example"}, {"crm", "1"}});
    again.deadline = 5s;
    again.explain = true;
    CHECK(must(memory->start(again)).replayed);
}

TEST_CASE_TEMPLATE("an answer is kept for 24 hours and a call_id for 7 days", Kind, HARK_MEMORIES) {
    for (const bool maintained : {false, true}) {
        CAPTURE(maintained);
        Kind memory;
        const auto first = must(memory->start(start_of("call-1", "+12025550100")));
        must(memory->end(end_of("call-1")));
        memory.clock.set(monday + 24h - 1s);
        if (maintained) must(memory->maintain(1000));
        CHECK(must(memory->start(start_of("call-1", "+12025550100"))).replayed);

        memory.clock.set(monday + 24h + 1s);
        if (maintained) must(memory->maintain(1000));
        CHECK(failure(memory->start(start_of("call-1", "+12025550100"))) == Code::answer_gone);
        CHECK(failure(memory->start(start_of("call-1", "+12025550101"))) == Code::conflict);

        memory.clock.set(monday + days{7} - 1s);
        if (maintained) must(memory->maintain(1000));
        CHECK(failure(memory->start(start_of("call-1", "+12025550100"))) == Code::answer_gone);

        memory.clock.set(monday + days{7} + 1s);
        if (maintained) must(memory->maintain(1000));
        const auto fresh = must(memory->start(start_of("call-1", "+12025550100")));
        CHECK_FALSE(fresh.replayed);
        CHECK(fresh.call_start == monday + days{7} + 1s);
        CHECK(fresh.customer_ref == first.customer_ref);
    }
}

TEST_CASE_TEMPLATE("a repeated end gets the first answer and learns nothing twice", Kind,
                   HARK_MEMORIES) {
    Kind memory;
    must(memory->start(start_of("call-1", "+12025550100")));
    memory.clock.advance(2min);
    auto end = end_of("call-1");
    end.learned = about("refund", IntentStatus::open);
    end.learned.variables = {variable("a", "1"), variable("b", "2")};
    const auto first = must(memory->end(end));
    CHECK_FALSE(first.replayed);
    memory.clock.advance(5min);
    const auto again = must(memory->end(end));
    CHECK(again.replayed);
    CHECK(again.call_end == first.call_end);
    CHECK(again.customer_ref == first.customer_ref);
    CHECK(again.intents_updated == first.intents_updated);
    CHECK(again.variables_updated == first.variables_updated);

    const auto view = must(memory->customer(first.customer_ref));
    CHECK(view.history.size() == 1);
    REQUIRE(view.intents.size() == 1);
    CHECK(view.intents[0].attempt_count == 1);

    auto other = end;
    other.learned.variables = {variable("a", "other")};
    CHECK(failure(memory->end(other)) == Code::conflict);
    CHECK(value_of(must(memory->customer(first.customer_ref)).variables, "a") == "\"1\"");
    auto confirmed = end;
    confirmed.confirmed = Confirmed::yes;
    CHECK(failure(memory->end(confirmed)) == Code::conflict);
}

TEST_CASE_TEMPLATE("an end without a start is repeated in peace", Kind, HARK_MEMORIES) {
    Kind memory;
    auto end = end_of("chat-1");
    end.hints = hints("+12025550100");
    end.learned = about("refund");
    const auto first = must(memory->end(end));
    const auto again = must(memory->end(end));
    CHECK(again.replayed);
    CHECK(again.customer_ref == first.customer_ref);
    CHECK(must(memory->verify()).customers == 1);
    CHECK(must(memory->customer(first.customer_ref)).history.size() == 1);
}

TEST_CASE_TEMPLATE("one call_id in two tenants is two calls", Kind, HARK_MEMORIES) {
    Kind memory;
    const auto one = must(memory->start(start_of("call-1", "+12025550100"), terms_of(1)));
    const auto two = must(memory->start(start_of("call-1", "+12025550100"), terms_of(2)));
    CHECK_FALSE(two.replayed);
    CHECK_FALSE(two.returning);
    CHECK(one.customer_ref != two.customer_ref);
}

TEST_CASE_TEMPLATE("a first start and a first end are counted once each, a replay never", Kind,
                   HARK_MEMORIES) {
    Kind memory;
    Terms terms;
    terms.allowance = Allowance{9, 24'322, 3};
    must(memory->start(start_of("call-1", "+12025550100"), terms));
    CHECK(must(memory->used(9, 24'322)) == 1);
    must(memory->start(start_of("call-1", "+12025550100"), terms));
    CHECK(must(memory->used(9, 24'322)) == 1);
    must(memory->end(end_of("call-1"), terms));
    must(memory->end(end_of("call-1"), terms));
    CHECK(must(memory->used(9, 24'322)) == 2);

    must(memory->start(start_of("call-2", "+12025550100"), terms));
    CHECK(must(memory->used(9, 24'322)) == 3);
    CHECK(failure(memory->start(start_of("call-3", "+12025550199"), terms)) ==
          Code::allowance_used);
    CHECK(failure(memory->call("call-3")) == Code::not_found);
    CHECK_FALSE(must(memory->peek(start_of("peek", "+12025550199"))).returning);
    // Replays, and the end of a start that was counted, are never refused.
    CHECK(must(memory->start(start_of("call-2", "+12025550100"), terms)).replayed);
    CHECK(must(memory->end(end_of("call-1"), terms)).replayed);
    must(memory->end(end_of("call-2"), terms));
    CHECK(must(memory->used(9, 24'322)) == 4);
    auto alone = end_of("chat-1");
    alone.hints = hints("+12025550100");
    CHECK(failure(memory->end(alone, terms)) == Code::allowance_used);
    CHECK(must(memory->used(9, 24'322)) == 4);
}

TEST_SUITE_END();
