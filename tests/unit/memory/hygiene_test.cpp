// What a memory learns beside the calls themselves: which types of ids name nobody, who no longer
// has a number, and how a customer usually calls.
#include <algorithm>
#include <map>

#include "tests/unit/memory/kit.hpp"

using namespace hark;
using namespace hark::test;

namespace {

std::string number_of(int caller) { return "+1202555" + std::to_string(1000 + caller); }

/// Callers with a number each, all of whose calls are confirmed.
template <typename Kind>
class Centre {
public:
    explicit Centre(Kind& memory) : memory_{memory} {}

    void call(int caller, std::initializer_list<Id> ids) {
        const auto call_id = "call-" + std::to_string(++calls_);
        must(memory_->start(start_of(call_id, number_of(caller), ids)));
        const auto before = known_.find(caller);
        auto end = end_of(call_id);
        end.confirmed = before == known_.end() ? Confirmed::new_customer : Confirmed::yes;
        if (before != known_.end()) end.customer_ref = before->second;
        known_.insert_or_assign(caller, must(memory_->end(end)).customer_ref);
        memory_.clock.advance(10min);
    }
    int calls() const { return calls_; }

private:
    Kind& memory_;
    int calls_{0};
    std::map<int, CustomerRef> known_;
};

bool explains(const StartAnswer& answer, std::string_view signal) {
    for (const auto& evidence : answer.identity.evidence) {
        if (evidence.signal == signal) return true;
    }
    return false;
}

template <typename Kind>
StartAnswer explained(Kind& memory, CallStart call) {
    call.explain = true;
    return must(memory->peek(call));
}

/// Confirmed calls of the customer from the number.
template <typename Kind>
double calls_from(Kind& memory, const CustomerRef& ref, std::string_view number) {
    for (const auto& identifier : must(memory->customer(ref)).identifiers) {
        if (identifier.value == number) return identifier.calls;
    }
    return -1;
}

/// Thirty customers, each with an account; all of them come with the same few values of a type.
template <typename Kind>
void make_shared_type(Kind& memory) {
    Centre<Kind> centre{memory};
    for (int round = 0; round < 2; ++round) {
        for (int caller = 0; caller < 30; ++caller) {
            const auto line = "line-" + std::to_string(caller % 6);
            const auto account = "acc-" + std::to_string(caller);
            centre.call(caller, {{"account", account}, {"business", line}});
        }
    }
}

} // namespace

TEST_CASE_TEMPLATE("a type whose values many share is found out and names nobody", Kind,
                   HARK_MEMORIES) {
    Kind memory;
    make_shared_type(memory);
    const auto stranger =
        explained(memory, start_of("peek", "+12025559999", {{"business", "line-3"}}));
    CHECK_FALSE(stranger.returning);
    CHECK(stranger.identity.known_probability == 0);
    CHECK(explains(stranger, "shared_id:business"));
    const auto known = explained(
        memory, start_of("peek", "+12025559999", {{"business", "line-3"}, {"account", "acc-7"}}));
    CHECK(known.returning);
    CHECK(known.identity.level == Level::high);
}

TEST_CASE("what was learned of a type outlives the process") {
    InFolder memory;
    make_shared_type(memory);
    memory.reopen();
    CHECK(explains(explained(memory, start_of("peek", "+12025559999", {{"business", "line-3"}})),
                   "shared_id:business"));
}

TEST_CASE_TEMPLATE("what one tenant's types are like says nothing of another's", Kind,
                   HARK_MEMORIES) {
    Kind memory;
    make_shared_type(memory);
    auto call = start_of("peek", "+12025559999", {{"business", "line-3"}});
    call.explain = true;
    CHECK_FALSE(explains(must(memory->peek(call, terms_of(2))), "shared_id:business"));
}

TEST_CASE_TEMPLATE("a type with another value in every call is found out and speaks against nobody",
                   Kind, HARK_MEMORIES) {
    Kind memory;
    Centre<Kind> centre{memory};
    for (int round = 0; round < 3; ++round) {
        for (int caller = 0; caller < 12; ++caller) {
            const auto value = "interaction-" + std::to_string(centre.calls());
            centre.call(caller, {{"interaction", value}});
        }
    }
    const auto with = explained(memory, start_of("peek", number_of(3), {{"interaction", "new-1"}}));
    const auto without = explained(memory, start_of("peek", number_of(3)));
    CHECK(explains(with, "per_call_id:interaction"));
    CHECK(with.identity.probability == without.identity.probability);
    CHECK(with.identity.level == Level::high);
}

