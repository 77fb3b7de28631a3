// The integrators' own flows: what people build with Hark, step by step.
#include <algorithm>

#include "tests/unit/memory/kit.hpp"

using namespace hark;
using namespace hark::test;

TEST_SUITE_BEGIN("flows");

TEST_CASE_TEMPLATE("a first caller is nobody, and two days later is known with all that was said",
                   Kind, HARK_MEMORIES) {
    Kind memory;
    const auto first = must(memory->start(start_of("call-1", "+12025550100")));
    REQUIRE(first.customer_ref);
    CHECK(first.call_start == monday);
    CHECK_FALSE(first.returning);
    CHECK_FALSE(first.degraded);
    CHECK(first.identity.confidence == 0);
    CHECK(first.identity.probability == 0);
    CHECK(first.identity.level == Level::low);
    CHECK(first.identity.recommendation == Recommendation::ignore);
    CHECK(first.identity.policy == "hark-1");
    CHECK(discloses_nothing(first));

    memory.clock.advance(4min);
    auto end = end_of("call-1");
    end.learned = about("refund", IntentStatus::open);
    end.learned.summary = text<Summary>("Wants the refund for order 4711.");
    end.learned.variables = {variable("first_name", "Ada")};
    const auto ended = must(memory->end(end));
    CHECK(ended.customer_ref == first.customer_ref);
    CHECK(ended.call_start == monday);
    CHECK(ended.call_end == monday + 4min);
    CHECK(ended.intents_updated == 1);
    CHECK(ended.variables_updated == 1);

    memory.clock.advance(days{2});
    const auto second = must(memory->start(start_of("call-2", "+12025550100")));
    CHECK(second.customer_ref == first.customer_ref);
    CHECK(second.returning);
    CHECK(second.identity.level == Level::high);
    CHECK(second.identity.confidence >= 0.8);
    CHECK(second.identity.recommendation == Recommendation::reuse);
    CHECK(value_of(second.variables, "first_name") == "\"Ada\"");
    REQUIRE(second.open_intents.size() == 1);
    CHECK(second.open_intents[0].intent.view() == "refund");
    CHECK(second.open_intents[0].status == IntentStatus::open);
    CHECK(second.open_intents[0].attempt_count == 1);
    REQUIRE(second.history.size() == 1);
    CHECK(second.history[0].call_id.view() == "call-1");
    CHECK(second.history[0].call_start == monday);
    CHECK(second.history[0].call_end == monday + 4min);
    CHECK(second.history[0].intent.view() == "refund");
    CHECK(second.history[0].summary.view() == "Wants the refund for order 4711.");
}

TEST_CASE_TEMPLATE("the same number is known however it is written", Kind, HARK_MEMORIES) {
    Kind memory;
    const auto ref = confirmed_call(*memory, "call-1", "+12025550100");
    int n = 0;
    for (const char* written : {"(202) 555-0100", "12025550100", "tel:+1-202-555-0100",
                                "sip:+12025550100@carrier.example;user=phone"}) {
        const auto answer = must(memory->peek(start_of("peek-" + std::to_string(++n), written)));
        CHECK(answer.customer_ref == ref);
    }
}

TEST_CASE_TEMPLATE("a blocked number with a CRM id is known by the id", Kind, HARK_MEMORIES) {
    Kind memory;
    const auto first = must(memory->start(start_of("call-1", "anonymous", {{"crm_id", "CRM-7"}})));
    CHECK_FALSE(first.returning);
    must(memory->end(confirmed_end("call-1")));

    memory.clock.advance(days{1});
    const auto second =
        must(memory->start(start_of("call-2", "Restricted", {{"crm_id", "CRM-7"}})));
    CHECK(second.returning);
    CHECK(second.customer_ref == first.customer_ref);
    CHECK(second.identity.level == Level::high);
    const auto& sources = second.identity.sources;
    CHECK(std::find(sources.begin(), sources.end(), "external_id:crm_id") != sources.end());

    const auto stranger =
        must(memory->start(start_of("call-3", "anonymous", {{"crm_id", "CRM-8"}})));
    CHECK_FALSE(stranger.returning);
    CHECK(stranger.customer_ref != first.customer_ref);
}

TEST_CASE_TEMPLATE("two people on one landline are told apart by account number", Kind,
                   HARK_MEMORIES) {
    Kind memory;
    const char* landline = "+12025550142";
    const auto ada = confirmed_call(*memory, "ada-1", landline, {{"account", "ACC-ada"}});
    auto learned = update_of("ada-1");
    learned.learned.variables = {variable("first_name", "Ada")};
    must(memory->update(learned));

    memory.clock.advance(30s);
    auto bob_call = start_of("bob-1", landline, {{"account", "ACC-bob"}});
    bob_call.telco.line_type = LineType::landline;
    const auto bob = must(memory->start(bob_call));
    CHECK_FALSE(bob.returning);
    CHECK(bob.customer_ref != ada);
    CHECK(bob.identity.level == Level::low);
    CHECK(bob.identity.confidence == 0);
    CHECK(discloses_nothing(bob));
    auto end = end_of("bob-1");
    end.confirmed = Confirmed::new_customer;
    end.learned.variables = {variable("first_name", "Bob")};
    const auto bob_ref = must(memory->end(end)).customer_ref;
    CHECK(bob_ref != ada);

    memory.clock.advance(20s);
    auto again = start_of("ada-2", landline, {{"account", "ACC-ada"}});
    again.telco.line_type = LineType::landline;
    const auto ada_again = must(memory->start(again));
    CHECK(ada_again.customer_ref == ada);
    CHECK(ada_again.identity.level == Level::high);
    CHECK(value_of(ada_again.variables, "first_name") == "\"Ada\"");

    again = start_of("bob-2", landline, {{"account", "ACC-bob"}});
    again.telco.line_type = LineType::landline;
    const auto bob_again = must(memory->start(again));
    CHECK(bob_again.customer_ref == bob_ref);
    CHECK(bob_again.identity.level == Level::high);
    CHECK(value_of(bob_again.variables, "first_name") == "\"Bob\"");

    again = start_of("who-1", landline);
    again.telco.line_type = LineType::landline;
    const auto either = must(memory->start(again));
    CHECK(either.identity.level != Level::high);
    CHECK(value_of(either.variables, "first_name").empty());
}

