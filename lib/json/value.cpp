#include "lib/json/value.hpp"

#include <algorithm>
#include <optional>
#include <vector>

#include "lib/json/utf8.hpp"
#include "lib/json/writer.hpp"

namespace hark::json {

namespace {

bool is_digit(char c) { return c >= '0' && c <= '9'; }

class Minifier {
public:
    Minifier(std::string_view json, std::size_t depth_max, std::size_t bytes_max, std::string& out)
        : at_{json.data()},
          end_{json.data() + json.size()},
          depth_left_{depth_max},
          size_max_{out.size() + bytes_max},
          out_{out} {}

    ValueFault run() {
        skip_space();
        if (!value()) return fault_;
        skip_space();
        return at_ == end_ ? ValueFault::none : ValueFault::malformed;
    }

private:
    struct Name {
        std::size_t begin, size; // into out_, which may move
    };

    bool fail(ValueFault fault) {
        fault_ = fault;
        return false;
    }
    bool malformed() { return fail(ValueFault::malformed); }
    /// Checked after every token, so that refusing costs no more than accepting.
    bool fits() { return out_.size() <= size_max_ || fail(ValueFault::too_long); }

    bool at(char c) const { return at_ != end_ && *at_ == c; }
    bool take(char c) {
        if (!at(c)) return false;
        ++at_;
        return true;
    }
    void skip_space() {
        while (at_ != end_ && (*at_ == ' ' || *at_ == '\n' || *at_ == '\t' || *at_ == '\r'))
            ++at_;
    }

    bool value() {
        if (at_ == end_) return malformed();
        switch (*at_) {
            case '{':
                return nested(&Minifier::object);
            case '[':
                return nested(&Minifier::array);
            case '"':
                return string();
            case 't':
                return word("true");
            case 'f':
                return word("false");
            case 'n':
                return word("null");
            default:
                return number();
        }
    }

    bool nested(bool (Minifier::*container)()) {
        if (depth_left_ == 0) return fail(ValueFault::too_deep);
        --depth_left_;
        const bool good = (this->*container)();
        ++depth_left_;
        return good && fits();
    }

    bool object() {
        const std::size_t first_name = names_.size();
        out_.push_back(*at_++);
        skip_space();
        if (!at('}')) {
            do {
                if (names_.size() > first_name) out_.push_back(',');
                skip_space();
                if (!member()) return false;
                skip_space();
            } while (take(','));
        }
        if (!take('}')) return malformed();
        out_.push_back('}');
        return unique(first_name);
    }

    bool member() {
        if (!at('"')) return malformed();
        const std::size_t begin = out_.size();
        if (!string()) return false;
        names_.push_back({begin, out_.size() - begin});
        skip_space();
        if (!take(':')) return malformed();
        out_.push_back(':');
        skip_space();
        return value();
    }

    /// Names of the object that ends here; escaped in one way only, so that equal means same text.
    bool unique(std::size_t first_name) {
        const auto text = [this](const Name& name) {
            return std::string_view{out_}.substr(name.begin, name.size);
        };
        const auto begin = names_.begin() + static_cast<std::ptrdiff_t>(first_name);
        std::sort(begin, names_.end(),
                  [&](const Name& a, const Name& b) { return text(a) < text(b); });
        const auto twice = std::adjacent_find(
            begin, names_.end(), [&](const Name& a, const Name& b) { return text(a) == text(b); });
        const bool good = twice == names_.end();
        names_.resize(first_name);
        return good || fail(ValueFault::duplicate_name);
    }

    bool array() {
        out_.push_back(*at_++);
        skip_space();
        if (!at(']')) {
            do {
                if (out_.back() != '[') out_.push_back(',');
                skip_space();
                if (!value()) return false;
                skip_space();
            } while (take(','));
        }
        if (!take(']')) return malformed();
        out_.push_back(']');
        return true;
    }

    bool word(std::string_view expected) {
        if (std::string_view{at_, end_}.substr(0, expected.size()) != expected) return malformed();
        at_ += expected.size();
        out_ += expected;
        return fits();
    }

    bool digits() {
        if (at_ == end_ || !is_digit(*at_)) return malformed();
        while (at_ != end_ && is_digit(*at_))
            ++at_;
        return true;
    }

    bool number() {
        const char* const begin = at_;
        take('-');
        if (!take('0') && !digits()) return false;
        if (take('.') && !digits()) return false;
        if (take('e') || take('E')) {
            if (!take('+')) take('-');
            if (!digits()) return false;
        }
        out_.append(begin, at_);
        return fits();
    }

    bool string() {
        out_.push_back(*at_++);
        const char* run = at_;
        for (;;) {
            at_ = skip_plain(at_, end_);
            if (at_ == end_) return malformed();
            const auto byte = static_cast<unsigned char>(*at_);
            if (byte == '"') break;
            if (byte == '\\') {
                out_.append(run, at_);
                if (!escape()) return false;
                run = at_;
                continue;
            }
            const std::size_t size = byte < 0x20 ? 0 : utf8_sequence(at_, end_);
            if (size == 0) return malformed();
            at_ += size;
        }
        out_.append(run, at_++);
        out_.push_back('"');
        return fits();
    }

