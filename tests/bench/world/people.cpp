#include "tests/bench/world/people.hpp"

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <numeric>

namespace hark::world {

namespace {

// 300 area codes in use.
constexpr std::array<std::uint16_t, 300> area_codes{
    201, 202, 203, 205, 206, 207, 208, 209, 210, 212, 213, 214, 215, 216, 217, 218, 219, 220, 224,
    225, 228, 229, 231, 234, 239, 240, 248, 251, 252, 253, 254, 256, 260, 262, 267, 269, 270, 272,
    276, 281, 301, 302, 303, 304, 305, 307, 308, 309, 310, 312, 313, 314, 315, 316, 317, 318, 319,
    320, 321, 323, 325, 330, 331, 332, 334, 336, 337, 339, 346, 347, 351, 352, 360, 361, 364, 380,
    385, 386, 401, 402, 404, 405, 406, 407, 408, 409, 410, 412, 413, 414, 415, 417, 419, 423, 424,
    425, 430, 432, 434, 435, 440, 442, 443, 458, 463, 469, 470, 475, 478, 479, 480, 484, 501, 502,
    503, 504, 505, 507, 508, 509, 510, 512, 513, 515, 516, 517, 518, 520, 530, 531, 534, 539, 540,
    541, 551, 559, 561, 562, 563, 567, 570, 571, 573, 574, 575, 580, 585, 586, 601, 602, 603, 605,
    606, 607, 608, 609, 610, 612, 614, 615, 616, 617, 618, 619, 620, 623, 626, 628, 629, 630, 631,
    636, 641, 646, 650, 651, 657, 660, 661, 662, 667, 669, 678, 681, 682, 701, 702, 703, 704, 706,
    707, 708, 712, 713, 714, 715, 716, 717, 718, 719, 720, 724, 725, 727, 731, 732, 734, 737, 740,
    743, 747, 754, 757, 760, 762, 763, 765, 769, 770, 772, 773, 774, 775, 779, 781, 785, 786, 801,
    802, 803, 804, 805, 806, 808, 810, 812, 813, 814, 815, 816, 817, 818, 828, 830, 831, 832, 843,
    845, 847, 848, 850, 854, 856, 857, 858, 859, 860, 862, 863, 864, 865, 870, 872, 878, 901, 903,
    904, 906, 907, 908, 909, 910, 912, 913, 914, 915, 916, 917, 918, 919, 920, 925, 928, 929, 930,
    931, 936, 937, 938, 940, 941, 949, 951, 952, 954, 956, 970, 971, 972, 973,
};

std::size_t pool_of(Line line) { return static_cast<std::size_t>(line); }

} // namespace

std::string text_of_number(std::uint32_t number) {
    static_assert(numbers_max == area_codes.size() * 10'000);
    // A prime step spreads neighbours over the plan and meets every number once.
    const std::uint64_t spread = std::uint64_t{number} * 1'618'033 % numbers_max;
    const std::string line = std::to_string(10'000 + spread % 10'000);
    return "+1" + std::to_string(area_codes[spread / 10'000]) + "555" + line.substr(1);
}

People::People(const World& world, std::uint64_t seed, std::uint32_t count)
    : world_{world}, random_{seed, 1} {
    homes.resize(count);
    for (std::uint32_t home = 0; home < count; ++home)
        make_home(home);
    make_offices();
}

void People::make_home(std::uint32_t home) {
    Home& made = homes[home];
    made.first_adult = static_cast<std::uint32_t>(people.size());
    made.adults = static_cast<std::uint32_t>(random_.pick(world_.adults)) + 1;
    const bool of_customer = random_.chance(world_.customer_homes);
    for (std::uint32_t adult = 0; adult < made.adults; ++adult) {
        const bool further = random_.chance(world_.further_customers);
        make_adult(home, of_customer && (adult == 0 || further));
    }
    if (random_.chance(world_.landline_homes)) {
        made.landline = give_number(Line::landline, home, 0);
    }
    if (random_.chance(world_.voip_homes)) made.voip = give_number(Line::voip, home, 0);
    make_accounts(made);
}

std::uint32_t People::make_adult(std::uint32_t home, bool customer) {
    Person person;
    person.home = home;
    person.customer = customer;
    person.prepaid = random_.chance(world_.prepaid);
    const double rate = random_.gamma(world_.customer_rate_shape, world_.customer_rate);
    person.rate = customer ? rate : world_.other_rate;
    person.mobile = give_number(Line::mobile, home, 0);
    person.usual_hour = random_.between(world_.day_from, world_.day_to);
    person.usual_dnis = static_cast<std::uint8_t>(random_.below(dnis_count));
    person.usually_writes = random_.chance(world_.text_people);
    people.push_back(person);
    return static_cast<std::uint32_t>(people.size() - 1);
}

void People::make_accounts(const Home& home) {
    const bool joint = random_.chance(world_.joint_account);
    std::uint32_t of_home = nobody;
    for (std::uint32_t adult = 0; adult < home.adults; ++adult) {
        Person& person = people[home.first_adult + adult];
        const bool second = random_.chance(world_.second_id_people);
        if (!person.customer) continue;
        person.account = joint && of_home != nobody ? of_home : accounts++;
        of_home = person.account;
        if (second) person.second_account = accounts++;
    }
}

/// Sizes by Zipf's law: an employee works at an office in proportion to its rank's power.
void People::make_offices() {
    const double employees = world_.office_people * static_cast<double>(people.size());
    const auto count = static_cast<std::size_t>(std::max(1.0, employees / world_.office_size_mean));
    std::vector<double> sums;
    std::vector<std::uint32_t> offices;
    double sum = 0;
    for (std::size_t rank = 1; rank <= count; ++rank) {
        sums.push_back(sum += std::pow(static_cast<double>(rank), -world_.office_size_zipf));
        offices.push_back(fresh_number(Line::office));
        numbers.back().looks_voip = random_.chance(world_.office_voip);
    }
    for (Person& person : people) {
        if (!random_.chance(world_.office_people)) continue;
        const auto found = std::upper_bound(sums.begin(), sums.end() - 1, random_.uniform() * sum);
        person.office = offices[static_cast<std::size_t>(found - sums.begin())];
    }
}

std::uint32_t People::fresh_number(Line line) {
    if (numbers.size() == numbers_max) std::abort(); // more homes than the plan has numbers for
    Number& made = numbers.emplace_back();
    made.line = line;
    made.usually = usual_signature();
    return static_cast<std::uint32_t>(numbers.size() - 1);
}

Signed People::usual_signature() {
    const double signed_as = 1 - world_.attested_failed; // a failure is an accident, not a habit
    const std::array shares{world_.attested_a / signed_as, world_.attested_b / signed_as,
                            world_.attested_c / signed_as, 0.0, 1.0};
    return static_cast<Signed>(random_.pick(shares));
}

std::uint32_t People::give_number(Line line, std::uint32_t home, double from_pool) {
    auto& pool = pools_[pool_of(line)];
    std::uint32_t number = nobody;
    if (random_.chance(from_pool) && !pool.empty()) {
        std::swap(pool[random_.below(pool.size())], pool.back());
        number = pool.back();
        pool.pop_back();
        numbers[number].usually = usual_signature();
    } else {
        number = fresh_number(line);
    }
    numbers[number].holders.push_back(home);
    return number;
}

void People::release(std::uint32_t number) {
    pools_[pool_of(numbers[number].line)].push_back(number);
}

} // namespace hark::world
