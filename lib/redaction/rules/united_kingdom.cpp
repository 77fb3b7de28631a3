// Numbers of the United Kingdom. A registration mark looks like a part number, and a passport
// number like any nine digits: both wait for a word.
#include "lib/redaction/checks/united_kingdom.hpp"

#include "lib/redaction/rules/grouping.hpp"
#include "lib/redaction/rules/packs.hpp"

namespace hark::redaction {
namespace {

bool is_nhs(const Numeral& numeral) noexcept {
    return (is_expected(numeral) || is_grouped_as<0x334>(numeral)) &&
           checks::uk_nhs(numeral.digits) &&
           numeral.digits.find_first_not_of(numeral.digits.front()) != std::string_view::npos;
}

bool is_passport_of_digits(const Numeral&) noexcept { return true; }

constexpr NumeralRule numerals[] = {
    {.base = {.name = "uk_nhs_mod11", .entity = Entity::uk_nhs, .score = 78, .context_score = 98},
     .digits_min = 10,
     .digits_max = 10,
     .joiners = " -",
     .check = is_nhs},
    {.base = {.name = "uk_passport_digits",
              .entity = Entity::uk_passport,
              .context_score = 75,
              .need = Need::context},
     .digits_min = 9,
     .digits_max = 9,
     .joiners = " ",
     .shapes = {0x333},
     .check = is_passport_of_digits},
};

bool is_nino(const Token& token) noexcept {
    return (token.text.size() == 9 ? is_written_out(token) : token.announced) &&
           checks::uk_nino(Capitals{token.text}.view());
}

bool is_driver_number(const Token& token) noexcept {
    const Capitals capitals{token.text};
    return is_written_out(token) && checks::uk_driver_number(capitals.view().substr(0, 16)) &&
           (token.text.size() == 16 ||
            (token.text.size() == 18 && checks::only_digits(capitals.view().substr(16))));
}

bool is_passport(const Token& token) noexcept {
    const Capitals capitals{token.text};
    const std::string_view text = capitals.view();
    return is_expected(token) && checks::only_letters(text.substr(0, 1)) &&
           checks::only_digits(text.substr(2));
}

bool is_glued_postcode(const Token& token) noexcept {
    return is_expected(token) && checks::uk_postcode(Capitals{token.text}.view());
}

constexpr TokenRule tokens[] = {
    {.base = {.name = "uk_nino", .entity = Entity::uk_nino, .score = 80, .context_score = 98},
     .length_min = 8,
     .length_max = 9,
     .digit_first = false,
     .check = is_nino},
    {.base = {.name = "uk_driver_number",
              .entity = Entity::uk_driving_licence,
              .score = 85,
              .context_score = 99},
     .length_min = 16,
     .length_max = 18,
     .digit_first = false,
     .check = is_driver_number},
    {.base = {.name = "uk_passport_letters",
              .entity = Entity::uk_passport,
              .context_score = 80,
              .need = Need::context_unless_named},
     .length_min = 9,
     .length_max = 9,
     .digit_first = false,
     .check = is_passport},
    {.base = {.name = "uk_postcode_glued",
              .entity = Entity::uk_postcode,
              .score = 60,
              .context_score = 92},
     .length_min = 5,
     .length_max = 7,
     .digit_first = false,
     .check = is_glued_postcode},
};

bool is_nino_in_groups(const Form& form) noexcept {
    return (form.announced || (form.upper && form.joined)) && checks::uk_nino(form.text);
}

bool is_driver_number_in_groups(const Form& form) noexcept {
    return checks::uk_driver_number(form.text);
}

bool is_postcode(const Form& form) noexcept {
    return (form.announced || form.upper || form.named) && checks::uk_postcode(form.text);
}

bool is_mark_of_2001(const Form& form) noexcept {
    return (form.announced || form.upper) && checks::uk_mark_of_2001(form.text);
}

/// One to three digits, the first not 0.
bool is_older_mark(const Form& form) noexcept {
    return (form.announced || form.upper) &&
           form.text[form.text.find_first_of("0123456789")] != '0';
}

constexpr FormRule forms[] = {
    {.base =
         {.name = "uk_nino_groups", .entity = Entity::uk_nino, .score = 80, .context_score = 98},
     .forms = {"AA 00 00 00 A"},
     .check = is_nino_in_groups},
    {.base = {.name = "uk_driver_number_groups",
              .entity = Entity::uk_driving_licence,
              .context_score = 99,
              .need = Need::context},
     .forms = {"***** 000000 ** ***"},
     .check = is_driver_number_in_groups},
    {.base =
         {.name = "uk_postcode", .entity = Entity::uk_postcode, .score = 70, .context_score = 95},
     .forms = {"AA00_0AA", "AA0A_0AA", "AA0_0AA", "A00_0AA", "A0A_0AA", "A0_0AA"},
     .check = is_postcode},
    {.base = {.name = "uk_registration_mark",
              .entity = Entity::uk_vehicle_registration,
              .context_score = 90,
              .need = Need::context_unless_named},
     .forms = {"AA00 AAA"},
     .check = is_mark_of_2001},
    {.base = {.name = "uk_older_registration_mark",
              .entity = Entity::uk_vehicle_registration,
              .context_score = 80,
              .need = Need::context_unless_named},
     .forms = {"A000 AAA", "AAA 000A", "A00 AAA", "AAA 00A", "A0 AAA", "AAA 0A", "AAA 0000"},
     .check = is_older_mark},
};

constexpr ContextWord words[] = {
    {"nhs", Entity::uk_nhs},
    {"national health service", Entity::uk_nhs},
    {"health service number", Entity::uk_nhs},
    {"nhs number", Entity::uk_nhs},
    {"patient number", Entity::uk_nhs},
    {"national insurance", Entity::uk_nino},
    {"nino", Entity::uk_nino},
    {"national insurance number", Entity::uk_nino},
    {"insurance number", Entity::uk_nino},
    {"driver number", Entity::uk_driving_licence},
    {"dvla", Entity::uk_driving_licence},
    {"postcode", Entity::uk_postcode},
    {"post code", Entity::uk_postcode},
    {"postal code", Entity::uk_postcode},
    {"address", Entity::uk_postcode},
    {"number plate", Entity::uk_vehicle_registration},
    {"registration mark", Entity::uk_vehicle_registration},
    {"vrm", Entity::uk_vehicle_registration},
    {"vrn", Entity::uk_vehicle_registration},
    {"reg", Entity::uk_vehicle_registration},
    {"reg number", Entity::uk_vehicle_registration},
    {"dvla", Entity::uk_vehicle_registration},
};

} // namespace

constexpr RulePack united_kingdom_pack{
    .numerals = numerals, .tokens = tokens, .forms = forms, .words = words};

} // namespace hark::redaction
