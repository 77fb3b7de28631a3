// Key material: made, moved and wiped.

#include "hark/secret.hpp"

#include <sodium.h>

#include <algorithm>

#include "lib/base/random.hpp"

namespace hark {

Secret::~Secret() { sodium_memzero(bytes_.data(), size); }

Secret::Secret(Secret&& other) noexcept : bytes_{other.bytes_} {
    sodium_memzero(other.bytes_.data(), size);
}

Secret& Secret::operator=(Secret&& other) noexcept {
    if (this != &other) {
        bytes_ = other.bytes_;
        sodium_memzero(other.bytes_.data(), size);
    }
    return *this;
}

Result<Secret> Secret::from(std::span<const std::uint8_t> bytes) {
    if (bytes.size() != size) return Error{Code::key_missing, "a key has exactly 32 bytes"};
    Secret made;
    std::copy(bytes.begin(), bytes.end(), made.bytes_.begin());
    return made;
}

Secret Secret::random() {
    Secret made;
    base::fill_random(made.bytes_);
    return made;
}

} // namespace hark
