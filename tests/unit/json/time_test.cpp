#include <doctest/doctest.h>

#include <random>
#include <string>

#include "hark/json.hpp"

using namespace hark;

namespace {

Time at(std::int64_t millis) { return Time{Millis{millis}}; }

std::optional<std::int64_t> millis_from(std::string_view text) {
    const auto time = json::time_from(text);
    if (!time) return std::nullopt;
    return time->time_since_epoch().count();
}

} // namespace

TEST_CASE("a time is written in RFC 3339 with milliseconds and Z") {
    CHECK(json::time_text(at(0)) == "1970-01-01T00:00:00.000Z");
    CHECK(json::time_text(at(1'763'808'180'007)) == "2025-11-22T10:43:00.007Z");
    CHECK(json::time_text(at(951'782'400'000)) == "2000-02-29T00:00:00.000Z");
    CHECK(json::time_text(at(-1)) == "1969-12-31T23:59:59.999Z");
}

TEST_CASE("a time outside four-digit years is written as the first or last moment of these") {
    CHECK(json::time_text(Time::max()) == "9999-12-31T23:59:59.999Z");
    CHECK(json::time_text(Time::min()) == "0000-01-01T00:00:00.000Z");
}

TEST_CASE("offsets, fractions, leap seconds and lower case are read") {
    CHECK(millis_from("1970-01-01T00:00:00Z") == 0);
    CHECK(millis_from("1970-01-01t00:00:01z") == 1000);
    CHECK(millis_from("1970-01-01T02:00:00+02:00") == 0);
    CHECK(millis_from("1969-12-31T19:30:00-04:30") == 0);
    CHECK(millis_from("1970-01-01T00:00:00.5Z") == 500);
    CHECK(millis_from("1970-01-01T00:00:00.1239999999Z") == 123);
    CHECK(millis_from("2016-12-31T23:59:60Z") == millis_from("2017-01-01T00:00:00Z"));
    CHECK(millis_from("1970-01-01T00:00:00-00:00") == 0);
}

TEST_CASE("a date alone is its first moment in UTC") {
    CHECK(millis_from("1970-01-02") == 86'400'000);
    CHECK(millis_from("2024-02-29") == 1'709'164'800'000);
}

TEST_CASE("what is no RFC 3339 time or date is not read") {
    for (const std::string text : {"",
                                   "now",
                                   "1970",
                                   "1970-01",
                                   "1970-1-01",
                                   "1970-01-32",
                                   "1970-00-01",
                                   "2023-02-29",
                                   "1970-01-01T",
                                   "1970-01-01T00:00",
                                   "1970-01-01T00:00Z",
                                   "1970-01-01T00:00:00",
                                   "1970-01-01 00:00:00Z",
                                   "1970-01-01T24:00:00Z",
                                   "1970-01-01T00:60:00Z",
                                   "1970-01-01T00:00:61Z",
                                   "1970-01-01T00:00:00.Z",
                                   "1970-01-01T00:00:00+0200",
                                   "1970-01-01T00:00:00+24:00",
                                   "1970-01-01T00:00:00+02:60",
                                   "1970-01-01T00:00:00Zx",
                                   "1970-01-01T00:00:00Z ",
                                   " 1970-01-01",
                                   "+1970-01-01",
                                   "-970-01-01",
                                   "1970-01-01Z",
                                   "19700101",
                                   "1970-01-01T-1:00:00Z"}) {
        INFO(text);
        CHECK_FALSE(json::time_from(text).has_value());
    }
}

TEST_CASE("a written time is read back as itself") {
    std::mt19937_64 random{7};
    std::uniform_int_distribution<std::int64_t> millis{-62'167'219'200'000, 253'402'300'799'999};
    for (int i = 0; i < 5000; ++i) {
        const Time time = at(millis(random));
        REQUIRE(json::time_from(json::time_text(time)) == time);
    }
}
