// The only file that sees httplib.h. cpp-httplib accepts, queues and writes answers; the sockets
// are read here, because 0.41 has no time limit for a whole request, percent-decodes header values,
// lets an answer leave unread body bytes on the connection, and closes without a word when its
// queue is full. It gets to see only heads that check_head() let through.
#include "server/http/httplib_server.hpp"

#define CPPHTTPLIB_LISTEN_BACKLOG 1024 // the kernel's queue must outlast a burst of connects
#include <httplib.h>
#include <poll.h>
#include <sys/socket.h>

#include <algorithm>
#include <atomic>
#include <cerrno>
#include <thread>
#include <utility>
#include <variant>

#include "hark/limits.hpp"
#include "server/http/head.hpp"

namespace hark::server {

namespace {

using SteadyClock = std::chrono::steady_clock;
using std::chrono::milliseconds;

// How often a waiting connection looks whether the server drains or others wait for its worker.
constexpr milliseconds idle_look{200};
// A connection may always stay open this long after an answer, so that a client that sends calls
// one after the other keeps it even when others wait.
constexpr milliseconds idle_min{1000};
// How many answers a connection gets when others wait for its worker.
constexpr std::size_t answers_while_others_wait = 64;
constexpr std::size_t receive_bytes_max = 16 * 1024; // at once
constexpr std::size_t head_receive_bytes = 4096;     // an honest request fits whole
// What is still read (and dropped) from a client that was refused before its body was read, so that
// the answer reaches it instead of a reset.
constexpr std::size_t linger_bytes_max = 256 * 1024;
constexpr milliseconds linger_time{500};

bool would_block(int error) { return error == EAGAIN || error == EWOULDBLOCK; }

bool wait_for(int socket, short events, SteadyClock::time_point until) {
    for (;;) {
        const auto left = std::chrono::ceil<milliseconds>(until - SteadyClock::now());
        if (left <= milliseconds::zero()) return false;
        pollfd one{socket, events, 0};
        const int ready = ::poll(&one, 1, static_cast<int>(left.count()));
        if (ready > 0) return true;
        if (ready < 0 && errno != EINTR) return false;
    }
}

/// One connection: reads heads and bodies ahead of cpp-httplib, which is fed the head from memory
/// and writes through to the socket.
class Connection final : public httplib::Stream {
public:
    Connection(int socket, const HttpOptions& options) : socket_{socket}, options_{options} {
        // Room for the largest request and what may follow it at once, so that the buffer never
        // moves and a request's views into it hold. Pages that are not used cost nothing.
        buffer_.reserve(head_bytes_max + limits::body_bytes_max + receive_bytes_max);
    }

    enum class Came { all, nothing, too_much, too_slow };

    /// Reads to the blank line. What was read of the request before is forgotten.
    Came read_head() {
        buffer_.erase(0, used_);
        used_ = 0;
        fed_ = 0;
        const auto until = SteadyClock::now() + options_.head;
        std::size_t looked = 0;
        for (;;) {
            const auto from = looked < 3 ? 0 : looked - 3;
            const auto end = buffer_.find("\r\n\r\n", from);
            if (end != std::string::npos && end + 4 <= head_bytes_max) {
                head_bytes_ = end + 4;
                used_ = head_bytes_;
                return Came::all;
            }
            looked = buffer_.size();
            if (looked >= head_bytes_max) return Came::too_much;
            if (!receive(head_receive_bytes, until))
                return looked == 0 ? Came::nothing : Came::too_slow;
        }
    }

    bool read_body(std::size_t bytes) {
        const auto until = SteadyClock::now() + options_.body;
        while (buffer_.size() < head_bytes_ + bytes) {
            if (!receive(head_bytes_ + bytes - buffer_.size(), until)) return false;
        }
        used_ = head_bytes_ + bytes;
        return true;
    }

    std::string_view head() const { return std::string_view{buffer_}.substr(0, head_bytes_); }
    std::string_view body() const {
        return std::string_view{buffer_}.substr(head_bytes_, used_ - head_bytes_);
    }
    bool has_more() const { return buffer_.size() > used_; }

