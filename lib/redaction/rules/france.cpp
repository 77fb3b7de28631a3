// France's social security number (NIR). Its key leaves one of ninety-seven, sex and month a third
// of these.
#include "lib/redaction/checks/western_europe.hpp"
#include "lib/redaction/rules/grouping.hpp"
#include "lib/redaction/rules/packs.hpp"

namespace hark::redaction {
namespace {

bool is_nir(const Numeral& numeral) noexcept { return checks::fr_nir(numeral.digits); }

constexpr NumeralRule numerals[] = {
    {.base = {.name = "fr_nir_key97",
              .entity = Entity::fr_nir,
              .score = 85,
              .context_score = 99,
              .other_context = Entity::de_social_security},
     .digits_min = 15,
     .digits_max = 15,
     .first_digits = 0b0110011110,
     .joiners = " -.",
     .check = is_nir},
};

bool is_corsican_nir(const Token& token) noexcept {
    return is_written_out(token) && checks::fr_nir(Capitals{token.text}.view());
}

constexpr TokenRule tokens[] = {
    {.base = {.name = "fr_nir_corsica", .entity = Entity::fr_nir, .score = 92, .context_score = 99},
     .length_min = 15,
     .length_max = 15,
     .letter_first = false,
     .check = is_corsican_nir},
};

bool is_nir_in_groups(const Form& form) noexcept {
    return (form.announced || form.upper) && checks::fr_nir(form.text);
}

constexpr FormRule forms[] = {
    {.base = {.name = "fr_nir_corsica_groups",
              .entity = Entity::fr_nir,
              .score = 92,
              .context_score = 99},
     .forms = {"0 00 00 0A 000 000 00"},
     .check = is_nir_in_groups},
};

constexpr ContextWord words[] = {
    {"nir", Entity::fr_nir},
    {"carte vitale", Entity::fr_nir},
    {"vitale", Entity::fr_nir},
    {"securite sociale", Entity::fr_nir},
    {"curit\xC3\xA9 sociale", Entity::fr_nir}, // behind the letter of another alphabet
    {"secu", Entity::fr_nir},
    {"insee", Entity::fr_nir},
};

} // namespace

constexpr RulePack france_pack{
    .numerals = numerals, .tokens = tokens, .forms = forms, .words = words};

} // namespace hark::redaction
