// Random UUIDs: made, written and read.

#include "hark/customer_ref.hpp"

#include "lib/base/random.hpp"

namespace hark {

namespace {

constexpr std::size_t text_size = 36;

constexpr bool dash_before_byte(std::size_t byte) noexcept {
    return byte == 4 || byte == 6 || byte == 8 || byte == 10;
}

/// 0–15, or -1 for what is no hexadecimal digit.
constexpr int digit_value(char digit) noexcept {
    if (digit >= '0' && digit <= '9') return digit - '0';
    if (digit >= 'a' && digit <= 'f') return digit - 'a' + 10;
    if (digit >= 'A' && digit <= 'F') return digit - 'A' + 10;
    return -1;
}

} // namespace

CustomerRef CustomerRef::random() noexcept {
    std::array<std::uint8_t, 16> bytes;
    base::fill_random(bytes);
    bytes[6] = static_cast<std::uint8_t>((bytes[6] & 0x0f) | 0x40); // version 4
    bytes[8] = static_cast<std::uint8_t>((bytes[8] & 0x3f) | 0x80); // variant of RFC 9562
    return CustomerRef{bytes};
}

std::optional<CustomerRef> CustomerRef::from(std::string_view text) noexcept {
    if (text.size() != text_size) return std::nullopt;
    std::array<std::uint8_t, 16> bytes;
    std::size_t at = 0;
    for (std::size_t i = 0; i < bytes.size(); ++i) {
        if (dash_before_byte(i) && text[at++] != '-') return std::nullopt;
        const int high = digit_value(text[at++]);
        const int low = digit_value(text[at++]);
        if (high < 0 || low < 0) return std::nullopt;
        bytes[i] = static_cast<std::uint8_t>(high * 16 + low);
    }
    return CustomerRef{bytes};
}

std::string CustomerRef::text() const {
    constexpr char digits[] = "0123456789abcdef";
    std::string text(text_size, '-');
    std::size_t at = 0;
    for (std::size_t i = 0; i < bytes_.size(); ++i) {
        if (dash_before_byte(i)) ++at;
        text[at++] = digits[bytes_[i] >> 4];
        text[at++] = digits[bytes_[i] & 0x0f];
    }
    return text;
}

} // namespace hark
