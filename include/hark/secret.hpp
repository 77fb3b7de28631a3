// Key material: moved, never copied, wiped when it goes, never printed and never compared with ==.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>

#include "hark/result.hpp"

namespace hark {

/// 32 secret bytes. Wiped on destruction and when moved from.
class Secret {
public:
    static constexpr std::size_t size = 32;

    Secret() noexcept : bytes_{} {}
    ~Secret();
    Secret(const Secret&) = delete;
    Secret& operator=(const Secret&) = delete;
    Secret(Secret&& other) noexcept;
    Secret& operator=(Secret&& other) noexcept;

    /// Error `key_missing` unless there are exactly 32 bytes. The caller wipes its own copy.
    static Result<Secret> from(std::span<const std::uint8_t> bytes);
    static Secret random();

    std::span<const std::uint8_t, size> bytes() const noexcept { return bytes_; }
    std::span<std::uint8_t, size> writable() noexcept { return bytes_; }

    bool operator==(const Secret&) const = delete;

private:
    std::array<std::uint8_t, size> bytes_;
};

template <typename Stream>
Stream& operator<<(Stream&, const Secret&) = delete;

} // namespace hark
