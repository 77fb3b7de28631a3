// What only this store has to get right: its files, its buckets, its slots, interrupted erasures.
#include <sys/stat.h>

#include <fstream>
#include <iterator>

#include "lib/store/sqlcipher/data_writer.hpp"
#include "lib/store/sqlcipher/schema.hpp"
#include "lib/store/sqlcipher/tombstones.hpp"
#include "tests/conformance/stores.hpp"

using namespace hark;
using namespace hark::test;
using namespace hark::store::sqlcipher;

namespace {

/// Digests that share the integer key of their rows.
Digest twin(std::uint8_t which) {
    auto made = digest(4711);
    made[7] = static_cast<std::uint8_t>((made[7] & 0xfe) | (which & 1));
    made[12] = which;
    return made;
}

CustomerRef twin_ref(std::uint8_t which) { return CustomerRef{twin(which)}; }

Person add_twin(Store& store, std::uint8_t which) {
    const Person person{must(store.reserve()).customer, twin_ref(which)};
    auto change = change_of(tenant);
    change.customer = new_customer(person.id, person.ref);
    change.links = {link(twin(which), person.id)};
    change.call = new_call(twin(static_cast<std::uint8_t>(which + 100)), person.id);
    REQUIRE(apply(store, std::move(change)) == Outcome::applied);
    return person;
}

std::string content(const std::filesystem::path& path) {
    std::ifstream file{path, std::ios::binary};
    return {std::istreambuf_iterator<char>{file}, {}};
}

Connection open_data(const Sqlcipher& store) {
    auto connection = must(Connection::open(data_path(store.folder.path()), Sqlcipher::key(1),
                                            Connection::Pages::data, 256));
    must(connection.attach_keys(keys_path(store.folder.path()), Sqlcipher::key(2), 64));
    return connection;
}

std::int64_t count(Connection& connection, std::string_view table) {
    return must(connection.integer("SELECT count(*) FROM " + std::string{table}));
}

} // namespace

TEST_SUITE_BEGIN("sqlcipher store");

TEST_CASE("identifiers, references and calls that share a row key are told apart") {
    const Sqlcipher store;
    std::vector<Person> people;
    for (std::uint8_t which = 0; which < 4; ++which)
        people.push_back(add_twin(*store, which));
    REQUIRE(row_key(twin(0)) == row_key(twin(103)));
    for (std::uint8_t which = 0; which < 4; ++which) {
        const auto found = recall(*store, {twin(which)});
        REQUIRE(found.customers.size() == 1);
        CHECK(found.customers[0].id == people[which].id);
        const auto referred = recall_ref(*store, twin_ref(which));
        REQUIRE(referred.customers.size() == 1);
        CHECK(referred.referred == people[which].id);
        const auto called = recall_call(*store, twin(static_cast<std::uint8_t>(which + 100)));
        REQUIRE(called.call);
        CHECK(called.call->customer == people[which].id);
        REQUIRE(called.customers.size() == 1);
    }
    CHECK(recall(*store, {twin(9)}).identifiers[0].links.empty());
    CHECK_FALSE(recall_ref(*store, twin_ref(9)).referred);
    CHECK(recall_ref(*store, twin_ref(9)).customers.empty());
    CHECK_FALSE(recall_call(*store, twin(109)).call);
    CHECK(must(store->check()).empty());
}

TEST_CASE("erasing and purging one of those that share a row key leaves the others") {
    const Sqlcipher store;
    std::vector<Person> people;
    for (std::uint8_t which = 0; which < 3; ++which)
        people.push_back(add_twin(*store, which));
    must(store->erase(erasure_of(people[1], {twin(1)})));
    CHECK(recall(*store, {twin(1)}).identifiers[0].links.empty());
    CHECK_FALSE(recall_ref(*store, people[1].ref).referred);
    CHECK_FALSE(recall_call(*store, twin(101)).call);
    for (const std::uint8_t which : {0, 2}) {
        CHECK(recall(*store, {twin(which)}).customers.size() == 1);
        CHECK(recall_ref(*store, people[which].ref).referred == people[which].id);
        CHECK(recall_call(*store, twin(static_cast<std::uint8_t>(which + 100))).call);
    }
    CHECK(must(store->purge(at(10), at(10), 1))[1] == 1);
    CHECK_FALSE(recall_call(*store, twin(100)).call);
    CHECK(recall_call(*store, twin(102)).call);
    CHECK(must(store->check()).empty());
}

