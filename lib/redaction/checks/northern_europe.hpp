// Numbers of Poland, Finland and Sweden.
//   PESEL: ustawa o ewidencji ludności 2010, art. 15; weights 1 3 7 9; the century is in the month.
//   Personal identity code: Digital and Population Data Services Agency (DVV); check character is
//   DDMMYY and the serial modulo 31; signs of the century since 2023: A to F, U to Y and '-'.
//   Personnummer: Skatteverket SKV 704, Luhn, coordination numbers have 60 added to the day.
//   Organisationsnummer: Skatteverket SKV 709, Luhn, third digit 2 or more.
#pragma once

#include <string_view>

#include "lib/redaction/checks/calendar_date.hpp"
#include "lib/redaction/checks/luhn.hpp"
#include "lib/redaction/checks/weighted.hpp"

namespace hark::redaction::checks {

/// Born in the years 1900 to 2099.
constexpr bool pl_pesel(std::string_view digits) noexcept {
    if (digits.size() != 11) return false;
    const unsigned month = number_at(digits, 2, 2);
    const unsigned sum = weighted_sum<10>(digits, {1, 3, 7, 9, 1, 3, 7, 9, 1, 3});
    return month < 40 &&
           exists_in_calendar(number_at(digits, 0, 2), month % 20, number_at(digits, 4, 2)) &&
           (10 - sum % 10) % 10 == digit_at(digits, 10);
}

/// Ten characters, upper case, without the sign of the century.
constexpr bool fi_identity_code(std::string_view text) noexcept {
    constexpr std::string_view characters = "0123456789ABCDEFHJKLMNPRSTUVWXY";
    if (text.size() != 10 || !only_digits(text.substr(0, 9)) || !begins_with_day_month_year(text))
        return false;
    const unsigned serial = number_at(text, 6, 3);
    return serial >= 2 && text[9] == characters[(number_at(text, 0, 6) * 1000 + serial) % 31];
}

constexpr bool is_fi_century_sign(char sign) noexcept {
    return (sign >= 'A' && sign <= 'F') || (sign >= 'U' && sign <= 'Y');
}

/// Ten digits, or twelve with the century.
constexpr bool se_personnummer(std::string_view digits) noexcept {
    if (digits.size() == 12) {
        const unsigned century = number_at(digits, 0, 2);
        if (century < 18 || century > 20) return false;
        digits = digits.substr(2);
    }
    if (digits.size() != 10 || !luhn(digits)) return false;
    const unsigned day = number_at(digits, 4, 2);
    return exists_in_calendar(number_at(digits, 0, 2), number_at(digits, 2, 2),
                              day > 60 ? day - 60 : day);
}

constexpr bool se_organisationsnummer(std::string_view digits) noexcept {
    if (digits.size() == 12) {
        if (digits.substr(0, 2) != "16") return false;
        digits = digits.substr(2);
    }
    return digits.size() == 10 && digits[0] != '0' && digits[0] != '4' && digits[2] >= '2' &&
           luhn(digits);
}

} // namespace hark::redaction::checks
