// Payment card numbers. A number proves itself by its brand's lengths and leading digits and by its
// check digit: of random 16-digit ids one in ten passes the sum, one in twenty-five both.
#include "lib/redaction/checks/card_brand.hpp"
#include "lib/redaction/checks/luhn.hpp"
#include "lib/redaction/rules/packs.hpp"

namespace hark::redaction {
namespace {

/// As printed and typed: no group but the last has fewer than three digits. Without this, counting
/// ("1 2 3 4 5 ...") makes a card now and then.
bool is_grouped_as_cards_are(Shape shape) noexcept {
    for (shape >>= 4; shape != 0; shape >>= 4)
        if ((shape & 0xF) < 3) return false;
    return true;
}

bool is_card(const Numeral& numeral) noexcept {
    return (numeral.announced || is_grouped_as_cards_are(numeral.shape)) &&
           checks::has_card_brand(numeral.digits) && checks::luhn(numeral.digits) &&
           !checks::one_digit_repeated(numeral.digits);
}

constexpr NumeralRule numerals[] = {
    {.base = {.name = "card_luhn", .entity = Entity::credit_card, .score = 80, .context_score = 99},
     .digits_min = 12,
     .digits_max = 19,
     .first_digits = 0b0001111110, // 1 to 6
     .joiners = " -.",
     .check = is_card},
};

constexpr ContextWord words[] = {
    {"card", Entity::credit_card},
    {"credit", Entity::credit_card},
    {"debit", Entity::credit_card},
    {"visa", Entity::credit_card},
    {"mastercard", Entity::credit_card},
    {"amex", Entity::credit_card},
    {"american express", Entity::credit_card},
    {"discover", Entity::credit_card},
    {"maestro", Entity::credit_card},
    {"card number", Entity::credit_card},
    {"number on the front", Entity::credit_card},
};

} // namespace

constexpr RulePack card_pack{.numerals = numerals, .words = words};

} // namespace hark::redaction
