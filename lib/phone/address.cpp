// Takes addresses apart. Lenient about what is around a number, since headers pass through many
// hands; strict only in never mistaking a host or a parameter for the number.
#include "lib/phone/address.hpp"

#include <algorithm>

namespace hark::phone {
namespace {

constexpr std::string_view no_break_space = "\xC2\xA0";

constexpr char lower_case(char character) noexcept {
    return character >= 'A' && character <= 'Z' ? static_cast<char>(character - 'A' + 'a')
                                                : character;
}

bool is_blank(char character) noexcept {
    return character == ' ' || character == '\t' || character == '\r' || character == '\n';
}

bool take_prefix(std::string_view& text, std::string_view lower) noexcept {
    if (text.size() < lower.size() || !equals_ignoring_case(text.substr(0, lower.size()), lower))
        return false;
    text.remove_prefix(lower.size());
    return true;
}

/// Splits at the first `separator`; `text` keeps what is before it.
std::string_view cut_at(std::string_view& text, char separator) noexcept {
    const std::size_t at = text.find(separator);
    if (at == std::string_view::npos) return {};
    const std::string_view rest = text.substr(at + 1);
    text = text.substr(0, at);
    return rest;
}

/// `"Name" <address>;tag=1` -> `address`. A "<" inside the quoted name is not the bracket.
std::string_view inside_brackets(std::string_view text) noexcept {
    std::size_t from = 0;
    if (!text.empty() && text.front() == '"') {
        for (from = 1; from < text.size() && text[from] != '"'; ++from)
            if (text[from] == '\\') ++from;
    }
    const std::size_t open = text.find('<', from);
    if (open == std::string_view::npos) return text;
    const std::size_t close = text.find('>', open);
    if (close == std::string_view::npos) return text;
    return trimmed(text.substr(open + 1, close - open - 1));
}

/// "sip:12025550100" lacks a host; strictly the digits are one. An address like 192.0.2.1 must not
/// become a number, so only an unbroken run of digits is taken for one.
bool is_bare_number(std::string_view text) noexcept {
    if (!text.empty() && text.front() == '+') text.remove_prefix(1);
    return !text.empty() && std::all_of(text.begin(), text.end(), [](char character) {
        return character >= '0' && character <= '9';
    });
}

Address take_apart_sip(std::string_view text) noexcept {
    Address address;
    address.escaped = true;
    cut_at(text, '?');
    const std::size_t at = text.rfind('@');
    if (at == std::string_view::npos) {
        cut_at(text, ';');
        (is_bare_number(text) ? address.user : address.host) = text;
        return address;
    }
    address.host = text.substr(at + 1);
    cut_at(address.host, ';');
    cut_at(address.host, ':');
    address.user = text.substr(0, at);
    address.parameters = cut_at(address.user, ';');
    cut_at(address.user, ':'); // a password
    address.user = trimmed(address.user);
    return address;
}

} // namespace

bool equals_ignoring_case(std::string_view text, std::string_view lower) noexcept {
    return std::equal(text.begin(), text.end(), lower.begin(), lower.end(),
                      [](char mine, char theirs) { return lower_case(mine) == theirs; });
}

std::string_view trimmed(std::string_view text) noexcept {
    for (;;) {
        if (text.empty()) return text;
        if (is_blank(text.front())) {
            text.remove_prefix(1);
        } else if (is_blank(text.back())) {
            text.remove_suffix(1);
        } else if (text.starts_with(no_break_space)) {
            text.remove_prefix(no_break_space.size());
        } else if (text.ends_with(no_break_space)) {
            text.remove_suffix(no_break_space.size());
        } else {
            return text;
        }
    }
}

Address take_apart(std::string_view text) noexcept {
    text = inside_brackets(trimmed(text));
    if (take_prefix(text, "sip:") || take_prefix(text, "sips:")) return take_apart_sip(text);
    Address address;
    address.escaped = take_prefix(text, "tel:");
    if (!address.escaped && text.find('@') != std::string_view::npos) return take_apart_sip(text);
    address.user = text;
    address.parameters = cut_at(address.user, ';');
    address.user = trimmed(address.user);
    return address;
}

std::string_view parameter(std::string_view parameters, std::string_view name) noexcept {
    while (!parameters.empty()) {
        std::string_view each = parameters;
        parameters = cut_at(each, ';');
        const std::string_view value = cut_at(each, '=');
        if (equals_ignoring_case(trimmed(each), name)) return trimmed(value);
    }
    return {};
}

} // namespace hark::phone
