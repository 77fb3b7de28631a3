// Forgetting is for good, and nothing personal is ever readable in a file.
#include <fstream>
#include <iterator>

#include "lib/crypto/keyring.hpp"
#include "lib/store/sqlcipher/connection.hpp"
#include "lib/store/sqlcipher/schema.hpp"
#include "tests/unit/memory/kit.hpp"

using namespace hark;
using namespace hark::test;

namespace {

constexpr const char* number = "+12025550143";

std::string read_all(const std::filesystem::path& path) {
    std::ifstream file{path, std::ios::binary};
    return {std::istreambuf_iterator<char>{file}, {}};
}

/// Names of the folder's files that hold the bytes somewhere.
std::vector<std::string> files_with(const std::filesystem::path& folder, std::string_view bytes) {
    std::vector<std::string> names;
    for (const auto& entry : std::filesystem::recursive_directory_iterator{folder}) {
        if (!entry.is_regular_file()) continue;
        if (read_all(entry.path()).find(bytes) != std::string::npos) {
            names.push_back(entry.path().filename().string());
        }
    }
    return names;
}

CustomerRef remember_ada(Memory& memory) {
    must(memory.start(start_of("call-ada-1", number, {{"account", "ACC-LOVELACE"}})));
    auto end = confirmed_end("call-ada-1");
    end.learned = about("intent-of-lovelace");
    end.learned.summary = text<Summary>("summary-of-lovelace");
    end.learned.variables = {variable("variable-of-lovelace", "value-of-lovelace")};
    return must(memory.end(end)).customer_ref;
}

constexpr std::string_view personal[] = {
    "2025550143",        "ACC-LOVELACE",         "intent-of-lovelace", "summary-of-lovelace",
    "value-of-lovelace", "variable-of-lovelace", "call-ada-1",
};

/// Everything that the rows of data.db hold, for somebody who has its key and nobody's own.
std::string rows_of(const std::filesystem::path& folder) {
    using store::sqlcipher::Connection;
    const auto keys = must(crypto::Keyring::open(folder, test_key()));
    auto connection =
        must(Connection::open(store::sqlcipher::data_path(folder), keys.data_database_key(),
                              Connection::Pages::data, 1024));
    std::string all;
    for (const char* columns :
         {"head||profile||context FROM customers", "customers FROM refs", "links FROM identifiers",
          "head||details FROM calls", "calls FROM recent", "answer FROM answers",
          "body FROM history", "id||body FROM records"}) {
        auto statement = must(connection.prepare(std::string{"SELECT "} + columns));
        int rows = 0;
        for (; must(statement.step()); ++rows)
            all += statement.blob(0);
        CAPTURE(std::string{columns});
        CHECK(rows > 0);
    }
    return all;
}

} // namespace

TEST_SUITE_BEGIN("forget");

TEST_CASE_TEMPLATE("a forgotten customer is a stranger", Kind, HARK_MEMORIES) {
    Kind memory;
    const auto ada = remember_ada(*memory);
    memory.clock.advance(1h);
    const auto erased = must(memory->forget(ada));
    CHECK(erased.customer_ref == ada);
    CHECK(erased.erased_at == monday + 1h);
    CHECK(erased.identifiers == 2);
    CHECK(erased.calls == 1);

    CHECK(failure(memory->customer(ada)) == Code::not_found);
    CHECK(failure(memory->call("call-ada-1")) == Code::not_found);
    CHECK(failure(memory->forget(ada)) == Code::not_found);
    const auto stranger =
        must(memory->start(start_of("call-2", number, {{"account", "ACC-LOVELACE"}})));
    CHECK_FALSE(stranger.returning);
    CHECK(stranger.customer_ref != ada);
    CHECK(stranger.identity.known_probability == 0);
    CHECK(discloses_nothing(stranger));
    auto by_ref = start_of("call-3", "anonymous");
    by_ref.hints.customer_ref = ada;
    CHECK_FALSE(must(memory->start(by_ref)).returning);
    CHECK(must(memory->verify()).faults.empty());
}

TEST_CASE_TEMPLATE("forgetting one of two who share a number leaves the other", Kind,
                   HARK_MEMORIES) {
    Kind memory;
    const auto ada = remember_ada(*memory);
    memory.clock.advance(1min);
    must(memory->start(start_of("bob-1", number, {{"account", "ACC-BOB"}})));
    auto end = end_of("bob-1");
    end.confirmed = Confirmed::new_customer;
    const auto bob = must(memory->end(end)).customer_ref;
    must(memory->forget(ada));
    const auto known = must(memory->start(start_of("bob-2", number)));
    CHECK(known.customer_ref == bob);
    CHECK(must(memory->customer(bob)).identifiers.size() == 2);
}

