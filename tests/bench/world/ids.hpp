// The ids that callers give, right or wrong, and those that platforms pass and that say nothing.
#pragma once

#include <cstdint>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

#include "tests/bench/world/call.hpp"

namespace hark::world {

class Ids {
public:
    Ids(const World& world, const People& people, std::uint64_t seed)
        : world_{world}, people_{people}, random_{seed, 2}, junk_{seed, 3} {}

    /// The value that a caller gives, or an empty text.
    std::string given_by(std::uint32_t caller);
    std::string of_account(std::uint32_t account) const;
    /// How `value`, given from a number with these callers, stands to what was given before.
    IdStatus status(const std::string& value, const std::vector<std::uint32_t>* callers) const;
    void remember(const std::string& value, std::uint32_t caller);
    /// Adds what a platform passes with every call, some of it known for what it is and some not.
    void add_junk(Start& start);

private:
    std::string given_by_customer(const Person& person);
    std::string given_by_proxy(const Person& person);
    std::string mistyped(std::string value);
    const Person* relative_of(const Person& person);

    const World& world_;
    const People& people_;
    Random random_;
    Random junk_;
    std::unordered_map<std::string, std::vector<std::uint32_t>> givers_;
};

} // namespace hark::world
