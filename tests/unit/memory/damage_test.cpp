// Wrong keys, damaged, truncated and newer files, a folder that cannot be written: each has its own
// error, and nothing is lost when the trouble is over.
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <fstream>
#include <iterator>
#include <random>

#include "lib/crypto/keyring.hpp"
#include "lib/store/sqlcipher/connection.hpp"
#include "lib/store/sqlcipher/schema.hpp"
#include "tests/unit/memory/kit.hpp"

using namespace hark;
using namespace hark::test;

namespace fs = std::filesystem;

namespace {

constexpr const char* number = "+12025550100";

std::string read_file(const fs::path& path) {
    std::ifstream file{path, std::ios::binary};
    return {std::istreambuf_iterator<char>{file}, {}};
}

void write_file(const fs::path& path, const std::string& bytes) {
    std::ofstream file{path, std::ios::binary | std::ios::trunc};
    file.write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
    REQUIRE(file.good());
}

/// A closed memory in a folder, with one customer whose name is kept.
struct Closed {
    VirtualClock clock{monday};
    TemporaryFolder folder;
    CustomerRef ada;

    Closed() {
        auto memory = must(Memory::open(folder_options(folder.path(), clock)));
        for (int i = 0; i < 60; ++i) {
            const auto call_id = "call-" + std::to_string(i);
            must(memory.start(start_of(call_id, "+120255501" + std::to_string(10 + i))));
            auto end = confirmed_end(call_id);
            end.learned.summary = text<Summary>(std::string(400, 's'));
            must(memory.end(end));
        }
        must(memory.start(start_of("ada-1", number)));
        auto end = confirmed_end("ada-1");
        end.learned.variables = {variable("name", "Ada")};
        ada = must(memory.end(end)).customer_ref;
        must(memory.close());
    }

    Result<Memory> open(bool create = false) {
        return Memory::open(folder_options(folder.path(), clock, create));
    }
    fs::path file(const char* name) const { return folder.path() / name; }

    /// Changes data.db under its own key, as only somebody with the root key could.
    void run(const char* sql) {
        using store::sqlcipher::Connection;
        const auto keys = must(crypto::Keyring::open(folder.path(), test_key()));
        auto connection =
            must(Connection::open(store::sqlcipher::data_path(folder.path()),
                                  keys.data_database_key(), Connection::Pages::data, 1024));
        must(connection.execute(sql));
    }

    void check_whole() {
        auto memory = must(open());
        const auto known = must(memory.peek(start_of("peek", number)));
        CHECK(known.customer_ref == ada);
        CHECK(value_of(known.variables, "name") == "\"Ada\"");
        const auto report = must(memory.verify());
        CHECK(report.customers == 61);
        CHECK(report.faults.empty());
        must(memory.close());
    }
};

/// Runs `work` in a child process, for what would spoil this one, and returns what it wrote.
template <typename Work>
std::string in_child(Work work) {
    int ends[2];
    REQUIRE(::pipe(ends) == 0);
    const pid_t child = ::fork();
    REQUIRE(child >= 0);
    if (child == 0) {
        const std::string said = work();
        const bool told = ::write(ends[1], said.data(), said.size()) >= 0;
        ::_exit(told ? 0 : 1);
    }
    ::close(ends[1]);
    std::string said;
    char buffer[4096];
    for (ssize_t size = 0; (size = ::read(ends[0], buffer, sizeof buffer)) > 0;) {
        said.append(buffer, static_cast<std::size_t>(size));
    }
    ::close(ends[0]);
    int status = 0;
    ::waitpid(child, &status, 0);
    CHECK(WIFEXITED(status));
    return said;
}

} // namespace

TEST_SUITE_BEGIN("damage");

TEST_CASE("a folder without a memory is said to hold none, and stays as it was") {
    VirtualClock clock{monday};
    const TemporaryFolder folder;
    CHECK(failure(Memory::open(folder_options(folder.path(), clock, false))) ==
          Code::no_memory_here);
    CHECK(fs::is_empty(folder.path()));
    CHECK(failure(Memory::open(folder_options(folder.path() / "not-there", clock, false))) ==
          Code::no_memory_here);
}

