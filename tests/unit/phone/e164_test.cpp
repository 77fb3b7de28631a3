// The value types of number.hpp.
#include <doctest/doctest.h>

#include <sstream>
#include <type_traits>

#include "hark/number.hpp"

using hark::E164;
using hark::Region;

namespace {

template <typename Value>
concept Printable = requires(std::ostream& out, const Value& value) { out << value; };

template <typename Value>
concept TextOfTemporary = requires(Value value) { Value{value}.text(); };

} // namespace

TEST_CASE("a number cannot be printed, compared with text or ordered") {
    CHECK_FALSE(Printable<E164>);
    CHECK_FALSE(Printable<hark::NumberReading>);
    CHECK_FALSE(std::is_convertible_v<E164, std::string>);
    CHECK_FALSE(std::is_convertible_v<E164, std::string_view>);
    CHECK_FALSE(std::is_convertible_v<std::string, E164>);
}

TEST_CASE("no view into a number outlives it by accident") {
    CHECK_FALSE(TextOfTemporary<E164>);
    CHECK_FALSE(TextOfTemporary<Region>);
}

TEST_CASE("a number is made of country code, national number and extension") {
    const auto number = E164::from_parts("1", "2025550100", "12");
    REQUIRE(number);
    CHECK(number->text() == "+12025550100;ext=12");
    CHECK(number->digits() == "12025550100");
    CHECK(number->country_code() == "1");
    CHECK(number->national() == "2025550100");
    CHECK(number->extension() == "12");
    CHECK_FALSE(number->empty());
}

TEST_CASE("a number without extension has an empty one") {
    const auto number = E164::from_parts("39", "0612345678");
    REQUIRE(number);
    CHECK(number->text() == "+390612345678");
    CHECK(number->national() == "0612345678");
    CHECK(number->extension() == "");
}

TEST_CASE("the number in front of an extension is the shared one") {
    const auto extended = E164::from_parts("1", "2025550100", "12");
    const auto bare = E164::from_parts("1", "2025550100");
    REQUIRE(extended);
    REQUIRE(bare);
    CHECK_FALSE(*extended == *bare);
    CHECK(extended->without_extension() == *bare);
    CHECK(bare->without_extension() == *bare);
}

TEST_CASE("an empty number is no number") {
    const E164 none;
    CHECK(none.empty());
    CHECK(none.text() == "");
    CHECK(none.digits() == "");
    CHECK(none.country_code() == "");
    CHECK(none.national() == "");
    CHECK(none.extension() == "");
    CHECK(none.masked() == "");
    CHECK(none.without_extension() == none);
    CHECK(none == E164{});
}

TEST_CASE("parts of a wrong form make no number") {
    CHECK_FALSE(E164::from_parts("", "2025550100"));
    CHECK_FALSE(E164::from_parts("0", "2025550100"));
    CHECK_FALSE(E164::from_parts("1234", "5550100"));
    CHECK_FALSE(E164::from_parts("1", ""));
    CHECK_FALSE(E164::from_parts("1", "202555010O"));
    CHECK_FALSE(E164::from_parts("+1", "2025550100"));
    CHECK_FALSE(E164::from_parts("1", "2025550100", "1a"));
}

TEST_CASE("fifteen digits are the most, and twenty of an extension") {
    CHECK(E164::from_parts("49", "1234567890123"));
    CHECK_FALSE(E164::from_parts("49", "12345678901234"));
    const auto longest = E164::from_parts("49", "1234567890123", "12345678901234567890");
    REQUIRE(longest);
    CHECK(longest->text() == "+491234567890123;ext=12345678901234567890");
    CHECK_FALSE(E164::from_parts("49", "1234567890123", "123456789012345678901"));
}

TEST_CASE("what text() gave is read back the same") {
    for (const char* text : {"+12025550100", "+12025550100;ext=12", "+390612345678", "+6834002",
                             "+491234567890123;ext=12345678901234567890"}) {
        CAPTURE(std::string{text});
        const auto number = E164::from_text(text);
        REQUIRE(number);
        CHECK(number->text() == text);
    }
    CHECK(E164::from_text("+390612345678")->country_code() == "39");
    CHECK(E164::from_text("+6834002")->country_code() == "683");
}

TEST_CASE("what text() never gives is not read") {
    for (const char* text :
         {"", "+", "+1", "12025550100", "+1 2025550100", "+0202555010", "+9992025550100",
          "+12025550100;ext=", "+12025550100;ext=x", "+12025550100;ext=1;ext=2", "+12025550100 ",
          "+1202555010a", "tel:+12025550100", "+1202555010012345", "++12025550100",
          "+12025550100;ext=123456789012345678901"}) {
        CAPTURE(std::string{text});
        CHECK_FALSE(E164::from_text(text));
    }
}

TEST_CASE("a masked number hides at least five digits and the whole extension") {
    const auto masked = [](const char* text) { return E164::from_text(text).value().masked(); };
    CHECK(masked("+12025550100") == "+1202•••••00");
    CHECK(masked("+442079460123") == "+44207•••••23");
    CHECK(masked("+390612345678") == "+39061•••••78");
    CHECK(masked("+491512345678901") == "+49151••••••••01");
    CHECK(masked("+6591234567") == "+659•••••67");
    CHECK(masked("+3546123456") == "+354•••••56");
    CHECK(masked("+68840021") == "+688•••••");
    CHECK(masked("+6834002") == "+683••••");
    CHECK(masked("+12025550100;ext=12") == "+1202•••••00;ext=••");
    CHECK(masked("+12025550100;ext=123456") == "+1202•••••00;ext=••");
}

TEST_CASE("a region is two letters of a country that has a numbering plan") {
    const Region none_given;
    CHECK(none_given.text() == "US");
    const auto germany = Region::from("DE");
    REQUIRE(germany);
    CHECK(germany->text() == "DE");
    CHECK(Region::from("de") == germany);
    CHECK(Region::from("GB"));
    CHECK(Region::from("AC"));
    CHECK(Region::from("ZW"));
    for (const std::string_view text :
         {std::string_view{}, std::string_view{"U"}, std::string_view{"USA"},
          std::string_view{"UK"}, std::string_view{"ZZ"}, std::string_view{"00"},
          std::string_view{"001"}, std::string_view{"\0\0", 2}, std::string_view{"D\0", 2},
          std::string_view{"\xC3\x9C"}, std::string_view{"  "}}) {
        CAPTURE(std::string{text});
        CHECK_FALSE(Region::from(text));
    }
}
