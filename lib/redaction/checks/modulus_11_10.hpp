// ISO/IEC 7064, hybrid system MOD 11,10: one check digit.
#pragma once

#include <string_view>

namespace hark::redaction::checks {

constexpr bool modulus_11_10(std::string_view digits) noexcept {
    unsigned product = 10;
    for (const char digit : digits.substr(0, digits.size() - 1)) {
        unsigned sum = (static_cast<unsigned>(digit - '0') + product) % 10;
        if (sum == 0) sum = 10;
        product = 2 * sum % 11;
    }
    return (product + static_cast<unsigned>(digits.back() - '0')) % 10 == 1;
}

} // namespace hark::redaction::checks
