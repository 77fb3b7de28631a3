// What happens to a change whose caller's time is over.
#include "tests/conformance/stores.hpp"
#include "tests/support/child.hpp"

using namespace hark;
using namespace hark::test;

namespace {

std::chrono::steady_clock::time_point long_ago() {
    return std::chrono::steady_clock::now() - std::chrono::seconds{1};
}

/// A deadline already over: the store may still manage (`applied`) or keep the change (`late`).
Outcome apply_too_late(Store& store, Change change) {
    const auto outcome = must(store.apply(std::move(change), long_ago())).outcome;
    const bool in_order = outcome == Outcome::applied || outcome == Outcome::late;
    CHECK(in_order);
    return outcome;
}

} // namespace

TEST_SUITE_BEGIN("late");

TEST_CASE_TEMPLATE("a late change lands before the next one", Kind, HARK_STORES) {
    const Kind store;
    const auto person = add_person(*store, {});
    auto late = change_of(tenant);
    late.call = new_call(digest(50), person.id);
    late.count = Allowance{1, 24'315, -1};
    apply_too_late(*store, std::move(late));

    auto same_call = change_of(tenant);
    same_call.call = new_call(digest(50), person.id);
    CHECK(apply(*store, std::move(same_call)) == Outcome::call_exists);
    CHECK(recall_call(*store, digest(50)).call);
    CHECK(must(store->used(1, 24'315)) == 1);
}

TEST_CASE_TEMPLATE("late changes land in the order in which they came", Kind, HARK_STORES) {
    const Kind store;
    const auto person = add_person(*store, {});
    auto customer = customer_now(*store, person);
    for (int i = 1; i <= 5; ++i) {
        auto late = change_of(tenant);
        late.updates = {as_read(customer)};
        late.updates[0].archive = std::to_string(i);
        late.updates[0].context = std::to_string(i);
        apply_too_late(*store, std::move(late));
        ++customer.version;
    }
    auto next = change_of(tenant);
    next.count = Allowance{1, 24'315, -1};
    REQUIRE(apply(*store, std::move(next)) == Outcome::applied);
    CHECK(customer_now(*store, person).context == "5");
    CHECK(must(store->history(tenant, person.id)) == std::vector<Sealed>{"5", "4", "3", "2", "1"});
}

TEST_CASE_TEMPLATE("a late start whose identifier became another's by then is kept without links",
                   Kind, HARK_STORES) {
    const Kind store;
    const auto person = add_person(*store, {digest(1)});
    const auto ref = CustomerRef::random();
    const auto slot = must(store->reserve());
    auto late = change_of(tenant);
    late.erasures = 1000;
    late.unlinked = {digest(1)};
    late.customer = new_customer(slot.customer, ref);
    late.links = {link(digest(1), slot.customer), link(digest(2), slot.customer)};
    late.call = new_call(digest(50), slot.customer);
    late.count = Allowance{1, 24'315, -1};
    REQUIRE(must(store->apply(std::move(late), long_ago())).outcome == Outcome::late);

    add_call(*store, person.id, digest(51));
    const auto call = recall_call(*store, digest(50));
    REQUIRE(call.call);
    CHECK(call.call->customer == slot.customer);
    CHECK(call.start_answer == "answer");
    CHECK(recall_ref(*store, ref).referred == slot.customer);
    const auto found = recall(*store, {digest(1), digest(2)});
    CHECK(found.customers.size() == 1);
    CHECK(found.identifiers[1].links.empty());
    CHECK(must(store->used(1, 24'315)) == 1);
    CHECK(recall_call(*store, digest(51)).call);
    CHECK(must(store->check()).empty());
}

TEST_CASE_TEMPLATE("a late start of a known customer outlives the erasure of another", Kind,
                   HARK_STORES) {
    const Kind store;
    const auto person = add_person(*store, {digest(1)});
    const auto gone = add_person(*store, {digest(2)});
    auto late = change_of(tenant);
    late.erasures = recall(*store, {}).erasures;
    late.call = new_call(digest(50), person.id);
    late.records = {{RecordKind::setting, digest(9), Sealed{"as it was once"}, "late"}};
    REQUIRE(must(store->apply(std::move(late), long_ago())).outcome == Outcome::late);
    must(store->erase(erasure_of(gone, {digest(2)})));
    CHECK(recall_call(*store, digest(50)).call);
    CHECK_FALSE(must(store->record(RecordKind::setting, digest(9))));
    CHECK(must(store->check()).empty());
}

TEST_CASE_TEMPLATE("a late change of a call that was there leaves nothing and harms no other", Kind,
                   HARK_STORES) {
    const Kind store;
    const auto person = add_person(*store, {digest(1)});
    add_call(*store, person.id, digest(50));
    auto stale = as_read(customer_now(*store, person));
    stale.version += 7;
    stale.context = "late";
    auto late = change_of(tenant);
    late.updates = {stale};
    late.call = as_read(*recall_call(*store, digest(50)).call);
    late.call->ended = at(0, 9);
    REQUIRE(must(store->apply(std::move(late), long_ago())).outcome == Outcome::late);
    add_call(*store, person.id, digest(51));
    CHECK(customer_now(*store, person).context == "context");
    CHECK_FALSE(recall_call(*store, digest(50)).call->ended);
    CHECK(recall_call(*store, digest(51)).call);
}

TEST_CASE_TEMPLATE("only so many late changes wait; beyond that they are refused and not kept",
                   Kind, HARK_STORES) {
    const Kind store;
    const auto person = add_person(*store, {});
    const Sealed large(64 * 1024, 'x');
    std::size_t kept = 0;
    for (;; ++kept) {
        auto late = change_of(tenant);
        late.call = new_call(digest(1000 + kept), person.id);
        late.call->details = large;
        const auto tried = store->apply(std::move(late), long_ago());
        if (failure(tried) == Code::busy) break;
        REQUIRE(must(tried).outcome == Outcome::late);
        REQUIRE(kept * large.size() < limits::late_bytes_max);
    }
    CHECK(kept * large.size() > limits::late_bytes_max / 2);
    add_call(*store, person.id, digest(51));
    CHECK(must(store->totals()).calls == kept + 1);
    auto late = change_of(tenant);
    late.call = new_call(digest(52), person.id);
    CHECK(must(store->apply(std::move(late), long_ago())).outcome == Outcome::late);
}

TEST_CASE_TEMPLATE("a late change of somebody erased meanwhile does not bring them back", Kind,
                   HARK_STORES) {
    const Kind store;
    const auto person = add_person(*store, {digest(1)});
    auto late = change_of(tenant);
    late.erasures = 0;
    late.updates = {as_read(customer_now(*store, person))};
    late.updates[0].context = "late";
    late.links = {link(digest(2), person.id)};
    late.call = new_call(digest(50), person.id);
    apply_too_late(*store, std::move(late));
    must(store->erase(erasure_of(person, {digest(1), digest(2)})));

    const auto other = add_person(*store, {digest(3)});
    CHECK(recall(*store, {digest(1), digest(2)}).customers.empty());
    CHECK(recall(*store, {digest(2)}).identifiers[0].links.empty());
    CHECK_FALSE(recall_call(*store, digest(50)).call);
    CHECK_FALSE(recall_ref(*store, person.ref).referred);
    CHECK(recall(*store, {digest(3)}).find(other.id) != nullptr);
    CHECK(must(store->check()).empty());
}

TEST_CASE_TEMPLATE("a deadline far ahead changes nothing", Kind, HARK_STORES) {
    const Kind store;
    const auto person = add_person(*store, {});
    auto change = change_of(tenant);
    change.call = new_call(digest(50), person.id);
    const auto done = must(store->apply(
        std::move(change), std::chrono::steady_clock::now() + std::chrono::seconds{10}));
    CHECK(done.outcome == Outcome::applied);
    CHECK(recall_call(*store, digest(50)).call);
}

TEST_CASE("while another process holds the write lock, changes are late, and land in order") {
    Sqlcipher store;
    const auto person = add_person(*store, {digest(1)});
    auto customer = customer_now(*store, person);
    {
        const Child child{[&](int in, int out) {
            hold_write_lock(store.folder.path() / "data.db-shm", in, out);
        }};
        REQUIRE(child.line() == "locked");
        for (int i = 1; i <= 4; ++i) {
            auto late = change_of(tenant);
            late.updates = {as_read(customer)};
            late.updates[0].archive = std::to_string(i);
            late.call = new_call(digest(50 + static_cast<std::uint64_t>(i)), person.id);
            const auto soon = std::chrono::steady_clock::now() + Millis{5};
            CHECK(must(store->apply(std::move(late), soon)).outcome == Outcome::late);
            ++customer.version;
        }
        // Nothing of it is seen before it is durable, and reading goes on.
        CHECK(must(store->history(tenant, person.id)).empty());
        CHECK_FALSE(recall_call(*store, digest(51)).call);
        CHECK(recall(*store, {digest(1)}).find(person.id) != nullptr);
    }
    auto next = change_of(tenant);
    next.call = new_call(digest(51), person.id);
    CHECK(apply(*store, std::move(next)) == Outcome::call_exists);
    CHECK(must(store->history(tenant, person.id)) == std::vector<Sealed>{"4", "3", "2", "1"});
    CHECK(recall_call(*store, digest(54)).call);
    CHECK(must(store->check()).empty());
}

TEST_CASE("closing commits what came too late") {
    Sqlcipher store;
    const auto person = add_person(*store, {});
    auto late = change_of(tenant);
    late.call = new_call(digest(50), person.id);
    apply_too_late(*store, std::move(late));
    store.reopen();
    CHECK(recall_call(*store, digest(50)).call);
}

TEST_SUITE_END();
