// What every use case works with.
#pragma once

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
};

} // namespace hark::memory
