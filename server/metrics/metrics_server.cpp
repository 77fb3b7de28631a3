#include "server/metrics/metrics_server.hpp"

#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include <algorithm>

#include "server/http/problem.hpp"
#include "server/metrics/exposition.hpp"

namespace hark::server {

namespace {

HttpOptions on_socket(const std::string& path) {
    HttpOptions options;
    options.unix_socket = path;
    options.workers = 2;
    options.waiting_max = 8;
    return options;
}

/// Takes away what a harkd that was killed left behind. True when the path is free.
bool make_free(const std::string& path) {
    sockaddr_un address{};
    if (path.size() >= sizeof address.sun_path) return false;
    address.sun_family = AF_UNIX;
    std::ranges::copy(path, address.sun_path);
    const int probe = ::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
    if (probe < 0) return false;
    const bool taken =
        ::connect(probe, reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0;
    ::close(probe);
    if (taken) return false;
    ::unlink(path.c_str());
    return true;
}

} // namespace

MetricsServer::MetricsServer(const std::string& path, const Log& log, const Redactions& redactions)
    : path_{path}, log_{log}, redactions_{redactions}, server_{on_socket(path), *this} {
    if (!make_free(path_) || server_.bind() == 0) return;
    serving_ = std::thread{[this] { server_.run(); }};
}

MetricsServer::~MetricsServer() {
    if (!is_open()) return;
    server_.stop();
    serving_.join();
    ::unlink(path_.c_str());
}

void MetricsServer::handle(const Request& request, Response& response) {
    if (request.path != "/metrics")
        return problem(response, 404, "not_found", "There is nothing at this path.", {});
    if (request.method != Method::get && request.method != Method::head) {
        response.headers.emplace_back("Allow", "GET, HEAD");
        return problem(response, 405, "method_not_allowed", "This path does not take this method.",
                       {});
    }
    response.content_type = "text/plain; version=0.0.4; charset=utf-8";
    append_metrics(log_, redactions_, response.body);
}

void MetricsServer::refuse(const Refusal& refusal, Response& response) {
    problem(response, refusal.status, refusal.code.view(), refusal.detail.view(), {});
}

} // namespace hark::server