    bool send_all(std::string_view text) {
        const auto until = SteadyClock::now() + options_.write;
        while (!text.empty()) {
            const auto sent =
                ::send(socket_, text.data(), text.size(), MSG_NOSIGNAL | MSG_DONTWAIT);
            if (sent > 0) {
                text.remove_prefix(static_cast<std::size_t>(sent));
            } else if (sent < 0 && errno == EINTR) {
                continue;
            } else if (sent < 0 && would_block(errno)) {
                if (!wait_for(socket_, POLLOUT, until)) return false;
            } else {
                return false;
            }
        }
        return true;
    }

    /// Ends our side, then drops what the client still sends, within limits.
    void linger() {
        ::shutdown(socket_, SHUT_WR);
        const auto until = SteadyClock::now() + linger_time;
        for (std::size_t dropped = 0; dropped < linger_bytes_max;) {
            buffer_.clear();
            if (!receive(receive_bytes_max, until)) return;
            dropped += buffer_.size();
        }
    }

    // --- httplib::Stream ---------------------------------------------------------------------
    bool is_readable() const override { return fed_ < head_bytes_; }
    bool wait_readable() const override { return is_readable(); }
    bool wait_writable() const override { return true; }
    ssize_t read(char* to, size_t size) override {
        size = std::min(size, head_bytes_ - fed_);
        buffer_.copy(to, size, fed_);
        fed_ += size;
        return static_cast<ssize_t>(size);
    }
    using httplib::Stream::write;
    ssize_t write(const char* from, size_t size) override {
        return send_all({from, size}) ? static_cast<ssize_t>(size) : -1;
    }
    void get_remote_ip_and_port(std::string&, int&) const override {}
    void get_local_ip_and_port(std::string&, int&) const override {}
    socket_t socket() const override { return socket_; }
    time_t duration() const override { return 0; }

private:
    /// Appends at least one byte and at most `bytes_max`; false at the end, in error or out of
    /// time.
    bool receive(std::size_t bytes_max, SteadyClock::time_point until) {
        bytes_max = std::min(bytes_max, receive_bytes_max);
        const auto before = buffer_.size();
        buffer_.resize(before + bytes_max);
        ssize_t got = 0;
        for (;;) {
            got = ::recv(socket_, buffer_.data() + before, bytes_max, MSG_DONTWAIT);
            if (got >= 0) break;
            if (errno == EINTR) continue;
            if (!would_block(errno) || !wait_for(socket_, POLLIN, until)) break;
        }
        buffer_.resize(before + static_cast<std::size_t>(std::max<ssize_t>(got, 0)));
        return got > 0;
    }

    int socket_;
    const HttpOptions& options_;
    std::string buffer_; // the head, the body, and perhaps the beginning of the next head
    std::size_t head_bytes_{0};
    std::size_t used_{0}; // head and body: what the next read_head() forgets
    std::size_t fed_{0};  // of the head, to cpp-httplib
};

/// A request on its way through cpp-httplib, whose handlers cannot be given anything of ours.
struct InProgress {
    const Request& request;
    int status{0};
};
thread_local InProgress* in_progress = nullptr;
// Set while the accepting thread itself turns a connection away.
thread_local bool turning_away = false;

/// cpp-httplib's pool with a bounded queue. A connection that does not fit is turned away with an
/// answer on the accepting thread; the pool alone would close it without one.
class BoundedQueue final : public httplib::TaskQueue {
public:
    BoundedQueue(const HttpOptions& options, std::atomic<std::size_t>& waiting)
        : waiting_{waiting}, pool_{options.workers, options.workers, options.waiting_max} {}

