// Poland's PESEL. Date and check digit together leave seven of a thousand random numbers.
#include "lib/redaction/checks/northern_europe.hpp"
#include "lib/redaction/rules/grouping.hpp"
#include "lib/redaction/rules/packs.hpp"

namespace hark::redaction {
namespace {

bool is_pesel(const Numeral& numeral) noexcept {
    return (numeral.joiner == '\0' || numeral.announced) && checks::pl_pesel(numeral.digits);
}

constexpr NumeralRule numerals[] = {
    {.base = {.name = "pl_pesel",
              .entity = Entity::pl_pesel,
              .score = 82,
              .context_score = 99,
              .other_context = Entity::tr_national_id},
     .digits_min = 11,
     .digits_max = 11,
     .joiners = " -",
     .check = is_pesel},
};

constexpr ContextWord words[] = {
    {"pesel", Entity::pl_pesel},
    {"numer pesel", Entity::pl_pesel},
    {"numer ewidencyjny", Entity::pl_pesel},
};

} // namespace

constexpr RulePack poland_pack{.numerals = numerals, .words = words};

} // namespace hark::redaction
