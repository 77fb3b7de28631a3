// How far a long input is, for the person who waits: one line on standard error, about each second.
#pragma once

#include <chrono>
#include <cstdint>

namespace hark::server {

class Progress {
public:
    /// Shown when standard error is a terminal, or in any case with `always`.
    explicit Progress(bool always);

    /// One more line is done.
    void step();
    /// The last word; to be called before anything else goes to standard error.
    void end();

private:
    using SteadyClock = std::chrono::steady_clock;
    void show(SteadyClock::time_point now);

    bool terminal_;
    bool shown_;
    bool open_{false}; // a line that is written over stands on the terminal
    std::uint64_t lines_{0};
    SteadyClock::time_point begun_;
    SteadyClock::time_point last_;
};

} // namespace hark::server
