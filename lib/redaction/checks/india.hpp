// Numbers of India.
//   Aadhaar: UIDAI, "A UID Numbering Scheme" (2010): twelve digits, the first not 0 or 1, the last
//   by Verhoeff. PAN: Income Tax Department: AAAAA0000A, the fourth letter says whose it is.
//   GSTIN: Goods and Services Tax Network: state, PAN, entity, Z, and a check character over 36
//   characters. Voter: Election Commission, EPIC: three letters, seven digits. Passport: Passport
//   Seva, a letter without Q, X, Z and seven digits. Registration marks: Central Motor Vehicles
//   Rules 1989, rule 50, and the BH series of 2021.
#pragma once

#include <string_view>

#include "lib/redaction/checks/verhoeff.hpp"
#include "lib/redaction/checks/weighted.hpp"

namespace hark::redaction::checks {

constexpr bool in_aadhaar(std::string_view digits) noexcept {
    if (digits.size() != 12 || digits[0] < '2' || !verhoeff(digits)) return false;
    for (std::size_t index = 0; index < 6; ++index)
        if (digits[index] != digits[11 - index]) return true;
    return false; // reads the same both ways: never issued
}

/// Upper case, ten characters.
constexpr bool in_pan(std::string_view text) noexcept {
    constexpr std::string_view holders = "ABCFGHJLPTEK";
    return text.size() == 10 && only_letters(text.substr(0, 5)) &&
           holders.find(text[3]) != std::string_view::npos && only_digits(text.substr(5, 4)) &&
           text.substr(5, 4) != "0000" && only_letters(text.substr(9));
}

/// Upper case, 15 characters.
constexpr bool in_gstin(std::string_view text) noexcept {
    if (text.size() != 15 || !only_digits(text.substr(0, 2)) || !in_pan(text.substr(2, 10)))
        return false;
    const unsigned state = number_at(text, 0, 2);
    if (state == 0 || (state > 38 && state != 97 && state != 99) || text[12] == '0' ||
        text[13] != 'Z')
        return false;
    const auto value = [](char character) -> unsigned {
        return character <= '9' ? static_cast<unsigned>(character - '0')
                                : static_cast<unsigned>(character - 'A' + 10);
    };
    unsigned sum = 0;
    for (std::size_t index = 0; index < 14; ++index) {
        const unsigned product = value(text[index]) * (index % 2 == 0 ? 1U : 2U);
        sum += product / 36 + product % 36;
    }
    return (36 - sum % 36) % 36 == value(text[14]);
}

/// Upper case, without joiners: a state, a district, a series, four digits; or the BH series.
constexpr bool in_vehicle(std::string_view text) noexcept {
    constexpr std::string_view states =
        " AN AP AR AS BR CG CH DD DL DN GA GJ HP HR JH JK KA KL LA LD MH ML MN MP MZ NL OD OR PB PY"
        " RJ SK TG TN TR TS UK UP UA WB ";
    if (text.size() < 8) return false;
    if (text.substr(2, 2) == "BH") return only_digits(text.substr(0, 2));
    for (std::size_t at = 0; at + 3 < states.size(); at += 3)
        if (states.substr(at + 1, 2) == text.substr(0, 2)) return true;
    return false;
}

} // namespace hark::redaction::checks
