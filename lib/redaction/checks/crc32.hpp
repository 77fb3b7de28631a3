// CRC-32 of IEEE 802.3, and the tail that GitHub's tokens carry: the checksum of their random part
// in six digits of base 62 (github.blog, "Behind GitHub's new authentication token formats").
#pragma once

#include <cstdint>
#include <string_view>

namespace hark::redaction::checks {

constexpr std::uint32_t crc32(std::string_view bytes) noexcept {
    std::uint32_t sum = 0xFFFFFFFFU;
    for (const char byte : bytes) {
        sum ^= static_cast<unsigned char>(byte);
        for (int bit = 0; bit < 8; ++bit)
            sum = sum >> 1 ^ ((sum & 1U) != 0 ? 0xEDB88320U : 0U);
    }
    return sum ^ 0xFFFFFFFFU;
}

/// `random` and then six digits, without the prefix.
constexpr bool has_github_tail(std::string_view token) noexcept {
    constexpr std::string_view digits =
        "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
    if (token.size() <= 6) return false;
    std::uint32_t sum = crc32(token.substr(0, token.size() - 6));
    for (std::size_t index = token.size(); index-- > token.size() - 6; sum /= 62)
        if (token[index] != digits[sum % 62]) return false;
    return sum == 0;
}

} // namespace hark::redaction::checks
