// Text for the terminal and for files, written whole.
#pragma once

#include <filesystem>
#include <string_view>

#include "hark/result.hpp"

namespace hark::server {

/// Writes all of it to a descriptor, however many pieces that takes. False when it cannot.
bool write_all(int descriptor, std::string_view text);

/// "program: text" and a line end on standard error.
void complain(std::string_view program, std::string_view text);

/// A new file that only its owner can read (0600), on disk when this returns. An existing one is an
/// error (`conflict`), and what was half written is removed.
Status write_secret_file(const std::filesystem::path& path, std::string_view text);

} // namespace hark::server
