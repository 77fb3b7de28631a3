// A caller shows who they are: what is compared with what, what success unlocks and links, and what
// failure takes away.
#include "tests/unit/memory/verify_kit.hpp"

using namespace hark;
using namespace hark::test;

TEST_SUITE_BEGIN("verify");

TEST_CASE_TEMPLATE("the right value moves the call, unlocks every tier and links the number", Kind,
                   HARK_MEMORIES) {
    Kind memory;
    const auto ada = enrol(*memory);
    memory.clock.advance(days{2});
    const auto call = start_of("call-1", new_number, {{"account", "ACC-1"}});
    const auto before = must(memory->start(call));
    CHECK_FALSE(tells(before, "balance"));
    memory.clock.advance(20s);

    const auto after = must(memory->verify_caller(says("call-1", owner_pin)));
    CHECK(after.verified);
    CHECK_FALSE(after.retry_after);
    const auto& answer = after.answer;
    CHECK(answer.customer_ref == ada);
    CHECK(answer.call_start == before.call_start);
    CHECK(answer.returning);
    CHECK(answer.identity.level == Level::high);
    CHECK(answer.identity.recommendation == Recommendation::reuse);
    CHECK(answer.identity.confidence >= 0.8);
    CHECK(answer.identity.confidence <= answer.identity.probability);
    CHECK(answer.identity.confidence >= before.identity.confidence);
    CHECK(has_source(answer, "verified"));
    CHECK(has_source(answer, "external_id:account"));
    for (const auto* name : {"balance", "pin", "name", "language"})
        CHECK(tells(answer, name));
    CHECK(answer.withheld.variables.empty());
    CHECK(answer.history.size() == 1);
    CHECK(must(memory->call("call-1")).level == Level::high);
    CHECK(must(memory->call("call-1")).customer_ref == ada);

    must(memory->end(end_of("call-1")));
    memory.clock.advance(days{1});
    const auto next = must(memory->start(start_of("call-2", new_number)));
    CHECK(next.customer_ref == ada);
    CHECK(next.identity.level == Level::high);
    CHECK_FALSE(tells(next, "balance"));
}

TEST_CASE("a caller nobody was sure of is found by what they say") {
    // Two on one line: neither is high, and an ambiguous answer discloses nothing.
    InMemory memory;
    const auto eve = enrol(*memory, owner_number, "ACC-1", "1111");
    const auto kim = enrol(*memory, owner_number, "ACC-2", "2222");
    memory.clock.advance(days{3});
    for (const auto& [pin, ref] : {std::pair{"2222", kim}, std::pair{"1111", eve}}) {
        const auto call_id = std::string{"call-"} + pin;
        auto call = start_of(call_id, owner_number);
        call.telco.line_type = LineType::landline;
        CHECK_FALSE(tells(must(memory->start(call)), "balance"));
        const auto answer = must(memory->verify_caller(says(call_id, pin)));
        CHECK(answer.verified);
        CHECK(answer.answer.customer_ref == ref);
        CHECK_FALSE(answer.answer.identity.ambiguous);
        CHECK(tells(answer.answer, "balance"));
    }
}

TEST_CASE("a value that two of the candidates have verifies neither") {
    InMemory memory;
    enrol(*memory, owner_number, "ACC-1", "1111");
    enrol(*memory, owner_number, "ACC-2", "1111");
    memory.clock.advance(days{1});
    must(memory->start(start_of("call-1", owner_number)));
    CHECK_FALSE(must(memory->verify_caller(says("call-1", "1111"))).verified);
}

TEST_CASE("space around it and being a number make no difference, anything else does") {
    InMemory memory;
    enrol(*memory);
    int calls = 0;
    const auto try_it = [&](const JsonValue& value) {
        memory.clock.advance(days{1});
        const auto call_id = "call-" + std::to_string(++calls);
        must(memory->start(start_of(call_id, owner_number)));
        auto verification = says(call_id, "x");
        verification.value = value;
        return must(memory->verify_caller(verification)).verified;
    };
    CHECK(try_it(must(JsonValue::string(" 4711\n"))));
    CHECK(try_it(JsonValue::number(4711)));
    CHECK(try_it(must(JsonValue::parse("\"\\u0034711\""))));
    CHECK_FALSE(try_it(must(JsonValue::string("47 11"))));
    CHECK_FALSE(try_it(must(JsonValue::string("04711"))));
    CHECK_FALSE(try_it(must(JsonValue::string("471"))));
    CHECK_FALSE(try_it(must(JsonValue::string("47110"))));
    CHECK_FALSE(try_it(must(JsonValue::parse("[4711]"))));
    CHECK_FALSE(try_it(must(JsonValue::string(""))));
}

