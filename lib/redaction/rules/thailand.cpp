// Thailand's national id. One in eleven random numbers passes, and milliseconds since 1970 have as
// many digits: it needs its grouping, a word, or a line of its own.
#include "lib/redaction/checks/asia_africa.hpp"
#include "lib/redaction/rules/grouping.hpp"
#include "lib/redaction/rules/packs.hpp"

namespace hark::redaction {
namespace {

bool is_national_id(const Numeral& numeral) noexcept {
    return (is_expected(numeral) || is_grouped_as<0x14521>(numeral)) &&
           checks::th_national_id(numeral.digits) && !checks::one_digit_repeated(numeral.digits);
}

constexpr NumeralRule numerals[] = {
    {.base = {.name = "th_tnin_mod11",
              .entity = Entity::th_tnin,
              .score = 72,
              .context_score = 98,
              .other_context = Entity::tr_national_id},
     .digits_min = 13,
     .digits_max = 13,
     .first_digits = 0b0111111110,
     .joiners = "- ",
     .check = is_national_id},
};

constexpr ContextWord words[] = {
    {"thai id", Entity::th_tnin},
    {"thai national id", Entity::th_tnin},
    {"tnin", Entity::th_tnin},
    {"เลขประจำตัวประชาชน", Entity::th_tnin},
    {"เลขบัตรประชาชน", Entity::th_tnin},
    {"บัตรประชาชน", Entity::th_tnin},
    {"หมายเลขบัตรประชาชน", Entity::th_tnin},
};

} // namespace

constexpr RulePack thailand_pack{.numerals = numerals, .words = words};

} // namespace hark::redaction
