// The folder of a memory: made for it alone, and closed to everybody else. Knows the names of the
// files, not what is in them.
#pragma once

#include <filesystem>

#include "hark/result.hpp"

namespace hark::memory {

/// Makes the folder, mode 0700, and those above it. One that is there already is taken when it is
/// ours, closed to others and empty, but for what an interrupted making left; its mode is never
/// changed. Errors: `key_exposed`, `not_allowed`, `storage_failed`.
Status make_folder(const std::filesystem::path& folder);

/// Error `key_exposed` when others than the owner may enter or read the folder.
Status check_folder(const std::filesystem::path& folder);

/// Takes the rights of others off the memory's files, which a copy may have brought.
void close_files_to_others(const std::filesystem::path& folder) noexcept;

} // namespace hark::memory
