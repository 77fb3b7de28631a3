// What is done to the spans of a segment because of where they stand. Works through the segment
// once, line by line, and only as far as there are spans and keys that matter.
#include "lib/redaction/fields.hpp"

#include <algorithm>
#include <cstring>
#include <utility>

#include "lib/redaction/characters.hpp"
#include "lib/redaction/engine.hpp"
#include "lib/redaction/scratch.hpp"

namespace hark::redaction {
namespace {

constexpr std::size_t key_bytes_max = 128;
constexpr std::size_t value_look_back = 128;

bool is_blank(char character) noexcept { return character == ' ' || character == '\t'; }

/// An array is one only when nothing stands behind it: "[2026-11-22] call" is a text. One that goes
/// on over the end of the segment is taken for one.
bool begins_json(std::string_view text, std::size_t at) noexcept {
    if (at >= text.size()) return false;
    if (text[at] != '[') return text[at] == '{';
    const std::size_t end = container_end(text, at, 0);
    if (end == std::string_view::npos) return text.find('\n', at) == std::string_view::npos;
    const std::size_t behind = text.find_first_not_of(" \t\r,", end);
    return behind == std::string_view::npos || text[behind] == '\n';
}

/// Walks along the lines of a segment; positions must not go back.
class Lines {
public:
    Lines(std::string_view text, Format format, const LineCarry& carry) noexcept
        : text_{text}, format_{format}, json_{carry.json}, inside_{carry.inside} {
        end_ = line_end(0);
        if (!carry.goes_on) begin(0);
    }

    void go_to(std::size_t position) noexcept {
        while (position > end_ && end_ + 1 < text_.size()) {
            begin(end_ + 1);
            end_ = line_end(begin_);
        }
    }
    bool is_json() const noexcept { return json_; }
    /// Is `position`, on the line gone to, within a string of the outermost JSON?
    bool inside(std::size_t position) noexcept {
        while (quote_ < position) {
            const auto* hit = static_cast<const char*>(
                std::memchr(text_.data() + quote_, '"', position - quote_));
            if (hit == nullptr) {
                quote_ = position;
                break;
            }
            const auto at = static_cast<std::size_t>(hit - text_.data());
            std::size_t slashes = 0;
            while (at > begin_ + slashes && text_[at - 1 - slashes] == '\\')
                ++slashes;
            quote_ = at + 1;
            if (inside_ && slashes % 2 != 0) continue;
            inside_ = !inside_;
            opened_ = at + 1;
        }
        return inside_;
    }
    /// Where the string around the position asked last begins.
    std::size_t opened() const noexcept { return opened_; }

private:
    std::size_t line_end(std::size_t from) const noexcept {
        return std::min(text_.find('\n', from), text_.size());
    }
    void begin(std::size_t at) noexcept {
        begin_ = quote_ = at;
        inside_ = false;
        while (at < text_.size() && is_blank(text_[at]))
            ++at;
        json_ = format_ == Format::json || (format_ == Format::detect && begins_json(text_, at));
    }

