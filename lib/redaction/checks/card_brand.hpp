// Which card numbers a brand can have issued: leading digits and lengths (ISO/IEC 7812, the brands'
// own published ranges).
#pragma once

#include <array>
#include <cstdint>
#include <string_view>

namespace hark::redaction::checks {

struct CardRange {
    std::uint32_t first, last; ///< of the leading `digits` digits
    std::uint8_t digits;
    std::uint8_t length_min, length_max;
    bool only_ends; ///< the two lengths (and 16), none between them: Visa has 13, 16 and 19
};

inline constexpr std::array<CardRange, 17> card_ranges{{
    {4, 4, 1, 13, 19, true},        // Visa
    {51, 55, 2, 16, 16, false},     // Mastercard
    {2221, 2720, 4, 16, 16, false}, // Mastercard, second series
    {34, 34, 2, 15, 15, false},     // American Express
    {37, 37, 2, 15, 15, false},     //
    {6011, 6011, 4, 16, 19, false}, // Discover
    {644, 649, 3, 16, 19, false},   //
    {65, 65, 2, 16, 19, false},     //
    {3528, 3589, 4, 16, 19, false}, // JCB
    {1800, 1800, 4, 15, 15, false}, // JCB, old
    {2131, 2131, 4, 15, 15, false}, //
    {300, 305, 3, 14, 19, false},   // Diners Club
    {36, 36, 2, 14, 19, false},     //
    {38, 39, 2, 14, 19, false},     //
    {62, 62, 2, 16, 19, false},     // UnionPay
    {2200, 2204, 4, 16, 19, false}, // Mir
    {50, 50, 2, 12, 19, false},     // Maestro
}};

inline constexpr CardRange maestro_sixes{56, 69, 2, 12, 19, false};

constexpr bool is_in(const CardRange& range, std::string_view digits) noexcept {
    if (digits.size() < range.length_min || digits.size() > range.length_max) return false;
    if (range.only_ends && digits.size() != range.length_min && digits.size() != 16 &&
        digits.size() != range.length_max)
        return false;
    std::uint32_t lead = 0;
    for (const char digit : digits.substr(0, range.digits))
        lead = lead * 10 + static_cast<std::uint32_t>(digit - '0');
    return lead >= range.first && lead <= range.last;
}

/// Bit n of the two leading digits: some range has numbers of n digits. What rules out most of what
/// is asked for without a look at the ranges.
inline constexpr auto lengths_of_leading_two = [] {
    std::array<std::uint32_t, 100> lengths{};
    const auto allow = [&lengths](const CardRange& range) {
        std::uint32_t first = range.first, last = range.last;
        for (unsigned digits = range.digits; digits > 2; --digits) {
            first /= 10;
            last /= 10;
        }
        if (range.digits == 1) {
            first *= 10;
            last = last * 10 + 9;
        }
        for (std::uint32_t two = first; two <= last; ++two)
            for (unsigned length = range.length_min; length <= range.length_max; ++length)
                lengths[two] |= std::uint32_t{1} << length;
    };
    for (const CardRange& range : card_ranges)
        allow(range);
    allow(maestro_sixes);
    return lengths;
}();

constexpr bool has_card_brand(std::string_view digits) noexcept {
    if (digits.size() < 12 || digits.size() > 19) return false;
    const auto two = static_cast<std::size_t>((digits[0] - '0') * 10 + digits[1] - '0');
    if ((lengths_of_leading_two[two] >> digits.size() & 1U) == 0) return false;
    for (const CardRange& range : card_ranges)
        if (is_in(range, digits)) return true;
    return is_in(maestro_sixes, digits);
}

} // namespace hark::redaction::checks
