#include "server/routes/request_id.hpp"

#include <algorithm>
#include <cstdint>

#include "hark/secret.hpp"

namespace hark::server {

namespace {

constexpr std::string_view alphabet =
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-";
static_assert(alphabet.size() == 64);
constexpr std::size_t minted_characters = 24; // 144 bits

bool is_lower_hex(std::string_view text) {
    return std::ranges::all_of(
        text, [](char c) { return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'); });
}

bool is_all_zero(std::string_view text) {
    return std::ranges::all_of(text, [](char c) { return c == '0'; });
}

} // namespace

RequestId::RequestId(std::string_view sent) {
    const auto allowed = [](char c) { return alphabet.find(c) != std::string_view::npos; };
    if (!sent.empty() && sent.size() <= text_.size() && std::ranges::all_of(sent, allowed)) {
        size_ = sent.copy(text_.data(), text_.size());
        return;
    }
    const Secret random = Secret::random();
    for (; size_ < minted_characters; ++size_)
        text_[size_] = alphabet[random.bytes()[size_] & 63];
}

bool is_traceparent(std::string_view text) {
    if (text.size() != 55 || text[2] != '-' || text[35] != '-' || text[52] != '-') return false;
    const auto version = text.substr(0, 2);
    const auto trace = text.substr(3, 32);
    const auto parent = text.substr(36, 16);
    return is_lower_hex(version) && version != "ff" && is_lower_hex(trace) && !is_all_zero(trace) &&
           is_lower_hex(parent) && !is_all_zero(parent) && is_lower_hex(text.substr(53, 2));
}

} // namespace hark::server
