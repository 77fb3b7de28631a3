// As much of the Redis protocol (RESP 2) as the references need: one blocking connection.
#pragma once

#include <string>
#include <string_view>

namespace hark::bench {

class Redis {
public:
    explicit Redis(int port); ///< on 127.0.0.1
    ~Redis();
    Redis(const Redis&) = delete;
    Redis& operator=(const Redis&) = delete;

    void set(std::string_view key, std::string_view value);
    /// Bytes of the value.
    std::size_t get(std::string_view key);

private:
    void send(std::string_view request);
    std::string line();

    int socket_{-1};
    std::string buffer_;
};

} // namespace hark::bench
