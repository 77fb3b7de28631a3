// People: names behind the words that announce one, dates of birth, numbers of members and
// patients. Names without such words are a matter of known values: there is no model here.
#include <algorithm>

#include "lib/redaction/capture.hpp"
#include "lib/redaction/characters.hpp"
#include "lib/redaction/date_text.hpp"
#include "lib/redaction/rules/packs.hpp"
#include "lib/redaction/scan/scan.hpp"

namespace hark::redaction {
namespace {

bool is_name_byte(char character) noexcept {
    return is_letter(character) || (static_cast<unsigned char>(character) & 0x80) != 0 ||
           character == '\'' || character == '-';
}

std::size_t name_end(std::string_view text, std::size_t at) noexcept {
    std::size_t end = at;
    while (end < text.size() && end - at < 32 && is_name_byte(text[end]))
        ++end;
    while (end > at && (text[end - 1] == '\'' || text[end - 1] == '-'))
        --end;
    if (end - at > 2 && text[end - 2] == '\'' && text[end - 1] == 's') end -= 2;
    return end;
}

/// Words that follow "my name is" and "mister" and are no names.
bool is_no_name(std::string_view word) noexcept {
    return is_one_of(
        word,
        {"not",      "on",         "in",       "the",       "a",          "an",       "and",
         "i",        "is",         "was",      "spelled",   "misspelled", "wrong",    "correct",
         "calling",  "from",       "with",     "for",       "my",         "your",     "it",
         "that",     "this",       "here",     "just",      "also",       "still",    "at",
         "to",       "of",         "but",      "or",        "so",         "because",  "there",
         "listed",   "registered", "under",    "important", "unknown",    "missing",  "required",
         "empty",    "null",       "invalid",  "speaking",  "about",      "what",     "account",
         "phone",    "number",     "email",    "card",      "please",     "can",      "who",
         "we",       "you",        "has",      "have",      "had",        "changed",  "being",
         "very",     "now",        "monday",   "tuesday",   "wednesday",  "thursday", "friday",
         "saturday", "sunday",     "january",  "february",  "april",      "august",   "september",
         "october",  "november",   "december", "customer",  "agent",      "support",  "error",
         "warning",  "true",       "false",    "test",      "none",       "great",    "good",
         "fine",     "ok",         "okay",     "yes",       "no",         "urgent",   "calls",
         "again",    "live",       "need",     "want",      "would",      "like",     "am",
         "as",       "by",         "when",     "where",     "how",        "why",      "date",
         "address",  "born",       "his",      "her",       "our",        "their",    "if"});
}

/// Up to `most` words; capitalised ones, or with `lower` also one or two without capitals.
Range name_at(std::string_view text, std::size_t at, std::size_t most, bool lower) noexcept {
    std::size_t end = at, begin = at;
    bool small = false;
    for (std::size_t words = 0; words < most; ++words) {
        const std::size_t word = name_end(text, begin);
        const std::string_view name = text.substr(begin, word - begin);
        const bool initial = name.size() == 1 && is_upper(name[0]) && words > 0;
        if ((name.size() < 2 && !initial) || is_no_name(name)) break;
        const bool capital = is_upper(name[0]) || (static_cast<unsigned char>(name[0]) & 0x80) != 0;
        if (!capital && (!lower || (words > 0 && !small) || words > 1)) break;
        if (word < text.size() && (is_digit(text[word]) || text[word] == '_' || text[word] == '@'))
            break;
        small = !capital;
        end = word;
        begin = word;
        if (initial && begin < text.size() && text[begin] == '.') end = ++begin;
        if (begin >= text.size() || text[begin] != ' ') break;
        ++begin;
    }
    return end == at ? Range{} : Range{at, end};
}

std::size_t name_begin(std::string_view text, std::size_t at) noexcept {
    while (at < text.size() && (text[at] == ' ' || text[at] == ':' || text[at] == '.' ||
                                text[at] == ',' || text[at] == '"'))
        ++at;
    return at;
}

Range find_told_name(const Scan& scan, Range phrase) noexcept {
    return name_at(scan.text(), name_begin(scan.text(), phrase.end), 3, true);
}

Range find_titled_name(const Scan& scan, Range title) noexcept {
    const std::string_view text = scan.text();
    const std::size_t at = name_begin(text, title.end);
    if (at == title.end && at > 0 && text[at - 1] != '.' && text[at - 1] != ' ') return {};
    return name_at(text, at, 3, false);
}

/// "this is X" is said of many things: X is a name when X then speaks, calls, or comes from
/// somewhere, or when nothing follows.
Range find_introduced_name(const Scan& scan, Range phrase) noexcept {
    const std::string_view text = scan.text();
    const std::size_t at = name_begin(text, phrase.end);
    const Range name = name_at(text, at, 3, false);
    if (name.empty()) return {};
    const std::size_t next = blanks_end(text, name.end);
    const std::size_t word = letters_end(text.substr(0, std::min(text.size(), next + 12)), next);
    if (is_one_of(text.substr(next, word - next),
                  {"speaking", "calling", "from", "with", "here", "again", "how"}))
        return name;
    const bool over = next >= text.size() || text[next] == '\n' || text[next] == '.' ||
                      text[next] == ',' || text[next] == '"' || text[next] == '!';
    return over && next == name.end ? name : Range{};
}

/// A name as the value of a key only: "customer_name":"Ada Example".
Range find_named_field(const Scan& scan, Range key) noexcept {
    const std::string_view text = scan.text();
    const Lead lead = value_after(text, key.end);
    if (!lead.assigned || lead.at == Lead::npos || lead.at > key.end + 6) return {};
    return name_at(text, lead.at, 4, false);
}

/// With a day, not in the future and not more than 120 years ago.
Range find_birth(const Scan& scan, Range phrase) noexcept {
    const std::string_view text = scan.text();
    std::size_t at = phrase.end;
    const Lead lead = value_after(text, at);
    at = lead.at;
    if (at == Lead::npos) return {};
    const DateText date = date_at(text, at);
    if (date.end == 0) return {};
    const std::int32_t today = scan.engine().today;
    if (date.year >= 100 && today != 0) {
        const std::int32_t days = days_of(date.year, date.month, date.day);
        if (days > today || today - days > 120 * 366) return {};
    }
    return {at, date.end};
}

/// Five characters or more, letters, digits and dashes, one digit at least.
Range find_id(const Scan& scan, Range phrase) noexcept {
    const std::string_view text = scan.text();
    const Lead lead = value_after(text, phrase.end);
    if (lead.at == Lead::npos) return {};
    std::size_t end = lead.at;
    while (end < text.size() && end - lead.at <= 40 &&
           (is_alphanumeric(text[end]) || text[end] == '-'))
        ++end;
    while (end > lead.at && text[end - 1] == '-')
        --end;
    const std::string_view id = text.substr(lead.at, end - lead.at);
    const bool lower = std::any_of(id.begin(), id.end(),
                                   [](char each) { return is_letter(each) && !is_upper(each); });
    return id.size() >= 5 && id.size() <= 40 && !lower &&
                   std::any_of(id.begin(), id.end(), is_digit)
               ? Range{lead.at, end}
               : Range{};
}

constexpr std::string_view told[] = {"name is", "speaking with", "name's"};
constexpr std::string_view titles[] = {
    "Mr. ",    "Mr ",    "Mrs. ",      "Mrs ",    "Ms. ", "Ms ",    "Dr. ",  "Dr ",  "Miss ",
    "Mister ", "Prof. ", "Professor ", "Doctor ", "Sir ", "Madam ", "Frau ", "Herr "};
constexpr std::string_view introductions[] = {"this is", "speaking to"};
constexpr std::string_view name_keys[] = {
    "customer name", "caller name",      "full name",   "first name",   "last name",
    "surname",       "given name",       "family name", "cardholder",   "cardholder name",
    "name on card",  "name on the card", "card holder", "patient name", "agent name",
    "contact name",  "account holder",   "maiden name", "display name", "firstname",
    "lastname",      "fullname"};
constexpr std::string_view births[] = {"date of birth", "dob",        "born",      "born on",
                                       "birthday",      "birth date", "birthdate", "dateofbirth",
                                       "day of birth",  "geboren",    "birth"};
constexpr std::string_view ids[] = {"member id",
                                    "member number",
                                    "membership number",
                                    "policy number",
                                    "policy no",
                                    "policy id",
                                    "policy",
                                    "mrn",
                                    "medical record number",
                                    "medical record",
                                    "patient id",
                                    "claim number",
                                    "claim id",
                                    "claim",
                                    "order id",
                                    "order number",
                                    "order no",
                                    "subscriber id",
                                    "group number",
                                    "customer id",
                                    "customer number",
                                    "member no",
                                    "confirmation number",
                                    "case number",
                                    "booking reference"};

constexpr CaptureRule captures[] = {
    {.base = {.name = "person_told", .entity = Entity::person, .score = 85},
     .phrases = told,
     .find = find_told_name},
    {.base = {.name = "person_title", .entity = Entity::person, .score = 80},
     .phrases = titles,
     .exact_case = true,
     .whole_word = false,
     .find = find_titled_name},
    {.base = {.name = "person_introduced", .entity = Entity::person, .score = 70},
     .phrases = introductions,
     .find = find_introduced_name},
    {.base = {.name = "person_field", .entity = Entity::person, .score = 85},
     .phrases = name_keys,
     .find = find_named_field},
    {.base = {.name = "date_of_birth_told", .entity = Entity::date_of_birth, .score = 92},
     .phrases = births,
     .announces = true,
     .of_digits = true,
     .find = find_birth},
    {.base = {.name = "member_id_told",
              .entity = Entity::member_id,
              .score = 80,
              .presence = Presence::strict},
     .phrases = ids,
     .announces = true,
     .find = find_id},
};

} // namespace

constexpr RulePack person_pack{.captures = captures};

} // namespace hark::redaction
