// South Africa's id number: date, citizenship and check digit leave less than one of a thousand.
#include "lib/redaction/checks/asia_africa.hpp"
#include "lib/redaction/rules/grouping.hpp"
#include "lib/redaction/rules/packs.hpp"

namespace hark::redaction {
namespace {

bool is_id_number(const Numeral& numeral) noexcept {
    return (numeral.joiner == '\0' || numeral.announced ||
            is_grouped_as<0x6412, 0x6421, 0x64111, 0x643, 0x67>(numeral)) &&
           checks::za_id_number(numeral.digits);
}

constexpr NumeralRule numerals[] = {
    {.base = {.name = "za_id_number_luhn",
              .entity = Entity::za_id_number,
              .score = 83,
              .context_score = 99,
              .other_context = Entity::tr_national_id},
     .digits_min = 13,
     .digits_max = 13,
     .joiners = " -",
     .check = is_id_number},
};

constexpr ContextWord words[] = {
    {"south african id", Entity::za_id_number},
    {"rsa id", Entity::za_id_number},
    {"identiteitsnommer", Entity::za_id_number},
};

} // namespace

constexpr RulePack south_africa_pack{.numerals = numerals, .words = words};

} // namespace hark::redaction
