// A set of up to 128 active rules of one kind, so that what applies to a candidate is found by
// intersecting a few sets instead of asking each rule.
#pragma once

#include <bit>
#include <cstddef>
#include <cstdint>

namespace hark::redaction {

struct RuleSet {
    static constexpr std::size_t capacity = 128;
    std::uint64_t low{0}, high{0};

    void add(std::size_t index) noexcept {
        (index < 64 ? low : high) |= std::uint64_t{1} << (index % 64);
    }
    bool empty() const noexcept { return (low | high) == 0; }
    /// Removes and returns the smallest; not for an empty set.
    std::size_t take() noexcept {
        if (low != 0) {
            const auto index = static_cast<std::size_t>(std::countr_zero(low));
            low &= low - 1;
            return index;
        }
        const auto index = static_cast<std::size_t>(std::countr_zero(high));
        high &= high - 1;
        return index + 64;
    }

    friend RuleSet operator&(RuleSet a, RuleSet b) noexcept {
        return {a.low & b.low, a.high & b.high};
    }
    friend RuleSet without(RuleSet a, RuleSet b) noexcept {
        return {a.low & ~b.low, a.high & ~b.high};
    }
    friend RuleSet operator|(RuleSet a, RuleSet b) noexcept {
        return {a.low | b.low, a.high | b.high};
    }
};

} // namespace hark::redaction
