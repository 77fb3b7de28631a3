// What erase() promises.
#include "tests/conformance/stores.hpp"

using namespace hark;
using namespace hark::test;

TEST_SUITE_BEGIN("erase");

TEST_CASE_TEMPLATE("nothing of an erased customer is found again", Kind, HARK_STORES) {
    const Kind store;
    const auto person = add_person(*store, {digest(1), digest(2)});
    add_call(*store, person.id, digest(50));
    add_call(*store, person.id, digest(51));
    for (const char* piece : {"one", "two", "three"}) {
        auto change = change_of(tenant);
        change.updates = {as_read(customer_now(*store, person))};
        change.updates[0].archive = piece;
        REQUIRE(apply(*store, std::move(change)) == Outcome::applied);
    }
    const auto history = customer_now(*store, person).history;
    const auto count = must(store->erase(erasure_of(person, {digest(1), digest(2)}, history)));
    CHECK(count.identifiers == 2);
    CHECK(count.calls == 2);

    const auto found = recall(*store, {digest(1), digest(2)});
    CHECK(found.customers.empty());
    CHECK(found.identifiers[0].links.empty());
    CHECK(found.identifiers[1].links.empty());
    CHECK_FALSE(recall_ref(*store, person.ref).referred);
    CHECK_FALSE(recall_call(*store, digest(50)).call);
    CHECK(recall_call(*store, digest(51)).start_answer.empty());
    CHECK(must(store->history(tenant, person.id)).empty());
    CHECK(must(store->calls(tenant, person.id)).empty());
    CHECK(must(store->totals()).customers == 0);
    CHECK(must(store->totals()).calls == 0);
    CHECK(must(store->scan(0, 100)).empty());
    CHECK(must(store->check()).empty());
}

TEST_CASE_TEMPLATE("whoever shares an identifier with the erased keeps the link", Kind,
                   HARK_STORES) {
    const Kind store;
    const auto gone = add_person(*store, {digest(1), digest(2)});
    const auto stays = add_person(*store, {digest(1), digest(3)});
    add_call(*store, stays.id, digest(50));
    must(store->erase(erasure_of(gone, {digest(1), digest(2)})));
    const auto found = recall(*store, {digest(1), digest(2), digest(3)});
    REQUIRE(found.customers.size() == 1);
    CHECK(found.customers[0].id == stays.id);
    REQUIRE(found.identifiers[0].links.size() == 1);
    CHECK(found.identifiers[0].links[0].customer == stays.id);
    CHECK(found.identifiers[1].links.empty());
    CHECK(found.identifiers[2].links.size() == 1);
    CHECK(recall_call(*store, digest(50)).call);
}

TEST_CASE_TEMPLATE("an erasure shows in the count of erasures", Kind, HARK_STORES) {
    const Kind store;
    const auto person = add_person(*store, {digest(1)});
    const auto before = recall(*store, {digest(1)}).erasures;
    must(store->erase(erasure_of(person, {digest(1)})));
    CHECK(recall(*store, {digest(1)}).erasures != before);
}

TEST_CASE_TEMPLATE("erasing again finishes in peace", Kind, HARK_STORES) {
    const Kind store;
    const auto person = add_person(*store, {digest(1)});
    const auto other = add_person(*store, {digest(1)});
    add_call(*store, person.id, digest(50));
    const auto erasure = erasure_of(person, {digest(1)});
    must(store->erase(erasure));
    const auto again = must(store->erase(erasure));
    CHECK(again.identifiers == 0);
    CHECK(again.calls == 0);
    CHECK(recall(*store, {digest(1)}).find(other.id) != nullptr);
    CHECK(must(store->check()).empty());
}

TEST_CASE_TEMPLATE("whoever read before an erasure must read again", Kind, HARK_STORES) {
    const Kind store;
    const auto person = add_person(*store, {digest(1)});
    const auto other = add_person(*store, {digest(2)});
    add_call(*store, person.id, digest(50));
    const auto read = recall(*store, {digest(1)});
    const auto call = *recall_call(*store, digest(50)).call;
    must(store->erase(erasure_of(person, {digest(1)})));

    auto unrelated = change_of(tenant);
    unrelated.erasures = read.erasures;
    unrelated.updates = {as_read(customer_now(*store, other))};
    CHECK(apply(*store, std::move(unrelated)) == Outcome::changed);

    auto update = change_of(tenant);
    update.updates = {as_read(read.customers.front())};
    CHECK(apply(*store, std::move(update)) == Outcome::changed);

    auto ended = change_of(tenant);
    ended.call = as_read(call);
    CHECK(apply(*store, std::move(ended)) == Outcome::changed);

    auto fresh = change_of(tenant);
    fresh.erasures = recall(*store, {}).erasures;
    fresh.updates = {as_read(customer_now(*store, other))};
    CHECK(apply(*store, std::move(fresh)) == Outcome::applied);
}

