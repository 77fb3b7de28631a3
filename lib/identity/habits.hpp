// What a customer's calls usually look like, and how well one more fits: hour of the day, number
// dialled, channel, and how the network usually signs their number. Pure: no I/O, no allocation.
//
// For the caps alone, not for the probability: a made-up number and a stolen id look like the
// customer's, but whoever brings them does not know when, where to and how the customer calls.
// Likelihood ratios with a prior of one call, against a caller who has no such habits. The shares
// are those of research on signed calls (TransNexus, Dec 2024; of spoofed ones: assumed).
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "hark/call.hpp"
#include "hark/clock.hpp"

namespace hark::identity {

/// One call, as habits see it.
struct Traits {
    Time at{};
    std::uint32_t dnis{0}; ///< dnis_mark(); 0: not known
    Channel channel{Channel::voice};
    Attestation attestation{Attestation::none};
    bool operator==(const Traits&) const = default;
};

/// Stands for a dialled number within one customer's habits and intents: a hash of its digits. Two
/// numbers with the same mark (one in four thousand million) count as one. 0: no digits.
std::uint32_t dnis_mark(std::string_view dnis) noexcept;

/// Counts up to 255; then all of a kind are halved, so that the latest weigh more.
using Count = std::uint8_t;
inline constexpr std::size_t day_parts = 8; ///< three hours each, UTC
inline constexpr std::size_t dnis_kept = 4;

struct Habits {
    struct Dialled {
        std::uint32_t mark{0};
        Count calls{0};
        bool operator==(const Dialled&) const = default;
    };
    std::array<Count, day_parts> hours{};
    std::array<Dialled, dnis_kept> dialled{}; ///< the least called makes room
    std::array<Count, 5> channels{};          ///< by Channel
    bool operator==(const Habits&) const = default;

    void note(const Traits& traits) noexcept;
};

/// How the network signed the calls from one number, by Attestation.
struct Signatures {
    std::array<Count, 5> calls{};
    bool operator==(const Signatures&) const = default;

    void note(Attestation attestation) noexcept;
};

/// How well a call fits, in bits; 0 where nothing is known, negative where it does not fit.
struct HabitFit {
    double person{0}; ///< when, where to and how: the customer's own ways
    double number{0}; ///< how the network signs their number
};
HabitFit habit_fit(const Habits& habits, const Signatures& signatures,
                   const Traits& traits) noexcept;

} // namespace hark::identity
