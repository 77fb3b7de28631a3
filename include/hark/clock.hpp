// Time as Hark sees it: milliseconds of UTC, taken from a clock that the host may replace.
#pragma once

#include <atomic>
#include <chrono>

namespace hark {

using Millis = std::chrono::milliseconds;
using Time = std::chrono::sys_time<Millis>; ///< UTC, milliseconds since 1970-01-01

/// Where "now" comes from. Implementations are called from many threads at once.
class Clock {
public:
    virtual ~Clock() = default;
    virtual Time now() noexcept = 0;
    /// Time that passed since some moment, by a clock that nobody sets. When now() has moved more
    /// than limits::clock_ahead_hours_max further than this since a memory was opened, housekeeping
    /// does not follow it. The default takes now() at its word.
    virtual Millis passed() noexcept { return now().time_since_epoch(); }

protected:
    Clock() = default;
    Clock(const Clock&) = default;
    Clock& operator=(const Clock&) = default;
};

/// The machine's clock; lives as long as the program.
Clock& system_clock() noexcept;

/// A clock that stands still until it is set: for replay and for tests.
class VirtualClock final : public Clock {
public:
    explicit VirtualClock(Time start = Time{}) : now_{start} {}
    Time now() noexcept override { return now_.load(std::memory_order_relaxed); }
    void set(Time now) noexcept { now_.store(now, std::memory_order_relaxed); }
    void advance(Millis by) noexcept { set(now() + by); }

private:
    std::atomic<Time> now_;
};

} // namespace hark
