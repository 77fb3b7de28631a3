// The only name by which a customer is known outside Hark.
#pragma once

#include <array>
#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace hark {

/// A random UUID (version 4, RFC 9562). Says nothing about the person; may be logged.
class CustomerRef {
public:
    CustomerRef() noexcept : bytes_{} {} ///< the nil UUID: nobody
    explicit CustomerRef(const std::array<std::uint8_t, 16>& bytes) noexcept : bytes_{bytes} {}

    static CustomerRef random() noexcept;
    /// The 36-character form, either case; nothing for anything else.
    static std::optional<CustomerRef> from(std::string_view text) noexcept;

    std::string text() const;
    const std::array<std::uint8_t, 16>& bytes() const noexcept { return bytes_; }

    auto operator<=>(const CustomerRef&) const = default;

private:
    std::array<std::uint8_t, 16> bytes_;
};

} // namespace hark
