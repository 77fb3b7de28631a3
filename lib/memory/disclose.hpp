// What may be told: the one place that turns a context into an answer, by level, tier and
// verification.
#pragma once

#include "hark/call.hpp"
#include "hark/service.hpp"
#include "lib/memory/context.hpp"

namespace hark::memory {

/// What has been shown in the call itself of who is calling.
enum class Shown : std::uint8_t { nothing, verified };

/// Fills the answer's intents, variables, history and withheld from what is remembered, by the
/// answer's own identity: nothing below medium and nothing when ambiguous, variables of tier `open`
/// from medium, everything else but tier `verified` from high (or from medium, where the tenant
/// says so), and all of it to a high one who was verified in this call. What is past its time at
/// `now` is not there.
void disclose(const Context& context, const Settings& settings, Time now, Shown shown,
              StartAnswer& answer);

/// Takes out of an answer what its identity, lowered since, no longer lets be told. What is taken
/// out is counted as withheld; below medium nothing is left, not even that.
void withhold(const Settings& settings, StartAnswer& answer);

/// An open or pending intent.
bool is_open(const Intent& intent) noexcept;

} // namespace hark::memory
