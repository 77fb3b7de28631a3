// Accounts at banks. IBAN: checks/iban.hpp. Routing numbers: checks/us_numbers.hpp; one random
// number in ten passes their sum, so a word before them is always needed, as for account numbers,
// which have no form at all. UK sort codes: six digits in pairs (Pay.UK).
#include <array>

#include "lib/redaction/characters.hpp"
#include "lib/redaction/checks/calendar_date.hpp"
#include "lib/redaction/checks/iban.hpp"
#include "lib/redaction/checks/us_numbers.hpp"
#include "lib/redaction/date_text.hpp"
#include "lib/redaction/rules/packs.hpp"

namespace hark::redaction {
namespace {

bool is_iban_head(const Token& token) noexcept {
    const std::string_view text = token.text;
    if (!is_letter(text[0]) || !is_letter(text[1]) || !is_digit(text[2]) || !is_digit(text[3]))
        return false;
    const std::array<char, 2> country{upper_case(text[0]), upper_case(text[1])};
    return checks::iban_length({country.data(), country.size()}) != 0;
}

/// As many letters and digits as the country has, with single blanks or dashes between: what
/// follows cannot be swallowed.
Range place_iban(std::string_view text, Range head) noexcept {
    std::array<char, checks::iban_length_max> bare{};
    const std::array<char, 2> country{upper_case(text[head.begin]),
                                      upper_case(text[head.begin + 1])};
    const std::size_t length = checks::iban_length({country.data(), country.size()});
    std::size_t count = 0, at = head.begin;
    for (; count < length && at < text.size(); ++at) {
        if (is_alphanumeric(text[at])) {
            bare[count++] = upper_case(text[at]);
            continue;
        }
        if ((text[at] != ' ' && text[at] != '-') || !is_alphanumeric(text[at - 1])) return {};
    }
    if (count < length || (at < text.size() && is_alphanumeric(text[at]))) return {};
    return checks::is_iban({bare.data(), count}) ? Range{head.begin, at} : Range{};
}

bool is_routing(const Numeral& numeral) noexcept {
    return checks::is_routing_number(numeral.digits);
}

bool is_account(const Numeral& numeral) noexcept {
    if (numeral.joiner != '\0' && date_at(numeral.text, 0).end != 0) return false;
    if (numeral.joiner == '*' && numeral.text.size() > 8 &&
        date_at(numeral.text.substr(0, 10), 0).end != 0)
        return false;
    if (numeral.digits.size() == 14 && checks::is_time_like(numeral.digits)) return false;
    return !checks::one_digit_repeated(numeral.digits) || numeral.digits.size() > 8;
}

/// Pairs, and the eight digits of the account perhaps.
bool is_sort_code(const Numeral& numeral) noexcept {
    return numeral.digits.size() == 6 ? numeral.joiner == '-' || numeral.announced
                                      : numeral.text.size() > 8 && numeral.text[2] == '-';
}

constexpr NumeralRule numerals[] = {
    {.base = {.name = "aba_routing",
              .entity = Entity::aba_routing_number,
              .context_score = 95,
              .need = Need::context},
     .digits_min = 9,
     .digits_max = 9,
     .first_digits = 0b0111001111 | 1U << 8,
     .joiners = "- ",
     .shapes = {0x441, 0x333},
     .check = is_routing},
    {.base = {.name = "account_told",
              .entity = Entity::account_number,
              .context_score = 84,
              .need = Need::context},
     .digits_min = 6,
     .digits_max = 17,
     .joiners = "- *",
     .check = is_account},
    {.base = {.name = "us_bank_number_told",
              .entity = Entity::us_bank_number,
              .context_score = 86,
              .need = Need::context},
     .digits_min = 8,
     .digits_max = 17,
     .check = is_account},
    {.base = {.name = "us_bank_number_of_account",
              .entity = Entity::us_bank_number,
              .context_score = 82,
              .need = Need::context,
              .presence = Presence::named,
              .other_context = Entity::account_number},
     .digits_min = 8,
     .digits_max = 17,
     .joiners = "- ",
     .check = is_account},
    {.base = {.name = "uk_sort_code_and_account",
              .entity = Entity::uk_sort_code,
              .score = 70,
              .context_score = 95},
     .digits_min = 14,
     .digits_max = 14,
     .joiners = "*",
     .shapes = {0x2228},
     .check = is_sort_code},
    {.base = {.name = "uk_sort_code_told",
              .entity = Entity::uk_sort_code,
              .context_score = 92,
              .need = Need::context},
     .digits_min = 6,
     .digits_max = 6,
     .joiners = "- ",
     .shapes = {0x222},
     .check = is_sort_code},
};

constexpr TokenRule tokens[] = {
    {.base = {.name = "iban", .entity = Entity::iban_code, .score = 97, .context_score = 99},
     .length_min = 4,
     .length_max = 34,
     .digit_first = false,
     .heads = 1U << 0b1100,
     .check = is_iban_head,
     .place = place_iban},
};

constexpr ContextWord words[] = {
    {"iban", Entity::iban_code},
    {"transfer", Entity::iban_code},
    {"account", Entity::iban_code},
    {"account", Entity::account_number},
    {"account number", Entity::account_number},
    {"acct", Entity::account_number},
    {"account no", Entity::account_number},
    {"acct number", Entity::account_number},
    {"accountnumber", Entity::account_number},
    {"bank account", Entity::us_bank_number},
    {"checking account", Entity::us_bank_number},
    {"savings account", Entity::us_bank_number},
    {"checking", Entity::us_bank_number},
    {"savings", Entity::us_bank_number},
    {"bank", Entity::us_bank_number},
    {"debit account", Entity::us_bank_number},
    {"routing", Entity::aba_routing_number},
    {"routing number", Entity::aba_routing_number},
    {"aba", Entity::aba_routing_number},
    {"rtn", Entity::aba_routing_number},
    {"transit number", Entity::aba_routing_number},
    {"sort code", Entity::uk_sort_code},
    {"sortcode", Entity::uk_sort_code},
};

} // namespace

constexpr RulePack account_pack{.numerals = numerals, .tokens = tokens, .words = words};

} // namespace hark::redaction