TEST_CASE("nothing proves nothing, even where nothing was saved") {
    InMemory memory;
    enrol(*memory, owner_number, "ACC-1", " ");
    memory.clock.advance(days{1});
    must(memory->start(start_of("call-1", owner_number)));
    CHECK_FALSE(must(memory->verify_caller(says("call-1", ""))).verified);
    CHECK_FALSE(must(memory->verify_caller(says("call-1", " "))).verified);
}

TEST_CASE("only a verifier is compared, and none that this call itself has saved") {
    InMemory memory;
    enrol(*memory);
    memory.clock.advance(days{1});
    must(memory->start(start_of("call-1", owner_number)));
    CHECK_FALSE(must(memory->verify_caller(says("call-1", "Ada", "name"))).verified);

    auto update = update_of("call-1");
    update.learned.variables = {verifier("pin", "9999"), verifier("word", "open sesame")};
    must(memory->update(update));
    CHECK_FALSE(must(memory->verify_caller(says("call-1", "9999"))).verified);
    CHECK_FALSE(must(memory->verify_caller(says("call-1", "open sesame", "word"))).verified);
}

TEST_CASE("a verifier past its time is none") {
    InMemory memory;
    auto end = end_of("call-0");
    end.hints = hints(owner_number);
    auto pin = verifier("pin", owner_pin);
    pin.ttl = std::chrono::hours{1};
    end.learned.variables = {pin};
    must(memory->end(end));
    memory.clock.advance(59min);
    must(memory->start(start_of("call-1", owner_number)));
    CHECK(must(memory->verify_caller(says("call-1", owner_pin))).verified);
    // It ends in mid-call, before any housekeeping.
    must(memory->start(start_of("call-2", owner_number)));
    memory.clock.advance(1min);
    CHECK_FALSE(must(memory->verify_caller(says("call-2", owner_pin))).verified);
}

TEST_CASE_TEMPLATE("each failure takes away, and tells nothing that the start had not told", Kind,
                   HARK_MEMORIES) {
    Kind memory;
    const auto ada = enrol(*memory);
    memory.clock.advance(days{1});
    const auto start = must(memory->start(start_of("call-1", owner_number)));
    REQUIRE(start.identity.level == Level::high);
    CHECK(tells(start, "name"));

    for (int i = 0; i < 2; ++i) {
        const auto failed = fail_once(*memory, "call-1");
        const auto& answer = failed.answer;
        CHECK_FALSE(failed.retry_after);
        CHECK(answer.customer_ref == ada);
        CHECK(answer.identity.level == Level::medium);
        CHECK(answer.identity.recommendation == Recommendation::confirm);
        CHECK(answer.identity.confidence < 0.8);
        CHECK(has_source(answer, "-verified"));
        CHECK(tells(answer, "language"));
        CHECK_FALSE(tells(answer, "name"));
        CHECK(answer.history.empty());
        CHECK(answer.withheld.history == start.history.size());
    }
    const auto third = fail_once(*memory, "call-1");
    CHECK(third.answer.identity.level == Level::low);
    CHECK(third.answer.identity.confidence == 0);
    CHECK(third.answer.identity.probability == 0);
    CHECK_FALSE(third.answer.returning);
    CHECK(third.answer.customer_ref != ada);
    CHECK(discloses_nothing(third.answer));
    CHECK(third.retry_after == 30s);
    CHECK(must(memory->call("call-1")).customer_ref == third.answer.customer_ref);
    CHECK(must(memory->verify()).faults.empty());
}

