// Two customers are one, or turn out not to be: what answers then hold, where calls go, and that
// nothing is lost either way.
#include <thread>

#include "hark/json.hpp"
#include "tests/unit/memory/verify_kit.hpp"

using namespace hark;
using namespace hark::test;

namespace {

constexpr const char* mobile = "+12025550111";
constexpr const char* office = "+12025550122";

/// A customer who called once from the number and left something.
CustomerRef caller(Memory& memory, std::string_view call_id, const char* number,
                   std::string_view name, std::string_view intent) {
    must(memory.start(start_of(call_id, number)));
    auto end = confirmed_end(call_id);
    end.learned = about(intent);
    end.learned.variables = {variable(name, "given")};
    return must(memory.end(end)).customer_ref;
}

std::string all_of(Memory& memory, const CustomerRef& ref) {
    std::string text;
    json::encode(must(memory.customer(ref)), text);
    return text;
}

void confirm(Memory& memory, std::string_view call_id, const char* number,
             const Learned& learned = {}) {
    must(memory.start(start_of(call_id, number)));
    auto end = confirmed_end(call_id);
    end.learned = learned;
    must(memory.end(end));
}

} // namespace

TEST_SUITE_BEGIN("merge");

TEST_CASE_TEMPLATE("merged, each is known by what either has, under the survivor's reference", Kind,
                   HARK_MEMORIES) {
    Kind memory;
    const auto ann = caller(*memory, "call-1", mobile, "name", "refund");
    const auto anna = caller(*memory, "call-2", office, "company", "invoice");
    memory.clock.advance(days{1});
    const auto merged = must(memory->merge(anna, ann));
    CHECK(merged.customer_ref == ann);
    CHECK(merged.merged_refs == std::vector<CustomerRef>{anna});
    for (const auto* number : {mobile, office}) {
        const auto answer = must(memory->peek(start_of("who", number)));
        CHECK(answer.customer_ref == ann);
        CHECK(answer.identity.level == Level::high);
        CHECK(tells(answer, "name"));
        CHECK(tells(answer, "company"));
        CHECK(find(answer.open_intents, "refund") != nullptr);
        CHECK(find(answer.open_intents, "invoice") != nullptr);
        CHECK(answer.history.size() == 2);
    }
    const auto view = must(memory->customer(anna));
    CHECK(view.customer_ref == ann);
    CHECK(view.merged_refs == std::vector<CustomerRef>{anna});
    CHECK(view.identifiers.size() == 2);
    CHECK(view.history.size() == 2);
    CHECK(must(memory->call("call-2")).customer_ref == ann);
}

TEST_CASE_TEMPLATE("un-merging restores both exactly", Kind, HARK_MEMORIES) {
    Kind memory;
    const auto ann = caller(*memory, "call-1", mobile, "name", "refund");
    const auto anna = caller(*memory, "call-2", office, "company", "invoice");
    const auto before = std::pair{all_of(*memory, ann), all_of(*memory, anna)};
    must(memory->merge(anna, ann));
    CHECK(all_of(*memory, anna) == all_of(*memory, ann));
    const auto alone = must(memory->unmerge(anna));
    CHECK(alone.customer_ref == anna);
    CHECK(alone.merged_refs.empty());
    CHECK(all_of(*memory, ann) == before.first);
    CHECK(all_of(*memory, anna) == before.second);
    CHECK(must(memory->peek(start_of("who", office))).customer_ref == anna);
}

TEST_CASE_TEMPLATE("calls that came in between go to the one the evidence points to", Kind,
                   HARK_MEMORIES) {
    Kind memory;
    const auto ann = caller(*memory, "call-1", mobile, "name", "refund");
    const auto anna = caller(*memory, "call-2", office, "company", "invoice");
    must(memory->merge(anna, ann));
    memory.clock.advance(days{1});
    auto learned = about("delivery");
    learned.variables = {variable("floor", "4")};
    confirm(*memory, "call-3", office, learned);
    memory.clock.advance(days{1});
    confirm(*memory, "call-4", mobile, about("refund", IntentStatus::resolved));
    CHECK(must(memory->call("call-3")).customer_ref == ann);
    CHECK(must(memory->peek(start_of("who", mobile))).history.size() == 4);

    must(memory->unmerge(anna));
    const auto first = must(memory->customer(ann));
    const auto second = must(memory->customer(anna));
    CHECK(first.history.size() == 2);
    CHECK(second.history.size() == 2);
    CHECK(find(second.variables, "floor") != nullptr);
    CHECK(find(first.variables, "floor") == nullptr);
    CHECK(find(first.intents, "delivery") == nullptr);
    CHECK(find(first.intents, "refund")->status == IntentStatus::resolved);
    CHECK(must(memory->call("call-3")).customer_ref == anna);
}

