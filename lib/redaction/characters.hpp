// ASCII classes, the same in every locale.
#pragma once

namespace hark::redaction {

constexpr bool is_digit(char character) noexcept { return character >= '0' && character <= '9'; }

constexpr bool is_upper(char character) noexcept { return character >= 'A' && character <= 'Z'; }

constexpr bool is_letter(char character) noexcept {
    return is_upper(character) || (character >= 'a' && character <= 'z');
}

constexpr bool is_alphanumeric(char character) noexcept {
    return is_digit(character) || is_letter(character);
}

constexpr char lower_case(char character) noexcept {
    return is_upper(character) ? static_cast<char>(character - 'A' + 'a') : character;
}

constexpr char upper_case(char character) noexcept {
    return character >= 'a' && character <= 'z' ? static_cast<char>(character - 'a' + 'A')
                                                : character;
}

} // namespace hark::redaction
