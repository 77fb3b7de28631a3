// Runs a command that prints a key. Knows nothing of what a key looks like.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>

#include "hark/clock.hpp"
#include "hark/result.hpp"

namespace hark::crypto {

/// How long a key command may take: someone may have to touch a token or type a PIN.
inline constexpr Millis key_command_wait_max{60'000};

/// Runs `shell` by /bin/sh -c, with nothing on its standard input and this process's standard
/// error, and reads what it prints into `out`; gives how many bytes came. Error `key_missing` when
/// it cannot be started, prints more than fits, exits with anything but 0, or is not done after
/// `wait`; it is killed then. The host must neither ignore SIGCHLD nor wait for children that are
/// not its own, or the exit status is lost and the key refused.
Result<std::size_t> run_key_command(const std::string& shell, std::span<std::uint8_t> out,
                                    Millis wait);

} // namespace hark::crypto
