// Numbers are read first, then their order is guessed by what can be a day.
#include "lib/redaction/date_text.hpp"

#include <algorithm>
#include <array>
#include <chrono>

#include "lib/redaction/capture.hpp"
#include "lib/redaction/characters.hpp"

namespace hark::redaction {
namespace {

struct Number {
    unsigned value{0};
    std::size_t digits{0}, end{0};
};

Number number_at(std::string_view text, std::size_t at) noexcept {
    Number number;
    number.end = at;
    while (number.end < text.size() && is_digit(text[number.end]) && number.digits < 9) {
        number.value = number.value * 10 + static_cast<unsigned>(text[number.end++] - '0');
        ++number.digits;
    }
    return number;
}

/// 1 to 12 for a month's name or its first three letters; 0 for other words.
unsigned month_named(std::string_view word) noexcept {
    constexpr std::array<std::string_view, 12> names{
        "january", "february", "march",     "april",   "may",      "june",
        "july",    "august",   "september", "october", "november", "december"};
    for (unsigned index = 0; index < names.size(); ++index)
        if (equals_without_case(word, names[index]) ||
            equals_without_case(word, names[index].substr(0, 3)) ||
            (index == 8 && equals_without_case(word, "sept")))
            return index + 1;
    return 0;
}

bool is_day(int year, unsigned month, unsigned day) noexcept {
    const int whole = year < 100 ? year + 2000 : year;
    return std::chrono::year_month_day{std::chrono::year{whole}, std::chrono::month{month},
                                       std::chrono::day{day}}
               .ok() &&
           (year < 100 || (year >= 1880 && year <= 2150));
}

/// Nothing that makes the last number longer.
DateText closed(std::string_view text, DateText date) noexcept {
    const std::size_t end = date.end;
    if (end < text.size() && is_alphanumeric(text[end]) && text[end] != 'T') return {};
    if (end + 1 < text.size() && (text[end] == '-' || text[end] == '/' || text[end] == '.') &&
        is_digit(text[end + 1]))
        return {};
    return date;
}

DateText from_numbers(std::string_view text, std::size_t end, Number a, Number b,
                      Number c) noexcept {
    DateText date{.end = end};
    const auto take = [&](Number year, Number month, Number day) {
        if (date.month != 0 || month.value < 1 || month.value > 12 ||
            !is_day(static_cast<int>(year.value), month.value, day.value))
            return;
        date.year = static_cast<int>(year.value);
        date.month = month.value;
        date.day = day.value;
    };
    if (a.digits == 4 && b.digits <= 2 && c.digits <= 2) {
        take(a, b, c);
    } else if (a.digits <= 2 && b.digits <= 2 && (c.digits == 4 || c.digits == 2)) {
        take(c, a, b);
        take(c, b, a);
    }
    return date.month == 0 ? DateText{} : closed(text, date);
}

DateText compact(std::string_view text, Number number) noexcept {
    if (number.digits != 8) return {};
    DateText date{.end = number.end};
    const auto take = [&](unsigned year, unsigned month, unsigned day) {
        if (date.month != 0 || month < 1 || month > 12 || year < 1880 ||
            !is_day(static_cast<int>(year), month, day))
            return;
        date.year = static_cast<int>(year);
        date.month = month;
        date.day = day;
    };
    const unsigned value = number.value;
    take(value / 10000, value / 100 % 100, value % 100);
    take(value % 10000, value / 1000000, value / 10000 % 100);
    take(value % 10000, value / 10000 % 100, value / 1000000);
    return date.month == 0 ? DateText{} : closed(text, date);
}

std::size_t ordinal_end(std::string_view text, std::size_t at) noexcept {
    const std::size_t end = letters_end(text.substr(0, at + 3), at);
    return is_one_of(text.substr(at, end - at), {"st", "nd", "rd", "th"}) ? end : at;
}

std::size_t separators_end(std::string_view text, std::size_t at) noexcept {
    const std::size_t from = at;
    while (at < text.size() && at - from < 3 &&
           (text[at] == ' ' || text[at] == ',' || text[at] == '-' || text[at] == '.' ||
            text[at] == '/'))
        ++at;
    return at;
}

/// The year behind a month's name and a day; `at` is behind these.
DateText with_year(std::string_view text, std::size_t at, unsigned month, unsigned day) noexcept {
    at = separators_end(text, at);
    if (ends_before(text, at + 3, "of ")) at += 3;
    const Number year = number_at(text, at);
    if (year.digits != 4 && year.digits != 2) return {};
    const DateText date{
        .end = year.end, .year = static_cast<int>(year.value), .month = month, .day = day};
    return is_day(date.year, month, day == 0 ? 1 : day) ? closed(text, date) : DateText{};
}

DateText month_first(std::string_view text, std::size_t at) noexcept {
    const std::size_t word = letters_end(text.substr(0, std::min(text.size(), at + 10)), at);
    const unsigned month = month_named(text.substr(at, word - at));
    if (month == 0) return {};
    const Number day = number_at(text, separators_end(text, word));
    if (day.digits < 1 || day.digits > 2) return {};
    return with_year(text, ordinal_end(text, day.end), month, day.value);
}

} // namespace

std::int32_t days_of(int year, unsigned month, unsigned day) noexcept {
    const std::chrono::sys_days days{std::chrono::year_month_day{
        std::chrono::year{year}, std::chrono::month{month}, std::chrono::day{day}}};
    return static_cast<std::int32_t>(days.time_since_epoch().count());
}

DateText date_at(std::string_view text, std::size_t at) noexcept {
    if (at >= text.size()) return {};
    if (is_letter(text[at])) return month_first(text, at);
    const Number first = number_at(text, at);
    if (first.digits == 0) return {};
    if (first.digits > 4) return compact(text, first);
    if (first.end >= text.size()) return {};
    const std::size_t second_at = separators_end(text, ordinal_end(text, first.end));
    if (second_at < text.size() && is_letter(text[second_at]) && first.digits <= 2) {
        std::size_t word_at = second_at;
        if (text.substr(word_at).starts_with("of ")) word_at += 3;
        const std::size_t word =
            letters_end(text.substr(0, std::min(text.size(), word_at + 10)), word_at);
        const unsigned month = month_named(text.substr(word_at, word - word_at));
        return month == 0 ? DateText{} : with_year(text, word, month, first.value);
    }
    const Number second = number_at(text, second_at);
    if (second.digits == 0 || second.digits > 2 || second_at == first.end) return {};
    const std::size_t third_at = separators_end(text, second.end);
    const Number third = number_at(text, third_at);
    if (third.digits == 0 || third_at == second.end) return {};
    return from_numbers(text, third.end, first, second, third);
}

DateText month_at(std::string_view text, std::size_t at) noexcept {
    if (at >= text.size()) return {};
    if (is_letter(text[at])) {
        const std::size_t word = letters_end(text.substr(0, std::min(text.size(), at + 10)), at);
        const unsigned month = month_named(text.substr(at, word - at));
        return month == 0 ? DateText{} : with_year(text, word, month, 0);
    }
    const Number first = number_at(text, at);
    const auto as = [text](unsigned month, unsigned year, std::size_t end) {
        const DateText date{.end = end, .year = static_cast<int>(year), .month = month};
        return month >= 1 && month <= 12 ? closed(text, date) : DateText{};
    };
    if (first.digits == 4) {
        const std::size_t next = separators_end(text, first.end);
        const Number month = number_at(text, next);
        if (first.value >= 2000 && first.value < 2100 && next == first.end + 1 && month.digits == 2)
            return as(month.value, first.value, month.end);
        return as(first.value / 100, first.value % 100, first.end);
    }
    if (first.digits == 6) return as(first.value / 10000, first.value % 10000, first.end);
    if (first.digits < 1 || first.digits > 2) return {};
    const std::size_t next = separators_end(text, first.end);
    const Number year = number_at(text, next);
    if (next == first.end || (year.digits != 2 && year.digits != 4)) return {};
    return as(first.value, year.value, year.end);
}

} // namespace hark::redaction
