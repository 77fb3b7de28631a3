// The request is minified first, which checks all of it; then its few fields are read.
#include "hark/redaction_json.hpp"

#include <algorithm>
#include <span>
#include <utility>

#include "hark/limits.hpp"
#include "lib/json/value.hpp"
#include "lib/json/writer.hpp"

namespace hark::json {

namespace {

using redaction::Options;
using redaction::Profile;
using redaction::Speaker;

constexpr std::size_t speaker_bytes_max = 64;

bool is_text(std::string_view json) { return json.front() == '"'; }

Fault fault_at(std::string_view name, Literal message) {
    Fault fault;
    fault.path.emplace_back(name);
    fault.message = message;
    return fault;
}

/// Calls `take` for each name; false as soon as it does not take one.
template <typename Take>
bool each_name(std::string_view names, Take&& take) {
    while (!names.empty()) {
        const std::size_t comma = std::min(names.find(','), names.size());
        std::string_view name = names.substr(0, comma);
        names.remove_prefix(std::min(comma + 1, names.size()));
        while (name.starts_with(' '))
            name.remove_prefix(1);
        while (name.ends_with(' '))
            name.remove_suffix(1);
        if (!take(name)) return false;
    }
    return true;
}

/// An array of texts or one text, as text with commas; nothing for anything else.
std::optional<std::string> names_of(std::string_view json) {
    if (is_text(json)) return unescaped(json);
    if (json.front() != '[') return std::nullopt;
    std::string names;
    Elements elements{json};
    for (std::string_view element; elements.next(element);) {
        if (!is_text(element)) return std::nullopt;
        if (!names.empty()) names += ',';
        names += unescaped(element);
    }
    return names;
}

Speaker speaker_from(std::string_view text) {
    std::string lower{text};
    std::transform(lower.begin(), lower.end(), lower.begin(), [](char c) {
        return c >= 'A' && c <= 'Z' ? static_cast<char>(c + ('a' - 'A')) : c;
    });
    if (lower == "caller" || lower == "customer" || lower == "user") return Speaker::caller;
    if (lower == "agent" || lower == "assistant" || lower == "bot") return Speaker::agent;
    return Speaker::unknown;
}

/// Nothing when the turn is well formed and was added.
std::optional<Fault> read_turn(std::string_view json, RedactRequest& request) {
    if (json.front() != '{') return fault_at("turns", "must be objects");
    RedactTurn turn;
    bool has_text = false;
    Members members{json};
    for (Members::Member member; members.next(member);) {
        if (member.name == "\"text\"" && is_text(member.value)) {
            turn.text = unescaped(member.value);
            has_text = true;
        } else if (member.name == "\"speaker\"" && is_text(member.value) &&
                   member.value.size() <= speaker_bytes_max + 2) {
            turn.speaker_text = unescaped(member.value);
            turn.speaker = speaker_from(turn.speaker_text);
        } else {
            return fault_at("turns", "a turn has a text, and perhaps a short speaker");
        }
    }
    if (!has_text) return fault_at("turns", "a turn needs a text");
    request.turns.push_back(std::move(turn));
    return std::nullopt;
}

std::optional<Fault> read_turns(std::string_view json, RedactRequest& request) {
    if (json.front() != '[') return fault_at("turns", "must be an array");
    request.is_dialogue = true;
    Elements elements{json};
    for (std::string_view element; elements.next(element);) {
        if (request.turns.size() == limits::redact_turns_max)
            return fault_at("turns", "has too many turns");
        if (auto fault = read_turn(element, request)) return fault;
    }
    return std::nullopt;
}

std::optional<Fault> read_choice(const Members::Member& member, RedactRequest& request) {
    const auto names = names_of(member.value);
    request.has_options = true;
    if (member.name == "\"entities\"") {
        if (names && set_entities(*names, request.options)) return std::nullopt;
        return fault_at("entities", "must be names of entities");
    }
    if (member.name == "\"region\"") {
        if (names && set_region(*names, request.options)) return std::nullopt;
        return fault_at("region", "must be two letters of a country whose numbers are known");
    }
    if (member.name == "\"profile\"") {
        if (names && set_profile(*names, request.options)) return std::nullopt;
        return fault_at("profile", "must be default, pci, strict or off-for-tests");
    }
    return fault_at(unescaped(member.name), "is not a field of this request");
}

std::optional<Fault> read_field(const Members::Member& member, RedactForm form, bool& has_text,
                                RedactRequest& request) {
    if (member.name == "\"text\"") {
        if (!is_text(member.value)) return fault_at("text", "must be a text");
        has_text = true;
        request.turns.push_back({Speaker::unknown, {}, unescaped(member.value)});
        return std::nullopt;
    }
    if (member.name == "\"turns\"") {
        if (has_text) return fault_at("turns", "does not stand beside text");
        return read_turns(member.value, request);
    }
    if (member.name == "\"id\"" && form == RedactForm::line) {
        request.id = member.value;
        return std::nullopt;
    }
    // What else a line of a corpus says is not for us.
    if (form == RedactForm::line) return std::nullopt;
    return read_choice(member, request);
}

Literal meaning(ValueFault fault) {
    switch (fault) {
        case ValueFault::too_long:
            return "is too long";
        case ValueFault::too_deep:
            return "nests too deep";
        case ValueFault::duplicate_name:
            return "has a name twice in one object";
        case ValueFault::none:
        case ValueFault::malformed:
            break;
    }
    return "is not valid JSON";
}

using redaction::TurnSpan;

/// The spans of all turns. A dialogue is read as a whole: a number goes on in the next turn, is
/// read back, or answers a question.
std::vector<TurnSpan> find_all(const RedactRequest& request, const redaction::Redactor& redactor,
                               redaction::Scratch& scratch) {
    std::vector<TurnSpan> spans;
    if (request.is_dialogue) {
        std::vector<redaction::Turn> turns;
        turns.reserve(request.turns.size());
        for (const RedactTurn& turn : request.turns)
            turns.push_back({turn.speaker, turn.text});
        redaction::Dialogue{redactor}.find(turns, scratch, spans);
        return spans;
    }
    std::vector<redaction::Span> found;
    redactor.find(request.turns.front().text, scratch, found);
    spans.reserve(found.size());
    for (const redaction::Span& span : found)
        spans.push_back({0, span});
    return spans;
}

/// The text with the label of each span in its place. What goes on where another ended is one
/// value.
std::string replaced(std::string_view text, std::span<const TurnSpan> spans) {
    std::string out;
    std::size_t from = 0;
    const redaction::Span* last = nullptr;
    for (const auto& [turn, span] : spans) {
        out.append(text.substr(from, span.begin - from));
        if (last == nullptr || last->end != span.begin || last->entity != span.entity)
            out.append("[").append(redaction::label(span.entity)).append("]");
        from = span.end;
        last = &span;
    }
    return out.append(text.substr(from));
}

void encode_turns(const RedactRequest& request, std::span<const TurnSpan> spans, Writer& writer) {
    writer.key("turns").open_array();
    for (std::size_t turn = 0; turn < request.turns.size(); ++turn) {
        std::size_t count = 0;
        while (count < spans.size() && spans[count].turn == turn)
            ++count;
        writer.open_object();
        if (!request.turns[turn].speaker_text.empty())
            writer.key("speaker").text(request.turns[turn].speaker_text);
        writer.key("text").text(replaced(request.turns[turn].text, spans.first(count)));
        writer.close_object();
        spans = spans.subspan(count);
    }
    writer.close_array();
}

void encode_spans(const RedactRequest& request, std::span<const TurnSpan> spans, Writer& writer) {
    writer.key("spans").open_array();
    for (const auto& [turn, span] : spans) {
        writer.open_object();
        if (request.is_dialogue) writer.key("turn").integer(static_cast<std::int64_t>(turn));
        writer.key("start").integer(static_cast<std::int64_t>(span.begin));
        writer.key("end").integer(static_cast<std::int64_t>(span.end));
        writer.key("entity").text(name(span.entity)).close_object();
    }
    writer.close_array();
}

} // namespace

bool set_entities(std::string_view names, Options& options) {
    redaction::EntitySet entities;
    const bool known = each_name(names, [&](std::string_view name) {
        const auto entity = redaction::entity_from(name);
        if (entity) entities.set(static_cast<std::size_t>(*entity));
        return entity.has_value();
    });
    if (!known || entities.none()) return false;
    options.entities = entities;
    return true;
}

bool set_region(std::string_view countries, Options& options) {
    redaction::CountrySet chosen;
    const bool known = each_name(countries, [&](std::string_view name) {
        const auto country = redaction::country_from(name);
        if (country) chosen.set(static_cast<std::size_t>(*country));
        return country.has_value();
    });
    if (!known || chosen.none()) return false;
    options.countries = chosen;
    return true;
}

bool set_profile(std::string_view name, Options& options) {
    constexpr std::pair<std::string_view, Profile> profiles[] = {
        {"default", Profile::standard},
        {"pci", Profile::pci},
        {"strict", Profile::strict},
        {"off-for-tests", Profile::off_for_tests}};
    for (const auto& [text, profile] : profiles) {
        if (name != text) continue;
        options.profile = profile;
        return true;
    }
    return false;
}

Decoded<RedactRequest> decode_redact(std::string_view json, std::size_t bytes_max,
                                     RedactForm form) {
    std::string minified;
    const ValueFault fault = append_minified(json, limits::json_depth_max, bytes_max, minified);
    if (fault != ValueFault::none) return Fault{{}, meaning(fault)};
    if (minified.front() != '{') return Fault{{}, "must be an object"};
    RedactRequest request;
    bool has_text = false;
    Members members{minified};
    for (Members::Member member; members.next(member);)
        if (auto wrong = read_field(member, form, has_text, request)) return *std::move(wrong);
    if (has_text && request.is_dialogue) return fault_at("text", "does not stand beside turns");
    if (!has_text && !request.is_dialogue) return fault_at("text", "is needed, or turns");
    return request;
}

void encode_redacted(const RedactRequest& request, const redaction::Redactor& redactor,
                     redaction::Scratch& scratch, std::string& out,
                     redaction::SharedCounters* counters) {
    const auto spans = find_all(request, redactor, scratch);
    if (counters != nullptr)
        for (const TurnSpan& each : spans)
            counters->add(each.span);
    Writer writer{out};
    writer.open_object();
    if (!request.id.empty()) writer.key("id").raw(request.id);
    if (request.is_dialogue) {
        encode_turns(request, spans, writer);
    } else {
        // Not from the spans: a number of JSON gets quotes around its placeholder.
        std::string text;
        redactor.redact(request.turns.front().text, scratch, text);
        writer.key("text").text(text);
    }
    encode_spans(request, spans, writer);
    writer.close_object();
}

} // namespace hark::json
