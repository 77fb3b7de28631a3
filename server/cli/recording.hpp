// Recorded calls as replay and calibrate take them: JSON lines on standard input.
#pragma once

#include <functional>

#include "hark/json.hpp"
#include "server/cli/progress.hpp"

namespace hark::server {

/// Reads standard input to its end and hands on each line, decoded, before it reads on. Complains
/// about the first that cannot be read, or for which `play` gives an error, and stops there. Gives
/// the exit code.
int for_each_line(Progress& progress, const std::function<Status(json::ReplayLine& line)>& play);

} // namespace hark::server
