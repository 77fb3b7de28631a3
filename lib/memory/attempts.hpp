// Verifications that were tried: how many failures make the next one wait, and what is kept of them
// for the customer to see. Pure data and rules; knows nothing of storage or of what was said.
#pragma once

#include <cstddef>
#include <optional>
#include <vector>

#include "hark/call.hpp"
#include "lib/base/bytes.hpp"

namespace hark::memory {

/// When verifications failed, oldest first. Kept of a number and of a call; those of a customer are
/// among their KeptAttempts.
using Failures = std::vector<Time>;

/// The most failures that are kept: more are never let happen within limits::verify_window_hours.
inline constexpr std::size_t failures_max = limits::verify_failures_max;

/// From when on another try may be compared; not after `now`: at once. From the third failure on
/// each one is followed by a wait, twice as long as the one before; ten within the window lock
/// until one has aged out.
Time allowed_from(const Failures& failures, Time now);
/// Drops what no longer counts. Failures further ahead than the window are a clock's mistake.
void age(Failures& failures, Time now);
void add_failure(Failures& failures, Time now);

void write(base::Writer& writer, const Failures& failures);
Failures read_failures(base::Reader& reader);

/// One verification of a customer: what the export shows of it.
struct KeptAttempt {
    Time at{};
    CallId call_id;
    std::optional<VerifyMethod> method; ///< none: Hark compared
    VariableName variable;
    bool verified{false};
};

/// Adds the latest. Who has to make room is the oldest, but no failure that still counts.
void keep(std::vector<KeptAttempt>& attempts, KeptAttempt attempt);
/// Those that failed.
Failures failures_of(const std::vector<KeptAttempt>& attempts);

void write(base::Writer& writer, const KeptAttempt& attempt);
KeptAttempt read_attempt(base::Reader& reader);

} // namespace hark::memory
