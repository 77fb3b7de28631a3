// What the tests of keys share: the known answers as bytes, secrets and sealed text.
#pragma once

#include <sodium.h>

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "hark/secret.hpp"
#include "tests/unit/crypto/known_answers.hpp"

namespace hark::test {

using Bytes = std::vector<std::uint8_t>;

inline Bytes from_hex(std::string_view digits) {
    Bytes bytes(digits.size() / 2);
    std::size_t size = 0;
    if (sodium_hex2bin(bytes.data(), bytes.size(), digits.data(), digits.size(), nullptr, &size,
                       nullptr) != 0) {
        bytes.clear();
    }
    return bytes;
}

inline std::string text_from_hex(std::string_view digits) {
    const auto bytes = from_hex(digits);
    return {bytes.begin(), bytes.end()};
}

inline std::string hex(std::span<const std::uint8_t> bytes) {
    std::string digits(bytes.size() * 2 + 1, '\0');
    sodium_bin2hex(digits.data(), digits.size(), bytes.data(), bytes.size());
    digits.pop_back();
    return digits;
}

inline Secret secret_from_hex(std::string_view digits) {
    return std::move(Secret::from(from_hex(digits))).value();
}

} // namespace hark::test