TEST_CASE("what a call learns after it failed three times is nobody's known") {
    InMemory memory;
    const auto ada = enrol(*memory);
    memory.clock.advance(days{1});
    must(memory->start(start_of("call-1", owner_number)));
    auto update = update_of("call-1");
    update.learned = about("transfer");
    must(memory->update(update));
    for (int i = 0; i < 3; ++i)
        fail_once(*memory, "call-1");
    auto end = end_of("call-1");
    end.learned.variables = {variable("language", "xx", Tier::open), verifier("pin", "0000")};
    end.learned.summary = text<Summary>("Send it all to me.");
    const auto stranger = must(memory->end(end)).customer_ref;
    CHECK(stranger != ada);

    const auto view = must(memory->customer(ada));
    CHECK(value_of(view.variables, "language") == "\"en\"");
    CHECK(value_of(view.variables, "pin") == "\"4711\"");
    CHECK(view.intents.empty());
    CHECK(view.history.size() == 1);
    CHECK(must(memory->customer(stranger)).intents.size() == 1);
    CHECK(must(memory->customer(stranger)).identifiers.empty());
}

TEST_CASE("unknown names, wrong values and nobody known at all are answered alike") {
    InMemory memory;
    enrol(*memory);
    memory.clock.advance(days{1});
    const auto shape = [&](const StartAnswer& answer) {
        return std::pair{answer.identity.level, answer.identity.sources};
    };
    const auto try_all = [&](std::string_view call_id, std::string_view name) {
        std::vector<std::string> seen;
        for (int i = 0; i < 5; ++i) {
            const auto value = "000" + std::to_string(i);
            const auto answer = memory->verify_caller(says(call_id, value, name));
            if (!answer) {
                seen.push_back(words(answer.error()) +
                               std::to_string(answer.error().retry_after_seconds));
                continue;
            }
            CHECK(shape(answer->answer).second.back() == "-verified");
            seen.push_back(std::to_string(answer->retry_after.value_or(0s).count()) +
                           (answer->verified ? "!" : "?"));
        }
        return seen;
    };
    must(memory->start(start_of("wrong", owner_number)));
    const auto wrong = try_all("wrong", "pin");
    memory.clock.advance(days{2});
    must(memory->start(start_of("unknown", owner_number)));
    CHECK(try_all("unknown", "shoe-size") == wrong);
    must(memory->start(start_of("stranger", "+12025550177")));
    CHECK(try_all("stranger", "pin") == wrong);
    must(memory->start(start_of("blocked", "anonymous")));
    CHECK(try_all("blocked", "pin") == wrong);
    CHECK(wrong.back() == "too_many_attempts: too many failed verifications: wait [] 030");
}

TEST_CASE("a failure after a success takes the verification away again") {
    InMemory memory;
    const auto ada = enrol(*memory);
    memory.clock.advance(days{1});
    must(memory->start(start_of("call-1", owner_number)));
    CHECK(must(memory->verify_caller(says("call-1", owner_pin))).verified);
    const auto failed = fail_once(*memory, "call-1");
    CHECK(failed.answer.customer_ref == ada);
    CHECK(failed.answer.identity.level == Level::medium);
    CHECK_FALSE(tells(failed.answer, "balance"));
    CHECK_FALSE(tells(failed.answer, "name"));
    CHECK(must(memory->verify_caller(says("call-1", owner_pin))).verified);
    must(memory->end(confirmed_end("call-1")));
    // The call counts once, however often it was verified and confirmed.
    CHECK(must(memory->customer(ada)).identifiers[0].calls == 2);
}

TEST_CASE("a call that failed after it was verified brings its customer no new id") {
    InMemory memory;
    const auto ada = enrol(*memory);
    memory.clock.advance(days{1});
    must(memory->start(start_of("call-1", owner_number)));
    CHECK(must(memory->verify_caller(says("call-1", owner_pin))).verified);
    fail_once(*memory, "call-1");
    auto end = end_of("call-1");
    end.learned.external_ids = external({{"email", "eve@shop.example"}});
    must(memory->end(end));
    CHECK(must(memory->customer(ada)).identifiers.size() == 2);
}

TEST_CASE(
    "a failure in a call that only its verification had brought to a customer ends that too") {
    InMemory memory;
    const auto ada = enrol(*memory);
    memory.clock.advance(days{1});
    const auto first = must(memory->start(start_of("call-1", new_number)));
    CHECK(must(memory->verify_caller(vouches("call-1", ada))).verified);
    const auto failed = fail_once(*memory, "call-1");
    CHECK(failed.answer.identity.level == Level::low);
    CHECK(failed.answer.customer_ref != ada);
    CHECK(failed.answer.customer_ref != first.customer_ref);
    CHECK(discloses_nothing(failed.answer));
}

