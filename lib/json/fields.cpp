#include "lib/json/fields.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include "lib/json/names.hpp"

namespace hark::json {

namespace {

using Hints = HintsDraft Draft::*;

/// A number as it came. What can be none, because it is too long or holds control characters, is no
/// evidence, as a withheld one is: an empty text.
std::string number_text(Reader& in) {
    if (in.null()) return {};
    const auto text = in.text();
    if (!text || text->size() > limits::number_text_bytes_max || !is_clean_utf8(*text)) return {};
    return std::string{*text};
}

std::optional<Time> read_time(Reader& in) {
    const auto text = in.text();
    if (!text) return std::nullopt;
    const auto time = time_from(*text);
    if (!time) in.refuse("must be an RFC 3339 time or date");
    return time;
}

/// Reads {type: value}; in the order of the types, so that equal sets are equal lists.
void read_external_ids(Reader& in, std::vector<ExternalId>& ids) {
    std::array<std::string_view, limits::external_ids_per_call_max> names;
    std::size_t count = 0;
    if (!in.enter()) return;
    for (std::string_view name; in.next(name);) {
        const auto end = names.begin() + static_cast<std::ptrdiff_t>(count);
        if (std::find(names.begin(), end, name) != end) return in.refuse("is given twice");
        if (count == names.size()) return in.refuse_object("has more than 16 entries");
        names[count++] = name;
        if (in.null()) continue;
        const auto text = in.text();
        if (!text) return;
        if (text->empty()) continue;
        auto type = IdType::from(name);
        if (!type) return in.refuse("has a name that is empty, too long or not clean UTF-8");
        auto value = IdValue::from(*text);
        if (!value) return in.refuse(value.error().what);
        ids.push_back({std::move(*type), std::move(*value)});
    }
    std::sort(ids.begin(), ids.end(),
              [](const ExternalId& a, const ExternalId& b) { return a.type < b.type; });
}

template <Hints which>
void read_ani(Reader& in, Draft& draft) {
    (draft.*which).present = (draft.*which).searched = true;
    (draft.*which).hints.ani = number_text(in);
}

template <Hints which>
void read_dnis(Reader& in, Draft& draft) {
    (draft.*which).present = true;
    (draft.*which).hints.dnis = number_text(in);
}

template <Hints which>
void read_hinted_ids(Reader& in, Draft& draft) {
    (draft.*which).present = (draft.*which).searched = true;
    if (!in.null()) read_external_ids(in, (draft.*which).hints.external_ids);
}

template <Hints which>
void read_hinted_ref(Reader& in, Draft& draft) {
    (draft.*which).present = (draft.*which).searched = true;
    if (in.null()) return;
    const auto text = in.text();
    if (!text || text->empty()) return;
    // What cannot be a reference was still given: it matches nobody.
    (draft.*which).hints.customer_ref = CustomerRef::from(*text).value_or(CustomerRef{});
}

void read_line_type(Reader& in, Draft& draft) {
    const auto text = in.text();
    if (!text) return;
    const auto line_type = line_type_from(*text);
    if (!line_type) return in.refuse("must be mobile, landline, voip, toll_free or unknown");
    draft.telco.line_type = *line_type;
}

void read_attestation(Reader& in, Draft& draft) {
    const auto text = in.text();
    if (!text) return;
    const auto attestation = attestation_from(*text);
    if (!attestation) return in.refuse("must be A, B, C, failed or none");
    draft.telco.attestation = *attestation;
}

void read_reassigned_since(Reader& in, Draft& draft) {
    draft.telco.reassigned_since = read_time(in);
}

/// SIP and SS7 write them with a leading zero, which only a string can hold; both forms are taken.
void read_ii_digits(Reader& in, Draft& draft) {
    constexpr Literal expected =
        "must be a whole number from 0 to 99, or as many digits in a string";
    if (!in.is_text()) {
        if (const auto value = in.integer(0, 99, expected)) {
            draft.telco.ii_digits = static_cast<std::uint8_t>(*value);
        }
        return;
    }
    const auto text = in.text();
    if (!text) return;
    const auto digit = [](char c) { return c >= '0' && c <= '9'; };
    if (text->empty() || text->size() > 2 || !std::all_of(text->begin(), text->end(), digit)) {
        return in.refuse(expected);
    }
    int value = 0;
    for (const char c : *text)
        value = value * 10 + (c - '0');
    draft.telco.ii_digits = static_cast<std::uint8_t>(value);
}

constexpr Field hint_fields[] = {
    {"ani", read_ani<&Draft::nested>, true},
    {"dnis", read_dnis<&Draft::nested>, true},
    {"external_ids", read_hinted_ids<&Draft::nested>, true},
    {"customer_ref", read_hinted_ref<&Draft::nested>, true},
};

constexpr Field telco_fields[] = {
    {"line_type", read_line_type},
    {"attestation", read_attestation},
    {"reassigned_since", read_reassigned_since},
    {"ii_digits", read_ii_digits},
};

} // namespace

void read_fields(Reader& in, const Field* fields, std::size_t count, Draft& draft,
                 bool skip_unknown) {
    std::uint32_t seen = 0;
    if (!in.enter()) return;
    for (std::string_view name; in.next(name);) {
        const Field* const end = fields + count;
        const Field* const field =
            std::find_if(fields, end, [&](const Field& known) { return known.name == name; });
        if (field == end) {
            if (skip_unknown) continue;
            return in.refuse("is not a field of this request");
        }
        const std::uint32_t bit = 1U << (field - fields);
        if ((seen & bit) != 0) return in.refuse("is given twice");
        seen |= bit;
        if (field->reads_null || !in.null()) field->read(in, draft);
    }
}

void read_call_id(Reader& in, Draft& draft) {
    const auto text = in.text();
    if (!text) return;
    auto made = CallId::from(*text);
    if (!made) return in.refuse(made.error().what);
    draft.call_id = std::move(*made);
}

void read_channel(Reader& in, Draft& draft) {
    const auto text = in.text();
    if (!text) return;
    draft.channel = channel_from(*text);
    if (!draft.channel) in.refuse("must be voice, chat, email, sms or other");
}

void read_deadline(Reader& in, Draft& draft) {
    const auto value = in.integer(limits::deadline_ms_min, limits::deadline_ms_max,
                                  "must be a whole number from 1 to 10000");
    if (value) draft.deadline = Millis{*value};
}

void read_explain(Reader& in, Draft& draft) { draft.explain = in.boolean().value_or(false); }

void read_identity_hints(Reader& in, Draft& draft) {
    draft.nested.present = true;
    read_fields(in, hint_fields, draft);
}

void read_flat_ani(Reader& in, Draft& draft) { read_ani<&Draft::flat>(in, draft); }
void read_flat_dnis(Reader& in, Draft& draft) { read_dnis<&Draft::flat>(in, draft); }
void read_flat_external_ids(Reader& in, Draft& draft) { read_hinted_ids<&Draft::flat>(in, draft); }
void read_flat_customer_ref(Reader& in, Draft& draft) { read_hinted_ref<&Draft::flat>(in, draft); }

void read_telco(Reader& in, Draft& draft) { read_fields(in, telco_fields, draft); }

void read_intent(Reader& in, Draft& draft) {
    const auto text = in.text();
    if (!text || text->empty()) return;
    auto made = IntentName::from(*text);
    if (!made) return in.refuse(made.error().what);
    draft.learned.intent = std::move(*made);
}

void read_intent_status(Reader& in, Draft& draft) {
    const auto text = in.text();
    if (!text) return;
    draft.learned.intent_status = intent_status_from(*text);
    if (!draft.learned.intent_status) in.refuse("must be open, pending, resolved or abandoned");
}

void read_intent_is_open(Reader& in, Draft& draft) { draft.intent_is_open = in.boolean(); }
void read_due_at(Reader& in, Draft& draft) { draft.learned.due_at = read_time(in); }
void read_summary(Reader& in, Draft& draft) {
    if (const auto text = in.text()) take_summary(in, *text, draft.learned.summary);
}

void read_learned_external_ids(Reader& in, Draft& draft) {
    read_external_ids(in, draft.learned.external_ids);
}

void read_customer_ref(Reader& in, Draft& draft) {
    const auto text = in.text();
    if (!text) return;
    draft.customer_ref = CustomerRef::from(*text);
    if (!draft.customer_ref || *draft.customer_ref == CustomerRef{}) {
        in.refuse("must be a customer_ref");
    }
}

void read_into(Reader& in, Draft& draft) { read_customer_ref(in, draft); }

void read_confirmed(Reader& in, Draft& draft) {
    constexpr Literal expected = "must be true or \"new\"; leave it out when nobody checked";
    if (in.is_text()) {
        const auto text = in.text();
        if (!text) return;
        if (*text != "new") return in.refuse(expected);
        draft.confirmed = Confirmed::new_customer;
        return;
    }
    const auto value = in.boolean(expected);
    if (!value) return;
    if (!*value) return in.refuse(expected);
    draft.confirmed = Confirmed::yes;
}

void read_verified_variable(Reader& in, Draft& draft) {
    const auto text = in.text();
    if (!text) return;
    auto made = VariableName::from(*text);
    if (!made) return in.refuse(made.error().what);
    draft.variable = std::move(*made);
}

void read_verify_method(Reader& in, Draft& draft) {
    const auto text = in.text();
    if (!text) return;
    draft.method = verify_method_from(*text);
    if (!draft.method) in.refuse("must be pin, otp, agent or voice");
}

} // namespace hark::json
