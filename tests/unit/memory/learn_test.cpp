// What is learned in a call and told in the next: intents, variables, history.
#include <map>
#include <set>

#include "tests/unit/memory/kit.hpp"

using namespace hark;
using namespace hark::test;

namespace {

constexpr const char* number = "+12025550100";

/// One whole call of the same person, in which `learned` was learned. One hour passes.
template <typename Kind>
StartAnswer call_about(Kind& memory, std::string_view call_id, Learned learned) {
    const auto answer = must(memory->start(start_of(call_id, number)));
    auto end = confirmed_end(call_id);
    end.learned = std::move(learned);
    must(memory->end(end));
    memory.clock.advance(1h);
    return answer;
}

template <typename Kind>
StartAnswer now_known(Kind& memory) {
    return must(memory->peek(start_of("peek", number)));
}

Learned with(std::vector<VariableChange> variables) {
    Learned learned;
    learned.variables = std::move(variables);
    return learned;
}

} // namespace

TEST_SUITE_BEGIN("intents");

TEST_CASE_TEMPLATE("an intent is open unless said otherwise, and counts the calls about it", Kind,
                   HARK_MEMORIES) {
    Kind memory;
    call_about(memory, "call-1", about("refund"));
    auto known = now_known(memory);
    REQUIRE(known.open_intents.size() == 1);
    CHECK(known.open_intents[0].status == IntentStatus::open);
    CHECK(known.open_intents[0].attempt_count == 1);
    CHECK(known.open_intents[0].opened_at == monday);
    CHECK(known.open_intents[0].updated_at == monday);

    auto pending = about("refund", IntentStatus::pending);
    pending.due_at = monday + days{5};
    call_about(memory, "call-2", pending);
    known = now_known(memory);
    REQUIRE(known.open_intents.size() == 1);
    CHECK(known.open_intents[0].status == IntentStatus::pending);
    CHECK(known.open_intents[0].attempt_count == 2);
    CHECK(known.open_intents[0].opened_at == monday);
    CHECK(known.open_intents[0].updated_at == monday + 1h);
    CHECK(known.open_intents[0].due_at == monday + days{5});
}

TEST_CASE_TEMPLATE("a resolved or abandoned intent is no longer open, and stays in the export",
                   Kind, HARK_MEMORIES) {
    for (const auto closed : {IntentStatus::resolved, IntentStatus::abandoned}) {
        Kind memory;
        const auto ref = call_about(memory, "call-1", about("refund")).customer_ref;
        call_about(memory, "call-2", about("address", IntentStatus::open));
        call_about(memory, "call-3", about("refund", closed));
        const auto known = now_known(memory);
        CHECK(find(known.open_intents, "refund") == nullptr);
        CHECK(find(known.open_intents, "address") != nullptr);
        const auto view = must(memory->customer(*ref));
        REQUIRE(view.intents.size() == 2);
        CHECK(view.intents[0].intent.view() == "address");
        REQUIRE(find(view.intents, "refund"));
        CHECK(find(view.intents, "refund")->status == closed);
        CHECK(find(view.intents, "refund")->attempt_count == 2);
    }
}

TEST_CASE_TEMPLATE("an intent that comes back is opened again and goes on counting", Kind,
                   HARK_MEMORIES) {
    Kind memory;
    call_about(memory, "call-1", about("refund"));
    call_about(memory, "call-2", about("refund", IntentStatus::resolved));
    call_about(memory, "call-3", about("refund"));
    const auto known = now_known(memory);
    REQUIRE(known.open_intents.size() == 1);
    CHECK(known.open_intents[0].status == IntentStatus::open);
    CHECK(known.open_intents[0].attempt_count == 3);
}

TEST_CASE_TEMPLATE("a call that names its intent in updates and at the end is one attempt", Kind,
                   HARK_MEMORIES) {
    Kind memory;
    must(memory->start(start_of("call-1", number)));
    auto update = update_of("call-1");
    update.learned = about("refund");
    must(memory->update(update));
    must(memory->update(update));
    auto end = confirmed_end("call-1");
    end.learned = about("refund", IntentStatus::pending);
    must(memory->end(end));
    const auto known = now_known(memory);
    REQUIRE(known.open_intents.size() == 1);
    CHECK(known.open_intents[0].attempt_count == 1);
    CHECK(known.open_intents[0].status == IntentStatus::pending);
}

TEST_CASE_TEMPLATE("different intents are kept side by side", Kind, HARK_MEMORIES) {
    Kind memory;
    call_about(memory, "call-1", about("refund"));
    call_about(memory, "call-2", about("delivery"));
    const auto known = now_known(memory);
    CHECK(known.open_intents.size() == 2);
    CHECK(find(known.open_intents, "refund") != nullptr);
    CHECK(find(known.open_intents, "delivery") != nullptr);
}

