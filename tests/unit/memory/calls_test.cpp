// A call's life: updates in the middle, its end in every form, calls that nobody ended.
#include "tests/unit/memory/kit.hpp"

using namespace hark;
using namespace hark::test;

namespace {
constexpr const char* number = "+12025550100";
}

TEST_SUITE_BEGIN("calls");

TEST_CASE_TEMPLATE("what an update saved stays when the call drops", Kind, HARK_MEMORIES) {
    Kind memory;
    const auto first = must(memory->start(start_of("call-1", number)));
    auto update = update_of("call-1");
    update.learned = about("refund");
    update.learned.variables = {variable("name", "Ada")};
    const auto updated = must(memory->update(update));
    CHECK(updated.customer_ref == first.customer_ref);
    CHECK(updated.intents_updated == 1);
    CHECK(updated.variables_updated == 1);

    memory.clock.advance(1min);
    const auto second = must(memory->start(start_of("call-2", number)));
    CHECK(second.customer_ref == first.customer_ref);
    CHECK(value_of(second.variables, "name") == "\"Ada\"");
    CHECK(find(second.open_intents, "refund") != nullptr);
}

TEST_CASE_TEMPLATE("an update is taken until 24 hours after the end", Kind, HARK_MEMORIES) {
    Kind memory;
    must(memory->start(start_of("call-1", number)));
    memory.clock.advance(10min);
    const auto ref = must(memory->end(end_of("call-1"))).customer_ref;
    memory.clock.advance(24h - 1s);
    auto update = update_of("call-1");
    update.learned.summary = text<Summary>("Written up the day after.");
    must(memory->update(update));
    const auto view = must(memory->customer(ref));
    REQUIRE(view.history.size() == 1);
    CHECK(view.history[0].summary.view() == "Written up the day after.");
    CHECK(must(memory->call("call-1")).summary.view() == "Written up the day after.");
    CHECK(must(memory->call("call-1")).call_end == monday + 10min);

    memory.clock.advance(2s);
    CHECK(failure(memory->update(update)) == Code::not_allowed);
}

TEST_CASE_TEMPLATE("an update or view of a call that never was finds nothing", Kind,
                   HARK_MEMORIES) {
    Kind memory;
    CHECK(failure(memory->update(update_of("never"))) == Code::not_found);
    CHECK(failure(memory->call("never")) == Code::not_found);
    must(memory->start(start_of("call-1", number), terms_of(1)));
    CHECK(failure(memory->call("call-1", terms_of(2))) == Code::not_found);
    CHECK(failure(memory->update(update_of("call-1"), terms_of(2))) == Code::not_found);
    CHECK(failure(memory->end(end_of("call-1"), terms_of(2))).has_value());
}

TEST_CASE_TEMPLATE("a call shows how it stands", Kind, HARK_MEMORIES) {
    Kind memory;
    const auto ref = confirmed_call(*memory, "call-1", number);
    memory.clock.advance(1h);
    const auto answer = must(memory->start(start_of("call-2", number)));
    auto view = must(memory->call("call-2"));
    CHECK(view.customer_ref == ref);
    CHECK(view.call_start == monday + 1h);
    CHECK_FALSE(view.call_end);
    CHECK(view.level == answer.identity.level);
    CHECK(view.confidence == doctest::Approx(answer.identity.confidence).epsilon(0.001));
    memory.clock.advance(1min);
    auto end = end_of("call-2");
    end.learned = about("refund", IntentStatus::resolved);
    end.learned.summary = text<Summary>("Done.");
    must(memory->end(end));
    view = must(memory->call("call-2"));
    CHECK(view.call_end == monday + 1h + 1min);
    CHECK(view.intent.view() == "refund");
    CHECK(view.intent_status == IntentStatus::resolved);
    CHECK(view.summary.view() == "Done.");
}

