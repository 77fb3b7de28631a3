// What every use case works with.
#pragma once

#include <optional>

#include "hark/clock.hpp"
#include "lib/crypto/keyring.hpp"
#include "lib/memory/id_hygiene.hpp"
#include "lib/store/store.hpp"

namespace hark::memory {

/// All outlive it.
struct Engine {
    store::Store& store;
    const crypto::Keyring& keys;
    Clock& clock;
    IdHygiene* hygiene{nullptr}; ///< null: nothing is learned of types of ids
    /// now() less passed() of the clock when the memory was opened; none: the clock is trusted.
    std::optional<Millis> clock_offset{};
};

} // namespace hark::memory
