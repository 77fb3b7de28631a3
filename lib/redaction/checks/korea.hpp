// Numbers of the Republic of Korea.
//   Resident and foreigner registration numbers: Resident Registration Act; date, century and sex,
//   and until October 2020 a check digit modulo 11 (two more for foreigners). Numbers given since
//   then are random behind the seventh digit. Business registration number: National Tax Service,
//   weights 1 3 7 1 3 7 1 3 5. Driver's licence: Korean National Police Agency, region 11 to 28.
#pragma once

#include <string_view>

#include "lib/redaction/checks/calendar_date.hpp"
#include "lib/redaction/checks/weighted.hpp"

namespace hark::redaction::checks {

constexpr unsigned kr_sum(std::string_view digits) noexcept {
    return weighted_sum<12>(digits, {2, 3, 4, 5, 6, 7, 8, 9, 2, 3, 4, 5}) % 11;
}

/// Date and sex of a Korean.
constexpr bool kr_rrn_form(std::string_view digits) noexcept {
    return digits.size() == 13 && (digits[6] <= '4' || digits[6] == '9') &&
           begins_with_year_month_day(digits);
}

constexpr bool kr_rrn_check(std::string_view digits) noexcept {
    return (11 - kr_sum(digits)) % 10 == digit_at(digits, 12);
}

/// Date and sex of a foreigner.
constexpr bool kr_frn_form(std::string_view digits) noexcept {
    return digits.size() == 13 && digits[6] >= '5' && digits[6] <= '8' &&
           begins_with_year_month_day(digits);
}

constexpr bool kr_frn_check(std::string_view digits) noexcept {
    return (13 - kr_sum(digits)) % 10 == digit_at(digits, 12);
}

constexpr bool kr_brn(std::string_view digits) noexcept {
    if (digits.size() != 10 || number_at(digits, 0, 3) < 101 || number_at(digits, 3, 2) == 0)
        return false;
    const unsigned sum =
        weighted_sum<9>(digits, {1, 3, 7, 1, 3, 7, 1, 3, 5}) + digit_at(digits, 8) * 5 / 10;
    return (10 - sum % 10) % 10 == digit_at(digits, 9);
}

constexpr bool kr_driver_license(std::string_view digits) noexcept {
    const unsigned region = number_at(digits, 0, 2);
    return digits.size() == 12 && region >= 11 && region <= 28 && region != 27;
}

} // namespace hark::redaction::checks
