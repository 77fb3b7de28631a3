// Addresses of networks: IPv4 in four decimal octets (RFC 6943 section 3.1.1 "strict"), IPv6 as RFC
// 4291 section 2.2 and RFC 5952 write it, and which of them reach nobody (RFC 1918, 3927, 4193,
// 5737, 3849, 6598).
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>

namespace hark::redaction::checks {

struct Ipv4 {
    std::array<std::uint8_t, 4> octets{};
    bool valid{false};
};

/// Exactly four octets without leading zeros, and nothing else.
constexpr Ipv4 ipv4(std::string_view text) noexcept {
    Ipv4 address;
    std::size_t at = 0;
    for (std::size_t octet = 0; octet < 4; ++octet) {
        unsigned value = 0;
        const std::size_t from = at;
        while (at < text.size() && text[at] >= '0' && text[at] <= '9' && at - from < 3)
            value = value * 10 + static_cast<unsigned>(text[at++] - '0');
        if (at == from || value > 255 || (at - from > 1 && text[from] == '0')) return address;
        address.octets[octet] = static_cast<std::uint8_t>(value);
        if (octet < 3 && (at >= text.size() || text[at++] != '.')) return address;
    }
    address.valid = at == text.size();
    return address;
}

constexpr bool is_hex(char character) noexcept {
    return (character >= '0' && character <= '9') || (character >= 'a' && character <= 'f') ||
           (character >= 'A' && character <= 'F');
}

/// Eight groups, or fewer with one "::"; the last 32 bits perhaps as IPv4. No zone, no prefix
/// length.
constexpr bool is_ipv6(std::string_view text) noexcept {
    unsigned groups = 0, gaps = 0;
    std::size_t at = 0;
    if (text.starts_with("::")) {
        gaps = 1;
        at = 2;
    } else if (text.starts_with(":")) {
        return false;
    }
    while (at < text.size()) {
        const std::size_t from = at;
        while (at < text.size() && is_hex(text[at]) && at - from <= 4)
            ++at;
        if (at == from) return false;
        if (at < text.size() && text[at] == '.') {
            if (!ipv4(text.substr(from)).valid) return false;
            groups += 2;
            at = text.size();
            break;
        }
        if (at - from > 4) return false;
        ++groups;
        if (at == text.size()) break;
        if (text[at++] != ':' || at == text.size()) return false;
        if (text[at] == ':') {
            if (++gaps > 1) return false;
            ++at;
        }
    }
    return gaps == 1 ? groups <= 7 : groups == 8;
}

/// Of private, loopback, link-local and documentation networks, unspecified ones included. The
/// text is an address, perhaps with a prefix length or a zone.
constexpr bool is_private_address(std::string_view text) noexcept {
    text = text.substr(0, text.find_first_of("/%"));
    const Ipv4 address = ipv4(text);
    if (!address.valid) {
        const auto begins = [text](std::string_view lower) {
            if (text.size() < lower.size()) return false;
            for (std::size_t index = 0; index < lower.size(); ++index) {
                const char at = text[index];
                const char small = at >= 'A' && at <= 'Z' ? static_cast<char>(at + 32) : at;
                if (small != lower[index]) return false;
            }
            return true;
        };
        return text == "::1" || text == "::" || begins("fe80:") || begins("fc") || begins("fd") ||
               begins("2001:db8:");
    }
    const auto& o = address.octets;
    return o[0] == 10 || o[0] == 127 || o[0] == 0 || (o[0] == 192 && o[1] == 168) ||
           (o[0] == 172 && o[1] >= 16 && o[1] <= 31) || (o[0] == 169 && o[1] == 254) ||
           (o[0] == 100 && o[1] >= 64 && o[1] <= 127) || (o[0] == 192 && o[1] == 0 && o[2] == 2) ||
           (o[0] == 198 && o[1] == 51 && o[2] == 100) || (o[0] == 203 && o[1] == 0 && o[2] == 113);
}

} // namespace hark::redaction::checks