TEST_CASE_TEMPLATE("whom somebody trusted vouches for is verified without comparing", Kind,
                   HARK_MEMORIES) {
    Kind memory;
    const auto ada = enrol(*memory);
    memory.clock.advance(days{1});
    const auto start = must(memory->start(start_of("call-1", new_number)));
    CHECK_FALSE(start.returning);
    auto update = update_of("call-1");
    update.learned = about("delivery");
    must(memory->update(update));

    const auto answer = must(memory->verify_caller(vouches("call-1", ada, VerifyMethod::voice)));
    CHECK(answer.verified);
    CHECK(answer.answer.customer_ref == ada);
    CHECK(answer.answer.identity.level == Level::high);
    CHECK(answer.answer.identity.sources == std::vector<std::string>{"verified"});
    CHECK(tells(answer.answer, "balance"));
    // What the call had learned came along, and the customer made for it is gone.
    CHECK(find(answer.answer.open_intents, "delivery") != nullptr);
    CHECK(failure(memory->customer(*start.customer_ref)) == Code::not_found);
    CHECK(must(memory->verify()).customers == 1);
    CHECK(must(memory->verify()).faults.empty());

    must(memory->end(end_of("call-1")));
    memory.clock.advance(1h);
    CHECK(must(memory->start(start_of("call-2", new_number))).customer_ref == ada);
}

TEST_CASE("a new customer may be vouched for as well") {
    InMemory memory;
    const auto start = must(memory->start(start_of("call-1", new_number)));
    const auto answer = must(memory->verify_caller(vouches("call-1", *start.customer_ref)));
    CHECK(answer.verified);
    CHECK(answer.answer.customer_ref == start.customer_ref);
    must(memory->end(end_of("call-1")));
    CHECK(must(memory->customer(*start.customer_ref)).identifiers[0].calls == 1);
}

TEST_CASE("vouching for nobody, or for another tenant's customer, changes nothing") {
    InMemory memory;
    const auto other = enrol(*memory, owner_number, "ACC-1", owner_pin, terms_of(2));
    const auto start = must(memory->start(start_of("call-1", owner_number)));
    CHECK_FALSE(start.returning);
    CHECK(failure(memory->verify_caller(vouches("call-1", other))) == Code::not_found);
    CHECK(failure(memory->verify_caller(vouches("call-1", CustomerRef::random()))) ==
          Code::not_found);
    CHECK(must(memory->call("call-1")).level == Level::low);
    // Nor is a call of one tenant another's to verify.
    CHECK(failure(memory->verify_caller(says("call-1", owner_pin), terms_of(2))) ==
          Code::not_found);
    CHECK_FALSE(must(memory->verify_caller(says("call-1", owner_pin))).verified);
}

TEST_CASE("a start sent again is told what it was told, whatever was verified since") {
    InMemory memory;
    enrol(*memory);
    memory.clock.advance(days{1});
    const auto known = start_of("known", owner_number);
    const auto first = must(memory->start(known));
    CHECK(must(memory->verify_caller(says("known", owner_pin))).verified);
    CHECK(same(must(memory->start(known)), first));
    fail_once(*memory, "known");
    CHECK(same(must(memory->start(known)), first));

    const auto ada = *first.customer_ref;
    const auto stranger = start_of("stranger", new_number);
    const auto nobody = must(memory->start(stranger));
    CHECK(must(memory->verify_caller(vouches("stranger", ada))).verified);
    CHECK(same(must(memory->start(stranger)), nobody));
}

TEST_CASE("what a start was told of one customer is not told again once the call is another's") {
    InMemory memory;
    const auto ada = enrol(*memory);
    const auto bob = enrol(*memory, "+12025550109", "ACC-2", "2222");
    memory.clock.advance(days{1});
    const auto call = start_of("call-1", owner_number);
    CHECK(must(memory->start(call)).customer_ref == ada);
    CHECK(must(memory->verify_caller(vouches("call-1", bob))).verified);
    CHECK(failure(memory->start(call)) == Code::answer_gone);
}

TEST_CASE("ids that a verified call brings at its end are its customer's without a confirmation") {
    InMemory memory;
    const auto ada = enrol(*memory);
    memory.clock.advance(days{1});
    must(memory->start(start_of("call-1", owner_number)));
    CHECK(must(memory->verify_caller(says("call-1", owner_pin))).verified);
    auto end = end_of("call-1");
    end.learned.external_ids = external({{"email", "ada@shop.example"}});
    must(memory->end(end));
    const auto view = must(memory->customer(ada));
    CHECK(view.identifiers.size() == 3);
    for (const auto& identifier : view.identifiers) {
        if (identifier.type == "ani") CHECK(identifier.calls == 2);
    }
}

