// A run's results as one JSON object.
#pragma once

#include <cstdint>
#include <span>
#include <string>

#include "tests/bench/world/metrics.hpp"
#include "tests/bench/world/world.hpp"

namespace hark::world {

struct Run {
    std::string policy;
    std::uint64_t seed{0};
    std::uint32_t households{0};
    double seconds{0}; ///< from the first line to the last answer
};

/// `sorted`: the outcomes that count, as sort_by_probability() leaves them.
std::string report(const World& world, const Run& run, std::span<const Outcome> sorted,
                   std::size_t resamples);

} // namespace hark::world
