#include "tests/unit/memory/plain_sqlite_host.hpp"

#include <sqlite3.h>

namespace hark::test {

bool write_plain(const std::string& path, const std::string& text) {
    sqlite3* database = nullptr;
    if (sqlite3_open(path.c_str(), &database) != SQLITE_OK) return false;
    const auto sql = "CREATE TABLE IF NOT EXISTS t(v); INSERT INTO t VALUES('" + text + "')";
    const bool written =
        sqlite3_exec(database, sql.c_str(), nullptr, nullptr, nullptr) == SQLITE_OK;
    return sqlite3_close(database) == SQLITE_OK && written;
}

bool reads_plain(const std::string& path) {
    sqlite3* database = nullptr;
    const bool read = sqlite3_open(path.c_str(), &database) == SQLITE_OK &&
                      sqlite3_exec(database, "SELECT * FROM sqlite_master", nullptr, nullptr,
                                   nullptr) == SQLITE_OK;
    sqlite3_close(database);
    return read;
}

} // namespace hark::test
