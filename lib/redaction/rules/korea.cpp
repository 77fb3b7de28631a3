// Numbers of the Republic of Korea. A resident number with its dash is known by date and sex alone,
// since new ones have no check digit; without the dash it must have one.
#include "lib/redaction/checks/korea.hpp"

#include "lib/redaction/rules/grouping.hpp"
#include "lib/redaction/rules/packs.hpp"

namespace hark::redaction {
namespace {

/// Since October 2020 the last digits are random. Who was born in this century may have such a
/// number; of others next to none has.
bool is_resident_number(const Numeral& numeral) noexcept {
    if (!checks::kr_rrn_form(numeral.digits)) return false;
    const bool grouped = is_grouped_as<0x67>(numeral);
    if (checks::kr_rrn_check(numeral.digits))
        return numeral.announced || grouped || numeral.joiner == '\0';
    const bool born_since_2000 = numeral.digits[6] == '3' || numeral.digits[6] == '4';
    return born_since_2000 && (numeral.announced || grouped);
}

/// Numbers given since October 2020 have no check digit: a word must stand before those.
bool is_foreigner_number(const Numeral& numeral) noexcept {
    if (!checks::kr_frn_form(numeral.digits)) return false;
    const bool grouped = is_grouped_as<0x67>(numeral);
    return checks::kr_frn_check(numeral.digits)
               ? numeral.announced || grouped || numeral.joiner == '\0'
               : numeral.announced && grouped;
}

bool is_business_number(const Numeral& numeral) noexcept {
    return (is_expected(numeral) || is_grouped_as<0x325>(numeral)) &&
           checks::kr_brn(numeral.digits);
}

bool is_driver_license(const Numeral& numeral) noexcept {
    return (numeral.expected() || numeral.named ||
            (numeral.joiner == '-' && is_grouped_as<0x2262>(numeral))) &&
           checks::kr_driver_license(numeral.digits);
}

constexpr NumeralRule numerals[] = {
    {.base = {.name = "kr_rrn",
              .entity = Entity::kr_rrn,
              .score = 82,
              .context_score = 99,
              .other_context = Entity::tr_national_id},
     .digits_min = 13,
     .digits_max = 13,
     .joiners = "- ",
     .check = is_resident_number},
    {.base = {.name = "kr_frn",
              .entity = Entity::kr_frn,
              .score = 82,
              .context_score = 99,
              .other_context = Entity::tr_national_id},
     .digits_min = 13,
     .digits_max = 13,
     .joiners = "- ",
     .check = is_foreigner_number},
    {.base = {.name = "kr_brn", .entity = Entity::kr_brn, .score = 66, .context_score = 98},
     .digits_min = 10,
     .digits_max = 10,
     .first_digits = 0b1111111110,
     .joiners = "- ",
     .check = is_business_number},
    {.base = {.name = "kr_driver_license",
              .entity = Entity::kr_driver_license,
              .score = 66,
              .context_score = 94,
              .other_context = Entity::uk_driving_licence},
     .digits_min = 12,
     .digits_max = 12,
     .first_digits = 0b0000000110,
     .joiners = "- ",
     .check = is_driver_license},
};

/// A letter and eight digits, since 2021 with a letter in fifth place.
bool is_passport(const Token& token) noexcept {
    const Capitals capitals{token.text};
    const std::string_view text = capitals.view();
    constexpr std::string_view kinds = "MSRODGT";
    return is_expected(token) && kinds.find(text[0]) != std::string_view::npos &&
           checks::only_digits(text.substr(1, 3)) && checks::only_digits(text.substr(5)) &&
           (checks::only_digits(text.substr(4, 1)) || checks::only_letters(text.substr(4, 1)));
}

constexpr TokenRule tokens[] = {
    {.base = {.name = "kr_passport",
              .entity = Entity::kr_passport,
              .context_score = 93,
              .need = Need::context_unless_named,
              .other_context = Entity::uk_passport},
     .length_min = 9,
     .length_max = 9,
     .digit_first = false,
     .check = is_passport},
};

constexpr ContextWord words[] = {
    {"rrn", Entity::kr_rrn},
    {"resident registration", Entity::kr_rrn},
    {"resident registration number", Entity::kr_rrn},
    {"주민등록번호", Entity::kr_rrn},
    {"주민번호", Entity::kr_rrn},
    {"frn", Entity::kr_frn},
    {"arn", Entity::kr_frn},
    {"alien registration", Entity::kr_frn},
    {"alien registration number", Entity::kr_frn},
    {"foreigner registration number", Entity::kr_frn},
    {"외국인등록번호", Entity::kr_frn},
    {"brn", Entity::kr_brn},
    {"business registration", Entity::kr_brn},
    {"business registration number", Entity::kr_brn},
    {"사업자등록번호", Entity::kr_brn},
    {"사업자번호", Entity::kr_brn},
    {"운전면허", Entity::kr_driver_license},
    {"운전면허번호", Entity::kr_driver_license},
    {"면허번호", Entity::kr_driver_license},
    {"여권", Entity::kr_passport},
    {"여권번호", Entity::kr_passport},
};

} // namespace

constexpr RulePack korea_pack{.numerals = numerals, .tokens = tokens, .words = words};

} // namespace hark::redaction
