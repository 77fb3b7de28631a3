// Numbers of Spain and Italy.
//   NIF, NIE: Ministerio del Interior, "Cálculo del dígito de control del NIF/NIE": the letter is
//   the number modulo 23; X, Y, Z of an NIE count as 0, 1, 2.
//   Codice fiscale: Decreto Ministeriale 23 dicembre 1976; letters may stand for digits where two
//   persons would share one (omocodia). Partita IVA: DPR 633/1972, Luhn, then the provincial
//   office.
#pragma once

#include <array>
#include <cstdint>
#include <string_view>

#include "lib/redaction/checks/luhn.hpp"
#include "lib/redaction/checks/weighted.hpp"

namespace hark::redaction::checks {

constexpr char es_letter(unsigned number) noexcept {
    constexpr std::string_view letters = "TRWAGMYFPDXBNJZSQVHLCKE";
    return letters[number % 23];
}

/// Upper case: eight digits and a letter, or K, L, M, seven digits and a letter.
constexpr bool es_nif(std::string_view text) noexcept {
    if (text.size() != 9 || !only_digits(text.substr(1, 7))) return false;
    const bool special = text[0] == 'K' || text[0] == 'L' || text[0] == 'M';
    if (!special && !only_digits(text.substr(0, 1))) return false;
    const unsigned number = special ? number_at(text, 1, 7) : number_at(text, 0, 8);
    return number != 0 && text[8] == es_letter(number);
}

/// Upper case.
constexpr bool es_nie(std::string_view text) noexcept {
    return text.size() == 9 && text[0] >= 'X' && text[0] <= 'Z' && only_digits(text.substr(1, 7)) &&
           text[8] ==
               es_letter(static_cast<unsigned>(text[0] - 'X') * 10'000'000 + number_at(text, 1, 7));
}

/// The digit that a character of the codice fiscale stands for, 10 for none.
constexpr unsigned it_digit(char character) noexcept {
    if (character >= '0' && character <= '9') return static_cast<unsigned>(character - '0');
    constexpr std::string_view stand_ins = "LMNPQRSTUV";
    const std::size_t index = stand_ins.find(character);
    return index == std::string_view::npos ? 10 : static_cast<unsigned>(index);
}

constexpr bool it_fiscal_code_date(std::string_view text) noexcept {
    constexpr std::string_view months = "ABCDEHLMPRST";
    const unsigned day = it_digit(text[9]) * 10 + it_digit(text[10]);
    return months.find(text[8]) != std::string_view::npos &&
           ((day >= 1 && day <= 31) || (day >= 41 && day <= 71));
}

/// Upper case, 16 characters.
constexpr bool it_fiscal_code(std::string_view text) noexcept {
    if (text.size() != 16 || !only_letters(text.substr(0, 6)) || !only_letters(text.substr(15)) ||
        !only_letters(text.substr(11, 1)))
        return false;
    for (const std::size_t index : {6U, 7U, 9U, 10U, 12U, 13U, 14U})
        if (it_digit(text[index]) > 9) return false;
    if (!it_fiscal_code_date(text)) return false;
    constexpr std::array<std::uint8_t, 26> odd{1,  0,  5, 7, 9, 13, 15, 17, 19, 21, 2,  4,  18,
                                               20, 11, 3, 6, 8, 12, 14, 16, 10, 22, 25, 24, 23};
    unsigned sum = 0;
    for (std::size_t index = 0; index < 15; ++index) {
        const unsigned value = text[index] <= '9' ? static_cast<unsigned>(text[index] - '0')
                                                  : static_cast<unsigned>(text[index] - 'A');
        sum += index % 2 == 0 ? odd[value] : value;
    }
    return static_cast<unsigned>(text[15] - 'A') == sum % 26;
}

constexpr bool it_vat_code(std::string_view digits) noexcept {
    if (digits.size() != 11 || number_at(digits, 0, 7) == 0) return false;
    const unsigned office = number_at(digits, 7, 3);
    return ((office >= 1 && office <= 100) || office == 120 || office == 121 || office == 888 ||
            office == 999) &&
           luhn(digits);
}

} // namespace hark::redaction::checks