    std::string_view text_;
    Format format_;
    bool json_;
    bool inside_;
    std::size_t begin_{0}, end_{0}, quote_{0}, opened_{0};
};

/// The key of the value around `position`, empty when it has none near by.
std::string_view key_before(std::string_view text, std::size_t position) noexcept {
    const std::size_t floor = position > value_look_back ? position - value_look_back : 0;
    std::size_t at = position;
    // Back over the value to where it begins: a quote with a colon before it, a colon, or '='.
    while (at > floor && text[at - 1] != '"' && text[at - 1] != '\n' && text[at - 1] != '=' &&
           !is_blank(text[at - 1]))
        --at;
    if (at == floor || text[at - 1] == '\n') return {};
    std::size_t end = at - 1;
    if (text[end] != '=') {
        // At the value's opening quote, the blank behind the colon, or (a number) the key's quote.
        const auto back = [&] {
            while (end > floor && (text[end - 1] == '\\' || is_blank(text[end - 1])))
                --end;
        };
        if (text[end] == '"' && at < text.size() && text[at] == ':') {
            end = at;
        } else {
            back();
        }
        if (end > floor && text[end - 1] == ':') --end;
        back();
        if (end <= floor || text[end - 1] != '"') return {};
        --end;
        while (end > floor && text[end - 1] == '\\')
            --end;
    }
    std::size_t begin = end;
    while (begin > 0 && end - begin < key_bytes_max &&
           (is_alphanumeric(text[begin - 1]) || text[begin - 1] == '_' || text[begin - 1] == '-' ||
            text[begin - 1] == '.'))
        --begin;
    // "tax id=": what the id is of stands before it.
    if (end - begin == 2 && lower_case(text[begin]) == 'i' && lower_case(text[begin + 1]) == 'd' &&
        begin > 1 && text[begin - 1] == ' ' && is_letter(text[begin - 2])) {
        --begin;
        while (begin > 0 && end - begin < key_bytes_max && is_letter(text[begin - 1]))
            --begin;
    }
    return text.substr(begin, end - begin);
}

/// A value with a field of its own kind of number: what else would be digits by chance.
bool may_be_chance(Entity entity) noexcept {
    switch (entity) {
        case Entity::email_address:
        case Entity::sip_uri:
        case Entity::url:
        case Entity::secret:
        case Entity::card_track:
        case Entity::ip_address:
        case Entity::mac_address:
        case Entity::person:
        case Entity::street_address:
        case Entity::known_value:
        case Entity::field:
        case Entity::pin:
        case Entity::cvv:
        case Entity::otp:
        case Entity::card_expiry:
        case Entity::date_of_birth:
            return false;
        default:
            return true;
    }
}

constexpr bool is_number_character(char character) noexcept {
    return is_digit(character) || character == '-' || character == '+' || character == '.' ||
           character == 'e' || character == 'E';
}

/// Makes the span cover the whole number when it is one that stands without quotes.
void fit_number(std::string_view text, Lines& lines, Found& found) noexcept {
    std::size_t begin = found.begin, end = found.end;
    while (begin > 0 && found.begin - begin < 32 && is_number_character(text[begin - 1]))
        --begin;
    while (end < text.size() && end - found.end < 32 && is_number_character(text[end]))
        ++end;
    for (std::size_t at = begin; at < end; ++at)
        if (!is_number_character(text[at])) return;
    std::size_t next = end;
    while (next < text.size() && (is_blank(text[next]) || text[next] == '\r'))
        ++next;
    const char behind = next < text.size() ? text[next] : '\n';
    if (behind != ',' && behind != '}' && behind != ']' && behind != '\n') return;
    std::size_t before = begin;
    while (before > 0 && is_blank(text[before - 1]))
        --before;
    if (before == 0) return;
    const char sign = text[before - 1];
    std::size_t slashes = 0;
    if (sign == ':') {
        std::size_t quote = before - 1;
        while (quote > 0 && is_blank(text[quote - 1]))
            --quote;
        if (quote == 0 || text[quote - 1] != '"') return;
        while (slashes < 32 && quote - 1 > slashes && text[quote - 2 - slashes] == '\\')
            ++slashes;
    } else if (sign == '[' || sign == ',') {
        if (!lines.is_json()) return;
        if (lines.inside(found.begin)) {
            const char first = text[std::min(lines.opened(), text.size() - 1)];
            if (first != '[' && first != '{') return;
            slashes = 1;
        }
    } else {
        return;
    }
    found.begin = static_cast<std::uint32_t>(begin);
    found.end = static_cast<std::uint32_t>(end);
    found.quotes = static_cast<std::uint8_t>(slashes + 1);
}

/// Takes the quotes out of a span: what stands between two strings is not the span's to replace.
void split_at_quotes(std::string_view text, Found found, std::vector<Found>& out) {
    std::size_t from = found.begin;
    const auto keep = [&](std::size_t to) {
        const std::string_view piece = text.substr(from, to - from);
        const bool says_something = std::any_of(piece.begin(), piece.end(), [](char character) {
            return is_alphanumeric(character) || static_cast<unsigned char>(character) >= 0x80;
        });
        if (!says_something) return;
        Found part = found;
        part.begin = static_cast<std::uint32_t>(from);
        part.end = static_cast<std::uint32_t>(to);
        out.push_back(part);
    };
    for (std::size_t at = from; at < found.end; ++at) {
        if (text[at] != '"') continue;
        std::size_t slashes = 0;
        while (at > from + slashes && text[at - 1 - slashes] == '\\')
            ++slashes;
        keep(at - slashes);
        from = at + 1;
    }
    if (from < found.end) keep(found.end);
}

bool is_placeholder(std::string_view value) noexcept {
    if (value.size() < 3 || value.front() != '[' || value.back() != ']') return false;
    value = value.substr(1, value.size() - 2);
    const std::string_view text = value.substr(0, value.find(':'));
    for (std::size_t index = 0; index < entity_count; ++index)
        if (label(static_cast<Entity>(index)) == text) return true;
    return false;
}

/// Decides about one key and its value.
class Policy {
public:
    Policy(const Redactor::Engine& engine, std::string_view text, Scratch::State& state) noexcept
        : engine_{engine}, text_{text}, state_{state} {}

