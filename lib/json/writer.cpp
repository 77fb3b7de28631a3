#include "lib/json/writer.hpp"

#include <array>
#include <charconv>
#include <cmath>

#include "lib/json/utf8.hpp"

namespace hark::json {

namespace {

/// True for what stands in a JSON string as it is; non-ASCII is looked at more closely.
constexpr std::array<bool, 256> make_plain() {
    std::array<bool, 256> plain{};
    for (std::size_t i = 0x20; i < 0x80; ++i)
        plain[i] = true;
    plain['"'] = false;
    plain['\\'] = false;
    return plain;
}
constexpr std::array<bool, 256> plain = make_plain();

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

void append_text(std::string_view text, std::string& out) {
    out.push_back('"');
    const char* at = text.data();
    const char* const end = at + text.size();
    const char* run = at;
    while (at != end) {
        const auto byte = static_cast<unsigned char>(*at);
        if (plain[byte]) {
            ++at;
        } else if (byte < 0x80) {
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
    if (out_.empty()) return;
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

Writer& Writer::key(std::string_view name) {
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
