#include "lib/store/sqlcipher/schema.hpp"

#include <fcntl.h>

#include <string>
#include <thread>

#include "lib/base/file.hpp"
#include "lib/base/try.hpp"
#include "lib/store/sqlcipher/connection.hpp"

namespace hark::store::sqlcipher {
namespace {

struct Format {
    std::int64_t application_id;
    Connection::Pages pages;
    const char* tables;
};

// "Hark" and "HarK".
constexpr Format data_format{0x4861726b, Connection::Pages::data, R"sql(
CREATE TABLE meta(id INTEGER PRIMARY KEY, value INTEGER NOT NULL);
INSERT INTO meta(id,value) VALUES(1,0),(2,0),(3,0);
CREATE TABLE customers(id INTEGER PRIMARY KEY, head BLOB NOT NULL, profile BLOB NOT NULL,
                       context BLOB NOT NULL);
CREATE TABLE refs(id INTEGER PRIMARY KEY, customers BLOB NOT NULL);
CREATE TABLE identifiers(id INTEGER PRIMARY KEY, links BLOB NOT NULL);
CREATE TABLE calls(id INTEGER PRIMARY KEY, head BLOB NOT NULL, details BLOB NOT NULL);
CREATE TABLE recent(id INTEGER PRIMARY KEY, calls BLOB NOT NULL);
CREATE TABLE answers(id INTEGER PRIMARY KEY, at INTEGER NOT NULL, answer BLOB NOT NULL);
CREATE TABLE history(id INTEGER PRIMARY KEY, previous INTEGER NOT NULL, body BLOB NOT NULL);
CREATE TABLE records(kind INTEGER NOT NULL, id BLOB NOT NULL, body BLOB NOT NULL,
                     PRIMARY KEY(kind,id)) WITHOUT ROWID;
CREATE TABLE allowance(account INTEGER NOT NULL, month INTEGER NOT NULL, used INTEGER NOT NULL,
                       PRIMARY KEY(account,month)) WITHOUT ROWID;
CREATE TABLE erasing(customer INTEGER PRIMARY KEY, note BLOB);
)sql"};

// AUTOINCREMENT: a number is never used twice, even after the newest slots were destroyed.
constexpr Format keys_format{0x4861724b, Connection::Pages::keys, R"sql(
CREATE TABLE slots(id INTEGER PRIMARY KEY AUTOINCREMENT, secret BLOB NOT NULL);
)sql"};

constexpr std::uint64_t schema_cache_kib = 64;

/// Write-ahead logging is a property of the file, set once. While another process does the same,
/// SQLite may refuse without asking the busy handler, hence the loop.
Status log_ahead(Connection& connection) {
    const auto end = patience();
    while (true) {
        HARK_TRY(auto mode, connection.prepare("PRAGMA journal_mode=WAL"));
        const auto row = mode.step();
        if (row.ok()) {
            if (*row && mode.text(0) == "wal") return {};
            return Error{Code::storage_failed, "the folder's file system has no shared memory"};
        }
        if (row.error().code != Code::busy || std::chrono::steady_clock::now() >= end) {
            return row.error();
        }
        std::this_thread::sleep_for(std::chrono::milliseconds{1});
    }
}

bool has_bytes(const std::filesystem::path& path) {
    std::error_code error;
    const auto size = std::filesystem::file_size(path, error);
    return !error && size > 0;
}

Status make_tables(Connection& connection, const Format& format) {
    HARK_CHECK(connection.execute("BEGIN IMMEDIATE"));
    HARK_TRY(const auto version, connection.integer("PRAGMA user_version"));
    // Another process may have made them in the meantime.
    if (version == 0) {
        const auto numbers = "PRAGMA application_id=" + std::to_string(format.application_id) +
                             ";PRAGMA user_version=" + std::to_string(format_version);
        HARK_CHECK(connection.execute(numbers.c_str()));
        HARK_CHECK(connection.execute(format.tables));
    }
    return connection.execute("COMMIT");
}

/// Notes of erasures had no content at first. The column is added without another format: who does
/// not know it neither reads nor writes it.
Status add_notes(Connection& connection) {
    constexpr auto columns = "SELECT count(*) FROM pragma_table_info('erasing') WHERE name='note'";
    HARK_TRY(const auto there, connection.integer(columns));
    if (there != 0) return {};
    HARK_CHECK(connection.execute("BEGIN IMMEDIATE"));
    // Another process may have been quicker.
    HARK_TRY(const auto there_now, connection.integer(columns));
    if (there_now == 0) {
        HARK_CHECK(connection.execute("ALTER TABLE erasing ADD COLUMN note BLOB"));
    }
    return connection.execute("COMMIT");
}

Status ready(const std::filesystem::path& path, const Secret& key, const Format& format,
             bool create) {
    if (create && !has_bytes(path)) {
        // Made here and not by SQLite, so that nobody but the owner can ever read it; SQLite gives
        // the log the same mode. Not through a link, which might lead anywhere.
        HARK_TRY(const auto file, base::open_file(path, O_RDWR | O_CREAT | O_NOFOLLOW, 0600));
    }
    HARK_TRY(auto connection, Connection::open(path, key, format.pages, schema_cache_kib));
    connection.wait_until(patience());
    HARK_TRY(auto version, connection.integer("PRAGMA user_version"));
    if (version == 0 && create) {
        HARK_CHECK(log_ahead(connection));
        HARK_CHECK(make_tables(connection, format));
        HARK_CHECK(base::sync_folder(path.parent_path()));
        HARK_TRY(version, connection.integer("PRAGMA user_version"));
    }
    if (version > format_version) {
        return Error{Code::newer_format, "the memory was written by a newer Hark"};
    }
    if (version == 0) return Error{Code::no_memory_here, "the folder holds no memory"};
    HARK_TRY(const auto application, connection.integer("PRAGMA application_id"));
    if (application != format.application_id) {
        return Error{Code::corrupt, "a database is not what its name says"};
    }
    return {};
}

/// True once a customer number was handed out, which happens only after both files were made: then
/// a folder without data.db has lost it and is not one that was never finished.
Result<bool> was_used(const std::filesystem::path& keys, const Secret& key) {
    HARK_TRY(auto connection,
             Connection::open(keys, key, Connection::Pages::keys, schema_cache_kib));
    connection.wait_until(patience());
    HARK_TRY(const auto rows, connection.integer("SELECT count(*) FROM sqlite_sequence"));
    return rows != 0;
}

} // namespace

std::filesystem::path data_path(const std::filesystem::path& folder) { return folder / "data.db"; }

std::filesystem::path keys_path(const std::filesystem::path& folder) { return folder / "keys.db"; }

Status ready_databases(const std::filesystem::path& folder, const Secret& data_key,
                       const Secret& keys_key, bool create) {
    const auto data = data_path(folder);
    const auto keys = keys_path(folder);
    if (has_bytes(data)) {
        // keys.db is made first: data without keys has lost them.
        if (!has_bytes(keys)) return Error{Code::corrupt, "keys.db is missing"};
    } else if (!create && !has_bytes(keys)) {
        return Error{Code::no_memory_here, "the folder holds no memory"};
    }
    HARK_CHECK(ready(keys, keys_key, keys_format, create));
    if (!has_bytes(data)) {
        HARK_TRY(const bool used, was_used(keys, keys_key));
        // Looked at again: another process may have made it, and used it, since.
        const bool lost = !has_bytes(data);
        if (used && lost) return Error{Code::corrupt, "data.db is missing"};
        if (lost && !create) return Error{Code::no_memory_here, "the folder holds no memory"};
    }
    HARK_CHECK(ready(data, data_key, data_format, create));
    HARK_TRY(auto connection,
             Connection::open(data, data_key, Connection::Pages::data, schema_cache_kib));
    connection.wait_until(patience());
    return add_notes(connection);
}

} // namespace hark::store::sqlcipher
