// Fixed buffers throughout: the longest address has ninety characters.
#include "lib/redaction/checks/wallet.hpp"

#include <sodium.h>

#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>

#include "lib/redaction/characters.hpp"
#include "lib/redaction/checks/address.hpp"

namespace hark::redaction::checks {
namespace {

constexpr std::string_view base58_alphabet =
    "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz";
constexpr std::string_view bech32_alphabet = "qpzry9x8gf2tvdw0s3jn54khce6mua7l";

std::uint32_t bech32_step(std::uint32_t sum, std::uint32_t value) noexcept {
    constexpr std::array<std::uint32_t, 5> generators{0x3b6a57b2, 0x26508e6d, 0x1ea119fa,
                                                      0x3d4233dd, 0x2a1462b3};
    const std::uint32_t top = sum >> 25;
    sum = (sum & 0x1ffffff) << 5 ^ value;
    for (unsigned bit = 0; bit < 5; ++bit)
        if ((top >> bit & 1) != 0) sum ^= generators[bit];
    return sum;
}

using KeccakState = std::array<std::uint64_t, 25>;

void keccak_round(KeccakState& state, std::uint64_t constant) noexcept {
    constexpr std::array<int, 24> rotations{1,  3,  6,  10, 15, 21, 28, 36, 45, 55, 2,  14,
                                            27, 41, 56, 8,  25, 43, 62, 18, 39, 61, 20, 44};
    constexpr std::array<std::size_t, 24> lanes{10, 7,  11, 17, 18, 3, 5,  16, 8,  21, 24, 4,
                                                15, 23, 19, 13, 12, 2, 20, 14, 22, 9,  6,  1};
    std::array<std::uint64_t, 5> column{};
    for (std::size_t x = 0; x < 5; ++x)
        column[x] = state[x] ^ state[x + 5] ^ state[x + 10] ^ state[x + 15] ^ state[x + 20];
    for (std::size_t x = 0; x < 5; ++x) {
        const std::uint64_t change = column[(x + 4) % 5] ^ std::rotl(column[(x + 1) % 5], 1);
        for (std::size_t y = 0; y < 25; y += 5)
            state[y + x] ^= change;
    }
    std::uint64_t moved = state[1];
    for (std::size_t index = 0; index < 24; ++index) {
        const std::uint64_t next = state[lanes[index]];
        state[lanes[index]] = std::rotl(moved, rotations[index]);
        moved = next;
    }
    for (std::size_t y = 0; y < 25; y += 5) {
        for (std::size_t x = 0; x < 5; ++x)
            column[x] = state[y + x];
        for (std::size_t x = 0; x < 5; ++x)
            state[y + x] = column[x] ^ (~column[(x + 1) % 5] & column[(x + 2) % 5]);
    }
    state[0] ^= constant;
}

/// The first 20 bytes of Keccak-256 (the padding of before FIPS 202) of at most 135 bytes.
std::array<std::uint8_t, 20> keccak(std::string_view text) noexcept {
    constexpr std::array<std::uint64_t, 24> constants{
        0x0000000000000001, 0x0000000000008082, 0x800000000000808a, 0x8000000080008000,
        0x000000000000808b, 0x0000000080000001, 0x8000000080008081, 0x8000000000008009,
        0x000000000000008a, 0x0000000000000088, 0x0000000080008009, 0x000000008000000a,
        0x000000008000808b, 0x800000000000008b, 0x8000000000008089, 0x8000000000008003,
        0x8000000000008002, 0x8000000000000080, 0x000000000000800a, 0x800000008000000a,
        0x8000000080008081, 0x8000000000008080, 0x0000000080000001, 0x8000000080008008};
    constexpr std::size_t rate = 136;
    KeccakState state{};
    const auto absorb = [&state](std::size_t at, std::uint8_t byte) {
        state[at / 8] ^= std::uint64_t{byte} << (8 * (at % 8));
    };
    for (std::size_t at = 0; at < text.size(); ++at)
        absorb(at, static_cast<std::uint8_t>(text[at]));
    absorb(text.size(), 0x01);
    absorb(rate - 1, 0x80);
    for (const std::uint64_t constant : constants)
        keccak_round(state, constant);
    std::array<std::uint8_t, 20> out{};
    for (std::size_t at = 0; at < out.size(); ++at)
        out[at] = static_cast<std::uint8_t>(state[at / 8] >> (8 * (at % 8)));
    return out;
}

} // namespace

bool is_base58check(std::string_view text) noexcept {
    if (text.find_first_of("0OIl") != std::string_view::npos) return false;
    std::array<std::uint8_t, 25> bytes{};
    for (const char character : text) {
        const std::size_t digit = base58_alphabet.find(character);
        if (digit == std::string_view::npos) return false;
        auto carry = static_cast<std::uint32_t>(digit);
        for (std::size_t index = bytes.size(); index-- > 0;) {
            carry += 58U * bytes[index];
            bytes[index] = static_cast<std::uint8_t>(carry);
            carry >>= 8;
        }
        if (carry != 0) return false;
    }
    if (bytes[0] != 0x00 && bytes[0] != 0x05) return false;
    std::array<std::uint8_t, crypto_hash_sha256_BYTES> once{}, twice{};
    crypto_hash_sha256(once.data(), bytes.data(), 21);
    crypto_hash_sha256(twice.data(), once.data(), once.size());
    return twice[0] == bytes[21] && twice[1] == bytes[22] && twice[2] == bytes[23] &&
           twice[3] == bytes[24];
}

bool is_bech32(std::string_view text) noexcept {
    const std::size_t one = text.rfind('1');
    if (one == std::string_view::npos || one < 1 || text.size() > 90 || text.size() < one + 7)
        return false;
    bool lower = false, upper = false;
    std::uint32_t sum = 1;
    for (const char character : text) {
        upper = upper || is_upper(character);
        lower = lower || (is_letter(character) && !is_upper(character));
    }
    if (lower && upper) return false;
    for (const char character : text.substr(0, one))
        sum = bech32_step(sum, static_cast<std::uint32_t>(lower_case(character)) >> 5);
    sum = bech32_step(sum, 0);
    for (const char character : text.substr(0, one))
        sum = bech32_step(sum, static_cast<std::uint32_t>(lower_case(character)) & 31);
    for (const char character : text.substr(one + 1)) {
        const std::size_t value = bech32_alphabet.find(lower_case(character));
        if (value == std::string_view::npos) return false;
        sum = bech32_step(sum, static_cast<std::uint32_t>(value));
    }
    return sum == 1 || sum == 0x2bc830a3;
}

bool is_ethereum(std::string_view text) noexcept {
    if (text.size() != 42 || text[0] != '0' || (text[1] != 'x' && text[1] != 'X')) return false;
    text.remove_prefix(2);
    bool lower = false, upper = false;
    std::array<char, 40> small{};
    for (std::size_t at = 0; at < text.size(); ++at) {
        if (!is_hex(text[at])) return false;
        upper = upper || is_upper(text[at]);
        lower = lower || (is_letter(text[at]) && !is_upper(text[at]));
        small[at] = lower_case(text[at]);
    }
    if (!lower && !upper) return false;
    if (!lower || !upper) return true;
    const auto digest = keccak({small.data(), small.size()});
    for (std::size_t at = 0; at < text.size(); ++at) {
        if (!is_letter(text[at])) continue;
        const unsigned nibble = digest[at / 2] >> (at % 2 == 0 ? 4 : 0) & 0xFU;
        if ((nibble >= 8) != is_upper(text[at])) return false;
    }
    return true;
}

} // namespace hark::redaction::checks
