// One pass over the characters.
#include "lib/phone/scan.hpp"

#include "hark/number.hpp"
#include "lib/phone/address.hpp"

namespace hark::phone {
namespace {

constexpr char32_t not_utf8 = 0xFFFFFFFF;

/// The longest extension after a mere "x" or "#", as in libphonenumber: what is longer may well be
/// a second number.
constexpr std::size_t extension_after_sign_max = 9;

/// Takes one character off the front.
char32_t take_character(std::string_view& text) noexcept {
    const auto byte = [&text](std::size_t index) {
        return static_cast<char32_t>(static_cast<unsigned char>(text[index]));
    };
    const char32_t first = byte(0);
    if (first < 0x80) {
        text.remove_prefix(1);
        return first;
    }
    std::size_t size = 1;
    if (first >= 0xF0) {
        size = 4;
    } else if (first >= 0xE0) {
        size = 3;
    } else if (first >= 0xC0) {
        size = 2;
    }
    char32_t character = first & (0x7FU >> size);
    if (size > text.size() || size == 1) character = not_utf8;
    for (std::size_t index = 1; index < size && character != not_utf8; ++index) {
        const char32_t next = byte(index);
        character = (next & 0xC0) == 0x80 ? (character << 6 | (next & 0x3F)) : not_utf8;
    }
    text.remove_prefix(character == not_utf8 ? 1 : size);
    return character;
}

/// '0' to '9', or 0 for what is no digit.
char as_digit(char32_t character) noexcept {
    if (character < 0x80)
        return character >= U'0' && character <= U'9' ? static_cast<char>(character) : '\0';
    for (const char32_t zero : {U'\uFF10', U'\u0660', U'\u06F0'}) {
        if (character >= zero && character <= zero + 9)
            return static_cast<char>('0' + (character - zero));
    }
    return '\0';
}

bool is_plus(char32_t character) noexcept { return character == U'+' || character == U'\uFF0B'; }

/// What stands between digits and means nothing: libphonenumber's punctuation, and the invisible
/// characters that copied text brings along.
bool is_separator(char32_t character) noexcept {
    switch (character) {
        case U' ':
        case U'\t':
        case U'-':
        case U'.':
        case U'/':
        case U'(':
        case U')':
        case U'[':
        case U']':
        case U'\u00A0':
        case U'\u00AD':
        case U'\u2212':
        case U'\u3000':
        case U'\u30FC':
        case U'\uFF08':
        case U'\uFF09':
        case U'\uFF0D':
        case U'\uFF0E':
        case U'\uFF0F':
        case U'\uFF3B':
        case U'\uFF3D':
        case U'\uFEFF':
            return true;
        default:
            // Spaces, zero-width and direction marks, hyphens and dashes; direction embeddings and
            // the narrow no-break space; word joiner and direction isolates.
            return (character >= 0x2000 && character <= 0x2015) ||
                   (character >= 0x202A && character <= 0x202F) ||
                   (character >= 0x205F && character <= 0x2069);
    }
}

/// Takes "x", "#", "ext.", "extn" and the like; returns the digits that may follow, 0 for none.
std::size_t take_extension_label(std::string_view& text) noexcept {
    struct Label {
        std::string_view word;
        std::size_t digits_max;
    };
    constexpr Label labels[] = {{"extension", E164::extension_max},
                                {"extn", E164::extension_max},
                                {"ext", E164::extension_max},
                                {"x", extension_after_sign_max},
                                {"#", extension_after_sign_max}};
    for (const Label& label : labels) {
        if (equals_ignoring_case(text.substr(0, label.word.size()), label.word)) {
            text.remove_prefix(label.word.size());
            if (!text.empty() && (text.front() == '.' || text.front() == ':'))
                text.remove_prefix(1);
            return label.digits_max;
        }
    }
    return 0;
}

/// All that is left must be the extension: digits with blanks and dashes, perhaps a closing "#".
bool read_extension(std::string_view text, std::size_t digits_max, Digits& extension) noexcept {
    text = trimmed(text);
    if (text.ends_with('#')) text.remove_suffix(1);
    while (!text.empty()) {
        const char32_t character = take_character(text);
        const char digit = as_digit(character);
        if (digit == '\0' && !is_separator(character)) return false;
        if (digit != '\0' && (extension.size() == digits_max || !extension.push(digit)))
            return false;
    }
    return !extension.empty();
}

} // namespace

Scanned scan(std::string_view text) noexcept {
    Scanned scanned;
    while (!text.empty()) {
        std::string_view rest = text;
        const char32_t character = take_character(rest);
        if (const char digit = as_digit(character); digit != '\0') {
            if (!scanned.dialled.digits.push(digit)) scanned.fault = ScanFault::too_long;
        } else if (is_plus(character) && scanned.dialled.digits.empty()) {
            scanned.dialled.plus = true;
        } else if (!is_separator(character)) {
            const std::size_t digits_max = take_extension_label(text);
            if (scanned.dialled.digits.empty() || digits_max == 0 ||
                !read_extension(text, digits_max, scanned.extension))
                scanned.fault = ScanFault::not_a_number;
            return scanned;
        }
        if (scanned.fault != ScanFault::none) return scanned;
        text = rest;
    }
    return scanned;
}

} // namespace hark::phone
