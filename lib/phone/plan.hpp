// From dialled digits to country calling code and national number, by the numbering plans alone.
// The same steps in the same order as libphonenumber's PhoneNumberUtil::Parse, IsPossibleNumber and
// GetNumberType (8.12 and 8.13 agree), which is what the oracle test holds it to. Knows nothing of
// punctuation, addresses or what a number is worth.
#pragma once

#include <cstdint>

#include "lib/phone/digits.hpp"
#include "lib/phone/table.hpp"

namespace hark::phone {

/// Digits as dialled; `plus` when an international "+" stood before them.
struct Dialled {
    bool plus{false};
    Digits digits;
};

enum class PlanFault : std::uint8_t { none, unknown_country, too_short, too_long };

/// A number in its plan.
struct PlannedNumber {
    PlanFault fault{PlanFault::none}; ///< anything else: the rest means nothing
    std::uint16_t calling_code{0};
    Digits national;      ///< 2..17 digits, leading zeros included
    bool possible{false}; ///< of a length that a complete number of this country has
    PlanType type{PlanType::none};
    const Plan* plan{nullptr}; ///< whose number it is; null when type is none
};

/// `home` is the plan of the region in which the digits were dialled.
PlannedNumber place(const Table& table, const Dialled& dialled, const Plan& home) noexcept;

} // namespace hark::phone
