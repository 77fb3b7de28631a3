#include "hark/text.hpp"

#include <doctest/doctest.h>

#include <string>
#include <vector>

using namespace hark;
using namespace std::string_literals;

namespace {

std::string encoded(char32_t point) {
    const auto tail = [&](int shift) {
        return static_cast<char>(0x80 | ((point >> shift) & 0x3f));
    };
    if (point < 0x80) return {static_cast<char>(point)};
    if (point < 0x800) return {static_cast<char>(0xc0 | (point >> 6)), tail(0)};
    if (point < 0x10000) return {static_cast<char>(0xe0 | (point >> 12)), tail(6), tail(0)};
    return {static_cast<char>(0xf0 | (point >> 18)), tail(12), tail(6), tail(0)};
}

bool is_control(char32_t point) { return point < 0x20 || (point >= 0x7f && point < 0xa0); }

bool is_surrogate(char32_t point) { return point >= 0xd800 && point < 0xe000; }

} // namespace

TEST_CASE("every code point is clean but controls and surrogates") {
    for (char32_t point = 0; point <= 0x10ffff; ++point) {
        const bool clean = !is_control(point) && !is_surrogate(point);
        if (is_clean_utf8(encoded(point)) != clean) FAIL("code point " << std::uint32_t{point});
    }
    for (char32_t point = 0x110000; point < 0x140000; point += 0x555) {
        if (is_clean_utf8(encoded(point))) FAIL("code point " << std::uint32_t{point});
    }
}

TEST_CASE("an unclean character is found wherever it stands") {
    for (const auto& bad : {"\x1f"s, "\x7f"s, "\0"s, "\n"s, "\x80"s, "\xc2\x80"s, "\xc2\x9f"s,
                            "\xe2\x82"s, "\xed\xa0\x80"s, "\xff"s}) {
        for (std::size_t before = 0; before < 20; ++before) {
            for (std::size_t after = 0; after < 20; ++after) {
                const auto text = std::string(before, ' ') + bad + std::string(after, '~');
                if (is_clean_utf8(text)) FAIL("after " << before << " and before " << after);
            }
        }
    }
}

TEST_CASE("a clean character is taken wherever it stands") {
    for (const auto& good : {" "s, "~"s, "\xc2\xa0"s, "\xe2\x82\xac"s, "\xf0\x9f\x93\x9e"s}) {
        for (std::size_t before = 0; before < 20; ++before) {
            const auto text = std::string(before, ' ') + good + std::string(20 - before, '~');
            CHECK(is_clean_utf8(text));
        }
    }
}

TEST_CASE("of all two-byte texts exactly the well-formed ones are clean") {
    std::size_t clean = 0;
    for (int a = 0; a < 256; ++a) {
        for (int b = 0; b < 256; ++b) {
            clean += is_clean_utf8(std::string{static_cast<char>(a), static_cast<char>(b)});
        }
    }
    CHECK(clean == 95 * 95 + (0x800 - 0xa0));
}

TEST_CASE("of all three-byte texts exactly the well-formed ones are clean") {
    std::size_t clean = 0;
    char text[3];
    for (int a = 0; a < 256; ++a) {
        for (int b = 0; b < 256; ++b) {
            for (int c = 0; c < 256; ++c) {
                text[0] = static_cast<char>(a);
                text[1] = static_cast<char>(b);
                text[2] = static_cast<char>(c);
                clean += is_clean_utf8({text, 3});
            }
        }
    }
    const std::size_t two_bytes = 0x800 - 0xa0;
    const std::size_t three_bytes = 0x10000 - 0x800 - 0x800; // the surrogates left out
    CHECK(clean == 95 * 95 * 95 + 2 * 95 * two_bytes + three_bytes);
}

TEST_CASE("of all four-byte texts that end in two continuation bytes the well-formed are clean") {
    std::size_t clean = 0;
    for (int a = 0; a < 256; ++a) {
        for (int b = 0; b < 256; ++b) {
            clean += is_clean_utf8(
                std::string{static_cast<char>(a), static_cast<char>(b), '\x80', '\x80'});
        }
    }
    const std::size_t four_bytes = 0x30 + 3 * 0x40 + 0x10; // F0 90.., F1 to F3, F4 ..8F
    const std::size_t one_and_three = 95 * 15;             // E1 to EF; E0 80 would be overlong
    CHECK(clean == four_bytes + one_and_three);
}

TEST_CASE("a character cut off by the end is unclean and nothing behind the end is read") {
    const auto phone = "\xf0\x9f\x93\x9e"s;
    for (std::size_t size = 1; size < 4; ++size) {
        const std::vector<char> cut(phone.begin(), phone.begin() + static_cast<long>(size));
        CHECK_FALSE(is_clean_utf8({cut.data(), cut.size()}));
        CHECK_FALSE(is_clean_utf8(std::string_view{phone}.substr(0, size)));
    }
}

TEST_CASE("lines are let through only where they are allowed, other controls never") {
    for (const auto& text : {"one\ntwo"s, "one\r\ntwo three"s, "\t"s}) {
        CHECK(is_clean_utf8(text, true));
        CHECK_FALSE(is_clean_utf8(text, false));
    }
    for (const auto& text : {"\v"s, "\f"s, "\b"s, "\x1b[31m"s, "\0"s, "\x7f"s, "\xc2\x85"s}) {
        CHECK_FALSE(is_clean_utf8(text, true));
    }
}

TEST_CASE("nothing is clean") { CHECK(is_clean_utf8("")); }

TEST_CASE("text is refused when empty, too long or unclean, and says which") {
    CHECK(IdType::from("").error().what.view() == "must not be empty");
    CHECK(IdType::from(std::string(64, 'x')).ok());
    CHECK(IdType::from(std::string(65, 'x')).error().what.view() == "is too long");
    CHECK(IdType::from("a\nb").error().what.view() == "must be UTF-8 without control characters");
    CHECK(IdType::from("a\nb").error().code == Code::invalid);
    CHECK(Summary::from("a\nb").ok());
}

TEST_CASE("text made from a literal is what it says, or empty when unclean") {
    CHECK(IdType{"crm_id"}.view() == "crm_id");
    CHECK(IdType{"a\nb"}.empty());
    CHECK(IdType{} == IdType{"\x01"});
}