TEST_CASE("a memory in a folder wants a key, and options within their limits") {
    VirtualClock clock{monday};
    const TemporaryFolder folder;
    auto keyless = folder_options(folder.path(), clock);
    keyless.key.reset();
    CHECK(failure(Memory::open(std::move(keyless))) == Code::key_missing);
    auto crowded = folder_options(folder.path(), clock);
    crowded.readers = 65;
    CHECK(failure(Memory::open(std::move(crowded))) == Code::invalid);
    auto tiny = folder_options(folder.path(), clock);
    tiny.cache_mib = 3;
    CHECK(failure(Memory::open(std::move(tiny))) == Code::invalid);
    CHECK(fs::is_empty(folder.path()));
}

TEST_CASE("a wrong key opens nothing and harms nothing") {
    Closed memory;
    const auto before = read_file(memory.file("data.db"));
    for (const bool create : {false, true}) {
        auto options = folder_options(memory.folder.path(), memory.clock, create);
        options.key = KeySource::secret(test_key(8));
        CHECK(failure(Memory::open(std::move(options))) == Code::wrong_key);
    }
    CHECK(read_file(memory.file("data.db")) == before);
    memory.check_whole();
}

TEST_CASE("a key file must be there, hold a key, and be its owner's alone") {
    VirtualClock clock{monday};
    const TemporaryFolder folder;
    const auto key_file = folder.path() / "root.key";
    const auto memory_folder = folder.path() / "memory";
    const auto open = [&] {
        auto options = folder_options(memory_folder, clock);
        options.key = KeySource::file(key_file);
        return failure(Memory::open(std::move(options)));
    };
    CHECK(open() == Code::key_missing);
    must(create_key_file(key_file));
    CHECK((fs::status(key_file).permissions() & fs::perms::mask) ==
          (fs::perms::owner_read | fs::perms::owner_write));
    CHECK_FALSE(create_key_file(key_file).ok());
    CHECK_FALSE(open());
    fs::permissions(key_file, fs::perms::group_read, fs::perm_options::add);
    CHECK(open() == Code::key_exposed);
    fs::permissions(key_file, fs::perms::owner_read);
    CHECK_FALSE(open());
    fs::permissions(key_file, fs::perms::owner_read | fs::perms::owner_write);
    write_file(key_file, "too short");
    CHECK(open() == Code::key_missing);
}

TEST_CASE("bytes overwritten in a database are found, and nothing is lost when they are put back") {
    Closed memory;
    std::mt19937 random{11};
    for (const char* name : {"data.db", "keys.db"}) {
        const auto whole = read_file(memory.file(name));
        REQUIRE(whole.size() >= 4096);
        for (int i = 0; i < 12; ++i) {
            auto damaged = whole;
            const auto at = random() % (damaged.size() - 64);
            CAPTURE(std::string{name});
            CAPTURE(at);
            for (std::size_t k = 0; k < 64; ++k) {
                damaged[at + k] = static_cast<char>(damaged[at + k] ^ (1 + random() % 255));
            }
            write_file(memory.file(name), damaged);
            auto opened = memory.open(i % 2 == 0);
            if (!opened) {
                CHECK(opened.error().code == Code::corrupt);
            } else {
                const auto report = opened->verify();
                if (report) {
                    CHECK_FALSE(report->faults.empty());
                } else {
                    CHECK(report.error().code == Code::corrupt);
                }
                must(opened->close());
            }
            write_file(memory.file(name), whole);
        }
    }
    memory.check_whole();
}

TEST_CASE("a damaged page is an error for whoever needs it, and never an unknown caller") {
    Closed memory;
    const auto whole = read_file(memory.file("data.db"));
    auto damaged = whole;
    for (std::size_t at = 4096 + 100; at < damaged.size(); at += 4096)
        damaged[at] ^= 0x55;
    write_file(memory.file("data.db"), damaged);
    auto opened = memory.open();
    if (opened) {
        CHECK(failure(opened->peek(start_of("peek", number))) == Code::corrupt);
        CHECK(failure(opened->customer(memory.ada)) == Code::corrupt);
        CHECK(failure(opened->start(start_of("new", "+12025550199"))) == Code::corrupt);
        (void)opened->close();
    } else {
        CHECK(opened.error().code == Code::corrupt);
    }
    opened = Error{};
    for (const char* rest : {"data.db-wal", "data.db-shm"})
        fs::remove(memory.file(rest));
    write_file(memory.file("data.db"), whole);
    memory.check_whole();
}