TEST_CASE("what a call of one settles is settled for both, and open again when they part") {
    InMemory memory;
    const auto ann = caller(*memory, "call-1", mobile, "name", "refund");
    const auto anna = caller(*memory, "call-2", office, "company", "invoice");
    must(memory->merge(anna, ann));
    memory.clock.advance(1h);
    confirm(*memory, "call-3", office, about("refund", IntentStatus::resolved));
    CHECK(find(must(memory->peek(start_of("who", mobile))).open_intents, "refund") == nullptr);
    must(memory->unmerge(anna));
    CHECK(find(must(memory->peek(start_of("who", mobile))).open_intents, "refund") != nullptr);
}

TEST_CASE("an intent that both have open is one, with the attempts of both") {
    InMemory memory;
    const auto ann = caller(*memory, "call-1", mobile, "name", "refund");
    memory.clock.advance(1h);
    const auto anna = caller(*memory, "call-2", office, "name", "refund");
    must(memory->merge(anna, ann));
    const auto answer = must(memory->peek(start_of("who", mobile)));
    REQUIRE(answer.open_intents.size() == 1);
    CHECK(answer.open_intents[0].attempt_count == 2);
    CHECK(answer.open_intents[0].opened_at < answer.open_intents[0].updated_at);
    CHECK(answer.variables.size() == 1);
}

TEST_CASE("of a value that both have, the one of whoever was in touch last is told") {
    InMemory memory;
    auto learned = Learned{};
    const auto ann = caller(*memory, "call-1", mobile, "name", "refund");
    const auto anna = caller(*memory, "call-2", office, "company", "invoice");
    must(memory->merge(anna, ann));
    for (const auto& [call_id, number, city] :
         {std::tuple{"call-3", office, "Bonn"}, std::tuple{"call-4", mobile, "Rome"}}) {
        memory.clock.advance(1h);
        learned.variables = {variable("city", city)};
        confirm(*memory, call_id, number, learned);
        CHECK(value_of(must(memory->peek(start_of("who", mobile))).variables, "city") ==
              '"' + std::string{city} + '"');
    }
}

TEST_CASE_TEMPLATE("merged, parted or half erased, the memory is sound", Kind, HARK_MEMORIES) {
    Kind memory;
    const auto ann = caller(*memory, "call-1", mobile, "name", "refund");
    const auto anna = caller(*memory, "call-2", office, "company", "invoice");
    const auto sound = [&] { return must(memory->verify()).faults.empty(); };
    must(memory->merge(anna, ann));
    must(memory->start(start_of("call-3", office)));
    CHECK(sound());
    must(memory->unmerge(anna));
    CHECK(sound());
    must(memory->forget(ann));
    CHECK(sound());
}

TEST_CASE("a value that has run out hides none that has not") {
    InMemory memory;
    const auto ann = caller(*memory, "call-1", mobile, "name", "refund");
    const auto anna = caller(*memory, "call-2", office, "company", "invoice");
    must(memory->merge(anna, ann));
    auto learned = Learned{};
    learned.variables = {variable("city", "Bonn")};
    confirm(*memory, "call-3", mobile, learned);
    memory.clock.advance(1h);
    learned.variables = {variable("city", "Rome")};
    learned.variables[0].ttl = 60s;
    confirm(*memory, "call-4", office, learned);
    CHECK(value_of(must(memory->peek(start_of("who", mobile))).variables, "city") == "\"Rome\"");
    memory.clock.advance(1h);
    CHECK(value_of(must(memory->peek(start_of("who", mobile))).variables, "city") == "\"Bonn\"");
}

TEST_CASE("the survivor's reference, which answers told of both, moves no call to the survivor") {
    InMemory memory;
    const auto ann = caller(*memory, "call-1", mobile, "name", "refund");
    const auto anna = caller(*memory, "call-2", office, "company", "invoice");
    must(memory->merge(anna, ann));
    memory.clock.advance(days{1});
    auto call = start_of("call-3", office);
    call.hints.customer_ref = ann;
    CHECK(must(memory->start(call)).customer_ref == ann);
    auto end = confirmed_end("call-3");
    end.customer_ref = ann;
    CHECK(must(memory->end(end)).customer_ref == ann);
    must(memory->unmerge(anna));
    CHECK(must(memory->call("call-3")).customer_ref == anna);
}

