// Homes, the adults in them, and the numbers they call from.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "tests/bench/world/random.hpp"
#include "tests/bench/world/world.hpp"

namespace hark::world {

inline constexpr std::uint32_t nobody = UINT32_MAX; // no person, no number, no id

enum class Line : std::uint8_t { mobile, landline, voip, office, withheld };
enum class Signed : std::uint8_t { a, b, c, failed, none };

struct Number {
    Line line{Line::mobile};
    bool looks_voip{false};             // an office's number: what a lookup says of it
    Signed usually{Signed::none};       // as its carrier signs
    std::vector<std::uint32_t> holders; // homes, the present one last; none for an office's
    std::vector<std::uint32_t> callers; // people who have called from it, each once
};

struct Person {
    std::uint32_t home{0};
    bool customer{false};
    bool prepaid{false};
    double rate{0}; // calls a year besides those that follow a call
    std::uint32_t mobile{nobody};
    std::uint32_t office{nobody};
    std::uint32_t account{nobody}; // ids, of customers
    std::uint32_t second_account{nobody};
    double usual_hour{0};
    std::uint8_t usual_dnis{0};
    bool usually_writes{false};
};

struct Home {
    std::uint32_t first_adult{0};
    std::uint32_t adults{0};
    std::uint32_t landline{nobody};
    std::uint32_t voip{nobody};
};

/// +1, a real area code, 555 and a line: valid in the numbering plan, and with that exchange nobody
/// answers almost all of them.
std::string text_of_number(std::uint32_t number);
inline constexpr std::uint32_t numbers_max = 3'000'000;

inline constexpr std::uint8_t dnis_count = 6; // numbers that the centre is called at (assumed)

class People {
public:
    People(const World& world, std::uint64_t seed, std::uint32_t homes);

    std::vector<Home> homes;
    std::vector<Person> people;
    std::vector<Number> numbers;
    std::uint32_t accounts{0}; // ids are 0 to accounts - 1

    /// A number for a home: one that was given up, or a fresh one.
    std::uint32_t give_number(Line line, std::uint32_t home, double from_pool);
    /// Whoever asks next may get it.
    void release(std::uint32_t number);
    Signed usual_signature();

private:
    void make_home(std::uint32_t home);
    std::uint32_t make_adult(std::uint32_t home, bool customer);
    void make_accounts(const Home& home);
    void make_offices();
    std::uint32_t fresh_number(Line line);

    const World& world_;
    Random random_;
    std::array<std::vector<std::uint32_t>, 3> pools_; // by line: mobile, landline, voip
};

} // namespace hark::world
