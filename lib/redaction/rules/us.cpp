// The United States' numbers of people (checks/us_numbers.hpp). Licences of drivers have a format
// in each state (AAMVA), passports nine digits or a letter and eight (Department of State): both
// are nothing without a word before them.
#include <algorithm>
#include <array>

#include "lib/redaction/characters.hpp"
#include "lib/redaction/checks/us_numbers.hpp"
#include "lib/redaction/rules/packs.hpp"

namespace hark::redaction {
namespace {

bool is_ssn(const Numeral& numeral) noexcept { return checks::is_ssn(numeral.digits); }
bool is_itin(const Numeral& numeral) noexcept { return checks::is_itin(numeral.digits); }
bool is_npi(const Numeral& numeral) noexcept { return checks::is_npi(numeral.digits); }
/// Without a word in capitals, with two letters, and no part of an id.
bool is_dea(const Token& token) noexcept {
    const bool written_out =
        !token.glued && is_upper(token.text[0]) && (is_upper(token.text[1]) || token.named);
    return (token.announced || written_out) && checks::is_dea(token.text);
}
bool is_mbi(const Token& token) noexcept { return checks::is_mbi(token.text); }

bool is_any_number(const Numeral& numeral) noexcept {
    return !checks::one_digit_repeated(numeral.digits);
}

/// The first four of "1EG4-TE5-MK73".
bool is_mbi_head(const Token& token) noexcept {
    return token.text[0] >= '1' && token.text[0] <= '9' && is_letter(token.text[1]) &&
           is_digit(token.text[3]);
}

Range place_mbi(std::string_view text, Range head) noexcept {
    constexpr std::size_t length = 13;
    const std::string_view all = text.substr(head.begin, length);
    if (all.size() != length || (all[4] != '-' && all[4] != ' ') || all[8] != all[4]) return {};
    std::array<char, 11> bare{};
    auto* out = std::copy_n(all.begin(), 4, bare.begin());
    out = std::copy_n(all.begin() + 5, 3, out);
    std::copy_n(all.begin() + 9, 4, out);
    const std::size_t end = head.begin + length;
    const bool glued = end < text.size() && (is_alphanumeric(text[end]) || text[end] == '-');
    return !glued && checks::is_mbi({bare.data(), bare.size()}) ? Range{head.begin, end} : Range{};
}

std::ptrdiff_t digits_in(std::string_view text) noexcept {
    return std::count_if(text.begin(), text.end(), is_digit);
}

bool is_passport(const Token& token) noexcept {
    return digits_in(token.text) == 8 &&
           (token.announced || (!token.glued && is_upper(token.text[0])));
}

/// One to three letters and digits, or Washington's mixture: half of it digits. Without a word one
/// letter or two before digits only, which is what most states have.
bool is_licence(const Token& token) noexcept {
    if (!token.announced) {
        const auto digits = static_cast<std::size_t>(digits_in(token.text));
        const std::size_t letters = token.text.size() - digits;
        return !token.glued && letters <= 2 && digits >= 6 && is_upper(token.text[0]) &&
               is_upper(token.text[letters - 1]) && is_digit(token.text[letters]);
    }
    return digits_in(token.text) * 2 >= static_cast<std::ptrdiff_t>(token.text.size()) - 2 &&
           digits_in(token.text) >= 4;
}

/// The first group of "A123-456-78-901-0" (Florida), "A123-4567-8901" (Illinois), "K00-00-0000"
/// (Kansas) and their like.
bool is_licence_head(const Token& token) noexcept {
    return is_letter(token.text[0]) && digits_in(token.text) + 1 == std::ssize(token.text) &&
           (token.announced || is_upper(token.text[0]));
}

Range place_licence(std::string_view text, Range head) noexcept {
    std::size_t end = head.end, digits = head.end - head.begin - 1, groups = 1;
    while (end + 1 < text.size() && text[end] == text[head.end] &&
           (text[end] == '-' || text[end] == ' ') && is_digit(text[end + 1])) {
        const std::size_t from = ++end;
        while (end < text.size() && is_digit(text[end]))
            ++end;
        if (end - from > 4) return {};
        digits += end - from;
        ++groups;
    }
    const bool glued =
        end < text.size() && (is_alphanumeric(text[end]) || text[end] == '-' || text[end] == '_');
    const bool fits = digits == 8 || digits == 9 || (digits >= 11 && digits <= 13);
    return fits && groups >= 3 && !glued ? Range{head.begin, end} : Range{};
}

/// A letter or two and four to eight digits. What looks like a DEA registration has its check
/// digit, unless its letters say a profession.
bool is_medical(const Token& token) noexcept {
    constexpr std::string_view professions = "MD ME DO OS PA RN NP";
    const std::string_view letters = token.text.substr(0, 2);
    const bool registration = token.text.size() == 9 && digits_in(token.text.substr(2)) == 7 &&
                              !is_digit(letters[1]) && is_upper(letters[0]) && is_upper(letters[1]);
    if (registration && professions.find(letters) == std::string_view::npos) return is_dea(token);
    return digits_in(token.text) >= 4 &&
           static_cast<std::ptrdiff_t>(token.text.size()) - digits_in(token.text) <= 3;
}

constexpr NumeralRule numerals[] = {
    {.base = {.name = "us_ssn", .entity = Entity::us_ssn, .score = 85, .context_score = 99},
     .digits_min = 9,
     .digits_max = 9,
     .first_digits = 0b0111111111,
     .joiners = "- .",
     .shapes = {0x324},
     .check = is_ssn,
     .one_group = false},
    {.base = {.name = "us_ssn_told",
              .entity = Entity::us_ssn,
              .context_score = 90,
              .need = Need::context},
     .digits_min = 9,
     .digits_max = 9,
     .first_digits = 0b0111111111,
     .joiners = "- ./*",
     .check = is_ssn},
    {.base = {.name = "us_itin", .entity = Entity::us_itin, .score = 80, .context_score = 99},
     .digits_min = 9,
     .digits_max = 9,
     .first_digits = 1U << 9,
     .joiners = "- ",
     .shapes = {0x324},
     .check =
         [](const Numeral& numeral) noexcept {
             return numeral.joiner != '\0' && is_itin(numeral);
         }},
    {.base = {.name = "us_itin_told",
              .entity = Entity::us_itin,
              .context_score = 92,
              .need = Need::context},
     .digits_min = 9,
     .digits_max = 9,
     .first_digits = 1U << 9,
     .joiners = "- *",
     .check = is_itin},
    {.base = {.name = "us_npi_grouped", .entity = Entity::us_npi, .score = 70, .context_score = 97},
     .digits_min = 10,
     .digits_max = 10,
     .first_digits = 0b110,
     .joiners = "- ",
     .shapes = {0x433},
     .check =
         [](const Numeral& numeral) noexcept { return numeral.joiner != '\0' && is_npi(numeral); }},
    {.base = {.name = "us_npi_told",
              .entity = Entity::us_npi,
              .context_score = 95,
              .need = Need::context},
     .digits_min = 10,
     .digits_max = 10,
     .first_digits = 0b110,
     .joiners = "- ",
     .check = is_npi},
    {.base = {.name = "us_passport_told",
              .entity = Entity::us_passport,
              .context_score = 88,
              .need = Need::context},
     .digits_min = 9,
     .digits_max = 9,
     .check = is_any_number},
    {.base = {.name = "us_driver_license_digits",
              .entity = Entity::us_driver_license,
              .context_score = 85,
              .need = Need::context},
     .digits_min = 6,
     .digits_max = 14,
     .joiners = "- ",
     .check = is_any_number},
};

constexpr TokenRule tokens[] = {
    {.base = {.name = "us_mbi", .entity = Entity::us_mbi, .score = 80, .context_score = 99},
     .length_min = 11,
     .length_max = 11,
     .letter_first = false,
     .check = is_mbi},
    {.base = {.name = "us_mbi_grouped", .entity = Entity::us_mbi, .score = 90, .context_score = 99},
     .length_min = 4,
     .length_max = 4,
     .letter_first = false,
     .heads = 1U << 0b1001 | 1U << 0b1101,
     .check = is_mbi_head,
     .place = place_mbi},
    {.base = {.name = "dea_number", .entity = Entity::dea_number, .score = 75, .context_score = 99},
     .length_min = 9,
     .length_max = 9,
     .digit_first = false,
     .check = is_dea},
    {.base = {.name = "medical_license_dea",
              .entity = Entity::medical_license,
              .score = 70,
              .context_score = 95},
     .length_min = 9,
     .length_max = 9,
     .digit_first = false,
     .check = is_dea},
    {.base = {.name = "medical_license_told",
              .entity = Entity::medical_license,
              .context_score = 88,
              .need = Need::context},
     .length_min = 5,
     .length_max = 10,
     .digit_first = false,
     .check = is_medical},
    {.base = {.name = "us_passport_letter",
              .entity = Entity::us_passport,
              .context_score = 90,
              .need = Need::context_unless_named},
     .length_min = 9,
     .length_max = 9,
     .digit_first = false,
     .check = is_passport},
    {.base = {.name = "us_driver_license_groups",
              .entity = Entity::us_driver_license,
              .context_score = 90,
              .need = Need::context_unless_named},
     .length_min = 3,
     .length_max = 4,
     .digit_first = false,
     .check = is_licence_head,
     .place = place_licence},
    {.base = {.name = "us_driver_license_letters",
              .entity = Entity::us_driver_license,
              .context_score = 87,
              .need = Need::context_unless_named},
     .length_min = 6,
     .length_max = 15,
     .check = is_licence},
};

constexpr ContextWord words[] = {
    {"social security", Entity::us_ssn},
    {"social", Entity::us_ssn},
    {"ssn", Entity::us_ssn},
    {"ssns", Entity::us_ssn},
    {"social security number", Entity::us_ssn},
    {"itin", Entity::us_itin},
    {"taxpayer", Entity::us_itin},
    {"individual taxpayer", Entity::us_itin},
    {"tax id", Entity::us_itin},
    {"tax identification", Entity::us_itin},
    {"medicare", Entity::us_mbi},
    {"mbi", Entity::us_mbi},
    {"beneficiary", Entity::us_mbi},
    {"npi", Entity::us_npi},
    {"provider", Entity::us_npi},
    {"national provider", Entity::us_npi},
    {"dea", Entity::dea_number},
    {"dea number", Entity::dea_number},
    {"prescriber", Entity::dea_number},
    {"medical license", Entity::medical_license},
    {"medical licence", Entity::medical_license},
    {"medical certificate", Entity::medical_license},
    {"passport", Entity::us_passport},
    {"passport number", Entity::us_passport},
    {"driver license", Entity::us_driver_license},
    {"drivers license", Entity::us_driver_license},
    {"driver's license", Entity::us_driver_license},
    {"driver licence", Entity::us_driver_license},
    {"driving license", Entity::us_driver_license},
    {"driver lic", Entity::us_driver_license},
    {"license number", Entity::us_driver_license},
    {"license no", Entity::us_driver_license},
    {"state id", Entity::us_driver_license},
    {"permit number", Entity::us_driver_license},
};

} // namespace

constexpr RulePack us_pack{.numerals = numerals, .tokens = tokens, .words = words};

} // namespace hark::redaction