TEST_SUITE_END();

TEST_SUITE_BEGIN("variables");

TEST_CASE_TEMPLATE("a variable keeps value, source and tier, and its time runs down", Kind,
                   HARK_MEMORIES) {
    Kind memory;
    auto change = variable("plan", "gold", Tier::open);
    change.source = text<SourceName>("crm");
    change.ttl = std::chrono::seconds{7200};
    auto number_value = variable("balance", "");
    number_value.value = must(JsonValue::parse("{\"cents\": [1, 2.50, null]}"));
    call_about(memory, "call-1", with({change, number_value}));
    const auto known = now_known(memory);
    const auto* plan = find(known.variables, "plan");
    REQUIRE(plan);
    CHECK(plan->value.text() == "\"gold\"");
    CHECK(plan->source.view() == "crm");
    CHECK(plan->tier == Tier::open);
    CHECK(plan->ttl == std::chrono::seconds{3600});
    const auto* balance = find(known.variables, "balance");
    REQUIRE(balance);
    CHECK(balance->value.text() == "{\"cents\":[1,2.50,null]}");
    CHECK(balance->tier == Tier::recognised);
    CHECK(balance->source.empty());
}

TEST_CASE_TEMPLATE("a variable is gone when its time is over", Kind, HARK_MEMORIES) {
    Kind memory;
    auto change = variable("code", "1234");
    change.ttl = std::chrono::seconds{7200};
    const auto ref =
        call_about(memory, "call-1", with({change, variable("stays", "yes")})).customer_ref;
    memory.clock.set(monday + 2h - 1s);
    CHECK(value_of(now_known(memory).variables, "code") == "\"1234\"");
    memory.clock.set(monday + 2h + 1s);
    CHECK(value_of(now_known(memory).variables, "code").empty());
    CHECK(value_of(now_known(memory).variables, "stays") == "\"yes\"");
    CHECK(value_of(must(memory->customer(*ref)).variables, "code").empty());
}

TEST_CASE_TEMPLATE("what names no life of its own lives as long as the tenant keeps things", Kind,
                   HARK_MEMORIES) {
    Kind memory;
    auto learned = about("refund");
    learned.variables = {variable("name", "Ada")};
    learned.summary = text<Summary>("First call.");
    const auto ref = call_about(memory, "call-1", learned).customer_ref;
    memory.clock.set(monday + days{30} - 1h);
    auto known = now_known(memory);
    CHECK(value_of(known.variables, "name") == "\"Ada\"");
    CHECK(known.open_intents.size() == 1);
    CHECK(known.history.size() == 1);

    memory.clock.set(monday + days{30} + 1h);
    auto view = must(memory->customer(*ref));
    CHECK(view.variables.empty());
    CHECK(view.intents.empty());
    CHECK(view.history.empty());
    CHECK(view.identifiers.size() == 1);
    must(memory->maintain(1000));
    view = must(memory->customer(*ref));
    CHECK(view.variables.empty());
    CHECK(view.identifiers.size() == 1);
    // The person is still known, only what was said is gone.
    CHECK(must(memory->start(start_of("call-9", number))).customer_ref == ref);
}

TEST_CASE_TEMPLATE("a variable set again takes the new value and keeps its tier", Kind,
                   HARK_MEMORIES) {
    Kind memory;
    call_about(memory, "call-1", with({variable("plan", "gold", Tier::open)}));
    call_about(memory, "call-2", with({variable("plan", "silver")}));
    const auto known = now_known(memory);
    CHECK(value_of(known.variables, "plan") == "\"silver\"");
    CHECK(find(known.variables, "plan")->tier == Tier::open);
    CHECK(known.variables.size() == 1);
}

TEST_CASE_TEMPLATE("null deletes a variable", Kind, HARK_MEMORIES) {
    Kind memory;
    const auto ref =
        call_about(memory, "call-1", with({variable("a", "1"), variable("b", "2")})).customer_ref;
    call_about(memory, "call-2", with({deletion("a"), deletion("never-there")}));
    const auto view = must(memory->customer(*ref));
    CHECK(value_of(view.variables, "a").empty());
    CHECK(value_of(view.variables, "b") == "\"2\"");
    CHECK(view.variables.size() == 1);
}

