// Numbers of Thailand, Turkey, South Africa, Singapore.
//   Thai national id: Department of Provincial Administration: weights 13 to 2, modulus 11.
//   T.C. kimlik: Nüfus ve Vatandaşlık İşleri: two check digits. Turkish plates: Karayolları Trafik
//   Yönetmeliği: province 01 to 81. South African id: Department of Home Affairs: date, sex,
//   citizenship, Luhn. NRIC and FIN: Immigration and Checkpoints Authority: weights 2 7 6 5 4 3 2,
//   an offset and a row of letters for each series. UEN: ACRA, three forms with check letters.
#pragma once

#include <array>
#include <cstdint>
#include <string_view>

#include "lib/redaction/checks/calendar_date.hpp"
#include "lib/redaction/checks/luhn.hpp"
#include "lib/redaction/checks/weighted.hpp"

namespace hark::redaction::checks {

constexpr bool th_national_id(std::string_view digits) noexcept {
    return digits.size() == 13 && digits[0] >= '1' && digits[0] <= '8' &&
           (11 - weighted_sum<12>(digits, {13, 12, 11, 10, 9, 8, 7, 6, 5, 4, 3, 2}) % 11) % 10 ==
               digit_at(digits, 12);
}

constexpr bool tr_national_id(std::string_view digits) noexcept {
    if (digits.size() != 11 || digits[0] == '0') return false;
    const unsigned odd = weighted_sum<9>(digits, {1, 0, 1, 0, 1, 0, 1, 0, 1});
    const unsigned even = weighted_sum<8>(digits, {0, 1, 0, 1, 0, 1, 0, 1});
    const unsigned tenth = (odd * 7 + 10 * 9 - even) % 10;
    return tenth == digit_at(digits, 9) && (odd + even + tenth) % 10 == digit_at(digits, 10);
}

/// Upper case, without joiners: province, one to three letters, two to five digits.
constexpr bool tr_plate(std::string_view text) noexcept {
    const unsigned province = number_at(text, 0, 2);
    if (province < 1 || province > 81) return false;
    std::size_t letters = 0;
    while (only_letters(text.substr(2 + letters, 1)))
        ++letters;
    for (const char letter : text.substr(2, letters))
        if (letter == 'Q' || letter == 'W' || letter == 'X') return false;
    const std::size_t digits = text.size() - 2 - letters;
    return letters == 1   ? digits == 4 || digits == 5
           : letters == 2 ? digits == 3 || digits == 4
                          : digits == 2 || digits == 3;
}

constexpr bool za_id_number(std::string_view digits) noexcept {
    return digits.size() == 13 && digits[10] <= '2' && (digits[11] == '8' || digits[11] == '9') &&
           begins_with_year_month_day(digits) && luhn(digits);
}

/// Upper case.
constexpr bool sg_nric_fin(std::string_view text) noexcept {
    if (text.size() != 9 || !only_digits(text.substr(1, 7))) return false;
    const char series = text[0];
    unsigned sum = weighted_sum<7>(text.substr(1), {2, 7, 6, 5, 4, 3, 2});
    std::string_view letters;
    if (series == 'S' || series == 'T')
        letters = "JZIHGFEDCBA";
    else if (series == 'F' || series == 'G')
        letters = "XWUTRQPNMLK";
    else if (series == 'M')
        letters = "XWUTRQPNJLK";
    else
        return false;
    if (series == 'T' || series == 'G') sum += 4;
    if (series == 'M') sum += 3;
    return text[8] == letters[sum % 11];
}

constexpr bool sg_uen_other(std::string_view text) noexcept {
    constexpr std::string_view types =
        "CC CD CH CL CM CP CS CX DP FB FC FM FN GA GB GS HS LL LP MB MC MD MH MM MQ NB NR PA PB PF"
        " RF RP SM SS TC TU VH XL";
    constexpr std::string_view alphabet = "ABCDEFGHJKLMNPQRSTUVWX0123456789";
    constexpr std::array<std::uint8_t, 9> weights{4, 3, 5, 3, 10, 2, 2, 5, 7};
    bool known = false;
    for (std::size_t at = 0; at < types.size(); at += 3)
        known = known || types.substr(at, 2) == text.substr(3, 2);
    if (!known) return false;
    unsigned sum = 0;
    for (std::size_t index = 0; index < 9; ++index) {
        const std::size_t value = alphabet.find(text[index]);
        if (value == std::string_view::npos) return false;
        sum += static_cast<unsigned>(value) * weights[index];
    }
    return text[9] == alphabet[(sum + 6) % 11]; // five less, modulo 11
}

/// Upper case: a business, a local company, or another entity.
constexpr bool sg_uen(std::string_view text) noexcept {
    if (text.size() == 9)
        return only_digits(text.substr(0, 8)) &&
               text[8] == std::string_view{
                              "XMKECAWLJDB"}[weighted_sum<8>(text, {10, 4, 9, 3, 8, 2, 7, 1}) % 11];
    if (text.size() != 10) return false;
    if (only_digits(text.substr(0, 9))) {
        const unsigned year = number_at(text, 0, 4);
        return year >= 1800 && year <= 2099 &&
               text[9] ==
                   std::string_view{
                       "ZKCMDNERGWH"}[weighted_sum<9>(text, {10, 8, 6, 4, 9, 7, 5, 3, 1}) % 11];
    }
    return (text[0] == 'R' || text[0] == 'S' || text[0] == 'T') && only_digits(text.substr(1, 2)) &&
           only_digits(text.substr(5, 4)) && sg_uen_other(text);
}

} // namespace hark::redaction::checks
