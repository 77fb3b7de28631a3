// How a verification changes what was decided about who is calling. Pure.
#pragma once

#include <cstddef>
#include <optional>

#include "hark/call.hpp"
#include "lib/memory/recognise.hpp"

namespace hark::memory {

/// The identity of a caller who was verified as the candidate at `place` (none: nothing the call
/// brought points to them). A verification weighs 10 bits, as much as a customer_ref: on top of
/// what else speaks for them, or, where nothing does, of what spoke for "nobody known". It settles
/// the level: high, not ambiguous, no cap but the ceiling of 0.99; so the probability is at least
/// where high begins. Changes the decision in `recognised`.
Identity identity_of_verified(Recognised& recognised, std::optional<std::size_t> place,
                              const Supplied& supplied, const Settings& settings);

/// Lowers what the start had answered after so many failed verifications in the call: the first
/// ends high, the third medium. A low one is worth nothing, as ever.
void lower_after_failures(Identity& identity, std::size_t failures, const Settings& settings);

} // namespace hark::memory