TEST_CASE_TEMPLATE("an honest customer number is never taken for a type that names nobody", Kind,
                   HARK_MEMORIES) {
    Kind memory;
    Centre<Kind> centre{memory};
    for (int round = 0; round < 4; ++round) {
        for (int caller = 0; caller < 60; ++caller)
            centre.call(caller, {{"account", "acc-" + std::to_string(caller)}});
    }
    const auto answer = explained(memory, start_of("peek", "+12025559999", {{"account", "acc-9"}}));
    CHECK(answer.identity.level == Level::high);
    CHECK(explains(answer, "external_id:account"));
}

TEST_CASE_TEMPLATE("a confirmed new person ends the link of whoever was silent on the number", Kind,
                   HARK_MEMORIES) {
    for (const int silent_days : {44, 46}) {
        Kind memory;
        const auto before = must(memory->start(start_of("old", number_of(1)))).customer_ref;
        must(memory->end(confirmed_end("old")));
        memory.clock.advance(days{silent_days});
        must(memory->start(start_of("new", number_of(1))));
        auto end = end_of("new");
        end.confirmed = Confirmed::new_customer;
        const auto after = must(memory->end(end)).customer_ref;
        memory.clock.advance(days{1});

        const auto answer = explained(memory, start_of("peek", number_of(1)));
        CHECK(answer.customer_ref == after);
        CHECK((answer.identity.candidates.size() == 1) == (silent_days == 46));
        // Who had it before is still there, by any other way.
        auto again = start_of("again", std::nullopt);
        again.hints.customer_ref = before;
        CHECK(must(memory->peek(again)).customer_ref == before);
    }
}

TEST_CASE_TEMPLATE("an ended link lives again when its customer is confirmed on the number", Kind,
                   HARK_MEMORIES) {
    Kind memory;
    const auto before = must(memory->start(start_of("old", number_of(1)))).customer_ref;
    must(memory->end(confirmed_end("old")));
    memory.clock.advance(days{60});
    must(memory->start(start_of("new", number_of(1))));
    auto end = end_of("new");
    end.confirmed = Confirmed::new_customer;
    must(memory->end(end));
    memory.clock.advance(days{1});
    auto start = start_of("back", number_of(1));
    start.hints.customer_ref = before;
    must(memory->start(start));
    auto back = confirmed_end("back");
    back.customer_ref = before;
    must(memory->end(back));
    CHECK(explained(memory, start_of("peek", number_of(1))).identity.candidates.size() == 2);
}

TEST_CASE_TEMPLATE(
    "others who call from a number, known by ids of theirs, make its holder less sure", Kind,
    HARK_MEMORIES) {
    Kind memory;
    const char* office = "+12025550190";
    must(memory->start(start_of("call-1", office, {{"account", "ACC-1"}})));
    const auto holder = must(memory->end(end_of("call-1"))).customer_ref;
    memory.clock.advance(days{20});
    const auto before = must(memory->peek(start_of("who", office)));
    CHECK(before.customer_ref == holder);

    std::vector<CustomerRef> others;
    for (const auto* account : {"ACC-2", "ACC-3"}) {
        memory.clock.advance(1h);
        auto call = start_of(account, office, {{"account", account}});
        call.telco.line_type = LineType::voip;
        must(memory->start(call));
        others.push_back(must(memory->end(end_of(account))).customer_ref);
        CHECK(others.back() != holder);
    }
    memory.clock.advance(days{20});
    const auto after = explained(memory, start_of("who", office));
    CHECK(after.identity.probability < before.identity.probability);
    CHECK(after.identity.level != Level::high);
    CHECK(explains(after, "sharing"));
    // They were never confirmed there: the number does not lead to them.
    CHECK(after.identity.candidates.size() == 1);
    CHECK(must(memory->peek(start_of("who", office, {{"account", "ACC-3"}}))).customer_ref ==
          others.back());
    CHECK(must(memory->customer(others.front())).identifiers.size() == 2);
    CHECK(must(memory->forget(others.front())).identifiers == 2);
    CHECK(must(memory->peek(start_of("who", office))).identity.probability >
          after.identity.probability);
}

