// Draws that are the same for a seed wherever they are made: the standard library leaves the
// algorithms of its distributions to each implementation.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>

namespace hark::world {

/// xoshiro256**, seeded by splitmix64.
class Random {
public:
    /// `stream` keeps concerns apart, so that a world that differs in one draws the others alike.
    Random(std::uint64_t seed, std::uint64_t stream) noexcept;

    std::uint64_t next() noexcept;
    /// 0 <= x < 1
    double uniform() noexcept;
    double between(double from, double to) noexcept { return from + (to - from) * uniform(); }
    bool chance(double probability) noexcept { return uniform() < probability; }
    /// 0 <= x < count; count > 0
    std::size_t below(std::size_t count) noexcept;
    double exponential(double mean) noexcept;
    double normal() noexcept;
    double gamma(double shape, double mean) noexcept;
    /// An index, in proportion to the weights; the last when they sum to less than 1.
    std::size_t pick(std::span<const double> shares) noexcept;

private:
    std::uint64_t state_[4];
};

} // namespace hark::world
