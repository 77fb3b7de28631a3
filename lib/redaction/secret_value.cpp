// A value in quotes or behind '=' is taken as it is; behind a word ("is", ": ") it must look like a
// secret, since prose goes on with ordinary words there.
#include "lib/redaction/secret_value.hpp"

#include <algorithm>
#include <string_view>

#include "lib/redaction/capture.hpp"
#include "lib/redaction/characters.hpp"
#include "lib/redaction/scan/scan.hpp"

namespace hark::redaction {
namespace {

constexpr std::size_t value_bytes_max = 2000;

struct Value {
    Range range{};
    bool quoted{false};
    bool tight{false}; ///< '=' or ':' without a blank behind
    bool assigned{false};
};

bool ends_value(char character) noexcept {
    constexpr std::string_view ends = "\"',;&)}]<>|`\\";
    return static_cast<unsigned char>(character) <= ' ' ||
           ends.find(character) != std::string_view::npos;
}

/// The value from `at` on: up to the quote that it begins with, else up to a blank or separator.
Value value_at(std::string_view text, std::size_t at) noexcept {
    Value value;
    const bool escaped = at + 1 < text.size() && text[at] == '\\' && text[at + 1] == '"';
    if (escaped) ++at;
    const std::size_t limit = std::min(text.size(), at + value_bytes_max);
    if (at < limit && (text[at] == '"' || text[at] == '\'' || text[at] == '`')) {
        const char quote = text[at++];
        std::size_t end = at;
        for (; end < limit && text[end] != '\n'; ++end) {
            if (escaped && text[end] == '\\' && end + 1 < limit && text[end + 1] == quote) break;
            if (!escaped && text[end] == quote) break;
            if (!escaped && text[end] == '\\' && end + 1 < limit) ++end;
        }
        value.quoted = true;
        value.range = {at, std::min(end, limit)};
        return value;
    }
    std::size_t end = at;
    while (end < limit && !ends_value(text[end]))
        ++end;
    while (end > at && (text[end - 1] == '.' || text[end - 1] == '?' || text[end - 1] == ':'))
        --end;
    value.range = {at, end};
    return value;
}

/// Behind the key: the quote that ends it, and ':', '=', ":=" or "=>".
Value assigned_value(std::string_view text, std::size_t at) noexcept {
    if (at < text.size() && text[at] == '\\') ++at;
    if (at < text.size() && (text[at] == '"' || text[at] == '\'' || text[at] == ']')) ++at;
    at = blanks_end(text, at);
    const std::size_t sign = at;
    while (at < text.size() && at - sign < 2 &&
           (text[at] == ':' || text[at] == '=' || (at > sign && text[at] == '>')))
        ++at;
    if (at == sign) return {};
    const std::size_t from = blanks_end(text, at);
    Value value = value_at(text, from);
    value.assigned = true;
    value.tight = from == at;
    return value;
}

/// "is hunter2", "was: x", and nothing but blanks before.
Value told_value(std::string_view text, std::size_t at) noexcept {
    const std::size_t word = blanks_end(text, at);
    if (word == at) return {};
    const std::size_t end = letters_end(text.substr(0, std::min(text.size(), word + 8)), word);
    if (!is_one_of(text.substr(word, end - word), {"is", "was", "to", "are", "equals"})) return {};
    std::size_t from = end;
    while (from < text.size() && (text[from] == ' ' || text[from] == ':'))
        ++from;
    return from == end ? Value{} : value_at(text, from);
}

bool looks_secret(std::string_view value) noexcept {
    const auto has = [value](auto is) { return std::any_of(value.begin(), value.end(), is); };
    const bool upper = value.size() > 1 && std::any_of(value.begin() + 1, value.end(), is_upper);
    const bool lower = has([](char each) { return is_letter(each) && !is_upper(each); });
    const bool sign = has([](char each) {
        constexpr std::string_view signs = "!@#$%^*+=~?";
        return signs.find(each) != std::string_view::npos;
    });
    return value.size() >= 4 && (has(is_digit) || sign || (upper && lower));
}

bool ends_sentence(std::string_view text, std::size_t end) noexcept {
    return end >= text.size() || text[end] == '\n' || text[end] == '\r' ||
           ((text[end] == '.' || text[end] == ',') &&
            (end + 1 >= text.size() || text[end + 1] <= ' '));
}

bool is_number(std::string_view value) noexcept {
    return std::all_of(value.begin(), value.end(), is_digit);
}

} // namespace

bool is_no_secret(std::string_view value) noexcept {
    if (value.empty()) return true;
    if (value.starts_with("${") || value.starts_with("{{") || value.starts_with("%{") ||
        value.starts_with("<") || value.starts_with("$(") || value.starts_with("[") ||
        value.starts_with("{") || (value.size() > 1 && value[0] == '$' && is_upper(value[1])))
        return true;
    if (value.find_first_not_of(value.front()) == std::string_view::npos &&
        (value.size() > 2 || !is_alphanumeric(value.front())))
        return true;
    return is_one_of(
        value,
        {"null",     "none",      "nil",       "true",      "false",     "undefined", "expired",
         "invalid",  "missing",   "required",  "empty",     "redacted",  "valid",     "unknown",
         "failed",   "ok",        "yes",       "no",        "incorrect", "wrong",     "correct",
         "changed",  "reset",     "set",       "unset",     "hidden",    "masked",    "removed",
         "weak",     "strong",    "not",       "too",       "the",       "a",         "an",
         "string",   "bearer",    "basic",     "default",   "optional",  "refreshed", "revoked",
         "rejected", "accepted",  "verified",  "present",   "absent",    "sensitive", "disabled",
         "enabled",  "protected", "encrypted", "stored",    "safe",      "secure",    "mismatch",
         "must",     "should",    "cannot",    "never",     "being",     "your",      "my",
         "be",       "in",        "on",        "for",       "to",        "and",       "n/a",
         "number",   "object",    "password",  "token",     "secret",    "example",   "changeme",
         "success",  "error",     "okay",      "unchanged", "generated", "created",   "updated"});
}

Range find_password(const Scan& scan, Range key) noexcept {
    const std::string_view text = scan.text();
    Value value = assigned_value(text, key.end);
    if (!value.assigned) value = told_value(text, key.end);
    const std::string_view found =
        text.substr(value.range.begin, value.range.end - value.range.begin);
    if (is_no_secret(found)) return {};
    if (value.quoted || value.tight) return value.range;
    if (looks_secret(found)) return value.range;
    return found.size() >= 4 && ends_sentence(text, value.range.end) ? value.range : Range{};
}

Range find_key_value(const Scan& scan, Range key) noexcept {
    const std::string_view text = scan.text();
    Value value = assigned_value(text, key.end);
    if (!value.assigned) value = told_value(text, key.end);
    const std::string_view found =
        text.substr(value.range.begin, value.range.end - value.range.begin);
    if (is_no_secret(found) || found.size() < 4) return {};
    if (is_number(found) && found.size() < 6) return {};
    if (value.quoted && value.assigned)
        return found.find(' ') == std::string_view::npos ? value.range : Range{};
    return looks_secret(found) && found.size() >= 6 ? value.range : Range{};
}

Range find_bearer(const Scan& scan, Range scheme) noexcept {
    const std::string_view text = scan.text();
    const std::size_t at = blanks_end(text, scheme.end);
    if (at == scheme.end) return {};
    const Value value = value_at(text, at);
    const std::string_view found =
        text.substr(value.range.begin, value.range.end - value.range.begin);
    return found.size() >= 8 && looks_secret(found) && !is_no_secret(found) ? value.range : Range{};
}

Range find_authorization(const Scan& scan, Range key) noexcept {
    const std::string_view text = scan.text();
    Value value = assigned_value(text, key.end);
    if (!value.assigned) return {};
    std::size_t at = value.range.begin;
    const std::size_t end = letters_end(text, at);
    const bool scheme = is_one_of(
        text.substr(at, end - at),
        {"bearer", "basic", "token", "apikey", "negotiate", "key", "ntlm", "digest", "hawk"});
    if (scheme && end < text.size() && (text[end] == ' ' || text[end] == '=')) {
        at = blanks_end(text, end + 1);
        const std::size_t close = value_at(text, at).range.end;
        value.range = {at, value.quoted ? std::max(value.range.end, at) : close};
    }
    const std::string_view found =
        text.substr(value.range.begin, value.range.end - value.range.begin);
    return found.size() < 4 || is_no_secret(found) ? Range{} : value.range;
}

Range find_cookie(const Scan& scan, Range key) noexcept {
    const std::string_view text = scan.text();
    Value value = assigned_value(text, key.end);
    if (!value.assigned) return {};
    if (!value.quoted) {
        const std::size_t line =
            text.substr(0, std::min(text.size(), value.range.begin + value_bytes_max))
                .find_first_of("\r\n\"", value.range.begin);
        value.range.end = std::min({line, text.size(), value.range.begin + value_bytes_max});
    }
    const std::string_view found =
        text.substr(value.range.begin, value.range.end - value.range.begin);
    const bool pair = found.find('=') != std::string_view::npos;
    return pair && found.size() >= 8 && !is_no_secret(found) ? value.range : Range{};
}

} // namespace hark::redaction
