// 2^x of two numbers at once, to eleven digits. A decision over 25 candidates takes 100 of them;
// the C library's, each a call for one number to the last bit, would be most of its time. Pure
// arithmetic in the default rounding; the error bound is tested.
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

} // namespace powers

/// 2^x for x up to 1000, relative error below 1e-11; 0 for x of -1000 and less, and for NaN.
inline Pair exp2_of(Pair x) noexcept {
    using powers::both, powers::taylor;
    constexpr Pair c0 = taylor(0), c1 = taylor(1), c2 = taylor(2), c3 = taylor(3), c4 = taylor(4),
                   c5 = taylor(5), c6 = taylor(6), c7 = taylor(7), c8 = taylor(8), c9 = taylor(9);
    // Adding and taking away 1.5 * 2^52 rounds to a whole number, which stands in the low bits.
    constexpr Pair to_whole = both(6755399441055744.0);
    const Pair shifted = x + to_whole;
    const Pair f = x - (shifted - to_whole); // in [-.5, .5]
    const Pair f2 = f * f;
    const Pair f4 = f2 * f2;
    const Pair low = (c0 + c1 * f) + (c2 + c3 * f) * f2;
    const Pair high = (c4 + c5 * f) + (c6 + c7 * f) * f2 + (c8 + c9 * f) * f4;
    const Pair power = low + high * f4;
    const auto exponent = (std::bit_cast<powers::Bits>(shifted) + 1023U) << 52U;
    const Pair result = power * std::bit_cast<Pair>(exponent);
    return x > both(-1000) ? result : both(0); // whatever came out, for x out of range
}

} // namespace hark::identity
