// The gate before the HTTP parser: decides from a request's head alone whether it may be read at
// all, how long its body is, and whether the connection can go on afterwards. Pure, no I/O.
//
// It is stricter than RFC 9112 wherever two readers could understand the same bytes differently
// (request smuggling), because cpp-httplib percent-decodes header values, accepts a body on GET and
// takes chunked bodies, and because a proxy in front has a reading of its own.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <variant>

#include "server/http/handler.hpp"

namespace hark::server {

inline constexpr std::size_t head_bytes_max = 16 * 1024; // honest ones are below 2 KiB
inline constexpr std::size_t header_lines_max = 64;      // below cpp-httplib's own 100
inline constexpr std::size_t target_bytes_max = 2048;    // path and query together

/// What a head says. `request` has everything but the body.
struct Head {
    Request request;
    std::size_t body_bytes{0};
    bool expects_continue{false};
    bool closes{false}; ///< the client wants the connection to end with the answer
};

/// `head`: from the first byte of the request line to the blank line, that included.
std::variant<Head, Refusal> check_head(std::string_view head);

/// A segment of a path, percent-decoded into `out` (cleared first). False for a bad escape.
bool percent_decode(std::string_view segment, std::string& out);

} // namespace hark::server
