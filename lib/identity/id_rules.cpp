// Matching of type names and digit strings, byte by byte and without copies.

#include "lib/identity/id_rules.hpp"

#include <algorithm>
#include <array>
#include <cstddef>

namespace hark::identity {

namespace {

bool is_separator(char c) noexcept { return c == '_' || c == '-' || c == '.' || c == ' '; }

char lower(char c) noexcept { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

// Reads `pattern` from `text`, skipping separators and letter case. The bytes it took, or npos.
std::size_t bytes_of_prefix(std::string_view text, std::string_view pattern) noexcept {
    std::size_t at = 0;
    for (const char wanted : pattern) {
        while (at < text.size() && is_separator(text[at]))
            ++at;
        if (at == text.size() || lower(text[at]) != wanted) return std::string_view::npos;
        ++at;
    }
    return at;
}

struct Pattern {
    std::string_view letters;
    bool anything_before;
    bool anything_behind;
};

constexpr std::array denied{
    Pattern{"callid", true, false},   Pattern{"callsid", true, false},
    Pattern{"session", true, true},   Pattern{"cxonecontactid", false, false},
    Pattern{"campaign", false, true}, Pattern{"skill", false, true},
    Pattern{"queue", false, true},    Pattern{"agent", false, true},
};

bool matches(std::string_view type, const Pattern& pattern) noexcept {
    const std::size_t starts = pattern.anything_before ? type.size() : 1;
    for (std::size_t start = 0; start < starts; ++start) {
        const std::string_view rest = type.substr(std::min(start, type.size()));
        const std::size_t taken = bytes_of_prefix(rest, pattern.letters);
        if (taken == std::string_view::npos) continue;
        if (pattern.anything_behind) return true;
        if (std::all_of(rest.begin() + static_cast<std::ptrdiff_t>(taken), rest.end(),
                        is_separator)) {
            return true;
        }
    }
    return false;
}

constexpr std::array authenticated{Pattern{"auth", false, true}, Pattern{"sso", false, true},
                                   Pattern{"verified", false, true}};
constexpr std::array weak{Pattern{"mail", true, true}, Pattern{"ticket", true, true},
                          Pattern{"case", true, true}};

template <std::size_t count>
bool matches_any(std::string_view type, const std::array<Pattern, count>& patterns) noexcept {
    return std::any_of(patterns.begin(), patterns.end(),
                       [type](const Pattern& pattern) { return matches(type, pattern); });
}

bool is_digits(std::string_view text) noexcept {
    return !text.empty() &&
           std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

} // namespace

bool is_denied_type(std::string_view type) noexcept { return matches_any(type, denied); }

IdClass id_class_of(std::string_view type) noexcept {
    if (matches_any(type, authenticated)) return IdClass::authenticated;
    return matches_any(type, weak) ? IdClass::weak : IdClass::ordinary;
}

// Behind the first difference, one edit leaves equal rests: behind one byte of both (substitution),
// of the longer (insertion or deletion), or two swapped ones.
bool one_edit_apart(std::string_view a, std::string_view b) noexcept {
    if (a.size() < b.size()) std::swap(a, b);
    if (a.size() - b.size() > 1 || !is_digits(a) || !is_digits(b)) return false;
    const auto first =
        static_cast<std::size_t>(std::mismatch(b.begin(), b.end(), a.begin()).first - b.begin());
    if (a.size() > b.size()) return a.substr(first + 1) == b.substr(first);
    if (first == a.size()) return false;
    if (a.substr(first + 1) == b.substr(first + 1)) return true;
    return first + 1 < a.size() && a[first] == b[first + 1] && a[first + 1] == b[first] &&
           a.substr(first + 2) == b.substr(first + 2);
}

} // namespace hark::identity
