#include "server/http/head.hpp"

#include <array>
#include <cstdint>
#include <optional>
#include <utility>

#include "hark/limits.hpp"

namespace hark::server {

namespace {

constexpr Refusal malformed(Literal detail) { return {400, "malformed", detail}; }

constexpr bool is_digit(char c) { return c >= '0' && c <= '9'; }
constexpr char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; }

/// `word` must be in lower case.
constexpr bool equals_ignoring_case(std::string_view text, std::string_view word) {
    if (text.size() != word.size()) return false;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (lower(text[i]) != word[i]) return false;
    }
    return true;
}

/// RFC 9110 §5.6.2.
constexpr bool is_token(char c) {
    return is_digit(c) || (lower(c) >= 'a' && lower(c) <= 'z') ||
           std::string_view{"!#$%&'*+-.^_`|~"}.find(c) != std::string_view::npos;
}

constexpr bool is_token(std::string_view text) {
    if (text.empty()) return false;
    for (const char c : text) {
        if (!is_token(c)) return false;
    }
    return true;
}

/// RFC 9110 §5.5: no control character but tab.
constexpr bool is_field_value(std::string_view text) {
    for (const char c : text) {
        const auto byte = static_cast<unsigned char>(c);
        if ((byte < ' ' && byte != '\t') || byte == 0x7f) return false;
    }
    return true;
}

std::string_view trimmed(std::string_view text) {
    const auto blank = [](char c) { return c == ' ' || c == '\t'; };
    while (!text.empty() && blank(text.front()))
        text.remove_prefix(1);
    while (!text.empty() && blank(text.back()))
        text.remove_suffix(1);
    return text;
}

/// Whether `word`, in lower case, is one of the list that a header holds.
bool lists(std::string_view value, std::string_view word) {
    while (!value.empty()) {
        const auto comma = value.find(',');
        if (equals_ignoring_case(trimmed(value.substr(0, comma)), word)) return true;
        value.remove_prefix(comma == std::string_view::npos ? value.size() : comma + 1);
    }
    return false;
}

/// Takes the text before CRLF off the front of `rest`; nothing when there is no CRLF or when a CR
/// or LF stands alone.
std::optional<std::string_view> take_line(std::string_view& rest) {
    const auto end = rest.find_first_of("\r\n");
    if (end == std::string_view::npos || rest.substr(end, 2) != "\r\n") return std::nullopt;
    const auto line = rest.substr(0, end);
    rest.remove_prefix(end + 2);
    return line;
}

struct NamedMethod {
    std::string_view name;
    Method method;
};
constexpr std::array<NamedMethod, 7> methods{{{"POST", Method::post},
                                              {"GET", Method::get},
                                              {"PATCH", Method::patch},
                                              {"DELETE", Method::remove},
                                              {"HEAD", Method::head},
                                              {"PUT", Method::put},
                                              {"OPTIONS", Method::options}}};

std::optional<Refusal> read_request_line(std::string_view line, Head& head) {
    const auto first = line.find(' ');
    const auto last = line.rfind(' ');
    if (first == std::string_view::npos || first == last) {
        return malformed("The request line is not of the form METHOD PATH HTTP/1.1.");
    }
    const auto method = line.substr(0, first);
    const auto target = line.substr(first + 1, last - first - 1);
    const auto version = line.substr(last + 1);
    if (!is_token(method) || (version != "HTTP/1.1" && version != "HTTP/1.0")) {
        return malformed("The request line is not of the form METHOD PATH HTTP/1.1.");
    }
    if (target.size() > target_bytes_max) {
        return Refusal{414, "path_too_long", "The path and query are longer than 2048 bytes."};
    }
    if (target.empty() || target.front() != '/') {
        return malformed("The path must begin with a slash.");
    }
    for (const char c : target) {
        if (c <= ' ' || c > '~' || c == '#') {
            return malformed("The path holds a character that must be percent-encoded.");
        }
    }
    head.request.path = target.substr(0, target.find('?'));
    if (head.request.path.size() > limits::path_bytes_max) {
        return Refusal{414, "path_too_long", "The path is longer than 512 bytes."};
    }
    for (const auto& known : methods) {
        if (known.name == method) head.request.method = known.method;
    }
    if (head.request.method == Method::other) {
        return Refusal{405, "method_not_allowed", "This method is not known here."};
    }
    return std::nullopt;
}

/// The headers that decide something; each may come once at most.
struct Seen {
    bool host{false}, length{false}, expect{false}, authorization{false}, type{false};
    bool traceparent{false};
};

