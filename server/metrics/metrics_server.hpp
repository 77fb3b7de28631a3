// GET /metrics on a Unix socket in the data folder, which only the folder's owner can reach: it
// needs no key, and no network sees it.
#pragma once

#include <string>
#include <thread>

#include "server/http/handler.hpp"
#include "server/http/httplib_server.hpp"
#include "server/log/log.hpp"
#include "server/routes/redactions.hpp"

namespace hark::server {

class MetricsServer final : private RequestHandler {
public:
    /// Serves on a thread of its own until it goes. All must outlive it. A socket file that nobody
    /// listens on is replaced.
    MetricsServer(const std::string& path, const Log& log, const Redactions& redactions);
    ~MetricsServer() override;
    MetricsServer(const MetricsServer&) = delete;
    MetricsServer& operator=(const MetricsServer&) = delete;

    /// False when the socket cannot be had: its path is longer than 107 bytes, or another harkd
    /// has it.
    bool is_open() const noexcept { return serving_.joinable(); }

private:
    void handle(const Request& request, Response& response) override;
    void refuse(const Refusal& refusal, Response& response) override;

    std::string path_;
    const Log& log_;
    const Redactions& redactions_;
    HttpServer server_;
    std::thread serving_;
};

} // namespace hark::server
