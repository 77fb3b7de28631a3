// Error codes, secrets, references, settings and clocks.

#include <doctest/doctest.h>

#include <algorithm>
#include <limits>
#include <memory>
#include <set>
#include <thread>
#include <vector>

#include "hark/clock.hpp"
#include "hark/customer_ref.hpp"
#include "hark/result.hpp"
#include "hark/secret.hpp"
#include "hark/service.hpp"
#include "lib/base/try.hpp"

using namespace hark;

namespace {

bool is_zero(std::span<const std::uint8_t> bytes) {
    return std::all_of(bytes.begin(), bytes.end(), [](std::uint8_t byte) { return byte == 0; });
}

std::vector<std::uint8_t> copy_of(const Secret& secret) {
    return {secret.bytes().begin(), secret.bytes().end()};
}

Result<int> half(int number) {
    if (number % 2 != 0) return Error{Code::invalid, "is odd"};
    return number / 2;
}

Result<int> quarter(int number) {
    HARK_TRY(const int once, half(number));
    HARK_TRY(const int twice, half(once));
    return twice;
}

} // namespace

TEST_CASE("codes keep their numbers and names for ever") {
    const std::pair<int, std::string_view> published[] = {
        {100, "invalid"},           {200, "not_found"},      {201, "conflict"},
        {202, "answer_gone"},       {203, "several_match"},  {204, "not_allowed"},
        {300, "allowance_used"},    {400, "wrong_key"},      {401, "key_missing"},
        {402, "key_exposed"},       {500, "storage_failed"}, {501, "corrupt"},
        {502, "disk_full"},         {503, "newer_format"},   {504, "busy"},
        {505, "read_only"},         {506, "not_encrypted"},  {507, "closed"},
        {508, "no_memory_here"},    {600, "unsealable"},     {900, "internal"},
        {205, "too_many_attempts"},
    };
    std::set<int> numbers;
    for (const auto& [number, text] : published) {
        CHECK(name(static_cast<Code>(number)) == text);
        numbers.insert(number);
    }
    // And there are no others: a new code is added to the table above, and to the documentation.
    for (int number = -1; number < 1100; ++number) {
        if (numbers.count(number) == 0) CHECK(name(static_cast<Code>(number)) == "internal");
    }
}

TEST_CASE("an error passes through HARK_TRY unchanged, a value is taken out") {
    CHECK(quarter(12).value() == 3);
    CHECK(quarter(6).error().what.view() == "is odd");
    CHECK(quarter(6).error().code == Code::invalid);
}

TEST_CASE("a secret is zero after it was moved away") {
    auto first = Secret::random();
    const auto bytes = copy_of(first);
    CHECK_FALSE(is_zero(first.bytes()));

    Secret second{std::move(first)};
    CHECK(is_zero(first.bytes())); // NOLINT: this is the point
    CHECK(copy_of(second) == bytes);

    Secret third;
    third = std::move(second);
    CHECK(is_zero(second.bytes())); // NOLINT
    CHECK(copy_of(third) == bytes);
}

TEST_CASE("a secret moved onto itself keeps its bytes") {
    auto secret = Secret::random();
    const auto bytes = copy_of(secret);
    auto& same = secret;
    secret = std::move(same);
    CHECK(copy_of(secret) == bytes);
}

TEST_CASE("the memory of a secret is zero after it was destroyed") {
    alignas(Secret) std::uint8_t storage[sizeof(Secret)];
    auto* const secret = reinterpret_cast<Secret*>(storage);
    std::construct_at(secret, Secret::random());
    CHECK_FALSE(is_zero(storage));
    std::destroy_at(secret);
    CHECK(is_zero(storage));
}

TEST_CASE("a secret is made of exactly 32 bytes") {
    std::vector<std::uint8_t> bytes(33, 9);
    CHECK(Secret::from(std::span{bytes}.first(32)).ok());
    CHECK(Secret::from(std::span{bytes}.first(31)).error().code == Code::key_missing);
    CHECK(Secret::from(bytes).error().code == Code::key_missing);
    CHECK(Secret::from({}).error().code == Code::key_missing);
    CHECK(is_zero(Secret{}.bytes()));
}

TEST_CASE("no two random secrets or references are alike") {
    CHECK(copy_of(Secret::random()) != copy_of(Secret::random()));
    std::set<CustomerRef> refs;
    for (int i = 0; i < 1000; ++i)
        refs.insert(CustomerRef::random());
    CHECK(refs.size() == 1000);
}

