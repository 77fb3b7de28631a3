// 2^x and log2 of two numbers at once, to ten digits. A decision over 25 candidates takes some 170
// of them; the C library's, each a call for one number to the last bit, alone would use up its
// 1.5 µs. Pure arithmetic in the default rounding; the error bounds are tested.
#pragma once

#include <bit>
#include <cstdint>
#include <numbers>

namespace hark::identity {

/// Two numbers side by side. A vector of GCC and clang, so that each processor's own instructions
/// for two are used, without naming any.
using Pair = double __attribute__((vector_size(16)));

namespace powers {

using Bits = std::uint64_t __attribute__((vector_size(16)));

constexpr Pair both(double x) noexcept { return Pair{x, x}; }

/// ln(2)^n / n!: the Taylor coefficient of 2^x at 0.
constexpr Pair taylor(int n) noexcept {
    double out = 1;
    for (int factor = 1; factor <= n; ++factor)
        out *= std::numbers::ln2 / factor;
    return both(out);
}

/// 2 log2(e) / n: the coefficient of s^n in log2((1 + s) / (1 - s)), for odd n.
constexpr Pair artanh(int n) noexcept { return both(2 * std::numbers::log2e / n); }

} // namespace powers

/// 2^x for x up to 1000, relative error below 1e-11; 0 for x of -1000 and less, and for NaN.
inline Pair exp2_of(Pair x) noexcept {
    using powers::both, powers::taylor;
    constexpr Pair c0 = taylor(0), c1 = taylor(1), c2 = taylor(2), c3 = taylor(3), c4 = taylor(4),
                   c5 = taylor(5), c6 = taylor(6), c7 = taylor(7), c8 = taylor(8), c9 = taylor(9);
    // Adding and taking away 1.5 * 2^52 rounds to a whole number, which stands in the low bits.
    constexpr Pair to_whole = both(6755399441055744.0);
    const auto in_range = x > both(-1000);
    const Pair clamped = in_range ? x : both(-1000);
    const Pair shifted = clamped + to_whole;
    const Pair f = clamped - (shifted - to_whole); // in [-.5, .5]
    const Pair f2 = f * f;
    const Pair f4 = f2 * f2;
    const Pair low = (c0 + c1 * f) + (c2 + c3 * f) * f2;
    const Pair high = (c4 + c5 * f) + (c6 + c7 * f) * f2 + (c8 + c9 * f) * f4;
    const Pair power = low + high * f4;
    const auto exponent = (std::bit_cast<powers::Bits>(shifted) + 1023U) << 52U;
    const Pair result = power * std::bit_cast<Pair>(exponent);
    return in_range ? result : both(0);
}

/// log2 x for x in [1e-300, 1e300]. The error is below 1e-11, absolute up to 1 bit and relative
/// beyond. Exact for powers of two.
inline Pair log2_of(Pair x) noexcept {
    using powers::artanh, powers::both;
    constexpr Pair c1 = artanh(1), c3 = artanh(3), c5 = artanh(5), c7 = artanh(7), c9 = artanh(9),
                   c11 = artanh(11), c13 = artanh(13);
    constexpr auto root_half = std::bit_cast<std::uint64_t>(std::numbers::sqrt2 / 2);
    constexpr std::uint64_t bias = 1024; // keeps the exponent positive for the logical shift
    constexpr double to_bits = 4503599627370496.0; // 2^52: a whole number below stands in its bits
    const auto bits = std::bit_cast<powers::Bits>(x);
    const auto exponent = (bits - (root_half - (bias << 52U))) >> 52U;
    const Pair whole = std::bit_cast<Pair>(exponent | std::bit_cast<std::uint64_t>(to_bits)) -
                       both(to_bits + bias);
    const Pair m = std::bit_cast<Pair>(bits - ((exponent - bias) << 52U));
    // m in [sqrt .5, sqrt 2), so |s| < .172
    const Pair s = (m - both(1)) / (m + both(1));
    const Pair z = s * s;
    const Pair z2 = z * z;
    const Pair low = (c1 + c3 * z) + (c5 + c7 * z) * z2;
    const Pair high = (c9 + c11 * z) + c13 * z2;
    return whole + s * (low + high * (z2 * z2));
}

} // namespace hark::identity
