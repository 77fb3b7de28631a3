// Error answers: RFC 9457 problem documents with the contract's own members.
#pragma once

#include <string_view>
#include <vector>

#include "hark/json.hpp"
#include "hark/result.hpp"
#include "server/http/response.hpp"

namespace hark::server {

/// What an answer says about who asked; views valid during the call.
struct ProblemContext {
    std::string_view instance; ///< the literal part of the route, so that it names nobody
    std::string_view request_id;
};

/// Fills status, content type and body; headers are left as they are.
void problem(Response& response, int status, std::string_view code, std::string_view detail,
             const ProblemContext& context, std::vector<json::Fault> issues = {});

/// The answer to an error of the engine, with Retry-After where trying again helps.
void problem(Response& response, const Error& error, const ProblemContext& context);

/// 400 with the path of the fault.
void problem(Response& response, const json::Fault& fault, const ProblemContext& context);

} // namespace hark::server
