// The settings of harkd, from flags and the environment.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>

#include "server/config/key_choice.hpp"

namespace hark::server {

struct HarkdOptions {
    std::string data;
    KeyChoice key;
    std::string address; ///< numeric, loopback
    int port{8080};      ///< 0: any free one
    std::size_t workers{128};
    std::uint32_t readers{8};
    std::uint32_t cache_mib{32};
    std::string region{"US"};
    bool redact_summaries{false};
    int drain_ms{1000};   ///< between SIGTERM, when /readyz fails, and the last new connection
    std::string log_file; ///< empty: standard error
    bool allow_core_dumps{false}; ///< and debuggers
    std::string test_clock;       ///< empty: the machine's clock
};

/// Fills `options`. An exit code when the program ends here: 0 after --help or --version, 2 after a
/// mistake, which was told in one line.
std::optional<int> read_harkd_options(int count, char** arguments, HarkdOptions& options);

} // namespace hark::server