TEST_CASE_TEMPLATE("an end for another customer needs to say that it was checked", Kind,
                   HARK_MEMORIES) {
    Kind memory;
    const auto ada = confirmed_call(*memory, "ada-1", "+12025550101");
    const auto bob = confirmed_call(*memory, "bob-1", "+12025550102");
    memory.clock.advance(1h);
    CHECK(must(memory->start(start_of("call-1", "+12025550101"))).customer_ref == ada);
    auto end = end_of("call-1");
    end.customer_ref = bob;
    end.learned.variables = {variable("note", "moved")};
    const auto refused = memory->end(end);
    REQUIRE_FALSE(refused);
    CHECK(refused.error().code == Code::invalid);
    CHECK_FALSE(must(memory->call("call-1")).call_end);

    end.confirmed = Confirmed::yes;
    CHECK(must(memory->end(end)).customer_ref == bob);
    CHECK(must(memory->call("call-1")).customer_ref == bob);
    CHECK(value_of(must(memory->customer(bob)).variables, "note") == "\"moved\"");
    CHECK(value_of(must(memory->customer(ada)).variables, "note").empty());
    CHECK(must(memory->customer(bob)).history.size() == 2);
    CHECK(must(memory->customer(ada)).history.size() == 1);
    // The number that Bob called from is now known to be used by him as well.
    const auto view = must(memory->customer(bob));
    CHECK(view.identifiers.size() == 2);
}

TEST_CASE_TEMPLATE("an end for the answered customer by name needs nothing more", Kind,
                   HARK_MEMORIES) {
    Kind memory;
    const auto first = must(memory->start(start_of("call-1", number)));
    auto end = end_of("call-1");
    end.customer_ref = first.customer_ref;
    CHECK(must(memory->end(end)).customer_ref == first.customer_ref);
}

TEST_CASE_TEMPLATE("an end for a customer who is not there finds nothing and ends nothing", Kind,
                   HARK_MEMORIES) {
    Kind memory;
    must(memory->start(start_of("call-1", number)));
    auto end = end_of("call-1");
    end.customer_ref = CustomerRef::random();
    end.confirmed = Confirmed::yes;
    CHECK(failure(memory->end(end)).has_value());
    CHECK_FALSE(must(memory->call("call-1")).call_end);
    must(memory->end(end_of("call-1")));
}

TEST_CASE_TEMPLATE("a call found to be a new person's moves to a new customer", Kind,
                   HARK_MEMORIES) {
    Kind memory;
    const auto ada = confirmed_call(*memory, "ada-1", number);
    memory.clock.advance(1h);
    CHECK(must(memory->start(start_of("call-1", number))).customer_ref == ada);
    auto update = update_of("call-1");
    update.learned.variables = {variable("name", "Bob")};
    must(memory->update(update));
    auto end = end_of("call-1");
    end.confirmed = Confirmed::new_customer;
    end.learned = about("delivery");
    const auto bob = must(memory->end(end)).customer_ref;
    CHECK(bob != ada);
    const auto his = must(memory->customer(bob));
    CHECK(value_of(his.variables, "name") == "\"Bob\"");
    CHECK(his.history.size() == 1);
    CHECK(find(his.intents, "delivery") != nullptr);
    const auto hers = must(memory->customer(ada));
    CHECK(value_of(hers.variables, "name").empty());
    CHECK(hers.history.size() == 1);
    CHECK(hers.intents.empty());
    // What the start was told of her goes with the move: it is sealed for her alone.
    CHECK(failure(memory->start(start_of("call-1", number))) == Code::answer_gone);
    CHECK(must(memory->verify()).faults.empty());
}

TEST_CASE_TEMPLATE("confirming a new caller keeps the customer that the start made", Kind,
                   HARK_MEMORIES) {
    Kind memory;
    const auto first = must(memory->start(start_of("call-1", number)));
    CHECK(must(memory->end(confirmed_end("call-1"))).customer_ref == first.customer_ref);
    CHECK(must(memory->customer(*first.customer_ref)).identifiers.size() == 1);
}

TEST_CASE_TEMPLATE("an end without start needs to say who it was", Kind, HARK_MEMORIES) {
    Kind memory;
    CHECK(failure(memory->end(end_of("chat-1"))).has_value());
    auto end = end_of("chat-1");
    end.hints = hints("+12025550100");
    const auto ref = must(memory->end(end)).customer_ref;

    memory.clock.advance(1h);
    auto by_ref = end_of("chat-2");
    by_ref.customer_ref = ref;
    CHECK(must(memory->end(by_ref)).customer_ref == ref);
    CHECK(must(memory->customer(ref)).history.size() == 2);

    auto unknown = end_of("chat-3");
    unknown.customer_ref = CustomerRef::random();
    CHECK(failure(memory->end(unknown)).has_value());
    CHECK(must(memory->verify()).customers == 1);
}