TEST_CASE_TEMPLATE("a customer holds 100 variables and no more", Kind, HARK_MEMORIES) {
    Kind memory;
    std::vector<VariableChange> many;
    for (int i = 0; i < 100; ++i)
        many.push_back(variable("v" + std::to_string(i), "x"));
    const auto ref = call_about(memory, "call-1", with(many)).customer_ref;
    CHECK(must(memory->customer(*ref)).variables.size() == 100);

    must(memory->start(start_of("call-2", number)));
    auto end = confirmed_end("call-2");
    end.learned.variables = {variable("v100", "x")};
    const auto refused = memory->end(end);
    REQUIRE_FALSE(refused);
    CHECK(refused.error().code == Code::invalid);
    CHECK(must(memory->customer(*ref)).variables.size() == 100);
    CHECK(must(memory->customer(*ref)).history.size() == 1);

    end.learned.variables = {deletion("v0"), variable("v100", "x"), variable("v1", "new")};
    must(memory->end(end));
    const auto view = must(memory->customer(*ref));
    CHECK(view.variables.size() == 100);
    CHECK(value_of(view.variables, "v100") == "\"x\"");
    CHECK(value_of(view.variables, "v1") == "\"new\"");
}

TEST_CASE_TEMPLATE("of more than fifty intents the oldest closed one makes room, then the oldest",
                   Kind, HARK_MEMORIES) {
    Kind memory;
    std::optional<CustomerRef> ref;
    for (int i = 0; i < 50; ++i) {
        const auto status = i == 7 ? IntentStatus::resolved : IntentStatus::open;
        ref = call_about(memory, "call-" + std::to_string(i),
                         about("intent-" + std::to_string(i), status))
                  .customer_ref;
    }
    CHECK(must(memory->customer(*ref)).intents.size() == 50);
    call_about(memory, "call-50", about("intent-50"));
    auto view = must(memory->customer(*ref));
    CHECK(view.intents.size() == 50);
    CHECK(find(view.intents, "intent-7") == nullptr);
    CHECK(find(view.intents, "intent-0") != nullptr);
    call_about(memory, "call-51", about("intent-51"));
    view = must(memory->customer(*ref));
    CHECK(view.intents.size() == 50);
    CHECK(find(view.intents, "intent-0") == nullptr);
    CHECK(find(view.intents, "intent-51") != nullptr);
}

TEST_CASE_TEMPLATE("of more than 64 identifiers the longest unseen makes room, and finds nobody",
                   Kind, HARK_MEMORIES) {
    Kind memory;
    std::optional<CustomerRef> ref;
    for (int i = 0; i < 66; ++i) {
        const auto id = std::to_string(i);
        const auto call_id = "call-" + id;
        must(memory->start(start_of(call_id, number)));
        auto end = confirmed_end(call_id);
        end.learned.external_ids = external({{"account", "ACC-" + id}});
        ref = must(memory->end(end)).customer_ref;
        memory.clock.advance(days{1});
    }
    CHECK(must(memory->customer(*ref)).identifiers.size() == 64);
    const auto knows = [&](const char* account) {
        return must(memory->peek(start_of("peek", "anonymous", {{"account", account}})))
                   .identity.known_probability > 0;
    };
    CHECK_FALSE(knows("ACC-0"));
    CHECK_FALSE(knows("ACC-2"));
    CHECK(knows("ACC-3"));
    CHECK(knows("ACC-65"));
    CHECK(must(memory->peek(start_of("peek", number))).customer_ref == ref);
    CHECK(must(memory->verify()).faults.empty());
}

TEST_CASE_TEMPLATE("25 customers on a number are weighed, of 26 it names none; five are shown",
                   Kind, HARK_MEMORIES) {
    Kind memory;
    auto peek = start_of("peek", number);
    peek.explain = true;
    for (int i = 0; i < 26; ++i) {
        const auto call_id = "call-" + std::to_string(i);
        must(memory->start(start_of(call_id, number, {{"account", call_id}})));
        auto end = end_of(call_id);
        end.confirmed = i == 0 ? Confirmed::yes : Confirmed::new_customer;
        must(memory->end(end));
        memory.clock.advance(1min);
        const auto known = must(memory->peek(peek)).identity;
        CAPTURE(i);
        CHECK((known.known_probability > 0) == (i < 25));
        CHECK(known.candidates.size() == static_cast<std::size_t>(i < 25 ? std::min(i + 1, 5) : 0));
    }
}

TEST_CASE_TEMPLATE("a variable of tier verified is named and never shown by a start", Kind,
                   HARK_MEMORIES) {
    Kind memory;
    const auto ref =
        call_about(memory, "call-1", with({variable("dob", "1815-12-10", Tier::verified)}))
            .customer_ref;
    const auto known = now_known(memory);
    CHECK(known.identity.level == Level::high);
    CHECK(value_of(known.variables, "dob").empty());
    REQUIRE(known.withheld.variables.size() == 1);
    CHECK(known.withheld.variables[0].view() == "dob");
    // The export is for those who may see everything.
    CHECK(value_of(must(memory->customer(*ref)).variables, "dob") == "\"1815-12-10\"");
}