std::optional<Refusal> read_length(std::string_view value, Head& head) {
    if (value.empty() || value.size() > 18) return malformed("Content-Length is not a number.");
    std::size_t length = 0;
    for (const char c : value) {
        if (!is_digit(c)) return malformed("Content-Length is not a number.");
        length = length * 10 + static_cast<std::size_t>(c - '0');
    }
    head.body_bytes = length;
    return std::nullopt;
}

std::optional<Refusal> once(bool& seen) {
    if (std::exchange(seen, true)) return malformed("A header came twice that may come once only.");
    return std::nullopt;
}

std::optional<Refusal> read_header(std::string_view name, std::string_view value, Head& head,
                                   Seen& seen) {
    auto& request = head.request;
    const auto is = [name](std::string_view known) { return equals_ignoring_case(name, known); };
    const auto keep = [value](bool& flag, std::string_view& where) {
        where = value;
        return once(flag);
    };
    switch (name.size()) {
        case 4:
            if (is("host")) return once(seen.host);
            break;
        case 6:
            if (is("expect")) {
                head.expects_continue = true;
                if (!equals_ignoring_case(value, "100-continue")) {
                    return Refusal{417, "expectation_failed",
                                   "Only Expect: 100-continue is known."};
                }
                return once(seen.expect);
            }
            break;
        case 10:
            if (is("connection") && lists(value, "close")) head.closes = true;
            break;
        case 11:
            if (is("traceparent")) return keep(seen.traceparent, request.traceparent);
            break;
        case 12:
            if (is("content-type")) return keep(seen.type, request.content_type);
            break;
        case 13:
            if (is("authorization")) return keep(seen.authorization, request.authorization);
            break;
        case 14:
            if (is("content-length")) {
                if (auto refusal = once(seen.length)) return refusal;
                return read_length(value, head);
            }
            break;
        case 16:
            if (is("content-encoding")) request.encoded = true;
            break;
        case 17:
            // Chunked bodies are where readers differ most, and no client of this API needs them.
            if (is("transfer-encoding")) {
                return Refusal{
                    411, "length_required",
                    "Send the body with Content-Length; Transfer-Encoding is not accepted."};
            }
            break;
        default:
            break;
    }
    return std::nullopt;
}

bool takes_body(Method method) {
    return method == Method::post || method == Method::put || method == Method::patch;
}

int hex_digit(char c) {
    if (is_digit(c)) return c - '0';
    c = lower(c);
    return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

} // namespace

std::variant<Head, Refusal> check_head(std::string_view head) {
    Head made;
    const auto request_line = take_line(head);
    if (!request_line) return malformed("Lines must end with CR LF.");
    if (auto refusal = read_request_line(*request_line, made)) return *refusal;
    const bool old_version = request_line->ends_with("HTTP/1.0");

    Seen seen;
    for (std::size_t lines = 0;; ++lines) {
        const auto line = take_line(head);
        if (!line) return malformed("Lines must end with CR LF.");
        if (line->empty()) break;
        if (lines == header_lines_max) return malformed("There are more than 64 header lines.");
        const auto colon = line->find(':');
        if (colon == std::string_view::npos || !is_token(line->substr(0, colon))) {
            return malformed("A header is not of the form Name: value.");
        }
        const auto value = trimmed(line->substr(colon + 1));
        if (!is_field_value(value)) {
            return malformed("A header value holds a control character.");
        }
        if (auto refusal = read_header(line->substr(0, colon), value, made, seen)) return *refusal;
    }
    if (!seen.host && !old_version) return malformed("The Host header is missing.");
    if (made.body_bytes > limits::body_bytes_max) {
        return Refusal{413, "too_large", "The body is larger than 64 KiB."};
    }
    if (made.body_bytes > 0 && !takes_body(made.request.method)) {
        return malformed("This method takes no body.");
    }
    return made;
}

bool percent_decode(std::string_view segment, std::string& out) {
    out.clear();
    for (std::size_t i = 0; i < segment.size(); ++i) {
        if (segment[i] != '%') {
            out.push_back(segment[i]);
            continue;
        }
        if (i + 2 >= segment.size()) return false;
        const int high = hex_digit(segment[i + 1]);
        const int low = hex_digit(segment[i + 2]);
        if (high < 0 || low < 0) return false;
        out.push_back(static_cast<char>(high * 16 + low));
        i += 2;
    }
    return true;
}

} // namespace hark::server
