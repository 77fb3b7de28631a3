// The check digit of ISO/IEC 7812-1 annex B (Luhn).
#pragma once

#include <string_view>

namespace hark::redaction::checks {

/// Digits only, the last being the check digit. `prefix_sum` is the weighted sum of digits that
/// stand before them in the number but not in the text (24 for the 80840 before a US NPI).
constexpr bool luhn(std::string_view digits, unsigned prefix_sum = 0) noexcept {
    unsigned sum = prefix_sum;
    bool twice = false;
    for (std::size_t index = digits.size(); index-- > 0; twice = !twice) {
        const auto digit = static_cast<unsigned>(digits[index] - '0');
        const unsigned doubled = 2 * digit;
        sum += !twice ? digit : doubled > 9 ? doubled - 9 : doubled;
    }
    return !digits.empty() && sum % 10 == 0;
}

/// "0000000000": passes many checksums and is nobody's number.
constexpr bool one_digit_repeated(std::string_view digits) noexcept {
    return digits.find_first_not_of(digits.front()) == std::string_view::npos;
}

} // namespace hark::redaction::checks
