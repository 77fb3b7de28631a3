#include "tests/bench/world/ids.hpp"

#include <algorithm>
#include <array>

namespace hark::world {

namespace {

constexpr std::uint64_t id_values = 900'000'000; // nine digits, of which few are taken

} // namespace

std::string Ids::of_account(std::uint32_t account) const {
    return std::to_string(100'000'000 + std::uint64_t{account} * 618'033'989 % id_values);
}

/// Another customer of the home.
const Person* Ids::relative_of(const Person& person) {
    const Home& home = people_.homes[person.home];
    std::array<const Person*, 3> found{};
    std::size_t count = 0;
    for (std::uint32_t adult = 0; adult < home.adults; ++adult) {
        const Person& other = people_.people[home.first_adult + adult];
        if (&other != &person && other.customer) found[count++] = &other;
    }
    return count == 0 ? nullptr : found[random_.below(count)];
}

std::string Ids::mistyped(std::string value) {
    const std::array kinds{world_.typo_digit, world_.typo_swap, 1.0};
    const std::size_t at = 1 + random_.below(value.size() - 2);
    const auto shift = static_cast<int>(1 + random_.below(9));
    const std::size_t kind = random_.pick(kinds);
    if (kind == 1 && value[at] != value[at + 1]) {
        std::swap(value[at], value[at + 1]);
    } else if (kind <= 1) {
        value[at] = static_cast<char>('0' + (value[at] - '0' + shift) % 10);
    } else {
        value = std::to_string(100'000'000 + random_.below(id_values));
    }
    return value;
}

std::string Ids::given_by_customer(const Person& person) {
    if (!random_.chance(world_.id_supplied)) return {};
    const bool second = random_.chance(world_.second_id_used);
    const bool relatives = random_.chance(world_.id_of_relative);
    const bool typo = random_.chance(world_.id_typo);
    std::uint32_t account = person.account;
    if (second && person.second_account != nobody) account = person.second_account;
    const Person* relative = relatives ? relative_of(person) : nullptr;
    if (relative != nullptr) account = relative->account;
    auto value = of_account(account);
    return typo ? mistyped(std::move(value)) : value;
}

/// No ids at all in a world without them: nobody has any to read out.
std::string Ids::given_by_proxy(const Person& person) {
    const bool proxy = random_.chance(world_.proxy_calls);
    const bool reads = random_.chance(world_.proxy_reads_id);
    const Person* relative = relative_of(person);
    if (!proxy || !reads || relative == nullptr || world_.id_supplied == 0) return {};
    return of_account(relative->account);
}

std::string Ids::given_by(std::uint32_t caller) {
    const Person& person = people_.people[caller];
    return person.customer ? given_by_customer(person) : given_by_proxy(person);
}

IdStatus Ids::status(const std::string& value, const std::vector<std::uint32_t>* callers) const {
    if (value.empty()) return IdStatus::none;
    const auto found = givers_.find(value);
    if (found == givers_.end()) return IdStatus::unknown;
    if (callers == nullptr || callers->empty()) return IdStatus::unlinked;
    const auto& givers = found->second;
    const bool together = std::any_of(callers->begin(), callers->end(), [&](std::uint32_t caller) {
        return std::find(givers.begin(), givers.end(), caller) != givers.end();
    });
    return together ? IdStatus::own : IdStatus::conflict;
}

void Ids::remember(const std::string& value, std::uint32_t caller) {
    if (value.empty()) return;
    auto& givers = givers_[value];
    if (std::find(givers.begin(), givers.end(), caller) == givers.end()) givers.push_back(caller);
}

void Ids::add_junk(Start& start) {
    if (!junk_.chance(world_.junk_ids)) return;
    const auto fresh = [this] { return "x" + std::to_string(junk_.next()); };
    const auto one_of = [this](std::size_t count) {
        return "g" + std::to_string(junk_.below(count));
    };
    // As guides of other products have platforms pass them, and as the deny list knows them;
    start.ids.emplace_back("campaign_id", one_of(12));
    start.ids.emplace_back("skill_id", one_of(20));
    start.ids.emplace_back("five9_call_id", fresh());
    // not on any list: few shared values, and a fresh one for every call.
    start.ids.emplace_back("line_of_business", one_of(8));
    start.ids.emplace_back("interaction_ref", fresh());
}

} // namespace hark::world
