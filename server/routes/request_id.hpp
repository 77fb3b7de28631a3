// The name of a request, in its answer and in the log; and the trace it belongs to.
#pragma once

#include <array>
#include <cstddef>
#include <string_view>

namespace hark::server {

/// 24 of [A-Za-z0-9_-], never the same twice. Never one that a client sent: it is logged, and a
/// client may put a caller's number into it. Of no form could it be said that it holds none.
class RequestId {
public:
    RequestId();
    std::string_view text() const& noexcept { return {text_.data(), text_.size()}; }
    std::string_view text() const&& = delete;

private:
    std::array<char, 24> text_{};
};

/// W3C Trace Context: version 00 to fe, trace and parent not all zero.
bool is_traceparent(std::string_view text);

} // namespace hark::server
