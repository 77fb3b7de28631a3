// What the conformance suite runs on: one type for each implementation of the Store port, and short
// words for the rows that the tests write. Knows nothing of what is promised.
#pragma once

#include <doctest/doctest.h>

#include <algorithm>
#include <chrono>
#include <cstdint>
#include <cstring>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "lib/store/memory/memory_store.hpp"
#include "lib/store/sqlcipher/sqlcipher_store.hpp"
#include "lib/store/store.hpp"
#include "tests/support/must.hpp"
#include "tests/support/temporary_folder.hpp"

#define HARK_STORES hark::test::InMemory, hark::test::Sqlcipher

namespace hark::test {

using namespace hark::store; // NOLINT: the tests speak the port's words

struct InMemory {
    std::unique_ptr<Store> store = make_memory_store();
    static constexpr bool durable = false;

    Store& operator*() const { return *store; }
    Store* operator->() const { return store.get(); }
};

struct Sqlcipher {
    TemporaryFolder folder;
    std::unique_ptr<Store> store = open(true);
    static constexpr bool durable = true;

    Store& operator*() const { return *store; }
    Store* operator->() const { return store.get(); }

    static Secret key(std::uint8_t fill) {
        Secret secret;
        std::memset(secret.writable().data(), fill, Secret::size);
        return secret;
    }
    std::unique_ptr<Store> open(bool create) const {
        return must(open_sqlcipher_store(SqlcipherOptions{.folder = folder.path(),
                                                          .data_key = key(1),
                                                          .keys_key = key(2),
                                                          .create = create,
                                                          .readers = 4,
                                                          .cache_mib = 8}));
    }
    void reopen() {
        must(store->close());
        store.reset();
        store = open(false);
    }
};

// --- rows ----------------------------------------------------------------------------------------

inline constexpr TenantId tenant{1};
inline constexpr TenantId other_tenant{2};

/// A moment `days` and `ms` after the tests' first day.
inline Time at(std::int64_t days, std::int64_t ms = 0) {
    return Time{std::chrono::sys_days{std::chrono::year{2026} / 3 / 1}} + std::chrono::days{days} +
           Millis{ms};
}

/// Stands for a keyed digest: different numbers give unlike bytes.
inline Digest digest(std::uint64_t number) {
    Digest made{};
    std::uint64_t state = number;
    for (std::size_t half = 0; half < 2; ++half) {
        state += 0x9e3779b97f4a7c15U;
        std::uint64_t mixed = state;
        mixed = (mixed ^ (mixed >> 30)) * 0xbf58476d1ce4e5b9U;
        mixed = (mixed ^ (mixed >> 27)) * 0x94d049bb133111ebU;
        mixed ^= mixed >> 31;
        std::memcpy(made.data() + half * 8, &mixed, 8);
    }
    return made;
}

inline Change change_of(TenantId owner) {
    Change change;
    change.tenant = owner;
    return change;
}

inline RecallQuery query_of(TenantId owner) {
    RecallQuery query;
    query.tenant = owner;
    return query;
}

inline LinkUpdate link(const Digest& identifier, CustomerId customer,
                       std::uint32_t calls_milli = 1000, Time seen = at(0)) {
    return {
        .identifier = identifier, .customer = customer, .calls_milli = calls_milli, .seen = seen};
}

inline CallWrite new_call(const Digest& digest, CustomerId customer, Time started = at(0)) {
    CallWrite call;
    call.digest = digest;
    call.customer = customer;
    call.started = started;
    call.start_body = test::digest(900'001);
    call.details = "details";
    call.start_answer = "answer";
    return call;
}

/// The update of a call as read: everything stays but what the test changes.
inline CallWrite as_read(const Call& call) {
    CallWrite write;
    write.id = call.id;
    write.version = call.version;
    write.digest = call.digest;
    write.customer = call.customer;
    write.started = call.started;
    write.ended = call.ended;
    write.start_body = call.start_body;
    write.end_body = call.end_body;
    write.details = call.details;
    return write;
}

inline CustomerUpdate as_read(const Customer& customer) {
    CustomerUpdate update;
    update.id = customer.id;
    update.version = customer.version;
    update.last_contact = customer.last_contact;
    update.expires = customer.expires;
    return update;
}

inline NewCustomer new_customer(CustomerId id, const CustomerRef& ref = CustomerRef::random()) {
    return {.id = id,
            .ref = ref,
            .created = at(0),
            .last_contact = at(0),
            .expires = at(30),
            .profile = "profile",
            .context = "context"};
}

inline Outcome apply(Store& store, Change change) {
    return must(store.apply(std::move(change))).outcome;
}

struct Person {
    CustomerId id;
    CustomerRef ref;
};

/// A customer with one confirmed call behind each identifier.
inline Person add_person(Store& store, const std::vector<Digest>& identifiers,
                         TenantId owner = tenant) {
    const auto slot = must(store.reserve());
    const auto person = Person{slot.customer, CustomerRef::random()};
    auto change = change_of(owner);
    change.customer = new_customer(person.id, person.ref);
    for (const auto& identifier : identifiers)
        change.links.push_back(link(identifier, person.id));
    REQUIRE(apply(store, std::move(change)) == Outcome::applied);
    return person;
}

inline void add_call(Store& store, CustomerId customer, const Digest& digest, Time started = at(0),
                     TenantId owner = tenant) {
    auto change = change_of(owner);
    change.call = new_call(digest, customer, started);
    REQUIRE(apply(store, std::move(change)) == Outcome::applied);
}

inline Recall recall(Store& store, const std::vector<Digest>& identifiers,
                     TenantId owner = tenant) {
    auto query = query_of(owner);
    query.identifiers = identifiers;
    return must(store.recall(query));
}

inline Recall recall_ref(Store& store, const CustomerRef& ref, TenantId owner = tenant) {
    auto query = query_of(owner);
    query.ref = ref;
    return must(store.recall(query));
}

inline Recall recall_call(Store& store, const Digest& call, TenantId owner = tenant) {
    auto query = query_of(owner);
    query.call = call;
    return must(store.recall(query));
}

/// The customer as stored now.
inline Customer customer_now(Store& store, const Person& person) {
    auto found = recall_ref(store, person.ref);
    REQUIRE(found.referred == person.id);
    const auto place = std::find_if(found.customers.begin(), found.customers.end(),
                                    [&](const Customer& one) { return one.id == person.id; });
    REQUIRE(place != found.customers.end());
    return std::move(*place);
}

inline Erasure erasure_of(const Person& person, std::vector<Digest> identifiers,
                          std::uint64_t history = 0, TenantId owner = tenant) {
    return {.tenant = owner,
            .customer = person.id,
            .ref = person.ref,
            .identifiers = std::move(identifiers),
            .history = history,
            .at = at(1),
            .tombstone = digest(person.id.value + 800'000)};
}

inline bool same(const Secret& a, const Secret& b) {
    return std::memcmp(a.bytes().data(), b.bytes().data(), Secret::size) == 0;
}

} // namespace hark::test

TYPE_TO_STRING(hark::test::InMemory);
TYPE_TO_STRING(hark::test::Sqlcipher);