TEST_CASE_TEMPLATE("an end without start that fits nobody makes a customer", Kind, HARK_MEMORIES) {
    Kind memory;
    auto end = end_of("mail-1");
    end.hints = hints(std::nullopt, {{"email", "ada@shop.example"}});
    end.channel = Channel::email;
    const auto ref = must(memory->end(end)).customer_ref;
    const auto view = must(memory->customer(ref));
    REQUIRE(view.identifiers.size() == 1);
    CHECK(view.identifiers[0].type == "email");
    CHECK(view.identifiers[0].value == "ada@shop.example");
    REQUIRE(view.history.size() == 1);
    CHECK(view.history[0].channel == Channel::email);
}

TEST_CASE_TEMPLATE("an id learned in a confirmed call finds the customer afterwards", Kind,
                   HARK_MEMORIES) {
    Kind memory;
    must(memory->start(start_of("call-1", number)));
    auto end = confirmed_end("call-1");
    end.learned.external_ids = external({{"account", "ACC-1"}, {"campaign_id", "7"}});
    const auto ref = must(memory->end(end)).customer_ref;
    memory.clock.advance(1h);
    CHECK(must(memory->peek(start_of("peek", "anonymous", {{"account", "ACC-1"}}))).customer_ref ==
          ref);
    CHECK_FALSE(
        must(memory->peek(start_of("peek", "anonymous", {{"campaign_id", "7"}}))).returning);
}

TEST_CASE_TEMPLATE("a call that nobody ended is closed after four hours", Kind, HARK_MEMORIES) {
    Kind memory;
    const auto ref = *must(memory->start(start_of("call-1", number))).customer_ref;
    auto update = update_of("call-1");
    update.learned = about("refund");
    must(memory->update(update));
    memory.clock.set(monday + 4h - 1min);
    CHECK(must(memory->maintain(1000)).calls_closed == 0);
    CHECK_FALSE(must(memory->call("call-1")).call_end);
    memory.clock.set(monday + 4h + 1min);
    CHECK(must(memory->maintain(1000)).calls_closed == 1);
    CHECK(must(memory->maintain(1000)).calls_closed == 0);
    CHECK(must(memory->call("call-1")).call_end);
    auto view = must(memory->customer(ref));
    REQUIRE(view.history.size() == 1);
    CHECK(view.history[0].intent.view() == "refund");

    // The end that comes late is still the call's end.
    memory.clock.set(monday + 6h);
    auto end = end_of("call-1");
    end.learned.summary = text<Summary>("Came late.");
    const auto ended = must(memory->end(end));
    CHECK_FALSE(ended.replayed);
    CHECK(ended.customer_ref == ref);
    view = must(memory->customer(ref));
    REQUIRE(view.history.size() == 1);
    CHECK(view.history[0].summary.view() == "Came late.");
    CHECK(must(memory->end(end)).replayed);
}

TEST_CASE_TEMPLATE(
    "a call that others have followed is still once in the history after an update "
    "or a late end",
    Kind, HARK_MEMORIES) {
    Kind memory;
    const auto ref = *must(memory->start(start_of("first", number))).customer_ref;
    bool ended = false;
    SUBCASE("an update after the end") {
        must(memory->end(end_of("first")));
        ended = true;
    }
    SUBCASE("an end after it was closed as stale") {
        memory.clock.advance(5h);
        REQUIRE(must(memory->maintain(1000)).calls_closed == 1);
    }
    for (int i = 0; i < 12; ++i) {
        memory.clock.advance(1min);
        REQUIRE(confirmed_call(*memory, "call-" + std::to_string(i), number) == ref);
    }
    if (ended) {
        auto update = update_of("first");
        update.learned.summary = text<Summary>("Written up later.");
        must(memory->update(update));
    } else {
        auto end = end_of("first");
        end.learned.summary = text<Summary>("Written up later.");
        must(memory->end(end));
    }
    const auto view = must(memory->customer(ref));
    CHECK(view.history.size() == 13);
    int times = 0;
    for (const auto& past : view.history) {
        if (past.call_id.view() != "first") continue;
        ++times;
        CHECK(past.summary.view() == "Written up later.");
    }
    CHECK(times == 1);
}