TEST_CASE("an identifier of very many customers stays generic and its row small") {
    const Sqlcipher store;
    constexpr int customers = 100;
    std::vector<Person> people;
    for (int i = 0; i < customers; ++i)
        people.push_back(add_person(*store, {digest(1)}));
    CHECK(recall(*store, {digest(1)}).identifiers[0].generic);
    auto connection = open_data(store);
    CHECK(must(connection.integer("SELECT max(length(links)) FROM identifiers")) < 64 * 24);
    // Those whose links were only counted, erased one by one, still count.
    for (int i = 0; i < 70; ++i)
        must(store->erase(
            erasure_of(people[static_cast<std::size_t>(customers - 1 - i)], {digest(1)})));
    CHECK(recall(*store, {digest(1)}).identifiers[0].generic);
    for (int i = 0; i < 5; ++i)
        must(store->erase(erasure_of(people[static_cast<std::size_t>(i)], {digest(1)})));
    const auto left = recall(*store, {digest(1)});
    CHECK_FALSE(left.identifiers[0].generic);
    CHECK(left.customers.size() == 25);
    CHECK(must(store->check()).empty());
}

TEST_CASE("nobody but the owner can read the files, and they hold nothing in the clear") {
    Sqlcipher store;
    const auto person = add_person(*store, {digest(1)});
    add_call(*store, person.id, digest(50));
    must(store->erase(erasure_of(add_person(*store, {digest(2)}), {digest(2)})));
    must(store->put_record(RecordKind::account, digest(3), "a record's body"));
    int files = 0;
    for (const auto& file : std::filesystem::directory_iterator{store.folder.path()}) {
        struct stat status{};
        REQUIRE(::stat(file.path().c_str(), &status) == 0);
        CHECK((status.st_mode & 0777) == 0600);
        // The index of the log in shared memory holds page numbers and no rows.
        const auto bytes = content(file.path());
        for (const char* word : {"SQLite format", "profile", "details", "CREATE TABLE", "a record"})
            CHECK(bytes.find(word) == std::string::npos);
        ++files;
    }
    CHECK(files == 7);
}

TEST_CASE("a wrong key and a database of another kind are told, and nothing is changed") {
    Sqlcipher store;
    add_person(*store, {digest(1)});
    must(store->close());
    store.store.reset();
    const auto& folder = store.folder.path();
    const auto data = content(data_path(folder));
    const auto open = [&](std::uint8_t data_key, std::uint8_t keys_key) {
        SqlcipherOptions options;
        options.folder = folder;
        options.data_key = Sqlcipher::key(data_key);
        options.keys_key = Sqlcipher::key(keys_key);
        options.create = true;
        return failure(open_sqlcipher_store(std::move(options)));
    };
    CHECK(open(3, 2) == Code::corrupt);
    CHECK(open(1, 3) == Code::corrupt);
    CHECK(content(data_path(folder)) == data);

    auto keys =
        must(Connection::open(keys_path(folder), Sqlcipher::key(2), Connection::Pages::keys, 64));
    must(keys.execute("PRAGMA application_id=1"));
    CHECK(open(1, 2) == Code::corrupt);
    must(keys.execute("PRAGMA application_id=0x4861724b; PRAGMA user_version=2"));
    CHECK(open(1, 2) == Code::newer_format);
    must(keys.execute("PRAGMA user_version=1"));
    CHECK_FALSE(open(1, 2));
}

TEST_CASE("slots that were made ahead go with a clean close, and their numbers never come again") {
    Sqlcipher store;
    std::uint64_t highest = 0;
    for (int i = 0; i < 3; ++i)
        highest = must(store->reserve()).customer.value;
    store.reopen();
    auto connection = open_data(store);
    CHECK(count(connection, "keys.slots") == 3);
    CHECK(must(store->reserve()).customer.value > highest);
}

