// A connection that keeps pages over other connections' commits reads exactly what a fresh one
// reads.
#include <doctest/doctest.h>
#include <sqlite3.h>

#include <random>
#include <string>

#include "lib/store/sqlcipher/connection.hpp"
#include "tests/support/must.hpp"
#include "tests/support/temporary_folder.hpp"

using namespace hark;
using namespace hark::store::sqlcipher;
using hark::test::must;

namespace {

Secret a_key() {
    Secret key;
    for (auto& byte : key.writable())
        byte = 7;
    return key;
}

/// A database with one table of rows large enough to need many pages.
struct Database {
    test::TemporaryFolder folder;
    std::filesystem::path path = folder.path() / "a.db";

    Database() {
        std::FILE* file = std::fopen(path.c_str(), "w");
        REQUIRE(file != nullptr);
        std::fclose(file);
        auto connection = open();
        must(
            connection.execute("PRAGMA journal_mode=WAL;"
                               "CREATE TABLE rows(id INTEGER PRIMARY KEY, body BLOB NOT NULL);"
                               "CREATE TABLE meta(id INTEGER PRIMARY KEY, value INTEGER);"
                               "INSERT INTO meta VALUES(1,0);"));
    }
    Connection open(std::uint64_t cache_kib = 4096) const {
        return must(Connection::open(path, a_key(), Connection::Pages::data, cache_kib));
    }
};

int misses(Connection& connection) {
    int now = 0;
    int highest = 0;
    sqlite3_db_status(connection.handle(), SQLITE_DBSTATUS_CACHE_MISS, &now, &highest, 1);
    return now;
}

/// All rows in one number, read in a snapshot that keeps pages.
struct Keeper {
    explicit Keeper(Connection opened) : connection{std::move(opened)} {
        anchor = must(connection.prepare("SELECT value FROM meta WHERE id=1"));
        every = must(connection.prepare("SELECT id, body FROM rows ORDER BY id"));
        one = must(connection.prepare("SELECT body FROM rows WHERE id=?1"));
    }
    std::uint64_t sum() {
        REQUIRE(must(connection.begin_with(anchor)));
        const Running snapshot{anchor};
        const Running running{every};
        std::uint64_t sum = 14'695'981'039'346'656'037U;
        const auto mix = [&](std::uint64_t value) { sum = (sum ^ value) * 1'099'511'628'211U; };
        while (must(every.step())) {
            mix(static_cast<std::uint64_t>(every.integer(0)));
            for (const char byte : every.blob(1))
                mix(static_cast<unsigned char>(byte));
        }
        return sum;
    }
    std::string body(std::int64_t id) {
        REQUIRE(must(connection.begin_with(anchor)));
        const Running snapshot{anchor};
        const Running running{one};
        REQUIRE(must(one.bind(1, id).step()));
        return std::string{one.blob(0)};
    }
    Connection connection;
    Statement anchor;
    Statement every;
    Statement one;
};

void put(Connection& writer, std::int64_t id, const std::string& body) {
    auto put = must(writer.prepare("INSERT OR REPLACE INTO rows VALUES(?1,?2)"));
    must(put.bind(1, id).bind(2, body).run());
}

void fill(Connection& writer, std::int64_t rows) {
    must(writer.execute("BEGIN"));
    for (std::int64_t id = 1; id <= rows; ++id)
        put(writer, id, std::string(1000, 'a'));
    must(writer.execute("COMMIT"));
}

/// One random change of the kinds that move rows between pages, split pages and give them up.
void change(Connection& writer, std::mt19937_64& random) {
    const auto id = static_cast<std::int64_t>(random() % 1000);
    const auto letter = static_cast<char>('a' + random() % 26);
    switch (random() % 4) {
        case 0:
            put(writer, id, std::string(random() % 3000, letter));
            break;
        case 1:
            put(writer, id, std::string(random() % 20'000, letter));
            break;
        case 2: {
            const auto sql = "DELETE FROM rows WHERE id BETWEEN " + std::to_string(id) + " AND " +
                             std::to_string(id + static_cast<std::int64_t>(random() % 40));
            must(writer.execute(sql.c_str()));
            break;
        }
        default:
            must(writer.execute("BEGIN"));
            for (int i = 0; i < 20; ++i)
                put(writer, id + i, std::string(random() % 600, letter));
            must(writer.execute(random() % 3 ? "COMMIT" : "ROLLBACK"));
    }
}

} // namespace

TEST_SUITE_BEGIN("kept pages");

TEST_CASE("after another connection's commit only the written pages are read again") {
    const Database database;
    auto writer = database.open();
    fill(writer, 300);
    Keeper keeper{database.open()};
    keeper.sum();
    keeper.sum();
    misses(keeper.connection);

    put(writer, 150, std::string(1000, 'b'));
    CHECK(keeper.body(150) == std::string(1000, 'b'));
    CHECK(misses(keeper.connection) <= 2);
    CHECK(keeper.body(20) == std::string(1000, 'a'));
    CHECK(keeper.body(280) == std::string(1000, 'a'));
    CHECK(misses(keeper.connection) == 0);
}

TEST_CASE("a log that begins anew makes every page be read again") {
    const Database database;
    auto writer = database.open();
    fill(writer, 300);
    Keeper keeper{database.open()};
    keeper.sum();
    must(writer.checkpoint(Connection::Checkpoint::restart));
    put(writer, 150, std::string(1000, 'b'));
    misses(keeper.connection);
    CHECK(keeper.body(20) == std::string(1000, 'a'));
    CHECK(misses(keeper.connection) >= 2);
    CHECK(keeper.body(150) == std::string(1000, 'b'));
}

TEST_CASE(
    "whatever is written, emptied and written again, the rows are those of a fresh connection") {
    for (std::uint64_t seed = 1; seed <= 4; ++seed) {
        const Database database;
        auto writer = database.open(256);
        must(writer.execute("PRAGMA synchronous=OFF"));
        std::mt19937_64 random{seed};
        fill(writer, 400);
        // One cache holds everything, one almost nothing.
        Keeper large{database.open()};
        Keeper small{database.open(64)};
        for (int round = 0; round < 120; ++round) {
            const auto changes = random() % 5;
            for (std::uint64_t i = 0; i < changes; ++i)
                change(writer, random);
            switch (random() % 12) {
                case 0:
                    must(writer.checkpoint(Connection::Checkpoint::passive));
                    break;
                case 1:
                    must(writer.checkpoint(Connection::Checkpoint::restart));
                    break;
                case 2:
                    must(writer.checkpoint(Connection::Checkpoint::truncate));
                    break;
                case 3:
                    must(writer.execute("VACUUM"));
                    break;
                default:
                    break;
            }
            Keeper fresh{database.open()};
            const auto expected = fresh.sum();
            REQUIRE(large.sum() == expected);
            REQUIRE(small.sum() == expected);
        }
    }
}

TEST_CASE("a snapshot that began elsewhere harms nothing that is kept") {
    const Database database;
    auto writer = database.open();
    fill(writer, 300);
    Keeper keeper{database.open()};
    keeper.sum();
    for (int round = 0; round < 20; ++round) {
        put(writer, 10 + round, std::string(900, 'c'));
        // Outside begin_with(): SQLite empties the cache and fills it from this snapshot.
        CHECK(must(keeper.connection.integer("SELECT length(body) FROM rows WHERE id=250")) ==
              1000);
        put(writer, 250 + round, std::string(1000, 'd'));
        CHECK(keeper.body(250 + round) == std::string(1000, 'd'));
        CHECK(keeper.body(10 + round) == std::string(900, 'c'));
        put(writer, 250, std::string(1000, 'e'));
    }
}

TEST_SUITE_END();
