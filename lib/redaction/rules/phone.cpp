// Phone numbers: international ones behind '+', the North American forms, the national forms of the
// countries that are on, and whatever else could be one behind a word that says so. Facts:
// checks/phone_plan.hpp; national groupings as the countries' regulators print them.
//
// Dates, times and counters have no '+', no bracket and other groups; a bare run of digits is never
// a phone number by itself.
#include <algorithm>
#include <array>
#include <initializer_list>

#include "lib/redaction/capture.hpp"
#include "lib/redaction/characters.hpp"
#include "lib/redaction/checks/luhn.hpp"
#include "lib/redaction/checks/phone_plan.hpp"
#include "lib/redaction/date_text.hpp"
#include "lib/redaction/rules/packs.hpp"
#include "lib/redaction/scan/scan.hpp"
#include "lib/redaction/surroundings.hpp"

namespace hark::redaction {
namespace {

/// "ext. 123", "x123", ", extension 123" belongs to the number.
std::size_t extension_end(std::string_view text, std::size_t end) noexcept {
    std::size_t at = end;
    if (at < text.size() && (text[at] == ',' || text[at] == ';')) ++at;
    at = blanks_end(text, at);
    const std::size_t word = letters_end(text.substr(0, std::min(text.size(), at + 10)), at);
    if (at == end || !is_one_of(text.substr(at, word - at), {"x", "ext", "extn", "extension"})) {
        if (!(at == end && word == at + 1 && (text[at] == 'x' || text[at] == 'X'))) return end;
    }
    at = word;
    while (at < text.size() && (text[at] == '.' || text[at] == ' ' || text[at] == ':'))
        ++at;
    std::size_t digits = at;
    while (digits < text.size() && is_digit(text[digits]))
        ++digits;
    const bool glued = digits < text.size() && is_alphanumeric(text[digits]);
    return digits == at || digits - at > 6 || glued ? end : digits;
}

/// Money and numbers of things are no phones: "$ 202 555 0100", "#2025550100".
bool is_counted(std::string_view text, std::size_t begin) noexcept {
    if (begin == 0) return false;
    const char before = text[begin - 1];
    return before == '$' || before == '#' || before == '+';
}

Range place_phone(std::string_view text, Range digits) noexcept {
    if (is_counted(text, digits.begin)) return {};
    if (digits.end < text.size() && text[digits.end] == '%') return {};
    return {digits.begin, extension_end(text, digits.end)};
}

/// The same, and no part of a longer row of groups.
Range place_alone(std::string_view text, Range digits) noexcept {
    return touches_group(text, digits) ? Range{} : place_phone(text, digits);
}

Range place_plus(std::string_view text, Range digits) noexcept {
    if (digits.begin == 0 || text[digits.begin - 1] != '+') return {};
    if (digits.begin > 1 && is_alphanumeric(text[digits.begin - 2])) return {};
    return {digits.begin - 1, extension_end(text, digits.end)};
}

bool is_e164(const Numeral& numeral) noexcept { return checks::is_e164(numeral.digits); }

bool is_nanp(const Numeral& numeral) noexcept {
    std::string_view digits = numeral.digits;
    if (digits.size() == 11 && digits[0] == '1') digits.remove_prefix(1);
    return checks::is_nanp(digits);
}

bool is_nanp_in_groups(const Numeral& numeral) noexcept {
    return numeral.joiner != '\0' && is_nanp(numeral);
}

std::size_t groups_of(Shape shape) noexcept {
    std::size_t groups = 0;
    for (; shape != 0; shape >>= 4)
        ++groups;
    return groups;
}

bool is_one_shape_of(Shape shape, std::initializer_list<Shape> shapes) noexcept {
    return std::find(shapes.begin(), shapes.end(), shape) != shapes.end();
}

/// Behind a word that says so: what somebody could dial, and no date or time.
bool may_be_dialled(const Numeral& numeral) noexcept {
    const std::string_view digits = numeral.digits;
    if (!numeral.announced || checks::one_digit_repeated(digits)) return false;
    const std::size_t groups = groups_of(numeral.shape);
    if (groups == 2 && numeral.joiner == '.' && numeral.shape != 0x34) return false; // a decimal
    if (groups > 1 && numeral.shape != 0x22222 &&
        (date_at(numeral.text, 0).end != 0 || date_at(numeral.text.substr(0, 10), 0).end != 0))
        return false;
    if (digits.size() == 7) return numeral.shape == 0x34 && digits[0] >= '2';
    if (digits.starts_with("00")) return checks::is_e164(digits.substr(2));
    if (digits.starts_with("011") && checks::is_e164(digits.substr(3))) return true;
    if (digits[0] == '0') return digits.size() >= 9 && digits.size() <= 12;
    if (is_nanp(numeral)) return true;
    if (digits.size() >= 11 && checks::is_e164(digits)) return true;
    if (numeral.shape == 0x422 || numeral.shape == 0x224 || numeral.shape == 0x222) return false;
    if ((digits[0] == '1' && groups < 3) || date_at(digits, 0).end == 8) return false;
    if (groups == 1) return digits.size() >= 8 && digits.size() <= 10 && digits.size() != 9;
    return digits.size() >= 8 && digits.size() <= 11 && groups <= 5;
}

/// "0044 20 7946 0958", "011 44 20 7946 0958": in groups it says what it is.
bool is_behind_exit_code(const Numeral& numeral) noexcept {
    const std::string_view digits = numeral.digits;
    if (numeral.joiner == '\0' && !numeral.expected()) return false;
    if (numeral.text.find('.') != std::string_view::npos) return false;
    // "0062-7037-3396": ids are printed with dashes, in few groups.
    if (numeral.joiner == '-' && groups_of(numeral.shape) < 4) return false;
    const std::size_t first = std::min(numeral.text.find_first_of(" -/"), digits.size());
    if (digits.starts_with("00"))
        return first != 3 && digits[2] != '1' && checks::is_e164(digits.substr(2));
    return digits.starts_with("011") && (first == 3 || first == digits.size()) &&
           checks::is_e164(digits.substr(3));
}

bool has_group_below(Shape shape, unsigned least) noexcept {
    for (; shape != 0; shape >>= 4)
        if ((shape & 0xF) < least) return true;
    return false;
}

bool holds_date(const Numeral& numeral) noexcept {
    if (numeral.shape == 0x22222) return false;
    return date_at(numeral.text, 0).end != 0 || date_at(numeral.text.substr(0, 10), 0).end != 0;
}

/// With the trunk's zero, in groups with blanks, or with dashes as in Japan and Korea.
bool is_behind_trunk_zero(const Numeral& numeral) noexcept {
    const std::string_view digits = numeral.digits;
    const std::size_t groups = groups_of(numeral.shape);
    if (digits[1] == '0' || groups < 2 || groups > 5 || has_group_below(numeral.shape, 2))
        return false;
    if (numeral.joiner == '-')
        return is_one_shape_of(numeral.shape, {0x334, 0x434, 0x244, 0x344, 0x234, 0x343});
    if (groups == 2 && !is_one_shape_of(numeral.shape, {0x56, 0x46, 0x47, 0x48, 0x36, 0x37, 0x38,
                                                        0x28, 0x27, 0x55, 0x45, 0x57}))
        return false;
    return !holds_date(numeral);
}

/// Behind a word that may say so ("call", "text"): in groups as such numbers are.
bool is_grouped_as_phones_are(const Numeral& numeral) noexcept {
    const std::size_t groups = groups_of(numeral.shape);
    if (!numeral.announced || groups < 2 || groups > 5 || has_group_below(numeral.shape, 2) ||
        holds_date(numeral))
        return false;
    if (groups == 2 && numeral.digits[0] != '0' && numeral.shape != 0x44) return false;
    return !is_one_shape_of(numeral.shape, {0x324, 0x222, 0x2224, 0x444, 0x4442, 0x422, 0x224}) &&
           !checks::one_digit_repeated(numeral.digits);
}

struct Read {
    std::array<char, 16> digits{};
    std::size_t count{0};
    void add(std::string_view more) noexcept {
        for (const char digit : more)
            if (count < digits.size()) digits[count++] = digit;
    }
    std::string_view view() const noexcept { return {digits.data(), count}; }
};

bool is_bracketed(std::string_view code, bool plus, std::string_view area,
                  std::string_view rest) noexcept {
    Read all;
    if (plus || (!code.empty() && code != "1")) {
        all.add(code);
        all.add(area == "0" ? std::string_view{} : area);
        all.add(rest);
        const std::string_view digits = all.view();
        if (checks::is_e164(digits)) return plus || code == "1";
        // Some write the trunk's zero of the area as well.
        Read without;
        without.add(code);
        if (area.starts_with('0')) without.add(area.substr(1));
        without.add(rest);
        return plus && area.starts_with('0') && checks::is_e164(without.view());
    }
    all.add(area);
    all.add(rest);
    if (area.size() == 3 && rest.size() == 7 && checks::is_nanp(all.view())) return true;
    if (area.starts_with('0')) return area.size() >= 2 && all.count >= 9 && all.count <= 12;
    return area.size() == 2 && area[0] >= '1' && (rest.size() == 8 || rest.size() == 9);
}

/// The groups that begin at `at`, as far as they make a number with what stands before.
std::size_t bracketed_end(std::string_view text, std::size_t at, std::string_view code, bool plus,
                          std::string_view area) noexcept {
    Read rest;
    std::size_t found = 0;
    for (std::size_t end = at; end < text.size() && is_digit(text[end]);) {
        const std::size_t from = end;
        while (end < text.size() && is_digit(text[end]))
            ++end;
        if (rest.count + (end - from) > 12) break;
        rest.add(text.substr(from, end - from));
        const bool open = end + 1 < text.size() && is_digit(text[end + 1]);
        const bool glued =
            end < text.size() && is_alphanumeric(text[end]) && extension_end(text, end) == end;
        if (!glued && is_bracketed(code, plus, area, rest.view())) found = end;
        if (!open || (text[end] != ' ' && text[end] != '-' && text[end] != '.')) break;
        ++end;
    }
    return found;
}

std::size_t digits_begin(std::string_view text, std::size_t end) noexcept {
    std::size_t at = end;
    while (at > 0 && end - at < 6 && is_digit(text[at - 1]))
        --at;
    return at;
}

/// "(202) 555-0100", "+1 (202) 555-0100", "+44 (0)20 7946 0958": `seed` is behind the bracket.
Range find_bracketed(const Scan& scan, std::size_t seed) noexcept {
    const std::string_view text = scan.text();
    std::size_t at = seed;
    if (at > 0 && (text[at - 1] == ' ' || text[at - 1] == '-')) --at;
    if (at == 0 || text[at - 1] != ')') return {};
    const std::size_t area_end = at - 1, area_begin = digits_begin(text, area_end);
    if (area_begin == area_end || area_end - area_begin > 5 || area_begin == 0 ||
        text[area_begin - 1] != '(')
        return {};
    const std::string_view area = text.substr(area_begin, area_end - area_begin);
    std::size_t begin = area_begin - 1;
    std::size_t code_end = begin;
    if (code_end > 0 && (text[code_end - 1] == ' ' || text[code_end - 1] == '-')) --code_end;
    const std::size_t code_begin = digits_begin(text, code_end);
    std::string_view code = text.substr(code_begin, code_end - code_begin);
    const bool plus = code_begin > 0 && text[code_begin - 1] == '+' && !code.empty();
    if (!plus && (code != "1" || (code_begin > 0 && (is_alphanumeric(text[code_begin - 1]) ||
                                                     text[code_begin - 1] == '.'))))
        code = {};
    if (plus)
        begin = code_begin - 1;
    else if (!code.empty())
        begin = code_begin;
    else if (begin > 0 && is_alphanumeric(text[begin - 1]))
        return {};
    const std::size_t end = bracketed_end(text, seed, code, plus, area);
    return end == 0 ? Range{} : Range{begin, extension_end(text, end)};
}

/// "from=2025550100", "\"to\": \"+12025550100\"": the keys of call records.
Range find_call_party(const Scan& scan, Range key) noexcept {
    const std::string_view text = scan.text();
    const Lead lead = value_after(text, key.end);
    if (!lead.assigned || lead.at == Lead::npos || lead.at > key.end + 8) return {};
    std::size_t end = lead.at;
    while (end < text.size() && is_digit(text[end]) && end - lead.at < 16)
        ++end;
    const std::string_view digits = text.substr(lead.at, end - lead.at);
    if (end < text.size() && (is_alphanumeric(text[end]) || text[end] == '.')) return {};
    const bool north_american =
        checks::is_nanp(digits) || (digits.size() == 11 && digits[0] == '1');
    const bool international = digits.size() >= 11 && digits[0] != '1' && checks::is_e164(digits);
    return (north_american && (digits.size() == 10 || checks::is_nanp(digits.substr(1)))) ||
                   international
               ? Range{lead.at, end}
               : Range{};
}

/// "my number is 2025550143": of an account or order it would not be mine alone.
Range find_my_number(const Scan& scan, Range phrase) noexcept {
    const std::string_view text = scan.text();
    bool personal = false;
    for (const std::string_view word : {"my ", "his ", "her ", "our ", "their ", "best ", "your "})
        personal = personal || ends_before(text, phrase.begin, word);
    const Lead lead = personal ? value_after(text, phrase.end) : Lead{};
    const Range digits = digits_at(text, lead.at, 10, 11);
    std::string_view number = text.substr(digits.begin, digits.end - digits.begin);
    if (number.size() == 11 && number[0] == '1') number.remove_prefix(1);
    return checks::is_nanp(number) ? digits : Range{};
}

bool is_grouped(const Numeral& numeral) noexcept { return numeral.joiner != '\0'; }

/// A national form: groups as printed, the first digits that its country gives out.
constexpr NumeralRule national(std::string_view name, Country country, std::uint8_t digits_min,
                               std::uint8_t digits_max, std::uint16_t first,
                               std::array<Shape, 6> shapes,
                               bool (*check)(const Numeral&) noexcept = is_grouped) {
    return {.base = {.name = name,
                     .entity = Entity::phone_number,
                     .score = 70,
                     .context_score = 92,
                     .country = country},
            .digits_min = digits_min,
            .digits_max = digits_max,
            .first_digits = first,
            .joiners = " -.*/",
            .shapes = shapes,
            .check = check,
            .place = place_phone};
}

constexpr std::uint16_t zero = 1, six_to_nine = 0b1111000000, three = 1U << 3;

bool is_bare_mobile(const Numeral& numeral) noexcept {
    return numeral.joiner != '\0' || numeral.digits.starts_with("07");
}

bool is_in_pairs_from_zero(const Numeral& numeral) noexcept {
    return numeral.joiner != '\0' && numeral.joiner != '*' && numeral.joiner != '/' &&
           numeral.digits[1] >= '1';
}

constexpr NumeralRule numerals[] = {
    {.base = {.name = "phone_international",
              .entity = Entity::phone_number,
              .score = 92,
              .context_score = 99},
     .digits_min = 8,
     .digits_max = 15,
     .first_digits = 0x3FE,
     .joiners = " -./*",
     .check = is_e164,
     .place = place_plus,
     .after_plus = true},
    {.base = {.name = "phone_nanp",
              .entity = Entity::phone_number,
              .score = 75,
              .context_score = 97,
              .country = Country::us},
     .digits_min = 10,
     .digits_max = 11,
     .first_digits = 0b1111111110,
     .joiners = "-. *",
     .shapes = {0x334, 0x1334},
     .check = is_nanp_in_groups,
     .place = place_phone,
     .one_group = false},
    {.base = {.name = "phone_nanp_bare",
              .entity = Entity::phone_number,
              .score = 50,
              .context_score = 90,
              .need = Need::context_unless_strict},
     .digits_min = 10,
     .digits_max = 11,
     .first_digits = 0b1111111110,
     .joiners = "-. /*",
     .shapes = {0x37, 0x64, 0x1A, 0x137},
     .check = is_nanp,
     .place = place_phone},
    {.base = {.name = "phone_told",
              .entity = Entity::phone_number,
              .context_score = 85,
              .need = Need::context},
     .digits_min = 7,
     .digits_max = 15,
     .joiners = " -./*",
     .check = may_be_dialled,
     .place = place_phone},
    {.base = {.name = "phone_exit_code",
              .entity = Entity::phone_number,
              .score = 80,
              .context_score = 97},
     .digits_min = 10,
     .digits_max = 18,
     .first_digits = 1,
     .joiners = " -./*",
     .check = is_behind_exit_code,
     .place = place_alone},
    {.base = {.name = "phone_trunk_zero",
              .entity = Entity::phone_number,
              .score = 55,
              .context_score = 92},
     .digits_min = 9,
     .digits_max = 11,
     .first_digits = 1,
     .joiners = " -",
     .check = is_behind_trunk_zero,
     .place = place_alone},
    // What announces SIP_URI are the weak words: "call", "text".
    {.base = {.name = "phone_called",
              .entity = Entity::phone_number,
              .context_score = 75,
              .need = Need::context,
              .other_context = Entity::sip_uri},
     .digits_min = 8,
     .digits_max = 11,
     .joiners = " -*",
     .check = is_grouped_as_phones_are,
     .place = place_alone},
    national("phone_uk", Country::uk, 10, 11, zero, {0x344, 0x434, 0x56, 0x533, 0x47, 0x38},
             is_bare_mobile),
    national("phone_de", Country::de, 9, 12, zero, {0x46, 0x47, 0x48, 0x36, 0x37, 0x38}),
    national("phone_fr", Country::fr, 10, 10, zero, {0x22222}, is_in_pairs_from_zero),
    national("phone_es", Country::es, 9, 9, six_to_nine, {0x333, 0x3222}),
    national("phone_it", Country::it, 9, 11, zero | three, {0x334, 0x37, 0x28, 0x36, 0x38, 0x244}),
    national("phone_in", Country::in, 10, 11, six_to_nine | zero, {0x55, 0x56, 0x1A, 0x38, 0x344}),
    national("phone_au", Country::au, 10, 10, zero, {0x433, 0x244}),
    national("phone_br", Country::br, 10, 11, 0x3FE, {0x254, 0x244, 0x29}),
    national("phone_ca", Country::ca, 10, 11, 0x3FE, {0x334, 0x1334}, is_nanp_in_groups),
    national("phone_nl", Country::nl, 10, 10, zero, {0x28, 0x37, 0x343, 0x244, 0x2422, 0x22222}),
    national("phone_be", Country::be, 9, 10, zero, {0x4222, 0x2322, 0x3222, 0x46, 0x433}),
    national("phone_kr", Country::kr, 9, 11, zero, {0x344, 0x334, 0x244, 0x234}),
    national("phone_ng", Country::ng, 11, 11, zero, {0x434, 0x47}),
    national("phone_ph", Country::ph, 11, 11, zero, {0x434, 0x47}),
    national("phone_pl", Country::pl, 9, 9, 0x3FC, {0x333, 0x2322}),
    national("phone_se", Country::se, 9, 10, zero, {0x3322, 0x2322, 0x37, 0x343, 0x28, 0x36}),
    national("phone_sg", Country::sg, 8, 8, 0b1101001000, {0x44}),
    national("phone_th", Country::th, 9, 10, zero, {0x334, 0x234, 0x244}),
    national("phone_tr", Country::tr, 11, 11, zero, {0x4322, 0x434, 0x1A}),
    national("phone_za", Country::za, 10, 10, zero, {0x334, 0x37}),
    national("phone_fi", Country::fi, 9, 11, zero, {0x37, 0x334, 0x343, 0x36, 0x333, 0x244}),
};

constexpr SeedRule seeds[] = {
    {.base = {.name = "phone_bracketed",
              .entity = Entity::phone_number,
              .score = 85,
              .context_score = 97},
     .seed = SeedKind::numeral,
     .find = find_bracketed},
};

constexpr std::string_view call_keys[] = {
    "from",      "caller", "called",     "calling",     "src",       "dst",          "destination",
    "recipient", "callee", "originator", "from number", "to number", "caller number"};

constexpr std::string_view numbers[] = {"number is", "number", "number's"};

constexpr CaptureRule captures[] = {
    {.base = {.name = "phone_my_number", .entity = Entity::phone_number, .score = 85},
     .phrases = numbers,
     .of_digits = true,
     .find = find_my_number},
    {.base = {.name = "phone_call_party", .entity = Entity::phone_number, .score = 85},
     .phrases = call_keys,
     .of_digits = true,
     .find = find_call_party},
};

constexpr ContextWord words[] = {
    {"phone", Entity::phone_number},
    {"telephone", Entity::phone_number},
    {"tel", Entity::phone_number},
    {"mobile", Entity::phone_number},
    {"cell", Entity::phone_number},
    {"cellphone", Entity::phone_number},
    {"cell phone", Entity::phone_number},
    {"fax", Entity::phone_number},
    {"ani", Entity::phone_number},
    {"dnis", Entity::phone_number},
    {"callback", Entity::phone_number},
    {"call back", Entity::phone_number},
    {"call me", Entity::phone_number},
    {"call us", Entity::phone_number},
    {"call him", Entity::phone_number},
    {"call her", Entity::phone_number},
    {"call them", Entity::phone_number},
    {"call at", Entity::phone_number},
    {"calling from", Entity::phone_number},
    {"call from", Entity::phone_number},
    {"called from", Entity::phone_number},
    {"reach", Entity::phone_number},
    {"reached at", Entity::phone_number},
    {"dial", Entity::phone_number},
    {"dialed", Entity::phone_number},
    {"text me", Entity::phone_number},
    {"whatsapp", Entity::phone_number},
    {"msisdn", Entity::phone_number},
    {"caller id", Entity::phone_number},
    {"callerid", Entity::phone_number},
    {"contact number", Entity::phone_number},
    {"phone number", Entity::phone_number},
    {"his number is", Entity::phone_number},
    {"her number is", Entity::phone_number},
    {"landline", Entity::phone_number},
    {"hotline", Entity::phone_number},
    {"ring me", Entity::phone_number},
    {"toll free", Entity::phone_number},
    {"best number", Entity::phone_number},

    {"handy", Entity::phone_number},
    {"telefon", Entity::phone_number},
    {"numero", Entity::phone_number},
    {"contact me", Entity::phone_number},
    {"phones", Entity::phone_number},
    {"call", Entity::sip_uri},
    {"called", Entity::sip_uri},
    {"text", Entity::sip_uri},
    {"ring", Entity::sip_uri},
    {"contact", Entity::sip_uri},
    {"contacted", Entity::sip_uri},
    {"tried", Entity::sip_uri},
    {"office", Entity::sip_uri},
    {"number", Entity::sip_uri},
    {"number's", Entity::sip_uri},
};

} // namespace

constexpr RulePack phone_pack{
    .numerals = numerals, .seeds = seeds, .captures = captures, .words = words};

} // namespace hark::redaction