TEST_CASE("an erasure that was interrupted after its first commit is finished at the next open") {
    Sqlcipher store;
    const auto person = add_person(*store, {digest(1)});
    const auto other = add_person(*store, {digest(1), digest(2)});
    for (std::uint64_t i = 0; i < 3; ++i)
        add_call(*store, person.id, digest(50 + i));
    add_call(*store, other.id, digest(60));
    must(store->close());
    const auto slot = "keys.slots WHERE id=" + std::to_string(person.id.value);
    {
        auto connection = open_data(store);
        Statements statements{connection};
        DataWriter writer{connection, statements};
        const auto erasure = erasure_of(person, {digest(1)});
        must(append_tombstone(store.folder.path(), {erasure.tombstone, erasure.at}));
        must(connection.execute("BEGIN IMMEDIATE"));
        CHECK(must(writer.erase_customer(erasure)) == 1);
        must(connection.execute("COMMIT"));
        CHECK(count(connection, slot) == 1);
    }
    store.store = store.open(false);
    auto connection = open_data(store);
    CHECK(count(connection, "erasing") == 0);
    CHECK(count(connection, "calls") == 1);
    CHECK(count(connection, "recent") == 1);
    CHECK(count(connection, "answers") == 1);
    CHECK(count(connection, slot) == 0);
    CHECK(recall(*store, {digest(1)}).find(other.id) != nullptr);
    CHECK(must(store->check()).empty());
}

TEST_CASE("every connection makes a commit durable and overwrites what it deletes") {
    const Sqlcipher store;
    const auto check = [](Connection& connection) {
        CHECK(must(connection.integer("PRAGMA synchronous")) == 2); // FULL
        CHECK(must(connection.integer("PRAGMA secure_delete")) == 1);
        CHECK(must(connection.integer("PRAGMA temp_store")) == 2); // in memory
        auto mode = must(connection.prepare("PRAGMA journal_mode"));
        REQUIRE(must(mode.step()));
        CHECK(mode.text(0) == "wal");
    };
    auto data = open_data(store);
    check(data);
    auto keys = must(Connection::open(keys_path(store.folder.path()), Sqlcipher::key(2),
                                      Connection::Pages::keys, 64));
    check(keys);
}

TEST_CASE("an erasure leaves no copy of the slot in the log of keys.db") {
    const Sqlcipher store;
    const auto person = add_person(*store, {digest(1)});
    const auto log = keys_path(store.folder.path()).string() + "-wal";
    REQUIRE(std::filesystem::file_size(log) > 0);
    must(store->erase(erasure_of(person, {digest(1)})));
    CHECK(std::filesystem::file_size(log) == 0);
}

TEST_CASE("what an incomplete erasure left behind is gone from the file after tidying") {
    Sqlcipher store;
    const auto person = add_person(*store, {digest(1), digest(2)});
    auto connection = open_data(store);
    SUBCASE("by this store") { must(store->erase(erasure_of(person, {digest(1)}))); }
    SUBCASE("by one that did not note it") {
        must(
            connection.execute("DELETE FROM meta WHERE id>1; DELETE FROM refs;"
                               "DELETE FROM customers"));
    }
    SUBCASE("and the tidying was interrupted") {
        must(store->erase(erasure_of(person, {})));
        CHECK(must(store->tidy(1)));
        store.reopen();
    }
    CHECK(count(connection, "identifiers") > 0);
    CHECK(must(store->check()).empty());
    for (int pieces = 0; must(store->tidy(1)); ++pieces)
        REQUIRE(pieces < 10);
    CHECK(count(connection, "identifiers") == 0);
    CHECK(must(store->check()).empty());
}