TEST_CASE_TEMPLATE("at medium only open variables are told, the rest is named and counted", Kind,
                   HARK_MEMORIES) {
    Kind memory;
    auto learned = about("refund");
    learned.variables = {variable("language", "en", Tier::open), variable("name", "Ada"),
                         variable("dob", "1815-12-10", Tier::verified)};
    call_about(memory, "call-1", learned);
    Terms terms;
    terms.settings.high_from = 1.0; // nobody is this sure
    terms.settings.medium_from = 0.5;
    auto known = must(memory->peek(start_of("peek", number), terms));
    REQUIRE(known.identity.level == Level::medium);
    CHECK(known.identity.recommendation == Recommendation::confirm);
    CHECK(known.returning);
    CHECK(value_of(known.variables, "language") == "\"en\"");
    CHECK(known.variables.size() == 1);
    CHECK(known.open_intents.empty());
    CHECK(known.history.empty());
    CHECK(known.withheld.variables.size() == 2);
    CHECK(known.withheld.history == 1);
    CHECK(known.withheld.open_intents == 1);

    terms.settings.disclose_at_medium = true;
    known = must(memory->peek(start_of("peek", number), terms));
    REQUIRE(known.identity.level == Level::medium);
    CHECK(value_of(known.variables, "name") == "\"Ada\"");
    CHECK(value_of(known.variables, "dob").empty());
    CHECK(known.open_intents.size() == 1);
    CHECK(known.history.size() == 1);
}

TEST_SUITE_END();

TEST_SUITE_BEGIN("history");

TEST_CASE_TEMPLATE("a start shows the latest five calls, latest first", Kind, HARK_MEMORIES) {
    Kind memory;
    for (int i = 1; i <= 8; ++i) {
        Learned learned;
        learned.summary = text<Summary>("summary " + std::to_string(i));
        call_about(memory, "call-" + std::to_string(i), learned);
    }
    const auto known = now_known(memory);
    REQUIRE(known.history.size() == 5);
    for (int i = 0; i < 5; ++i) {
        const auto& past = known.history[static_cast<std::size_t>(i)];
        CHECK(past.call_id.view() == "call-" + std::to_string(8 - i));
        CHECK(past.summary.view() == "summary " + std::to_string(8 - i));
    }
}

TEST_CASE_TEMPLATE("the latest hundred calls are kept, in order, each once", Kind, HARK_MEMORIES) {
    Kind memory;
    std::optional<CustomerRef> ref;
    for (int i = 1; i <= 113; ++i) {
        ref = call_about(memory, "call-" + std::to_string(i), {}).customer_ref;
    }
    const auto view = must(memory->customer(*ref));
    REQUIRE(view.history.size() == 100);
    for (int i = 0; i < 100; ++i) {
        const auto& past = view.history[static_cast<std::size_t>(i)];
        CHECK(past.call_id.view() == "call-" + std::to_string(113 - i));
        CHECK(past.call_start == monday + std::chrono::hours{112 - i});
    }
}

TEST_CASE_TEMPLATE("history older than the retention goes, younger stays", Kind, HARK_MEMORIES) {
    Kind memory;
    std::optional<CustomerRef> ref;
    for (int i = 1; i <= 40; ++i) {
        ref = call_about(memory, "call-" + std::to_string(i), {}).customer_ref;
        memory.clock.set(monday + days{i});
    }
    const auto view = must(memory->customer(*ref));
    REQUIRE(view.history.size() >= 29);
    CHECK(view.history.size() <= 31);
    CHECK(view.history.front().call_id.view() == "call-40");
}

TEST_CASE_TEMPLATE("each channel is told apart in the history", Kind, HARK_MEMORIES) {
    Kind memory;
    std::optional<CustomerRef> ref;
    int n = 0;
    for (const auto channel :
         {Channel::voice, Channel::chat, Channel::email, Channel::sms, Channel::other}) {
        const auto call_id = "call-" + std::to_string(++n);
        auto call = start_of(call_id, number);
        call.channel = channel;
        ref = must(memory->start(call)).customer_ref;
        must(memory->end(confirmed_end(call_id)));
        CHECK(must(memory->call(text<CallId>(call_id))).channel == channel);
        memory.clock.advance(1min);
    }
    const auto view = must(memory->customer(*ref));
    REQUIRE(view.history.size() == 5);
    CHECK(view.history[0].channel == Channel::other);
    CHECK(view.history[4].channel == Channel::voice);
}

TEST_SUITE_END();
