// Erasures that failed half-way: who finishes them, and what whoever asks again is told.
#include "lib/memory/use_cases.hpp"
#include "lib/store/sqlcipher/data_writer.hpp"
#include "lib/store/sqlcipher/schema.hpp"
#include "lib/store/sqlcipher/tombstones.hpp"
#include "tests/conformance/stores.hpp"

using namespace hark;
using namespace hark::test;
using namespace hark::store::sqlcipher;

namespace {

Connection open_data(const Sqlcipher& store) {
    auto connection = must(Connection::open(data_path(store.folder.path()), Sqlcipher::key(1),
                                            Connection::Pages::data, 256));
    must(connection.attach_keys(keys_path(store.folder.path()), Sqlcipher::key(2), 64));
    return connection;
}

Connection open_keys(const Sqlcipher& store) {
    return must(Connection::open(keys_path(store.folder.path()), Sqlcipher::key(2),
                                 Connection::Pages::keys, 64));
}

/// What an erasure leaves that got as far as its first commit.
void begin_erasure(const Sqlcipher& store, const Erasure& erasure) {
    must(append_tombstone(store.folder.path(), {erasure.tombstone, erasure.at}));
    auto connection = open_data(store);
    Statements statements{connection};
    DataWriter writer{connection, statements};
    must(connection.execute("BEGIN IMMEDIATE"));
    must(writer.erase_customer(erasure));
    must(connection.execute("COMMIT"));
}

std::int64_t count(const Sqlcipher& store, std::string_view rows) {
    auto connection = open_data(store);
    return must(connection.integer("SELECT count(*) FROM " + std::string{rows}));
}

std::string slot_of(const Person& person) {
    return "keys.slots WHERE id=" + std::to_string(person.id.value);
}

} // namespace

TEST_SUITE_BEGIN("erasing");

TEST_CASE("who asks again finishes an erasure that failed, and is told what it did") {
    const Sqlcipher store;
    const auto person = add_person(*store, {digest(1), digest(2)});
    const auto other = add_person(*store, {digest(1)});
    add_call(*store, person.id, digest(50));
    add_call(*store, other.id, digest(51));
    const auto erasure = erasure_of(person, {digest(1), digest(2)});
    begin_erasure(store, erasure);
    CHECK(count(store, slot_of(person)) == 1);

    const auto finished = must(store->finish_erasures(erasure.tombstone));
    REQUIRE(finished);
    CHECK(finished->at == erasure.at);
    CHECK(finished->count.identifiers == 2);
    CHECK(finished->count.calls == 1);
    CHECK(count(store, slot_of(person)) == 0);
    CHECK(count(store, "erasing") == 0);
    CHECK(recall_call(*store, digest(51)).call);
    CHECK_FALSE(must(store->finish_erasures(erasure.tombstone)));
}

TEST_CASE("housekeeping finishes an erasure that failed") {
    const Sqlcipher store;
    const auto person = add_person(*store, {digest(1)});
    add_call(*store, person.id, digest(50));
    begin_erasure(store, erasure_of(person, {digest(1)}));
    for (int pieces = 0; must(store->tidy(100)); ++pieces)
        REQUIRE(pieces < 10);
    CHECK(count(store, slot_of(person)) == 0);
    CHECK(count(store, "calls") == 0);
    CHECK(count(store, "erasing") == 0);
    CHECK(must(store->check()).empty());
}

TEST_CASE(
    "while a slot cannot be destroyed the erasure stays begun, and housekeeping soon gives up") {
    const Sqlcipher store;
    const auto person = add_person(*store, {digest(1)});
    begin_erasure(store, erasure_of(person, {digest(1)}));
    {
        auto reading = open_keys(store);
        must(reading.execute("BEGIN"));
        CHECK(must(reading.integer("SELECT count(*) FROM slots")) > 0);
        CHECK(failure(store->tidy(100)) == Code::busy);
        CHECK(count(store, "erasing") == 1);
    }
    CHECK(must(store->tidy(100)));
    CHECK(count(store, "erasing") == 0);
}

TEST_CASE("a note of an erasure from before notes said anything is gone on with") {
    Sqlcipher store;
    const auto person = add_person(*store, {digest(1)});
    begin_erasure(store, erasure_of(person, {digest(1)}));
    must(store->close());
    {
        auto connection = open_data(store);
        must(connection.execute("ALTER TABLE erasing DROP COLUMN note"));
    }
    store.store = store.open(false);
    CHECK(count(store, slot_of(person)) == 0);
    CHECK(count(store, "erasing") == 0);
    const auto next = add_person(*store, {digest(1)});
    must(store->erase(erasure_of(next, {digest(1)})));
    CHECK(must(store->check()).empty());
}

TEST_CASE("forgetting the same customer again after it failed is answered as done") {
    const Sqlcipher store;
    VirtualClock clock{at(0)};
    const auto keys = crypto::Keyring::ephemeral();
    const memory::Engine engine{*store, keys, clock};
    CallStart call;
    call.call_id = must(CallId::from("call-1"));
    call.hints.ani = "+12025550100";
    const auto ref = *must(memory::start_call(engine, call, {})).answer.customer_ref;
    Erasure erasure;
    erasure.tenant = Terms{}.tenant;
    erasure.customer = must(store->recall({erasure.tenant, {}, ref, {}, {}})).customers[0].id;
    erasure.ref = ref;
    erasure.at = at(0, 5);
    erasure.tombstone = keys.digest(erasure.tenant, crypto::Domain::tombstone, ref.text());
    begin_erasure(store, erasure);

    clock.set(at(1));
    CHECK(failure(memory::forget_customer(engine, CustomerRef::random(), {})) == Code::not_found);
    CHECK(count(store, "erasing") == 0);
    begin_erasure(store, erasure);
    const auto erased = must(memory::forget_customer(engine, ref, {}));
    CHECK(erased.customer_ref == ref);
    CHECK(erased.erased_at == at(0, 5));
    CHECK(failure(memory::forget_customer(engine, ref, {})) == Code::not_found);
}

TEST_SUITE_END();