TEST_CASE_TEMPLATE("calls are closed and dropped without anybody asking", Kind, HARK_MEMORIES) {
    Kind memory;
    const auto ref = *must(memory->start(start_of("forgotten", number))).customer_ref;
    memory.clock.advance(5h);
    for (int i = 0; i < 5; ++i) {
        confirmed_call(*memory, "busy-" + std::to_string(i), "+12025550177");
        memory.clock.advance(1s);
    }
    CHECK(must(memory->customer(ref)).history.size() == 1);
    CHECK(must(memory->call("forgotten")).call_end);
}

TEST_CASE_TEMPLATE("old calls leave their rows and stay in the history", Kind, HARK_MEMORIES) {
    Kind memory;
    const auto ref = confirmed_call(*memory, "call-1", number);
    memory.clock.advance(days{8});
    const auto report = must(memory->maintain(1000));
    CHECK(report.calls_dropped == 1);
    CHECK_FALSE(report.more);
    CHECK(failure(memory->call("call-1")) == Code::not_found);
    CHECK(must(memory->customer(ref)).history.size() == 1);
    CHECK(must(memory->verify()).calls == 0);
    CHECK(must(memory->verify()).faults.empty());
}

TEST_CASE_TEMPLATE("links outlive what was said by two years, and then go too", Kind,
                   HARK_MEMORIES) {
    Kind memory;
    const auto ref = confirmed_call(*memory, "call-1", number);
    memory.clock.advance(days{700});
    must(memory->maintain(1000));
    CHECK(must(memory->peek(start_of("peek", number))).identity.known_probability > 0);
    memory.clock.advance(days{60});
    must(memory->maintain(1000));
    CHECK(must(memory->peek(start_of("peek", number))).identity.known_probability == 0);
    const auto view = memory->customer(ref);
    if (view) CHECK(view->identifiers.empty());
    CHECK(must(memory->verify()).faults.empty());
}

TEST_CASE_TEMPLATE("a first call that was somebody else's takes nothing of later calls with it",
                   Kind, HARK_MEMORIES) {
    Kind memory;
    const auto bob = must(memory->start(start_of("bob-1", "+12025550111"))).customer_ref;
    must(memory->end(confirmed_end("bob-1")));
    memory.clock.advance(1min);
    const auto ref = must(memory->start(start_of("first", "+12025550122"))).customer_ref;
    memory.clock.advance(1min);
    REQUIRE(must(memory->start(start_of("second", "+12025550122"))).customer_ref == ref);
    auto end = end_of("second");
    end.learned = about("refund");
    end.learned.variables = {variable("pet", "cat")};
    bool over = true;
    SUBCASE("that are over") { must(memory->end(end)); }
    SUBCASE("that are not") { over = false; }
    auto moved = confirmed_end("first");
    moved.customer_ref = bob;
    REQUIRE(must(memory->end(moved)).customer_ref == bob);
    if (!over) must(memory->end(end));
    const auto view = must(memory->customer(*ref));
    CHECK(value_of(view.variables, "pet") == "\"cat\"");
    CHECK(view.history.size() == 1);
    CHECK(must(memory->peek(start_of("peek", "+12025550122"))).customer_ref == ref);
    CHECK(must(memory->verify()).faults.empty());
}

TEST_SUITE_END();

TEST_SUITE_BEGIN("identifiers");

TEST_CASE_TEMPLATE("withheld and special numbers link nobody", Kind, HARK_MEMORIES) {
    for (const char* nobody :
         {"anonymous", "Anonymous <sip:anonymous@anonymous.invalid>", "+266696687", "0000000000",
          "restricted", "unknown", "", "12", "+10125550100", "not a number"}) {
        CAPTURE(std::string{nobody});
        Kind memory;
        const auto first = must(memory->start(start_of("call-1", nobody)));
        must(memory->end(confirmed_end("call-1")));
        CHECK(must(memory->customer(*first.customer_ref)).identifiers.empty());
        const auto second = must(memory->start(start_of("call-2", nobody)));
        CHECK_FALSE(second.returning);
        CHECK(second.customer_ref != first.customer_ref);
        CHECK(second.identity.known_probability == 0);
    }
}

