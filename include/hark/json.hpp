// The JSON form of requests and answers, exactly as the REST contract has it. The one place where
// JSON is read and written: harkd, the command line and the C ABI all go through here.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "hark/call.hpp"
#include "hark/customer.hpp"
#include "hark/memory.hpp"
#include "hark/result.hpp"

namespace hark::json {

/// Where and why a body was refused. The path names fields of the contract and, inside maps, the
/// caller's own keys where they are short and plain ([A-Za-z0-9_.-]{1,64}; "?" otherwise). It may
/// hold what a caller sent, so it belongs into the answer and not into a log.
struct Fault {
    std::vector<std::string> path; ///< empty: the body as a whole
    Literal message{};
};

/// For problem documents: the path of `where` ("identity_hints.ani"), and what went wrong.
Fault fault_from(const Error& error);

template <typename T>
using Decoded = std::variant<T, Fault>;

/// One line of `hark replay`: a start or an end, its virtual time, and who it really was.
struct ReplayLine {
    Time at{}; ///< from 1970 to 9999
    std::variant<CallStart, CallEnd> request;
    std::optional<std::string> truth; ///< only with a start
};

/// Reads requests and keeps its buffers between them: a server has one for each thread, for one
/// thread at a time. A body is UTF-8 JSON of at most limits::body_bytes_max bytes that nests at
/// most limits::json_depth_max deep, without BOM and with nothing behind its object. Then:
/// - Unknown fields are faults, and so is a name that stands twice in any object.
/// - Null is "not given". For ani, dnis, external_ids and customer_ref it counts as a field that is
///   there: a platform that says it has nothing is no error. Hints that are all empty come out as
///   an empty `ani`.
/// - `ani` and `dnis` come out as they are; longer than limits::number_text_bytes_max or with
///   control characters, they come out empty, for that is no number.
/// - external_ids: at most limits::external_ids_per_call_max entries; null and empty values are not
///   given. They come out in the order of their types, variables in the order of their names, so
///   that equal requests are equal values however a platform orders its maps.
/// - An empty intent, summary or (in hints) customer_ref is not given.
/// - Whole numbers are written without point, exponent and quotes. ii_digits is a number from 0
///   to 99 or a string of one or two digits, because "07" is how networks write it.
/// - Times are RFC 3339; a date alone is its first moment in UTC.
class Decoder {
public:
    Decoder();
    ~Decoder();
    Decoder(Decoder&&) noexcept;
    Decoder& operator=(Decoder&&) noexcept;

    /// POST /v1/calls/start. The flat form may stand in place of identity_hints, not beside it.
    Decoded<CallStart> call_start(std::string_view body);

    /// POST /v1/calls/end. `confirmed` false is a fault: it could mean "nobody checked" (leave it
    /// out) or "it is somebody else" ("new"). `intent_is_open` is open or resolved, and not taken
    /// beside intent_status. external_ids at the top level are learned and, unless identity_hints
    /// are there, hints as well. A variable is in the long form when it is an object with a "value"
    /// and no names but value, source, ttl_seconds (1 to 90 days), tier and verifier; every other
    /// object is a value. A variable called summary is the summary, and a fault beside one that
    /// differs.
    Decoded<CallEnd> call_end(std::string_view body);

    /// PATCH /v1/calls/{call_id}: the body has no call_id (one that equals the path's is accepted).
    Decoded<CallUpdate> call_update(std::string_view body, const CallId& call_id);

    /// POST /v1/calls/{call_id}/verify: either variable and value, or method and customer_ref. The
    /// value may be of any JSON type but null. The call_id is taken as in call_update.
    Decoded<Verification> verification(std::string_view body, const CallId& call_id);

    /// POST /v1/customers/{customer_ref}/merge: into whom.
    Decoded<CustomerRef> merge(std::string_view body);

    /// One line of `hark replay`.
    Decoded<ReplayLine> replay_line(std::string_view line);

private:
    class Impl;
    std::unique_ptr<Impl> impl_;
};

/// The same with a Decoder of their own, where speed does not matter.
Decoded<CallStart> decode_call_start(std::string_view body);
Decoded<CallEnd> decode_call_end(std::string_view body);
Decoded<CallUpdate> decode_call_update(std::string_view body, const CallId& call_id);
Decoded<Verification> decode_verification(std::string_view body, const CallId& call_id);
Decoded<CustomerRef> decode_merge(std::string_view body);
Decoded<ReplayLine> decode_replay_line(std::string_view line);

/// Each encoder appends one JSON object without line end to `out`. What is absent is null (due_at,
/// source, intent, intent_status, summary; call_end and duration_seconds of a call that goes on;
/// the customer_ref of a degraded answer), lists may be empty; only `evidence` and `candidates` are
/// left out when they are empty. Chances are rounded down to four decimals, so that a shown
/// confidence never reaches a threshold that the real one did not. Durations are whole seconds,
/// rounded down.
void encode(const StartAnswer& answer, std::string& out);
/// `verified` and `retry_after_seconds` (null: at once) before the fields of a start's answer.
void encode(const VerifyAnswer& answer, std::string& out);
void encode(const UpdateAnswer& answer, std::string& out);
void encode(const EndAnswer& answer, std::string& out);
void encode(const CallView& call, std::string& out);
void encode(const CustomerView& customer, std::string& out);
void encode(const Merged& merged, std::string& out);
void encode(const Erased& erased, std::string& out);
void encode(const VerifyReport& report, std::string& out);

/// A line of `hark replay`'s output for a start. `resolved`: where the call ended up. `explain`
/// adds sources, caps and evidence; candidates are always there, and empty unless the start asked
/// for them.
void encode_replay(const StartAnswer& answer, const CustomerRef& resolved, bool explain,
                   std::string& out);

/// An RFC 9457 problem document, with the contract's own members beside the standard ones. Every
/// member is always there; `type` is "urn:hark:problem:" and the code. Bytes that are not UTF-8
/// come out as U+FFFD.
struct Problem {
    int status{500};
    std::string_view code; ///< stable ("invalid", "not_found")
    std::string_view title;
    std::string_view detail;   ///< also `message`
    std::string_view instance; ///< request path without query; nothing personal
    std::string_view request_id;
    std::vector<Fault> issues;
};
void encode(const Problem& problem, std::string& out);

/// A flat object for logs: strings and integers only, in the order given. Names must differ.
struct LogField {
    std::string_view name;
    std::variant<std::string_view, std::int64_t> value;
};
void encode_log(const std::vector<LogField>& fields, std::string& out);

/// RFC 3339 with milliseconds, UTC: "2026-11-22T10:43:00.000Z". Years 0000 to 9999; times outside
/// come out as the first or last moment of these.
std::string time_text(Time time);
/// RFC 3339 with any offset, cut to milliseconds, or a date alone ("2026-11-22": its first moment
/// in UTC). Nothing for anything else.
std::optional<Time> time_from(std::string_view text);

} // namespace hark::json
