// The callers of the bench: made-up numbers, and a memory filled with them.
#pragma once

#include <cstdint>
#include <filesystem>
#include <random>
#include <string>

#include "hark/hark.hpp"
#include "lib/crypto/keyring.hpp"

namespace hark::bench {

/// Customer `index`'s number: "+12122000000" upwards, over as many area codes as it takes.
std::string number_of(std::uint64_t index);
/// The row under which the links of that number lie.
std::int64_t links_key(const crypto::Keyring& keys, std::uint64_t index);

/// A customer drawn evenly.
class Population {
public:
    explicit Population(std::uint64_t customers) : customers_{customers} {}
    std::uint64_t pick() const {
        thread_local std::mt19937_64 random{std::random_device{}()};
        return random() % customers_;
    }
    std::uint64_t size() const { return customers_; }

private:
    std::uint64_t customers_;
};

/// 24 September 2026, as long after the calls of load() as makes their answers forgotten.
inline constexpr Time bench_now{Millis{1'790'200'000'000}};

std::filesystem::path key_file(const std::filesystem::path& folder);
crypto::Keyring open_keys(const std::filesystem::path& folder);
Memory open_memory(const std::filesystem::path& folder, Clock& clock);

/// Makes a memory of customers with a number, an id, three variables, an intent and a past call
/// each. The rows are the engine's own, written in large transactions.
void load(const std::filesystem::path& folder, std::uint64_t customers);
std::uint64_t customers_in(const std::filesystem::path& folder);

/// A start by customer `index`, and what their call ends with.
CallStart a_start(std::uint64_t call, std::uint64_t index);
CallEnd an_end(std::uint64_t call);
/// About 80 characters.
Summary a_summary(std::uint64_t call);

} // namespace hark::bench