    bool escape() {
        ++at_; // the backslash
        if (at_ == end_) return malformed();
        const char kind = *at_++;
        switch (kind) {
            case '"':
            case '\\':
            case '/':
                return character(static_cast<unsigned char>(kind));
            case 'b':
                return character('\b');
            case 'f':
                return character('\f');
            case 'n':
                return character('\n');
            case 'r':
                return character('\r');
            case 't':
                return character('\t');
            case 'u':
                return unicode();
            default:
                return malformed();
        }
    }

    bool unicode() {
        const auto first = hex();
        if (!first) return malformed();
        if (*first < 0xD800 || *first > 0xDFFF) return character(*first);
        if (*first > 0xDBFF || !take('\\') || !take('u')) return malformed(); // a lone surrogate
        const auto second = hex();
        if (!second || *second < 0xDC00 || *second > 0xDFFF) return malformed();
        return character(0x10000 + ((*first - 0xD800) << 10) + (*second - 0xDC00));
    }

    std::optional<std::uint32_t> hex() {
        if (end_ - at_ < 4) return std::nullopt;
        std::uint32_t value = 0;
        for (int i = 0; i < 4; ++i) {
            const char c = *at_++;
            const char low = static_cast<char>(c | 0x20);
            if (!is_digit(c) && (low < 'a' || low > 'f')) return std::nullopt;
            value = value * 16 + static_cast<std::uint32_t>(is_digit(c) ? c - '0' : low - 'a' + 10);
        }
        return value;
    }

    bool character(std::uint32_t code_point) {
        scratch_.clear();
        append_utf8(code_point, scratch_);
        const std::size_t quote = out_.size();
        append_text(scratch_, out_); // escapes as every other writer here does
        out_.erase(quote, 1);
        out_.pop_back();
        return true;
    }

    const char* at_;
    const char* const end_;
    std::size_t depth_left_;
    const std::size_t size_max_;
    std::string& out_;
    std::string scratch_;
    std::vector<Name> names_; // of all objects that are open
    ValueFault fault_{ValueFault::none};
};

/// Bytes of the minified string at the front of `text`, quotes included.
std::size_t string_size(std::string_view text) {
    std::size_t i = 1;
    while (text[i] != '"')
        i += text[i] == '\\' ? 2 : 1;
    return i + 1;
}

/// Bytes of the minified value at the front of `text`: up to a comma outside of everything.
std::size_t value_size(std::string_view text) {
    std::size_t depth = 0;
    std::size_t i = 0;
    while (i < text.size()) {
        const char c = text[i];
        if (c == ',' && depth == 0) break;
        if (c == '{' || c == '[') ++depth;
        if (c == '}' || c == ']') --depth;
        i += c == '"' ? string_size(text.substr(i)) : 1;
    }
    return i;
}

} // namespace

ValueFault append_minified(std::string_view json, std::size_t depth_max, std::size_t bytes_max,
                           std::string& out) {
    return Minifier{json, depth_max, bytes_max, out}.run();
}

bool Members::next(Member& member) {
    if (left_.empty()) return false;
    const std::size_t name = string_size(left_);
    member.name = left_.substr(0, name);
    left_.remove_prefix(name + 1); // the colon
    const std::size_t value = value_size(left_);
    member.value = left_.substr(0, value);
    left_.remove_prefix(std::min(value + 1, left_.size())); // the comma
    return true;
}

bool Elements::next(std::string_view& element) {
    if (left_.empty()) return false;
    const std::size_t size = value_size(left_);
    element = left_.substr(0, size);
    left_.remove_prefix(std::min(size + 1, left_.size())); // the comma
    return true;
}

std::string unescaped(std::string_view string) {
    string = string.substr(1, string.size() - 2);
    std::string text;
    text.reserve(string.size());
    for (std::size_t i = 0; i < string.size(); ++i) {
        if (string[i] != '\\') {
            text.push_back(string[i]);
            continue;
        }
        switch (string[++i]) {
            case 'b':
                text.push_back('\b');
                break;
            case 'f':
                text.push_back('\f');
                break;
            case 'n':
                text.push_back('\n');
                break;
            case 'r':
                text.push_back('\r');
                break;
            case 't':
                text.push_back('\t');
                break;
            case 'u': { // "\u00XY", lower case: no other is ever written
                const auto digit = [](char c) { return is_digit(c) ? c - '0' : c - 'a' + 10; };
                text.push_back(static_cast<char>(digit(string[i + 3]) * 16 + digit(string[i + 4])));
                i += 4;
                break;
            }
            default:
                text.push_back(string[i]);
        }
    }
    return text;
}

} // namespace hark::json
