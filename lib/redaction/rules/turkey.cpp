// Numbers of Turkey. The id has two check digits; a plate waits for its word; a telephone number is
// known by 05 or +90 and its ten digits (BTK, national numbering plan), others wait.
#include "lib/redaction/characters.hpp"
#include "lib/redaction/checks/asia_africa.hpp"
#include "lib/redaction/rules/grouping.hpp"
#include "lib/redaction/rules/packs.hpp"

namespace hark::redaction {
namespace {

bool is_national_id(const Numeral& numeral) noexcept {
    return (numeral.joiner == '\0' || numeral.announced) && checks::tr_national_id(numeral.digits);
}

/// Without trunk prefix and country code: areas 2xx to 4xx and 8xx, mobile 5xx.
constexpr bool is_subscriber(std::string_view digits) noexcept {
    return digits.size() == 10 && digits[0] >= '2' && digits[0] <= '5';
}

bool is_phone(const Numeral& numeral) noexcept {
    const std::string_view digits = numeral.digits;
    if (digits.size() == 12) return digits.substr(0, 2) == "90" && is_subscriber(digits.substr(2));
    if (digits.size() == 11)
        return digits[0] == '0' && is_subscriber(digits.substr(1)) &&
               (numeral.announced || numeral.joiner != '\0' || digits[1] == '5');
    return is_subscriber(digits) &&
           (numeral.announced || (digits[0] == '5' && is_grouped_as<0x3322, 0x334, 0x37>(numeral)));
}

constexpr NumeralRule numerals[] = {
    {.base = {.name = "tr_national_id",
              .entity = Entity::tr_national_id,
              .score = 78,
              .context_score = 99},
     .digits_min = 11,
     .digits_max = 11,
     .first_digits = 0b1111111110,
     .joiners = " -",
     .check = is_national_id},
    {.base = {.name = "tr_phone_number",
              .entity = Entity::tr_phone_number,
              .score = 76,
              .context_score = 92,
              .other_context = Entity::phone_number},
     .digits_min = 10,
     .digits_max = 12,
     .first_digits = 0b1000111101, // 0, 2 to 5, 9
     .joiners = " -.",
     .check = is_phone},
};

bool is_plate(const Form& form) noexcept { return checks::tr_plate(form.text); }

constexpr FormRule forms[] = {
    {.base = {.name = "tr_license_plate",
              .entity = Entity::tr_license_plate,
              .context_score = 92,
              .need = Need::context,
              .other_context = Entity::uk_vehicle_registration},
     .forms = {"00 AAA 000", "00 AAA 00", "00 AA 0000", "00 AA 000", "00 A 00000", "00 A 0000"},
     .check = is_plate},
};

constexpr ContextWord words[] = {
    {"kimlik", Entity::tr_national_id},
    {"kimlik no", Entity::tr_national_id},
    {"tc kimlik", Entity::tr_national_id},
    {"tckn", Entity::tr_national_id},
    {"kimlik numaras\xC4\xB1", Entity::tr_national_id},
    {"plaka", Entity::tr_license_plate},
    {"plakas\xC4\xB1", Entity::tr_license_plate},
    {"plaka no", Entity::tr_license_plate},
    {"telefon", Entity::tr_phone_number},
    {"telefon numaras\xC4\xB1", Entity::tr_phone_number},
    {"cep", Entity::tr_phone_number},
    {"cep telefonu", Entity::tr_phone_number},
    {"phone", Entity::tr_phone_number},
    {"mobile", Entity::tr_phone_number},
};

} // namespace

constexpr RulePack turkey_pack{.numerals = numerals, .forms = forms, .words = words};

} // namespace hark::redaction
