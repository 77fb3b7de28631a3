// Canada's Social Insurance Number: nine digits with the check digit of Luhn (Employment and Social
// Development Canada, SIN Code of Practice); 0 and 8 are not issued as first digit. Nine in a
// hundred random numbers of nine digits pass.
#include "lib/redaction/checks/luhn.hpp"
#include "lib/redaction/rules/grouping.hpp"
#include "lib/redaction/rules/packs.hpp"

namespace hark::redaction {
namespace {

bool is_sin(const Numeral& numeral) noexcept {
    return (is_expected(numeral) || is_grouped_as<0x333>(numeral)) && checks::luhn(numeral.digits);
}

constexpr NumeralRule numerals[] = {
    {.base = {.name = "ca_sin_luhn",
              .entity = Entity::ca_sin,
              .score = 62,
              .context_score = 97,
              .other_context = Entity::de_social_security},
     .digits_min = 9,
     .digits_max = 9,
     .first_digits = 0b1011111110, // neither 0 nor 8
     .joiners = " -",
     .check = is_sin},
};

constexpr ContextWord words[] = {
    {"sin", Entity::ca_sin},
    {"sin number", Entity::ca_sin},
    {"social insurance", Entity::ca_sin},
    {"social insurance number", Entity::ca_sin},
    {"assurance sociale", Entity::ca_sin},
};

} // namespace

constexpr RulePack canada_pack{.numerals = numerals, .words = words};

} // namespace hark::redaction