TEST_CASE("a reference is a UUID of version 4 with every other bit random") {
    std::array<std::uint8_t, 16> ever_set{};
    std::array<std::uint8_t, 16> always_set;
    always_set.fill(0xff);
    for (int i = 0; i < 200; ++i) {
        const auto ref = CustomerRef::random();
        for (std::size_t at = 0; at < 16; ++at) {
            ever_set[at] |= ref.bytes()[at];
            always_set[at] &= ref.bytes()[at];
        }
    }
    for (std::size_t at = 0; at < 16; ++at) {
        CHECK(ever_set[at] == (at == 6 ? 0x4f : at == 8 ? 0xbf : 0xff));
        CHECK(always_set[at] == (at == 6 ? 0x40 : at == 8 ? 0x80 : 0x00));
    }
}

TEST_CASE("a reference is written in lower case and read in either") {
    const auto ref = CustomerRef::from("F81D4FAE-7DEC-41D0-a765-00a0c91e6bf6");
    REQUIRE(ref);
    CHECK(ref->text() == "f81d4fae-7dec-41d0-a765-00a0c91e6bf6");
    CHECK(ref->bytes()[0] == 0xf8);
    CHECK(ref->bytes()[15] == 0xf6);
    CHECK(CustomerRef::from(CustomerRef{}.text()) == CustomerRef{});
    const auto random = CustomerRef::random();
    CHECK(CustomerRef::from(random.text()) == random);
}

TEST_CASE("nothing but the 36-character form is a reference") {
    for (const std::string_view text :
         {"", "f81d4fae", "f81d4fae7dec41d0a76500a0c91e6bf6", "f81d4fae-7dec-41d0-a765-00a0c91e6bf",
          "f81d4fae-7dec-41d0-a765-00a0c91e6bf66", "{f81d4fae-7dec-41d0-a765-00a0c91e6b}",
          "f81d4fae-7dec-41d0-a765-00a0c91e6bfg", "f81d4fae-7dec-41d0-a76500a0c91e6bf6-",
          "f81d4fae 7dec 41d0 a765 00a0c91e6bf6", "-81d4fae-7dec-41d0-a765-00a0c91e6bf6",
          "f81d4fae-7dec-41d0-a765-00a0c91e6b/6", "f81d4fae-7dec-41d0-a765-00a0c91e6b:6",
          "f81d4fae-7dec-41d0-a765-00a0c91e6b@6", "f81d4fae-7dec-41d0-a765-00a0c91e6b`6"}) {
        CAPTURE(text);
        CHECK_FALSE(CustomerRef::from(text));
    }
}

TEST_CASE("the default settings are valid") { CHECK(check_settings({}).ok()); }

TEST_CASE("a setting out of its range is refused by name") {
    const auto fault = [](auto change) {
        Settings settings;
        change(settings);
        const auto status = check_settings(settings);
        if (status.ok()) return std::string_view{};
        CHECK(status.error().code == Code::invalid);
        return status.error().where.view();
    };
    const double nan = std::numeric_limits<double>::quiet_NaN();
    CHECK(fault([](Settings& s) { s.medium_from = 0; }) == "medium_from");
    CHECK(fault([](Settings& s) { s.medium_from = 1.01; }) == "medium_from");
    CHECK(fault([&](Settings& s) { s.medium_from = nan; }) == "medium_from");
    CHECK(fault([](Settings& s) { s.high_from = 0.49; }) == "high_from");
    CHECK(fault([](Settings& s) { s.high_from = 1.01; }) == "high_from");
    CHECK(fault([&](Settings& s) { s.high_from = nan; }) == "high_from");
    CHECK(fault([](Settings& s) { s.high_from = s.medium_from = 1; }).empty());
    CHECK(fault([](Settings& s) { s.retention_days = 0; }) == "retention_days");
    CHECK(fault([](Settings& s) { s.retention_days = 91; }) == "retention_days");
    CHECK(fault([](Settings& s) { s.retention_days = 90; }).empty());
    CHECK(fault([](Settings& s) { s.link_retention_months = 0; }) == "link_retention_months");
    CHECK(fault([](Settings& s) { s.link_retention_months = 61; }) == "link_retention_months");
    CHECK(fault([](Settings& s) { s.link_retention_months = 1; }).empty());
}

TEST_CASE("the system clock tells the machine's time in milliseconds") {
    const auto before = std::chrono::floor<Millis>(std::chrono::system_clock::now());
    const auto now = system_clock().now();
    const auto after = std::chrono::floor<Millis>(std::chrono::system_clock::now());
    CHECK(before <= now);
    CHECK(now <= after);
    CHECK(&system_clock() == &system_clock());
}

TEST_CASE("a virtual clock stands still until it is moved") {
    VirtualClock clock{Time{Millis{1000}}};
    CHECK(clock.now() == clock.now());
    clock.advance(Millis{5});
    CHECK(clock.now() == Time{Millis{1005}});
    clock.set(Time{Millis{7}});
    CHECK(clock.now() == Time{Millis{7}});
}
