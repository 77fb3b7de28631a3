// What the HTTP front calls: the one seam between the wire and the routes.
#pragma once

#include "hark/result.hpp"
#include "server/http/request.hpp"
#include "server/http/response.hpp"

namespace hark::server {

/// Why bytes on a connection never became a request, or why a request got no answer of its own.
struct Refusal {
    int status{400};
    Literal code{"invalid"}; ///< stable, part of the contract
    Literal detail{};
};

/// Called from many threads at once. An exception becomes a refusal with status 500.
class RequestHandler {
public:
    virtual ~RequestHandler() = default;
    virtual void handle(const Request& request, Response& response) = 0;
    /// Writes the problem document for a refusal, and its log line.
    virtual void refuse(const Refusal& refusal, Response& response) = 0;
};

} // namespace hark::server
