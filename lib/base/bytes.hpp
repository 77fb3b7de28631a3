// The binary form of what is sealed: small values one after another, each in exactly one encoding.
// Knows nothing of what they mean; versions and order belong to whoever writes them.
//
// Integers are LEB128 varints (seven bits a byte, least first, no superfluous bytes), signed ones
// zigzag first; text is its length as a varint and then its bytes; a double is its IEEE 754 bits,
// least byte first.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <utility>

#include "hark/clock.hpp"
#include "hark/result.hpp"

namespace hark::base {

/// Appends values to a buffer of its own. Not for several threads at once.
class Writer {
public:
    Writer() = default;
    explicit Writer(std::size_t bytes_expected) { buffer_.reserve(bytes_expected); }

    void u8(std::uint8_t value);
    void flag(bool value);
    void u32(std::uint32_t value);
    void u64(std::uint64_t value);
    void i64(std::int64_t value);
    void f64(double value);
    void time(Time value);
    void text(std::string_view value);
    /// Without a length: the reader must know it.
    void raw(std::span<const std::uint8_t> bytes);

    std::size_t size() const noexcept { return buffer_.size(); }
    std::string_view view() const noexcept { return buffer_; }
    std::string take() && noexcept { return std::move(buffer_); }

private:
    std::string buffer_;
};

/// Takes values off the front of a buffer that must outlive it. The first value that is cut off or
/// not in its one encoding makes the reader fail for good: from then on every value is zero, false
/// or empty, and finish() says `unsealable`. So a function may read everything and ask once.
class Reader {
public:
    explicit Reader(std::string_view bytes) noexcept : rest_{bytes} {}

    std::uint8_t u8() noexcept;
    bool flag() noexcept; ///< fails for anything but 0 and 1
    std::uint32_t u32() noexcept;
    std::uint64_t u64() noexcept;
    std::int64_t i64() noexcept;
    double f64() noexcept;
    Time time() noexcept;
    /// Views the buffer. Fails when longer than `bytes_max`.
    std::string_view text(std::size_t bytes_max = SIZE_MAX) noexcept;
    /// Fills all of `out`, with zeros after a failure.
    void raw(std::span<std::uint8_t> out) noexcept;
    /// How many things follow. Fails, and gives 0, when more than `most` or more than bytes are
    /// left (nothing takes less than one byte): a damaged count makes nobody reserve memory.
    std::size_t count(std::size_t most) noexcept;
    /// An enumerator stored as u8. Fails, and gives the first, behind `last`.
    template <typename Enum>
    Enum choice(Enum last) noexcept {
        return static_cast<Enum>(u8_up_to(static_cast<std::uint8_t>(last)));
    }

    /// Makes the reader fail, for values that its user finds impossible.
    void fail() noexcept;

    bool failed() const noexcept { return failed_; }
    std::size_t left() const noexcept { return rest_.size(); }
    /// Error `unsealable` when something failed.
    Status status() const noexcept;
    /// Error `unsealable` when something failed or bytes are left over.
    Status finish() const noexcept;

private:
    std::uint8_t u8_up_to(std::uint8_t last) noexcept;

    std::string_view rest_;
    bool failed_{false};
};

} // namespace hark::base
