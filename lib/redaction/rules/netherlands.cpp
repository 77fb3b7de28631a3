// The Netherlands' citizen service number. One in eleven random numbers passes: a word, or a line
// of its own.
#include "lib/redaction/checks/luhn.hpp"
#include "lib/redaction/checks/western_europe.hpp"
#include "lib/redaction/rules/grouping.hpp"
#include "lib/redaction/rules/packs.hpp"

namespace hark::redaction {
namespace {

bool is_bsn(const Numeral& numeral) noexcept {
    const bool asked = numeral.announced || (numeral.alone && numeral.digits.size() == 9);
    return asked && checks::nl_bsn(numeral.digits) && !checks::one_digit_repeated(numeral.digits);
}

constexpr NumeralRule numerals[] = {
    {.base = {.name = "nl_bsn_mod11",
              .entity = Entity::nl_bsn,
              .score = 57,
              .context_score = 97,
              .other_context = Entity::tr_national_id},
     .digits_min = 8,
     .digits_max = 9,
     .joiners = " .-",
     .check = is_bsn},
};

constexpr ContextWord words[] = {
    {"bsn", Entity::nl_bsn},
    {"burgerservicenummer", Entity::nl_bsn},
    {"sofinummer", Entity::nl_bsn},
    {"citizen service number", Entity::nl_bsn},
};

} // namespace

constexpr RulePack netherlands_pack{.numerals = numerals, .words = words};

} // namespace hark::redaction