TEST_CASE_TEMPLATE("the number that was called names no caller", Kind, HARK_MEMORIES) {
    Kind memory;
    auto call = start_of("call-1", "+12025550100");
    call.hints.dnis = "+12025550100";
    const auto first = must(memory->start(call));
    CHECK(must(memory->customer(*first.customer_ref)).identifiers.empty());
}

TEST_CASE_TEMPLATE("a number without plus is read in the tenant's region", Kind, HARK_MEMORIES) {
    Kind memory;
    Terms terms;
    terms.settings.region = *Region::from("GB");
    const auto call = must(memory->start(start_of("call-1", "020 7946 0123"), terms));
    const auto view = must(memory->customer(*call.customer_ref, terms));
    REQUIRE(view.identifiers.size() == 1);
    CHECK(view.identifiers[0].value == "+442079460123");
    CHECK(must(memory->peek(start_of("peek", "+44 20 7946 0123"))).customer_ref ==
          call.customer_ref);
}

TEST_CASE_TEMPLATE("a toll-free number is nobody's own", Kind, HARK_MEMORIES) {
    Kind memory;
    const auto first = must(memory->start(start_of("call-1", "+18005550199")));
    must(memory->end(confirmed_end("call-1")));
    const auto second = must(memory->start(start_of("call-2", "+18005550199")));
    CHECK_FALSE(second.returning);
    CHECK(second.customer_ref != first.customer_ref);
}

TEST_CASE_TEMPLATE("a number that changed hands since it was last seen names nobody", Kind,
                   HARK_MEMORIES) {
    Kind memory;
    const auto ref = confirmed_call(*memory, "call-1", "+12025550100");
    memory.clock.advance(days{10});
    auto call = start_of("peek", "+12025550100");
    call.telco.reassigned_since = monday - days{1};
    CHECK(must(memory->peek(call)).customer_ref == ref);
    call.telco.reassigned_since = monday + days{1};
    const auto reassigned = must(memory->peek(call));
    CHECK_FALSE(reassigned.returning);
    CHECK(reassigned.identity.level == Level::low);
    CHECK(discloses_nothing(reassigned));
}

TEST_CASE_TEMPLATE("what the network says of a number reaches the decision", Kind, HARK_MEMORIES) {
    Kind memory;
    confirmed_call(*memory, "call-1", "+12025550100");
    memory.clock.advance(days{1});
    auto call = start_of("peek", "+12025550100");
    call.explain = true;
    const auto known = [&](Attestation attestation) {
        call.telco.attestation = attestation;
        return must(memory->peek(call)).identity;
    };
    const auto silent = known(Attestation::none);
    CHECK(known(Attestation::a).known_probability > silent.known_probability);
    CHECK(known(Attestation::failed).known_probability < silent.known_probability);
    call.telco = {};
    for (const auto line : {LineType::landline, LineType::voip}) {
        call.telco.line_type = line;
        CHECK(must(memory->peek(call)).identity.known_probability < silent.known_probability);
    }
    // A mobile by its ANI II digits is one by its line type.
    call.telco = {};
    call.telco.ii_digits = std::uint8_t{62};
    const auto told = must(memory->peek(call)).identity;
    call.telco = {};
    call.telco.line_type = LineType::mobile;
    CHECK(told.sources == must(memory->peek(call)).identity.sources);
    CHECK(told.known_probability == must(memory->peek(call)).identity.known_probability);
}

TEST_CASE_TEMPLATE("a coin phone and a line that the network could not name link nobody", Kind,
                   HARK_MEMORIES) {
    for (const std::uint8_t ii : {2, 27, 29, 70}) {
        CAPTURE(static_cast<int>(ii));
        Kind memory;
        auto call = start_of("call-1", "+12025550100");
        call.telco.ii_digits = ii;
        const auto first = must(memory->start(call));
        must(memory->end(confirmed_end("call-1")));
        CHECK(must(memory->customer(*first.customer_ref)).identifiers.empty());
        CHECK_FALSE(must(memory->peek(start_of("peek", "+12025550100"))).returning);
    }
}