    /// The value of a key that the segment before began goes on in this one.
    void go_on() {
        ValueCarry& carry = state_.carry.value;
        if (!carry.open) return;
        if (carry.lines) {
            follow(carry, 0, state_.carry.line.goes_on);
            return;
        }
        const std::size_t end = end_of_open(carry);
        verdict({.begin = 0,
                 .end = static_cast<std::uint32_t>(end),
                 .entity = carry.entity,
                 .rule = carry.rule,
                 .allow = carry.allow,
                 .goes_on = true});
        if (end < text_.size()) carry = {};
    }

    /// Every key of the text, by the caller's rules.
    void walk() {
        for (std::size_t at = 0; at < text_.size(); ++at) {
            const char sign = text_[at];
            if (sign != ':' && sign != '=') continue;
            std::size_t key_end = at, begin = 0;
            if (sign == ':') {
                while (key_end > 0 && is_blank(text_[key_end - 1]))
                    --key_end;
                if (key_end == 0 || text_[key_end - 1] != '"') continue;
                --key_end;
                while (key_end > 0 && text_[key_end - 1] == '\\')
                    --key_end;
                const std::size_t quote = text_.rfind('"', key_end == 0 ? 0 : key_end - 1);
                begin = quote == std::string_view::npos ? 0 : quote + 1;
            } else {
                begin = key_end;
                while (begin > 0 && key_end - begin <= key_bytes_max &&
                       (is_alphanumeric(text_[begin - 1]) || text_[begin - 1] == '_' ||
                        text_[begin - 1] == '-' || text_[begin - 1] == '.'))
                    --begin;
            }
            if (key_end == begin || key_end - begin > key_bytes_max) continue;
            bool listed = false;
            const std::string_view key = text_.substr(begin, key_end - begin);
            const FieldAction action = engine_.field_policy.action_of(key, listed);
            if (action == FieldAction::scan) continue;
            const FieldValue value = value_behind(text_, key_end);
            if (value.kind == FieldValue::Kind::container && !listed &&
                text_[value.range.begin] == '{')
                continue;
            const std::size_t end =
                take(value, action == FieldAction::allow, Entity::field, engine_.field_rule);
            if (end != 0) at = std::max(at, end - 1);
        }
    }

