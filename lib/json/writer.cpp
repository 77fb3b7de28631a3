#include "lib/json/writer.hpp"

#include <array>
#include <charconv>
#include <cmath>
#include <cstring>

#include "lib/json/utf8.hpp"

namespace hark::json {

namespace {

constexpr std::uint64_t ones = 0x0101010101010101U;
constexpr std::uint64_t tops = 0x8080808080808080U;

bool is_plain(unsigned char byte) {
    return byte >= 0x20 && byte < 0x80 && byte != '"' && byte != '\\';
}

/// Eight bytes at once. Zero bytes are found by the borrow that subtracting one from each causes
/// (Warren, Hacker's Delight, 6-1); the same, begun at 0x20, finds control characters.
bool all_plain(std::uint64_t bytes) {
    const std::uint64_t quote = bytes ^ (ones * '"');
    const std::uint64_t backslash = bytes ^ (ones * '\\');
    const std::uint64_t found = ((bytes - ones * 0x20) & ~bytes) | ((quote - ones) & ~quote) |
                                ((backslash - ones) & ~backslash) | bytes;
    return (found & tops) == 0;
}

void append_escape(unsigned char byte, std::string& out) {
    constexpr std::string_view digits = "0123456789abcdef";
    switch (byte) {
        case '"':
            out += "\\\"";
            return;
        case '\\':
            out += "\\\\";
            return;
        case '\b':
            out += "\\b";
            return;
        case '\f':
            out += "\\f";
            return;
        case '\n':
            out += "\\n";
            return;
        case '\r':
            out += "\\r";
            return;
        case '\t':
            out += "\\t";
            return;
        default:
            out += "\\u00";
            out.push_back(digits[byte >> 4]);
            out.push_back(digits[byte & 0x0FU]);
    }
}

} // namespace

const char* skip_plain(const char* at, const char* end) noexcept {
    for (std::uint64_t bytes = 0; end - at >= 8; at += 8) {
        std::memcpy(&bytes, at, 8);
        if (!all_plain(bytes)) break;
    }
    while (at != end && is_plain(static_cast<unsigned char>(*at)))
        ++at;
    return at;
}

void append_text(std::string_view text, std::string& out) {
    out.push_back('"');
    const char* at = text.data();
    const char* const end = at + text.size();
    const char* run = at;
    while ((at = skip_plain(at, end)) != end) {
        const auto byte = static_cast<unsigned char>(*at);
        if (byte < 0x80) {
            out.append(run, at);
            append_escape(byte, out);
            run = ++at;
        } else if (const std::size_t size = utf8_sequence(at, end); size != 0) {
            at += size;
        } else {
            out.append(run, at);
            out += "\xEF\xBF\xBD";
            run = ++at;
        }
    }
    out.append(run, end);
    out.push_back('"');
}

void append_real(double value, std::string& out) {
    if (!std::isfinite(value)) {
        out += "null";
        return;
    }
    std::array<char, 32> digits; // the longest shortest form has 24 characters
    const auto end = std::to_chars(digits.data(), digits.data() + digits.size(),
                                   value == 0 ? 0.0 : value); // no "-0"
    out.append(digits.data(), end.ptr);
}

void append_integer(std::int64_t value, std::string& out) {
    std::array<char, 24> digits;
    const auto end = std::to_chars(digits.data(), digits.data() + digits.size(), value);
    out.append(digits.data(), end.ptr);
}

void Writer::element() {
    // What was written last tells whether this is the first of its kind: a finished value never
    // ends in one of these three.
    if (out_.size() == begin_) return;
    const char last = out_.back();
    if (last != '{' && last != '[' && last != ':') out_.push_back(',');
}

Writer& Writer::open_object() {
    element();
    out_.push_back('{');
    return *this;
}

Writer& Writer::close_object() {
    out_.push_back('}');
    return *this;
}

Writer& Writer::open_array() {
    element();
    out_.push_back('[');
    return *this;
}

Writer& Writer::close_array() {
    out_.push_back(']');
    return *this;
}

Writer& Writer::key(Literal name) {
    element();
    out_.push_back('"');
    out_ += name.view();
    out_ += "\":";
    return *this;
}

Writer& Writer::any_key(std::string_view name) {
    text(name);
    out_.push_back(':');
    return *this;
}

Writer& Writer::text(std::string_view value) {
    element();
    append_text(value, out_);
    return *this;
}

Writer& Writer::text_or_null(std::string_view value) {
    return value.empty() ? null() : text(value);
}

Writer& Writer::integer(std::int64_t value) {
    element();
    append_integer(value, out_);
    return *this;
}

Writer& Writer::real(double value) {
    element();
    append_real(value, out_);
    return *this;
}

Writer& Writer::chance(double value) {
    // 0.93 * 10000 may come out a hair below 9300; the millionth takes that back.
    return real(std::floor(value * 10000 + 1e-6) / 10000);
}

Writer& Writer::boolean(bool value) {
    element();
    out_ += value ? "true" : "false";
    return *this;
}

Writer& Writer::null() {
    element();
    out_ += "null";
    return *this;
}

Writer& Writer::time(Time value) {
    element();
    out_.push_back('"');
    append_time(value, out_);
    out_.push_back('"');
    return *this;
}

Writer& Writer::raw(std::string_view json) {
    element();
    out_ += json;
    return *this;
}

} // namespace hark::json
