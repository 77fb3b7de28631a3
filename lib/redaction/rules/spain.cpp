// Numbers of Spain. A passport number has no check and waits for its word.
#include "lib/redaction/checks/spain_italy.hpp"

#include "lib/redaction/rules/grouping.hpp"
#include "lib/redaction/rules/packs.hpp"

namespace hark::redaction {
namespace {

bool is_nif(const Token& token) noexcept {
    return is_written_out(token) && checks::es_nif(Capitals{token.text}.view());
}

bool is_nie(const Token& token) noexcept {
    return is_written_out(token) && checks::es_nie(Capitals{token.text}.view());
}

bool is_passport(const Token& token) noexcept {
    const Capitals capitals{token.text};
    const std::string_view text = capitals.view();
    return is_expected(token) && checks::only_letters(text.substr(0, 2)) &&
           checks::only_digits(text.substr(3)) &&
           (text.size() == 9 ? checks::only_letters(text.substr(2, 1))
                             : checks::only_digits(text.substr(2, 1)));
}

constexpr TokenRule tokens[] = {
    {.base = {.name = "es_nif_mod23",
              .entity = Entity::es_nif,
              .score = 80,
              .context_score = 98,
              .other_context = Entity::tr_national_id},
     .length_min = 9,
     .length_max = 9,
     .check = is_nif},
    {.base = {.name = "es_nie_mod23", .entity = Entity::es_nie, .score = 88, .context_score = 98},
     .length_min = 9,
     .length_max = 9,
     .digit_first = false,
     .check = is_nie},
    {.base = {.name = "es_passport",
              .entity = Entity::es_passport,
              .context_score = 85,
              .need = Need::context_unless_named,
              .other_context = Entity::uk_passport},
     .length_min = 8,
     .length_max = 9,
     .digit_first = false,
     .check = is_passport},
};

bool is_nif_in_groups(const Form& form) noexcept {
    return (form.announced || (form.upper && form.joined)) && checks::es_nif(form.text);
}

bool is_nie_in_groups(const Form& form) noexcept {
    return (form.announced || (form.upper && form.joined)) && checks::es_nie(form.text);
}

constexpr FormRule forms[] = {
    {.base = {.name = "es_nif_groups",
              .entity = Entity::es_nif,
              .score = 80,
              .context_score = 98,
              .other_context = Entity::tr_national_id},
     .forms = {"00.000.000 A", "A 0000000 A"},
     .check = is_nif_in_groups},
    {.base = {.name = "es_nie_groups", .entity = Entity::es_nie, .score = 88, .context_score = 98},
     .forms = {"A 0000000 A", "A 0.000.000 A"},
     .check = is_nie_in_groups},
};

constexpr ContextWord words[] = {
    {"nif", Entity::es_nif},
    {"dni", Entity::es_nif},
    {"documento nacional de identidad", Entity::es_nif},
    {"documento nacional", Entity::es_nif},
    {"identidad", Entity::es_nif},
    {"nie", Entity::es_nie},
    {"extranjero", Entity::es_nie},
    {"identidad de extranjero", Entity::es_nie},
    {"pasaporte", Entity::es_passport},
};

} // namespace

constexpr RulePack spain_pack{.tokens = tokens, .forms = forms, .words = words};

} // namespace hark::redaction
