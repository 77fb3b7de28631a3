// The two database files: their names, making them, and whether they are ours to open. The tables
// are described in FORMAT.md.
#pragma once

#include <filesystem>

#include "hark/result.hpp"
#include "hark/secret.hpp"

namespace hark::store::sqlcipher {

/// The format that this source writes and reads.
inline constexpr int format_version = 1;

std::filesystem::path data_path(const std::filesystem::path& folder);
std::filesystem::path keys_path(const std::filesystem::path& folder);

/// Makes what is missing when `create`, and checks that both files are of this format. Errors: see
/// open_sqlcipher_store().
Status ready_databases(const std::filesystem::path& folder, const Secret& data_key,
                       const Secret& keys_key, bool create);

} // namespace hark::store::sqlcipher