TEST_CASE("two on one number who are merged are one caller, and no riddle") {
    InMemory memory;
    const auto eve = enrol(*memory, owner_number, "ACC-1", "1111");
    const auto kim = enrol(*memory, owner_number, "ACC-2", "2222");
    memory.clock.advance(days{3});
    auto call = start_of("who", owner_number);
    call.telco.line_type = LineType::landline;
    call.explain = true;
    const auto before = must(memory->peek(call));
    must(memory->merge(kim, eve));
    const auto after = must(memory->peek(call));
    CHECK(before.identity.candidates.size() == 2);
    REQUIRE(after.identity.candidates.size() == 1);
    CHECK(after.identity.candidates[0].customer_ref == eve);
    CHECK_FALSE(after.identity.ambiguous);
    CHECK(after.identity.probability > before.identity.probability);
    CHECK(after.identity.known_probability == doctest::Approx(after.identity.probability));
    must(memory->unmerge(kim));
    const auto again = must(memory->peek(call));
    CHECK(again.identity.probability == before.identity.probability);
    CHECK(again.identity.candidates.size() == 2);
}

TEST_CASE_TEMPLATE("erasing any reference of merged customers erases all of them", Kind,
                   HARK_MEMORIES) {
    for (std::size_t named = 0; named < 4; ++named) {
        CAPTURE(named);
        Kind memory;
        const char* numbers[] = {mobile, office, "+12025550133", "+12025550144"};
        std::vector<CustomerRef> refs;
        for (std::size_t i = 0; i < 4; ++i)
            refs.push_back(
                caller(*memory, "call-" + std::to_string(i), numbers[i], "name", "refund"));
        // 3 into 2 into 0, and 1 into 0.
        must(memory->merge(refs[3], refs[2]));
        must(memory->merge(refs[2], refs[0]));
        CHECK(must(memory->merge(refs[1], refs[0])).merged_refs.size() == 3);
        const auto erased = must(memory->forget(refs[named]));
        CHECK(erased.customer_ref == refs[named]);
        CHECK(erased.identifiers == 4);
        CHECK(erased.calls == 4);
        for (std::size_t i = 0; i < 4; ++i) {
            CHECK(memory->customer(refs[i]).error().code == Code::not_found);
            CHECK_FALSE(must(memory->peek(start_of("who", numbers[i]))).customer_ref);
        }
        CHECK(must(memory->verify()).faults.empty());
    }
}

TEST_CASE_TEMPLATE("merging refuses what would not be one customer", Kind, HARK_MEMORIES) {
    Kind memory;
    const auto ann = caller(*memory, "call-1", mobile, "name", "refund");
    const auto anna = caller(*memory, "call-2", office, "name", "refund");
    const auto bob = caller(*memory, "call-3", "+12025550133", "name", "refund");
    const auto other = confirmed_call(*memory, "call-1", mobile, {}, terms_of(2));
    const auto code = [](const auto& result) { return result.error().code; };
    CHECK(code(memory->merge(ann, ann)) == Code::invalid);
    CHECK(code(memory->merge(ann, CustomerRef::random())) == Code::not_found);
    CHECK(code(memory->merge(CustomerRef::random(), ann)) == Code::not_found);
    CHECK(code(memory->merge(ann, other)) == Code::not_found);
    CHECK(code(memory->merge(other, ann)) == Code::not_found);
    CHECK(code(memory->unmerge(ann)) == Code::conflict);
    CHECK(code(memory->unmerge(other)) == Code::not_found);
    must(memory->merge(anna, ann));
    CHECK(code(memory->merge(anna, bob)) == Code::conflict);
    CHECK(code(memory->merge(ann, anna)) == Code::conflict);
    CHECK(code(memory->unmerge(anna, terms_of(2))) == Code::not_found);
    // Again, or by way of the alias, it is the same.
    CHECK(must(memory->merge(anna, ann)).merged_refs.size() == 1);
    CHECK(must(memory->merge(bob, anna)).customer_ref == ann);
    CHECK(must(memory->customer(bob)).merged_refs.size() == 2);
}

TEST_CASE("a survivor who is un-merged lets everyone go") {
    InMemory memory;
    const auto ann = caller(*memory, "call-1", mobile, "name", "refund");
    const auto anna = caller(*memory, "call-2", office, "name", "refund");
    const auto bob = caller(*memory, "call-3", "+12025550133", "name", "refund");
    must(memory->merge(anna, ann));
    must(memory->merge(bob, ann));
    CHECK(must(memory->unmerge(ann)).merged_refs.empty());
    for (const auto& ref : {ann, anna, bob}) {
        const auto view = must(memory->customer(ref));
        CHECK(view.customer_ref == ref);
        CHECK(view.merged_refs.empty());
    }
}

