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

TEST_CASE_TEMPLATE("a late change that is refused by then leaves nothing and harms no other", Kind,
                   HARK_STORES) {
    const Kind store;
    const auto person = add_person(*store, {digest(1)});
    const auto refused = CustomerRef::random();
    const auto slot = must(store->reserve());
    auto late = change_of(tenant);
    late.unlinked = {digest(1)};
    late.customer = new_customer(slot.customer, refused);
    late.call = new_call(digest(50), slot.customer);
    const auto outcome = must(store->apply(std::move(late), long_ago())).outcome;
    const bool expected = outcome == Outcome::linked || outcome == Outcome::late;
    CHECK(expected);

    add_call(*store, person.id, digest(51));
    CHECK_FALSE(recall_ref(*store, refused).referred);
    CHECK_FALSE(recall_call(*store, digest(50)).call);
    CHECK(recall_call(*store, digest(51)).call);
    CHECK(must(store->totals()).customers == 1);
    CHECK(must(store->check()).empty());
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
