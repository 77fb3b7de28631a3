// Finland's personal identity code. Date and check character prove it.
#include <array>

#include "lib/redaction/characters.hpp"
#include "lib/redaction/checks/northern_europe.hpp"

#include "lib/redaction/rules/grouping.hpp"
#include "lib/redaction/rules/packs.hpp"
#include "lib/redaction/scan/scan.hpp"

namespace hark::redaction {
namespace {

/// "131052A308T", the sign between date and serial.
bool is_identity_code(const Token& token) noexcept {
    const Capitals capitals{token.text};
    const std::string_view text = capitals.view();
    if (!is_written_out(token) || !checks::is_fi_century_sign(text[6])) return false;
    std::array<char, 10> characters{};
    for (std::size_t index = 0; index < 10; ++index)
        characters[index] = text[index < 6 ? index : index + 1];
    return checks::fi_identity_code({characters.data(), 10});
}

constexpr TokenRule tokens[] = {
    {.base = {.name = "fi_identity_code_of_2000",
              .entity = Entity::fi_personal_identity_code,
              .score = 92,
              .context_score = 99},
     .length_min = 11,
     .length_max = 11,
     .letter_first = false,
     .check = is_identity_code},
};

bool is_identity_code_with_dash(const Form& form) noexcept {
    return form.joined && (form.announced || form.upper) && checks::fi_identity_code(form.text);
}

constexpr FormRule forms[] = {
    {.base = {.name = "fi_identity_code_of_1900",
              .entity = Entity::fi_personal_identity_code,
              .score = 92,
              .context_score = 99},
     .forms = {"000000_000*"},
     .check = is_identity_code_with_dash},
};

/// "120190+123X": born in the nineteenth century.
Range find_of_1800(const Scan& scan, std::size_t at) noexcept {
    const std::string_view all = scan.text().substr(at, 11);
    if (all.size() != 11 || all[6] != '+' || !is_alphanumeric(all[10])) return {};
    const std::size_t end = at + all.size();
    if (end < scan.text().size() && is_alphanumeric(scan.text()[end])) return {};
    std::array<char, 10> characters{};
    for (std::size_t index = 0; index < 10; ++index)
        characters[index] = upper_case(all[index < 6 ? index : index + 1]);
    return checks::fi_identity_code({characters.data(), 10}) ? Range{at, end} : Range{};
}

constexpr SeedRule seeds[] = {
    {.base = {.name = "fi_identity_code_of_1800",
              .entity = Entity::fi_personal_identity_code,
              .score = 92,
              .context_score = 99},
     .seed = SeedKind::numeral,
     .run_bytes_min = 6,
     .find = find_of_1800},
};

constexpr ContextWord words[] = {
    {"hetu", Entity::fi_personal_identity_code},
    {"henkil", Entity::fi_personal_identity_code},
    {"henkil\xC3\xB6tunnus", Entity::fi_personal_identity_code},
    {"henkilotunnus", Entity::fi_personal_identity_code},
    {"personbeteckning", Entity::fi_personal_identity_code},
    {"personal identity code", Entity::fi_personal_identity_code},
};

} // namespace

constexpr RulePack finland_pack{.tokens = tokens, .forms = forms, .seeds = seeds, .words = words};

} // namespace hark::redaction
