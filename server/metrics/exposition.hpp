// The counters in the text format of Prometheus. Every name and label value is one of our own: an
// entity's, a rule's, a door's. Nothing that came over the wire gets here.
#pragma once

#include <string>

#include "server/log/log.hpp"
#include "server/routes/redactions.hpp"

namespace hark::server {

/// Appends the metrics. Entities and rules that found nothing yet are left out.
void append_metrics(const Log& log, const Redactions& redactions, std::string& out);

} // namespace hark::server
