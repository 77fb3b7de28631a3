// The HTTP front: accepts connections, reads requests within limits and time, and hands them to a
// RequestHandler. cpp-httplib is behind it and visible in the source file alone.
#pragma once

#include <chrono>
#include <cstddef>
#include <memory>
#include <string>

#include "server/http/handler.hpp"

namespace hark::server {

struct HttpOptions {
    std::string address{"127.0.0.1"}; ///< numeric
    int port{8080};                   ///< 0: any free one
    std::string unix_socket{}; ///< its path, below 108 bytes; then address and port are not used
    /// Threads; each serves one connection at a time.
    std::size_t workers{128};
    std::size_t waiting_max{256};            ///< connections that wait for a worker; beyond: 503
    std::chrono::milliseconds idle{15'000};  ///< a connection may wait for its next request
    std::chrono::milliseconds head{5'000};   ///< from the first byte to the blank line
    std::chrono::milliseconds body{10'000};  ///< all of the body
    std::chrono::milliseconds write{10'000}; ///< all of the answer
};

class HttpServer {
public:
    /// `handler` must outlive the server.
    HttpServer(const HttpOptions& options, RequestHandler& handler);
    ~HttpServer();
    HttpServer(const HttpServer&) = delete;
    HttpServer& operator=(const HttpServer&) = delete;

    /// The port that is listened on (1 on a Unix socket), or 0 when the address cannot be had.
    int bind();
    /// Serves until stop(); returns when every request taken was answered. False: accept failed.
    bool run();
    /// From any thread: each connection ends with its next answer; new ones are still taken.
    void drain();
    /// From any thread: takes no more connections, so that run() returns.
    void stop();

private:
    class Impl;
    std::unique_ptr<Impl> impl_;
};

} // namespace hark::server
