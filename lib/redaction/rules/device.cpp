// Numbers of devices and vehicles. IMEI: 3GPP TS 23.003 section 6.2.1 (15 digits, Luhn; the first
// two name the body that allocates). ICCID: ITU-T E.118 (89, 19 or 20 digits, Luhn). VIN: ISO 3779
// and 49 CFR 565.15 (17 characters without I, O, Q; North America has a check character).
#include <algorithm>
#include <array>

#include "lib/redaction/characters.hpp"
#include "lib/redaction/checks/luhn.hpp"
#include "lib/redaction/rules/packs.hpp"

namespace hark::redaction {
namespace {

/// Without a word before it only from the ranges of today's telephones: of random numbers one in
/// ten passes the sum.
bool is_imei(const Numeral& numeral) noexcept {
    if (!checks::luhn(numeral.digits) || checks::one_digit_repeated(numeral.digits)) return false;
    const std::string_view body = numeral.digits.substr(0, 2);
    return numeral.announced || numeral.named || body == "35" || body == "86" || body == "01" ||
           body == "99";
}

bool is_iccid(const Numeral& numeral) noexcept {
    return numeral.digits.starts_with("89") && checks::luhn(numeral.digits);
}

int vin_value(char character) noexcept {
    constexpr std::string_view letters = "ABCDEFGHJKLMNPRSTUVWXYZ";
    constexpr std::string_view values = "12345678123457923456789";
    if (is_digit(character)) return character - '0';
    const std::size_t at = letters.find(upper_case(character));
    return at == std::string_view::npos ? -1 : values[at] - '0';
}

bool is_vin(const Token& token) noexcept {
    constexpr std::array<int, 17> weights{8, 7, 6, 5, 4, 3, 2, 10, 0, 9, 8, 7, 6, 5, 4, 3, 2};
    int sum = 0;
    for (std::size_t index = 0; index < weights.size(); ++index) {
        const int value = vin_value(token.text[index]);
        if (value < 0) return false;
        sum += value * weights[index];
    }
    const bool lower = std::any_of(token.text.begin(), token.text.end(),
                                   [](char each) { return is_letter(each) && !is_upper(each); });
    const char wanted = sum % 11 == 10 ? 'X' : static_cast<char>('0' + sum % 11);
    // North America and China have a check character, others may have anything there.
    const bool checked =
        (token.text[0] >= '1' && token.text[0] <= '5') || upper_case(token.text[0]) == 'L';
    if (token.announced) return !checked || upper_case(token.text[8]) == wanted;
    // The serial's last four are digits everywhere.
    const std::string_view serial = token.text.substr(13);
    return !lower && token.text[8] == wanted && std::all_of(serial.begin(), serial.end(), is_digit);
}

constexpr NumeralRule numerals[] = {
    {.base = {.name = "imei", .entity = Entity::imei, .score = 70, .context_score = 97},
     .digits_min = 15,
     .digits_max = 15,
     .joiners = "- /",
     .shapes = {0x2661, 0x6261, 0x861, 0x2231, 0xE1},
     .check = is_imei},
    {.base = {.name = "iccid", .entity = Entity::iccid, .score = 90, .context_score = 98},
     .digits_min = 19,
     .digits_max = 20,
     .first_digits = 1U << 8,
     .joiners = " -",
     .check = is_iccid},
};

constexpr TokenRule tokens[] = {
    {.base = {.name = "vin", .entity = Entity::vin, .score = 80, .context_score = 95},
     .length_min = 17,
     .length_max = 17,
     .check = is_vin},
};

constexpr ContextWord words[] = {
    {"imei", Entity::imei},    {"sim", Entity::iccid},      {"iccid", Entity::iccid},
    {"vin", Entity::vin},      {"vehicle", Entity::vin},    {"chassis", Entity::vin},
    {"handset", Entity::imei}, {"sim card", Entity::iccid},
};

} // namespace

constexpr RulePack device_pack{.numerals = numerals, .tokens = tokens, .words = words};

} // namespace hark::redaction
