// One HTTP request as the routes see it. Knows nothing of sockets or of the HTTP library.
#pragma once

#include <cstdint>
#include <string_view>

namespace hark::server {

enum class Method : std::uint8_t { get, head, post, put, patch, remove, options, other };

/// Views into the connection's buffer, as they came over the wire and not decoded: valid while the
/// request is handled, hostile, and empty where the header was not sent.
struct Request {
    Method method{Method::other};
    std::string_view path; ///< percent-encoded, without query; at most limits::path_bytes_max
    std::string_view authorization;
    std::string_view content_type;
    std::string_view traceparent;
    bool encoded{false};   ///< a Content-Encoding was sent
    std::string_view body; ///< all of it; at most limits::body_bytes_max
};

} // namespace hark::server
