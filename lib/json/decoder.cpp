// Whole requests: which fields each takes, what must be there, and how the draft becomes the
// request.
#include <array>
#include <utility>

#include "hark/json.hpp"
#include "lib/json/fields.hpp"
#include "lib/json/reader.hpp"

namespace hark::json {

namespace {

// What `hark replay` adds is passed over by the second pass, which reads the request itself.
void pass_over(Reader&, Draft&) {}

constexpr Field start_fields[] = {
    {"call_id", read_call_id},
    {"identity_hints", read_identity_hints},
    {"telco", read_telco},
    {"channel", read_channel},
    {"deadline_ms", read_deadline},
    {"explain", read_explain},
    {"ani", read_flat_ani, true},
    {"dnis", read_flat_dnis, true},
    {"external_ids", read_flat_external_ids, true},
    {"customer_ref", read_flat_customer_ref, true},
};

constexpr Field end_fields[] = {
    {"call_id", read_call_id},
    {"customer_ref", read_customer_ref},
    {"identity_hints", read_identity_hints},
    {"channel", read_channel},
    {"intent", read_intent},
    {"intent_status", read_intent_status},
    {"intent_is_open", read_intent_is_open},
    {"due_at", read_due_at},
    {"summary", read_summary},
    {"variables", read_variables},
    {"external_ids", read_learned_external_ids},
    {"confirmed", read_confirmed},
    {"ani", read_flat_ani, true},
    {"dnis", read_flat_dnis, true},
};

constexpr Field update_fields[] = {
    {"call_id", read_call_id},
    {"intent", read_intent},
    {"intent_status", read_intent_status},
    {"intent_is_open", read_intent_is_open},
    {"due_at", read_due_at},
    {"summary", read_summary},
    {"variables", read_variables},
    {"external_ids", read_learned_external_ids},
};

constexpr Field verify_fields[] = {
    {"call_id", read_call_id},           {"variable", read_verified_variable},
    {"value", read_verified_value},      {"method", read_verify_method},
    {"customer_ref", read_customer_ref},
};

constexpr Field merge_fields[] = {{"into", read_into}};

void read_op(Reader& in, Draft& draft) {
    const auto text = in.text();
    if (!text) return;
    if (*text != "start" && *text != "end") return in.refuse("must be start or end");
    draft.op = *text;
}

void read_at(Reader& in, Draft& draft) {
    constexpr std::int64_t last = 253'402'300'799'999; // the end of the year 9999
    const auto value = in.integer(0, last, "must be milliseconds since 1970, a whole number");
    if (value) draft.at = Time{Millis{*value}};
}

void read_truth(Reader& in, Draft& draft) {
    if (const auto text = in.text()) draft.truth = std::string{*text};
}

constexpr Field replay_fields[] = {{"op", read_op}, {"at", read_at}, {"truth", read_truth}};

template <std::size_t count>
constexpr auto with_replay_fields(const Field (&fields)[count]) {
    std::array<Field, count + 3> all{};
    for (std::size_t i = 0; i < count; ++i)
        all[i] = fields[i];
    for (std::size_t i = 0; i < 3; ++i) {
        all[count + i] = {replay_fields[i].name, pass_over, true};
    }
    return all;
}
constexpr auto replay_start_fields = with_replay_fields(start_fields);
constexpr auto replay_end_fields = with_replay_fields(end_fields);

/// The hints, wherever they stood. With all of them empty `ani` is there and empty, which says so.
IdentityHints take_hints(Draft& draft) {
    IdentityHints hints = std::move(draft.nested.present ? draft.nested.hints : draft.flat.hints);
    if (!hints.ani && hints.external_ids.empty() && !hints.customer_ref) hints.ani.emplace();
    return hints;
}

void check_one_form(Reader& in, const Draft& draft) {
    if (draft.nested.present && draft.flat.present) {
        in.refuse("is given beside its own fields at the top level: use one of the two",
                  "identity_hints");
    }
}

void check_call_id(Reader& in, const Draft& draft) {
    if (draft.call_id.empty()) in.refuse("is required", "call_id");
}

void check_searched(Reader& in, const HintsDraft& hints) {
    if (!hints.searched) {
        in.refuse("must have at least one of ani, external_ids and customer_ref", "identity_hints");
    }
}

/// `intent_is_open` is the older way to say intent_status.
void settle_intent_status(Reader& in, Draft& draft) {
    if (!draft.intent_is_open) return;
    if (draft.learned.intent_status) {
        return in.refuse("is given beside intent_status: use one of the two", "intent_is_open");
    }
    draft.learned.intent_status =
        *draft.intent_is_open ? IntentStatus::open : IntentStatus::resolved;
}

CallStart make_start(Reader& in, Draft& draft) {
    check_call_id(in, draft);
    check_one_form(in, draft);
    check_searched(in, draft.nested.present ? draft.nested : draft.flat);
    CallStart start;
    start.call_id = std::move(draft.call_id);
    start.channel = draft.channel.value_or(Channel::voice);
    start.hints = take_hints(draft);
    start.telco = draft.telco;
    start.deadline = draft.deadline;
    start.explain = draft.explain;
    return start;
}

CallEnd make_end(Reader& in, Draft& draft) {
    check_call_id(in, draft);
    check_one_form(in, draft);
    settle_intent_status(in, draft);
    // At the top level external_ids are learned, and in the flat form they are hints as well.
    if (!draft.nested.present && !draft.learned.external_ids.empty()) {
        draft.flat.hints.external_ids = draft.learned.external_ids;
        draft.flat.present = draft.flat.searched = true;
    }
    const bool hinted = draft.nested.present || draft.flat.present;
    if (hinted) check_searched(in, draft.nested.present ? draft.nested : draft.flat);
    CallEnd end;
    end.call_id = std::move(draft.call_id);
    end.customer_ref = draft.customer_ref;
    if (hinted) end.hints = take_hints(draft);
    end.channel = draft.channel;
    end.learned = std::move(draft.learned);
    end.confirmed = draft.confirmed;
    return end;
}

/// What was said, or who vouches for whom.
Verification make_verification(Reader& in, Draft& draft, const CallId& call_id) {
    const bool compares = !draft.variable.empty() || !draft.value.is_null();
    const bool vouches = draft.method || draft.customer_ref;
    if (compares && vouches) {
        in.refuse("is given beside variable and value: use one of the two forms",
                  draft.method ? "method" : "customer_ref");
    } else if (vouches) {
        if (!draft.method) in.refuse("is required", "method");
        if (!draft.customer_ref) in.refuse("is required", "customer_ref");
    } else {
        if (draft.variable.empty()) in.refuse("is required", "variable");
        if (draft.value.is_null()) in.refuse("is required", "value");
    }
    return {call_id, std::move(draft.variable), std::move(draft.value), draft.method,
            draft.customer_ref};
}

void check_path_call_id(Reader& in, const Draft& draft, const CallId& call_id) {
    if (!draft.call_id.empty() && draft.call_id != call_id) {
        in.refuse("differs from the one in the path", "call_id");
    }
}

template <typename Request>
Decoded<Request> settled(const Reader& in, Request&& request) {
    if (in.failed()) return in.fault();
    return Decoded<Request>{std::move(request)};
}

} // namespace

class Decoder::Impl {
public:
    Decoded<CallStart> call_start(std::string_view body) {
        Draft draft;
        in_.open(body);
        read_fields(in_, start_fields, draft);
        return settled(in_, make_start(in_, draft));
    }