TEST_CASE("as many as there may be are merged, and not one more") {
    InMemory memory;
    std::vector<CustomerRef> refs;
    for (std::size_t i = 0; i < limits::merged_customers_max + 2; ++i) {
        const auto number = "+1202555" + std::to_string(1000 + i);
        refs.push_back(confirmed_call(*memory, "call-" + std::to_string(i), number.c_str()));
    }
    for (std::size_t i = 1; i <= limits::merged_customers_max; ++i)
        must(memory->merge(refs[i], refs[0]));
    CHECK(memory->merge(refs.back(), refs[0]).error().code == Code::conflict);
    CHECK(memory->merge(refs[0], refs.back()).error().code == Code::conflict);
    CHECK(must(memory->customer(refs[5])).merged_refs.size() == limits::merged_customers_max);
    CHECK(must(memory->forget(refs[3])).identifiers == limits::merged_customers_max + 1);
    CHECK(must(memory->customer(refs.back())).identifiers.size() == 1);
}

TEST_CASE("a call that began before ends where it was, whoever stands for them") {
    InMemory memory;
    const auto ann = caller(*memory, "call-1", mobile, "name", "refund");
    const auto anna = caller(*memory, "call-2", office, "company", "invoice");
    must(memory->start(start_of("call-3", office)));
    must(memory->merge(anna, ann));
    CHECK(must(memory->start(start_of("call-3", office))).customer_ref == anna); // as it was told
    auto end = confirmed_end("call-3");
    end.customer_ref = ann;
    CHECK(must(memory->end(end)).customer_ref == ann);
    CHECK(must(memory->end(end)).customer_ref == ann);
    must(memory->unmerge(anna));
    CHECK(must(memory->call("call-3")).customer_ref == anna);
    CHECK(must(memory->customer(ann)).history.size() == 1);
}

TEST_CASE("a customer made for a call that moves is kept when they were merged meanwhile") {
    InMemory memory;
    const auto ann = caller(*memory, "call-1", mobile, "name", "refund");
    const auto anna = caller(*memory, "call-2", office, "company", "invoice");
    const auto made = must(memory->start(start_of("call-3", "+12025550133"))).customer_ref.value();
    must(memory->merge(anna, made));
    auto end = confirmed_end("call-3");
    end.customer_ref = ann;
    CHECK(must(memory->end(end)).customer_ref == ann);
    CHECK(must(memory->customer(anna)).customer_ref == made);
    CHECK(must(memory->unmerge(anna)).customer_ref == anna);
}

TEST_CASE("what one of them can say proves who both are") {
    InMemory memory;
    const auto eve = enrol(*memory, owner_number, "ACC-1", "1111");
    const auto kim = confirmed_call(*memory, "call-1", office);
    must(memory->merge(kim, eve));
    memory.clock.advance(days{1});
    const auto start = must(memory->start(start_of("call-2", office)));
    CHECK(start.customer_ref == eve);
    CHECK_FALSE(tells(start, "balance"));
    const auto answer = must(memory->verify_caller(says("call-2", "1111")));
    CHECK(answer.verified);
    CHECK(answer.answer.customer_ref == eve);
    CHECK(tells(answer.answer, "balance"));
    must(memory->end(end_of("call-2")));
    must(memory->unmerge(kim));
    CHECK(must(memory->call("call-2")).customer_ref == kim);
}

TEST_CASE("merged customers with the same secret are no two who match") {
    InMemory memory;
    const auto eve = enrol(*memory, owner_number, "ACC-1", "1111");
    const auto kim = enrol(*memory, owner_number, "ACC-2", "1111");
    memory.clock.advance(days{1});
    must(memory->start(start_of("call-1", owner_number)));
    CHECK_FALSE(must(memory->verify_caller(says("call-1", "1111"))).verified);
    memory.clock.advance(days{1});
    must(memory->merge(kim, eve));
    must(memory->start(start_of("call-2", owner_number)));
    const auto answer = must(memory->verify_caller(says("call-2", "1111")));
    CHECK(answer.verified);
    CHECK(answer.answer.customer_ref == eve);
}

TEST_CASE("merged customers are held as long as the one who was in touch last") {
    InMemory memory;
    const auto ann = caller(*memory, "call-1", mobile, "name", "refund");
    const auto anna = caller(*memory, "call-2", office, "company", "invoice");
    must(memory->merge(anna, ann));
    for (int month = 0; month < 40; ++month) {
        memory.clock.advance(days{30});
        confirm(*memory, "month-" + std::to_string(month), office);
        must(memory->maintain(1000));
    }
    CHECK(must(memory->peek(start_of("who", office))).customer_ref == ann);
    CHECK_FALSE(must(memory->maintain(1000)).more);
    memory.clock.advance(days{40 * 30});
    for (int pass = 0; pass < 4; ++pass)
        must(memory->maintain(1000));
    CHECK(memory->customer(ann).error().code == Code::not_found);
    CHECK(memory->customer(anna).error().code == Code::not_found);
}

