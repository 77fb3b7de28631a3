// Numbers of Sweden. A personnummer has a date; an organisationsnummer only a check digit, so that
// without its dash it needs a word.
#include "lib/redaction/checks/northern_europe.hpp"

#include "lib/redaction/rules/grouping.hpp"
#include "lib/redaction/rules/packs.hpp"

namespace hark::redaction {
namespace {

bool is_personnummer(const Numeral& numeral) noexcept {
    const bool bare = numeral.joiner == '\0' && !checks::is_time_like(numeral.digits);
    return (bare || numeral.announced || is_grouped_as<0x64, 0x84>(numeral)) &&
           checks::se_personnummer(numeral.digits);
}

bool is_organisationsnummer(const Numeral& numeral) noexcept {
    return (is_expected(numeral) ||
            (numeral.joiner == '-' && is_grouped_as<0x64, 0x84>(numeral))) &&
           checks::se_organisationsnummer(numeral.digits);
}

constexpr NumeralRule numerals[] = {
    {.base = {.name = "se_personnummer_luhn",
              .entity = Entity::se_personnummer,
              .score = 82,
              .context_score = 99,
              .other_context = Entity::tr_national_id},
     .digits_min = 10,
     .digits_max = 12,
     .joiners = " -",
     .check = is_personnummer},
    {.base = {.name = "se_organisationsnummer_luhn",
              .entity = Entity::se_organisationsnummer,
              .score = 68,
              .context_score = 98},
     .digits_min = 10,
     .digits_max = 12,
     .joiners = " -",
     .check = is_organisationsnummer},
};

constexpr ContextWord words[] = {
    {"personnummer", Entity::se_personnummer},
    {"personnr", Entity::se_personnummer},
    {"samordningsnummer", Entity::se_personnummer},
    {"personal identity number", Entity::se_personnummer},
    {"organisationsnummer", Entity::se_organisationsnummer},
    {"organisationsnr", Entity::se_organisationsnummer},
    {"orgnr", Entity::se_organisationsnummer},
    {"org nr", Entity::se_organisationsnummer},
    {"org number", Entity::se_organisationsnummer},
    {"organisation number", Entity::se_organisationsnummer},
    {"organization number", Entity::se_organisationsnummer},
};

} // namespace

constexpr RulePack sweden_pack{.numerals = numerals, .words = words};

} // namespace hark::redaction
