// A line of a key is base64, a header, empty, or the end marker.
#include "lib/redaction/private_key.hpp"

#include <algorithm>
#include <string_view>

#include "lib/redaction/characters.hpp"
#include "lib/redaction/scan/scan.hpp"

namespace hark::redaction {
namespace {

constexpr std::size_t line_bytes_max = 128;
constexpr std::string_view dashes = "-----";
constexpr std::string_view end_marker = "-----END ";

std::string_view line_at(std::string_view text, std::size_t at) noexcept {
    return text.substr(at, text.find('\n', at) - at);
}

bool is_base64(char character) noexcept {
    return is_alphanumeric(character) || character == '+' || character == '/' || character == '=';
}

bool may_be_of_key(std::string_view line) noexcept {
    if (!line.empty() && line.back() == '\r') line.remove_suffix(1);
    if (line.starts_with("Proc-Type:") || line.starts_with("DEK-Info:")) return true;
    return line.size() <= line_bytes_max && std::all_of(line.begin(), line.end(), is_base64);
}

/// How much of the line that ends the key belongs to it: its end marker, or base64 before a quote.
std::size_t last_line_size(std::string_view line) noexcept {
    if (line.starts_with(end_marker)) {
        const std::size_t close = line.find(dashes, end_marker.size());
        return close == std::string_view::npos ? end_marker.size() : close + dashes.size();
    }
    const auto end = static_cast<std::size_t>(
        std::find_if_not(line.begin(), line.end(), is_base64) - line.begin());
    return end < line.size() && line[end] == '"' ? end : 0;
}

/// Adds lines from `at` on until one is not of the key.
void add_lines(Scan& scan, std::size_t at, const RuleBase& base, RuleId id) {
    const std::string_view text = scan.text();
    scan.carry().private_key = 0;
    while (at < text.size()) {
        std::string_view line = line_at(text, at);
        const bool last = line.starts_with(end_marker) || !may_be_of_key(line);
        const std::size_t next = at + line.size() + 1;
        if (last) line = line.substr(0, last_line_size(line));
        if (!line.empty() && line.back() == '\r') line.remove_suffix(1);
        if (!line.empty()) scan.add({at, at + line.size()}, base, id, false);
        if (last) return;
        at = next;
    }
    scan.carry().private_key = static_cast<RuleId>(id + 1);
}

} // namespace

Range find_private_key(const Scan& scan, Range word) noexcept {
    const std::string_view text = scan.text();
    if (!text.substr(0, word.begin).ends_with(dashes)) return {};
    const std::string_view line = line_at(text, word.end);
    const std::string_view head = line.substr(0, 48);
    const std::size_t kind = head.find("PRIVATE KEY");
    if (kind == std::string_view::npos) return {};
    const std::size_t close = head.find(dashes);
    if (close == std::string_view::npos || close < kind) return {};
    const std::size_t begin = word.begin - dashes.size();
    const std::size_t end = line.find(end_marker, close + dashes.size());
    if (end == std::string_view::npos) {
        // On one line without an end: as far as it is a key, with the \n of JSON.
        std::size_t at = close + dashes.size();
        while (at < line.size() && (is_base64(line[at]) || line[at] == '\\' || line[at] == ' '))
            ++at;
        return {begin, word.end + at};
    }
    const std::size_t closing = line.find(dashes, end + end_marker.size());
    return {begin, word.end + (closing == std::string_view::npos ? end + end_marker.size()
                                                                 : closing + dashes.size())};
}

void follow_private_key(Scan& scan, std::size_t end, RuleId rule) {
    const std::string_view text = scan.text();
    const std::string_view rest = line_at(text, end);
    if (!rest.empty() && rest != "\r") return; // it ended on its own line
    const std::size_t next = end + rest.size() + 1;
    for (const auto& active : scan.engine().captures)
        if (active.id == rule) add_lines(scan, next, active.rule->base, rule);
}

void resume_private_key(Scan& scan) {
    const auto rule = static_cast<RuleId>(scan.carry().private_key - 1);
    scan.carry().private_key = 0;
    for (const auto& active : scan.engine().captures)
        if (active.id == rule) add_lines(scan, 0, active.rule->base, rule);
}

} // namespace hark::redaction
