// What the country packs ask of their candidates.
#pragma once

#include "lib/redaction/checks/calendar_date.hpp"
#include "lib/redaction/rules/rule.hpp"

namespace hark::redaction {

/// Grouped as its issuer prints it, with one kind of joiner.
template <Shape... shapes>
constexpr bool is_grouped_as(const Numeral& numeral) noexcept {
    return numeral.joiner != '\0' && numeral.joiner != '*' && ((numeral.shape == shapes) || ...);
}

/// A word announced it, the caller asked for it, or it is an answer of its own that is no time.
constexpr bool is_expected(const Numeral& numeral) noexcept {
    return numeral.announced || numeral.named ||
           (numeral.alone && !checks::is_time_like(numeral.digits));
}

constexpr bool is_upper_case(std::string_view text) noexcept {
    for (const char character : text)
        if (character >= 'a' && character <= 'z') return false;
    return true;
}

/// Written as such tokens are: a word announced it, or it stands for itself, in capitals unless the
/// caller asked for it.
constexpr bool is_written_out(const Token& token) noexcept {
    return token.announced || (!token.glued && (token.named || is_upper_case(token.text)));
}

/// The same for a token that many other things look like.
constexpr bool is_expected(const Token& token) noexcept {
    return token.announced ||
           ((token.alone || (token.named && !token.glued)) && is_upper_case(token.text));
}

/// The token in capitals, without memory of its own.
class Capitals {
public:
    explicit constexpr Capitals(std::string_view text) noexcept
        : size_{text.size() < characters_.size() ? text.size() : characters_.size()} {
        for (std::size_t index = 0; index < size_; ++index) {
            const char character = text[index];
            characters_[index] = character >= 'a' && character <= 'z'
                                     ? static_cast<char>(character - 'a' + 'A')
                                     : character;
        }
    }
    constexpr std::string_view view() const noexcept { return {characters_.data(), size_}; }

private:
    std::array<char, 32> characters_{};
    std::size_t size_;
};

} // namespace hark::redaction
