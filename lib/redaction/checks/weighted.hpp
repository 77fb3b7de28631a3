// Sums of digits with weights, which is what most national numbers are checked with.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>

namespace hark::redaction::checks {

/// The first N digits, each times its weight.
template <std::size_t N>
constexpr unsigned weighted_sum(std::string_view digits,
                                const std::array<std::uint8_t, N>& weights) noexcept {
    unsigned sum = 0;
    for (std::size_t index = 0; index < N && index < digits.size(); ++index)
        sum += static_cast<unsigned>(digits[index] - '0') * weights[index];
    return sum;
}

/// The same, of each product its digits added up.
template <std::size_t N>
constexpr unsigned weighted_digit_sum(std::string_view digits,
                                      const std::array<std::uint8_t, N>& weights) noexcept {
    unsigned sum = 0;
    for (std::size_t index = 0; index < N && index < digits.size(); ++index) {
        const unsigned product = static_cast<unsigned>(digits[index] - '0') * weights[index];
        sum += product / 10 + product % 10;
    }
    return sum;
}

constexpr unsigned digit_at(std::string_view digits, std::size_t index) noexcept {
    return static_cast<unsigned>(digits[index] - '0');
}

/// `count` digits from `at` on, at most nine.
constexpr unsigned number_at(std::string_view digits, std::size_t at, std::size_t count) noexcept {
    unsigned number = 0;
    for (std::size_t index = at; index < at + count; ++index)
        number = number * 10 + digit_at(digits, index);
    return number;
}

/// The remainder of up to 18 digits.
constexpr unsigned remainder_of(std::string_view digits, unsigned divisor) noexcept {
    std::uint64_t number = 0;
    for (const char digit : digits)
        number = number * 10 + static_cast<std::uint64_t>(digit - '0');
    return static_cast<unsigned>(number % divisor);
}

constexpr bool only_digits(std::string_view text) noexcept {
    for (const char character : text)
        if (character < '0' || character > '9') return false;
    return !text.empty();
}

constexpr bool only_letters(std::string_view upper_case) noexcept {
    for (const char character : upper_case)
        if (character < 'A' || character > 'Z') return false;
    return !upper_case.empty();
}

} // namespace hark::redaction::checks
