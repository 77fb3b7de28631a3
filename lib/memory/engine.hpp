// What every use case works with.
#pragma once

#include <optional>

#include "hark/clock.hpp"
#include "lib/crypto/keyring.hpp"
#include "lib/memory/id_hygiene.hpp"
#include "lib/memory/summaries.hpp"
#include "lib/store/store.hpp"

namespace hark::memory {

/// All outlive it.
struct Engine {
    store::Store& store;
    const crypto::Keyring& keys;
    Clock& clock;
    IdHygiene* hygiene{nullptr}; ///< null: nothing is learned of types of ids
    /// What a Memory never goes without; null: tests of storage, which keep summaries as they come.
    const Summaries* summaries{nullptr};
    /// now() less passed() of the clock when the memory was opened; none: the clock is trusted.
    std::optional<Millis> clock_offset{};
};

/// What may be stored of what was learned; nothing: all of it.
inline Result<std::optional<Learned>> cleaned(const Engine& engine, const Learned& learned,
                                              const Settings& settings) {
    if (engine.summaries == nullptr) return std::optional<Learned>{};
    return engine.summaries->cleaned(learned, settings);
}

} // namespace hark::memory
