// Reading a number allocates nothing and never fails, whatever the bytes. The whole program counts
// its allocations here, so this is a program of its own.
#define DOCTEST_CONFIG_IMPLEMENT_WITH_MAIN
#include <doctest/doctest.h>

#include <cstddef>
#include <new>
#include <random>
#include <string>
#include <string_view>
#include <type_traits>

#include "hark/number.hpp"

/// Counts every operator new of the program; in counting_new.cpp, as g++ warns of a pair that it
/// can see through.
extern std::size_t allocations;

using hark::E164;
using hark::NumberKind;
using hark::NumberReading;
using hark::Region;

namespace {

static_assert(noexcept(hark::read_number({}, Region{}, {})));
static_assert(std::is_nothrow_copy_constructible_v<E164>);
static_assert(sizeof(E164) <= 48);

constexpr std::string_view forms[] = {
    "",
    "anonymous",
    "+12025550100",
    "(202) 555-0100 ext. 12",
    "sip:anonymous@anonymous.invalid",
    "\"Ann <Other>\" <sip:+12025550100;ext=12@example.net;user=phone>;tag=1",
    "tel:555-0100;phone-context=+1-202;ext=12",
    "sip:%2B12025550100@example.net",
    "011 15 2345-6789",
    "0 15 11 96123-4567",
    "+8001234567890123456789012345678901234567890",
    "\xEF\xBC\x8B\xEF\xBC\x91 202\xE2\x80\x91"
    "555\xC2\xA0"
    "0100",
    "+390612345678",
    "+9991234567",
    "2666966877"};

constexpr std::string_view regions[] = {"US", "DE", "AR", "BR", "IT", "BS", "AU", "RU"};

/// Allocations made by one reading, which must also hold together.
std::size_t allocations_of(std::string_view raw, Region region, std::string_view dialled) {
    const std::size_t before = allocations;
    const NumberReading reading = hark::read_number(raw, region, dialled);
    const bool sound =
        (reading.kind == NumberKind::none) == reading.number.empty() &&
        (reading.number.empty() || E164::from_text(reading.number.text()) == reading.number);
    const std::size_t made = allocations - before;
    REQUIRE(sound);
    return made;
}

} // namespace

TEST_CASE("the counter counts") {
    const std::size_t before = allocations;
    // Called by name: a compiler may leave out the allocation of a string that nobody needs.
    ::operator delete(::operator new(100));
    CHECK(allocations == before + 1);
}

TEST_CASE("no form of number costs an allocation in any region") {
    for (const std::string_view raw : forms)
        for (const std::string_view region : regions)
            for (const std::string_view dialled : forms) {
                CAPTURE(raw);
                CHECK(allocations_of(raw, Region::from(region).value(), dialled) == 0);
            }
}

TEST_CASE("random bytes are read without allocation and without harm") {
    std::mt19937_64 random{7};
    constexpr std::string_view likely =
        "0123456789012345678901234567890123456789+-. ()/#x;=@<>\"\\:%,*extsiplanonymous\xC2\xA0\xEF"
        "\xBC\x91\xE2\x80";
    std::string raw;
    for (int round = 0; round < 300'000; ++round) {
        raw.clear();
        const bool any_byte = round % 4 == 0;
        for (std::size_t size = random() % 40; size > 0; --size)
            raw += any_byte ? static_cast<char>(random()) : likely[random() % likely.size()];
        if (round % 3 == 0)
            raw.insert(random() % (raw.size() + 1), forms[random() % std::size(forms)]);
        const Region region = Region::from(regions[random() % std::size(regions)]).value();
        CAPTURE(raw);
        REQUIRE(allocations_of(raw, region, forms[random() % std::size(forms)]) == 0);
    }
}
