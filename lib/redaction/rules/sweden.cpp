// Numbers of Sweden. A personnummer has a date; an organisationsnummer only a check digit, so that
// without its dash it needs a word.
#include <algorithm>
#include <array>

#include "lib/redaction/characters.hpp"
#include "lib/redaction/checks/northern_europe.hpp"

#include "lib/redaction/rules/grouping.hpp"
#include "lib/redaction/rules/packs.hpp"
#include "lib/redaction/scan/scan.hpp"

namespace hark::redaction {
namespace {

bool is_personnummer(const Numeral& numeral) noexcept {
    const bool bare = numeral.joiner == '\0' && !checks::is_time_like(numeral.digits);
    return (bare || numeral.announced || is_grouped_as<0x64, 0x84>(numeral)) &&
           checks::se_personnummer(numeral.digits);
}

bool is_organisationsnummer(const Numeral& numeral) noexcept {
    return (is_expected(numeral) ||
            (numeral.joiner == '-' && is_grouped_as<0x64, 0x84>(numeral))) &&
           checks::se_organisationsnummer(numeral.digits);
}

constexpr NumeralRule numerals[] = {
    {.base = {.name = "se_personnummer_luhn",
              .entity = Entity::se_personnummer,
              .score = 82,
              .context_score = 99,
              .other_context = Entity::tr_national_id},
     .digits_min = 10,
     .digits_max = 12,
     .joiners = " -",
     .check = is_personnummer},
    {.base = {.name = "se_organisationsnummer_luhn",
              .entity = Entity::se_organisationsnummer,
              .score = 68,
              .context_score = 98},
     .digits_min = 10,
     .digits_max = 12,
     .joiners = " -",
     .check = is_organisationsnummer},
};

/// "120190+1234": hundred years old or older. The seed is at the first digit.
Range find_of_hundred_years(const Scan& scan, std::size_t at) noexcept {
    const std::string_view text = scan.text();
    std::size_t plus = at;
    while (plus < text.size() && plus - at < 9 && is_digit(text[plus]))
        ++plus;
    const std::size_t end = plus + 5;
    if ((plus - at != 6 && plus - at != 8) || end > text.size() || text[plus] != '+') return {};
    if (end < text.size() && is_alphanumeric(text[end])) return {};
    std::array<char, 10> digits{};
    auto* out =
        std::copy_n(text.begin() + static_cast<std::ptrdiff_t>(plus) - 6, 6, digits.begin());
    std::copy_n(text.begin() + static_cast<std::ptrdiff_t>(plus) + 1, 4, out);
    const std::string_view all{digits.data(), digits.size()};
    return checks::only_digits(all) && checks::se_personnummer(all) ? Range{at, end} : Range{};
}

constexpr SeedRule seeds[] = {
    {.base = {.name = "se_personnummer_of_hundred_years",
              .entity = Entity::se_personnummer,
              .score = 85,
              .context_score = 99},
     .seed = SeedKind::numeral,
     .run_bytes_min = 6,
     .find = find_of_hundred_years},
};

constexpr ContextWord words[] = {
    {"personnummer", Entity::se_personnummer},
    {"personnr", Entity::se_personnummer},
    {"samordningsnummer", Entity::se_personnummer},
    {"personal identity number", Entity::se_personnummer},
    {"organisationsnummer", Entity::se_organisationsnummer},
    {"organisationsnr", Entity::se_organisationsnummer},
    {"orgnr", Entity::se_organisationsnummer},
    {"org nr", Entity::se_organisationsnummer},
    {"org.nr", Entity::se_organisationsnummer},
    {"org number", Entity::se_organisationsnummer},
    {"organisation number", Entity::se_organisationsnummer},
    {"organization number", Entity::se_organisationsnummer},
};

} // namespace

constexpr RulePack sweden_pack{.numerals = numerals, .seeds = seeds, .words = words};

} // namespace hark::redaction
