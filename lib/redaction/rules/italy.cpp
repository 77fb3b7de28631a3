// Numbers of Italy. Identity cards, passports and driver's licences have no published check and
// wait for their word: Ministero dell'Interno (CIE: two letters, five digits, two letters; paper:
// two letters, seven digits), Polizia di Stato (passport: two letters, seven digits), Ministero
// delle Infrastrutture (licence: U1 or two letters of the province, seven characters, a letter).
#include "lib/redaction/checks/spain_italy.hpp"

#include "lib/redaction/rules/grouping.hpp"
#include "lib/redaction/rules/packs.hpp"

namespace hark::redaction {
namespace {

bool is_vat_code(const Numeral& numeral) noexcept { return checks::it_vat_code(numeral.digits); }

constexpr NumeralRule numerals[] = {
    {.base = {.name = "it_vat_luhn",
              .entity = Entity::it_vat_code,
              .score = 70,
              .context_score = 98,
              .other_context = Entity::de_vat_id},
     .digits_min = 11,
     .digits_max = 11,
     .check = is_vat_code},
};

bool is_vat_token(const Token& token) noexcept {
    const Capitals capitals{token.text};
    const std::string_view text = capitals.view();
    return is_written_out(token) && text.substr(0, 2) == "IT" &&
           checks::only_digits(text.substr(2)) && checks::it_vat_code(text.substr(2));
}

bool is_fiscal_code(const Token& token) noexcept {
    return is_written_out(token) && checks::it_fiscal_code(Capitals{token.text}.view());
}

bool is_identity_card(const Token& token) noexcept {
    const Capitals capitals{token.text};
    const std::string_view text = capitals.view();
    const bool letters_first =
        checks::only_letters(text.substr(0, 2)) && checks::only_digits(text.substr(2, 5));
    const bool digits_first = checks::only_digits(text.substr(0, 7));
    return is_expected(token) && ((letters_first && (checks::only_letters(text.substr(7)) ||
                                                     checks::only_digits(text.substr(7)))) ||
                                  (digits_first && checks::only_letters(text.substr(7))));
}

bool is_passport(const Token& token) noexcept {
    const Capitals capitals{token.text};
    return is_expected(token) && checks::only_letters(capitals.view().substr(0, 2)) &&
           checks::only_digits(capitals.view().substr(2));
}

bool is_driver_license(const Token& token) noexcept {
    const Capitals capitals{token.text};
    const std::string_view text = capitals.view();
    if (!is_expected(token) || !checks::only_letters(text.substr(9))) return false;
    return text.substr(0, 2) == "U1" ||
           (checks::only_letters(text.substr(0, 2)) && checks::only_digits(text.substr(2, 7)));
}

constexpr TokenRule tokens[] = {
    {.base = {.name = "it_vat_with_country",
              .entity = Entity::it_vat_code,
              .score = 90,
              .context_score = 98},
     .length_min = 13,
     .length_max = 13,
     .digit_first = false,
     .check = is_vat_token},
    {.base = {.name = "it_fiscal_code",
              .entity = Entity::it_fiscal_code,
              .score = 92,
              .context_score = 99},
     .length_min = 16,
     .length_max = 16,
     .digit_first = false,
     .check = is_fiscal_code},
    {.base = {.name = "it_identity_card",
              .entity = Entity::it_identity_card,
              .context_score = 85,
              .need = Need::context_unless_named,
              .other_context = Entity::tr_national_id},
     .length_min = 9,
     .length_max = 9,
     .check = is_identity_card},
    {.base = {.name = "it_passport",
              .entity = Entity::it_passport,
              .context_score = 85,
              .need = Need::context_unless_named,
              .other_context = Entity::uk_passport},
     .length_min = 9,
     .length_max = 9,
     .digit_first = false,
     .check = is_passport},
    {.base = {.name = "it_driver_license",
              .entity = Entity::it_driver_license,
              .context_score = 88,
              .need = Need::context_unless_named,
              .other_context = Entity::uk_driving_licence},
     .length_min = 10,
     .length_max = 10,
     .digit_first = false,
     .check = is_driver_license},
};

bool is_fiscal_code_in_groups(const Form& form) noexcept {
    return (form.announced || form.upper) && checks::it_fiscal_code(form.text);
}

constexpr FormRule forms[] = {
    {.base = {.name = "it_fiscal_code_groups",
              .entity = Entity::it_fiscal_code,
              .score = 92,
              .context_score = 99},
     .forms = {"AAA AAA **A** A***A"},
     .check = is_fiscal_code_in_groups},
};

constexpr ContextWord words[] = {
    {"codice fiscale", Entity::it_fiscal_code},
    {"fiscal code", Entity::it_fiscal_code},
    {"cod fisc", Entity::it_fiscal_code},
    {"partita iva", Entity::it_vat_code},
    {"iva", Entity::it_vat_code},
    {"piva", Entity::it_vat_code},
    {"vat code", Entity::it_vat_code},
    {"carta d'identita", Entity::it_identity_card},
    {"carta d'identit\xC3\xA0", Entity::it_identity_card},
    {"carta di identit\xC3\xA0", Entity::it_identity_card},
    {"carta identita", Entity::it_identity_card},
    {"documento", Entity::it_identity_card},
    {"passaporto", Entity::it_passport},
    {"patente", Entity::it_driver_license},
    {"patente di guida", Entity::it_driver_license},
    {"numero patente", Entity::it_driver_license},
};

} // namespace

constexpr RulePack italy_pack{
    .numerals = numerals, .tokens = tokens, .forms = forms, .words = words};

} // namespace hark::redaction
