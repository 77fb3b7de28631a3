// The check digit of J. Verhoeff, Error Detecting Decimal Codes (1969): products in the dihedral
// group of the pentagon, each digit permuted by its place.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>

namespace hark::redaction::checks {

/// d * e in the group: rotations are 0 to 4, reflections 5 to 9.
constexpr unsigned pentagon_product(unsigned d, unsigned e) noexcept {
    const unsigned turn = d % 5, other = e % 5;
    const unsigned rotated = d < 5 ? (turn + other) % 5 : (turn + 5 - other) % 5;
    return rotated + ((d < 5) == (e < 5) ? 0 : 5);
}

constexpr bool verhoeff(std::string_view digits) noexcept {
    constexpr std::array<std::uint8_t, 10> permutation{1, 5, 7, 6, 2, 8, 3, 0, 9, 4};
    unsigned sum = 0;
    for (std::size_t place = 0; place < digits.size(); ++place) {
        auto digit = static_cast<unsigned>(digits[digits.size() - 1 - place] - '0');
        for (std::size_t times = place % 8; times > 0; --times)
            digit = permutation[digit];
        sum = pentagon_product(sum, digit);
    }
    return !digits.empty() && sum == 0;
}

} // namespace hark::redaction::checks
