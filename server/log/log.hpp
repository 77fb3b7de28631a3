// The one place that writes log lines: a JSON object each, with ids, route, status and time. Knows
// no bodies, queries, header values, numbers or names; and should one get into a line all the same,
// the redaction that every line passes through takes it out.
#pragma once

#include <chrono>
#include <cstdint>
#include <string>
#include <string_view>

#include <optional>

#include "hark/log_sink.hpp"
#include "hark/result.hpp"
#include "server/log/call_name.hpp"

namespace hark::server {

/// What is said about one request. Views; empty ones are left out.
struct RequestLine {
    std::string_view request_id;
    std::string_view method;
    std::string_view route; ///< the template ("/v1/calls/{call_id}"), never the path
    int status{0};
    std::chrono::microseconds took{};
    std::string_view key_id;
    std::string_view call; ///< the call_id; what is personal in it is replaced
    std::string_view customer_ref;
    std::string_view error; ///< a stable code
    std::int32_t sys{0};    ///< SQLite or errno number, 0: none
};

/// Lines go out whole with one system call each, no lock and no waiting; what cannot be written is
/// lost. May be used from many threads at once.
class Log {
public:
    /// Appends to the file, made with mode 0600; without a path, writes to standard error.
    explicit Log(const std::string& path);
    ~Log();
    Log(const Log&) = delete;
    Log& operator=(const Log&) = delete;

    bool is_open() const noexcept { return descriptor_ >= 0 && redactor_.has_value(); }

    /// What redaction took out of lines, and lines that it failed on: above zero is a fault in
    /// harkd.
    std::uint64_t redacted() const;
    /// What was replaced, personal parts of call_ids among it.
    redaction::Counters counters() const;
    std::uint64_t failures() const noexcept { return sink_ ? sink_->failures() : 0; }

    void request(const RequestLine& line) const;
    /// Something about the server itself. `what` is a word ("listening"), `number` its detail.
    void event(std::string_view level, std::string_view what, std::string_view name = {},
               std::int64_t number = 0) const;

private:
    void write(std::string_view line) const;
    void emit(std::string_view line) const;

    int descriptor_{-1};
    bool is_socket_{false};
    CallNames call_names_;
    std::optional<redaction::Redactor> redactor_;
    std::optional<redaction::LogSink> sink_;
};

} // namespace hark::server