TEST_CASE("a truncated file is corrupt, even one of no bytes, and is not made anew") {
    Closed memory;
    for (const char* name : {"data.db", "keys.db", "keyring"}) {
        const auto whole = read_file(memory.file(name));
        for (const std::size_t size : {std::size_t{0}, std::size_t{10}, whole.size() / 2}) {
            for (const bool create : {false, true}) {
                CAPTURE(std::string{name});
                CAPTURE(size);
                CAPTURE(create);
                write_file(memory.file(name), whole.substr(0, size));
                auto opened = memory.open(create);
                if (opened) {
                    // Half a database may open; its integrity check must tell.
                    CHECK(size == whole.size() / 2);
                    const auto report = opened->verify();
                    const bool told = !report || !report->faults.empty();
                    CHECK(told);
                    (void)opened->close();
                    opened = Error{};
                } else {
                    CHECK(opened.error().code == Code::corrupt);
                }
                CHECK(fs::file_size(memory.file(name)) == size);
            }
        }
        for (const char* rest : {"data.db-wal", "data.db-shm", "keys.db-wal", "keys.db-shm"}) {
            fs::remove(memory.file(rest));
        }
        write_file(memory.file(name), whole);
    }
    memory.check_whole();
}

TEST_CASE("a missing file of a memory is not made anew in silence") {
    Closed memory;
    for (const char* name : {"data.db", "keys.db", "keyring"}) {
        CAPTURE(std::string{name});
        const auto whole = read_file(memory.file(name));
        fs::remove(memory.file(name));
        for (const bool create : {false, true}) {
            auto opened = memory.open(create);
            CHECK_FALSE(opened.ok());
        }
        write_file(memory.file(name), whole);
        fs::permissions(memory.file(name), fs::perms::owner_read | fs::perms::owner_write);
    }
    memory.check_whole();
}

TEST_CASE("a memory of a newer version is left alone") {
    Closed memory;
    static_assert(store::sqlcipher::format_version == 1);
    memory.run("PRAGMA user_version = 2");
    CHECK(failure(memory.open()) == Code::newer_format);
    CHECK(failure(memory.open(true)) == Code::newer_format);
    memory.run("PRAGMA user_version = 1");
    memory.check_whole();
}

TEST_CASE("sealed values open only where they were sealed") {
    Closed memory;
    SUBCASE("not in another customer's row") {
        memory.run(
            "CREATE TEMP TABLE moved AS SELECT id, context FROM customers;"
            "UPDATE customers SET context = (SELECT context FROM moved"
            " WHERE moved.id > customers.id ORDER BY moved.id LIMIT 1)"
            " WHERE id < (SELECT max(id) FROM moved)");
    }
    SUBCASE("not with a byte changed") {
        memory.run("UPDATE customers SET context = zeroblob(length(context))");
    }
    auto opened = must(memory.open());
    const auto first = opened.peek(start_of("peek", "+12025550110"));
    CHECK(failure(first) == Code::unsealable);
    CHECK(failure(opened.start(start_of("new", "+12025550110"))) == Code::unsealable);
    CHECK(must(opened.verify()).faults.size() >= 60);
    // Who is in no damaged row is served.
    CHECK_FALSE(must(opened.start(start_of("stranger", "+12025550999"))).returning);
}

TEST_CASE("a record in the place of another opens nowhere") {
    Closed memory;
    {
        auto opened = must(memory.open());
        must(opened.put_record({RecordKind::audit, "one", "first"}));
        must(opened.put_record({RecordKind::audit, "two", "second"}));
        must(opened.put_record({RecordKind::ledger, "one", "third"}));
        must(opened.close());
    }
    const auto read = [&](RecordKind kind, std::string_view id) {
        auto opened = must(memory.open());
        return failure(opened.record(kind, id));
    };
    SUBCASE("of another id") {
        memory.run(
            "CREATE TEMP TABLE was AS SELECT * FROM records WHERE kind = 4;"
            "UPDATE records SET body = (SELECT body FROM was WHERE was.id <> records.id)"
            " WHERE kind = 4");
        CHECK(read(RecordKind::audit, "one") == Code::unsealable);
        CHECK(read(RecordKind::audit, "two") == Code::unsealable);
        CHECK_FALSE(read(RecordKind::ledger, "one"));
    }
    SUBCASE("of another kind") {
        memory.run(
            "UPDATE records SET body = (SELECT body FROM records WHERE kind = 4) WHERE kind = 3");
        CHECK(read(RecordKind::ledger, "one") == Code::unsealable);
        CHECK_FALSE(read(RecordKind::audit, "one"));
    }
    CHECK_FALSE(must(must(memory.open()).verify()).faults.empty());
}