TEST_CASE_TEMPLATE("an erasure of a customer who changed since is refused and leaves everything",
                   Kind, HARK_STORES) {
    const Kind store;
    const auto person = add_person(*store, {digest(1)});
    auto erasure = erasure_of(person, {digest(1)});
    erasure.version = customer_now(*store, person).version;
    erasure.complete = true;
    auto change = change_of(tenant);
    change.updates = {as_read(customer_now(*store, person))};
    change.links = {link(digest(2), person.id)};
    REQUIRE(apply(*store, std::move(change)) == Outcome::applied);

    CHECK(must(store->erase(erasure)).changed);
    CHECK(recall(*store, {digest(1), digest(2)}).customers.size() == 1);
    erasure.identifiers.push_back(digest(2));
    erasure.version = customer_now(*store, person).version;
    const auto count = must(store->erase(erasure));
    CHECK_FALSE(count.changed);
    CHECK(count.identifiers == 2);
    CHECK(recall(*store, {digest(2)}).identifiers[0].links.empty());
    CHECK(must(store->erase(erasure)).changed);
    CHECK(must(store->check()).empty());
}

TEST_CASE_TEMPLATE("an erasure that knew none of the identifiers leaves them to strangers", Kind,
                   HARK_STORES) {
    const Kind store;
    const auto gone = add_person(*store, {digest(1), digest(2)});
    const auto stays = add_person(*store, {digest(2)});
    must(store->erase(erasure_of(gone, {})));

    const auto found = recall(*store, {digest(1), digest(2)});
    CHECK(found.identifiers[0].links.empty());
    REQUIRE(found.identifiers[1].links.size() == 1);
    CHECK(found.identifiers[1].links[0].customer == stays.id);
    CHECK(must(store->check()).empty());

    const auto slot = must(store->reserve());
    auto change = change_of(tenant);
    change.erasures = found.erasures;
    change.unlinked = {digest(1)};
    change.customer = new_customer(slot.customer);
    change.links = {link(digest(1), slot.customer)};
    CHECK(apply(*store, std::move(change)) == Outcome::applied);
    CHECK(recall(*store, {digest(1)}).customers.size() == 1);
}

TEST_CASE_TEMPLATE("tidying clears what such an erasure left, and nothing else", Kind,
                   HARK_STORES) {
    const Kind store;
    std::vector<Person> people;
    for (std::uint64_t i = 0; i < 20; ++i)
        people.push_back(add_person(*store, {digest(i), digest(100)}));
    for (std::uint64_t i = 0; i < 20; i += 2)
        must(store->erase(erasure_of(people[i], {})));
    for (int pieces = 0; must(store->tidy(3)); ++pieces)
        REQUIRE(pieces < 100);
    CHECK_FALSE(must(store->tidy(3)));
    CHECK(recall(*store, {digest(100)}).identifiers[0].links.size() == 10);
    for (std::uint64_t i = 0; i < 20; ++i)
        CHECK(recall(*store, {digest(i)}).customers.size() == i % 2);
    CHECK(must(store->check()).empty());
}

TEST_CASE_TEMPLATE("an erased customer's number is never given to another", Kind, HARK_STORES) {
    const Kind store;
    const auto person = add_person(*store, {digest(1)});
    must(store->erase(erasure_of(person, {digest(1)})));
    for (int i = 0; i < 100; ++i)
        CHECK(must(store->reserve()).customer != person.id);
}

TEST_CASE_TEMPLATE("an erased customer's key is gone, so nothing can be sealed for them again",
                   Kind, HARK_STORES) {
    const Kind store;
    const auto person = add_person(*store, {digest(1)});
    must(store->erase(erasure_of(person, {digest(1)})));
    auto change = change_of(tenant);
    change.customer = new_customer(person.id, person.ref);
    const auto tried = store->apply(std::move(change));
    if (tried) CHECK(tried->outcome == Outcome::changed);
    CHECK(recall_ref(*store, person.ref).customers.empty());
    CHECK(must(store->scan(0, 100)).empty());
}

TEST_CASE_TEMPLATE("an erased identifier is a stranger's again", Kind, HARK_STORES) {
    const Kind store;
    const auto person = add_person(*store, {digest(1)});
    add_call(*store, person.id, digest(50));
    must(store->erase(erasure_of(person, {digest(1)})));
    const auto slot = must(store->reserve());
    auto change = change_of(tenant);
    change.unlinked = {digest(1)};
    change.customer = new_customer(slot.customer);
    change.links = {link(digest(1), slot.customer)};
    change.call = new_call(digest(50), slot.customer);
    CHECK(apply(*store, std::move(change)) == Outcome::applied);
    CHECK(recall(*store, {digest(1)}).find(slot.customer) != nullptr);
}

TEST_CASE_TEMPLATE("a tenant cannot erase another tenant's customer", Kind, HARK_STORES) {
    const Kind store;
    const auto person = add_person(*store, {digest(1)});
    add_call(*store, person.id, digest(50));
    const auto tried = store->erase(erasure_of(person, {digest(1)}, 0, other_tenant));
    if (tried) CHECK(tried->calls == 0);
    const auto found = recall(*store, {digest(1)});
    REQUIRE(found.customers.size() == 1);
    CHECK(found.customers[0].context == "context");
    CHECK(recall_call(*store, digest(50)).call);
}

TEST_CASE("an erasure outlives the process") {
    Sqlcipher store;
    const auto person = add_person(*store, {digest(1)});
    const auto other = add_person(*store, {digest(2)});
    must(store->erase(erasure_of(person, {digest(1)})));
    const auto erasures = recall(*store, {}).erasures;
    store.reopen();
    const auto found = recall(*store, {digest(1), digest(2)});
    CHECK(found.find(person.id) == nullptr);
    CHECK(found.find(other.id) != nullptr);
    CHECK(found.erasures == erasures);
    CHECK(must(store->check()).empty());
}

TEST_SUITE_END();
