// The one way to a log, for harkd and for programs that embed Hark: whatever a line says, what is
// personal in it is replaced before anybody sees it. Where that cannot be done, the line does not
// appear: "[REDACTION_ERROR len=n]" stands in its place.
#pragma once

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <string_view>

#include "hark/redaction.hpp"
#include "hark/redaction_counters.hpp"

namespace hark::redaction {

/// May be used from many threads at once, if `emit` may. Takes no lock; each thread that writes has
/// some 100 KiB of memory of its own.
class LogSink {
public:
    /// Called with a whole line, its line end included. The view is valid during the call.
    using Emit = std::function<void(std::string_view line)>;

    /// Longer answers are not written: the marker is.
    static constexpr std::size_t line_bytes_max = 16 * 1024;

    /// The redactor must outlive this.
    LogSink(const Redactor& redactor, Emit emit);
    LogSink(const LogSink&) = delete;
    LogSink& operator=(const LogSink&) = delete;

    /// `line` has no line end. Every call emits exactly one line; an exception on the way leaves
    /// the marker, and passes on.
    void write(std::string_view line) const;

    /// What was replaced since the sink was made.
    Counters counters() const { return counters_.load(); }
    /// Lines that were not written because they could not be redacted.
    std::uint64_t failures() const noexcept { return failures_.load(std::memory_order_relaxed); }

private:
    class Line;

    const Redactor& redactor_;
    Emit emit_;
    mutable SharedCounters counters_;
    mutable std::atomic<std::uint64_t> failures_{0};
};

} // namespace hark::redaction
