// How the log names a call. A call_id is the platform's own, and many are put together from parts
// of which one is the caller's number: "+14155550132-17".
#pragma once

#include <string>
#include <string_view>

#include "hark/redaction.hpp"
#include "hark/redaction_counters.hpp"

namespace hark::server {

/// May be used from many threads at once.
class CallNames {
public:
    /// The call_id, with a placeholder for each part that is personal. Empty, so that nothing is
    /// logged, when that cannot be found out.
    std::string of(std::string_view call_id) const;

    /// What was replaced.
    redaction::Counters counters() const { return counters_.load(); }

private:
    mutable redaction::SharedCounters counters_;
    const Result<redaction::Redactor> redactor_{
        redaction::Redactor::make({.format = redaction::Format::text})};
};

} // namespace hark::server
