// What stands beside a candidate, for rules that are less sure of themselves. Pure, bounded.
#pragma once

#include <string_view>

#include "lib/redaction/characters.hpp"
#include "lib/redaction/rules/rule.hpp"

namespace hark::redaction {

/// Does nothing else stand on its line but a few blanks? Then it is an answer to a question that
/// was asked elsewhere.
constexpr bool is_alone(std::string_view text, Range range) noexcept {
    std::size_t begin = range.begin, end = range.end;
    for (int step = 0; step < 4 && begin > 0 && text[begin - 1] == ' '; ++step)
        --begin;
    if (begin != 0 && text[begin - 1] != '\n') return false;
    for (int step = 0; step < 4 && end < text.size() && (text[end] == ' ' || text[end] == '\r');
         ++step)
        ++end;
    return end == text.size() || text[end] == '\n';
}

/// "order-AB123456C", "AB123456C_1": a part of an id is no entity of its own.
constexpr bool is_glued(std::string_view text, Range range) noexcept {
    const auto joins = [](char sign) {
        return sign == '-' || sign == '_' || sign == '.' || sign == '/';
    };
    if (range.begin > 1 && joins(text[range.begin - 1]) && is_alphanumeric(text[range.begin - 2]))
        return true;
    return range.end + 1 < text.size() && joins(text[range.end]) &&
           is_alphanumeric(text[range.end + 1]);
}

/// "+64 917 773 3355": does a group of digits stand right before these, or right behind them?
constexpr bool touches_group(std::string_view text, Range range) noexcept {
    const auto joins = [](char sign) {
        return sign == ' ' || sign == '-' || sign == '.' || sign == '/';
    };
    if (range.begin > 1 && joins(text[range.begin - 1]) && is_digit(text[range.begin - 2]))
        return true;
    return range.end + 1 < text.size() && joins(text[range.end]) && is_digit(text[range.end + 1]);
}

} // namespace hark::redaction
