// Answers as the REST contract has them.
#include <chrono>

#include "hark/json.hpp"
#include "lib/json/names.hpp"
#include "lib/json/writer.hpp"

namespace hark::json {

namespace {

std::int64_t seconds_between(Time begin, Time end) {
    return std::chrono::floor<std::chrono::seconds>(end - begin).count();
}

void reference(Writer& out, Literal key, const CustomerRef& ref) { out.key(key).text(ref.text()); }

void write_texts(Writer& out, Literal key, const std::vector<std::string>& texts) {
    out.key(key).open_array();
    for (const std::string& text : texts)
        out.text(text);
    out.close_array();
}

void write_references(Writer& out, Literal key, const std::vector<CustomerRef>& refs) {
    out.key(key).open_array();
    for (const CustomerRef& ref : refs)
        out.text(ref.text());
    out.close_array();
}

void write_evidence(Writer& out, const std::vector<Evidence>& evidence) {
    out.key("evidence").open_array();
    for (const Evidence& one : evidence) {
        out.open_object().key("signal").text(one.signal).key("bits").real(one.bits).close_object();
    }
    out.close_array();
}

void write_candidates(Writer& out, const std::vector<CandidateView>& candidates) {
    out.key("candidates").open_array();
    for (const CandidateView& one : candidates) {
        out.open_object();
        reference(out, "customer_ref", one.customer_ref);
        out.key("probability").chance(one.probability).close_object();
    }
    out.close_array();
}

void write_identity(Writer& out, const Identity& identity) {
    out.key("identity").open_object();
    out.key("confidence").chance(identity.confidence);
    out.key("probability").chance(identity.probability);
    out.key("level").text(name(identity.level));
    out.key("recommendation").text(name(identity.recommendation));
    write_texts(out, "sources", identity.sources);
    out.key("ambiguous").boolean(identity.ambiguous);
    out.key("known_probability").chance(identity.known_probability);
    write_texts(out, "caps", identity.caps);
    out.key("policy").text(identity.policy);
    if (!identity.match_key.empty()) out.key("match_key").text(identity.match_key);
    if (!identity.evidence.empty()) write_evidence(out, identity.evidence);
    if (!identity.candidates.empty()) write_candidates(out, identity.candidates);
    out.close_object();
}

void write_intents(Writer& out, Literal key, const std::vector<Intent>& intents) {
    out.key(key).open_array();
    for (const Intent& intent : intents) {
        out.open_object();
        out.key("intent").text(intent.intent.view());
        out.key("status").text(name(intent.status));
        out.key("attempt_count").integer(intent.attempt_count);
        out.key("opened_at").time(intent.opened_at);
        out.key("updated_at").time(intent.updated_at);
        out.key("due_at");
        intent.due_at ? out.time(*intent.due_at) : out.null();
        out.close_object();
    }
    out.close_array();
}

void write_variables(Writer& out, const std::vector<Variable>& variables) {
    out.key("variables").open_object();
    for (const Variable& variable : variables) {
        out.any_key(variable.name.view()).open_object();
        out.key("value").raw(variable.value.text());
        out.key("source").text_or_null(variable.source.view());
        out.key("ttl_seconds").integer(variable.ttl.count());
        out.key("tier").text(name(variable.tier));
        out.close_object();
    }
    out.close_object();
}

void write_intent_and_summary(Writer& out, const IntentName& intent,
                              const std::optional<IntentStatus>& status, const Summary& summary) {
    out.key("intent").text_or_null(intent.view());
    out.key("intent_status");
    status ? out.text(name(*status)) : out.null();
    out.key("summary").text_or_null(summary.view());
}

void write_history(Writer& out, const std::vector<PastCall>& history) {
    out.key("history").open_array();
    for (const PastCall& call : history) {
        out.open_object();
        out.key("call_id").text(call.call_id.view());
        out.key("channel").text(name(call.channel));
        out.key("call_start").time(call.call_start);
        out.key("call_end").time(call.call_end);
        out.key("duration_seconds").integer(seconds_between(call.call_start, call.call_end));
        write_intent_and_summary(out, call.intent, call.intent_status, call.summary);
        out.close_object();
    }
    out.close_array();
}

void write_withheld(Writer& out, const Withheld& withheld) {
    out.key("withheld").open_object().key("variables").open_array();
    for (const VariableName& name : withheld.variables)
        out.text(name.view());
    out.close_array();
    out.key("history").integer(withheld.history);
    out.key("open_intents").integer(withheld.open_intents);
    out.close_object();
}

void write_call(Writer& out, const CallView& call) {
    out.open_object();
    out.key("call_id").text(call.call_id.view());
    reference(out, "customer_ref", call.customer_ref);
    out.key("channel").text(name(call.channel));
    out.key("call_start").time(call.call_start);
    out.key("call_end");
    call.call_end ? out.time(*call.call_end) : out.null();
    out.key("duration_seconds");
    call.call_end ? out.integer(seconds_between(call.call_start, *call.call_end)) : out.null();
    out.key("confidence").chance(call.confidence);
    out.key("level").text(name(call.level));
    write_intent_and_summary(out, call.intent, call.intent_status, call.summary);
    out.close_object();
}

/// Room for the usual answer at once; a long history grows it.
std::size_t size_expected(const StartAnswer& answer) {
    return 640 + 160 * answer.variables.size() + 160 * answer.open_intents.size() +
           400 * answer.history.size();
}

void write_answered_ref(Writer& out, const StartAnswer& answer) {
    out.key("customer_ref");
    answer.customer_ref ? out.text(answer.customer_ref->text()) : out.null();
}

void write_start_answer(Writer& out, const StartAnswer& answer) {
    out.key("call_id").text(answer.call_id.view());
    write_answered_ref(out, answer);
    out.key("call_start").time(answer.call_start);
    out.key("returning").boolean(answer.returning);
    out.key("degraded").boolean(answer.degraded);
    write_identity(out, answer.identity);
    write_intents(out, "open_intents", answer.open_intents);
    write_variables(out, answer.variables);
    write_history(out, answer.history);
    write_withheld(out, answer.withheld);
}

void write_verifications(Writer& out, const std::vector<VerificationView>& verifications) {
    out.key("verifications").open_array();
    for (const VerificationView& one : verifications) {
        out.open_object();
        out.key("at").time(one.at);
        out.key("call_id").text(one.call_id.view());
        out.key("method");
        one.method ? out.text(name(*one.method)) : out.null();
        out.key("variable").text_or_null(one.variable.view());
        out.key("verified").boolean(one.verified);
        out.close_object();
    }
    out.close_array();
}

} // namespace

void encode(const StartAnswer& answer, std::string& text) {
    text.reserve(text.size() + size_expected(answer));
    Writer out{text};
    out.open_object();
    write_start_answer(out, answer);
    out.close_object();
}

void encode(const VerifyAnswer& answer, std::string& text) {
    text.reserve(text.size() + size_expected(answer.answer));
    Writer out{text};
    out.open_object();
    out.key("verified").boolean(answer.verified);
    out.key("retry_after_seconds");
    answer.retry_after ? out.integer(answer.retry_after->count()) : out.null();
    write_start_answer(out, answer.answer);
    out.close_object();
}

void encode(const UpdateAnswer& answer, std::string& text) {
    Writer out{text};
    out.open_object();
    out.key("call_id").text(answer.call_id.view());
    reference(out, "customer_ref", answer.customer_ref);
    out.key("intents_updated").integer(answer.intents_updated);
    out.key("variables_updated").integer(answer.variables_updated);
    out.close_object();
}

void encode(const EndAnswer& answer, std::string& text) {
    text.reserve(text.size() + 320);
    Writer out{text};
    out.open_object();
    out.key("call_id").text(answer.call_id.view());
    reference(out, "customer_ref", answer.customer_ref);
    out.key("call_start").time(answer.call_start);
    out.key("call_end").time(answer.call_end);
    out.key("duration_seconds").integer(seconds_between(answer.call_start, answer.call_end));
    out.key("intents_updated").integer(answer.intents_updated);
    out.key("variables_updated").integer(answer.variables_updated);
    out.close_object();
}

void encode(const CallView& call, std::string& text) {
    Writer out{text};
    write_call(out, call);
}

void encode(const CustomerView& customer, std::string& text) {
    Writer out{text};
    out.open_object();
    reference(out, "customer_ref", customer.customer_ref);
    write_references(out, "merged_refs", customer.merged_refs);
    out.key("created_at").time(customer.created_at);
    out.key("last_contact_at").time(customer.last_contact_at);
    out.key("identifiers").open_array();
    for (const IdentifierView& identifier : customer.identifiers) {
        out.open_object();
        out.key("type").text(identifier.type);
        out.key("value").text(identifier.value);
        out.key("calls").real(identifier.calls);
        out.key("first_seen").time(identifier.first_seen);
        out.key("last_seen").time(identifier.last_seen);
        out.close_object();
    }
    out.close_array();
    write_intents(out, "intents", customer.intents);
    write_variables(out, customer.variables);
    write_history(out, customer.history);
    out.key("open_calls").open_array();
    for (const CallView& call : customer.open_calls)
        write_call(out, call);
    out.close_array();
    write_verifications(out, customer.verifications);
    out.close_object();
}

void encode(const Merged& merged, std::string& text) {
    Writer out{text};
    out.open_object();
    reference(out, "customer_ref", merged.customer_ref);
    write_references(out, "merged_refs", merged.merged_refs);
    out.close_object();
}

void encode(const Erased& erased, std::string& text) {
    Writer out{text};
    out.open_object();
    reference(out, "customer_ref", erased.customer_ref);
    out.key("erased_at").time(erased.erased_at);
    out.key("identifiers").integer(erased.identifiers);
    out.key("calls").integer(erased.calls);
    out.close_object();
}

void encode(const VerifyReport& report, std::string& text) {
    Writer out{text};
    out.open_object();
    out.key("sound").boolean(report.faults.empty());
    out.key("customers").integer(static_cast<std::int64_t>(report.customers));
    out.key("calls").integer(static_cast<std::int64_t>(report.calls));
    write_texts(out, "faults", report.faults);
    out.close_object();
}

void encode_replay(const StartAnswer& answer, const CustomerRef& resolved, bool explain,
                   std::string& text) {
    Writer out{text};
    out.open_object();
    out.key("call_id").text(answer.call_id.view());
    write_answered_ref(out, answer);
    reference(out, "resolved_ref", resolved);
    out.key("returning").boolean(answer.returning);
    out.key("probability").chance(answer.identity.probability);
    out.key("confidence").chance(answer.identity.confidence);
    out.key("level").text(name(answer.identity.level));
    write_candidates(out, answer.identity.candidates);
    if (explain) {
        write_texts(out, "sources", answer.identity.sources);
        write_texts(out, "caps", answer.identity.caps);
        out.key("policy").text(answer.identity.policy);
        out.key("match_key").text(answer.identity.match_key);
        write_evidence(out, answer.identity.evidence);
    }
    out.close_object();
}

} // namespace hark::json
