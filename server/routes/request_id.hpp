// The name of a request, in its answer and in the log; and the trace it belongs to.
#pragma once

#include <array>
#include <cstddef>
#include <string_view>

namespace hark::server {

/// The client's own X-Request-Id when it is 1 to 64 of [A-Za-z0-9_-]; otherwise 24 random ones.
class RequestId {
public:
    explicit RequestId(std::string_view sent);
    std::string_view text() const& noexcept { return {text_.data(), size_}; }
    std::string_view text() const&& = delete;

private:
    std::array<char, 64> text_{};
    std::size_t size_{0};
};

/// W3C Trace Context: version 00 to fe, trace and parent not all zero.
bool is_traceparent(std::string_view text);

} // namespace hark::server