TEST_CASE_TEMPLATE("a tenant forgets its own customers only", Kind, HARK_MEMORIES) {
    Kind memory;
    const auto ada = remember_ada(*memory);
    CHECK(failure(memory->forget(ada, terms_of(2))) == Code::not_found);
    CHECK(failure(memory->customer(ada, terms_of(2))) == Code::not_found);
    CHECK(must(memory->customer(ada)).identifiers.size() == 2);
    CHECK(failure(memory->forget(CustomerRef::random())) == Code::not_found);
}

TEST_CASE_TEMPLATE("an end of a forgotten customer's call brings nobody back", Kind,
                   HARK_MEMORIES) {
    Kind memory;
    const auto ada = remember_ada(*memory);
    memory.clock.advance(1h);
    CHECK(must(memory->start(start_of("call-2", number))).customer_ref == ada);
    must(memory->forget(ada));
    auto end = end_of("call-2");
    end.learned.variables = {variable("variable-of-lovelace", "value-of-lovelace")};
    CHECK(failure(memory->end(end)).has_value());
    CHECK(failure(memory->customer(ada)) == Code::not_found);
    CHECK(must(memory->verify()).customers == 0);
}

TEST_CASE("nothing personal is readable in any file while it is remembered") {
    InFolder memory;
    const auto ada = remember_ada(*memory);
    must(memory->put_record({RecordKind::account, "record-id-lovelace", "record-of-lovelace"}));
    for (const auto bytes : personal) {
        CAPTURE(std::string{bytes});
        CHECK(files_with(memory.folder.path(), bytes).empty());
    }
    CHECK(files_with(memory.folder.path(), "record-of-lovelace").empty());
    CHECK(files_with(memory.folder.path(), "record-id-lovelace").empty());
    CHECK(files_with(memory.folder.path(), ada.text()).empty());
    CHECK(files_with(memory.folder.path(), "SQLite format 3").empty());
    CHECK(files_with(memory.folder.path(), "CREATE TABLE").empty());
    const auto& reference = ada.bytes();
    const std::string raw{reference.begin(), reference.end()};
    CHECK(files_with(memory.folder.path(), raw).empty());
    const auto key = test_key();
    const std::string key_bytes{key.bytes().begin(), key.bytes().end()};
    CHECK(files_with(memory.folder.path(), key_bytes).empty());
    must(memory->close());
    for (const auto bytes : personal)
        CHECK(files_with(memory.folder.path(), bytes).empty());
}

TEST_CASE("with the key of the database alone nothing personal is readable in any row") {
    InFolder memory;
    remember_ada(*memory);
    // Enough calls that the first ones are archived.
    for (int i = 2; i < 14; ++i) {
        memory.clock.advance(days{1});
        confirmed_call(*memory, "call-ada-" + std::to_string(i), number);
    }
    must(memory->put_record({RecordKind::account, "record-id-lovelace", "record-of-lovelace"}));
    must(memory->close());
    const auto rows = rows_of(memory.folder.path());
    for (const auto bytes : personal) {
        CAPTURE(std::string{bytes});
        CHECK(rows.find(bytes) == std::string::npos);
    }
    CHECK(rows.find("record-of-lovelace") == std::string::npos);
    CHECK(rows.find("record-id-lovelace") == std::string::npos);
}

TEST_CASE("what an older copy of data.db holds of a forgotten customer stays closed") {
    InFolder memory;
    const auto ada = remember_ada(*memory);
    const auto bob = confirmed_call(*memory, "bob-1", "+12025550144");
    must(memory->close());
    const auto data = memory.folder.path() / "data.db";
    const auto older = read_all(data);
    memory.memory = must(Memory::open(folder_options(memory.folder.path(), memory.clock, false)));
    must(memory->forget(ada));
    must(memory->close());
    std::ofstream{data, std::ios::binary | std::ios::trunc} << older;

    memory.memory = must(Memory::open(folder_options(memory.folder.path(), memory.clock, false)));
    CHECK_FALSE(memory->customer(ada).ok());
    CHECK_FALSE(memory->call("call-ada-1").ok());
    const auto known = memory->peek(start_of("peek", number));
    if (known) CHECK_FALSE(known->returning);
    CHECK_FALSE(must(memory->verify()).faults.empty());
    CHECK(must(memory->peek(start_of("peek", "+12025550144"))).customer_ref == bob);
}

TEST_CASE("a forgotten customer is not found after the folder was opened again") {
    InFolder memory;
    const auto ada = remember_ada(*memory);
    const auto bob = confirmed_call(*memory, "bob-1", "+12025550144");
    must(memory->forget(ada));
    memory.reopen();
    CHECK(failure(memory->customer(ada)) == Code::not_found);
    CHECK_FALSE(must(memory->peek(start_of("peek", number))).returning);
    CHECK(must(memory->peek(start_of("peek", "+12025550144"))).customer_ref == bob);
    CHECK(must(memory->verify()).faults.empty());
    CHECK(must(memory->verify()).customers == 1);
}

TEST_SUITE_END();
