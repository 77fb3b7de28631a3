// Where the value of a key begins and ends, how far a word in a key reaches, and the caller's keys.
#include <algorithm>
#include <array>
#include <utility>

#include "lib/redaction/characters.hpp"
#include "lib/redaction/fields.hpp"

namespace hark::redaction {
namespace {

constexpr std::size_t blanks_max = 64;
constexpr std::size_t key_bytes_max = 128;

std::size_t skip_blanks(std::string_view text, std::size_t at) noexcept {
    const std::size_t most = std::min(text.size(), at + blanks_max);
    while (at < most && (text[at] == ' ' || text[at] == '\t'))
        ++at;
    return at;
}

constexpr bool is_key_character(char character) noexcept {
    return is_alphanumeric(character) || character == '_' || character == '-' || character == '.';
}

/// The closing quote of a string whose own quotes have `slashes` before them: the next with as
/// many, or with fewer, which ends the string around it. A backslash within it stands as
/// 2 * (slashes + 1) of them.
std::size_t closing_quote(std::string_view text, std::size_t at, std::size_t slashes) noexcept {
    std::size_t run = 0;
    for (; at < text.size() && text[at] != '\n'; ++at) {
        if (text[at] == '\\') {
            ++run;
            continue;
        }
        if (text[at] == '"' && (run < slashes || run % (2 * (slashes + 1)) == slashes))
            return at - std::min(run, slashes);
        run = 0;
    }
    return std::string_view::npos;
}

std::size_t line_end(std::string_view text, std::size_t at) noexcept {
    return std::min(text.find('\n', at), text.size());
}

FieldValue json_value(std::string_view text, std::size_t at, std::size_t slashes) noexcept {
    at = skip_blanks(text, at);
    FieldValue value{.slashes = slashes};
    if (at >= text.size()) return value;
    const bool quoted = text.size() - at > slashes && text[at + slashes] == '"' &&
                        text.substr(at, slashes).find_first_not_of('\\') == std::string_view::npos;
    if (quoted || text[at] == '{' || text[at] == '[') {
        value.kind = quoted ? FieldValue::Kind::string : FieldValue::Kind::container;
        value.range.begin = quoted ? at + slashes + 1 : at;
        const std::size_t end = quoted ? closing_quote(text, value.range.begin, slashes)
                                       : container_end(text, at, slashes);
        value.complete = end != std::string_view::npos;
        value.range.end = value.complete ? end : line_end(text, at);
        return value;
    }
    std::size_t end = at;
    while (end < text.size() &&
           (is_alphanumeric(text[end]) || text[end] == '-' || text[end] == '+' || text[end] == '.'))
        ++end;
    const bool number = is_digit(text[at]) || (text[at] == '-' && end > at + 1);
    value.kind = number ? FieldValue::Kind::number : FieldValue::Kind::none;
    value.range = {at, end};
    return value;
}

FieldValue word_value(std::string_view text, std::size_t at) noexcept {
    FieldValue value;
    if (at >= text.size()) return value;
    std::size_t slashes = 0;
    while (at + slashes < text.size() && slashes < blanks_max && text[at + slashes] == '\\')
        ++slashes;
    if (at + slashes < text.size() && text[at + slashes] == '"') {
        value = json_value(text, at, slashes);
        return value;
    }
    constexpr std::string_view ends{" \t\r\n\"\\&;,'<>(){}[]"};
    value.kind = FieldValue::Kind::word;
    value.range = {at, std::min(text.find_first_of(ends, at), text.size())};
    if (value.range.empty()) value.kind = FieldValue::Kind::none;
    return value;
}

} // namespace

std::size_t container_end(std::string_view text, std::size_t at, std::size_t slashes) noexcept {
    std::size_t depth = 0, run = 0;
    bool inside = false;
    for (; at < text.size() && text[at] != '\n'; ++at) {
        const char character = text[at];
        if (character == '\\') {
            ++run;
            continue;
        }
        if (character == '"' && run < slashes) break;
        if (character == '"' && run % (2 * (slashes + 1)) == slashes) inside = !inside;
        run = 0;
        if (inside) continue;
        if (character == '{' || character == '[') ++depth;
        if ((character == '}' || character == ']') && --depth == 0) return at + 1;
    }
    return std::string_view::npos;
}

bool OpenContainer::may_begin_value() const noexcept {
    const bool in_array = depth_ > 0 && (arrays_ >> (depth_ - 1) & 1) != 0;
    return last_ == ':' || last_ == '[' || (last_ == ',' && in_array);
}

bool OpenContainer::open(bool array) noexcept {
    if (depth_ == depth_max || !may_begin_value()) return false;
    const std::uint64_t level = std::uint64_t{1} << depth_++;
    arrays_ = array ? arrays_ | level : arrays_ & ~level;
    last_ = array ? '[' : '{';
    return true;
}

/// One character outside of strings. False when none can stand here.
bool OpenContainer::take(char character) noexcept {
    const bool was_bare = std::exchange(bare_, false);
    switch (character) {
        case ' ':
        case '\t':
        case '\r':
            return true;
        case '{':
        case '[':
            return open(character == '[');
        case '}':
        case ']':
            --depth_;
            last_ = 'v';
            return true;
        case ',':
        case ':':
            if (last_ != 'v') return false;
            last_ = character;
            return true;
        case '"':
            inside_ = true;
            return std::exchange(last_, 'v') != 'v';
        default:
            bare_ = is_alphanumeric(character) || character == '-' || character == '+' ||
                    character == '.';
            if (!bare_ || was_bare) return bare_;
            if (!may_begin_value()) return false;
            last_ = 'v';
            return true;
    }
}

OpenContainer::Line OpenContainer::read(std::string_view text, std::size_t& at) noexcept {
    for (; at < text.size() && text[at] != '\n'; ++at) {
        const char character = text[at];
        if (inside_) {
            if (character == '"' && !escaped_) inside_ = false;
            escaped_ = character == '\\' && !escaped_;
            continue;
        }
        if (!take(character)) return Line::broken;
        if (depth_ > 0) continue;
        ++at;
        return Line::ended;
    }
    bare_ = bare_ && at == text.size();
    return inside_ && at < text.size() ? Line::broken : Line::goes_on;
}

FieldValue value_behind(std::string_view segment, std::size_t end) noexcept {
    if (end < segment.size() && segment[end] == '=') return word_value(segment, end + 1);
    std::size_t slashes = 0;
    while (end + slashes < segment.size() && slashes < blanks_max && segment[end + slashes] == '\\')
        ++slashes;
    const std::size_t quote = end + slashes;
    if (quote >= segment.size() || segment[quote] != '"') return {};
    const std::size_t colon = skip_blanks(segment, quote + 1);
    if (colon >= segment.size() || segment[colon] != ':') return {};
    return json_value(segment, colon + 1, slashes);
}

namespace {

/// Keys that say nothing of their value: {"name":"card","value":"4111..."}.
bool says_nothing(std::string_view key) noexcept {
    constexpr std::array<std::string_view, 14> plain{
        "raw",  "entered", "value",   "val",    "v",  "text",   "answer",
        "data", "input",   "content", "number", "no", "digits", "response"};
    return std::any_of(plain.begin(), plain.end(), [key](std::string_view each) {
        return key.size() == each.size() &&
               std::equal(key.begin(), key.end(), each.begin(),
                          [](char a, char b) { return lower_case(a) == b; });
    });
}

/// Does another field begin between the two? `"...card declined","order":4111...`
bool other_field_between(std::string_view text, std::size_t from, std::size_t to) noexcept {
    const std::string_view between = text.substr(from, to - from);
    for (std::size_t at = between.find('"'); at != std::string_view::npos;
         at = between.find('"', at + 1)) {
        const std::size_t key = skip_blanks(between, at + 1);
        std::size_t key_end = key;
        while (key_end < between.size() && is_key_character(between[key_end]))
            ++key_end;
        if (key > at + 1 && key_end > key && key_end < between.size() && between[key_end] == '=' &&
            !says_nothing(between.substr(key, key_end - key)))
            return true; // msg="phone line busy" rtt=4...
        const std::size_t comma = skip_blanks(between, at + 1);
        if (comma >= between.size() || between[comma] != ',') continue;
        const std::size_t quote = skip_blanks(between, comma + 1);
        if (quote >= between.size() || between[quote] != '"') continue;
        const std::size_t end = between.find('"', quote + 1);
        if (end == std::string_view::npos) return false;
        const std::size_t colon = skip_blanks(between, end + 1);
        if (colon < between.size() && between[colon] == ':' &&
            !says_nothing(between.substr(quote + 1, end - quote - 1)))
            return true;
    }
    return false;
}

} // namespace

bool reaches(std::string_view text, std::size_t word_end, std::size_t position) noexcept {
    std::size_t at = word_end;
    while (at < position && is_key_character(text[at]))
        ++at;
    if (at >= position) return true;
    if (text[at] != '"' && text[at] != '=') return !other_field_between(text, at, position);
    const std::size_t behind = skip_blanks(text, at + 1);
    if (text[at] == '"' && (behind >= text.size() || text[behind] != ':'))
        return !other_field_between(text, at, position);
    const FieldValue value = text[at] == '=' ? word_value(text, at + 1) //
                                             : json_value(text, behind + 1, 0);
    if (value.kind == FieldValue::Kind::container) return true;
    return position >= value.range.begin && position <= value.range.end;
}

FieldPolicy::FieldPolicy(const std::vector<FieldRule>& rules, FieldAction unlisted)
    : unlisted_{unlisted}, active_{!rules.empty() || unlisted != FieldAction::scan} {
    for (const FieldRule& rule : rules) {
        Entry entry{{}, rule.action};
        for (const char character : rule.key)
            if (character != '_' && character != '-' && character != ' ')
                entry.key += lower_case(character);
        // Of two rules for one key the first holds.
        const auto place = std::upper_bound(
            entries_.begin(), entries_.end(), entry.key,
            [](const std::string& key, const Entry& other) { return key < other.key; });
        entries_.insert(place, std::move(entry));
    }
}

FieldAction FieldPolicy::action_of(std::string_view key, bool& listed) const noexcept {
    std::array<char, key_bytes_max> plain;
    std::size_t size = 0;
    listed = false;
    for (const char character : key) {
        if (character == '_' || character == '-' || character == ' ') continue;
        if (size == plain.size()) return unlisted_;
        plain[size++] = lower_case(character);
    }
    const std::string_view wanted{plain.data(), size};
    const auto found = std::lower_bound(
        entries_.begin(), entries_.end(), wanted,
        [](const Entry& entry, std::string_view other) { return entry.key < other; });
    listed = found != entries_.end() && found->key == wanted;
    return listed ? found->action : unlisted_;
}

} // namespace hark::redaction
