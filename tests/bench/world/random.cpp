#include "tests/bench/world/random.hpp"

#include <bit>
#include <cmath>
#include <numbers>

namespace hark::world {

Random::Random(std::uint64_t seed, std::uint64_t stream) noexcept {
    std::uint64_t mixed = seed * 0x9e3779b97f4a7c15 + stream;
    for (auto& word : state_) {
        mixed += 0x9e3779b97f4a7c15;
        std::uint64_t z = mixed;
        z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9;
        z = (z ^ (z >> 27)) * 0x94d049bb133111eb;
        word = z ^ (z >> 31);
    }
}

std::uint64_t Random::next() noexcept {
    const std::uint64_t result = std::rotl(state_[1] * 5, 7) * 9;
    const std::uint64_t shifted = state_[1] << 17;
    state_[2] ^= state_[0];
    state_[3] ^= state_[1];
    state_[1] ^= state_[2];
    state_[0] ^= state_[3];
    state_[2] ^= shifted;
    state_[3] = std::rotl(state_[3], 45);
    return result;
}

double Random::uniform() noexcept { return static_cast<double>(next() >> 11) * 0x1.0p-53; }

std::size_t Random::below(std::size_t count) noexcept {
    return static_cast<std::size_t>(uniform() * static_cast<double>(count));
}

double Random::exponential(double mean) noexcept { return -mean * std::log(1 - uniform()); }

double Random::normal() noexcept {
    const double radius = std::sqrt(-2 * std::log(1 - uniform()));
    return radius * std::cos(2 * std::numbers::pi * uniform());
}

/// Marsaglia and Tsang; a shape below 1 is that of one more, times u^(1/shape).
double Random::gamma(double shape, double mean) noexcept {
    const double raised = shape < 1 ? shape + 1 : shape;
    const double d = raised - 1.0 / 3;
    const double c = 1 / std::sqrt(9 * d);
    double drawn = 0;
    for (;;) {
        const double x = normal();
        const double v = std::pow(1 + c * x, 3);
        if (v <= 0) continue;
        if (std::log(1 - uniform()) < 0.5 * x * x + d - d * v + d * std::log(v)) {
            drawn = d * v;
            break;
        }
    }
    if (shape < 1) drawn *= std::pow(1 - uniform(), 1 / shape);
    return drawn * mean / shape;
}

std::size_t Random::pick(std::span<const double> shares) noexcept {
    double left = uniform();
    for (std::size_t at = 0; at + 1 < shares.size(); ++at) {
        left -= shares[at];
        if (left < 0) return at;
    }
    return shares.size() - 1;
}

} // namespace hark::world
