// Which of the ways to the root key was chosen.
#pragma once

#include <filesystem>
#include <optional>
#include <string>

#include "hark/memory.hpp"

namespace hark::server {

/// At most one is given; none means the file beside the memory.
struct KeyChoice {
    std::string file;
    std::optional<int> descriptor;
    std::string command;
};

/// DATA.root_key, beside the memory and not in it: a copy of the folder alone opens nothing.
std::filesystem::path default_key_file(const std::filesystem::path& data);

/// The file that is meant, or nothing when the key does not come from a file.
std::optional<std::filesystem::path> key_file(const KeyChoice& choice,
                                              const std::filesystem::path& data);

KeySource key_source(const KeyChoice& choice, const std::filesystem::path& data);

} // namespace hark::server
