// Numbers of the United States: SSN and ITIN (Social Security Administration, "SSN randomization";
// IRS Publication 1915), ABA routing numbers (ANSI X9.105), NPI (45 CFR 162.406, Luhn with 80840),
// DEA registrations (21 CFR 1301), Medicare beneficiary identifiers (CMS, "MBI format").
#pragma once

#include <string_view>

#include "lib/redaction/checks/luhn.hpp"

namespace hark::redaction::checks {

constexpr unsigned number_of(std::string_view digits) noexcept {
    unsigned value = 0;
    for (const char digit : digits)
        value = value * 10 + static_cast<unsigned>(digit - '0');
    return value;
}

/// Nine digits that the administration can have issued, printed samples excluded.
constexpr bool is_ssn(std::string_view digits) noexcept {
    const unsigned area = number_of(digits.substr(0, 3));
    if (digits == "078051120" || digits == "219099999" || digits == "457555462") return false;
    return area != 0 && area != 666 && area < 900 && digits.substr(3, 2) != "00" &&
           digits.substr(5) != "0000" && !one_digit_repeated(digits);
}

constexpr bool is_itin(std::string_view digits) noexcept {
    const unsigned group = number_of(digits.substr(3, 2));
    return digits[0] == '9' && group >= 50 && group <= 99 && group != 66 && group != 67 &&
           group != 68 && group != 69 && group != 89 && group != 93;
}

constexpr bool is_routing_number(std::string_view digits) noexcept {
    const unsigned head = number_of(digits.substr(0, 2));
    const bool issued =
        head <= 12 || (head >= 21 && head <= 32) || (head >= 61 && head <= 72) || head == 80;
    unsigned sum = 0;
    for (std::size_t index = 0; index < 9; ++index)
        sum += (index % 3 == 0   ? 3U
                : index % 3 == 1 ? 7U
                                 : 1U) *
               static_cast<unsigned>(digits[index] - '0');
    return issued && sum != 0 && sum % 10 == 0;
}

/// Ten digits, the first 1 or 2.
constexpr bool is_npi(std::string_view digits) noexcept {
    return (digits[0] == '1' || digits[0] == '2') && luhn(digits, 24) &&
           digits.substr(1).find_first_not_of(digits[1]) != std::string_view::npos;
}

/// Two letters (or a letter and 9) and seven digits, the last a check digit.
constexpr bool is_dea(std::string_view text) noexcept {
    constexpr std::string_view types = "ABCDEFGHJKLMPRSTUXabcdefghjklmprstux";
    if (text.size() != 9 || types.find(text[0]) == std::string_view::npos) return false;
    const char second = text[1];
    if (!((second >= 'A' && second <= 'Z') || (second >= 'a' && second <= 'z') || second == '9'))
        return false;
    const std::string_view digits = text.substr(2);
    if (digits.find_first_not_of("0123456789") != std::string_view::npos) return false;
    const auto at = [digits](std::size_t index) {
        return static_cast<unsigned>(digits[index] - '0');
    };
    const unsigned sum = at(0) + at(2) + at(4) + 2 * (at(1) + at(3) + at(5));
    return sum != 0 && sum % 10 == at(6);
}

/// Eleven characters without dashes: C A AN N A AN N A A N N, letters without S L O I B Z.
constexpr bool is_mbi(std::string_view text) noexcept {
    constexpr std::string_view kinds = "CAXNAXNAANN";
    constexpr std::string_view letters = "ACDEFGHJKMNPQRTUVWXYacdefghjkmnpqrtuvwxy";
    if (text.size() != kinds.size()) return false;
    for (std::size_t index = 0; index < kinds.size(); ++index) {
        const bool digit = text[index] >= '0' && text[index] <= '9';
        const bool letter = letters.find(text[index]) != std::string_view::npos;
        const char kind = kinds[index];
        if (kind == 'C'   ? !digit || text[index] == '0'
            : kind == 'N' ? !digit
            : kind == 'A' ? !letter
                          : !digit && !letter)
            return false;
    }
    return true;
}

} // namespace hark::redaction::checks
