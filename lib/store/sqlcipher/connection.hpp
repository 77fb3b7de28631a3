// One SQLCipher connection and its prepared statements: the only place that speaks SQLite's C
// interface of handles and codes. Knows nothing of the rows.
#pragma once

#include <atomic>
#include <chrono>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "hark/result.hpp"
#include "hark/secret.hpp"
#include "lib/store/sqlcipher/log_index.hpp"

struct sqlite3;
struct sqlite3_stmt;

namespace hark::store::sqlcipher {

using Moment = std::chrono::steady_clock::time_point;

/// Until when somebody waits who named no deadline: limits::write_wait_ms_max from now.
Moment patience() noexcept;

/// The error for an (extended) SQLite result code. A page that fails its authentication is
/// SQLITE_ERROR when a statement runs, so for running statements that code means `corrupt` too.
Error sqlite_error(int code, Literal what) noexcept;

/// How much of a connection's cache is for keys.db: it holds 45 bytes a customer, and an eighth
/// keeps all its interior pages.
constexpr std::uint64_t keys_share(std::uint64_t cache_kib) noexcept { return cache_kib / 8; }

/// A prepared statement, kept for the life of its connection. Bound blobs are not copied: they must
/// live until the statement was reset.
class Statement {
public:
    Statement() = default;
    ~Statement();
    Statement(Statement&& other) noexcept;
    Statement& operator=(Statement&& other) noexcept;
    Statement(const Statement&) = delete;
    Statement& operator=(const Statement&) = delete;

    Statement& bind(int index, std::int64_t value) noexcept;
    Statement& bind(int index, std::string_view blob) noexcept;
    Statement& bind(int index, std::span<const std::uint8_t> blob) noexcept;
    Statement& bind_nothing(int index) noexcept;

    /// True: a row is there; it lives until the next step or reset.
    Result<bool> step() noexcept;
    /// For statements that give no row: runs and resets.
    Status run() noexcept;
    /// Ends the run; a read transaction ends with its last statement.
    void reset() noexcept;

    std::int64_t integer(int column) const noexcept;
    std::string_view blob(int column) const noexcept;
    std::string_view text(int column) const noexcept;
    bool is_null(int column) const noexcept;

private:
    friend class Connection;
    explicit Statement(sqlite3_stmt* statement) noexcept : statement_{statement} {}

    sqlite3_stmt* statement_{nullptr};
};

/// Resets a statement at the end of a scope.
class Running {
public:
    explicit Running(Statement& statement) noexcept : statement_{statement} {}
    ~Running() { statement_.reset(); }
    Running(const Running&) = delete;
    Running& operator=(const Running&) = delete;

private:
    Statement& statement_;
};

/// An open database. One thread at a time.
class Connection {
public:
    Connection() = default;
    ~Connection();
    Connection(Connection&& other) noexcept;
    Connection& operator=(Connection&& other) noexcept;
    Connection(const Connection&) = delete;
    Connection& operator=(const Connection&) = delete;

    /// What a page holds: rows of a kilobyte in data.db, 40 bytes in keys.db. A page is decrypted
    /// and authenticated whole, whatever is wanted of it, so small rows are cheaper to find in
    /// small pages.
    enum class Pages : std::uint8_t { data, keys };

    /// Opens a file that exists (it may be empty) under a raw key, with every setting that a
    /// connection of ours has. Error `not_encrypted` unless the engine is SQLCipher.
    static Result<Connection> open(const std::filesystem::path& path, const Secret& key,
                                   Pages pages, std::uint64_t cache_kib);
    /// Attaches keys.db under the name `keys`, only to be read: a write to the first database takes
    /// no lock in it.
    Status attach_keys(const std::filesystem::path& path, const Secret& key,
                       std::uint64_t cache_kib);

    /// Gives the caches of the main database and of keys.db other sizes; pages too many go at once.
    Status limit_cache(std::uint64_t main_kib, std::uint64_t keys_kib);

    Result<Statement> prepare(std::string_view sql) noexcept;
    /// Runs statements that give no rows that matter.
    Status execute(const char* sql) noexcept;
    Result<std::int64_t> integer(std::string_view sql) noexcept;

    /// Takes the first step of a statement that begins a snapshot of the main database, and keeps
    /// those pages in the cache that were not written since the last snapshot that began here.
    Result<bool> begin_with(Statement& first) noexcept;

    /// Until when a locked database is waited for; patience() from opening when nothing was said.
    void wait_until(std::optional<Moment> end) noexcept { waiting_->end = end; }

    enum class Checkpoint : std::uint8_t {
        passive, ///< as far as readers and writers allow, disturbing nobody
        restart, ///< everything, holding up writers and waiting for readers; the log begins anew
        truncate ///< the same, and the log file is emptied
    };
    struct Logged {
        int frames{0}; ///< in the log
        int copied{0}; ///< of these, already in the database
    };
    /// Copies the log of the main database into it. `busy` when somebody stayed in the way.
    Result<Logged> checkpoint(Checkpoint how) noexcept;
    /// Pages in the log after this connection's last commit. May be asked for by any thread.
    int logged() const noexcept { return waiting_->logged.load(std::memory_order_relaxed); }

    std::int64_t last_row() const noexcept;
    int changes() const noexcept;
    bool in_transaction() const noexcept;
    sqlite3* handle() const noexcept { return handle_; }
    explicit operator bool() const noexcept { return handle_ != nullptr; }

private:
    /// Lives on the heap: SQLite keeps its address, while connections are moved.
    struct Waiting {
        std::optional<Moment> end;
        std::atomic<int> logged{0};
    };
    static int still_busy(void* waiting, int attempt) noexcept;
    static int after_commit(void* waiting, sqlite3*, const char*, int logged) noexcept;

    sqlite3* handle_{nullptr};
    LogIndex log_;
    /// A state of the log no later than the last snapshot: what is cached was true then.
    LogIndex::Mark valid_;
    std::unique_ptr<Waiting> waiting_{std::make_unique<Waiting>()};
};

} // namespace hark::store::sqlcipher
