// The commands of `hark`, each a function from its options to an exit code: 0 done, 1 failed, 2
// wrong usage. What they answer goes to standard output, one line that says what to do to standard
// error. They know nothing of how options are read.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "hark/clock.hpp"
#include "hark/memory.hpp"
#include "server/config/key_choice.hpp"

namespace hark::server {

inline constexpr int done = 0;
inline constexpr int failed = 1;
inline constexpr int wrong_usage = 2;

/// Which memory, and the way to its key.
struct MemoryChoice {
    std::string data;
    KeyChoice key;
    std::string test_clock; ///< empty: the machine's clock
};

/// A memory and what it needs to live.
struct OpenMemory {
    std::unique_ptr<Clock> clock; ///< null: the machine's
    std::optional<Memory> memory;
};
/// Opens the memory, or with `create` makes it. Complains and gives no memory when it cannot.
OpenMemory open_memory(const MemoryChoice& choice, bool create = false);

/// Complains about an error; gives the exit code.
int fail(const Error& error);
/// To standard output; complains when it cannot be written. Gives the exit code.
int print_text(std::string_view text);
/// Two letters, or nothing to leave it as it is. Complains; gives the exit code.
int read_region(const std::string& text, Settings& settings);

struct InitOptions {
    MemoryChoice memory;
    std::string api_key_file; ///< empty: shown on the terminal
};
int init(const InitOptions& options);

int export_customer(const MemoryChoice& choice, const std::string& ref);
int forget_customer(const MemoryChoice& choice, const std::string& ref);
int verify(const MemoryChoice& choice);

struct ReplayOptions {
    std::string policy{"hark-1"}; ///< a built-in one or a file
    std::string region;           ///< two letters; empty: US
    bool explain{false};
    bool progress{false}; ///< shown also where standard error is no terminal
};
/// Reads standard input to its end.
int replay(const ReplayOptions& options);

struct RedactOptions {
    std::string entities; ///< names with commas; empty: what the profile says
    std::string region;   ///< countries with commas; empty: US
    std::string profile{"default"};
    bool spans{false}; ///< what was found in place of the text
    bool lines{false}; ///< JSON lines in and out
};
/// Standard input to standard output.
int redact(const RedactOptions& options);

/// How many policies --compare takes: each plays in a memory of its own.
inline constexpr std::size_t compared_max = 3;

struct CalibrateOptions {
    std::string policy{"hark-1"};
    std::vector<std::string> compare;
    std::string fit;    ///< new file for a fitted policy; empty: nothing is fitted
    std::string name;   ///< of that policy; empty: the base's and the day of the last call
    std::string report; ///< HTML file; empty: none
    std::string region;
    std::uint64_t warmup{0}; ///< starts with truth that are played and not counted
    bool progress{false};
};
/// Reads standard input to its end.
int calibrate(const CalibrateOptions& options);

} // namespace hark::server
