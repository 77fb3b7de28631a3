#include "tests/bench/world/habits.hpp"

#include <array>
#include <cmath>

namespace hark::world {

namespace {

std::int64_t at_hour(std::int64_t day_of, double hour) {
    const auto into_day = static_cast<std::int64_t>(hour * 3'600'000);
    return day_of - day_of % ms_per_day + into_day;
}

} // namespace

double Habits::hour_for(const Person& person) {
    const bool any = random_.chance(world_.any_hour);
    const double even = random_.between(world_.day_from, world_.day_to);
    const double usual = person.usual_hour + world_.usual_hour_deviation * random_.normal();
    if (any || !world_.habits) return even;
    return usual - 24 * std::floor(usual / 24);
}

std::int64_t Habits::time_for(const Person& person, std::int64_t now, std::int64_t wanted) {
    const std::int64_t at = at_hour(wanted, hour_for(person));
    return at > now ? at : at + ms_per_day;
}

std::int64_t Habits::time_for_spoofer(std::int64_t now) {
    const std::int64_t at = at_hour(now, random_.between(world_.day_from, world_.day_to));
    return at > now ? at : at + ms_per_day;
}

std::uint8_t Habits::dnis_for(const Person& person) {
    const bool usual = random_.chance(world_.usual_dnis);
    const std::uint8_t any = any_dnis();
    return usual && world_.habits ? person.usual_dnis : any;
}

std::uint8_t Habits::follow_up_dnis(const Person& person, std::uint8_t raised_at) {
    const std::uint8_t otherwise = dnis_for(person);
    return random_.chance(world_.follow_up_dnis) ? raised_at : otherwise;
}

bool Habits::writes(const Person& person, Line line) {
    const bool usual = random_.chance(world_.usual_channel);
    const bool any = random_.chance(world_.text_people);
    if (line != Line::mobile) return false;
    if (!world_.habits) return any;
    return usual ? person.usually_writes : !person.usually_writes;
}

Signed Habits::signature(const Number& number) {
    const std::array shares{world_.attested_a, world_.attested_b, world_.attested_c,
                            world_.attested_failed, 1.0};
    const auto drawn = static_cast<Signed>(random_.pick(shares));
    const bool usual = random_.chance(world_.attestation_habit);
    if (!world_.habits || drawn == Signed::failed || !usual) return drawn;
    return number.usually;
}

Signed Habits::spoofed_signature() {
    const std::array shares{world_.spoof_a, world_.spoof_b, world_.spoof_c, world_.spoof_failed,
                            1.0};
    return static_cast<Signed>(random_.pick(shares));
}

} // namespace hark::world
