#include "lib/store/sqlcipher/connection.hpp"

#include <sqlite3.h>

#include <array>
#include <cstring>
#include <mutex>
#include <thread>
#include <utility>

#include "hark/limits.hpp"
#include "lib/base/try.hpp"
#include "lib/store/sqlcipher/page_cache.hpp"

namespace hark::store::sqlcipher {
namespace {

using namespace std::chrono_literals;

/// The form in which SQLCipher takes a raw key, x'…64 digits…', wiped when it goes.
class KeyText {
public:
    explicit KeyText(const Secret& key) noexcept {
        constexpr char digits[] = "0123456789abcdef";
        std::size_t at = 0;
        text_[at++] = 'x';
        text_[at++] = '\'';
        for (const auto byte : key.bytes()) {
            text_[at++] = digits[byte >> 4];
            text_[at++] = digits[byte & 0x0f];
        }
        text_[at] = '\'';
    }
    ~KeyText() { ::explicit_bzero(text_.data(), text_.size()); }
    KeyText(const KeyText&) = delete;
    KeyText& operator=(const KeyText&) = delete;

    std::string_view view() const noexcept { return {text_.data(), text_.size()}; }

private:
    std::array<char, 3 + 2 * Secret::size> text_{};
};

Code code_of(int code) noexcept {
    switch (code & 0xff) {
        case SQLITE_BUSY:
        case SQLITE_LOCKED:
        case SQLITE_PROTOCOL:
            return Code::busy;
        case SQLITE_FULL:
            return Code::disk_full;
        case SQLITE_READONLY:
        case SQLITE_PERM:
            return Code::read_only;
        case SQLITE_ERROR:
        case SQLITE_CORRUPT:
        case SQLITE_NOTADB:
            return Code::corrupt;
        case SQLITE_CONSTRAINT:
        case SQLITE_MISMATCH:
        case SQLITE_MISUSE:
        case SQLITE_RANGE:
            return Code::internal;
        default:
            return Code::storage_failed;
    }
}

/// What has to be said once in a program before the first connection.
void ready_engine() noexcept {
    static std::once_flag once;
    std::call_once(once, [] {
        install_page_cache();
        // SQLCipher must know a file's page size before it can read it, and for a database that is
        // attached only a default can tell. So the default is that of keys.db, which is attached;
        // data.db says its own.
        sqlite3* any = nullptr;
        if (sqlite3_open_v2(":memory:", &any, SQLITE_OPEN_READWRITE, nullptr) == SQLITE_OK) {
            sqlite3_exec(any, "PRAGMA cipher_default_page_size=1024", nullptr, nullptr, nullptr);
        }
        sqlite3_close_v2(any);
    });
}

/// The name of a file as SQLite takes it: absolute, because ":" and "file:" at the beginning mean
/// something else; as a URI, because only that can say how the file is to be used.
std::string uri_of(const std::filesystem::path& path, std::string_view mode) {
    constexpr char digits[] = "0123456789ABCDEF";
    std::error_code ignored;
    const auto absolute = std::filesystem::absolute(path, ignored);
    std::string uri = "file://";
    for (const char letter : (ignored ? path : absolute).string()) {
        const auto byte = static_cast<unsigned char>(letter);
        if (byte == '%' || byte == '?' || byte == '#') {
            uri += {'%', digits[byte >> 4], digits[byte & 0x0f]};
        } else {
            uri += letter;
        }
    }
    uri += "?mode=";
    uri += mode;
    return uri;
}

} // namespace

Error sqlite_error(int code, Literal what) noexcept {
    return {.code = code_of(code), .what = what, .where = {}, .sys = code};
}

// --- statements ----------------------------------------------------------------------------------

Statement::~Statement() { sqlite3_finalize(statement_); }

Statement::Statement(Statement&& other) noexcept
    : statement_{std::exchange(other.statement_, nullptr)} {}

Statement& Statement::operator=(Statement&& other) noexcept {
    if (this != &other) {
        sqlite3_finalize(statement_);
        statement_ = std::exchange(other.statement_, nullptr);
    }
    return *this;
}

// Binding fails only for a wrong index or a blob beyond SQLite's limit of 1 GB; either leaves NULL,
// which the tables refuse.
Statement& Statement::bind(int index, std::int64_t value) noexcept {
    sqlite3_bind_int64(statement_, index, value);
    return *this;
}

Statement& Statement::bind(int index, std::string_view blob) noexcept {
    // A null pointer would bind NULL, and an empty blob is not nothing.
    const char* data = blob.data() ? blob.data() : "";
    sqlite3_bind_blob64(statement_, index, data, blob.size(), SQLITE_STATIC);
    return *this;
}

Statement& Statement::bind(int index, std::span<const std::uint8_t> blob) noexcept {
    return bind(index, std::string_view{reinterpret_cast<const char*>(blob.data()), blob.size()});
}

Statement& Statement::bind_nothing(int index) noexcept {
    sqlite3_bind_null(statement_, index);
    return *this;
}

Result<bool> Statement::step() noexcept {
    const int code = sqlite3_step(statement_);
    if (code == SQLITE_ROW) return true;
    if (code == SQLITE_DONE) return false;
    return sqlite_error(code, "the store could not be read or written");
}

Status Statement::run() noexcept {
    const auto stepped = step();
    reset();
    if (!stepped) return stepped.error();
    return {};
}

void Statement::reset() noexcept { sqlite3_reset(statement_); }

std::int64_t Statement::integer(int column) const noexcept {
    return sqlite3_column_int64(statement_, column);
}

std::string_view Statement::blob(int column) const noexcept {
    const auto* data = static_cast<const char*>(sqlite3_column_blob(statement_, column));
    const auto size = sqlite3_column_bytes(statement_, column);
    return data ? std::string_view{data, static_cast<std::size_t>(size)} : std::string_view{};
}

std::string_view Statement::text(int column) const noexcept {
    const auto* data = reinterpret_cast<const char*>(sqlite3_column_text(statement_, column));
    const auto size = sqlite3_column_bytes(statement_, column);
    return data ? std::string_view{data, static_cast<std::size_t>(size)} : std::string_view{};
}

bool Statement::is_null(int column) const noexcept {
    return sqlite3_column_type(statement_, column) == SQLITE_NULL;
}

// --- connections ---------------------------------------------------------------------------------

Connection::~Connection() { sqlite3_close_v2(handle_); }

Connection::Connection(Connection&& other) noexcept
    : handle_{std::exchange(other.handle_, nullptr)},
      log_{std::exchange(other.log_, {})},
      valid_{std::exchange(other.valid_, {})},
      waiting_{std::move(other.waiting_)} {}

Connection& Connection::operator=(Connection&& other) noexcept {
    if (this != &other) {
        sqlite3_close_v2(handle_);
        handle_ = std::exchange(other.handle_, nullptr);
        log_ = std::exchange(other.log_, {});
        valid_ = std::exchange(other.valid_, {});
        waiting_ = std::move(other.waiting_);
    }
    return *this;
}

/// SQLite asks this before each new try at a lock that somebody else holds.
int Connection::still_busy(void* waiting, int attempt) noexcept {
    const auto& end = static_cast<const Waiting*>(waiting)->end;
    if (!end) return 0;
    const auto now = std::chrono::steady_clock::now();
    if (now >= *end) return 0;
    // The other process's commit takes some 0.2 ms; a lock held for longer is asked for less often.
    const auto pause = attempt < 20 ? 100us : 1000us;
    std::this_thread::sleep_for(std::min<std::chrono::nanoseconds>(pause, *end - now));
    return 1;
}

/// SQLite calls this after each commit.
int Connection::after_commit(void* waiting, sqlite3*, const char*, int logged) noexcept {
    static_cast<Waiting*>(waiting)->logged.store(logged, std::memory_order_relaxed);
    return SQLITE_OK;
}

Moment patience() noexcept {
    return std::chrono::steady_clock::now() + std::chrono::milliseconds{limits::write_wait_ms_max};
}

Result<Connection> Connection::open(const std::filesystem::path& path, const Secret& key,
                                    Pages pages, std::uint64_t cache_kib) {
    ready_engine();
    Connection connection;
    const auto name = uri_of(path, "rw");
    // NOMUTEX: a connection is used by one thread at a time.
    constexpr int flags =
        SQLITE_OPEN_READWRITE | SQLITE_OPEN_URI | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE;
    int code = sqlite3_open_v2(name.c_str(), &connection.handle_, flags, nullptr);
    if (code != SQLITE_OK) return sqlite_error(code, "a database cannot be opened");
    sqlite3_busy_handler(connection.handle_, still_busy, connection.waiting_.get());
    // Some of the settings read the file, which another process may just be making.
    connection.wait_until(patience());

    sqlite3_wal_hook(connection.handle_, after_commit, connection.waiting_.get());

    const KeyText text{key};
    code =
        sqlite3_key(connection.handle_, text.view().data(), static_cast<int>(text.view().size()));
    if (code != SQLITE_OK) return sqlite_error(code, "a database key cannot be set");
    if (pages == Pages::data) HARK_CHECK(connection.execute("PRAGMA cipher_page_size=4096"));
    HARK_TRY(auto version, connection.prepare("PRAGMA cipher_version"));
    const auto answered = version.step();
    if (!answered || !*answered) {
        return Error{Code::not_encrypted, "the database engine does not encrypt"};
    }
    version.reset();
    sqlite3_db_config(connection.handle_, SQLITE_DBCONFIG_DEFENSIVE, 1, nullptr);
    sqlite3_db_config(connection.handle_, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, nullptr);
    HARK_CHECK(
        connection.execute("PRAGMA secure_delete=ON;"
                           "PRAGMA temp_store=MEMORY;"
                           "PRAGMA synchronous=FULL;"));
    const auto cache = "PRAGMA main.cache_size=-" + std::to_string(cache_kib);
    HARK_CHECK(connection.execute(cache.c_str()));
    return connection;
}

Status Connection::attach_keys(const std::filesystem::path& path, const Secret& key,
                               std::uint64_t cache_kib) {
    const auto name = uri_of(path, "ro");
    const KeyText text{key};
    HARK_TRY(auto attach, prepare("ATTACH ?1 AS keys KEY ?2"));
    sqlite3_bind_text(attach.statement_, 1, name.data(), static_cast<int>(name.size()),
                      SQLITE_STATIC);
    attach.bind(2, text.view());
    HARK_CHECK(attach.run());
    const auto cache = "PRAGMA keys.cache_size=-" + std::to_string(cache_kib);
    return execute(cache.c_str());
}

Status Connection::limit_cache(std::uint64_t main_kib, std::uint64_t keys_kib) {
    const auto sizes = "PRAGMA main.cache_size=-" + std::to_string(main_kib) +
                       ";PRAGMA keys.cache_size=-" + std::to_string(keys_kib);
    return execute(sizes.c_str());
}

Result<bool> Connection::begin_with(Statement& first) noexcept {
    // Read before the snapshot begins: it may be older than the snapshot, never newer.
    const auto before = log_.mark();
    const KeepingPages scope{log_, valid_};
    auto row = first.step();
    if (row.ok()) valid_ = before;
    // The log's index is mapped from the first snapshot on.
    if (row.ok() && !before.known) log_ = LogIndex{handle_};
    return row;
}

Result<Statement> Connection::prepare(std::string_view sql) noexcept {
    sqlite3_stmt* statement = nullptr;
    const int code = sqlite3_prepare_v3(handle_, sql.data(), static_cast<int>(sql.size()),
                                        SQLITE_PREPARE_PERSISTENT, &statement, nullptr);
    if (code != SQLITE_OK) return sqlite_error(code, "a statement does not fit this database");
    return Statement{statement};
}

Status Connection::execute(const char* sql) noexcept {
    const int code = sqlite3_exec(handle_, sql, nullptr, nullptr, nullptr);
    if (code != SQLITE_OK) return sqlite_error(code, "the store could not be read or written");
    return {};
}

Result<std::int64_t> Connection::integer(std::string_view sql) noexcept {
    HARK_TRY(auto statement, prepare(sql));
    HARK_TRY(const bool row, statement.step());
    return row ? statement.integer(0) : 0;
}

Result<Connection::Logged> Connection::checkpoint(Checkpoint how) noexcept {
    constexpr int modes[] = {SQLITE_CHECKPOINT_PASSIVE, SQLITE_CHECKPOINT_RESTART,
                             SQLITE_CHECKPOINT_TRUNCATE};
    Logged logged;
    const int code = sqlite3_wal_checkpoint_v2(handle_, "main", modes[static_cast<int>(how)],
                                               &logged.frames, &logged.copied);
    if (code != SQLITE_OK) return sqlite_error(code, "the log cannot be copied into the database");
    return logged;
}

std::int64_t Connection::last_row() const noexcept { return sqlite3_last_insert_rowid(handle_); }

int Connection::changes() const noexcept { return sqlite3_changes(handle_); }

bool Connection::in_transaction() const noexcept { return sqlite3_get_autocommit(handle_) == 0; }

} // namespace hark::store::sqlcipher
