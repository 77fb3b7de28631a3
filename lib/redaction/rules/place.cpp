// Street addresses and ZIP codes of the United States, in the forms of USPS Publication 28: number,
// name, suffix, perhaps a unit, city, state and ZIP. Without the suffix there is no address; a ZIP
// code stands behind a state or behind a word that says so.
#include <algorithm>
#include <array>

#include "lib/redaction/capture.hpp"
#include "lib/redaction/characters.hpp"
#include "lib/redaction/rules/packs.hpp"
#include "lib/redaction/scan/scan.hpp"

namespace hark::redaction {
namespace {

bool is_suffix(std::string_view word) noexcept {
    return is_one_of(
        word, {"street",  "st",       "avenue",     "ave",      "road",     "rd",     "boulevard",
               "blvd",    "lane",     "ln",         "drive",    "dr",       "court",  "ct",
               "terrace", "ter",      "place",      "pl",       "way",      "circle", "cir",
               "parkway", "pkwy",     "highway",    "hwy",      "square",   "sq",     "trail",
               "trl",     "plaza",    "alley",      "loop",     "crescent", "close",  "gardens",
               "mews",    "broadway", "expressway", "turnpike", "pike",     "run",    "row",
               "grove",   "hill",     "ridge",      "commons",  "crossing"});
}

bool is_state(std::string_view two) noexcept {
    constexpr std::string_view states =
        "AL AK AZ AR CA CO CT DE FL GA HI ID IL IN IA KS KY LA ME MD MA MI MN MS MO MT NE NV NH NJ "
        "NM NY NC ND OH OK OR PA RI SC SD TN TX UT VT VA WA WV WI WY DC PR VI GU AS MP";
    if (two.size() != 2 || !is_upper(two[0]) || !is_upper(two[1])) return false;
    for (std::size_t at = 0; at + 2 <= states.size(); at += 3)
        if (states.substr(at, 2) == two) return true;
    return false;
}

bool is_street_byte(char character) noexcept {
    return is_alphanumeric(character) || character == '\'' ||
           (static_cast<unsigned char>(character) & 0x80) != 0;
}

std::size_t word_end(std::string_view text, std::size_t at) noexcept {
    const std::size_t begin = at;
    while (at < text.size() && is_street_byte(text[at]))
        ++at;
    while (at > begin && text[at - 1] == '\'')
        --at;
    return at;
}

/// Behind five digits, or five and four; `at` if there are none.
std::size_t zip_end(std::string_view text, std::size_t at) noexcept {
    const auto digits = [text](std::size_t from, std::size_t count) {
        if (from + count > text.size()) return false;
        for (std::size_t index = 0; index < count; ++index)
            if (!is_digit(text[from + index])) return false;
        return from + count == text.size() || !is_alphanumeric(text[from + count]);
    };
    if (!digits(at, 5)) return at;
    const bool more = at + 5 < text.size() && text[at + 5] == '-' && digits(at + 6, 4);
    return at + (more ? 10 : 5);
}

/// "Apt 4B", "Suite 200", "# 5" behind the street.
std::size_t unit_end(std::string_view text, std::size_t end) noexcept {
    std::size_t at = end;
    while (at < text.size() && (text[at] == ',' || text[at] == ' ' || text[at] == '.'))
        ++at;
    std::size_t word = word_end(text, at);
    if (at < text.size() && text[at] == '#')
        word = at + 1;
    else if (!is_one_of(text.substr(at, word - at),
                        {"apt", "apartment", "suite", "ste", "unit", "floor", "fl", "room"}))
        return end;
    while (word < text.size() && (text[word] == '.' || text[word] == ' ' || text[word] == '#'))
        ++word;
    const std::size_t last = word_end(text, word);
    const bool number = std::any_of(text.begin() + static_cast<std::ptrdiff_t>(word),
                                    text.begin() + static_cast<std::ptrdiff_t>(last), is_digit);
    return (number || last - word == 1) && last - word <= 6 ? last : end;
}

/// ", Springfield, IL 62704": city, state, ZIP, as far as a state stands there.
std::size_t city_end(std::string_view text, std::size_t end) noexcept {
    const std::size_t limit = std::min(text.size(), end + 48);
    std::size_t at = end;
    for (std::size_t words = 0; words < 5; ++words) {
        const std::size_t from = at;
        while (at < limit && (text[at] == ',' || text[at] == ' '))
            ++at;
        if (at == from || at >= limit || !is_upper(text[at])) return end;
        const std::size_t word = word_end(text, at);
        if (is_state(text.substr(at, word - at))) {
            const std::size_t blank = blanks_end(text, word);
            const std::size_t zip = zip_end(text, blank);
            return zip > blank ? zip : word;
        }
        at = word;
    }
    return end;
}

bool stops_street(std::string_view word) noexcept {
    return is_one_of(word,
                     {"a",       "the",   "and",     "or",    "in",     "on",     "at",      "to",
                      "of",      "for",   "is",      "was",   "are",    "from",   "by",      "with",
                      "minutes", "days",  "hours",   "times", "calls",  "ms",     "seconds", "down",
                      "am",      "pm",    "percent", "my",    "your",   "this",   "that",    "more",
                      "people",  "miles", "years",   "weeks", "months", "dollars"});
}

/// From the blank behind the house number: one to four words and a suffix.
std::size_t street_end(std::string_view text, std::size_t at, bool lower) noexcept {
    std::size_t end = 0;
    for (std::size_t words = 0; words < 5; ++words) {
        if (at >= text.size() || text[at] != ' ') break;
        const std::size_t word = word_end(text, ++at);
        if (word == at || word - at > 24) break;
        const std::string_view found = text.substr(at, word - at);
        const bool ordinal = is_digit(found[0]) && found.size() >= 3 && is_letter(found.back());
        if (stops_street(found) || (is_digit(found[0]) && !ordinal)) break;
        if (words > 0 && is_suffix(found) && (is_upper(found[0]) || lower || found.size() > 3)) {
            end = word;
            if (end < text.size() && text[end] == '.' && found.size() <= 4 &&
                end + 1 < text.size() && (text[end + 1] == ',' || text[end + 1] == ' '))
                ++end;
        } else if (!is_upper(found[0]) && !ordinal && !lower) {
            break;
        }
        at = word;
        if (at < text.size() && text[at] == '.' && found.size() <= 2) ++at;
    }
    return end;
}

/// "Nw", "NE", "South" behind the suffix.
std::size_t direction_end(std::string_view text, std::size_t end) noexcept {
    if (end >= text.size() || text[end] != ' ') return end;
    const std::size_t word = word_end(text, end + 1);
    return is_one_of(text.substr(end + 1, word - end - 1),
                     {"n", "s", "e", "w", "ne", "nw", "se", "sw", "north", "south", "east", "west"})
               ? word
               : end;
}

Range address_at(std::string_view text, std::size_t number, std::size_t blank,
                 bool lower) noexcept {
    std::size_t end = street_end(text, blank, lower);
    if (end == 0) return {};
    end = direction_end(text, end);
    end = unit_end(text, end);
    return {number, city_end(text, end)};
}

/// At the blank between a number and a capital.
Range find_address(const Scan& scan, std::size_t blank) noexcept {
    const std::string_view text = scan.text();
    std::size_t number = blank;
    while (number > 0 && blank - number < 6 && is_digit(text[number - 1]))
        --number;
    if (blank - number > 5 || text[number] == '0') return {};
    if (number > 0) {
        const char before = text[number - 1];
        if (is_alphanumeric(before) || before == '.' || before == ':' || before == '/' ||
            before == '$' || before == '-')
            return {};
    }
    return address_at(text, number, blank, false);
}

/// "I live at 12 oak street": without capitals only behind such words.
Range find_told_address(const Scan& scan, Range phrase) noexcept {
    const std::string_view text = scan.text();
    const Lead lead = value_after(text, phrase.end);
    if (lead.at == Lead::npos || !is_digit(text[lead.at])) return {};
    std::size_t end = lead.at;
    while (end < text.size() && is_digit(text[end]))
        ++end;
    if (end - lead.at > 5 || end >= text.size() || text[end] != ' ') return {};
    return address_at(text, lead.at, end, true);
}

Range find_po_box(const Scan& scan, Range phrase) noexcept {
    const std::string_view text = scan.text();
    const std::size_t at = blanks_end(text, phrase.end);
    std::size_t end = at;
    while (end < text.size() && is_digit(text[end]))
        ++end;
    return end == at || end - at > 6 ? Range{} : Range{phrase.begin, city_end(text, end)};
}

bool is_zip(const Numeral& numeral) noexcept {
    return numeral.digits.substr(0, 3) != "000" &&
           (numeral.digits.size() == 5 || numeral.joiner == '-');
}

/// Behind "CA " or "CA, ", and before that a word: a city.
Range place_zip(std::string_view text, Range digits) noexcept {
    std::size_t at = digits.begin;
    while (at > 0 && digits.begin - at < 3 && (text[at - 1] == ' ' || text[at - 1] == ','))
        --at;
    if (at == digits.begin || at < 2 || !is_state(text.substr(at - 2, 2))) return {};
    if (at == 2) return digits;
    const char before = text[at - 3];
    return before == ' ' || before == ',' ? digits : Range{};
}

constexpr NumeralRule numerals[] = {
    {.base = {.name = "zip_of_state", .entity = Entity::zip_code, .score = 75, .context_score = 95},
     .digits_min = 5,
     .digits_max = 9,
     .joiners = "-",
     .shapes = {0x54},
     .check = is_zip,
     .place = place_zip,
     .after_state = true},
    {.base = {.name = "zip_told",
              .entity = Entity::zip_code,
              .context_score = 85,
              .need = Need::context},
     .digits_min = 5,
     .digits_max = 9,
     .joiners = "-",
     .shapes = {0x54},
     .check = is_zip},
};

constexpr SeedRule seeds[] = {
    {.base = {.name = "street_address",
              .entity = Entity::street_address,
              .score = 80,
              .context_score = 95},
     .seed = SeedKind::house,
     .find = find_address},
};

constexpr std::string_view address_words[] = {"address",         "address is",
                                              "live at",         "lives at",
                                              "living at",       "street address",
                                              "home address",    "mailing address",
                                              "billing address", "shipping address",
                                              "reside at",       "located at",
                                              "moved to",        "addr"};
constexpr std::string_view boxes[] = {"po box", "post office box"};

constexpr CaptureRule captures[] = {
    {.base = {.name = "street_address_told", .entity = Entity::street_address, .score = 90},
     .phrases = address_words,
     .announces = true,
     .of_digits = true,
     .find = find_told_address},
    {.base = {.name = "po_box", .entity = Entity::street_address, .score = 85},
     .phrases = boxes,
     .of_digits = true,
     .find = find_po_box},
};

constexpr ContextWord words[] = {
    {"zip", Entity::zip_code},     {"zip code", Entity::zip_code},
    {"zipcode", Entity::zip_code}, {"postal code", Entity::zip_code},
    {"postal", Entity::zip_code},  {"billing zip", Entity::zip_code},
};

} // namespace

constexpr RulePack place_pack{
    .numerals = numerals, .seeds = seeds, .captures = captures, .words = words};

} // namespace hark::redaction