TEST_CASE_TEMPLATE("strangers on a number end when one of them is confirmed there", Kind,
                   HARK_MEMORIES) {
    Kind memory;
    const char* office = "+12025550191";
    confirmed_call(*memory, "call-1", office, {{"account", "ACC-1"}});
    must(memory->start(start_of("call-2", office, {{"account", "ACC-2"}})));
    const auto stranger = must(memory->end(end_of("call-2"))).customer_ref;
    CHECK(explained(memory, start_of("who", office)).identity.candidates.size() == 1);
    must(memory->start(start_of("call-3", office, {{"account", "ACC-2"}})));
    CHECK(must(memory->end(confirmed_end("call-3"))).customer_ref == stranger);
    CHECK(explained(memory, start_of("who", office)).identity.candidates.size() == 2);
}

TEST_CASE_TEMPLATE("no crowd of strangers makes a number everybody's", Kind, HARK_MEMORIES) {
    Kind memory;
    const char* number = "+12025550192";
    const auto holder = confirmed_call(*memory, "call-0", number, {{"account", "ACC-0"}});
    for (int i = 1; i <= 40; ++i) {
        const auto account = "ACC-" + std::to_string(i);
        must(memory->start(start_of(account, number, {{"account", account}})));
        must(memory->end(end_of(account)));
    }
    memory.clock.advance(days{1});
    const auto answer = explained(memory, start_of("who", number));
    REQUIRE(answer.identity.candidates.size() == 1);
    CHECK(answer.identity.candidates[0].customer_ref == holder);
    CHECK(answer.identity.level != Level::low);
}

TEST_CASE("whoever is known by an id, on a number that is another's, stays a stranger on it") {
    InMemory memory;
    const char* office = "+12025550193";
    const auto holder = confirmed_call(*memory, "call-1", office, {{"account", "ACC-1"}});
    const auto guest = confirmed_call(*memory, "call-2", "+12025550194", {{"account", "ACC-2"}});
    memory.clock.advance(days{1});
    const auto first = must(memory->start(start_of("call-3", office, {{"account", "ACC-2"}})));
    CHECK(first.customer_ref == guest);
    REQUIRE(first.identity.level == Level::high);
    must(memory->end(end_of("call-3")));
    memory.clock.advance(days{1});
    CHECK(must(memory->customer(guest)).identifiers.size() == 3);
    const auto after = explained(memory, start_of("who", office));
    CHECK(explains(after, "sharing"));
    REQUIRE(after.identity.candidates.size() == 1);
    CHECK(after.identity.candidates[0].customer_ref == holder);
    // However often: never from a score.
    for (int i = 0; i < 5; ++i) {
        const auto call_id = "again-" + std::to_string(i);
        must(memory->start(start_of(call_id, office, {{"account", "ACC-2"}})));
        must(memory->end(end_of(call_id)));
        memory.clock.advance(days{1});
    }
    CHECK(explained(memory, start_of("who", office)).identity.candidates.size() == 1);
}

TEST_CASE_TEMPLATE("a stranger who is verified on the number is a stranger there no more", Kind,
                   HARK_MEMORIES) {
    Kind memory;
    const char* office = "+12025550195";
    confirmed_call(*memory, "call-1", office, {{"account", "ACC-1"}});
    const auto stranger =
        must(memory->start(start_of("call-2", office, {{"account", "ACC-2"}}))).customer_ref;
    must(memory->verify_caller(vouches("call-2", stranger.value())));
    must(memory->end(confirmed_end("call-2")));
    CHECK(calls_from(memory, *stranger, office) == 1);
    CHECK(explained(memory, start_of("who", office)).identity.candidates.size() == 2);
}

TEST_CASE_TEMPLATE("no score makes a stranger one of the number's, with a start or without", Kind,
                   HARK_MEMORIES) {
    Kind memory;
    const char* office = "+12025550196";
    confirmed_call(*memory, "call-1", office, {{"account", "ACC-1"}});
    must(memory->start(start_of("call-2", office, {{"account", "ACC-2"}})));
    const auto stranger = must(memory->end(end_of("call-2"))).customer_ref;
    auto note = end_of("note");
    note.hints = start_of("note", office, {{"account", "ACC-2"}}).hints;
    CHECK(must(memory->end(note)).customer_ref == stranger);
    CHECK(calls_from(memory, stranger, office) == 0);
}