    bool enqueue(std::function<void()> serve) override {
        waiting_.fetch_add(1, std::memory_order_relaxed);
        if (pool_.enqueue([this, serve] {
                waiting_.fetch_sub(1, std::memory_order_relaxed);
                serve();
            })) {
            return true;
        }
        waiting_.fetch_sub(1, std::memory_order_relaxed);
        turning_away = true;
        serve();
        turning_away = false;
        return true;
    }
    void shutdown() override { pool_.shutdown(); }

private:
    std::atomic<std::size_t>& waiting_;
    httplib::ThreadPool pool_;
};

void append_header(std::string& out, std::string_view name, std::string_view value) {
    out.append(name).append(": ").append(value).append("\r\n");
}

/// An answer to what never got as far as cpp-httplib; the connection ends with it.
std::string closing_answer(const Response& response) {
    std::string out{"HTTP/1.1 "};
    out.append(std::to_string(response.status)).append(" ");
    out.append(httplib::status_message(response.status)).append("\r\n");
    append_header(out, "Content-Type", response.content_type);
    append_header(out, "Content-Length", std::to_string(response.body.size()));
    append_header(out, "X-Content-Type-Options", "nosniff");
    append_header(out, "Cache-Control", "no-store");
    for (const auto& [name, value] : response.headers)
        append_header(out, name, value);
    append_header(out, "Connection", "close");
    out.append("\r\n").append(response.body);
    return out;
}

void hand_over(Response&& from, httplib::Response& to) {
    to.status = from.status;
    for (auto& [name, value] : from.headers)
        to.set_header(std::string{name}, value);
    to.set_content(std::move(from.body), std::string{from.content_type});
}

} // namespace

class HttpServer::Impl final : public httplib::Server {
public:
    Impl(const HttpOptions& options, RequestHandler& handler)
        : options_{options}, handler_{handler} {
        new_task_queue = [this] {
            return std::make_unique<BoundedQueue>(options_, waiting_).release();
        };
        set_tcp_nodelay(true);
        // Not SO_REUSEPORT, cpp-httplib's own choice: a second server would share the port unseen.
        set_socket_options(
            [](socket_t socket) { httplib::set_socket_opt(socket, SOL_SOCKET, SO_REUSEADDR, 1); });
        set_default_headers({{"X-Content-Type-Options", "nosniff"}, {"Cache-Control", "no-store"}});
        set_keep_alive_timeout(
            std::chrono::duration_cast<std::chrono::seconds>(options.idle).count());
        set_keep_alive_max_count(100'000); // for its Keep-Alive header; the counting is done here
        set_pre_routing_handler([this](const httplib::Request&, httplib::Response& to) {
            Response made;
            handler_.handle(in_progress->request, made);
            hand_over(std::move(made), to);
            return HandlerResponse::Handled;
        });
        set_exception_handler(
            [this](const httplib::Request&, httplib::Response& to, const std::exception_ptr&) {
                refuse({500, "internal", "A mistake of ours."}, to);
            });
        // Sees every answer from 400 up: ours have a body, cpp-httplib's own have none.
        set_error_handler([this](const httplib::Request&, httplib::Response& to) {
            if (to.body.empty()) {
                refuse({to.status, "malformed", "A header is not of a known form."}, to);
            }
            return HandlerResponse::Handled;
        });
        set_post_routing_handler([](const httplib::Request&, httplib::Response& to) {
            in_progress->status = to.status;
        });
    }

    int bind() {
        if (!options_.unix_socket.empty()) {
            set_address_family(AF_UNIX);
            return bind_to_port(options_.unix_socket, 1) ? 1 : 0;
        }
        if (options_.port == 0) return std::max(bind_to_any_port(options_.address), 0);
        return bind_to_port(options_.address, options_.port) ? options_.port : 0;
    }

    bool run() {
        const bool accepted = listen_after_bind();
        finished_.store(true);
        return accepted;
    }

    void drain() { draining_.store(true, std::memory_order_relaxed); }

    /// cpp-httplib ignores a stop() that comes before its first accept().
    void stop_accepting() {
        drain();
        while (!is_running() && !finished_.load())
            std::this_thread::sleep_for(milliseconds{1});
        stop();
    }

private:
    bool process_and_close_socket(socket_t socket) override {
        // Nothing may end the thread: the answer is lost, the connection closes, the server lives.
        try {
            Connection connection{socket, options_};
            if (turning_away) {
                turn_away({503, "overloaded", "Too many connections wait. Try again."}, connection);
            } else {
                serve(connection);
            }
        } catch (...) {
        }
        httplib::detail::shutdown_socket(socket);
        httplib::detail::close_socket(socket);
        return true;
    }

    void serve(Connection& connection) {
        for (std::size_t answers = 1; await_request(connection); ++answers) {
            switch (connection.read_head()) {
                case Connection::Came::all:
                    break;
                case Connection::Came::nothing:
                    return;
                case Connection::Came::too_much:
                    return turn_away({431, "too_large", "The head is larger than 16 KiB."},
                                     connection);
                case Connection::Came::too_slow:
                    return turn_away({408, "too_slow", "The request took too long."}, connection);
            }
            auto checked = check_head(connection.head());
            if (const auto* refusal = std::get_if<Refusal>(&checked)) {
                return turn_away(*refusal, connection);
            }
            const auto& head = std::get<Head>(checked);
            if (head.expects_continue && head.body_bytes > 0 &&
                !connection.send_all("HTTP/1.1 100 Continue\r\n\r\n")) {
                return;
            }
            if (!serve_one(connection, head, answers)) return;
        }
    }

    /// True when the connection ends with its n-th answer, and the client is to be told.
    bool is_last(std::size_t answers) const {
        return draining_.load(std::memory_order_relaxed) ||
               (answers >= answers_while_others_wait &&
                waiting_.load(std::memory_order_relaxed) > 0);
    }

    /// False when the connection is done.
    bool serve_one(Connection& connection, const Head& head, std::size_t answers) {
        if (!connection.read_body(head.body_bytes)) {
            turn_away({408, "too_slow", "The body took too long."}, connection);
            return false;
        }
        Request request = head.request;
        request.body = connection.body();
        InProgress progress{request};
        in_progress = &progress;
        // cpp-httplib knows only `close`, alone and in lower case.
        const bool last = head.closes || is_last(answers);
        bool closed = false;
        const bool written =
            process_request(connection, {}, 0, {}, 0, last, closed, [](httplib::Request& seen) {
                seen.ranges.clear();
                seen.headers.erase("Expect"); // answered above
                seen.body_consumed_ = true;
            });
        in_progress = nullptr;
        // cpp-httplib announces `Connection: close` from 400 up, and leaves the closing to others.
        return written && !closed && !last && progress.status < 400;
    }

    /// Waits for the first byte of the next request. An idle connection gives way to those that
    /// wait for a worker.
    bool await_request(const Connection& connection) const {
        if (connection.has_more()) return true;
        const auto since = SteadyClock::now();
        for (;;) {
            const auto now = SteadyClock::now();
            if (wait_for(connection.socket(), POLLIN, now + idle_look)) return true;
            const auto idle = now + idle_look - since;
            if (draining_.load(std::memory_order_relaxed) || idle >= options_.idle ||
                svr_sock_ == INVALID_SOCKET) {
                return false;
            }
            if (idle >= idle_min && waiting_.load(std::memory_order_relaxed) > 0) return false;
        }
    }

    void turn_away(const Refusal& refusal, Connection& connection) {
        Response response;
        handler_.refuse(refusal, response);
        if (connection.send_all(closing_answer(response)) && !turning_away) connection.linger();
    }

    void refuse(const Refusal& refusal, httplib::Response& to) {
        Response response;
        handler_.refuse(refusal, response);
        hand_over(std::move(response), to);
    }

    HttpOptions options_;
    RequestHandler& handler_;
    std::atomic<std::size_t> waiting_{0}; // connections without a worker
    std::atomic<bool> draining_{false};
    std::atomic<bool> finished_{false}; // run() returned
};

HttpServer::HttpServer(const HttpOptions& options, RequestHandler& handler)
    : impl_{std::make_unique<Impl>(options, handler)} {}
HttpServer::~HttpServer() = default;

int HttpServer::bind() { return impl_->bind(); }
bool HttpServer::run() { return impl_->run(); }
void HttpServer::drain() { impl_->drain(); }
void HttpServer::stop() { impl_->stop_accepting(); }

} // namespace hark::server
