// Numbers of Brazil. Two check digits leave one of a hundred and twenty-one.
#include "lib/redaction/checks/brazil.hpp"

#include "lib/redaction/rules/grouping.hpp"
#include "lib/redaction/rules/packs.hpp"

namespace hark::redaction {
namespace {

bool is_cpf(const Numeral& numeral) noexcept {
    const bool official = numeral.joiner == '*' && numeral.shape == 0x3332;
    return (numeral.joiner == '\0' || numeral.announced || official ||
            is_grouped_as<0x3332, 0x92>(numeral)) &&
           checks::br_cpf(numeral.digits);
}

bool is_cnpj(const Numeral& numeral) noexcept {
    const bool official = numeral.joiner == '*' && numeral.shape == 0x23342;
    const bool bare = numeral.joiner == '\0' && !checks::is_time_like(numeral.digits);
    return (bare || numeral.announced || official || is_grouped_as<0x23342>(numeral)) &&
           checks::br_cnpj(numeral.digits);
}

constexpr NumeralRule numerals[] = {
    {.base = {.name = "br_cpf_mod11", .entity = Entity::br_cpf, .score = 78, .context_score = 99},
     .digits_min = 11,
     .digits_max = 11,
     .joiners = " -.*",
     .check = is_cpf},
    {.base = {.name = "br_cnpj_mod11", .entity = Entity::br_cnpj, .score = 78, .context_score = 99},
     .digits_min = 14,
     .digits_max = 14,
     .joiners = " -./*",
     .check = is_cnpj},
};

bool is_cnpj_with_letters(const Token& token) noexcept {
    return is_written_out(token) && checks::br_cnpj(Capitals{token.text}.view());
}

constexpr TokenRule tokens[] = {
    {.base =
         {.name = "br_cnpj_letters", .entity = Entity::br_cnpj, .score = 75, .context_score = 99},
     .length_min = 14,
     .length_max = 14,
     .check = is_cnpj_with_letters},
};

bool is_cnpj_in_groups(const Form& form) noexcept {
    return (form.announced || form.upper) && form.joined && checks::br_cnpj(form.text);
}

constexpr FormRule forms[] = {
    {.base = {.name = "br_cnpj_letters_groups",
              .entity = Entity::br_cnpj,
              .score = 90,
              .context_score = 99},
     .forms = {"**.***.***/**** 00"},
     .check = is_cnpj_in_groups},
};

constexpr ContextWord words[] = {
    {"cpf", Entity::br_cpf},
    {"cadastro de pessoas", Entity::br_cpf},
    {"cnpj", Entity::br_cnpj},
    {"cadastro nacional", Entity::br_cnpj},
};

} // namespace

constexpr RulePack brazil_pack{
    .numerals = numerals, .tokens = tokens, .forms = forms, .words = words};

} // namespace hark::redaction
