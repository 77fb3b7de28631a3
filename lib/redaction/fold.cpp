// Reads one disguised character at a time; runs of plain bytes between them are copied whole.
#include "lib/redaction/fold.hpp"

#include <algorithm>
#include <array>
#include <cstring>
#include <optional>

#include "lib/redaction/characters.hpp"

#if defined(__SSE2__)
#include <emmintrin.h>
#endif

namespace hark::redaction {
namespace {

constexpr char32_t no_width = 0;

/// What a code point stands for; itself when it is no disguise.
char32_t unmasked(char32_t code) noexcept {
    if (code >= 0xFF01 && code <= 0xFF5E) return code - 0xFEE0; // full-width forms of ASCII
    if (code >= 0x0660 && code <= 0x0669) return code - 0x0660 + '0';
    if (code >= 0x06F0 && code <= 0x06F9) return code - 0x06F0 + '0';
    if (code >= 0x0966 && code <= 0x096F) return code - 0x0966 + '0';
    if (code >= 0x2010 && code <= 0x2015) return '-';
    if (code == 0x2212 || code == 0xFE58 || code == 0xFE63) return '-';
    if (code == 0x00A0 || code == 0x202F || code == 0x205F || code == 0x3000) return ' ';
    if (code >= 0x2000 && code <= 0x200A) return ' ';
    if (code >= 0x200B && code <= 0x200F) return no_width;
    if (code >= 0x202A && code <= 0x202E) return no_width;
    if (code >= 0x2060 && code <= 0x2064) return no_width;
    if (code == 0x00AD || code == 0xFEFF || code == 0x180E) return no_width;
    return code;
}

/// What stands at one place: how many bytes, and what they become.
struct Piece {
    std::size_t size{0}; ///< 0: the byte is copied as it is
    std::size_t count{0};
    std::array<char, 4> bytes{};
};

Piece piece_of(std::size_t size, char32_t code) noexcept {
    Piece piece{.size = size};
    const auto put = [&piece](char32_t byte) {
        piece.bytes[piece.count++] = static_cast<char>(static_cast<unsigned char>(byte));
    };
    if (code == no_width) return piece;
    if (code < 0x80) {
        put(code);
    } else if (code < 0x800) {
        put(0xC0 | code >> 6);
        put(0x80 | (code & 0x3F));
    } else if (code < 0x10000) {
        put(0xE0 | code >> 12);
        put(0x80 | (code >> 6 & 0x3F));
        put(0x80 | (code & 0x3F));
    } else {
        put(0xF0 | code >> 18);
        put(0x80 | (code >> 12 & 0x3F));
        put(0x80 | (code >> 6 & 0x3F));
        put(0x80 | (code & 0x3F));
    }
    return piece;
}

/// Hexadecimal digits from `at` on, exactly `count` of them.
std::optional<char32_t> hex_at(std::string_view text, std::size_t at, std::size_t count) noexcept {
    if (at + count > text.size()) return std::nullopt;
    char32_t value = 0;
    for (std::size_t index = at; index < at + count; ++index) {
        const char digit = lower_case(text[index]);
        if (!is_digit(digit) && !(digit >= 'a' && digit <= 'f')) return std::nullopt;
        value =
            value << 4 | static_cast<char32_t>(is_digit(digit) ? digit - '0' : digit - 'a' + 10);
    }
    return value;
}

/// Any run of backslashes is one escape: that is how it stands in JSON within JSON.
Piece read_escape(std::string_view text, std::size_t at) noexcept {
    std::size_t end = at;
    while (end < text.size() && text[end] == '\\')
        ++end;
    const std::size_t slashes = end - at;
    const char kind = end < text.size() ? text[end] : '\0';
    switch (kind) {
        case '"':
        case '/':
            return piece_of(slashes + 1, static_cast<char32_t>(kind));
        case 'n':
            return piece_of(slashes + 1, '\n');
        case 'r':
            return piece_of(slashes + 1, '\r');
        case 't':
            return piece_of(slashes + 1, '\t');
        case 'u':
            break;
        default:
            return {.size = slashes, .count = 1, .bytes = {'\\'}};
    }
    const auto code = hex_at(text, end + 1, 4);
    if (!code) return {.size = slashes, .count = 1, .bytes = {'\\'}};
    const std::size_t next = end + 5;
    if (*code < 0xD800 || *code > 0xDFFF) {
        // A zero would look like the end of a text.
        return piece_of(next - at, *code == 0 ? U' ' : unmasked(*code));
    }
    const bool pair = next + slashes < text.size() &&
                      text.substr(next, slashes) == text.substr(at, slashes) &&
                      text[next + slashes] == 'u';
    const auto low = pair ? hex_at(text, next + slashes + 1, 4) : std::nullopt;
    if (*code > 0xDBFF || !low || *low < 0xDC00 || *low > 0xDFFF)
        return piece_of(next - at, 0xFFFD);
    return piece_of(2 * (next - at), 0x10000 + ((*code - 0xD800) << 10) + (*low - 0xDC00));
}

Piece read_percent(std::string_view text, std::size_t at) noexcept {
    const auto code = hex_at(text, at + 1, 2);
    return code && *code >= 0x20 && *code < 0x7F ? piece_of(3, *code) : Piece{};
}

/// Two and three bytes: no disguise is longer.
Piece read_code_point(std::string_view text, std::size_t at) noexcept {
    const auto byte = [&](std::size_t index) -> char32_t {
        return at + index < text.size() ? static_cast<unsigned char>(text[at + index]) : 0U;
    };
    const auto continues = [&](std::size_t index) { return (byte(index) & 0xC0) == 0x80; };
    char32_t code = 0;
    std::size_t size = 0;
    if ((byte(0) & 0xE0) == 0xC0 && continues(1)) {
        code = (byte(0) & 0x1F) << 6 | (byte(1) & 0x3F);
        size = 2;
    } else if ((byte(0) & 0xF0) == 0xE0 && continues(1) && continues(2)) {
        code = (byte(0) & 0x0F) << 12 | (byte(1) & 0x3F) << 6 | (byte(2) & 0x3F);
        size = 3;
    } else {
        return {};
    }
    const char32_t plain = unmasked(code);
    return plain == code ? Piece{} : piece_of(size, plain);
}

Piece read(std::string_view text, std::size_t at, bool escapes) noexcept {
    const char first = text[at];
    if (static_cast<unsigned char>(first) >= 0x80) return read_code_point(text, at);
    if (!escapes) return {};
    if (first == '\\') return read_escape(text, at);
    return first == '%' ? read_percent(text, at) : Piece{};
}

constexpr bool is_suspicious(char byte) noexcept {
    return static_cast<unsigned char>(byte) >= 0x80 || byte == '\\' || byte == '%';
}

/// May one of these sixteen bytes begin a disguise?
bool any_suspicious(const char* bytes) noexcept {
#if defined(__SSE2__)
    __m128i all;
    std::memcpy(&all, bytes, sizeof all);
    const __m128i sign = _mm_or_si128(_mm_cmpeq_epi8(all, _mm_set1_epi8('\\')),
                                      _mm_cmpeq_epi8(all, _mm_set1_epi8('%')));
    return _mm_movemask_epi8(_mm_or_si128(all, sign)) != 0;
#else
    return std::any_of(bytes, bytes + 16, is_suspicious);
#endif
}

/// The first byte from `at` on that may begin a disguise.
std::size_t next_suspicious(std::string_view text, std::size_t at) noexcept {
    while (at + 16 <= text.size() && !any_suspicious(text.data() + at))
        at += 16;
    while (at < text.size() && !is_suspicious(text[at]))
        ++at;
    return at;
}

} // namespace

void fold(std::string_view segment, bool escapes, Folded& folded) {
    folded.active = false;
    std::size_t copied = 0;
    for (std::size_t at = next_suspicious(segment, 0); at < segment.size();) {
        const Piece piece = read(segment, at, escapes);
        if (piece.size == 0) {
            at = next_suspicious(segment, at + 1);
            continue;
        }
        if (!folded.active) {
            folded.active = true;
            folded.text.clear();
            folded.shifts.clear();
        }
        const auto begin = segment.begin();
        folded.text.insert(folded.text.end(), begin + static_cast<std::ptrdiff_t>(copied),
                           begin + static_cast<std::ptrdiff_t>(at));
        folded.text.insert(folded.text.end(), piece.bytes.begin(),
                           piece.bytes.begin() + static_cast<std::ptrdiff_t>(piece.count));
        at += piece.size;
        copied = at;
        if (piece.count != piece.size)
            folded.shifts.push_back(
                {static_cast<std::uint32_t>(folded.text.size()), static_cast<std::uint32_t>(at)});
        at = next_suspicious(segment, at);
    }
    if (folded.active)
        folded.text.insert(folded.text.end(), segment.begin() + static_cast<std::ptrdiff_t>(copied),
                           segment.end());
}

std::size_t original_offset(const Folded& folded, std::size_t offset) noexcept {
    const auto after = std::upper_bound(
        folded.shifts.begin(), folded.shifts.end(), offset,
        [](std::size_t wanted, const Folded::Shift& shift) { return wanted < shift.folded; });
    if (after == folded.shifts.begin()) return offset;
    const Folded::Shift& shift = *(after - 1);
    return shift.original + (offset - shift.folded);
}

std::string_view folded_part(const Folded& folded, std::size_t begin, std::size_t end) noexcept {
    const auto copy_of = [&folded](std::size_t offset) {
        const auto after = std::upper_bound(
            folded.shifts.begin(), folded.shifts.end(), offset,
            [](std::size_t wanted, const Folded::Shift& shift) { return wanted < shift.original; });
        if (after == folded.shifts.begin()) return offset;
        const Folded::Shift& shift = *(after - 1);
        const std::size_t most =
            after == folded.shifts.end() ? folded.text.size() : std::size_t{after->folded};
        return std::min(shift.folded + (offset - shift.original), most);
    };
    const std::size_t from = copy_of(begin), to = std::max(from, copy_of(end));
    return folded.view().substr(std::min(from, folded.text.size()), to - from);
}

} // namespace hark::redaction
