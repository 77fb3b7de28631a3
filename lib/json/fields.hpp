// The fields of the contract: what each may hold and where it goes. What a whole request needs is
// decoder.cpp's business.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "hark/call.hpp"
#include "lib/json/reader.hpp"

namespace hark::json {

/// Identity hints while they are read.
struct HintsDraft {
    IdentityHints hints;
    bool present{false};  ///< some field of them was there, null included
    bool searched{false}; ///< one of ani, external_ids and customer_ref was there, null included
};

/// The fields of any request while they are read: each request takes its own.
struct Draft {
    CallId call_id;
    std::optional<Channel> channel;
    std::optional<Millis> deadline;
    bool explain{false};
    HintsDraft nested; ///< identity_hints
    HintsDraft flat;   ///< the same at the top level
    Telco telco;
    Learned learned;
    std::optional<bool> intent_is_open;
    std::optional<CustomerRef> customer_ref; ///< of an end or a verification; into whom to merge
    Confirmed confirmed{Confirmed::unchecked};
    VariableName variable; ///< of a verification, as the next two
    JsonValue value;
    std::optional<VerifyMethod> method;
    std::string op; ///< of a replay line, as the next two
    std::optional<Time> at;
    std::optional<std::string> truth;
};

/// A field by name and how to read it into the draft. Null means "not given" and is not read, but
/// where it says something.
struct Field {
    std::string_view name;
    void (*read)(Reader& in, Draft& draft);
    bool reads_null{false};
};

/// Reads the object at hand. A field that is not in the list, or twice in the object, is a fault;
/// with `skip_unknown` unknown ones are passed over.
void read_fields(Reader& in, const Field* fields, std::size_t count, Draft& draft,
                 bool skip_unknown = false);
template <std::size_t count>
void read_fields(Reader& in, const Field (&fields)[count], Draft& draft) {
    static_assert(count <= 32, "read_fields() keeps what it saw in 32 bits");
    read_fields(in, fields, count, draft);
}

void read_call_id(Reader& in, Draft& draft);
void read_channel(Reader& in, Draft& draft);
void read_deadline(Reader& in, Draft& draft);
void read_explain(Reader& in, Draft& draft);
void read_identity_hints(Reader& in, Draft& draft);
void read_flat_ani(Reader& in, Draft& draft);
void read_flat_dnis(Reader& in, Draft& draft);
void read_flat_external_ids(Reader& in, Draft& draft);
void read_flat_customer_ref(Reader& in, Draft& draft);
void read_telco(Reader& in, Draft& draft);

void read_intent(Reader& in, Draft& draft);
void read_intent_status(Reader& in, Draft& draft);
void read_intent_is_open(Reader& in, Draft& draft);
void read_due_at(Reader& in, Draft& draft);
void read_summary(Reader& in, Draft& draft);
void read_variables(Reader& in, Draft& draft);
void read_learned_external_ids(Reader& in, Draft& draft);
void read_customer_ref(Reader& in, Draft& draft);
void read_into(Reader& in, Draft& draft);
void read_confirmed(Reader& in, Draft& draft);
void read_verified_variable(Reader& in, Draft& draft);
void read_verified_value(Reader& in, Draft& draft);
void read_verify_method(Reader& in, Draft& draft);

/// A summary, wherever it stood; empty: not given. Two that differ are a fault.
void take_summary(Reader& in, std::string_view text, Summary& summary);

} // namespace hark::json
