#include "tests/bench/world/world.hpp"

#include <algorithm>
#include <vector>

namespace hark::world {

namespace {

World named(std::string_view name) {
    World world;
    world.name = name;
    return world;
}

void abandon_more(World& world, double factor) {
    world.abandoned_postpaid *= factor;
    world.abandoned_prepaid *= factor;
    world.abandoned_landline *= factor;
    world.abandoned_voip *= factor;
}

/// More people on one line, and more of them customers. How much is borrowed stays as it is.
void share_more(World& world, double factor) {
    world.further_customers *= factor;
    world.landline_homes *= factor;
    world.office_people *= factor;
}

/// What the research notes call the worst case.
World worst_of_notes(std::string_view name) {
    World world = named(name);
    abandon_more(world, 3);
    share_more(world, 2);
    world.spoofed *= 10;
    world.id_supplied = .20;
    world.lookup = 0;
    return world;
}

std::vector<World> make_worlds() {
    std::vector<World> all{named("base")};
    const auto add = [&all](std::string_view name) -> World& {
        return all.emplace_back(named(name));
    };
    add("no_lookup").lookup = 0;
    add("all_lookup").lookup = 1;
    add("ids_none").id_supplied = 0;
    add("ids_80").id_supplied = .80;
    abandon_more(add("abandonment_x3"), 3);
    share_more(add("sharing_x2"), 2);
    add("spoof_x10").spoofed *= 10;
    add("junk_ids").junk_ids = .60;
    add("confirmed_60").confirmed = .60;
    add("never_confirmed").confirmed = 0;
    add("six_years").years = 6;
    add("no_habits").habits = false;
    all.push_back(worst_of_notes("worst_of_notes"));
    World& worst = all.emplace_back(worst_of_notes("worst")); // all of it at once
    worst.junk_ids = .60;
    worst.confirmed = .60;
    worst.years = 6;
    return all;
}

} // namespace

std::span<const World> worlds() {
    static const std::vector<World> all = make_worlds();
    return all;
}

const World* world_named(std::string_view name) {
    const auto all = worlds();
    const auto found = std::find_if(all.begin(), all.end(),
                                    [name](const World& world) { return world.name == name; });
    return found == all.end() ? nullptr : &*found;
}

} // namespace hark::world
