// Counters that many threads add to and others read. They hold numbers, never text.
#pragma once

#include <array>
#include <atomic>
#include <cstdint>
#include <vector>

#include "hark/redaction.hpp"

namespace hark::redaction {

/// May be used from many threads at once. Takes no lock.
class SharedCounters {
public:
    SharedCounters();
    SharedCounters(const SharedCounters&) = delete;
    SharedCounters& operator=(const SharedCounters&) = delete;

    void add(const Counters& counters) noexcept;
    /// One span more.
    void add(const Span& span) noexcept;

    /// As they stand. What is added meanwhile may be in one of the two tables alone.
    Counters load() const;

private:
    std::vector<std::atomic<std::uint64_t>> by_rule_;
    std::array<std::atomic<std::uint64_t>, entity_count> by_entity_{};
};

} // namespace hark::redaction
