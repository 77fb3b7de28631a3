// Numbers of Germany.
//   Tax id (IdNr): § 139b AO; Bundeszentralamt für Steuern: eleven digits, of the first ten one
//   digit twice or thrice, check digit ISO/IEC 7064 MOD 11,10. VAT id: the same check, unpublished
//   by the authority but used by all (BMF_UST). Social security number: VKVV § 2; Deutsche
//   Rentenversicherung: area, date of birth, initial, serial, check digit. Health insurance number:
//   § 290 SGB V, GKV-Spitzenverband. Documents: ICAO Doc 9303 part 3, weights 7 3 1. Driver's
//   licence: Kraftfahrt-Bundesamt; weights 9 to 1, modulus 11. Physician number: KBV directive
//   under § 75 (7) SGB V: six digits with weights 4 and 9.
#pragma once

#include <array>
#include <string_view>

#include "lib/redaction/checks/calendar_date.hpp"
#include "lib/redaction/checks/modulus_11_10.hpp"
#include "lib/redaction/checks/weighted.hpp"

namespace hark::redaction::checks {

/// One of the first ten digits stands there twice or thrice, no other more than once; the same
/// digit thrice not side by side.
constexpr bool de_tax_id(std::string_view digits) noexcept {
    if (digits.size() != 11 || digits[0] == '0' || !modulus_11_10(digits)) return false;
    std::array<unsigned, 10> count{};
    for (std::size_t index = 0; index < 10; ++index)
        ++count[digit_at(digits, index)];
    unsigned repeated = 0;
    for (const unsigned each : count) {
        if (each > 3) return false;
        repeated += each > 1 ? 1 : 0;
    }
    for (std::size_t index = 2; index < 10; ++index)
        if (digits[index] == digits[index - 1] && digits[index] == digits[index - 2]) return false;
    return repeated == 1;
}

constexpr bool de_vat_id(std::string_view digits) noexcept {
    return digits.size() == 9 && digits[0] != '0' && modulus_11_10(digits);
}

/// Upper case: 65180539W001.
constexpr bool de_social_security(std::string_view text) noexcept {
    if (text.size() != 12 || !only_digits(text.substr(0, 8)) || !only_letters(text.substr(8, 1)) ||
        !only_digits(text.substr(9)))
        return false;
    const unsigned day = number_at(text, 2, 2);
    const unsigned month = number_at(text, 4, 2);
    // A second number for one day adds 50 to the day.
    const unsigned real_day = day > 50 ? day - 50 : day;
    if (month > 12 || (month > 0 && !exists_in_calendar(number_at(text, 6, 2), month,
                                                        real_day == 0 ? 1 : real_day)))
        return false;
    const auto letter = static_cast<unsigned>(text[8] - 'A' + 1);
    std::array<char, 12> digits{};
    for (std::size_t index = 0; index < 8; ++index)
        digits[index] = text[index];
    digits[8] = static_cast<char>('0' + letter / 10);
    digits[9] = static_cast<char>('0' + letter % 10);
    digits[10] = text[9];
    digits[11] = text[10];
    return weighted_digit_sum<12>({digits.data(), 12}, {2, 1, 2, 5, 7, 1, 2, 1, 2, 1, 2, 1}) % 10 ==
           digit_at(text, 11);
}

/// Upper case: A123456780.
constexpr bool de_health_insurance(std::string_view text) noexcept {
    if (text.size() != 10 || !only_letters(text.substr(0, 1)) || !only_digits(text.substr(1)))
        return false;
    const auto letter = static_cast<unsigned>(text[0] - 'A' + 1);
    std::array<char, 10> digits{};
    digits[0] = static_cast<char>('0' + letter / 10);
    digits[1] = static_cast<char>('0' + letter % 10);
    for (std::size_t index = 1; index < 9; ++index)
        digits[index + 1] = text[index];
    return weighted_digit_sum<10>({digits.data(), 10}, {1, 2, 1, 2, 1, 2, 1, 2, 1, 2}) % 10 ==
           digit_at(text, 9);
}

constexpr unsigned value_of_36(char character) noexcept {
    return character <= '9' ? static_cast<unsigned>(character - '0')
                            : static_cast<unsigned>(character - 'A' + 10);
}

/// Upper case: nine characters of the serial number, and its check digit or none.
constexpr bool de_document(std::string_view text, std::string_view first_letters) noexcept {
    constexpr std::string_view alphabet = "0123456789CFGHJKLMNPRTVWXYZ";
    if (text.size() < 9 || text.size() > 10 ||
        first_letters.find(text[0]) == std::string_view::npos)
        return false;
    unsigned sum = 0, digits = 0;
    for (std::size_t index = 0; index < 9; ++index) {
        if (alphabet.find(text[index]) == std::string_view::npos) return false;
        digits += only_digits(text.substr(index, 1)) ? 1 : 0;
        sum += value_of_36(text[index]) * (index % 3 == 0 ? 7U : index % 3 == 1 ? 3U : 1U);
    }
    return digits > 0 &&
           (text.size() == 9 || (only_digits(text.substr(9)) && sum % 10 == digit_at(text, 9)));
}

/// Upper case, eleven characters: authority, serial number, check character, issue.
constexpr bool de_driver_license(std::string_view text) noexcept {
    if (text.size() != 11 || text[0] < 'A' || text[0] > 'P' || !only_digits(text.substr(1, 2)))
        return false;
    unsigned sum = 0;
    for (std::size_t index = 0; index < 9; ++index)
        sum += value_of_36(text[index]) * static_cast<unsigned>(9 - index);
    const unsigned rest = sum % 11;
    return text[9] == (rest == 10 ? 'X' : static_cast<char>('0' + rest));
}

constexpr bool de_physician(std::string_view digits) noexcept {
    return digits.size() == 9 &&
           (10 - weighted_sum<6>(digits, {4, 9, 4, 9, 4, 9}) % 10) % 10 == digit_at(digits, 6);
}

} // namespace hark::redaction::checks
