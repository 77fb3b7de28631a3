// From a request to its route: finds it, asks for the key, and writes the log line.
#pragma once

#include "server/http/handler.hpp"
#include "server/routes/exchange.hpp"

namespace hark::server {

class App final : public RequestHandler {
public:
    /// `service` must outlive this.
    explicit App(Service& service) : service_{service} {}

    void handle(const Request& request, Response& response) override;
    void refuse(const Refusal& refusal, Response& response) override;

private:
    Service& service_;
};

} // namespace hark::server
