// libsodium's HMAC, its state kept in bytes so that its header stays in this folder.
#include "lib/base/keyed_digest.hpp"

#include <sodium.h>

#include <new>

namespace hark::base {
namespace {

crypto_auth_hmacsha256_state* state_in(void* bytes) noexcept {
    return std::launder(static_cast<crypto_auth_hmacsha256_state*>(bytes));
}

} // namespace

KeyedDigest::KeyedDigest(const Secret& key) noexcept {
    static_assert(sizeof(crypto_auth_hmacsha256_state) <= state_bytes);
    static_assert(alignof(crypto_auth_hmacsha256_state) <= 16);
    auto* state = ::new (static_cast<void*>(state_.data())) crypto_auth_hmacsha256_state;
    crypto_auth_hmacsha256_init(state, key.bytes().data(), Secret::size);
}

KeyedDigest::~KeyedDigest() { sodium_memzero(state_.data(), state_.size()); }

void KeyedDigest::add(std::string_view bytes) noexcept {
    crypto_auth_hmacsha256_update(state_in(state_.data()),
                                  reinterpret_cast<const unsigned char*>(bytes.data()),
                                  bytes.size());
}

std::array<std::uint8_t, KeyedDigest::size> KeyedDigest::finish() noexcept {
    std::array<std::uint8_t, size> out{};
    crypto_auth_hmacsha256_final(state_in(state_.data()), out.data());
    return out;
}

void wipe(void* bytes, std::size_t count) noexcept { sodium_memzero(bytes, count); }

} // namespace hark::base
