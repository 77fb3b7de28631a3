// Numbers of Brazil (Receita Federal): CPF, eleven digits, CNPJ, twelve characters and two digits;
// both with two digits modulo 11. Since July 2026 a new CNPJ may have letters, which count as their
// ASCII code less 48 (Instrução Normativa RFB 2.229/2024).
#pragma once

#include <cstddef>
#include <string_view>

#include "lib/redaction/checks/luhn.hpp"
#include "lib/redaction/checks/weighted.hpp"

namespace hark::redaction::checks {

/// The digit behind `count` characters; weights from the right begin with 2 and start again behind
/// `weight_max`.
constexpr unsigned br_digit(std::string_view text, std::size_t count,
                            unsigned weight_max) noexcept {
    unsigned sum = 0, weight = 2;
    for (std::size_t index = count; index-- > 0;) {
        sum += static_cast<unsigned>(text[index] - '0') * weight;
        weight = weight == weight_max ? 2 : weight + 1;
    }
    const unsigned rest = sum % 11;
    return rest < 2 ? 0 : 11 - rest;
}

constexpr bool br_cpf(std::string_view digits) noexcept {
    return digits.size() == 11 && !one_digit_repeated(digits) &&
           br_digit(digits, 9, 11) == digit_at(digits, 9) &&
           br_digit(digits, 10, 11) == digit_at(digits, 10);
}

/// Upper case.
constexpr bool br_cnpj(std::string_view text) noexcept {
    return text.size() == 14 && only_digits(text.substr(12)) && !one_digit_repeated(text) &&
           br_digit(text, 12, 9) == digit_at(text, 12) &&
           br_digit(text, 13, 9) == digit_at(text, 13);
}

} // namespace hark::redaction::checks