TEST_CASE("whoever is merged with a number's holder is no stranger on it") {
    InMemory memory;
    const auto ann = confirmed_call(*memory, "call-1", office, {{"account", "ACC-1"}});
    must(memory->start(start_of("call-2", office, {{"account", "ACC-2"}})));
    const auto anna = must(memory->end(end_of("call-2"))).customer_ref;
    memory.clock.advance(days{10});
    const auto before = must(memory->peek(start_of("who", office)));
    for (const auto& [alias, of] : {std::pair{anna, ann}, std::pair{ann, anna}}) {
        must(memory->merge(alias, of));
        const auto merged = must(memory->peek(start_of("who", office)));
        CHECK(merged.identity.probability > before.identity.probability);
        must(memory->unmerge(alias));
    }
    CHECK(must(memory->peek(start_of("who", office))).identity.probability ==
          before.identity.probability);
}

TEST_CASE("a number that one of merged customers calls from has not changed hands") {
    InMemory memory;
    const auto ann = confirmed_call(*memory, "call-1", mobile, {{"account", "ACC-1"}});
    const auto anna = confirmed_call(*memory, "call-2", office, {{"account", "ACC-2"}});
    must(memory->merge(anna, ann));
    memory.clock.advance(days{60});
    must(memory->start(start_of("call-3", office, {{"account", "ACC-1"}})));
    must(memory->end(confirmed_end("call-3")));
    must(memory->unmerge(anna));
    CHECK(must(memory->call("call-3")).customer_ref == ann);
    for (const auto& identifier : must(memory->customer(anna)).identifiers)
        CHECK(identifier.calls == 1);
}

TEST_CASE_TEMPLATE("what a start told of both is told again while they are one, and not after",
                   Kind, HARK_MEMORIES) {
    for (const bool erases : {false, true}) {
        Kind memory;
        const auto ann = caller(*memory, "call-1", mobile, "name", "refund");
        const auto anna = caller(*memory, "call-2", office, "company", "invoice");
        const auto bob = caller(*memory, "call-3", "+12025550133", "city", "delivery");
        must(memory->merge(anna, ann));
        must(memory->merge(bob, ann));
        const auto call = start_of("call-4", office);
        REQUIRE(tells(must(memory->start(call)), "name"));
        const auto again = must(memory->start(call));
        CHECK(again.replayed);
        CHECK(tells(again, "name"));
        CHECK(tells(again, "city"));
        must(memory->unmerge(anna));
        if (erases) must(memory->forget(ann));
        CHECK(memory->start(call).error().code == Code::answer_gone);
        CHECK(must(memory->end(end_of("call-4"))).customer_ref == anna);
    }
}

TEST_CASE("a call that was told of both tells of neither when it fails after they parted") {
    InMemory memory;
    const auto eve = enrol(*memory, owner_number, "ACC-1", "1111");
    const auto kim = enrol(*memory, office, "ACC-2", "2222");
    must(memory->merge(kim, eve));
    memory.clock.advance(days{1});
    REQUIRE(must(memory->start(start_of("call-1", office))).customer_ref == eve);
    must(memory->unmerge(kim));
    const auto answer = fail_once(*memory, "call-1");
    CHECK(answer.answer.identity.level == Level::low);
    CHECK(answer.answer.variables.empty());
    CHECK(answer.answer.withheld.variables.empty());
    CHECK(answer.answer.customer_ref != eve);
}

TEST_CASE_TEMPLATE("merges that meet leave one who stands for both", Kind, HARK_MEMORIES) {
    Kind memory;
    for (int round = 0; round < 20; ++round) {
        const auto number = [&](int i) {
            return "+1202555" + std::to_string(1000 + 2 * round + i);
        };
        const auto one = confirmed_call(*memory, "one-" + std::to_string(round), number(0).c_str());
        const auto two = confirmed_call(*memory, "two-" + std::to_string(round), number(1).c_str());
        bool first = false;
        bool second = false;
        {
            const std::jthread there{[&] { first = memory->merge(one, two).ok(); }};
            const std::jthread back{[&] { second = memory->merge(two, one).ok(); }};
        }
        CHECK(first != second);
        const auto view = must(memory->customer(one));
        CHECK(view.customer_ref == (first ? two : one));
        CHECK(view.merged_refs.size() == 1);
    }
}

TEST_SUITE_END();