TEST_CASE("a withheld number and one that is nobody's own are linked to nobody") {
    InMemory memory;
    const auto ada = enrol(*memory);
    memory.clock.advance(days{1});
    for (const auto* number : {"anonymous", "+18005550199"}) {
        const auto call_id = std::string{"call-"} + number;
        must(memory->start(start_of(call_id, number, {{"account", "ACC-1"}})));
        CHECK(must(memory->verify_caller(says(call_id, owner_pin))).verified);
        must(memory->end(end_of(call_id)));
    }
    CHECK(must(memory->customer(ada)).identifiers.size() == 2);
}

TEST_CASE("an id that more than 25 customers have is not linked by a verification") {
    InMemory memory;
    const auto ada = enrol(*memory);
    for (int i = 0; i < 26; ++i) {
        auto end = end_of("other-" + std::to_string(i));
        end.hints = hints("+120255503" + std::to_string(10 + i), {{"branch", "B-1"}});
        end.confirmed = Confirmed::new_customer;
        must(memory->end(end));
    }
    memory.clock.advance(days{1});
    must(memory->start(start_of("call-1", owner_number, {{"branch", "B-1"}, {"branch", "B-2"}})));
    CHECK(must(memory->verify_caller(says("call-1", owner_pin))).verified);
    must(memory->end(end_of("call-1")));
    std::string ids;
    for (const auto& identifier : must(memory->customer(ada)).identifiers)
        ids += identifier.value + " ";
    CHECK(ids == std::string{owner_number} + " ACC-1 B-2 ");
}

TEST_CASE("whoever is verified on a number that was silent for long takes it over") {
    InMemory memory;
    Terms keeps;
    keeps.settings.retention_days = 90;
    const auto before = enrol(*memory, owner_number, "ACC-1", "1111", keeps);
    const auto ada = enrol(*memory, "+12025550109", "ACC-2", "2222", keeps);
    memory.clock.advance(days{60});
    must(memory->start(start_of("call-1", owner_number, {{"account", "ACC-2"}}), keeps));
    CHECK(must(memory->verify_caller(says("call-1", "2222"), keeps)).answer.customer_ref == ada);
    must(memory->end(end_of("call-1"), keeps));
    for (const auto& identifier : must(memory->customer(before, keeps)).identifiers) {
        CHECK(identifier.calls == (identifier.type == "ani" ? 0 : 1));
    }
    memory.clock.advance(days{1});
    auto next = start_of("call-2", owner_number);
    next.explain = true;
    const auto answer = must(memory->start(next, keeps));
    CHECK(answer.customer_ref == ada);
    CHECK(answer.identity.candidates.size() == 1);
}

TEST_CASE("only a call that goes on can be verified") {
    InMemory memory;
    const auto ada = enrol(*memory);
    CHECK(failure(memory->verify_caller(says("enrol-ACC-1", owner_pin))) == Code::not_allowed);
    CHECK(failure(memory->verify_caller(vouches("enrol-ACC-1", ada))) == Code::not_allowed);
    CHECK(failure(memory->verify_caller(says("no-such-call", owner_pin))) == Code::not_found);
}

TEST_CASE("half a verification and two at once are refused and count nothing") {
    InMemory memory;
    const auto ada = enrol(*memory);
    memory.clock.advance(days{1});
    must(memory->start(start_of("call-1", owner_number)));
    const auto refused = [&](auto change) {
        auto verification = says("call-1", owner_pin);
        change(verification);
        CHECK(failure(memory->verify_caller(verification)) == Code::invalid);
    };
    refused([](Verification& v) { v.value = {}; });
    refused([](Verification& v) { v.variable = {}; });
    refused([](Verification& v) { v.call_id = {}; });
    refused([](Verification& v) { v.method = VerifyMethod::otp; });
    refused([&](Verification& v) { v.customer_ref = ada; });
    refused([&](Verification& v) {
        v.variable = {};
        v.customer_ref = ada;
    });
    refused([](Verification& v) {
        v.variable = {};
        v.method = VerifyMethod::pin;
    });
    CHECK(must(memory->customer(ada)).verifications.empty());
}

TEST_SUITE_END();
