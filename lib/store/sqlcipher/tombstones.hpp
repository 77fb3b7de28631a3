// The file `tombstones`: who was erased, for whoever restores a backup. Only ever appended to, and
// copied with every backup of the keys. FORMAT.md describes it.
#pragma once

#include <filesystem>
#include <vector>

#include "hark/clock.hpp"
#include "hark/result.hpp"
#include "lib/store/store.hpp"

namespace hark::store::sqlcipher {

struct Tombstone {
    Digest ref{}; ///< keyed digest of the customer_ref
    Time at{};
};

std::filesystem::path tombstones_path(const std::filesystem::path& folder);

/// Durable when it returns. Several processes may append at once. Error `corrupt` when the file is
/// something else: nothing is appended behind what nobody could read.
Status append_tombstone(const std::filesystem::path& folder, const Tombstone& tombstone);

/// All of them, oldest first; none when there is no file. An entry that a crash cut off was never
/// acknowledged and is left out. Error `corrupt` for anything else that does not add up.
Result<std::vector<Tombstone>> read_tombstones(const std::filesystem::path& path);

} // namespace hark::store::sqlcipher
