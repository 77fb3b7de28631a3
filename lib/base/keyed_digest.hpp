// A digest that nobody without the key can compute: HMAC-SHA-256.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "hark/secret.hpp"

namespace hark::base {

/// Of all that was added, in order. For one thread at a time; wiped when it goes.
class KeyedDigest {
public:
    static constexpr std::size_t size = 32;

    explicit KeyedDigest(const Secret& key) noexcept;
    ~KeyedDigest();
    KeyedDigest(const KeyedDigest&) = delete;
    KeyedDigest& operator=(const KeyedDigest&) = delete;

    void add(std::string_view bytes) noexcept;
    /// Once; nothing may be added afterwards.
    std::array<std::uint8_t, size> finish() noexcept;

private:
    static constexpr std::size_t state_bytes = 416;
    alignas(16) std::array<std::uint8_t, state_bytes> state_;
};

/// Overwrites what the compiler would leave, knowing that nobody reads it again.
void wipe(void* bytes, std::size_t count) noexcept;

} // namespace hark::base
