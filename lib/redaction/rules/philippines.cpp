// Numbers of the Philippines. Mobile numbers: NTC, 09 and nine digits, or +63 9. TIN: Bureau of
// Internal Revenue, nine digits and a branch code of three to five; no check is published, so it
// waits for its word.
#include "lib/redaction/checks/luhn.hpp"
#include "lib/redaction/rules/grouping.hpp"
#include "lib/redaction/rules/packs.hpp"
#include "lib/redaction/surroundings.hpp"

namespace hark::redaction {
namespace {

bool is_mobile(const Numeral& numeral) noexcept {
    const std::string_view digits = numeral.digits;
    if (digits.size() == 11) {
        const std::string_view prefix = digits.substr(0, 4);
        return digits.starts_with("09") || prefix == "0813" || prefix == "0817" ||
               (prefix >= "0895" && prefix <= "0899");
    }
    if (digits.size() == 12)
        return digits.substr(0, 3) == "639" &&
               (numeral.announced || numeral.joiner != '\0' || numeral.alone || numeral.named);
    return digits[0] == '9' && numeral.announced;
}

bool is_international(const Numeral& numeral) noexcept { return numeral.digits.starts_with("639"); }

/// With the '+' and the country's code, or without both.
Range place_mobile(std::string_view text, Range digits) noexcept {
    if (touches_group(text, digits)) return {};
    return digits.begin > 0 && text[digits.begin - 1] == '+' ? Range{} : digits;
}

Range place_international(std::string_view text, Range digits) noexcept {
    const bool plus = digits.begin > 0 && text[digits.begin - 1] == '+';
    return plus ? Range{digits.begin - 1, digits.end} : Range{};
}

bool is_tin(const Numeral& numeral) noexcept {
    const bool branch = is_grouped_as<0x3333, 0x3335>(numeral);
    return (numeral.expected() || branch) && numeral.digits.size() != 10 &&
           numeral.digits.size() != 11 && !checks::one_digit_repeated(numeral.digits);
}

constexpr NumeralRule numerals[] = {
    {.base = {.name = "ph_mobile_number",
              .entity = Entity::ph_mobile_number,
              .score = 76,
              .context_score = 98,
              .other_context = Entity::phone_number},
     .digits_min = 10,
     .digits_max = 12,
     .first_digits = 0b1001000001, // 0, 6, 9
     .joiners = " -.",
     .check = is_mobile,
     .place = place_mobile},
    {.base = {.name = "ph_mobile_international",
              .entity = Entity::ph_mobile_number,
              .score = 90,
              .context_score = 99,
              .other_context = Entity::phone_number},
     .digits_min = 12,
     .digits_max = 12,
     .first_digits = 1U << 6,
     .joiners = " -.*",
     .check = is_international,
     .place = place_international},
    {.base = {.name = "ph_tin",
              .entity = Entity::ph_tin,
              .context_score = 90,
              .need = Need::context_unless_named,
              .other_context = Entity::de_tax_number},
     .digits_min = 9,
     .digits_max = 14,
     .joiners = " -",
     .shapes = {0x333, 0x3333, 0x3334, 0x3335},
     .check = is_tin},
};

constexpr ContextWord words[] = {
    {"mobile", Entity::ph_mobile_number},    {"phone", Entity::ph_mobile_number},
    {"cellphone", Entity::ph_mobile_number}, {"globe", Entity::ph_mobile_number},
    {"gcash", Entity::ph_mobile_number},     {"tin", Entity::ph_tin},
    {"tin number", Entity::ph_tin},          {"bir", Entity::ph_tin},
};

} // namespace

constexpr RulePack philippines_pack{.numerals = numerals, .words = words};

} // namespace hark::redaction
