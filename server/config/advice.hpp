// An engine's error as one line for the person at the terminal: what happened, and what to do.
#pragma once

#include <string>

#include "hark/result.hpp"

namespace hark::server {

/// No line end; nothing personal. With the system's error number where there is one.
std::string advice(const Error& error);

} // namespace hark::server
