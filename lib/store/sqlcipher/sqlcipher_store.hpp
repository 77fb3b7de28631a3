// The Store on disk: one folder with data.db and keys.db, both SQLCipher 4. FORMAT.md describes the
// files; store.hpp is the contract.
#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>

#include "hark/result.hpp"
#include "hark/secret.hpp"
#include "lib/store/store.hpp"

namespace hark::store {

struct SqlcipherOptions {
    std::filesystem::path folder; ///< must be there
    Secret data_key;              ///< raw key of data.db
    Secret keys_key;              ///< raw key of keys.db
    bool create{false};           ///< make the databases when the folder holds none
    std::uint32_t readers{4};     ///< connections that read side by side, 1–64
    std::uint32_t cache_mib{32};  ///< page caches of all connections together, 4–65536
};

/// Opens, or with `create` makes, the databases in a folder; several processes may do so at once.
/// Finishes erasures that a crash interrupted. Errors: `no_memory_here`, `corrupt` (also for a
/// wrong key: the keyring has proved the key before), `newer_format`, `not_encrypted`, `read_only`,
/// `disk_full`, `busy`, `storage_failed`.
Result<std::unique_ptr<Store>> open_sqlcipher_store(SqlcipherOptions options);

} // namespace hark::store