TEST_CASE_TEMPLATE("two desks behind one number are told apart by their extensions", Kind,
                   HARK_MEMORIES) {
    Kind memory;
    const auto ada = confirmed_call(*memory, "ada-1", "tel:+12025550100;ext=11");
    memory.clock.advance(1min);
    must(memory->start(start_of("bob-1", "tel:+12025550100;ext=12")));
    auto end = end_of("bob-1");
    end.confirmed = Confirmed::new_customer;
    const auto bob = must(memory->end(end)).customer_ref;
    REQUIRE(bob != ada);
    memory.clock.advance(days{1});
    const auto ada_again = must(memory->peek(start_of("peek", "tel:+12025550100;ext=11")));
    CHECK(ada_again.customer_ref == ada);
    CHECK(ada_again.identity.level == Level::high);
    const auto bob_again = must(memory->peek(start_of("peek", "tel:+12025550100;ext=12")));
    CHECK(bob_again.customer_ref == bob);
    CHECK(bob_again.identity.level == Level::high);
    // The main number alone is one of them, and nobody knows which.
    CHECK(must(memory->peek(start_of("peek", "+12025550100"))).identity.level != Level::high);
}

TEST_CASE_TEMPLATE("a number that everybody calls from names nobody", Kind, HARK_MEMORIES) {
    Kind memory;
    for (int i = 0; i < 27; ++i) {
        const auto call_id = "call-" + std::to_string(i);
        must(memory->start(start_of(call_id, "+12025550123", {{"account", call_id}})));
        auto end = end_of(call_id);
        end.confirmed = i == 0 ? Confirmed::yes : Confirmed::new_customer;
        must(memory->end(end));
        memory.clock.advance(1min);
    }
    const auto known = must(memory->peek(start_of("peek", "+12025550123")));
    CHECK_FALSE(known.returning);
    CHECK(known.identity.known_probability == 0);
    CHECK(must(memory->peek(start_of("peek", "+12025550123", {{"account", "call-5"}}))).returning);
}

TEST_CASE_TEMPLATE("a new caller's end that brings an id which everybody has is taken", Kind,
                   HARK_MEMORIES) {
    Kind memory;
    for (int i = 0; i < 26; ++i) {
        const auto call_id = "call-" + std::to_string(i);
        must(memory->start(start_of(call_id, "+120255501" + std::to_string(10 + i))));
        auto end = confirmed_end(call_id);
        end.learned.external_ids = external({{"email", "desk@shop.example"}});
        must(memory->end(end));
        memory.clock.advance(1min);
    }
    const auto stranger = must(memory->start(start_of("new", "+12025550199")));
    auto end = end_of("new");
    end.learned.external_ids = external({{"email", "desk@shop.example"}});
    const auto ended = memory->end(end);
    REQUIRE(ended.ok());
    CHECK(ended->customer_ref == stranger.customer_ref);
    CHECK(must(memory->customer(ended->customer_ref)).identifiers.size() == 1);
}

TEST_CASE_TEMPLATE("an id that came in mid-call counts one call after its confirmed end", Kind,
                   HARK_MEMORIES) {
    Kind memory;
    must(memory->start(start_of("call-1", "+12025550100")));
    auto update = update_of("call-1");
    update.learned.external_ids = external({{"account", "ACC-1"}});
    must(memory->update(update));
    const auto ref = must(memory->end(confirmed_end("call-1"))).customer_ref;
    const auto view = must(memory->customer(ref));
    REQUIRE(view.identifiers.size() == 2);
    CHECK(view.identifiers[0].calls == 1);
    CHECK(view.identifiers[1].calls == 1);
}

TEST_CASE_TEMPLATE("a score alone never links an identifier", Kind, HARK_MEMORIES) {
    Kind memory;
    const auto ref = confirmed_call(*memory, "call-1", "+12025550100");
    memory.clock.advance(1h);
    const auto known =
        must(memory->start(start_of("call-2", "+12025550100", {{"crm_id", "CRM-1"}})));
    CHECK(known.customer_ref == ref);
    must(memory->end(end_of("call-2")));
    CHECK(must(memory->customer(ref)).identifiers.size() == 1);
    CHECK_FALSE(must(memory->peek(start_of("peek", "anonymous", {{"crm_id", "CRM-1"}}))).returning);

    memory.clock.advance(1h);
    must(memory->start(start_of("call-3", "+12025550100", {{"crm_id", "CRM-1"}})));
    must(memory->end(confirmed_end("call-3")));
    CHECK(must(memory->customer(ref)).identifiers.size() == 2);
    CHECK(must(memory->peek(start_of("peek", "anonymous", {{"crm_id", "CRM-1"}}))).customer_ref ==
          ref);
}

