// What reserve() and apply() promise to one caller alone.
#include "tests/conformance/stores.hpp"

using namespace hark;
using namespace hark::test;

TEST_SUITE_BEGIN("apply");

TEST_CASE_TEMPLATE("a reserved customer number comes once, with a secret of its own", Kind,
                   HARK_STORES) {
    const Kind store;
    std::vector<KeySlot> slots;
    for (int i = 0; i < 300; ++i)
        slots.push_back(must(store->reserve()));
    for (std::size_t i = 0; i < slots.size(); ++i) {
        CHECK(slots[i].customer.value != 0);
        for (std::size_t j = i + 1; j < slots.size(); ++j) {
            REQUIRE(slots[i].customer != slots[j].customer);
            REQUIRE_FALSE(same(slots[i].secret, slots[j].secret));
        }
    }
    CHECK(must(store->totals()).customers == 0);
}

TEST_CASE_TEMPLATE("customer, links, call and count of one change land together", Kind,
                   HARK_STORES) {
    const Kind store;
    const auto slot = must(store->reserve());
    auto change = change_of(tenant);
    change.erasures = 0;
    change.unlinked = {digest(1), digest(2)};
    change.customer = new_customer(slot.customer);
    change.links = {link(digest(1), slot.customer), link(digest(2), slot.customer)};
    change.call = new_call(digest(50), slot.customer);
    change.count = Allowance{7, 24'000, 10};
    REQUIRE(apply(*store, std::move(change)) == Outcome::applied);
    const auto found = recall(*store, {digest(1), digest(2)});
    CHECK(found.customers.size() == 1);
    CHECK(found.identifiers[0].links.size() == 1);
    CHECK(found.identifiers[1].links.size() == 1);
    CHECK(recall_call(*store, digest(50)).call);
    CHECK(must(store->used(7, 24'000)) == 1);
    CHECK(must(store->check()).empty());
}

namespace {

/// A change that would make a customer, a link, a call, an update and a count; the test spoils it.
Change whole_change(Store& store, const Person& known) {
    const auto slot = must(store.reserve());
    auto change = change_of(tenant);
    change.customer = new_customer(slot.customer);
    change.updates = {as_read(customer_now(store, known))};
    change.updates[0].context = "changed";
    change.updates[0].archive = "piece";
    change.links = {link(digest(70), slot.customer), link(digest(71), known.id)};
    change.call = new_call(digest(72), slot.customer);
    change.count = Allowance{7, 24'000, 10};
    return change;
}

void check_nothing_written(Store& store, const Person& known, const CustomerRef& refused) {
    CHECK_FALSE(recall_ref(store, refused).referred);
    CHECK(recall(store, {digest(70)}).identifiers[0].links.empty());
    CHECK(recall(store, {digest(71)}).identifiers[0].links.empty());
    CHECK_FALSE(recall_call(store, digest(72)).call);
    const auto customer = customer_now(store, known);
    CHECK(customer.context == "context");
    CHECK(customer.history == 0);
    CHECK(must(store.history(tenant, known.id)).empty());
    CHECK(must(store.used(7, 24'000)) == 0);
    CHECK(must(store.totals()).customers == 1);
    CHECK(must(store.check()).empty());
}

} // namespace

TEST_CASE_TEMPLATE("the unspoiled change of the next tests is applied", Kind, HARK_STORES) {
    const Kind store;
    const auto known = add_person(*store, {digest(1)});
    REQUIRE(apply(*store, whole_change(*store, known)) == Outcome::applied);
    CHECK(customer_now(*store, known).context == "changed");
    CHECK(must(store->used(7, 24'000)) == 1);
}

TEST_CASE_TEMPLATE("a refused change leaves nothing", Kind, HARK_STORES) {
    const Kind store;
    const auto known = add_person(*store, {digest(1)});
    add_call(*store, known.id, digest(60));
    auto change = whole_change(*store, known);
    const auto refused = change.customer->ref;
    auto expected = Outcome::applied;

    SUBCASE("because the call exists") {
        change.call->digest = digest(60);
        expected = Outcome::call_exists;
    }
    SUBCASE("because an identifier is linked by now") {
        change.unlinked = {digest(70), digest(1)};
        expected = Outcome::linked;
    }
    SUBCASE("because the customer changed since it was read") {
        ++change.updates[0].version;
        expected = Outcome::changed;
    }
    SUBCASE("because the customer does not exist") {
        change.updates.push_back(change.updates[0]);
        change.updates[1].id = CustomerId{999'999};
        expected = Outcome::changed;
    }
    SUBCASE("because somebody was erased since it was read") {
        change.erasures = 5;
        expected = Outcome::changed;
    }
    SUBCASE("because the call changed since it was read") {
        auto call = as_read(*recall_call(*store, digest(60)).call);
        ++call.version;
        change.call = call;
        expected = Outcome::changed;
    }
    SUBCASE("because the call does not exist") {
        change.call->id = 999'999;
        expected = Outcome::changed;
    }
    SUBCASE("because the allowance is used up") {
        change.count->limit = 0;
        expected = Outcome::allowance_used;
    }
    REQUIRE(apply(*store, std::move(change)) == expected);
    check_nothing_written(*store, known, refused);
}

TEST_CASE_TEMPLATE("another tenant's customer and call cannot be changed", Kind, HARK_STORES) {
    const Kind store;
    const auto known = add_person(*store, {digest(1)});
    add_call(*store, known.id, digest(60));

    auto customer = change_of(other_tenant);
    customer.updates = {as_read(customer_now(*store, known))};
    customer.updates[0].context = "stolen";
    CHECK(apply(*store, std::move(customer)) == Outcome::changed);
    CHECK(customer_now(*store, known).context == "context");

    auto call = change_of(other_tenant);
    call.call = as_read(*recall_call(*store, digest(60)).call);
    call.call->details = "stolen";
    CHECK(apply(*store, std::move(call)) == Outcome::changed);
    CHECK(recall_call(*store, digest(60)).call->details == "details");
}

TEST_CASE_TEMPLATE("reasons to refuse are told in the order of Outcome", Kind, HARK_STORES) {
    const Kind store;
    const auto known = add_person(*store, {digest(1)});
    add_call(*store, known.id, digest(60));
    const auto spoiled = [&](bool call, bool linked, bool changed) {
        auto change = change_of(tenant);
        if (call) change.call = new_call(digest(60), known.id);
        if (linked) change.unlinked = {digest(1)};
        if (changed) change.erasures = 5;
        change.count = Allowance{7, 24'000, 0};
        return apply(*store, std::move(change));
    };
    CHECK(spoiled(true, true, true) == Outcome::call_exists);
    CHECK(spoiled(false, true, true) == Outcome::linked);
    CHECK(spoiled(false, false, true) == Outcome::changed);
    CHECK(spoiled(false, false, false) == Outcome::allowance_used);
}

// --- customers -----------------------------------------------------------------------------------

TEST_CASE_TEMPLATE("an update replaces what it sets and leaves the rest", Kind, HARK_STORES) {
    const Kind store;
    const auto person = add_person(*store, {});
    auto first = change_of(tenant);
    first.updates = {as_read(customer_now(*store, person))};
    first.updates[0].context = "second context";
    first.updates[0].last_contact = at(5);
    first.updates[0].expires = at(35);
    REQUIRE(apply(*store, std::move(first)) == Outcome::applied);
    auto now = customer_now(*store, person);
    CHECK(now.context == "second context");
    CHECK(now.profile == "profile");
    CHECK(now.last_contact == at(5));
    CHECK(now.expires == at(35));
    CHECK(now.created == at(0));
    CHECK(now.ref == person.ref);

    auto second = change_of(tenant);
    second.updates = {as_read(now)};
    second.updates[0].profile = "second profile";
    REQUIRE(apply(*store, std::move(second)) == Outcome::applied);
    now = customer_now(*store, person);
    CHECK(now.context == "second context");
    CHECK(now.profile == "second profile");
}

TEST_CASE_TEMPLATE("context and profile may be replaced by nothing", Kind, HARK_STORES) {
    const Kind store;
    const auto person = add_person(*store, {});
    auto change = change_of(tenant);
    change.updates = {as_read(customer_now(*store, person))};
    change.updates[0].context = "";
    change.updates[0].profile = "";
    REQUIRE(apply(*store, std::move(change)) == Outcome::applied);
    CHECK(customer_now(*store, person).context.empty());
    CHECK(customer_now(*store, person).profile.empty());
}

TEST_CASE_TEMPLATE("an update made from what was read before another is refused", Kind,
                   HARK_STORES) {
    const Kind store;
    const auto person = add_person(*store, {});
    const auto read = customer_now(*store, person);
    for (const char* context : {"first", "second"}) {
        auto change = change_of(tenant);
        change.updates = {as_read(read)};
        change.updates[0].context = context;
        const bool is_first = context == std::string_view{"first"};
        CHECK(apply(*store, std::move(change)) == (is_first ? Outcome::applied : Outcome::changed));
    }
    CHECK(customer_now(*store, person).context == "first");
    CHECK(customer_now(*store, person).version != read.version);
}

TEST_CASE_TEMPLATE("two customers are updated by one change, or none of them", Kind, HARK_STORES) {
    const Kind store;
    const auto a = add_person(*store, {});
    const auto b = add_person(*store, {});
    const auto both = [&](std::uint32_t too_much) {
        auto change = change_of(tenant);
        change.updates = {as_read(customer_now(*store, a)), as_read(customer_now(*store, b))};
        change.updates[0].context = "moved";
        change.updates[1].context = "moved";
        change.updates[1].version += too_much;
        return apply(*store, std::move(change));
    };
    CHECK(both(1) == Outcome::changed);
    CHECK(customer_now(*store, a).context == "context");
    CHECK(both(0) == Outcome::applied);
    CHECK(customer_now(*store, a).context == "moved");
    CHECK(customer_now(*store, b).context == "moved");
}

TEST_CASE_TEMPLATE("archived pieces come back newest first and are cut off behind a number", Kind,
                   HARK_STORES) {
    const Kind store;
    const auto person = add_person(*store, {});
    const auto neighbour = add_person(*store, {});
    const auto add = [&](const Person& to, std::optional<Sealed> piece,
                         std::optional<std::uint32_t> keep) {
        auto change = change_of(tenant);
        change.updates = {as_read(customer_now(*store, to))};
        change.updates[0].archive = std::move(piece);
        change.updates[0].archive_keep = keep;
        REQUIRE(apply(*store, std::move(change)) == Outcome::applied);
    };
    CHECK(must(store->history(tenant, person.id)).empty());
    CHECK(customer_now(*store, person).history == 0);
    add(person, "one", {});
    add(neighbour, "other", {});
    add(person, "two", {});
    add(person, "three", {});
    CHECK(must(store->history(tenant, person.id)) == std::vector<Sealed>{"three", "two", "one"});
    CHECK(customer_now(*store, person).history != 0);

    add(person, "four", 2);
    CHECK(must(store->history(tenant, person.id)) == std::vector<Sealed>{"four", "three"});
    add(person, {}, 9);
    CHECK(must(store->history(tenant, person.id)) == std::vector<Sealed>{"four", "three"});
    add(person, {}, 1);
    CHECK(must(store->history(tenant, person.id)) == std::vector<Sealed>{"four"});
    add(person, "five", {});
    CHECK(must(store->history(tenant, person.id)) == std::vector<Sealed>{"five", "four"});
    add(person, {}, 0);
    CHECK(must(store->history(tenant, person.id)).empty());
    CHECK(must(store->history(tenant, neighbour.id)) == std::vector<Sealed>{"other"});
}

// --- links ---------------------------------------------------------------------------------------

TEST_CASE_TEMPLATE("adding to a link sums its calls and moves its last sight", Kind, HARK_STORES) {
    const Kind store;
    const auto person = add_person(*store, {digest(1)});
    auto change = change_of(tenant);
    change.links = {link(digest(1), person.id, 250, at(9))};
    REQUIRE(apply(*store, std::move(change)) == Outcome::applied);
    const auto found = recall(*store, {digest(1)});
    REQUIRE(found.identifiers[0].links.size() == 1);
    CHECK(found.identifiers[0].links[0] == Link{person.id, 1250, at(0), at(9)});
}

TEST_CASE_TEMPLATE("a link without a confirmed call is a link", Kind, HARK_STORES) {
    const Kind store;
    const auto person = add_person(*store, {});
    auto change = change_of(tenant);
    change.links = {link(digest(1), person.id, 0, at(1))};
    REQUIRE(apply(*store, std::move(change)) == Outcome::applied);
    CHECK(recall(*store, {digest(1)}).identifiers[0].links[0].calls_milli == 0);
    auto stranger = change_of(tenant);
    stranger.unlinked = {digest(1)};
    CHECK(apply(*store, std::move(stranger)) == Outcome::linked);
}

TEST_CASE_TEMPLATE("removing a link removes that one only", Kind, HARK_STORES) {
    const Kind store;
    const auto a = add_person(*store, {digest(1), digest(2)});
    const auto b = add_person(*store, {digest(1)});
    auto change = change_of(tenant);
    auto gone = link(digest(1), a.id);
    gone.remove = true;
    auto never_there = link(digest(3), a.id);
    never_there.remove = true;
    change.links = {gone, never_there};
    REQUIRE(apply(*store, std::move(change)) == Outcome::applied);
    const auto found = recall(*store, {digest(1), digest(2), digest(3)});
    REQUIRE(found.identifiers[0].links.size() == 1);
    CHECK(found.identifiers[0].links[0].customer == b.id);
    CHECK(found.identifiers[1].links.size() == 1);
    CHECK(found.identifiers[2].links.empty());
    CHECK(must(store->check()).empty());
}

TEST_CASE_TEMPLATE("an identifier whose last link went is a stranger's again", Kind, HARK_STORES) {
    const Kind store;
    const auto a = add_person(*store, {digest(1)});
    auto change = change_of(tenant);
    auto gone = link(digest(1), a.id);
    gone.remove = true;
    change.links = {gone};
    REQUIRE(apply(*store, std::move(change)) == Outcome::applied);
    auto stranger = change_of(tenant);
    stranger.unlinked = {digest(1)};
    CHECK(apply(*store, std::move(stranger)) == Outcome::applied);
}

// --- calls ---------------------------------------------------------------------------------------

TEST_CASE_TEMPLATE("a call's end replaces its row and leaves the start's answer", Kind,
                   HARK_STORES) {
    const Kind store;
    const auto person = add_person(*store, {});
    add_call(*store, person.id, digest(50), at(1));
    const auto before = *recall_call(*store, digest(50)).call;
    auto change = change_of(tenant);
    change.call = as_read(before);
    change.call->ended = at(1, 60'000);
    change.call->end_body = digest(53);
    change.call->details = "ended";
    REQUIRE(apply(*store, std::move(change)) == Outcome::applied);
    const auto found = recall_call(*store, digest(50));
    REQUIRE(found.call);
    CHECK(found.call->id == before.id);
    CHECK(found.call->version != before.version);
    CHECK(found.call->ended == at(1, 60'000));
    CHECK(found.call->end_body == digest(53));
    CHECK(found.call->start_body == before.start_body);
    CHECK(found.call->details == "ended");
    CHECK(found.start_answer == "answer");
    CHECK(must(store->totals()).calls == 1);

    auto again = change_of(tenant);
    again.call = as_read(before);
    CHECK(apply(*store, std::move(again)) == Outcome::changed);
}

TEST_CASE_TEMPLATE("a verified call's new answer takes the place of the first", Kind, HARK_STORES) {
    const Kind store;
    const auto person = add_person(*store, {});
    add_call(*store, person.id, digest(50));
    auto change = change_of(tenant);
    change.call = as_read(*recall_call(*store, digest(50)).call);
    change.call->start_answer = "second answer";
    REQUIRE(apply(*store, std::move(change)) == Outcome::applied);
    CHECK(recall_call(*store, digest(50)).start_answer == "second answer");
}

TEST_CASE_TEMPLATE("a call moves to another customer", Kind, HARK_STORES) {
    const Kind store;
    const auto a = add_person(*store, {});
    const auto b = add_person(*store, {});
    add_call(*store, a.id, digest(50));
    auto change = change_of(tenant);
    change.call = as_read(*recall_call(*store, digest(50)).call);
    change.call->customer = b.id;
    REQUIRE(apply(*store, std::move(change)) == Outcome::applied);
    const auto found = recall_call(*store, digest(50));
    CHECK(found.call->customer == b.id);
    REQUIRE(found.customers.size() == 1);
    CHECK(found.customers[0].id == b.id);
    CHECK(must(store->calls(tenant, a.id)).empty());
    CHECK(must(store->calls(tenant, b.id)).size() == 1);
    CHECK(must(store->check()).empty());
}

// --- allowances ----------------------------------------------------------------------------------

namespace {

Outcome count_one(Store& store, const Allowance& allowance, bool may_exceed = false) {
    auto change = change_of(tenant);
    change.count = allowance;
    change.count_may_exceed = may_exceed;
    return apply(store, std::move(change));
}

} // namespace

TEST_CASE_TEMPLATE("exactly as many calls as the limit says are counted", Kind, HARK_STORES) {
    const Kind store;
    const Allowance three{1, 24'315, 3};
    for (int i = 0; i < 3; ++i)
        CHECK(count_one(*store, three) == Outcome::applied);
    CHECK(count_one(*store, three) == Outcome::allowance_used);
    CHECK(must(store->used(1, 24'315)) == 3);
    CHECK(count_one(*store, Allowance{1, 24'315, 4}) == Outcome::applied);
    CHECK(must(store->used(1, 24'315)) == 4);
}

TEST_CASE_TEMPLATE("accounts and months are counted apart", Kind, HARK_STORES) {
    const Kind store;
    CHECK(count_one(*store, {1, 24'315, 1}) == Outcome::applied);
    CHECK(count_one(*store, {1, 24'316, 1}) == Outcome::applied);
    CHECK(count_one(*store, {2, 24'315, 1}) == Outcome::applied);
    CHECK(count_one(*store, {1, 24'315, 1}) == Outcome::allowance_used);
    CHECK(must(store->used(1, 24'316)) == 1);
    CHECK(must(store->used(2, 24'315)) == 1);
    CHECK(must(store->used(2, 24'316)) == 0);
}

TEST_CASE_TEMPLATE("a negative limit never ends and is counted all the same", Kind, HARK_STORES) {
    const Kind store;
    for (int i = 0; i < 5; ++i)
        CHECK(count_one(*store, {1, 24'315, -1}) == Outcome::applied);
    CHECK(must(store->used(1, 24'315)) == 5);
    CHECK(count_one(*store, {1, 24'315, 5}) == Outcome::allowance_used);
}

TEST_CASE_TEMPLATE("the end of a counted start goes beyond the limit, and is counted", Kind,
                   HARK_STORES) {
    const Kind store;
    CHECK(count_one(*store, {1, 24'315, 1}) == Outcome::applied);
    CHECK(count_one(*store, {1, 24'315, 1}, true) == Outcome::applied);
    CHECK(must(store->used(1, 24'315)) == 2);
    CHECK(count_one(*store, {1, 24'315, 2}) == Outcome::allowance_used);
}

TEST_CASE_TEMPLATE("an account number of 64 bits is counted", Kind, HARK_STORES) {
    const Kind store;
    const std::uint64_t account = 0xffff'ffff'ffff'fffeU;
    CHECK(count_one(*store, {account, 24'315, 1}) == Outcome::applied);
    CHECK(must(store->used(account, 24'315)) == 1);
    CHECK(must(store->used(account + 1, 24'315)) == 0);
}

TEST_SUITE_END();
