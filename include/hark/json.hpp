// The JSON form of requests and answers, exactly as the REST contract has it. The one place where
// JSON is read and written: harkd, the command line and the C ABI all go through here.
#pragma once

#include <cstddef>
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
/// caller's own keys where they are short and plain ([A-Za-z0-9_.-]{1,64}; "?" otherwise).
struct Fault {
    std::vector<std::string> path; ///< empty: the body as a whole
    Literal message;
};

template <typename T>
using Decoded = std::variant<T, Fault>;

/// POST /v1/calls/start. Takes the flat form too. Unknown fields are faults.
Decoded<CallStart> decode_call_start(std::string_view body);
/// POST /v1/calls/end.
Decoded<CallEnd> decode_call_end(std::string_view body);
/// PATCH /v1/calls/{call_id}: the body has no call_id (one that equals the path's is accepted).
Decoded<CallUpdate> decode_call_update(std::string_view body, const CallId& call_id);

/// One line of `hark replay`: a start or an end, its virtual time, and who it really was.
struct ReplayLine {
    Time at{};
    std::variant<CallStart, CallEnd> request;
    std::optional<std::string> truth; ///< only with a start
};
Decoded<ReplayLine> decode_replay_line(std::string_view line);

/// Each encoder appends one JSON object without line end to `out`.
void encode(const StartAnswer& answer, std::string& out);
void encode(const UpdateAnswer& answer, std::string& out);
void encode(const EndAnswer& answer, std::string& out);
void encode(const CallView& call, std::string& out);
void encode(const CustomerView& customer, std::string& out);
void encode(const Erased& erased, std::string& out);
void encode(const VerifyReport& report, std::string& out);

/// A line of `hark replay`'s output for a start. `resolved`: where the call ended up.
void encode_replay(const StartAnswer& answer, const CustomerRef& resolved, bool explain,
                   std::string& out);

/// An RFC 9457 problem document, with the contract's own members beside the standard ones.
struct Problem {
    int status{500};
    std::string_view code;       ///< stable ("invalid", "not_found")
    std::string_view title;
    std::string_view detail;
    std::string_view instance;   ///< request path without query; nothing personal
    std::string_view request_id;
    std::vector<Fault> issues;
};
void encode(const Problem& problem, std::string& out);

/// A flat object for logs: strings and integers only, in the order given.
struct LogField {
    std::string_view name;
    std::variant<std::string_view, std::int64_t> value;
};
void encode_log(const std::vector<LogField>& fields, std::string& out);

/// RFC 3339 with milliseconds, UTC: "2026-11-22T10:43:00.000Z".
std::string time_text(Time time);
std::optional<Time> time_from(std::string_view text);

} // namespace hark::json