TEST_CASE("the integrity check opens every sealed value and says what kind of row is damaged") {
    Closed memory;
    {
        auto opened = must(memory.open());
        must(opened.put_record({RecordKind::audit, "id", "body"}));
        must(opened.start(start_of("pin-1", number)));
        must(opened.verify_caller(says("pin-1", "0000")));
        must(opened.close());
        const auto report = must(must(memory.open()).verify());
        REQUIRE(report.faults.empty());
    }
    std::string told;
    SUBCASE("a call") {
        memory.run("UPDATE calls SET details = zeroblob(length(details)) WHERE id = 7");
        told = "sealed data does not open: call 7";
    }
    SUBCASE("another call's details") {
        memory.run(
            "UPDATE calls SET details = (SELECT c.details FROM calls c WHERE c.id = 62)"
            " WHERE id = 61");
        told = "sealed data is another call's: call 61";
    }
    SUBCASE("an answer") {
        memory.run("UPDATE answers SET answer = zeroblob(length(answer)) WHERE id = 7");
        told = "sealed answer does not open: call 7";
    }
    SUBCASE("another call's answer") {
        memory.run(
            "UPDATE answers SET answer = (SELECT a.answer FROM answers a WHERE a.id = 62)"
            " WHERE id = 61");
        told = "sealed answer is another call's: call 61";
    }
    SUBCASE("a record") {
        memory.run("UPDATE records SET body = zeroblob(length(body)) WHERE kind = 4");
        told = "sealed data does not open: record of kind 4";
    }
    SUBCASE("what counts failed verifications") {
        memory.run("UPDATE records SET body = zeroblob(length(body)) WHERE kind = 6");
        told = "sealed data does not open: record of kind 6";
    }
    const auto report = must(must(memory.open()).verify());
    REQUIRE(report.faults.size() == 1);
    CHECK(report.faults[0] == told);
}

TEST_CASE("a folder that cannot be written is told, and opens again when it can") {
    Closed memory;
    const auto said = in_child([&]() -> std::string {
        const auto make = [&](mode_t folder_mode, mode_t file_mode) {
            for (const auto& entry : fs::directory_iterator{memory.folder.path()}) {
                if (::chmod(entry.path().c_str(), file_mode) != 0) ::_exit(1);
            }
            if (::chmod(memory.folder.path().c_str(), folder_mode) != 0) ::_exit(1);
        };
        if (::geteuid() == 0) {
            // Nothing stops root: be somebody else, to whom the files belong.
            for (const auto& entry : fs::directory_iterator{memory.folder.path()}) {
                if (::chown(entry.path().c_str(), 65534, 65534) != 0) return "no chown";
            }
            if (::chown(memory.folder.path().c_str(), 65534, 65534) != 0) return "no chown";
            if (::setuid(65534) != 0) return "no setuid";
        }
        make(0500, 0400);
        auto opened = memory.open();
        std::string result = opened ? "opened" : std::string{name(opened.error().code)};
        opened = Error{};
        make(0700, 0600);
        opened = memory.open();
        if (!opened) return result + ", then " + words(opened.error());
        const auto known = opened->start(start_of("later", number));
        return result + (known && known->returning ? ", then known" : ", then unknown");
    });
    CHECK(said == "read_only, then known");
}

TEST_CASE("after close every member of a memory says closed, and closing again is nothing") {
    InFolder memory;
    const auto ref = confirmed_call(*memory, "call-1", number);
    must(memory->close());
    must(memory->close());
    CHECK(failure(memory->start(start_of("call-2", number))) == Code::closed);
    CHECK(failure(memory->peek(start_of("call-2", number))) == Code::closed);
    CHECK(failure(memory->update(update_of("call-1"))) == Code::closed);
    CHECK(failure(memory->end(end_of("call-1"))) == Code::closed);
    CHECK(failure(memory->call("call-1")) == Code::closed);
    CHECK(failure(memory->customer(ref)) == Code::closed);
    CHECK(failure(memory->forget(ref)) == Code::closed);
    CHECK(failure(memory->maintain(1)) == Code::closed);
    CHECK(failure(memory->verify()) == Code::closed);
    CHECK(failure(memory->record(RecordKind::audit, "x")) == Code::closed);
    CHECK(failure(memory->used(1, 1)) == Code::closed);
    CHECK(memory->put_record({RecordKind::audit, "x", "y"}).error().code == Code::closed);
}

TEST_SUITE_END();
