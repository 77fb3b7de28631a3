// Times as text: RFC 3339 in both directions.
#include <algorithm>
#include <array>
#include <charconv>
#include <cstdint>

#include "hark/json.hpp"
#include "lib/json/writer.hpp"

namespace hark::json {

namespace {

using std::chrono::sys_days;

constexpr Time first_time{sys_days{std::chrono::year{0} / 1 / 1}};
constexpr Time last_time{sys_days{std::chrono::year{10000} / 1 / 1} - Millis{1}};

template <std::size_t width>
char* put(char* at, unsigned value) {
    for (std::size_t i = width; i-- > 0; value /= 10)
        at[i] = static_cast<char>('0' + value % 10);
    return at + width;
}

/// Reads fixed-width fields from the left; anything unexpected makes it fail for good.
class Fields {
public:
    explicit Fields(std::string_view text) : left_{text} {}

    int digits(std::size_t count) {
        int value = 0;
        if (left_.size() < count) failed_ = true;
        for (std::size_t i = 0; i < count && !failed_; ++i) {
            if (left_[i] < '0' || left_[i] > '9') failed_ = true;
            value = value * 10 + (left_[i] - '0');
        }
        if (failed_) return 0;
        left_.remove_prefix(count);
        return value;
    }

    /// One character of `any`, as it stands; 0 when there is none.
    char one_of(std::string_view any) {
        if (left_.empty() || any.find(left_.front()) == any.npos) {
            failed_ = true;
            return 0;
        }
        const char found = left_.front();
        left_.remove_prefix(1);
        return found;
    }

    /// ".123456": cut to milliseconds. Nothing when there is no point.
    Millis fraction() {
        if (left_.empty() || left_.front() != '.') return Millis{0};
        left_.remove_prefix(1);
        int value = 0;
        std::size_t count = 0;
        for (; !left_.empty() && left_.front() >= '0' && left_.front() <= '9'; ++count) {
            if (count < 3) value = value * 10 + (left_.front() - '0');
            left_.remove_prefix(1);
        }
        if (count == 0) failed_ = true;
        for (; count < 3; ++count)
            value *= 10;
        return Millis{value};
    }

    bool at_end() const { return left_.empty(); }
    bool failed() const { return failed_; }

private:
    std::string_view left_;
    bool failed_{false};
};

std::optional<sys_days> date_from(Fields& fields) {
    const int year = fields.digits(4);
    fields.one_of("-");
    const int month = fields.digits(2);
    fields.one_of("-");
    const int day = fields.digits(2);
    const auto date = std::chrono::year{year} / month / day;
    if (fields.failed() || !date.ok()) return std::nullopt;
    return sys_days{date};
}

/// "Z" or "+02:00", as what must be taken off to get UTC.
std::optional<std::chrono::minutes> offset_from(Fields& fields) {
    const char sign = fields.one_of("Zz+-");
    if (fields.failed()) return std::nullopt;
    if (sign == 'Z' || sign == 'z') return std::chrono::minutes{0};
    const int hours = fields.digits(2);
    fields.one_of(":");
    const int minutes = fields.digits(2);
    if (fields.failed() || hours > 23 || minutes > 59) return std::nullopt;
    const std::chrono::minutes offset{hours * 60 + minutes};
    return sign == '-' ? -offset : offset;
}

} // namespace

void append_time(Time time, std::string& out) {
    time = std::clamp(time, first_time, last_time);
    const auto day = std::chrono::floor<std::chrono::days>(time);
    const std::chrono::year_month_day date{day};
    const auto millis = static_cast<unsigned>((time - day).count());
    std::array<char, 24> text;
    char* at = put<4>(text.data(), static_cast<unsigned>(static_cast<int>(date.year())));
    *at++ = '-';
    at = put<2>(at, static_cast<unsigned>(date.month()));
    *at++ = '-';
    at = put<2>(at, static_cast<unsigned>(date.day()));
    *at++ = 'T';
    at = put<2>(at, millis / 3'600'000);
    *at++ = ':';
    at = put<2>(at, millis / 60'000 % 60);
    *at++ = ':';
    at = put<2>(at, millis / 1000 % 60);
    *at++ = '.';
    at = put<3>(at, millis % 1000);
    *at = 'Z';
    out.append(text.data(), text.size());
}

std::string time_text(Time time) {
    std::string text;
    append_time(time, text);
    return text;
}

std::optional<Time> time_from(std::string_view text) {
    Fields fields{text};
    const auto day = date_from(fields);
    if (!day) return std::nullopt;
    if (fields.at_end()) return Time{*day};
    fields.one_of("Tt");
    const int hour = fields.digits(2);
    fields.one_of(":");
    const int minute = fields.digits(2);
    fields.one_of(":");
    const int second = fields.digits(2); // 60 is a leap second: the first of the next minute
    const Millis fraction = fields.fraction();
    const auto offset = offset_from(fields);
    if (!offset || fields.failed() || !fields.at_end()) return std::nullopt;
    if (hour > 23 || minute > 59 || second > 60) return std::nullopt;
    return Time{*day} + std::chrono::hours{hour} + std::chrono::minutes{minute} +
           std::chrono::seconds{second} + fraction - *offset;
}

} // namespace hark::json