TEST_CASE_TEMPLATE("a desk that nobody has called from is not taken for another desk of its number",
                   Kind, HARK_MEMORIES) {
    Kind memory;
    must(memory->start(start_of("ada-1", "tel:+12025550100;ext=11")));
    auto end = confirmed_end("ada-1");
    end.learned.variables = {variable("name", "Ada")};
    must(memory->end(end));
    memory.clock.advance(1min);
    const auto bob = must(memory->peek(start_of("peek", "tel:+12025550100;ext=12")));
    CHECK(bob.identity.level != Level::high);
    CHECK(value_of(bob.variables, "name").empty());
}

TEST_CASE_TEMPLATE("a reference alone finds its customer, and only in its tenant", Kind,
                   HARK_MEMORIES) {
    Kind memory;
    const auto ref = confirmed_call(*memory, "call-1", "+12025550100");
    CallStart by_ref;
    by_ref.call_id = "call-2";
    by_ref.hints.customer_ref = ref;
    const auto known = must(memory->start(by_ref));
    CHECK(known.customer_ref == ref);
    CHECK(known.returning);
    const auto elsewhere = must(memory->start(by_ref, terms_of(2)));
    CHECK_FALSE(elsewhere.returning);
    CHECK(elsewhere.customer_ref != ref);
    by_ref.call_id = "call-3";
    by_ref.hints.customer_ref = CustomerRef{};
    CHECK_FALSE(must(memory->start(by_ref)).returning);
}

TEST_CASE_TEMPLATE("a start that names nobody at all is invalid", Kind, HARK_MEMORIES) {
    Kind memory;
    CallStart empty;
    empty.call_id = "call-1";
    CHECK(failure(memory->start(empty)) == Code::invalid);
    auto nameless = start_of("x", "+12025550100");
    nameless.call_id = CallId{};
    CHECK(failure(memory->start(nameless)) == Code::invalid);
    auto many = start_of("call-1", "+12025550100");
    for (int i = 0; i < 17; ++i) {
        many.hints.external_ids.push_back({"type", text<IdValue>(std::to_string(i))});
    }
    CHECK(failure(memory->start(many)) == Code::invalid);
    auto hurried = start_of("call-1", "+12025550100");
    hurried.deadline = 0ms;
    CHECK(failure(memory->start(hurried)) == Code::invalid);
    hurried.deadline = 10'001ms;
    CHECK(failure(memory->start(hurried)) == Code::invalid);
    CHECK(must(memory->verify()).calls == 0);
}

TEST_CASE_TEMPLATE("a caller who is never confirmed and always the same stays known", Kind,
                   HARK_MEMORIES) {
    Kind memory;
    const auto first = must(memory->start(start_of("call-0", "+12025550100")));
    must(memory->end(end_of("call-0")));
    for (int i = 1; i <= 12; ++i) {
        memory.clock.advance(days{20});
        const auto call_id = "call-" + std::to_string(i);
        const auto known = must(memory->start(start_of(call_id, "+12025550100")));
        CHECK(known.customer_ref == first.customer_ref);
        CHECK(known.identity.level == Level::high);
        must(memory->end(end_of(call_id)));
    }
}

TEST_CASE_TEMPLATE("explain shows evidence and candidates, and only explain does", Kind,
                   HARK_MEMORIES) {
    Kind memory;
    const auto ref = confirmed_call(*memory, "call-1", "+12025550100");
    memory.clock.advance(1h);
    auto call = start_of("peek", "+12025550100");
    auto known = must(memory->peek(call));
    CHECK(known.identity.evidence.empty());
    CHECK(known.identity.candidates.empty());
    call.explain = true;
    known = must(memory->peek(call));
    CHECK_FALSE(known.identity.evidence.empty());
    REQUIRE(known.identity.candidates.size() == 1);
    CHECK(known.identity.candidates[0].customer_ref == ref);
    CHECK(known.identity.candidates[0].probability == known.identity.probability);
}

TEST_SUITE_END();