    Decoded<CallEnd> call_end(std::string_view body) {
        Draft draft;
        in_.open(body);
        read_fields(in_, end_fields, draft);
        return settled(in_, make_end(in_, draft));
    }

    Decoded<CallUpdate> call_update(std::string_view body, const CallId& call_id) {
        Draft draft;
        in_.open(body);
        read_fields(in_, update_fields, draft);
        check_path_call_id(in_, draft, call_id);
        settle_intent_status(in_, draft);
        return settled(in_, CallUpdate{call_id, std::move(draft.learned)});
    }

    Decoded<Verification> verification(std::string_view body, const CallId& call_id) {
        Draft draft;
        in_.open(body);
        read_fields(in_, verify_fields, draft);
        check_path_call_id(in_, draft, call_id);
        return settled(in_, make_verification(in_, draft, call_id));
    }

    Decoded<CustomerRef> merge(std::string_view body) {
        Draft draft;
        in_.open(body);
        read_fields(in_, merge_fields, draft);
        if (!draft.customer_ref) in_.refuse("is required", "into");
        return settled(in_, draft.customer_ref.value_or(CustomerRef{}));
    }

    /// Two passes: the fields that the line takes depend on `op`, wherever it stands.
    Decoded<ReplayLine> replay_line(std::string_view line) {
        Draft draft;
        in_.open(line);
        read_fields(in_, replay_fields, std::size(replay_fields), draft, true);
        if (draft.op.empty()) in_.refuse("is required", "op");
        if (!draft.at) in_.refuse("is required", "at");
        if (draft.truth && draft.op == "end") in_.refuse("belongs to a start", "truth");
        if (in_.failed()) return in_.fault();
        ReplayLine made;
        made.at = *draft.at;
        made.truth = std::move(draft.truth);
        in_.open(line);
        if (draft.op == "start") {
            read_fields(in_, replay_start_fields.data(), replay_start_fields.size(), draft);
            made.request = make_start(in_, draft);
        } else {
            read_fields(in_, replay_end_fields.data(), replay_end_fields.size(), draft);
            made.request = make_end(in_, draft);
        }
        return settled(in_, std::move(made));
    }

private:
    Reader in_;
};

Decoder::Decoder() : impl_{std::make_unique<Impl>()} {}
Decoder::~Decoder() = default;
Decoder::Decoder(Decoder&&) noexcept = default;
Decoder& Decoder::operator=(Decoder&&) noexcept = default;

Decoded<CallStart> Decoder::call_start(std::string_view body) { return impl_->call_start(body); }
Decoded<CallEnd> Decoder::call_end(std::string_view body) { return impl_->call_end(body); }
Decoded<CallUpdate> Decoder::call_update(std::string_view body, const CallId& call_id) {
    return impl_->call_update(body, call_id);
}
Decoded<Verification> Decoder::verification(std::string_view body, const CallId& call_id) {
    return impl_->verification(body, call_id);
}
Decoded<CustomerRef> Decoder::merge(std::string_view body) { return impl_->merge(body); }
Decoded<ReplayLine> Decoder::replay_line(std::string_view line) { return impl_->replay_line(line); }

Decoded<CallStart> decode_call_start(std::string_view body) { return Decoder{}.call_start(body); }
Decoded<CallEnd> decode_call_end(std::string_view body) { return Decoder{}.call_end(body); }
Decoded<CallUpdate> decode_call_update(std::string_view body, const CallId& call_id) {
    return Decoder{}.call_update(body, call_id);
}
Decoded<Verification> decode_verification(std::string_view body, const CallId& call_id) {
    return Decoder{}.verification(body, call_id);
}
Decoded<CustomerRef> decode_merge(std::string_view body) { return Decoder{}.merge(body); }
Decoded<ReplayLine> decode_replay_line(std::string_view line) {
    return Decoder{}.replay_line(line);
}

} // namespace hark::json
