// The field `variables`: plain values, the long form, and the summary that older integrations put
// among them.
#include <algorithm>
#include <string>
#include <utility>

#include "lib/json/fields.hpp"
#include "lib/json/names.hpp"
#include "lib/json/value.hpp"

namespace hark::json {

namespace {

constexpr std::int64_t ttl_seconds_max = limits::retention_days_max * 24 * 60 * 60;
constexpr std::size_t value_depth_max = limits::json_depth_max - 2; // below body and variables

/// The parts of {"value", "source", "ttl_seconds", "tier", "verifier"}, minified; empty: not there.
struct LongForm {
    std::string_view value, source, ttl_seconds, tier, verifier;
};

/// Nothing when the object has no "value" or any other name: then it is a value of its own.
std::optional<LongForm> long_form(std::string_view object) {
    LongForm form;
    Members members{object};
    for (Members::Member member; members.next(member);) {
        if (member.name == "\"value\"")
            form.value = member.value;
        else if (member.name == "\"source\"")
            form.source = member.value;
        else if (member.name == "\"ttl_seconds\"")
            form.ttl_seconds = member.value;
        else if (member.name == "\"tier\"")
            form.tier = member.value;
        else if (member.name == "\"verifier\"")
            form.verifier = member.value;
        else
            return std::nullopt;
    }
    if (form.value.empty()) return std::nullopt;
    return form;
}

bool given(std::string_view json) { return !json.empty() && json != "null"; }
bool is_string(std::string_view json) { return !json.empty() && json.front() == '"'; }

/// Seconds from 1 to 90 days, written as a whole number; 0 for anything else.
std::int64_t ttl_from(std::string_view json) {
    std::int64_t value = 0;
    for (const char c : json) {
        if (c < '0' || c > '9') return 0;
        value = value * 10 + (c - '0');
        if (value > ttl_seconds_max) return 0;
    }
    return value;
}

void read_long_form(Reader& in, const LongForm& form, VariableChange& change) {
    if (form.value.size() > limits::variable_value_bytes_max) {
        return in.refuse("is too long", "value");
    }
    change.value = JsonValue::trusted(std::string{form.value});
    if (given(form.source)) {
        if (!is_string(form.source)) return in.refuse("must be a string", "source");
        const std::string source = unescaped(form.source);
        auto made = SourceName::from(source);
        if (!made && !source.empty()) return in.refuse(made.error().what, "source");
        if (made) change.source = std::move(*made);
    }
    if (given(form.ttl_seconds)) {
        const std::int64_t seconds = ttl_from(form.ttl_seconds);
        if (seconds == 0) {
            return in.refuse("must be a whole number from 1 to 7776000 (90 days)", "ttl_seconds");
        }
        change.ttl = std::chrono::seconds{seconds};
    }
    if (given(form.tier)) {
        change.tier = is_string(form.tier) ? tier_from(unescaped(form.tier)) : std::nullopt;
        if (!change.tier) return in.refuse("must be open, recognised or verified", "tier");
    }
    if (given(form.verifier)) {
        if (form.verifier != "true" && form.verifier != "false") {
            return in.refuse("must be true or false", "verifier");
        }
        change.verifier = form.verifier == "true";
    }
}

/// The value at hand, minified; empty after a fault. `bytes_max` is the body's own limit, so that a
/// long form may hold a value as long as a plain one.
std::string read_json(Reader& in) {
    std::string json;
    switch (append_minified(in.raw(), value_depth_max, limits::body_bytes_max, json)) {
        case ValueFault::none:
            return json;
        case ValueFault::too_long:
            in.refuse("is too long");
            break;
        case ValueFault::too_deep:
            in.refuse("nests too deeply");
            break;
        case ValueFault::duplicate_name:
            in.refuse("has an object with the same name twice");
            break;
        case ValueFault::malformed:
            in.refuse("is not valid JSON");
            break;
    }
    return {};
}

void read_change(Reader& in, std::string_view name, std::vector<VariableChange>& changes) {
    std::string json = read_json(in);
    if (json.empty()) return;
    auto made = VariableName::from(name);
    if (!made) return in.refuse("has a name that is empty, too long or not clean UTF-8");
    VariableChange change;
    change.name = std::move(*made);
    const auto form = json.front() == '{' ? long_form(json) : std::nullopt;
    if (form) {
        read_long_form(in, *form, change);
    } else if (json.size() > limits::variable_value_bytes_max) {
        in.refuse("is too long");
    } else {
        change.value = JsonValue::trusted(std::move(json));
    }
    changes.push_back(std::move(change));
}

/// `summary` among the variables, plain or in the long form, of which only the value counts.
void read_summary_variable(Reader& in, Summary& summary) {
    const std::string json = read_json(in);
    if (json.empty()) return;
    const auto form = json.front() == '{' ? long_form(json) : std::nullopt;
    const std::string_view value = form ? form->value : std::string_view{json};
    if (value == "null") return;
    if (!is_string(value)) return in.refuse("must be a string");
    take_summary(in, unescaped(value), summary);
}

} // namespace

void take_summary(Reader& in, std::string_view text, Summary& summary) {
    if (text.empty()) return;
    auto made = Summary::from(text);
    if (!made) return in.refuse(made.error().what);
    if (!summary.empty() && summary != *made) {
        return in.refuse("is given twice and differs: as a field and among the variables");
    }
    summary = std::move(*made);
}

void read_verified_value(Reader& in, Draft& draft) {
    std::string json = read_json(in);
    if (json.empty()) return;
    if (json.size() > limits::variable_value_bytes_max) return in.refuse("is too long");
    draft.value = JsonValue::trusted(std::move(json));
}

void read_variables(Reader& in, Draft& draft) {
    auto& changes = draft.learned.variables;
    bool summary_seen = false;
    if (!in.enter()) return;
    for (std::string_view name; in.next(name);) {
        if (name == "summary") {
            if (summary_seen) return in.refuse("is given twice");
            summary_seen = true;
            read_summary_variable(in, draft.learned.summary);
            continue;
        }
        if (changes.size() == limits::variables_per_customer_max) {
            return in.refuse_object("has more than 100 entries");
        }
        read_change(in, name, changes);
    }
    if (in.failed()) return;
    std::sort(changes.begin(), changes.end(),
              [](const VariableChange& a, const VariableChange& b) { return a.name < b.name; });
    const auto twice = std::adjacent_find(
        changes.begin(), changes.end(),
        [](const VariableChange& a, const VariableChange& b) { return a.name == b.name; });
    if (twice != changes.end()) in.refuse("is given twice", twice->name.view());
}

} // namespace hark::json
