// International bank account numbers: ISO 13616, lengths as in SWIFT's IBAN registry.
#pragma once

#include <algorithm>
#include <array>
#include <cstdint>
#include <string_view>

namespace hark::redaction::checks {

struct IbanCountry {
    std::string_view code;
    std::uint8_t length;
};

inline constexpr std::array<IbanCountry, 89> iban_countries{{
    {"AD", 24}, {"AE", 23}, {"AL", 28}, {"AT", 20}, {"AZ", 28}, {"BA", 20}, {"BE", 16}, {"BG", 22},
    {"BH", 22}, {"BI", 27}, {"BR", 29}, {"BY", 28}, {"CH", 21}, {"CR", 22}, {"CY", 28}, {"CZ", 24},
    {"DE", 22}, {"DJ", 27}, {"DK", 18}, {"DO", 28}, {"EE", 20}, {"EG", 29}, {"ES", 24}, {"FI", 18},
    {"FK", 18}, {"FO", 18}, {"FR", 27}, {"GB", 22}, {"GE", 22}, {"GI", 23}, {"GL", 18}, {"GR", 27},
    {"GT", 28}, {"HN", 28}, {"HR", 21}, {"HU", 28}, {"IE", 22}, {"IL", 23}, {"IQ", 23}, {"IS", 26},
    {"IT", 27}, {"JO", 30}, {"KW", 30}, {"KZ", 20}, {"LB", 28}, {"LC", 32}, {"LI", 21}, {"LT", 20},
    {"LU", 20}, {"LV", 21}, {"LY", 25}, {"MC", 27}, {"MD", 24}, {"ME", 22}, {"MK", 19}, {"MN", 20},
    {"MR", 27}, {"MT", 31}, {"MU", 30}, {"NI", 28}, {"NL", 18}, {"NO", 15}, {"OM", 23}, {"PK", 24},
    {"PL", 28}, {"PS", 29}, {"PT", 25}, {"QA", 29}, {"RO", 24}, {"RS", 22}, {"RU", 33}, {"SA", 24},
    {"SC", 31}, {"SD", 18}, {"SE", 24}, {"SI", 19}, {"SK", 24}, {"SM", 27}, {"SO", 23}, {"ST", 25},
    {"SV", 28}, {"TL", 23}, {"TN", 24}, {"TR", 26}, {"UA", 29}, {"VA", 22}, {"VG", 24}, {"XK", 20},
    {"YE", 30},
}};

inline constexpr std::size_t iban_length_max = 33;

/// The lengths by the country's two letters: most tokens that begin like an IBAN are none, and a
/// search would cost them more than all else.
inline constexpr auto iban_lengths = [] {
    std::array<std::uint8_t, 26 * 26> lengths{};
    for (const IbanCountry& country : iban_countries)
        lengths[static_cast<std::size_t>((country.code[0] - 'A') * 26 + country.code[1] - 'A')] =
            static_cast<std::uint8_t>(country.length);
    return lengths;
}();

/// 0 for a country that has none. `code` is two upper-case letters.
constexpr std::size_t iban_length(std::string_view code) noexcept {
    return iban_lengths[static_cast<std::size_t>((code[0] - 'A') * 26 + code[1] - 'A')];
}

/// Upper-case letters and digits without blanks; the remainder by 97 is one (ISO 7064 MOD 97-10).
constexpr bool is_iban(std::string_view text) noexcept {
    if (text.size() < 5 || text[0] < 'A' || text[0] > 'Z' || text[1] < 'A' || text[1] > 'Z')
        return false;
    if (iban_length(text.substr(0, 2)) != text.size()) return false;
    unsigned remainder = 0;
    for (std::size_t index = 0; index < text.size(); ++index) {
        const char character = text[(index + 4) % text.size()];
        const bool digit = character >= '0' && character <= '9';
        if (!digit && (character < 'A' || character > 'Z')) return false;
        const auto value = static_cast<unsigned>(digit ? character - '0' : character - 'A' + 10);
        remainder = (remainder * (value > 9 ? 100 : 10) + value) % 97;
    }
    return remainder == 1;
}

} // namespace hark::redaction::checks
