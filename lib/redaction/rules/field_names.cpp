// Names of fields whose whole value goes, whatever it looks like. Names, not words of a text: they
// count only where a key ends, before a colon or '='.
#include <algorithm>

#include "lib/redaction/characters.hpp"
#include "lib/redaction/rules/packs.hpp"

namespace hark::redaction {
namespace {

std::size_t digits_in(std::string_view value) noexcept {
    return static_cast<std::size_t>(std::count_if(value.begin(), value.end(), is_digit));
}

bool only(std::string_view value, std::string_view others) noexcept {
    return std::all_of(value.begin(), value.end(), [others](char character) {
        return is_digit(character) || others.find(character) != std::string_view::npos;
    });
}

/// Not what a template or a mask leaves in place of one.
bool is_secret(std::string_view value) noexcept {
    if (value.empty() || value == "$" || value.starts_with("${") || value.starts_with("{{") ||
        value.starts_with('<'))
        return false;
    if (value == "null" || value == "true" || value == "false" || value == "none") return false;
    return value.find_first_not_of("*x.") != std::string_view::npos &&
           (!only(value, "") || value.size() >= 4);
}

bool is_short_number(std::string_view value) noexcept {
    return only(value, " -") && digits_in(value) >= 3 && digits_in(value) <= 12;
}

bool is_security_code(std::string_view value) noexcept {
    return only(value, " ") && (digits_in(value) == 3 || digits_in(value) == 4);
}

bool is_long_number(std::string_view value) noexcept {
    return only(value, " -.") && digits_in(value) >= 8 && digits_in(value) <= 24;
}

bool is_text(std::string_view value) noexcept {
    return std::count_if(value.begin(), value.end(), [](char character) {
               return is_letter(character) || static_cast<unsigned char>(character) >= 0x80;
           }) >= 2;
}

using Keys = const std::string_view[];

constexpr Keys secret{"password",      "passwd",        "passphrase", "secret",
                      "client secret", "api key",       "access key", "private key",
                      "token",         "authorization", "cookie",     "credentials"};
constexpr Keys cvv{"cvv", "cvc", "security code"};
constexpr Keys pin{"pin"};
constexpr Keys otp{"otp", "passcode"};
constexpr Keys card{"card number"};
constexpr Keys person{"first name",  "last name",      "full name",   "given name",
                      "family name", "surname",        "caller name", "customer name",
                      "cardholder",  "cardholder name"};
constexpr Keys address{"street address", "home address", "billing address", "mailing address",
                       "shipping address"};

constexpr FieldNameRule names[] = {
    {{.name = "field_policy", .entity = Entity::field, .score = 100}, {}, is_text},
    {{.name = "field_secret", .entity = Entity::secret, .score = 95}, secret, is_secret},
    {{.name = "field_cvv", .entity = Entity::cvv, .score = 95}, cvv, is_security_code},
    {{.name = "field_pin", .entity = Entity::pin, .score = 95}, pin, is_short_number},
    {{.name = "field_otp", .entity = Entity::otp, .score = 95}, otp, is_short_number},
    {{.name = "field_card", .entity = Entity::credit_card, .score = 95}, card, is_long_number},
    {{.name = "field_person", .entity = Entity::person, .score = 90}, person, is_text},
    {{.name = "field_address", .entity = Entity::street_address, .score = 90}, address, is_text},
};

} // namespace

constexpr RulePack field_name_pack{.fields = names};

} // namespace hark::redaction
