#include "tests/unit/json/describe.hpp"

#include <array>

namespace hark::test {

namespace {

constexpr std::array channels{"voice", "chat", "email", "sms", "other"};
constexpr std::array line_types{"unknown", "mobile", "landline", "voip", "toll_free", "generic"};
constexpr std::array attestations{"none", "A", "B", "C", "failed"};
constexpr std::array statuses{"open", "pending", "resolved", "abandoned"};
constexpr std::array verify_methods{"pin", "otp", "agent", "voice"};
constexpr std::array tiers{"open", "recognised", "verified"};

/// Enough escaping for what the vectors hold.
std::string json_string(std::string_view text) {
    std::string json = "\"";
    for (const char c : text) {
        if (c == '\n') {
            json += "\\n";
            continue;
        }
        if (c == '"' || c == '\\') json += '\\';
        json += c;
    }
    return json + '"';
}

/// Collects members and puts the commas.
class Object {
public:
    void add(std::string_view name, const std::string& json) {
        text_ += text_.empty() ? "" : ",";
        text_ += json_string(name) + ":" + json;
    }
    std::string text() const { return "{" + text_ + "}"; }

private:
    std::string text_;
};

template <typename Names, typename Enum>
std::string word(const Names& names, Enum value) {
    return json_string(names.at(static_cast<std::size_t>(value)));
}

std::string describe_ids(const std::vector<ExternalId>& ids) {
    Object object;
    for (const auto& id : ids)
        object.add(id.type.view(), json_string(id.value.view()));
    return object.text();
}

std::string describe_hints(const IdentityHints& hints) {
    Object object;
    if (hints.ani) object.add("ani", json_string(*hints.ani));
    if (hints.dnis) object.add("dnis", json_string(*hints.dnis));
    if (!hints.external_ids.empty()) object.add("external_ids", describe_ids(hints.external_ids));
    if (hints.customer_ref) object.add("customer_ref", json_string(hints.customer_ref->text()));
    return object.text();
}

std::string describe_telco(const Telco& telco) {
    Object object;
    object.add("line_type", word(line_types, telco.line_type));
    object.add("attestation", word(attestations, telco.attestation));
    if (telco.reassigned_since) {
        object.add("reassigned_since", json_string(json::time_text(*telco.reassigned_since)));
    }
    if (telco.ii_digits) object.add("ii_digits", std::to_string(*telco.ii_digits));
    return object.text();
}

std::string describe_variables(const std::vector<VariableChange>& variables) {
    Object object;
    for (const auto& variable : variables) {
        Object one;
        one.add("value", std::string{variable.value.text()});
        if (!variable.source.empty()) one.add("source", json_string(variable.source.view()));
        if (variable.ttl) one.add("ttl_seconds", std::to_string(variable.ttl->count()));
        if (variable.tier) one.add("tier", word(tiers, *variable.tier));
        if (variable.verifier) one.add("verifier", "true");
        object.add(variable.name.view(), one.text());
    }
    return object.text();
}

void add_learned(Object& object, const Learned& learned) {
    if (!learned.intent.empty()) object.add("intent", json_string(learned.intent.view()));
    if (learned.intent_status) object.add("intent_status", word(statuses, *learned.intent_status));
    if (learned.due_at) object.add("due_at", json_string(json::time_text(*learned.due_at)));
    if (!learned.summary.empty()) object.add("summary", json_string(learned.summary.view()));
    if (!learned.variables.empty()) object.add("variables", describe_variables(learned.variables));
    if (!learned.external_ids.empty()) {
        object.add("external_ids", describe_ids(learned.external_ids));
    }
}

} // namespace

std::string describe(const CallStart& start) {
    Object object;
    object.add("call_id", json_string(start.call_id.view()));
    object.add("channel", word(channels, start.channel));
    object.add("hints", describe_hints(start.hints));
    if (start.deadline) object.add("deadline_ms", std::to_string(start.deadline->count()));
    if (start.explain) object.add("explain", "true");
    if (!(start.telco == Telco{})) object.add("telco", describe_telco(start.telco));
    return object.text();
}

std::string describe(const CallEnd& end) {
    Object object;
    object.add("call_id", json_string(end.call_id.view()));
    if (end.customer_ref) object.add("customer_ref", json_string(end.customer_ref->text()));
    if (end.hints) object.add("hints", describe_hints(*end.hints));
    if (end.channel) object.add("channel", word(channels, *end.channel));
    add_learned(object, end.learned);
    if (end.confirmed == Confirmed::yes) object.add("confirmed", "\"yes\"");
    if (end.confirmed == Confirmed::new_customer) object.add("confirmed", "\"new\"");
    return object.text();
}

std::string describe(const CallUpdate& update) {
    Object object;
    object.add("call_id", json_string(update.call_id.view()));
    add_learned(object, update.learned);
    return object.text();
}

std::string describe(const Verification& verification) {
    Object object;
    object.add("call_id", json_string(verification.call_id.view()));
    if (!verification.variable.empty()) {
        object.add("variable", json_string(verification.variable.view()));
        object.add("value", std::string{verification.value.text()});
    }
    if (verification.method) object.add("method", word(verify_methods, *verification.method));
    if (verification.customer_ref) {
        object.add("customer_ref", json_string(verification.customer_ref->text()));
    }
    return object.text();
}

std::string describe(const json::ReplayLine& line) {
    Object object;
    object.add("at", std::to_string(line.at.time_since_epoch().count()));
    if (line.truth) object.add("truth", json_string(*line.truth));
    const auto* const start = std::get_if<CallStart>(&line.request);
    if (start != nullptr)
        object.add("start", describe(*start));
    else
        object.add("end", describe(std::get<CallEnd>(line.request)));
    return object.text();
}

std::string describe(const json::Fault& fault) {
    std::string path;
    for (const auto& name : fault.path)
        path += (path.empty() ? "" : ",") + json_string(name);
    Object inner;
    inner.add("path", "[" + path + "]");
    inner.add("message", json_string(fault.message.view()));
    Object object;
    object.add("fault", inner.text());
    return object.text();
}

} // namespace hark::test
