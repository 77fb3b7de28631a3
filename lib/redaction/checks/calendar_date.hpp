// Days that exist, and numbers that are more likely a time than a person's.
#pragma once

#include <string_view>

#include "lib/redaction/checks/weighted.hpp"

namespace hark::redaction::checks {

/// Of a year that is unknown or known only by its last two digits, 29 February counts when the
/// last two are divisible by four (1900 is the one error).
constexpr bool exists_in_calendar(unsigned year, unsigned month, unsigned day) noexcept {
    if (month < 1 || month > 12 || day < 1) return false;
    const bool short_month = month == 4 || month == 6 || month == 9 || month == 11;
    const unsigned days = month == 2 ? (year % 4 == 0 ? 29 : 28) : short_month ? 30 : 31;
    return day <= days;
}

/// "YYMMDD" at the beginning.
constexpr bool begins_with_year_month_day(std::string_view digits) noexcept {
    return exists_in_calendar(number_at(digits, 0, 2), number_at(digits, 2, 2),
                              number_at(digits, 4, 2));
}

/// "DDMMYY" at the beginning.
constexpr bool begins_with_day_month_year(std::string_view digits) noexcept {
    return exists_in_calendar(number_at(digits, 4, 2), number_at(digits, 2, 2),
                              number_at(digits, 0, 2));
}

/// Seconds (10 digits) or milliseconds (13) since 1970 in the years 2017 to 2036, or
/// YYYYMMDDhhmmss of the years 1900 to 2099.
constexpr bool is_time_like(std::string_view digits) noexcept {
    if (digits.size() == 10 || digits.size() == 13) {
        const unsigned lead = number_at(digits, 0, 2);
        return lead >= 15 && lead <= 20;
    }
    if (digits.size() != 14) return false;
    const unsigned century = number_at(digits, 0, 2);
    return (century == 19 || century == 20) &&
           exists_in_calendar(number_at(digits, 2, 2), number_at(digits, 4, 2),
                              number_at(digits, 6, 2)) &&
           number_at(digits, 8, 2) < 24;
}

} // namespace hark::redaction::checks
