// The report of calibrate: one HTML file that needs nothing else and holds no script.
#pragma once

#include <span>
#include <string>

#include "server/cli/tables.hpp"

namespace hark::server {

/// With a reliability plot and the tables; `fit`, when not null, comes last. Sums and names of
/// policies only: nothing about any one call.
std::string html_report(std::span<const Judged> judged, const Table* fit);

} // namespace hark::server
