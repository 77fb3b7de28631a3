// The binary form of what is sealed: writing and bounds-checked reading.

#include "lib/base/bytes.hpp"

#include <bit>
#include <cstring>

namespace hark::base {

namespace {

constexpr std::size_t varint_bytes_max = 10; // 64 bits in groups of seven

std::uint8_t byte_at(std::string_view bytes, std::size_t index) noexcept {
    return static_cast<std::uint8_t>(bytes[index]);
}

} // namespace

void Writer::u8(std::uint8_t value) { buffer_.push_back(static_cast<char>(value)); }

void Writer::flag(bool value) { u8(value ? 1 : 0); }

void Writer::u32(std::uint32_t value) { u64(value); }

void Writer::u64(std::uint64_t value) {
    char encoded[varint_bytes_max];
    std::size_t size = 0;
    while (value >= 0x80) {
        encoded[size++] = static_cast<char>(static_cast<std::uint8_t>(value) | 0x80);
        value >>= 7;
    }
    encoded[size++] = static_cast<char>(value);
    buffer_.append(encoded, size);
}

void Writer::i64(std::int64_t value) {
    const auto bits = static_cast<std::uint64_t>(value);
    u64((bits << 1) ^ (value < 0 ? ~std::uint64_t{0} : 0));
}

void Writer::f64(double value) {
    auto bits = std::bit_cast<std::uint64_t>(value);
    for (int i = 0; i < 8; ++i) {
        u8(static_cast<std::uint8_t>(bits));
        bits >>= 8;
    }
}

void Writer::time(Time value) { i64(value.time_since_epoch().count()); }

void Writer::text(std::string_view value) {
    u64(value.size());
    buffer_.append(value);
}

void Writer::raw(std::span<const std::uint8_t> bytes) {
    buffer_.append(reinterpret_cast<const char*>(bytes.data()), bytes.size());
}

void Reader::fail() noexcept {
    failed_ = true;
    rest_ = {};
}

std::uint8_t Reader::u8() noexcept {
    if (rest_.empty()) {
        fail();
        return 0;
    }
    const std::uint8_t value = byte_at(rest_, 0);
    rest_.remove_prefix(1);
    return value;
}

std::uint8_t Reader::u8_up_to(std::uint8_t last) noexcept {
    const std::uint8_t value = u8();
    if (value <= last) return value;
    fail();
    return 0;
}

bool Reader::flag() noexcept { return u8_up_to(1) != 0; }

std::uint64_t Reader::u64() noexcept {
    std::uint64_t value = 0;
    for (std::size_t i = 0; i < rest_.size() && i < varint_bytes_max; ++i) {
        const std::uint8_t byte = byte_at(rest_, i);
        // The tenth byte has room for one bit; a last byte of zero could have been left out.
        if (i == varint_bytes_max - 1 && byte > 1) break;
        value |= static_cast<std::uint64_t>(byte & 0x7f) << (7 * i);
        if (byte >= 0x80) continue;
        if (byte == 0 && i > 0) break;
        rest_.remove_prefix(i + 1);
        return value;
    }
    fail();
    return 0;
}

std::uint32_t Reader::u32() noexcept {
    const std::uint64_t value = u64();
    if (value <= UINT32_MAX) return static_cast<std::uint32_t>(value);
    fail();
    return 0;
}

std::int64_t Reader::i64() noexcept {
    const std::uint64_t bits = u64();
    const std::uint64_t sign = (bits & 1) != 0 ? ~std::uint64_t{0} : 0;
    return static_cast<std::int64_t>((bits >> 1) ^ sign);
}

double Reader::f64() noexcept {
    std::uint8_t bytes[8];
    raw(bytes);
    std::uint64_t bits = 0;
    for (int i = 7; i >= 0; --i)
        bits = (bits << 8) | bytes[i];
    return std::bit_cast<double>(bits);
}

Time Reader::time() noexcept { return Time{Millis{i64()}}; }

std::string_view Reader::text(std::size_t bytes_max) noexcept {
    const std::uint64_t size = u64();
    if (size > rest_.size() || size > bytes_max) {
        fail();
        return {};
    }
    const std::string_view value = rest_.substr(0, static_cast<std::size_t>(size));
    rest_.remove_prefix(value.size());
    return value;
}

void Reader::raw(std::span<std::uint8_t> out) noexcept {
    if (out.empty()) return;
    if (out.size() > rest_.size()) {
        fail();
        std::memset(out.data(), 0, out.size());
        return;
    }
    std::memcpy(out.data(), rest_.data(), out.size());
    rest_.remove_prefix(out.size());
}

std::size_t Reader::count(std::size_t most) noexcept {
    const std::uint64_t value = u64();
    if (value > most || value > rest_.size()) {
        fail();
        return 0;
    }
    return static_cast<std::size_t>(value);
}

Status Reader::status() const noexcept {
    if (failed_) return Error{Code::unsealable, "sealed data has no such form"};
    return {};
}

Status Reader::finish() const noexcept {
    if (failed_ || !rest_.empty()) return Error{Code::unsealable, "sealed data has no such form"};
    return {};
}

} // namespace hark::base
