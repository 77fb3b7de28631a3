// Who asks: finds the stored record of an API key. Keeps no key, only keyed hashes of keys.
#pragma once

#include <array>
#include <chrono>
#include <cstdint>
#include <mutex>
#include <string>
#include <string_view>
#include <vector>

#include "hark/memory.hpp"
#include "hark/result.hpp"

namespace hark::server {

/// What a key may do; bits. The numbers are part of the stored form.
enum class Scope : std::uint32_t {
    none = 0,
    calls = 1,
    redact = 2,
    customers = 4,
    verify = 8,
    account = 16,
    admin = 32,
    every = 63,
};
constexpr bool holds(Scope held, Scope wanted) noexcept {
    const auto bits = static_cast<std::uint32_t>(wanted);
    return (static_cast<std::uint32_t>(held) & bits) == bits;
}

/// Who a key stands for.
struct Principal {
    std::string key_id; ///< may be logged
    Scope scopes{Scope::none};
};

/// The API keys of one memory. May be used from many threads at once.
class Keys {
public:
    /// `memory` must outlive this.
    explicit Keys(Memory& memory) : memory_{memory} {}

    /// Stores a new key with every scope: the operator's. Error `conflict` when there is one.
    Status add_operator_key(std::string_view api_key, Time now);
    /// True when the operator's key was made. `false` also for a memory that was never given one.
    Result<bool> has_operator_key();

    /// Whose key this is. `not_found` for a key that is malformed, unknown or revoked: alike.
    Result<Principal> find(std::string_view api_key);

private:
    using Hash = std::array<std::uint8_t, 32>;
    struct Known {
        Hash hash;
        Principal principal;
        std::chrono::steady_clock::time_point until;
    };
    bool recall(const Hash& hash, Principal& principal);
    void remember(const Hash& hash, const Principal& principal);

    Memory& memory_;
    std::mutex mutex_;
    std::vector<Known> known_; // found a moment ago; a revoked key is dead within a second
};

} // namespace hark::server