TEST_CASE("a stranger who was not confirmed at once still ends the link of whoever is silent") {
    InMemory memory;
    const char* number = "+12025550198";
    const auto holder = confirmed_call(*memory, "call-1", number, {{"account", "ACC-1"}});
    memory.clock.advance(days{60});
    auto call = start_of("call-2", number, {{"account", "ACC-2"}});
    call.telco.line_type = LineType::voip;
    const auto stranger = must(memory->start(call)).customer_ref;
    REQUIRE(stranger != holder);
    must(memory->end(end_of("call-2")));
    memory.clock.advance(days{1});
    call.call_id = start_of("call-3", number).call_id;
    must(memory->start(call));
    CHECK(must(memory->end(confirmed_end("call-3"))).customer_ref == stranger);
    const auto answer = explained(memory, start_of("who", number));
    REQUIRE(answer.identity.candidates.size() == 1);
    CHECK(answer.identity.candidates[0].customer_ref == stranger);
    // Who had the number before is no stranger to its holder.
    CHECK_FALSE(explains(answer, "sharing"));
}

TEST_CASE("a stranger is one for as long as they call") {
    InMemory memory;
    const char* office = "+12025550197";
    const auto holder = confirmed_call(*memory, "call-1", office, {{"account", "ACC-1"}});
    const auto guest =
        confirmed_call(*memory, "call-2", number_of(2).c_str(), {{"account", "ACC-2"}});
    for (int i = 0; i < 400; ++i) {
        memory.clock.advance(days{1});
        const auto call_id = "guest-" + std::to_string(i);
        const auto answer = must(memory->start(start_of(call_id, office, {{"account", "ACC-2"}})));
        REQUIRE(answer.customer_ref == guest);
        must(memory->end(end_of(call_id)));
    }
    const auto answer = explained(memory, start_of("who", office));
    REQUIRE(answer.identity.candidates.size() == 1);
    CHECK(answer.identity.candidates[0].customer_ref == holder);
    CHECK(explains(answer, "sharing"));
}

TEST_CASE_TEMPLATE("an open intent speaks louder on the number where it was left open", Kind,
                   HARK_MEMORIES) {
    Kind memory;
    auto start = start_of("first", number_of(1));
    start.hints.dnis = "+18005550100";
    must(memory->start(start));
    auto end = confirmed_end("first");
    end.learned = about("refund", IntentStatus::open);
    must(memory->end(end));
    memory.clock.advance(days{3});
    auto same = start_of("peek", number_of(1));
    same.hints.dnis = "1-800-555-0100";
    auto other = same;
    other.hints.dnis = "+18005550199";
    CHECK(explains(explained(memory, same), "intent:dnis"));
    CHECK_FALSE(explains(explained(memory, other), "intent:dnis"));
    CHECK(explains(explained(memory, other), "intent:open"));
}

TEST_CASE_TEMPLATE("a call unlike all others of a customer is held below high", Kind,
                   HARK_MEMORIES) {
    Kind memory;
    const auto call_as = [](std::string_view call_id, Attestation attestation,
                            std::string_view dnis) {
        auto call = start_of(call_id, number_of(1), {{"account", "acc-1"}});
        call.telco.attestation = attestation;
        call.hints.dnis = dnis;
        return call;
    };
    for (int week = 0; week < 6; ++week) {
        const auto call_id = "call-" + std::to_string(week);
        must(memory->start(call_as(call_id, Attestation::a, "+18005550100")));
        must(memory->end(confirmed_end(call_id)));
        memory.clock.advance(days{7});
    }
    CHECK(must(memory->peek(call_as("peek", Attestation::a, "+18005550100"))).identity.level ==
          Level::high);
    memory.clock.advance(11h);
    const auto strange = must(memory->peek(call_as("peek", Attestation::c, "+18005550111")));
    CHECK(strange.identity.level == Level::medium);
    CHECK(strange.identity.probability > .9);
    CHECK(std::find(strange.identity.caps.begin(), strange.identity.caps.end(), "unusual") !=
          strange.identity.caps.end());
}
