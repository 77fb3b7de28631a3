#include "lib/base/bytes.hpp"

#include <doctest/doctest.h>

#include <array>
#include <cmath>
#include <limits>
#include <string>
#include <vector>

using namespace hark;
using base::Reader;
using base::Writer;
using namespace std::string_literals;

namespace {

std::string varint(std::uint64_t value) {
    Writer writer;
    writer.u64(value);
    return std::move(writer).take();
}

enum class Fruit : std::uint8_t { apple, pear, plum };

/// One of everything, 38 bytes.
std::string one_of_each() {
    Writer writer;
    writer.u8(200);
    writer.flag(true);
    writer.u32(300);
    writer.u64(1'000'000'000'000);
    writer.i64(-5);
    writer.f64(0.75);
    writer.time(Time{Millis{1'700'000'000'123}});
    writer.text("grey heron");
    writer.raw(std::array<std::uint8_t, 3>{1, 2, 3});
    return std::move(writer).take();
}

bool reads_one_of_each(std::string_view bytes) {
    Reader reader{bytes};
    std::array<std::uint8_t, 3> raw{};
    bool right = reader.u8() == 200;
    right &= reader.flag();
    right &= reader.u32() == 300;
    right &= reader.u64() == 1'000'000'000'000;
    right &= reader.i64() == -5;
    right &= reader.f64() == 0.75;
    right &= reader.time() == Time{Millis{1'700'000'000'123}};
    right &= reader.text() == "grey heron";
    reader.raw(raw);
    right &= raw == std::array<std::uint8_t, 3>{1, 2, 3};
    return reader.finish().ok() && right;
}

} // namespace

TEST_CASE("what was written is read back") { CHECK(reads_one_of_each(one_of_each())); }

TEST_CASE("every value that is cut off makes the reader fail as unsealable") {
    const auto whole = one_of_each();
    for (std::size_t size = 0; size < whole.size(); ++size) {
        // A heap copy of exactly this size, so that the address sanitizer sees any step too far.
        const std::vector<char> cut(whole.begin(), whole.begin() + static_cast<long>(size));
        CAPTURE(size);
        CHECK_FALSE(reads_one_of_each({cut.data(), cut.size()}));
    }
}

TEST_CASE("bytes left over are unsealable at the finish, not before") {
    Reader reader{"\x01\x02"};
    CHECK(reader.u8() == 1);
    CHECK(reader.status().ok());
    REQUIRE_FALSE(reader.finish().ok());
    CHECK(reader.finish().error().code == Code::unsealable);
    CHECK(reader.left() == 1);
}

TEST_CASE("a reader that failed gives zeros for ever") {
    Reader reader{"\x05ok"}; // text of five bytes, of which two are there
    CHECK(reader.text().empty());
    CHECK(reader.failed());
    CHECK(reader.u8() == 0);
    CHECK(reader.u64() == 0);
    CHECK(reader.i64() == 0);
    CHECK(reader.f64() == 0);
    CHECK_FALSE(reader.flag());
    CHECK(reader.time() == Time{});
    CHECK(reader.count(10) == 0);
    std::array<std::uint8_t, 2> raw{7, 7};
    reader.raw(raw);
    CHECK(raw == std::array<std::uint8_t, 2>{});
    CHECK(reader.status().error().code == Code::unsealable);
}

TEST_CASE("a varint has the size and bytes of LEB128") {
    CHECK(varint(0) == "\0"s);
    CHECK(varint(127) == "\x7f");
    CHECK(varint(128) == "\x80\x01");
    CHECK(varint(300) == "\xac\x02");
    CHECK(varint(std::numeric_limits<std::uint64_t>::max()) ==
          "\xff\xff\xff\xff\xff\xff\xff\xff\xff\x01");
}

TEST_CASE("integers at every power of two survive") {
    for (int bit = 0; bit < 64; ++bit) {
        for (const std::uint64_t value : {std::uint64_t{1} << bit, (std::uint64_t{1} << bit) - 1}) {
            Writer writer;
            writer.u64(value);
            writer.i64(static_cast<std::int64_t>(value));
            writer.i64(static_cast<std::int64_t>(~value));
            Reader reader{writer.view()};
            CHECK(reader.u64() == value);
            CHECK(reader.i64() == static_cast<std::int64_t>(value));
            CHECK(reader.i64() == static_cast<std::int64_t>(~value));
            CHECK(reader.finish().ok());
        }
    }
}

TEST_CASE("small negative numbers are short") {
    Writer writer;
    writer.i64(-64);
    CHECK(writer.size() == 1);
}

TEST_CASE("a varint in any but its shortest form is refused") {
    for (const auto& bytes : {"\x80\x00"s, "\xff\x80\x00"s, "\x80"s, "\xff\xff\xff\xff\xff"s,
                              "\xff\xff\xff\xff\xff\xff\xff\xff\xff\x02"s,
                              "\xff\xff\xff\xff\xff\xff\xff\xff\xff\x81\x00"s}) {
        Reader reader{bytes};
        CHECK(reader.u64() == 0);
        CHECK(reader.failed());
    }
}

TEST_CASE("32 bits do not take 33") {
    const auto most = varint(UINT32_MAX);
    const auto more = varint(std::uint64_t{UINT32_MAX} + 1);
    Reader good{most};
    CHECK(good.u32() == UINT32_MAX);
    CHECK(good.finish().ok());
    Reader bad{more};
    CHECK(bad.u32() == 0);
    CHECK(bad.failed());
}

TEST_CASE("a flag is 0 or 1 and nothing else") {
    CHECK_FALSE(Reader{"\0"s}.flag());
    CHECK(Reader{"\x01"}.flag());
    Reader two{"\x02"};
    CHECK_FALSE(two.flag());
    CHECK(two.failed());
}

TEST_CASE("an enumerator behind the last is refused") {
    Reader last{"\x02"};
    CHECK(last.choice(Fruit::plum) == Fruit::plum);
    CHECK(last.finish().ok());
    Reader behind{"\x03"};
    CHECK(behind.choice(Fruit::plum) == Fruit::apple);
    CHECK(behind.failed());
}

TEST_CASE("text longer than its reader takes is refused") {
    Reader fits{
        "\x03"
        "abc"};
    CHECK(fits.text(3) == "abc");
    Reader longer{
        "\x03"
        "abc"};
    CHECK(longer.text(2).empty());
    CHECK(longer.failed());
}

TEST_CASE("a count of more things than there are bytes is refused") {
    Reader enough{
        "\x02"
        "ab"};
    CHECK(enough.count(10) == 2);
    Reader damaged{
        "\x03"
        "ab"};
    CHECK(damaged.count(10) == 0);
    CHECK(damaged.failed());
    Reader beyond{
        "\x02"
        "ab"};
    CHECK(beyond.count(1) == 0);
    CHECK(beyond.failed());
}

TEST_CASE("doubles keep their bits, least byte first") {
    Writer writer;
    writer.f64(1.0);
    CHECK(writer.view() == "\0\0\0\0\0\0\xf0\x3f"s);
    writer.f64(-0.0);
    writer.f64(std::numeric_limits<double>::quiet_NaN());
    Reader reader{writer.view()};
    CHECK(reader.f64() == 1.0);
    CHECK(std::signbit(reader.f64()));
    CHECK(std::isnan(reader.f64()));
}

TEST_CASE("a reader can be made to fail by whoever finds its values impossible") {
    Reader reader{"\x01"};
    reader.fail();
    CHECK(reader.u8() == 0);
    CHECK_FALSE(reader.finish().ok());
}
