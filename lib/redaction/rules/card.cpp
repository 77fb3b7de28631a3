// Payment card numbers. A number proves itself by its brand's lengths and leading digits and by its
// check digit: of random 16-digit ids one in ten passes the sum, one in twenty-five both.
#include <algorithm>

#include "lib/redaction/capture.hpp"
#include "lib/redaction/characters.hpp"
#include "lib/redaction/checks/card_brand.hpp"
#include "lib/redaction/checks/luhn.hpp"
#include "lib/redaction/rules/packs.hpp"
#include "lib/redaction/surroundings.hpp"

namespace hark::redaction {
namespace {

/// As printed and typed: fours and what is left, or the groups of a brand. Ids have other groups.
bool is_grouped_as_cards_are(Shape shape) noexcept {
    if (shape <= 0xF) return true;
    for (const Shape printed :
         {Shape{0x465}, Shape{0x464}, Shape{0x4333}, Shape{0x6D}, Shape{0x456}, Shape{0x566},
          Shape{0x88}, Shape{0x86}, Shape{0x676}, Shape{0x666}, Shape{0x655}, Shape{0x555}})
        if (shape == printed) return true;
    if ((shape & 0xF) > 7) return false;
    for (shape >>= 4; shape != 0; shape >>= 4)
        if ((shape & 0xF) != 4) return false;
    return true;
}

bool is_card(const Numeral& numeral) noexcept {
    return (numeral.announced || is_grouped_as_cards_are(numeral.shape)) &&
           checks::has_card_brand(numeral.digits) && checks::luhn(numeral.digits) &&
           !checks::one_digit_repeated(numeral.digits);
}

/// "order number 4...", "upc: 6...": a word right before the digits calls them something else.
bool is_named_otherwise(std::string_view text, Range digits) noexcept {
    std::size_t at = digits.begin;
    for (int words = 0; words < 2; ++words) {
        while (at > 0 && digits.begin - at < 24 &&
               (text[at - 1] == ' ' || text[at - 1] == ':' || text[at - 1] == '#' ||
                text[at - 1] == '=' || text[at - 1] == '.' || text[at - 1] == '"'))
            --at;
        std::size_t word = at;
        while (word > 0 && at - word < 16 && is_letter(text[word - 1]))
            --word;
        const std::string_view name = text.substr(word, at - word);
        if (is_one_of(name,
                      {"order",       "upc",      "ean",     "gtin", "barcode", "reference", "ref",
                       "tracking",    "invoice",  "ticket",  "case", "serial",  "sku",       "isbn",
                       "batch",       "shipment", "session", "item", "product", "parcel",    "txn",
                       "transaction", "offset",   "seq",     "ssrc"}))
            return true;
        if (!is_one_of(name, {"number", "no", "nr", "num", "id", "code", "is"})) return false;
        at = word;
    }
    return false;
}

/// Twelve and thirteen digits in groups may be the end of a longer number.
Range place_card(std::string_view text, Range digits) noexcept {
    const auto length =
        std::count_if(text.begin() + static_cast<std::ptrdiff_t>(digits.begin),
                      text.begin() + static_cast<std::ptrdiff_t>(digits.end), is_digit);
    const bool one_group = static_cast<std::size_t>(length) == digits.end - digits.begin;
    if (length <= 13 && touches_group(text, digits)) return {};
    return (one_group || length <= 13) && is_named_otherwise(text, digits) ? Range{} : digits;
}

constexpr NumeralRule numerals[] = {
    {.base = {.name = "card_luhn", .entity = Entity::credit_card, .score = 80, .context_score = 99},
     .digits_min = 12,
     .digits_max = 19,
     .first_digits = 0b0001111100, // 2 to 6
     .joiners = " -.",
     .check = is_card,
     .place = place_card},
    {.base =
         {.name = "card_jcb_1800", .entity = Entity::credit_card, .score = 80, .context_score = 99},
     .digits_min = 15,
     .digits_max = 15,
     .first_digits = 1U << 1,
     .joiners = " -.",
     .check = is_card,
     .place = place_card},
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
