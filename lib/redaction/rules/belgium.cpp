// Belgium's national number: a date, a serial, and a key of two digits.
#include "lib/redaction/checks/western_europe.hpp"
#include "lib/redaction/rules/grouping.hpp"
#include "lib/redaction/rules/packs.hpp"

namespace hark::redaction {
namespace {

bool is_national_number(const Numeral& numeral) noexcept {
    const bool official = numeral.joiner == '*' && numeral.shape == 0x22232;
    return (numeral.joiner == '\0' || numeral.announced || official ||
            is_grouped_as<0x632, 0x22232, 0x65>(numeral)) &&
           checks::be_national_number(numeral.digits);
}

constexpr NumeralRule numerals[] = {
    {.base = {.name = "be_national_number_key97",
              .entity = Entity::be_national_number,
              .score = 84,
              .context_score = 99,
              .other_context = Entity::tr_national_id},
     .digits_min = 11,
     .digits_max = 11,
     .joiners = " -.*",
     .check = is_national_number},
};

constexpr ContextWord words[] = {
    {"rijksregister", Entity::be_national_number},
    {"rijksregisternummer", Entity::be_national_number},
    {"registre national", Entity::be_national_number},
    {"numero national", Entity::be_national_number},
    {"national register", Entity::be_national_number},
    {"nationaal nummer", Entity::be_national_number},
    {"insz", Entity::be_national_number},
    {"niss", Entity::be_national_number},
};

} // namespace

constexpr RulePack belgium_pack{.numerals = numerals, .words = words};

} // namespace hark::redaction
