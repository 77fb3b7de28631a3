// When, where and how people call, and how their calls come signed.
#pragma once

#include <cstdint>

#include "tests/bench/world/people.hpp"

namespace hark::world {

inline constexpr std::int64_t ms_per_day = 86'400'000;

class Habits {
public:
    Habits(const World& world, std::uint64_t seed) : world_{world}, random_{seed, 4} {}

    /// Near `wanted`, at an hour at which the person calls, and later than `now`.
    std::int64_t time_for(const Person& person, std::int64_t now, std::int64_t wanted);
    /// Some time of business within a day from now.
    std::int64_t time_for_spoofer(std::int64_t now);
    std::uint8_t dnis_for(const Person& person);
    std::uint8_t any_dnis() { return static_cast<std::uint8_t>(random_.below(dnis_count)); }
    /// Where a matter is followed up that was raised there.
    std::uint8_t follow_up_dnis(const Person& person, std::uint8_t raised_at);
    bool writes(const Person& person, Line line);
    Signed signature(const Number& number);
    Signed spoofed_signature();

private:
    double hour_for(const Person& person);

    const World& world_;
    Random random_;
};

} // namespace hark::world
