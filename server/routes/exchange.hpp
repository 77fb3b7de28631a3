// One request and its answer on the way through a route, with what every route needs. Rules of the
// engine have no place here: a route decodes, makes one call and encodes.
#pragma once

#include <atomic>
#include <string>
#include <string_view>

#include "hark/call.hpp"
#include "hark/json.hpp"
#include "hark/memory.hpp"
#include "hark/service.hpp"
#include "server/auth/keys.hpp"
#include "server/http/problem.hpp"
#include "server/http/request.hpp"
#include "server/http/response.hpp"
#include "server/log/log.hpp"
#include "server/routes/redactions.hpp"

namespace hark::server {

/// What the routes work with; lives as long as the server.
struct Service {
    Memory& memory;
    Keys& keys;
    const Log& log;
    Terms terms{};
    Redactions redactions{};
    std::atomic<bool> draining{false};
};

class Exchange {
public:
    /// All must outlive this.
    Exchange(Service& of, const Request& asked, Response& answer)
        : service{of}, request{asked}, response{answer} {}

    Service& service;
    const Request& request;
    Response& response;
    std::string_view argument; ///< the last segment of the path, still percent-encoded
    Scope scopes{Scope::none}; ///< of the key that came along
    ProblemContext context;
    RequestLine line; ///< for the log; views into this exchange or literals

    /// Each answers with a problem and notes its code for the log.
    void fail(const Error& error);
    void fail(const json::Fault& fault);
    void fail(int status, std::string_view code, std::string_view detail);

    /// The key that came along may not do this.
    void forbid();

    /// Notes for the log.
    void note(const CallId& call_id);
    void note(const CustomerRef& ref);
    void note_key(std::string_view key_id);

private:
    std::string call_id_;
    std::string customer_ref_;
    std::string key_id_;
};

/// The value, or nothing after the fault was answered.
template <typename T>
const T* accept(const json::Decoded<T>& decoded, Exchange& exchange) {
    if (const auto* fault = std::get_if<json::Fault>(&decoded)) {
        exchange.fail(*fault);
        return nullptr;
    }
    return &std::get<T>(decoded);
}

} // namespace hark::server
