#include "tests/bench/redis.hpp"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cstdio>
#include <cstdlib>

namespace hark::bench {
namespace {

[[noreturn]] void fail(const char* what) {
    std::perror(what);
    std::exit(1);
}

std::string part(std::string_view text) {
    return "$" + std::to_string(text.size()) + "\r\n" + std::string{text} + "\r\n";
}

} // namespace

Redis::Redis(int port) : socket_{::socket(AF_INET, SOCK_STREAM, 0)} {
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(static_cast<std::uint16_t>(port));
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    const int on = 1;
    if (socket_ < 0 ||
        ::connect(socket_, reinterpret_cast<sockaddr*>(&address), sizeof address) != 0)
        fail("redis");
    ::setsockopt(socket_, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
}

Redis::~Redis() { ::close(socket_); }

void Redis::send(std::string_view request) {
    if (::send(socket_, request.data(), request.size(), 0) != static_cast<ssize_t>(request.size()))
        fail("redis send");
}

std::string Redis::line() {
    while (true) {
        const auto end = buffer_.find("\r\n");
        if (end != std::string::npos) {
            std::string found = buffer_.substr(0, end);
            buffer_.erase(0, end + 2);
            return found;
        }
        char chunk[4096];
        const auto got = ::recv(socket_, chunk, sizeof chunk, 0);
        if (got <= 0) fail("redis recv");
        buffer_.append(chunk, static_cast<std::size_t>(got));
    }
}

void Redis::set(std::string_view key, std::string_view value) {
    send("*3\r\n$3\r\nSET\r\n" + part(key) + part(value));
    if (line() != "+OK") fail("redis SET");
}

std::size_t Redis::get(std::string_view key) {
    send("*2\r\n$3\r\nGET\r\n" + part(key));
    const auto size = std::strtoul(line().substr(1).c_str(), nullptr, 10);
    while (buffer_.size() < size + 2) {
        char chunk[4096];
        const auto got = ::recv(socket_, chunk, sizeof chunk, 0);
        if (got <= 0) fail("redis recv");
        buffer_.append(chunk, static_cast<std::size_t>(got));
    }
    buffer_.erase(0, size + 2);
    return size;
}

} // namespace hark::bench
