#include "server/auth/api_key.hpp"

#include <array>
#include <cstdint>

#include "hark/secret.hpp"

namespace hark::server {

namespace {

constexpr std::string_view live = "hk_live_";
constexpr std::string_view test = "hk_test_";
constexpr std::size_t random_characters = 30;
constexpr std::size_t check_characters = 6; // 62^6 > 2^32
constexpr std::string_view base62 =
    "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

static_assert(live.size() == test.size());
static_assert(api_key_bytes == live.size() + random_characters + check_characters);

/// CRC-32/ISO-HDLC, the one of zlib and PNG, bit by bit: keys are short.
constexpr std::uint32_t crc32(std::string_view text) noexcept {
    std::uint32_t crc = 0xffffffffU;
    for (const char c : text) {
        crc ^= static_cast<std::uint8_t>(c);
        for (int bit = 0; bit < 8; ++bit)
            crc = (crc >> 1) ^ ((crc & 1) != 0 ? 0xedb88320U : 0);
    }
    return ~crc;
}
static_assert(crc32("123456789") == 0xcbf43926U);

/// Most significant first, padded with zeros.
constexpr std::array<char, check_characters> checksum(std::string_view text) noexcept {
    std::array<char, check_characters> made{};
    std::uint32_t rest = crc32(text);
    for (std::size_t i = check_characters; i-- > 0; rest /= 62)
        made[i] = base62[rest % 62];
    return made;
}

} // namespace

std::string make_api_key() {
    std::string key{live};
    while (key.size() < live.size() + random_characters) {
        const Secret random = Secret::random();
        for (const std::uint8_t byte : random.bytes()) {
            // 248 is the largest multiple of 62 in a byte: above it, some would be likelier.
            if (byte < 248 && key.size() < live.size() + random_characters) {
                key.push_back(base62[byte % 62]);
            }
        }
    }
    const auto check = checksum(key);
    return key.append(check.data(), check.size());
}

bool is_api_key(std::string_view text) noexcept {
    if (text.size() != api_key_bytes) return false;
    if (!text.starts_with(live) && !text.starts_with(test)) return false;
    for (const char c : text.substr(live.size())) {
        if (base62.find(c) == std::string_view::npos) return false;
    }
    const auto check = checksum(text.substr(0, text.size() - check_characters));
    return text.substr(text.size() - check_characters) ==
           std::string_view{check.data(), check.size()};
}

bool equal_in_constant_time(std::string_view one, std::string_view other) noexcept {
    if (one.size() != other.size()) return false;
    // volatile: the compiler may not end the loop early.
    volatile std::uint8_t difference = 0;
    for (std::size_t i = 0; i < one.size(); ++i) {
        difference =
            static_cast<std::uint8_t>(difference | static_cast<std::uint8_t>(one[i] ^ other[i]));
    }
    return difference == 0;
}

} // namespace hark::server
