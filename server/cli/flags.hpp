// How harkd and hark read their flags. With the other files of this folder the only place that
// sees CLI11.
#pragma once

#include <CLI/CLI.hpp>
#include <optional>
#include <string>
#include <string_view>

#include "server/config/key_choice.hpp"

namespace hark::server {

/// --data, the three ways to the root key, and the clock of tests.
void add_data_flag(CLI::App& app, std::string& data);
void add_key_flags(CLI::App& app, KeyChoice& key);
void add_test_clock_flag(CLI::App& app, std::string& file);

/// Reads the arguments. An exit code when the program ends here: 0 after --help or --version, 2
/// after a mistake, which was told in one line.
std::optional<int> read_flags(CLI::App& app, std::string_view program, int count, char** arguments);

} // namespace hark::server
