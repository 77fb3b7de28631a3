// What recall(), history() and calls() promise.
#include "tests/conformance/stores.hpp"

using namespace hark;
using namespace hark::test;

TEST_SUITE_BEGIN("recall");

TEST_CASE_TEMPLATE("an empty store knows no identifier, reference or call", Kind, HARK_STORES) {
    const Kind store;
    const std::vector<Digest> identifiers{digest(1), digest(2)};
    auto query = query_of(tenant);
    query.identifiers = identifiers;
    query.ref = CustomerRef::random();
    query.call = digest(3);
    const auto found = must(store->recall(query));
    REQUIRE(found.identifiers.size() == 2);
    CHECK(found.identifiers[0].links.empty());
    CHECK_FALSE(found.identifiers[0].generic);
    CHECK(found.customers.empty());
    CHECK_FALSE(found.referred);
    CHECK_FALSE(found.call);
    CHECK(found.start_answer.empty());
    CHECK(found.erasures == 0);
}

TEST_CASE_TEMPLATE("an identifier brings its customer as written", Kind, HARK_STORES) {
    const Kind store;
    const auto slot = must(store->reserve());
    auto customer = new_customer(slot.customer);
    customer.created = at(1, 1);
    customer.last_contact = at(2, 2);
    customer.expires = at(3, 3);
    customer.profile = std::string("\0profile\0\xff", 10);
    customer.context = std::string(60'000, '\x01') + std::string(1, '\0');
    auto change = change_of(tenant);
    change.customer = customer;
    change.links = {link(digest(1), slot.customer, 2500, at(2, 7))};
    REQUIRE(apply(*store, std::move(change)) == Outcome::applied);

    const auto found = recall(*store, {digest(1)});
    REQUIRE(found.customers.size() == 1);
    const auto& read = found.customers.front();
    CHECK(read.id == slot.customer);
    CHECK(read.tenant == tenant);
    CHECK(read.ref == customer.ref);
    CHECK(read.created == customer.created);
    CHECK(read.last_contact == customer.last_contact);
    CHECK(read.expires == customer.expires);
    CHECK(read.profile == customer.profile);
    CHECK(read.context == customer.context);
    CHECK(read.history == 0);
    CHECK(same(read.slot, slot.secret));
    REQUIRE(found.identifiers.size() == 1);
    REQUIRE(found.identifiers[0].links.size() == 1);
    CHECK(found.identifiers[0].links[0] == Link{slot.customer, 2500, at(2, 7), at(2, 7)});
    CHECK(found.find(slot.customer) == &read);
}

TEST_CASE_TEMPLATE("identifiers come back in the order asked, unknown ones empty", Kind,
                   HARK_STORES) {
    const Kind store;
    const auto a = add_person(*store, {digest(1)});
    const auto b = add_person(*store, {digest(2)});
    const auto found = recall(*store, {digest(2), digest(77), digest(1)});
    REQUIRE(found.identifiers.size() == 3);
    REQUIRE(found.identifiers[0].links.size() == 1);
    CHECK(found.identifiers[0].links[0].customer == b.id);
    CHECK(found.identifiers[1].links.empty());
    REQUIRE(found.identifiers[2].links.size() == 1);
    CHECK(found.identifiers[2].links[0].customer == a.id);
    CHECK(found.customers.size() == 2);
}

TEST_CASE_TEMPLATE("a customer comes back once, however many ways lead there", Kind, HARK_STORES) {
    const Kind store;
    const auto person = add_person(*store, {digest(1), digest(2), digest(3)});
    add_call(*store, person.id, digest(50));
    const std::vector<Digest> identifiers{digest(1), digest(2), digest(3), digest(1)};
    auto query = query_of(tenant);
    query.identifiers = identifiers;
    query.ref = person.ref;
    query.call = digest(50);
    const auto found = must(store->recall(query));
    CHECK(found.customers.size() == 1);
    CHECK(found.referred == person.id);
    REQUIRE(found.call);
    CHECK(found.call->customer == person.id);
    CHECK(found.identifiers[3].links.size() == 1);
}

TEST_CASE_TEMPLATE("an identifier shared by two customers brings both", Kind, HARK_STORES) {
    const Kind store;
    const auto a = add_person(*store, {digest(1)});
    const auto b = add_person(*store, {digest(1), digest(2)});
    const auto found = recall(*store, {digest(1)});
    CHECK(found.identifiers[0].links.size() == 2);
    CHECK(found.customers.size() == 2);
    CHECK(found.find(a.id) != nullptr);
    CHECK(found.find(b.id) != nullptr);
    CHECK(recall(*store, {digest(2)}).customers.size() == 1);
}

TEST_CASE_TEMPLATE("an identifier names up to 25 customers, and with 26 nobody", Kind,
                   HARK_STORES) {
    const Kind store;
    const auto shared = digest(1);
    Person first{};
    for (std::uint64_t i = 0; i < limits::customers_per_identifier_max; ++i) {
        const auto person = add_person(*store, {shared, digest(100 + i)});
        if (i == 0) first = person;
    }
    const auto full = recall(*store, {shared});
    CHECK_FALSE(full.identifiers[0].generic);
    CHECK(full.identifiers[0].links.size() == limits::customers_per_identifier_max);
    CHECK(full.customers.size() == limits::customers_per_identifier_max);

    add_person(*store, {shared});
    const auto over = recall(*store, {shared, digest(100)});
    CHECK(over.identifiers[0].generic);
    CHECK_FALSE(over.identifiers[1].generic);
    REQUIRE(over.customers.size() == 1);
    CHECK(over.customers[0].id == first.id);

    auto back = change_of(tenant);
    auto gone = link(shared, first.id);
    gone.remove = true;
    back.links = {gone};
    REQUIRE(apply(*store, std::move(back)) == Outcome::applied);
    CHECK_FALSE(recall(*store, {shared}).identifiers[0].generic);
}

TEST_CASE_TEMPLATE("eighteen identifiers are looked up at once", Kind, HARK_STORES) {
    const Kind store;
    std::vector<Digest> all;
    for (std::uint64_t i = 0; i < 18; ++i)
        all.push_back(digest(i));
    const auto person = add_person(*store, all);
    const auto found = recall(*store, all);
    REQUIRE(found.identifiers.size() == 18);
    for (const auto& identifier : found.identifiers) {
        REQUIRE(identifier.links.size() == 1);
        CHECK(identifier.links[0].customer == person.id);
    }
}

TEST_CASE_TEMPLATE("a reference brings its customer without any identifier", Kind, HARK_STORES) {
    const Kind store;
    const auto person = add_person(*store, {});
    const auto found = recall_ref(*store, person.ref);
    CHECK(found.referred == person.id);
    REQUIRE(found.customers.size() == 1);
    CHECK(found.customers[0].ref == person.ref);
    CHECK_FALSE(recall_ref(*store, CustomerRef{}).referred);
}

TEST_CASE_TEMPLATE("a call comes back as written, with its customer and kept answer", Kind,
                   HARK_STORES) {
    const Kind store;
    const auto person = add_person(*store, {});
    auto change = change_of(tenant);
    change.call = new_call(digest(50), person.id, at(4, 5));
    change.call->ended = at(4, 6);
    change.call->start_body = digest(51);
    change.call->end_body = digest(52);
    change.call->details = std::string("a\0b", 3);
    change.call->start_answer = std::string("c\0d", 3);
    REQUIRE(apply(*store, std::move(change)) == Outcome::applied);

    const auto found = recall_call(*store, digest(50));
    REQUIRE(found.call);
    CHECK(found.call->tenant == tenant);
    CHECK(found.call->digest == digest(50));
    CHECK(found.call->customer == person.id);
    CHECK(found.call->started == at(4, 5));
    CHECK(found.call->ended == at(4, 6));
    CHECK(found.call->start_body == digest(51));
    CHECK(found.call->end_body == digest(52));
    CHECK(found.call->details == std::string("a\0b", 3));
    CHECK(found.start_answer == std::string("c\0d", 3));
    REQUIRE(found.customers.size() == 1);
    CHECK(found.customers[0].id == person.id);
    CHECK_FALSE(recall_call(*store, digest(51)).call);
}

TEST_CASE_TEMPLATE("a call without start, end or answer says so", Kind, HARK_STORES) {
    const Kind store;
    const auto person = add_person(*store, {});
    auto change = change_of(tenant);
    change.call = CallWrite{};
    change.call->digest = digest(50);
    change.call->customer = person.id;
    change.call->started = at(1);
    REQUIRE(apply(*store, std::move(change)) == Outcome::applied);
    const auto found = recall_call(*store, digest(50));
    REQUIRE(found.call);
    CHECK_FALSE(found.call->ended);
    CHECK(found.call->start_body == Digest{});
    CHECK(found.call->end_body == Digest{});
    CHECK(found.call->details.empty());
    CHECK(found.start_answer.empty());
}

TEST_CASE_TEMPLATE("a tenant never sees another tenant's rows", Kind, HARK_STORES) {
    const Kind store;
    const auto person = add_person(*store, {digest(1)});
    add_call(*store, person.id, digest(50));
    auto change = change_of(tenant);
    change.updates = {as_read(customer_now(*store, person))};
    change.updates[0].archive = "piece";
    REQUIRE(apply(*store, std::move(change)) == Outcome::applied);

    const std::vector<Digest> identifiers{digest(1)};
    auto query = query_of(other_tenant);
    query.identifiers = identifiers;
    query.ref = person.ref;
    query.call = digest(50);
    const auto found = must(store->recall(query));
    CHECK(found.identifiers[0].links.empty());
    CHECK(found.customers.empty());
    CHECK_FALSE(found.referred);
    CHECK_FALSE(found.call);
    CHECK(found.start_answer.empty());
    CHECK(must(store->history(other_tenant, person.id)).empty());
    CHECK(must(store->calls(other_tenant, person.id)).empty());
}

TEST_CASE_TEMPLATE("a customer's calls are theirs alone", Kind, HARK_STORES) {
    const Kind store;
    const auto a = add_person(*store, {});
    const auto b = add_person(*store, {});
    add_call(*store, a.id, digest(50), at(1));
    add_call(*store, a.id, digest(51), at(2));
    add_call(*store, b.id, digest(52), at(3));
    CHECK(must(store->calls(tenant, a.id)).size() == 2);
    const auto calls = must(store->calls(tenant, b.id));
    REQUIRE(calls.size() == 1);
    CHECK(calls[0].digest == digest(52));
    CHECK(calls[0].started == at(3));
    CHECK(must(store->calls(tenant, CustomerId{99'999})).empty());
}

TEST_CASE_TEMPLATE("a recall whose time is over is answered rightly or is busy", Kind,
                   HARK_STORES) {
    const Kind store;
    const auto person = add_person(*store, {digest(1)});
    const std::vector<Digest> identifiers{digest(1)};
    auto query = query_of(tenant);
    query.identifiers = identifiers;
    query.deadline = std::chrono::steady_clock::now() - Millis{1};
    const auto found = store->recall(query);
    if (found) {
        CHECK(found->find(person.id) != nullptr);
    } else {
        CHECK(found.error().code == Code::busy);
    }
}

TEST_SUITE_END();