    /// A name that is known for what it holds.
    void hit(const KeyHit& hit) {
        const std::size_t end =
            state_.folded.active ? original_offset(state_.folded, hit.end) : std::size_t{hit.end};
        const auto& active = engine_.field_names[hit.rule];
        const FieldValue value = value_behind(text_, end);
        using Kind = FieldValue::Kind;
        if (value.kind == Kind::none || value.kind == Kind::container) return;
        const std::string_view text =
            text_.substr(value.range.begin, value.range.end - value.range.begin);
        if (!active.rule->check(text)) return;
        take(value, false, active.rule->base.entity, active.id);
    }

private:
    /// Returns where the value ends, 0 when there is none.
    std::size_t take(const FieldValue& value, bool allow, Entity entity, RuleId rule) {
        using Kind = FieldValue::Kind;
        if (value.kind == Kind::none || value.range.empty()) return 0;
        if (const std::size_t end = judged_until(value.range.begin); end != 0) return end;
        if (is_placeholder(text_.substr(value.range.begin, value.range.end - value.range.begin)))
            allow = true;
        const bool bare = value.kind == Kind::number || value.kind == Kind::container;
        verdict({.begin = static_cast<std::uint32_t>(value.range.begin),
                 .end = static_cast<std::uint32_t>(value.range.end),
                 .entity = entity,
                 .rule = rule,
                 .quotes = static_cast<std::uint8_t>(bare ? value.slashes + 1 : 0),
                 .allow = allow});
        if (value.complete) return value.range.end;
        ValueCarry carry{.open = true,
                         .allow = allow,
                         .container = value.kind == Kind::container,
                         .slashes = static_cast<std::uint8_t>(value.slashes),
                         .entity = entity,
                         .rule = rule};
        if (carry.container && carry.slashes == 0) {
            std::size_t at = value.range.begin;
            carry.lines = carry.open_container.read(text_, at) == OpenContainer::Line::goes_on;
        }
        if (carry.lines && value.range.end < text_.size())
            return follow(carry, value.range.end + 1, false);
        if (value.range.end == text_.size()) state_.carry.value = carry;
        return value.range.end;
    }

    /// The end of the verdict that holds already at a place, 0 when none does. What stands within a
    /// judged value neither is judged again nor goes on in the next segment.
    std::size_t judged_until(std::size_t at) const noexcept {
        auto next = std::upper_bound(
            state_.verdicts.begin(), state_.verdicts.end(), at,
            [](std::size_t place, const FieldVerdict& each) { return place < each.begin; });
        if (next == state_.verdicts.begin()) return 0;
        --next;
        return at < next->end ? next->end : 0;
    }

    /// What a container has in the lines from `at` on, line by line; line feeds stay. A line that
    /// cannot be its own ends it. Returns where it ends.
    std::size_t follow(ValueCarry carry, std::size_t at, bool within_line) {
        while (at < text_.size()) {
            std::size_t end = at;
            const auto line = carry.open_container.read(text_, end);
            if (line == OpenContainer::Line::broken) {
                if (within_line) go_silent(carry, at, std::min(text_.find('\n', at), text_.size()));
                state_.carry.value = {};
                return at;
            }
            go_silent(carry, at, end);
            if (line == OpenContainer::Line::ended) {
                state_.carry.value = {};
                return end;
            }
            at = end + 1;
            within_line = false;
        }
        state_.carry.value = carry;
        return text_.size();
    }

    void go_silent(const ValueCarry& carry, std::size_t begin, std::size_t end) {
        if (begin == end) return;
        verdict({.begin = static_cast<std::uint32_t>(begin),
                 .end = static_cast<std::uint32_t>(end),
                 .entity = carry.entity,
                 .rule = carry.rule,
                 .allow = carry.allow,
                 .goes_on = true,
                 .blank = true});
    }

    /// What is left of its line goes with a container that cannot be followed.
    std::size_t end_of_open(const ValueCarry& carry) const noexcept {
        if (carry.container) return std::min(text_.find('\n'), text_.size());
        std::size_t run = 0;
        for (std::size_t at = 0; at < text_.size() && text_[at] != '\n'; ++at) {
            if (text_[at] == '"' &&
                (run < carry.slashes || run % (2U * (carry.slashes + 1U)) == carry.slashes))
                return at - std::min<std::size_t>(run, carry.slashes);
            run = text_[at] == '\\' ? run + 1 : 0;
        }
        return std::min(text_.find('\n'), text_.size());
    }

    void verdict(const FieldVerdict& verdict) {
        for (auto each = state_.verdicts.rbegin(); each != state_.verdicts.rend(); ++each) {
            if (each->end <= verdict.begin) break;
            if (each->begin < verdict.end) return;
        }
        const auto place = std::upper_bound(
            state_.verdicts.begin(), state_.verdicts.end(), verdict.begin,
            [](std::uint32_t begin, const FieldVerdict& other) { return begin < other.begin; });
        state_.verdicts.insert(place, verdict);
    }

