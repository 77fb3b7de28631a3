// Numbers of France, Belgium and the Netherlands.
//   NIR: INSEE, décret 82-103: thirteen characters and the key, 97 less the number modulo 97; 2A
//   and 2B of Corsica count as 19 and 18. National number: Rijksregister/Registre national, royal
//   decree of 3 April 1984: 97 less nine digits modulo 97, with a 2 before them for those born
//   since 2000; bis numbers have 20 or 40 added to the month. BSN: Rijksdienst voor
//   Identiteitsgegevens, "elfproef": weights 9 to 2 and -1.
#pragma once

#include <array>
#include <string_view>

#include "lib/redaction/checks/calendar_date.hpp"
#include "lib/redaction/checks/weighted.hpp"

namespace hark::redaction::checks {

/// Upper case, 15 characters.
constexpr bool fr_nir(std::string_view text) noexcept {
    if (text.size() != 15) return false;
    std::array<char, 15> digits{};
    for (std::size_t index = 0; index < 15; ++index)
        digits[index] = text[index];
    if (text[5] == '2' && (text[6] == 'A' || text[6] == 'B')) {
        digits[5] = '1';
        digits[6] = text[6] == 'A' ? '9' : '8';
    }
    const std::string_view all{digits.data(), 15};
    if (!only_digits(all)) return false;
    const unsigned month = number_at(all, 3, 2);
    const char sex = text[0];
    if (sex != '1' && sex != '2' && sex != '3' && sex != '4' && sex != '7' && sex != '8')
        return false;
    if (month == 0 || (month > 12 && month < 20) || (month > 42 && month < 50)) return false;
    if (number_at(all, 5, 2) == 0 || number_at(all, 10, 3) == 0) return false;
    return 97 - remainder_of(all.substr(0, 13), 97) == number_at(all, 13, 2);
}

constexpr bool be_national_number(std::string_view digits) noexcept {
    if (digits.size() != 11) return false;
    unsigned month = number_at(digits, 2, 2);
    if (month >= 20) month -= month >= 40 ? 40 : 20;
    const unsigned day = number_at(digits, 4, 2), serial = number_at(digits, 6, 3);
    // Month and day are 0 when the date of birth is not known.
    if (serial == 0 || serial == 999 || month > 12 || day > 31) return false;
    if (month != 0 && day != 0 && !exists_in_calendar(number_at(digits, 0, 2), month, day))
        return false;
    const unsigned number = number_at(digits, 0, 9), key = number_at(digits, 9, 2);
    return 97 - number % 97 == key ||
           97 - static_cast<unsigned>((2'000'000'000ULL + number) % 97) == key;
}

/// Nine digits, or eight of which the first, a zero, is left out.
constexpr bool nl_bsn(std::string_view digits) noexcept {
    if (digits.size() == 8)
        return (weighted_sum<7>(digits, {8, 7, 6, 5, 4, 3, 2}) + 11 - digit_at(digits, 7)) % 11 ==
               0;
    return digits.size() == 9 &&
           (weighted_sum<8>(digits, {9, 8, 7, 6, 5, 4, 3, 2}) + 11 - digit_at(digits, 8)) % 11 ==
               0 &&
           number_at(digits, 0, 4) != 0;
}

} // namespace hark::redaction::checks
