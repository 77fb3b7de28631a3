// What may be told: the one place that turns a context into an answer, by level and tier.
#pragma once

#include "hark/call.hpp"
#include "hark/service.hpp"
#include "lib/memory/context.hpp"

namespace hark::memory {

/// Fills the answer's intents, variables, history and withheld from what is remembered, by the
/// answer's own identity: nothing below medium and nothing when ambiguous, variables of tier `open`
/// from medium, everything else but tier `verified` from high (or from medium, where the tenant
/// says so). What is past its time at `now` is not there.
void disclose(const Context& context, const Settings& settings, Time now, StartAnswer& answer);

/// An open or pending intent.
bool is_open(const Intent& intent) noexcept;

} // namespace hark::memory
