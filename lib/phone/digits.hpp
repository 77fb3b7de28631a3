// A short run of decimal digits in place. Everything behind the scanner speaks only of these.
#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>

namespace hark::phone {

/// Digits '0'..'9' only; what would exceed the capacity is refused, never cut.
class Digits {
public:
    /// No dialled form is longer: international prefix, carrier code, country and 17 digits.
    static constexpr std::size_t capacity = 40;

    std::size_t size() const noexcept { return size_; }
    bool empty() const noexcept { return size_ == 0; }
    std::string_view text() const noexcept { return {characters_.data(), size_}; }
    char operator[](std::size_t index) const noexcept { return characters_[index]; }

    [[nodiscard]] bool push(char digit) noexcept {
        if (size_ == capacity) return false;
        characters_[size_++] = digit;
        return true;
    }

    [[nodiscard]] bool append(std::string_view digits) noexcept {
        if (digits.size() > capacity - size_) return false;
        std::copy(digits.begin(), digits.end(), characters_.begin() + size_);
        size_ = static_cast<std::uint8_t>(size_ + digits.size());
        return true;
    }

    void drop_front(std::size_t count) noexcept {
        std::copy(characters_.begin() + count, characters_.begin() + size_, characters_.begin());
        size_ = static_cast<std::uint8_t>(size_ - count);
    }

private:
    std::array<char, capacity> characters_{};
    std::uint8_t size_{0};
};

} // namespace hark::phone
