// Dates as people and forms write them, and whether there is such a day.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace hark::redaction {

struct DateText {
    std::size_t end{0}; ///< behind it; 0: no date
    int year{0};        ///< of two digits: below 100
    unsigned month{0};  ///< of two numbers either may be the month; the valid one
    unsigned day{0};    ///< 0: month and year only
};

/// The date that begins at `at`: 1980-03-05, 03/05/1980, 5.3.80, 05 Mar 1980, March 5th, 1980,
/// 19800305, 03051980. At most 40 bytes.
DateText date_at(std::string_view text, std::size_t at) noexcept;

/// Month and year only: 03/27, 03-2027, 2027-03, 0327, March 2027.
DateText month_at(std::string_view text, std::size_t at) noexcept;

/// Days since 1970-01-01.
std::int32_t days_of(int year, unsigned month, unsigned day) noexcept;

} // namespace hark::redaction
