// What all requests to redact share, so that none of them has to make it.
#pragma once

#include "hark/redaction.hpp"
#include "hark/redaction_counters.hpp"

namespace hark::server {

struct Redactions {
    /// For requests that choose nothing.
    const Result<redaction::Redactor> standard{redaction::Redactor::make({})};
    redaction::SharedCounters counters;
};

} // namespace hark::server
