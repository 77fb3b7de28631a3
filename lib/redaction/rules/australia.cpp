// Numbers of Australia: digits only. Of random nine digits one in eleven is a tax file number and
// one in ten a company's, so these need their grouping, a word, or a line of their own.
#include "lib/redaction/checks/australia.hpp"

#include "lib/redaction/checks/luhn.hpp"
#include "lib/redaction/rules/grouping.hpp"
#include "lib/redaction/rules/packs.hpp"

namespace hark::redaction {
namespace {

bool is_tfn(const Numeral& numeral) noexcept {
    return (is_expected(numeral) || is_grouped_as<0x333>(numeral)) &&
           checks::au_tfn(numeral.digits) && !checks::one_digit_repeated(numeral.digits);
}

bool is_acn(const Numeral& numeral) noexcept {
    return (is_expected(numeral) || is_grouped_as<0x333>(numeral)) &&
           checks::au_acn(numeral.digits) && !checks::one_digit_repeated(numeral.digits);
}

bool is_abn(const Numeral& numeral) noexcept {
    return (numeral.joiner == '\0' || numeral.announced || is_grouped_as<0x2333>(numeral)) &&
           checks::au_abn(numeral.digits);
}

bool is_medicare(const Numeral& numeral) noexcept {
    return (is_expected(numeral) || is_grouped_as<0x451, 0x4511>(numeral)) &&
           checks::au_medicare(numeral.digits);
}

constexpr NumeralRule numerals[] = {
    {.base = {.name = "au_tfn_mod11",
              .entity = Entity::au_tfn,
              .score = 60,
              .context_score = 97,
              .other_context = Entity::de_tax_number},
     .digits_min = 8,
     .digits_max = 9,
     .joiners = " -",
     .check = is_tfn},
    {.base = {.name = "au_abn_mod89", .entity = Entity::au_abn, .score = 75, .context_score = 98},
     .digits_min = 11,
     .digits_max = 11,
     .first_digits = 0b1111111110,
     .joiners = " -",
     .check = is_abn},
    {.base = {.name = "au_acn_mod10", .entity = Entity::au_acn, .score = 58, .context_score = 97},
     .digits_min = 9,
     .digits_max = 9,
     .joiners = " -",
     .check = is_acn},
    {.base = {.name = "au_medicare_mod10",
              .entity = Entity::au_medicare,
              .score = 62,
              .context_score = 97},
     .digits_min = 10,
     .digits_max = 11,
     .first_digits = 0b0001111100, // 2 to 6
     .joiners = " -/*",
     .check = is_medicare},
};

constexpr ContextWord words[] = {
    {"tfn", Entity::au_tfn},
    {"tax file", Entity::au_tfn},
    {"tax file number", Entity::au_tfn},
    {"abn", Entity::au_abn},
    {"australian business number", Entity::au_abn},
    {"business number", Entity::au_abn},
    {"acn", Entity::au_acn},
    {"australian company number", Entity::au_acn},
    {"company number", Entity::au_acn},
    {"medicare", Entity::au_medicare},
    {"medicare number", Entity::au_medicare},
    {"medicare card", Entity::au_medicare},
};

} // namespace

constexpr RulePack australia_pack{.numerals = numerals, .words = words};

} // namespace hark::redaction
