// Numbers of Germany. What has a check digit and enough letters or structure speaks alone; places,
// plates, practices and tax offices' numbers have none and wait for their word.
#include "lib/redaction/checks/germany.hpp"

#include "lib/redaction/characters.hpp"
#include "lib/redaction/rules/grouping.hpp"
#include "lib/redaction/rules/packs.hpp"
#include "lib/redaction/surroundings.hpp"

namespace hark::redaction {
namespace {

bool is_tax_id(const Numeral& numeral) noexcept {
    return (numeral.joiner == '\0' || numeral.announced || is_grouped_as<0x2333>(numeral)) &&
           checks::de_tax_id(numeral.digits);
}

/// Ten or eleven digits as the states print them, twelve and thirteen as all of them transmit them.
/// With slashes the grouping says what it is.
bool is_tax_number(const Numeral& numeral) noexcept {
    if (numeral.joiner == '/') return is_grouped_as<0x235, 0x335, 0x344, 0x55, 0x244>(numeral);
    return numeral.expected() && (numeral.digits.size() < 12 || numeral.digits[4] == '0');
}

/// Groups of something longer are no number of their own.
Range place_tax_number(std::string_view text, Range digits) noexcept {
    return touches_group(text, digits) ? Range{} : digits;
}

bool is_physician(const Numeral& numeral) noexcept { return checks::de_physician(numeral.digits); }

bool is_practice(const Numeral& numeral) noexcept { return numeral.digits.substr(0, 2) != "00"; }

bool is_postcode(const Numeral& numeral) noexcept {
    return numeral.digits >= "01001" && numeral.digits <= "99998";
}

constexpr NumeralRule numerals[] = {
    {.base = {.name = "de_tax_id",
              .entity = Entity::de_tax_id,
              .score = 80,
              .context_score = 99,
              .other_context = Entity::de_tax_number},
     .digits_min = 11,
     .digits_max = 11,
     .first_digits = 0b1111111110,
     .joiners = " -./*",
     .check = is_tax_id},
    {.base = {.name = "de_tax_number",
              .entity = Entity::de_tax_number,
              .context_score = 80,
              .need = Need::context_unless_named},
     .digits_min = 10,
     .digits_max = 13,
     .joiners = " -/*",
     .check = is_tax_number,
     .place = place_tax_number},
    {.base =
         {.name = "de_lanr", .entity = Entity::de_lanr, .context_score = 92, .need = Need::context},
     .digits_min = 9,
     .digits_max = 9,
     .joiners = " ",
     .check = is_physician},
    {.base =
         {.name = "de_bsnr", .entity = Entity::de_bsnr, .context_score = 88, .need = Need::context},
     .digits_min = 9,
     .digits_max = 9,
     .joiners = " ",
     .check = is_practice},
    {.base =
         {.name = "de_plz", .entity = Entity::de_plz, .context_score = 85, .need = Need::context},
     .digits_min = 5,
     .digits_max = 5,
     .check = is_postcode},
};

bool is_vat_id(const Token& token) noexcept {
    const Capitals capitals{token.text};
    const std::string_view text = capitals.view();
    return is_written_out(token) && text.substr(0, 2) == "DE" &&
           checks::only_digits(text.substr(2)) && checks::de_vat_id(text.substr(2));
}

bool is_social_security(const Token& token) noexcept {
    return is_written_out(token) && checks::de_social_security(Capitals{token.text}.view());
}

bool is_health_insurance(const Token& token) noexcept {
    return is_expected(token) && checks::de_health_insurance(Capitals{token.text}.view());
}

bool is_id_card(const Token& token) noexcept {
    const Capitals capitals{token.text};
    const std::string_view text = capitals.view();
    return (token.announced || (text.size() == 10 && is_expected(token)) ||
            (token.named && is_expected(token))) &&
           checks::de_document(text, "LMNPRTVWXYZ");
}

bool is_passport(const Token& token) noexcept {
    const Capitals capitals{token.text};
    const std::string_view text = capitals.view();
    return (token.announced || (text.size() == 10 && is_expected(token)) ||
            (token.named && is_expected(token))) &&
           checks::de_document(text, "CFGHJK");
}

bool is_driver_license(const Token& token) noexcept {
    return is_written_out(token) && checks::de_driver_license(Capitals{token.text}.view());
}

constexpr TokenRule tokens[] = {
    {.base = {.name = "de_vat_id", .entity = Entity::de_vat_id, .score = 80, .context_score = 98},
     .length_min = 11,
     .length_max = 11,
     .digit_first = false,
     .check = is_vat_id},
    {.base = {.name = "de_social_security",
              .entity = Entity::de_social_security,
              .score = 85,
              .context_score = 99},
     .length_min = 12,
     .length_max = 12,
     .letter_first = false,
     .check = is_social_security},
    {.base = {.name = "de_health_insurance",
              .entity = Entity::de_health_insurance,
              .score = 65,
              .context_score = 98},
     .length_min = 10,
     .length_max = 10,
     .digit_first = false,
     .check = is_health_insurance},
    {.base = {.name = "de_id_card",
              .entity = Entity::de_id_card,
              .score = 60,
              .context_score = 93,
              .other_context = Entity::tr_national_id},
     .length_min = 9,
     .length_max = 10,
     .digit_first = false,
     .check = is_id_card},
    {.base = {.name = "de_passport",
              .entity = Entity::de_passport,
              .score = 60,
              .context_score = 93,
              .other_context = Entity::uk_passport},
     .length_min = 9,
     .length_max = 10,
     .digit_first = false,
     .check = is_passport},
    {.base = {.name = "de_fuehrerschein",
              .entity = Entity::de_fuehrerschein,
              .score = 75,
              .context_score = 98,
              .other_context = Entity::uk_driving_licence},
     .length_min = 11,
     .length_max = 11,
     .digit_first = false,
     .check = is_driver_license},
};

/// "HRB 12345 B": the number has up to six digits, Berlin and Schleswig-Holstein add letters.
std::size_t register_number_end(std::string_view text, std::size_t, std::size_t at) noexcept {
    if (at < text.size() && (text[at] == ' ' || text[at] == '-')) ++at;
    std::size_t end = at;
    while (end < text.size() && is_digit(text[end]))
        ++end;
    if (end == at || end - at > 6) return 0;
    const bool blank = end < text.size() && text[end] == ' ';
    std::size_t letters_end = blank ? end + 1 : end;
    const std::size_t letters = letters_end;
    while (letters_end < text.size() && is_upper(text[letters_end]))
        ++letters_end;
    const bool ends = letters_end == text.size() || !is_alphanumeric(text[letters_end]);
    if (letters_end > letters && letters_end - letters <= 2 && ends) return letters_end;
    return end == text.size() || !is_alphanumeric(text[end]) ? end : 0;
}

constexpr LiteralRule literals[] = {
    {.base = {.name = "de_handelsregister_b",
              .entity = Entity::de_handelsregister,
              .score = 85,
              .context_score = 97},
     .literal = "HRB",
     .end = register_number_end},
    {.base = {.name = "de_handelsregister_a",
              .entity = Entity::de_handelsregister,
              .score = 85,
              .context_score = 97},
     .literal = "HRA",
     .end = register_number_end},
    {.base = {.name = "de_genossenschaftsregister",
              .entity = Entity::de_handelsregister,
              .score = 85,
              .context_score = 97},
     .literal = "GnR",
     .end = register_number_end},
};

bool is_social_security_in_groups(const Form& form) noexcept {
    return (form.announced || form.upper) && checks::de_social_security(form.text);
}

bool is_vat_id_in_groups(const Form& form) noexcept {
    return form.text.substr(0, 2) == "DE" && (form.announced || form.upper) &&
           checks::de_vat_id(form.text.substr(2));
}

bool is_health_insurance_in_groups(const Form& form) noexcept {
    return checks::de_health_insurance(form.text);
}

/// A district has one to three letters; what follows does not begin with 0.
bool is_plate(const Form& form) noexcept {
    const std::size_t digits = form.text.find_first_of("0123456789");
    return (form.announced || form.upper) && form.joined && digits != std::string_view::npos &&
           form.text[digits] != '0' &&
           (form.text.back() <= '9' || form.text.back() == 'E' || form.text.back() == 'H');
}

constexpr FormRule forms[] = {
    {.base = {.name = "de_social_security_groups",
              .entity = Entity::de_social_security,
              .score = 85,
              .context_score = 99},
     .forms = {"00 000000 A 00 0"},
     .check = is_social_security_in_groups},
    {.base = {.name = "de_vat_id_groups",
              .entity = Entity::de_vat_id,
              .score = 80,
              .context_score = 98},
     .forms = {"AA 000 000 000", "AA 00000000 0"},
     .check = is_vat_id_in_groups},
    {.base = {.name = "de_health_insurance_groups",
              .entity = Entity::de_health_insurance,
              .context_score = 98,
              .need = Need::context},
     .forms = {"A 000 000 000", "A 00000000 0"},
     .check = is_health_insurance_in_groups},
    {.base = {.name = "de_kfz",
              .entity = Entity::de_kfz,
              .context_score = 92,
              .need = Need::context_unless_named,
              .other_context = Entity::uk_vehicle_registration},
     .forms = {"LLL_AA 0000", "LLL_AA 000", "LLL_AA 00", "LLL_AA 0", "LLL_A 0000", "LLL_A 000",
               "LLL_A 00", "LLL_A 0"},
     .check = is_plate},
    {.base = {.name = "de_kfz_two_letters",
              .entity = Entity::de_kfz,
              .context_score = 92,
              .need = Need::context_unless_named,
              .other_context = Entity::uk_vehicle_registration},
     .forms = {"LL_AA 0000", "LL_AA 000", "LL_AA 00", "LL_AA 0", "LL_A 0000", "LL_A 000", "LL_A 00",
               "LL_A 0"},
     .check = is_plate},
    {.base = {.name = "de_kfz_one_letter",
              .entity = Entity::de_kfz,
              .context_score = 92,
              .need = Need::context_unless_named,
              .other_context = Entity::uk_vehicle_registration},
     .forms = {"L_AA 0000", "L_AA 000", "L_AA 00", "L_AA 0", "L_A 0000", "L_A 000", "L_A 00",
               "L_A 0"},
     .check = is_plate},
    {.base = {.name = "de_kfz_electric_or_old",
              .entity = Entity::de_kfz,
              .context_score = 92,
              .need = Need::context_unless_named,
              .other_context = Entity::uk_vehicle_registration},
     .forms = {"L_AA 000A", "L_A 000A", "L_AA 00A", "L_A 00A", "LL_AA 000A", "LL_A 000A",
               "LL_AA 00A", "LL_A 00A"},
     .check = is_plate},
    {.base = {.name = "de_kfz_electric_or_old_long",
              .entity = Entity::de_kfz,
              .context_score = 92,
              .need = Need::context_unless_named,
              .other_context = Entity::uk_vehicle_registration},
     .forms = {"LLL_AA 00A", "LLL_A 000A", "LLL_A 00A", "LLL_AA 0A", "LLL_A 0A", "LL_AA 0A",
               "L_AA 0A", "LL_A 0A"},
     .check = is_plate},
};

constexpr ContextWord words[] = {
    {"steuer", Entity::de_tax_id},
    {"steuer id", Entity::de_tax_id},
    {"steuerid", Entity::de_tax_id},
    {"idnr", Entity::de_tax_id},
    {"steuerliche identifikationsnummer", Entity::de_tax_id},
    {"steueridentifikationsnummer", Entity::de_tax_id},
    {"identifikationsnummer", Entity::de_tax_id},
    {"steuernummer", Entity::de_tax_number},
    {"steuernr", Entity::de_tax_number},
    {"stnr", Entity::de_tax_number},
    {"steuer nr", Entity::de_tax_number},
    {"finanzamt", Entity::de_tax_number},
    {"ust id", Entity::de_vat_id},
    {"ustid", Entity::de_vat_id},
    {"ust idnr", Entity::de_vat_id},
    {"umsatzsteuer", Entity::de_vat_id},
    {"umsatzsteuer id", Entity::de_vat_id},
    {"umsatzsteueridentifikationsnummer", Entity::de_vat_id},
    {"rentenversicherung", Entity::de_social_security},
    {"rentenversicherungsnummer", Entity::de_social_security},
    {"sozialversicherung", Entity::de_social_security},
    {"sozialversicherungsnummer", Entity::de_social_security},
    {"versicherungsnummer", Entity::de_social_security},
    {"rvnr", Entity::de_social_security},
    {"svnr", Entity::de_social_security},
    {"krankenversicherung", Entity::de_health_insurance},
    {"krankenversicherungsnummer", Entity::de_health_insurance},
    {"krankenversichertennummer", Entity::de_health_insurance},
    {"versichertennummer", Entity::de_health_insurance},
    {"krankenkasse", Entity::de_health_insurance},
    {"gesundheitskarte", Entity::de_health_insurance},
    {"health insurance", Entity::de_health_insurance},
    {"health insurance number", Entity::de_health_insurance},
    {"kvnr", Entity::de_health_insurance},
    {"personalausweis", Entity::de_id_card},
    {"personalausweisnummer", Entity::de_id_card},
    {"ausweis", Entity::de_id_card},
    {"ausweisnummer", Entity::de_id_card},
    {"reisepass", Entity::de_passport},
    {"reisepassnummer", Entity::de_passport},
    {"passnummer", Entity::de_passport},
    {"pass nr", Entity::de_passport},
    {"fuehrerschein", Entity::de_fuehrerschein},
    {"fuehrerscheinnummer", Entity::de_fuehrerschein},
    {"hrerschein", Entity::de_fuehrerschein}, // behind the letter of another alphabet
    {"hrerscheinnummer", Entity::de_fuehrerschein},
    {"fahrerlaubnis", Entity::de_fuehrerschein},
    {"handelsregister", Entity::de_handelsregister},
    {"registergericht", Entity::de_handelsregister},
    {"amtsgericht", Entity::de_handelsregister},
    {"betriebsst\xC3\xA4ttennummer", Entity::de_bsnr},
    {"betriebsstaettennummer", Entity::de_bsnr},
    {"betriebsst\xC3\xA4tten nr", Entity::de_bsnr},
    {"betriebsstaetten nr", Entity::de_bsnr},
    {"bsnr", Entity::de_bsnr},
    {"lanr", Entity::de_lanr},
    {"arztnummer", Entity::de_lanr},
    {"lebenslange arztnummer", Entity::de_lanr},
    {"kennzeichen", Entity::de_kfz},
    {"kfz", Entity::de_kfz},
    {"kfz kennzeichen", Entity::de_kfz},
    {"nummernschild", Entity::de_kfz},
    {"autokennzeichen", Entity::de_kfz},
    {"plz", Entity::de_plz},
    {"postleitzahl", Entity::de_plz},
    {"postcode", Entity::de_plz},
    {"postal code", Entity::de_plz},
    {"zip code", Entity::de_plz},
};

} // namespace

constexpr RulePack germany_pack{
    .numerals = numerals, .tokens = tokens, .literals = literals, .forms = forms, .words = words};

} // namespace hark::redaction