    const Redactor::Engine& engine_;
    std::string_view text_;
    Scratch::State& state_;
};

/// Spans that touch a judged value give way to the verdict.
void apply_verdicts(std::string_view text, Scratch::State& state) {
    if (state.verdicts.empty()) return;
    state.fitted.clear();
    auto next = state.verdicts.begin();
    for (Found found : state.found) {
        while (next != state.verdicts.end() && next->end <= found.begin)
            ++next;
        for (auto over = next; over != state.verdicts.end() && over->begin < found.end; ++over) {
            if (found.begin < over->begin) {
                Found before = found;
                before.end = over->begin;
                const bool between_lines =
                    before.end - before.begin == 1 && text[before.begin] == '\n';
                if (!between_lines) state.fitted.push_back(before);
            }
            found.begin = std::max(found.begin, std::min(over->end, found.end));
        }
        if (found.begin < found.end) state.fitted.push_back(found);
    }
    for (const FieldVerdict& verdict : state.verdicts)
        if (!verdict.allow && verdict.begin < verdict.end)
            state.fitted.push_back({.begin = verdict.begin,
                                    .end = verdict.end,
                                    .entity = verdict.entity,
                                    .score = 100,
                                    .rule = verdict.rule,
                                    .quotes = verdict.quotes,
                                    .silent = verdict.goes_on,
                                    .blank = verdict.blank});
    std::sort(state.fitted.begin(), state.fitted.end(),
              [](const Found& a, const Found& b) { return a.begin < b.begin; });
    std::swap(state.found, state.fitted);
}

/// Digits in one group, or few, that pass a check as one id in ten does.
bool is_reference(std::string_view text, const Found& found) noexcept {
    const bool checked = found.entity == Entity::credit_card || found.entity == Entity::imei ||
                         found.entity == Entity::iccid || found.entity == Entity::us_npi;
    const std::string_view digits = text.substr(found.begin, found.end - found.begin);
    const auto count =
        static_cast<std::size_t>(std::count_if(digits.begin(), digits.end(), is_digit));
    return checked && (count == digits.size() || count <= 13);
}

bool stands_in_safe_field(std::string_view text, const Found& found) noexcept {
    if (!may_be_chance(found.entity)) return false;
    const std::string_view key = key_before(text, found.begin);
    return is_safe_key(key) || (is_reference(text, found) && is_reference_key(key));
}

} // namespace

void fit_fields(const Redactor::Engine& engine, std::string_view segment, Scratch::State& state) {
    // Only a segment of this size may be cut within a line.
    const bool cut = segment.size() >= segment_bytes_max / 2 && segment.back() != '\n';
    const bool nothing = state.found.empty() && state.key_hits.empty() &&
                         !engine.field_policy.active() && !state.carry.value.open;
    Lines lines{segment, engine.format, state.carry.line};
    if (!nothing) {
        Policy policy{engine, segment, state};
        policy.go_on();
        if (engine.field_policy.active()) policy.walk();
        for (const KeyHit& hit : state.key_hits)
            policy.hit(hit);
        std::erase_if(state.found,
                      [&](const Found& found) { return stands_in_safe_field(segment, found); });
        state.fitted.clear();
        for (Found& found : state.found) {
            lines.go_to(found.begin);
            fit_number(segment, lines, found);
            const auto length = static_cast<std::size_t>(found.end - found.begin);
            if (lines.is_json() &&
                std::memchr(segment.data() + found.begin, '"', length) != nullptr)
                split_at_quotes(segment, found, state.fitted);
            else
                state.fitted.push_back(found);
        }
        std::swap(state.found, state.fitted);
        apply_verdicts(segment, state);
    }
    state.carry.line = {};
    if (!cut) return;
    lines.go_to(segment.size());
    state.carry.line = {
        .goes_on = true, .json = lines.is_json(), .inside = lines.inside(segment.size())};
}

} // namespace hark::redaction
