// What a telephone number may look like, in a few facts: the country codes of ITU-T E.164 with the
// lengths of their national numbers, and the North American plan's leading digits (NANPA).
#pragma once

#include <array>
#include <cstdint>
#include <string_view>

namespace hark::redaction::checks {

struct CountryCode {
    std::uint16_t code;
    std::uint8_t least, most; ///< digits behind the code
};

/// Those with a plan of their own; others in `code_is_assigned` have 5 to 12 digits.
inline constexpr std::array<CountryCode, 96> country_codes{{
    {1, 10, 10},  {7, 10, 10}, {20, 8, 10},  {27, 9, 9},   {30, 10, 10},  {31, 9, 9},
    {32, 8, 9},   {33, 9, 9},  {34, 9, 9},   {36, 8, 9},   {39, 6, 11},   {40, 9, 9},
    {41, 9, 9},   {43, 5, 13}, {44, 9, 10},  {45, 8, 8},   {46, 7, 10},   {47, 8, 8},
    {48, 9, 9},   {49, 6, 12}, {51, 8, 9},   {52, 10, 11}, {53, 6, 8},    {54, 10, 11},
    {55, 10, 11}, {56, 9, 9},  {57, 8, 10},  {58, 10, 10}, {60, 8, 10},   {61, 9, 9},
    {62, 8, 12},  {63, 8, 10}, {64, 8, 10},  {65, 8, 8},   {66, 8, 9},    {81, 9, 10},
    {82, 8, 10},  {84, 9, 10}, {86, 10, 11}, {90, 10, 10}, {91, 10, 10},  {92, 9, 10},
    {93, 9, 9},   {94, 9, 9},  {95, 7, 10},  {98, 10, 10}, {212, 9, 9},   {213, 8, 9},
    {216, 8, 8},  {218, 8, 9}, {220, 7, 7},  {221, 9, 9},  {225, 10, 10}, {233, 9, 9},
    {234, 8, 10}, {237, 9, 9}, {249, 9, 9},  {251, 9, 9},  {254, 9, 9},   {255, 9, 9},
    {256, 9, 9},  {260, 9, 9}, {263, 8, 9},  {351, 9, 9},  {352, 6, 11},  {353, 7, 9},
    {354, 7, 9},  {355, 8, 9}, {356, 8, 8},  {357, 8, 8},  {358, 5, 11},  {359, 8, 9},
    {370, 8, 8},  {371, 8, 8}, {372, 7, 8},  {373, 8, 8},  {375, 9, 9},   {380, 9, 9},
    {381, 8, 9},  {385, 8, 9}, {386, 8, 8},  {420, 9, 9},  {421, 9, 9},   {852, 8, 8},
    {853, 8, 8},  {855, 8, 9}, {880, 8, 10}, {886, 8, 9},  {961, 7, 8},   {962, 8, 9},
    {965, 8, 8},  {966, 9, 9}, {971, 8, 9},  {972, 8, 9},  {974, 8, 8},   {994, 9, 9},
}};

/// Three digits.
constexpr bool code_is_assigned(unsigned code) noexcept {
    if (code < 200 || code > 998 || code == 990 || code == 991 || code == 997) return false;
    switch (code / 10) {
        case 21:
        case 22:
        case 23:
        case 24:
        case 25:
        case 26:
        case 29:
        case 35:
        case 37:
        case 38:
        case 42:
        case 50:
        case 59:
        case 67:
        case 68:
        case 85:
        case 96:
        case 97:
        case 99:
            return true;
        default:
            return code == 800 || code == 808 || code == 870 || code == 878 || code == 880 ||
                   code == 886 || code == 888 || (code >= 881 && code <= 883) || code == 690 ||
                   code == 691 || code == 692;
    }
}

/// Area code and exchange of ten digits: 2 to 9 first, no N11, nothing that is reserved.
constexpr bool is_nanp(std::string_view digits) noexcept {
    if (digits.size() != 10 || digits[0] < '2' || digits[3] < '2' || digits[1] == '9') return false;
    if (digits[1] == '1' && digits[2] == '1') return false;
    if (digits[4] == '1' && digits[5] == '1') return false;
    const bool round = digits[1] == '0' && digits[2] == '0';
    return !round || digits[0] == '5' || digits[0] >= '7';
}

/// Italy, Ivory Coast: national numbers begin with 0 behind the country's code too.
constexpr bool keeps_zero(unsigned code) noexcept { return code == 39 || code == 225; }

/// Country code and national number, without '+'.
constexpr bool is_e164(std::string_view digits) noexcept {
    if (digits.size() < 8 || digits.size() > 15 || digits[0] == '0') return false;
    if (digits[0] == '1') return is_nanp(digits.substr(1));
    unsigned code = 0;
    for (std::size_t count = 1; count <= 3; ++count) {
        code = code * 10 + static_cast<unsigned>(digits[count - 1] - '0');
        for (const CountryCode& country : country_codes)
            if (country.code == code)
                return digits.size() - count >= country.least &&
                       digits.size() - count <= country.most &&
                       (digits[count] != '0' || keeps_zero(code));
    }
    return code_is_assigned(code) && digits.size() - 3 >= 5 && digits.size() - 3 <= 12;
}

} // namespace hark::redaction::checks