TEST_CASE("an erasure writes its tombstone, and another tenant's does not") {
    const Sqlcipher store;
    const auto person = add_person(*store, {digest(1)});
    must(store->erase(erasure_of(person, {digest(1)}, 0, other_tenant)));
    CHECK(must(read_tombstones(tombstones_path(store.folder.path()))).empty());
    must(store->erase(erasure_of(person, {digest(1)})));
    const auto tombstones = must(read_tombstones(tombstones_path(store.folder.path())));
    REQUIRE(tombstones.size() == 1);
    CHECK(tombstones[0].ref == digest(person.id.value + 800'000));
    CHECK(tombstones[0].at == at(1));
}

TEST_CASE("check tells tombstones that are missing or damaged, and no more is erased on top") {
    const Sqlcipher store;
    const auto first = add_person(*store, {digest(1)});
    const auto second = add_person(*store, {digest(2)});
    const auto third = add_person(*store, {digest(3)});
    must(store->erase(erasure_of(first, {digest(1)})));
    must(store->erase(erasure_of(second, {digest(2)})));
    CHECK(must(store->check()).empty());
    const auto path = tombstones_path(store.folder.path());
    const auto whole = content(path);
    const auto write = [&](const std::string& bytes) {
        std::ofstream file{path, std::ios::binary | std::ios::trunc};
        file << bytes;
    };
    const std::vector<std::string> fewer{"tombstones: fewer than customers were erased"};
    SUBCASE("missing") {
        std::filesystem::remove(path);
        CHECK(must(store->check()) == fewer);
    }
    SUBCASE("shorter") {
        write(whole.substr(0, whole.size() - 28));
        CHECK(must(store->check()) == fewer);
    }
    SUBCASE("something else") {
        write("notes of mine" + whole);
        CHECK(must(store->check()).size() == 1);
        CHECK(failure(store->erase(erasure_of(third, {digest(3)}))) == Code::corrupt);
        CHECK(recall(*store, {digest(3)}).customers.size() == 1);
        write(whole);
        must(store->erase(erasure_of(third, {digest(3)})));
        CHECK(must(store->check()).empty());
    }
}

TEST_CASE("check tells a missing slot, a lost reference and a link to nobody") {
    const Sqlcipher store;
    const auto person = add_person(*store, {digest(1)});
    add_call(*store, person.id, digest(50));
    CHECK(must(store->check()).empty());
    auto connection = open_data(store);
    const auto id = std::to_string(person.id.value);
    std::string expected;

    SUBCASE("a lost reference") {
        must(connection.execute("DELETE FROM refs"));
        expected = "customer " + id + ": not found by reference";
    }
    SUBCASE("a missing slot") {
        auto keys = must(Connection::open(keys_path(store.folder.path()), Sqlcipher::key(2),
                                          Connection::Pages::keys, 64));
        must(keys.execute(("DELETE FROM slots WHERE id=" + id).c_str()));
        expected = "customer " + id + ": no key slot";
    }
    SUBCASE("a link to nobody that no erasure accounts for") {
        must(
            connection.execute("DELETE FROM calls; DELETE FROM recent; DELETE FROM answers;"
                               "DELETE FROM refs; DELETE FROM customers"));
        expected = "a link points to no customer";
    }
    SUBCASE("a call that its digest does not find") {
        must(connection.execute("DELETE FROM recent"));
        expected = "call 1: not found by its digest";
    }
    SUBCASE("a damaged row") {
        must(connection.execute("UPDATE identifiers SET links=x'00'"));
        expected = "an identifier's row is damaged";
    }
    const auto faults = must(store->check());
    REQUIRE(faults.size() == 1);
    CHECK(faults[0] == expected);
}

TEST_CASE("a customer whose slot is missing is an error and never a stranger") {
    const Sqlcipher store;
    const auto person = add_person(*store, {digest(1)});
    auto keys = must(Connection::open(keys_path(store.folder.path()), Sqlcipher::key(2),
                                      Connection::Pages::keys, 64));
    must(keys.execute(("DELETE FROM slots WHERE id=" + std::to_string(person.id.value)).c_str()));
    auto query = query_of(tenant);
    const std::vector<Digest> identifiers{digest(1)};
    query.identifiers = identifiers;
    CHECK(failure(store->recall(query)) == Code::corrupt);
    CHECK(recall(*store, {digest(2)}).identifiers[0].links.empty());
}

TEST_CASE("the log is copied into the database before it has grown far") {
    const Sqlcipher store;
    const auto person = add_person(*store, {});
    const std::string large(20'000, 'x');
    for (std::uint64_t i = 0; i < 2'000; ++i) {
        auto change = change_of(tenant);
        change.call = new_call(digest(100 + i), person.id);
        change.call->details = large;
        REQUIRE(apply(*store, std::move(change)) == Outcome::applied);
    }
    const auto log = std::filesystem::file_size(data_path(store.folder.path()).string() + "-wal");
    CHECK(log < 24 * 1024 * 1024);
    CHECK(std::filesystem::file_size(data_path(store.folder.path())) > 20 * 1024 * 1024);
}

TEST_SUITE_END();