TEST_CASE_TEMPLATE("a chat and an e-mail that only ended are found by phone later", Kind,
                   HARK_MEMORIES) {
    Kind memory;
    auto chat = end_of("chat-1");
    chat.channel = Channel::chat;
    chat.hints = hints("+12025550111", {{"email", "ada@shop.example"}});
    chat.learned = about("delivery", IntentStatus::open);
    const auto chatted = must(memory->end(chat));
    CHECK(chatted.call_end == monday);

    memory.clock.advance(1h);
    auto mail = end_of("mail-1");
    mail.channel = Channel::email;
    mail.hints = hints(std::nullopt, {{"email", "ada@shop.example"}});
    mail.learned.summary = text<Summary>("Sent the delivery note.");
    const auto mailed = must(memory->end(mail));
    CHECK(mailed.customer_ref == chatted.customer_ref);

    memory.clock.advance(1h);
    const auto call = must(memory->start(start_of("call-1", "+12025550111")));
    CHECK(call.returning);
    CHECK(call.customer_ref == chatted.customer_ref);
    CHECK(call.identity.level == Level::high);
    REQUIRE(call.history.size() == 2);
    CHECK(call.history[0].channel == Channel::email);
    CHECK(call.history[0].summary.view() == "Sent the delivery note.");
    CHECK(call.history[1].channel == Channel::chat);
    CHECK(find(call.open_intents, "delivery") != nullptr);
}

TEST_CASE_TEMPLATE("ids of the call and of the campaign confuse nobody", Kind, HARK_MEMORIES) {
    Kind memory;
    const auto web = [&](const char* call, const char* number) {
        return start_of(call, number,
                        {{"campaign_id", "77"},
                         {"skill_id", "12"},
                         {"agent_id", "4"},
                         {"five9_call_id", call},
                         {"twilio_call_sid", call},
                         {"chat_session", "same"},
                         {"cxone_contact_id", "same"},
                         {"Queue-Name", "sales"}});
    };
    const auto ada = must(memory->start(web("web-1", "+12025550101")));
    must(memory->end(confirmed_end("web-1")));
    memory.clock.advance(1min);
    const auto bob = must(memory->start(web("web-2", "+12025550102")));
    CHECK_FALSE(bob.returning);
    CHECK(bob.customer_ref != ada.customer_ref);
    CHECK(bob.identity.known_probability == 0);
    must(memory->end(confirmed_end("web-2")));

    memory.clock.advance(1min);
    const auto ada_again = must(memory->start(web("web-3", "+12025550101")));
    CHECK(ada_again.customer_ref == ada.customer_ref);
    CHECK(ada_again.identity.level == Level::high);
    CHECK_FALSE(ada_again.identity.ambiguous);
    const auto withheld = must(memory->start(web("web-4", "anonymous")));
    CHECK_FALSE(withheld.returning);

    const auto view = must(memory->customer(*ada.customer_ref));
    REQUIRE(view.identifiers.size() == 1);
    CHECK(view.identifiers[0].type == "ani");
    CHECK(view.identifiers[0].value == "+12025550101");
}

TEST_CASE_TEMPLATE("peek gives the answer of a start and records nothing", Kind, HARK_MEMORIES) {
    Kind memory;
    const auto stranger = must(memory->peek(start_of("peek", "+12025550100")));
    CHECK_FALSE(stranger.returning);
    CHECK(failure(memory->call("peek")) == Code::not_found);
    CHECK(must(memory->verify()).customers == 0);
    CHECK(must(memory->verify()).calls == 0);

    const auto ref = confirmed_call(*memory, "call-1", "+12025550100");
    auto nameless = start_of("peek", "+12025550100");
    nameless.call_id = CallId{};
    const auto peeked = must(memory->peek(nameless));
    CHECK(peeked.customer_ref == ref);
    CHECK(peeked.identity.level == Level::high);
    CHECK(must(memory->verify()).calls == 1);
    const auto started = must(memory->start(start_of("call-2", "+12025550100")));
    CHECK(started.identity.probability == peeked.identity.probability);
}

TEST_CASE("what was learned is there when the folder is opened again") {
    InFolder memory;
    const auto first = must(memory->start(start_of("call-1", "+12025550100")));
    auto end = end_of("call-1");
    end.learned = about("refund", IntentStatus::pending);
    end.learned.variables = {variable("first_name", "Ada")};
    must(memory->end(end));
    memory.reopen();
    memory.clock.advance(days{1});
    const auto second = must(memory->start(start_of("call-2", "+12025550100")));
    CHECK(second.customer_ref == first.customer_ref);
    CHECK(value_of(second.variables, "first_name") == "\"Ada\"");
    CHECK(find(second.open_intents, "refund") != nullptr);
    CHECK(must(memory->verify()).faults.empty());
}

TEST_SUITE_END();
