// Unpredictable bytes by way of libsodium.

#include "lib/base/random.hpp"

#include <sodium.h>

namespace hark::base {

void ready_sodium() noexcept {
    // It fails only when its own mutex does, and then its portable code runs: same results, slower.
    // libsodium keeps the state and guards it, so there is nothing of ours to be global.
    [[maybe_unused]] const int readied = sodium_init();
}

void fill_random(std::span<std::uint8_t> out) noexcept {
    ready_sodium();
    randombytes_buf(out.data(), out.size());
}

} // namespace hark::base
