// Numbers of Turkey. The id has two check digits; a plate waits for its word; a telephone number is
// known by 05 or +90 and its ten digits (BTK, national numbering plan), others wait.
#include <algorithm>
#include <array>

#include "lib/redaction/characters.hpp"
#include "lib/redaction/checks/asia_africa.hpp"
#include "lib/redaction/rules/grouping.hpp"
#include "lib/redaction/rules/packs.hpp"
#include "lib/redaction/scan/scan.hpp"
#include "lib/redaction/surroundings.hpp"

namespace hark::redaction {
namespace {

bool is_national_id(const Numeral& numeral) noexcept {
    return (numeral.joiner == '\0' || numeral.announced) && checks::tr_national_id(numeral.digits);
}

/// Without trunk prefix and country code: areas 2xx to 4xx and 8xx, mobile 5xx.
constexpr bool is_subscriber(std::string_view digits) noexcept {
    return digits.size() == 10 && digits[0] >= '2' && digits[0] <= '5';
}

bool is_phone(const Numeral& numeral) noexcept {
    const std::string_view digits = numeral.digits;
    if (digits.size() == 12)
        return digits.substr(0, 2) == "90" && is_subscriber(digits.substr(2)) &&
               (numeral.announced || numeral.joiner != '\0' || numeral.alone || numeral.named);
    if (digits.size() == 11)
        return digits[0] == '0' && is_subscriber(digits.substr(1)) &&
               (numeral.announced || numeral.named || numeral.joiner != '\0' || digits[1] == '5');
    return is_subscriber(digits) &&
           (numeral.announced || (digits[0] == '5' && is_grouped_as<0x3322, 0x334, 0x37>(numeral)));
}

/// Without a '+', which the next rule wants, and not the end of somebody else's number.
Range place_phone(std::string_view text, Range digits) noexcept {
    if (touches_group(text, digits)) return {};
    return digits.begin > 0 && text[digits.begin - 1] == '+' ? Range{} : digits;
}

bool is_international(const Numeral& numeral) noexcept {
    return numeral.digits.starts_with("90") && is_subscriber(numeral.digits.substr(2));
}

Range place_international(std::string_view text, Range digits) noexcept {
    const bool plus = digits.begin > 0 && text[digits.begin - 1] == '+';
    return plus ? Range{digits.begin - 1, digits.end} : Range{};
}

/// "(532) 123 45 67" with "0", "0 ", "+90" or "+90 " before the bracket; `at` is behind it.
Range find_bracketed(const Scan& scan, std::size_t at) noexcept {
    const std::string_view text = scan.text();
    std::size_t begin = at > 0 && text[at - 1] == ' ' ? at - 1 : at;
    if (begin < 5 || text[begin - 1] != ')' || text[begin - 5] != '(') return {};
    std::array<char, 10> digits{};
    std::size_t count = 3, end = at;
    std::copy_n(text.begin() + static_cast<std::ptrdiff_t>(begin) - 4, 3, digits.begin());
    for (; end < text.size() && count < digits.size(); ++end) {
        if (is_digit(text[end]))
            digits[count++] = text[end];
        else if ((text[end] != ' ' && text[end] != '-') || !is_digit(text[end - 1]))
            return {};
    }
    if (count < digits.size() || (end < text.size() && is_alphanumeric(text[end]))) return {};
    const std::string_view all{digits.data(), digits.size()};
    if (!checks::only_digits(all) || !is_subscriber(all)) return {};
    begin -= 5;
    std::size_t code = begin > 0 && text[begin - 1] == ' ' ? begin - 1 : begin;
    if (text.substr(0, code).ends_with("+90")) return {code - 3, end};
    const bool zero = code > 0 && text[code - 1] == '0' &&
                      (code == 1 || (!is_alphanumeric(text[code - 2]) && text[code - 2] != '.'));
    return zero ? Range{code - 1, end} : Range{};
}

constexpr NumeralRule numerals[] = {
    {.base = {.name = "tr_national_id",
              .entity = Entity::tr_national_id,
              .score = 78,
              .context_score = 99},
     .digits_min = 11,
     .digits_max = 11,
     .first_digits = 0b1111111110,
     .joiners = " -",
     .check = is_national_id},
    {.base = {.name = "tr_phone_number",
              .entity = Entity::tr_phone_number,
              .score = 76,
              .context_score = 92,
              .other_context = Entity::phone_number},
     .digits_min = 10,
     .digits_max = 12,
     .first_digits = 0b1000111101, // 0, 2 to 5, 9
     .joiners = " -.",
     .check = is_phone,
     .place = place_phone},
    {.base = {.name = "tr_phone_international",
              .entity = Entity::tr_phone_number,
              .score = 90,
              .context_score = 99,
              .other_context = Entity::phone_number},
     .digits_min = 12,
     .digits_max = 12,
     .first_digits = 1U << 9,
     .joiners = " -.*",
     .check = is_international,
     .place = place_international},
};

constexpr SeedRule seeds[] = {
    {.base = {.name = "tr_phone_bracketed",
              .entity = Entity::tr_phone_number,
              .score = 88,
              .context_score = 97},
     .seed = SeedKind::numeral,
     .find = find_bracketed},
};

bool is_plate(const Form& form) noexcept {
    return (form.announced || form.upper) && checks::tr_plate(form.text);
}

constexpr FormRule forms[] = {
    {.base = {.name = "tr_license_plate",
              .entity = Entity::tr_license_plate,
              .context_score = 92,
              .need = Need::context_unless_named,
              .other_context = Entity::uk_vehicle_registration},
     .forms = {"00 AAA 000", "00 AAA 00", "00 AA 0000", "00 AA 000", "00 A 00000", "00 A 0000"},
     .check = is_plate},
};

constexpr ContextWord words[] = {
    {"kimlik", Entity::tr_national_id},
    {"kimlik no", Entity::tr_national_id},
    {"tc kimlik", Entity::tr_national_id},
    {"tckn", Entity::tr_national_id},
    {"kimlik numaras\xC4\xB1", Entity::tr_national_id},
    {"plaka", Entity::tr_license_plate},
    {"plakas\xC4\xB1", Entity::tr_license_plate},
    {"plaka no", Entity::tr_license_plate},
    {"telefon", Entity::tr_phone_number},
    {"telefon numaras\xC4\xB1", Entity::tr_phone_number},
    {"cep", Entity::tr_phone_number},
    {"cep telefonu", Entity::tr_phone_number},
    {"phone", Entity::tr_phone_number},
    {"mobile", Entity::tr_phone_number},
};

} // namespace

constexpr RulePack turkey_pack{
    .numerals = numerals, .forms = forms, .seeds = seeds, .words = words};

} // namespace hark::redaction
