// The reference: the same rows read and written by plain statements on one SQLCipher connection,
// with none of the engine's work around them.
#pragma once

#include <cstdint>
#include <cstdlib>
#include <filesystem>
#include <string>
#include <vector>

#include "lib/crypto/keyring.hpp"
#include "lib/store/sqlcipher/connection.hpp"
#include "lib/store/sqlcipher/rows.hpp"
#include "lib/store/sqlcipher/sql.hpp"
#include "tests/bench/series.hpp"

namespace hark::bench {

/// The value, or the end of the bench.
template <typename T>
T must(Result<T> result) {
    if (!result.ok()) {
        const auto what = result.error().what.view();
        std::fprintf(stderr, "bench: %.*s (%d)\n", static_cast<int>(what.size()), what.data(),
                     result.error().sys);
        std::exit(1);
    }
    return std::move(result).value();
}
inline void must(const Status& status) {
    if (!status.ok()) must<int>(status.error());
}

/// As many bytes that nothing compresses or guesses.
std::string noise(std::size_t bytes);

/// How long the rows are that a start, an end and a peek touch: taken from the memory itself, so
/// that the reference moves as many bytes.
struct RowSizes {
    std::size_t call_head{0}, call_details{0}, answer{0};
    std::size_t customer_head{0}, context{0}, profile{0}, links{0};
    std::size_t read() const { return links + customer_head + context + profile + 32; }
    std::size_t written() const { return call_head + call_details + answer; }
};

class Bare {
public:
    Bare(const std::filesystem::path& folder, const crypto::Keyring& keys, std::uint64_t cache_kib);

    /// The rows of a peek at one number: links, customer and slot, in one snapshot.
    std::size_t read(std::int64_t links_key);
    RowSizes sizes();

    void begin();
    void commit();
    /// The rows of a start of a known caller. Returns the call's row.
    std::int64_t write_start(const RowSizes& sizes, std::int64_t recent_key);
    /// The rows of that call's end. `links_key`: of the number it came from.
    void write_end(const RowSizes& sizes, std::int64_t call, std::int64_t links_key);

    std::int64_t integer(const char* sql) { return must(connection_.integer(sql)); }
    store::sqlcipher::Connection& connection() { return connection_; }
    store::sqlcipher::Statements& statements() { return statements_; }

private:
    store::sqlcipher::Connection connection_;
    store::sqlcipher::Statements statements_;
    store::sqlcipher::Statement read_begin_;
};

} // namespace hark::bench
