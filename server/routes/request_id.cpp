#include "server/routes/request_id.hpp"

#include <algorithm>
#include <cstdint>

#include "hark/secret.hpp"

namespace hark::server {

namespace {

constexpr std::string_view alphabet =
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-";
static_assert(alphabet.size() == 64);
// A minted name: 15 characters of the thread's own, random once, and 9 that count. No two are the
// same, and none costs a system call.
constexpr std::size_t own_characters = 15;    // 90 bits
constexpr std::size_t counted_characters = 9; // 54 bits

class Mint {
public:
    Mint() {
        const Secret random = Secret::random();
        for (std::size_t i = 0; i < own_characters; ++i)
            own_[i] = alphabet[random.bytes()[i] & 63];
    }
    void next(std::array<char, own_characters + counted_characters>& id) {
        auto* to = std::copy(own_.begin(), own_.end(), id.data());
        std::uint64_t rest = ++count_;
        for (std::size_t i = counted_characters; i-- > 0; rest >>= 6)
            to[i] = alphabet[rest & 63];
    }

private:
    std::array<char, own_characters> own_{};
    std::uint64_t count_{0};
};
thread_local Mint mint;

bool is_lower_hex(std::string_view text) {
    return std::ranges::all_of(
        text, [](char c) { return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'); });
}

bool is_all_zero(std::string_view text) {
    return std::ranges::all_of(text, [](char c) { return c == '0'; });
}

} // namespace

RequestId::RequestId() { mint.next(text_); }

bool is_traceparent(std::string_view text) {
    if (text.size() != 55 || text[2] != '-' || text[35] != '-' || text[52] != '-') return false;
    const auto version = text.substr(0, 2);
    const auto trace = text.substr(3, 32);
    const auto parent = text.substr(36, 16);
    return is_lower_hex(version) && version != "ff" && is_lower_hex(trace) && !is_all_zero(trace) &&
           is_lower_hex(parent) && !is_all_zero(parent) && is_lower_hex(text.substr(53, 2));
}

} // namespace hark::server
