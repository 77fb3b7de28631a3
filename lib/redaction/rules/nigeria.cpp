// Numbers of Nigeria. NIMC publishes no rule for the check digit of the NIN; what is known of it is
// that it is Verhoeff's. So a word and the check are both asked for. Plates: FRSC, "ABC-123DE".
#include "lib/redaction/checks/verhoeff.hpp"

#include "lib/redaction/checks/luhn.hpp"
#include "lib/redaction/rules/grouping.hpp"
#include "lib/redaction/rules/packs.hpp"

namespace hark::redaction {
namespace {

bool is_nin(const Numeral& numeral) noexcept {
    return is_expected(numeral) && checks::verhoeff(numeral.digits) &&
           !checks::one_digit_repeated(numeral.digits);
}

constexpr NumeralRule numerals[] = {
    {.base = {.name = "ng_nin_verhoeff",
              .entity = Entity::ng_nin,
              .score = 56,
              .context_score = 95,
              .other_context = Entity::tr_national_id},
     .digits_min = 11,
     .digits_max = 11,
     .joiners = " -",
     .check = is_nin},
};

bool is_plate(const Form& form) noexcept { return form.announced || form.upper; }

constexpr FormRule forms[] = {
    {.base = {.name = "ng_vehicle_registration",
              .entity = Entity::ng_vehicle_registration,
              .context_score = 92,
              .need = Need::context_unless_named,
              .other_context = Entity::uk_vehicle_registration},
     .forms = {"AAA 000 AA"},
     .check = is_plate},
};

constexpr ContextWord words[] = {
    {"nin", Entity::ng_nin},
    {"nin number", Entity::ng_nin},
    {"nimc", Entity::ng_nin},
    {"national identification number", Entity::ng_nin},
    {"frsc", Entity::ng_vehicle_registration},
};

} // namespace

constexpr RulePack nigeria_pack{.numerals = numerals, .forms = forms, .words = words};

} // namespace hark::redaction
