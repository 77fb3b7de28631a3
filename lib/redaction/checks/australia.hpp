// Numbers of Australia.
//   Tax file number: weights 1 4 3 7 5 8 6 9 10, modulus 11 (Australian Taxation Office, TFN
//   algorithm; an old number of eight digits has the weights 10 7 8 4 6 3 5 1).
//   ABN: Australian Business Register, "Format of the ABN": modulus 89 after one is subtracted from
//   the first digit. ACN: ASIC, "Australian Company Number digit check": weights 8 to 1,
//   modulus 10. Medicare number: Services Australia; METeOR 270101: weights 1 3 7 9, modulus 10,
//   then the number of the issue and perhaps that of the person.
#pragma once

#include <string_view>

#include "lib/redaction/checks/weighted.hpp"

namespace hark::redaction::checks {

constexpr bool au_tfn(std::string_view digits) noexcept {
    if (digits.size() == 8) return weighted_sum<8>(digits, {10, 7, 8, 4, 6, 3, 5, 1}) % 11 == 0;
    return digits.size() == 9 && weighted_sum<9>(digits, {1, 4, 3, 7, 5, 8, 6, 9, 10}) % 11 == 0;
}

constexpr bool au_abn(std::string_view digits) noexcept {
    return digits.size() == 11 && digits[0] != '0' &&
           (weighted_sum<11>(digits, {10, 1, 3, 5, 7, 9, 11, 13, 15, 17, 19}) - 10) % 89 == 0;
}

constexpr bool au_acn(std::string_view digits) noexcept {
    return digits.size() == 9 &&
           (weighted_sum<8>(digits, {8, 7, 6, 5, 4, 3, 2, 1}) + digit_at(digits, 8)) % 10 == 0;
}

constexpr bool au_medicare(std::string_view digits) noexcept {
    return (digits.size() == 10 || digits.size() == 11) && digits[0] >= '2' && digits[0] <= '6' &&
           weighted_sum<8>(digits, {1, 3, 7, 9, 1, 3, 7, 9}) % 10 == digit_at(digits, 8) &&
           digits[9] != '0';
}

} // namespace hark::redaction::checks
