// Numbers of the United Kingdom.
//   NHS number: NHS Data Dictionary, "NHS NUMBER": modulus 11 with weights 10 to 2.
//   National Insurance number: HMRC National Insurance Manual NIM39110.
//   Driver number: DVLA, driver licence information code INF45/1; Department for Transport data
//   standards (surname, date of birth, initials, check letters).
//   Postcode: Royal Mail, Programmers' Guide to PAF; BS 7666. Passport: HM Passport Office.
//   Registration marks: DVLA INF104 and V796.
#pragma once

#include <string_view>

#include "lib/redaction/checks/calendar_date.hpp"
#include "lib/redaction/checks/weighted.hpp"

namespace hark::redaction::checks {

constexpr bool uk_nhs(std::string_view digits) noexcept {
    if (digits.size() != 10) return false;
    const unsigned rest = weighted_sum<9>(digits, {10, 9, 8, 7, 6, 5, 4, 3, 2}) % 11;
    return rest != 1 && (11 - rest) % 11 == digit_at(digits, 9);
}

/// Upper case; two letters, six digits, and a letter or none.
constexpr bool uk_nino(std::string_view text) noexcept {
    if (text.size() < 8 || text.size() > 9 || !only_digits(text.substr(2, 6))) return false;
    const std::string_view prefix = text.substr(0, 2);
    constexpr std::string_view never = "DFIQUV";
    if (!only_letters(prefix) || never.find(prefix[0]) != std::string_view::npos ||
        never.find(prefix[1]) != std::string_view::npos || prefix[1] == 'O')
        return false;
    for (const std::string_view unused : {"BG", "GB", "KN", "NK", "NT", "TN", "ZZ"})
        if (prefix == unused) return false;
    return text.size() == 8 || (text[8] >= 'A' && text[8] <= 'D');
}

/// Upper case, 16 characters.
constexpr bool uk_driver_number(std::string_view text) noexcept {
    if (text.size() != 16 || !only_digits(text.substr(5, 6))) return false;
    bool padded = false;
    for (std::size_t index = 0; index < 5; ++index) {
        if (text[index] != '9' && (padded || !only_letters(text.substr(index, 1)))) return false;
        padded = text[index] == '9';
    }
    const unsigned month = number_at(text, 6, 2);
    const unsigned year = digit_at(text, 5) * 10 + digit_at(text, 10);
    if (text[0] == '9' ||
        !exists_in_calendar(year, month > 50 ? month - 50 : month, number_at(text, 8, 2)))
        return false;
    const auto initial = [&](std::size_t at) {
        return text[at] == '9' || only_letters(text.substr(at, 1));
    };
    return initial(11) && initial(12) && (text[11] != '9' || text[12] == '9') &&
           only_letters(text.substr(14, 2));
}

/// The letters before the first digit of a postcode.
constexpr bool is_uk_postcode_area(std::string_view letters) noexcept {
    constexpr std::string_view areas =
        " AB AL B BA BB BD BH BL BN BR BS BT CA CB CF CH CM CO CR CT CV CW DA DD DE DG DH DL DN DT"
        " DY E EC EH EN EX FK FY G GL GU GY HA HD HG HP HR HS HU HX IG IM IP IV JE KA KT KW KY L LA"
        " LD LE LL LN LS LU M ME MK ML N NE NG NN NP NR NW OL OX PA PE PH PL PO PR RG RH RM S SA SE"
        " SG SK SL SM SN SO SP SR SS ST SW SY TA TD TF TN TQ TR TS TW UB W WA WC WD WF WN WR WS WV"
        " YO ZE ";
    for (std::size_t at = 0; at + 1 < areas.size(); ++at)
        if (areas[at] == ' ' && areas.substr(at + 1, letters.size()) == letters &&
            areas[at + 1 + letters.size()] == ' ')
            return true;
    return false;
}

/// Upper case, without the blank.
constexpr bool uk_postcode(std::string_view text) noexcept {
    if (text.size() < 5 || text.size() > 7) return false;
    const std::string_view outward = text.substr(0, text.size() - 3);
    const std::string_view inward = text.substr(text.size() - 3);
    constexpr std::string_view never_inward = "CIKMOV";
    if (!only_digits(inward.substr(0, 1)) || !only_letters(inward.substr(1)) ||
        never_inward.find(inward[1]) != std::string_view::npos ||
        never_inward.find(inward[2]) != std::string_view::npos)
        return false;
    const std::size_t letters = only_letters(outward.substr(1, 1)) ? 2 : 1;
    if (!is_uk_postcode_area(outward.substr(0, letters))) return false;
    const std::string_view district = outward.substr(letters);
    if (district.empty() || district.size() > 2 || !only_digits(district.substr(0, 1)))
        return false;
    return district.size() == 1 || only_digits(district.substr(1)) ||
           (only_letters(district.substr(1)) &&
            (letters == 1 || is_uk_postcode_area(outward.substr(0, 2))));
}

/// A mark of the style since 2001, AB12CDE: the age is 02 to 29 or fifty more.
constexpr bool uk_mark_of_2001(std::string_view text) noexcept {
    constexpr std::string_view never = "IQZ";
    const unsigned age = number_at(text, 2, 2) % 50;
    for (const char letter : text)
        if (letter == 'I' || letter == 'Q') return false;
    return never.find(text[0]) == std::string_view::npos && age >= 1 && age <= 30;
}

} // namespace hark::redaction::checks
