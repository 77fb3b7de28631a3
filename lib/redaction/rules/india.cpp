// Numbers of India. Twelve bare digits that pass Verhoeff are one in ten: an Aadhaar number needs
// its groups of four, a word, or a line of its own.
#include "lib/redaction/checks/india.hpp"

#include "lib/redaction/rules/grouping.hpp"
#include "lib/redaction/rules/packs.hpp"

namespace hark::redaction {
namespace {

bool is_aadhaar(const Numeral& numeral) noexcept {
    return (is_expected(numeral) || is_grouped_as<0x444>(numeral)) &&
           checks::in_aadhaar(numeral.digits);
}

constexpr NumeralRule numerals[] = {
    {.base = {.name = "in_aadhaar_verhoeff",
              .entity = Entity::in_aadhaar,
              .score = 75,
              .context_score = 98},
     .digits_min = 12,
     .digits_max = 12,
     .first_digits = 0b1111111100,
     .joiners = " -",
     .check = is_aadhaar},
};

bool is_pan(const Token& token) noexcept {
    return is_written_out(token) && checks::in_pan(Capitals{token.text}.view());
}

bool is_gstin(const Token& token) noexcept {
    return is_written_out(token) && checks::in_gstin(Capitals{token.text}.view());
}

bool is_voter(const Token& token) noexcept {
    const Capitals capitals{token.text};
    return is_expected(token) && checks::only_letters(capitals.view().substr(0, 3)) &&
           checks::only_digits(capitals.view().substr(3));
}

bool is_passport(const Token& token) noexcept {
    const Capitals capitals{token.text};
    const std::string_view text = capitals.view();
    constexpr std::string_view never = "QXZ";
    return is_expected(token) && never.find(text[0]) == std::string_view::npos &&
           checks::only_digits(text.substr(1)) && text[1] != '0' && text[7] != '0';
}

constexpr TokenRule tokens[] = {
    {.base = {.name = "in_pan", .entity = Entity::in_pan, .score = 85, .context_score = 98},
     .length_min = 10,
     .length_max = 10,
     .digit_first = false,
     .check = is_pan},
    {.base = {.name = "in_gstin", .entity = Entity::in_gstin, .score = 95, .context_score = 99},
     .length_min = 15,
     .length_max = 15,
     .letter_first = false,
     .check = is_gstin},
    {.base = {.name = "in_voter", .entity = Entity::in_voter, .score = 55, .context_score = 90},
     .length_min = 10,
     .length_max = 10,
     .digit_first = false,
     .check = is_voter},
    {.base = {.name = "in_passport",
              .entity = Entity::in_passport,
              .score = 50,
              .context_score = 90,
              .other_context = Entity::uk_passport},
     .length_min = 8,
     .length_max = 8,
     .digit_first = false,
     .check = is_passport},
};

bool is_vehicle(const Form& form) noexcept {
    return (form.announced || form.upper) && checks::in_vehicle(form.text);
}

constexpr FormRule forms[] = {
    {.base = {.name = "in_vehicle_registration",
              .entity = Entity::in_vehicle_registration,
              .context_score = 92,
              .need = Need::context_unless_named,
              .other_context = Entity::uk_vehicle_registration},
     .forms = {"AA 00 AAA 0000", "AA 00 AA 0000", "AA 00 A 0000", "AA 0 AAA 0000", "AA 0 AA 0000",
               "AA 0 A 0000", "00 AA 0000 AA", "AA 00 0000"},
     .check = is_vehicle},
};

constexpr ContextWord words[] = {
    {"aadhaar", Entity::in_aadhaar},
    {"aadhar", Entity::in_aadhaar},
    {"uidai", Entity::in_aadhaar},
    {"uid number", Entity::in_aadhaar},
    {"आधार", Entity::in_aadhaar},
    {"aadhaar number", Entity::in_aadhaar},
    {"pan", Entity::in_pan},
    {"pan card", Entity::in_pan},
    {"permanent account", Entity::in_pan},
    {"permanent account number", Entity::in_pan},
    {"gst", Entity::in_gstin},
    {"gstin", Entity::in_gstin},
    {"gst number", Entity::in_gstin},
    {"voter", Entity::in_voter},
    {"voter id", Entity::in_voter},
    {"epic", Entity::in_voter},
    {"elector", Entity::in_voter},
    {"मतदाता", Entity::in_voter},
    {"पासपोर्ट", Entity::in_passport},
    {"rto", Entity::in_vehicle_registration},
    {"gaadi", Entity::in_vehicle_registration},
    {"vahan", Entity::in_vehicle_registration},
};

} // namespace

constexpr RulePack india_pack{
    .numerals = numerals, .tokens = tokens, .forms = forms, .words = words};

} // namespace hark::redaction
