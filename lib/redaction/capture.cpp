// The words between are those that people and forms put there. A list of what may stand between was
// preferred to a list of what may not: what nobody thought of stays as it is.
#include "lib/redaction/capture.hpp"

#include <algorithm>

#include "lib/redaction/characters.hpp"

namespace hark::redaction {
namespace {

constexpr std::size_t gap_bytes_max = 48;

bool is_link(std::string_view word) noexcept {
    return is_one_of(
        word,
        {"is",       "was",       "are",        "be",      "it",      "its",    "s",       "that",
         "this",     "number",    "num",        "no",      "nr",      "code",   "value",   "of",
         "the",      "a",         "my",         "your",    "his",     "her",    "our",     "their",
         "on",       "in",        "back",       "front",   "for",     "card",   "ending",  "ends",
         "with",     "as",        "here",       "equals",  "to",      "please", "sure",    "okay",
         "ok",       "yes",       "yeah",       "um",      "uh",      "so",     "and",     "digits",
         "digit",    "last",      "three",      "four",    "entered", "said",   "new",     "old",
         "should",   "would",     "set",        "changed", "been",    "has",    "again",   "re",
         "visa",     "amex",      "mastercard", "credit",  "debit",   "id",     "account", "acct",
         "security", "social",    "ssn",        "from",    "sent",    "you",    "use",     "enter",
         "date",     "i",         "have",       "got",     "gave",    "file",   "still",   "just",
         "actually", "currently", "current",    "now"});
}

bool is_gap_sign(char character) noexcept {
    constexpr std::string_view signs = " \t:=\"'\\#,->()?.*_";
    return signs.find(character) != std::string_view::npos;
}

/// Nothing that would make the digits part of something longer, or a measure.
bool stands_alone(std::string_view text, std::size_t end) noexcept {
    if (end >= text.size()) return true;
    const char next = text[end];
    if (is_alphanumeric(next) || next == '%' || next == '_') return false;
    constexpr std::string_view joins = ".,:/-";
    if (joins.find(next) != std::string_view::npos && end + 1 < text.size() &&
        is_digit(text[end + 1]))
        return false;
    return !is_unit_at(text, blanks_end(text, end));
}

} // namespace

std::size_t letters_end(std::string_view text, std::size_t at) noexcept {
    while (at < text.size() && is_letter(text[at]))
        ++at;
    return at;
}

std::size_t blanks_end(std::string_view text, std::size_t at) noexcept {
    while (at < text.size() && (text[at] == ' ' || text[at] == '\t'))
        ++at;
    return at;
}

bool equals_without_case(std::string_view text, std::string_view lower) noexcept {
    return text.size() == lower.size() &&
           std::equal(text.begin(), text.end(), lower.begin(),
                      [](char a, char b) { return lower_case(a) == b; });
}

bool is_one_of(std::string_view word, std::initializer_list<std::string_view> words) noexcept {
    return std::any_of(words.begin(), words.end(),
                       [word](std::string_view each) { return equals_without_case(word, each); });
}

bool ends_before(std::string_view text, std::size_t at, std::string_view lower) noexcept {
    return at >= lower.size() &&
           equals_without_case(text.substr(at - lower.size(), lower.size()), lower);
}

bool is_unit_at(std::string_view text, std::size_t at) noexcept {
    const std::size_t end = std::min(letters_end(text.substr(0, at + 16), at), text.size());
    return is_one_of(
        text.substr(at, end - at),
        {"ms",       "millis",  "milliseconds", "s",         "sec",    "secs",     "second",
         "seconds",  "min",     "mins",         "minutes",   "minute", "hours",    "hour",
         "hrs",      "days",    "day",          "weeks",     "months", "years",    "times",
         "attempts", "tries",   "retries",      "bytes",     "kb",     "mb",       "gb",
         "percent",  "dollars", "euros",        "pounds",    "usd",    "eur",      "gbp",
         "items",    "calls",   "users",        "customers", "people", "more",     "cents",
         "meters",   "miles",   "km",           "records",   "errors", "requests", "entries",
         "points"});
}

Lead value_after(std::string_view text, std::size_t phrase_end) noexcept {
    Lead lead;
    const std::size_t limit = std::min(text.size(), phrase_end + gap_bytes_max);
    for (std::size_t at = phrase_end; at < limit;) {
        const char character = text[at];
        if (character == ':' || character == '=') lead.assigned = true;
        if (is_gap_sign(character)) {
            ++at;
        } else if (is_letter(character)) {
            const std::size_t end = letters_end(text.substr(0, limit), at);
            if (lead.assigned || !is_link(text.substr(at, end - at)) ||
                (end < text.size() && is_digit(text[end]))) {
                lead.at = at;
                return lead;
            }
            at = end;
        } else {
            if (is_digit(character)) lead.at = at;
            return lead;
        }
    }
    return lead;
}

Range digits_at(std::string_view text, std::size_t at, std::size_t least,
                std::size_t most) noexcept {
    if (at >= text.size() || !is_digit(text[at])) return {};
    if (at > 0 && is_alphanumeric(text[at - 1])) return {};
    std::size_t total = 0, group = 0, end = at;
    for (;;) {
        const std::size_t from = end;
        while (end < text.size() && is_digit(text[end]) && end - from <= most)
            ++end;
        if (total != 0 && end - from != group) return {};
        group = end - from;
        total += group;
        if (total > most) return {};
        if (total >= least) break;
        if (end + 1 >= text.size() || (text[end] != ' ' && text[end] != '-') ||
            !is_digit(text[end + 1]))
            return {};
        ++end;
    }
    // Groups go on as long as they fit: "12 34 56" of four to eight.
    while (group < total && total + group <= most && end + group < text.size() &&
           (text[end] == ' ' || text[end] == '-') &&
           std::all_of(text.begin() + static_cast<std::ptrdiff_t>(end) + 1,
                       text.begin() + static_cast<std::ptrdiff_t>(end + 1 + group), is_digit)) {
        end += 1 + group;
        total += group;
    }
    return stands_alone(text, end) ? Range{at, end} : Range{};
}

} // namespace hark::redaction
