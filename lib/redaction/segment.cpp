// Cuts at line feeds, and long lines at blanks between letters.
#include "lib/redaction/segment.hpp"

#include "lib/redaction/characters.hpp"
#include "lib/redaction/keys.hpp"
#include "lib/redaction/scratch.hpp"

namespace hark::redaction {
namespace {

constexpr std::size_t look_back_bytes = segment_bytes_max / 4;

/// Two lower-case letters, a blank or comma, and what is no digit.
bool is_calm(std::string_view text, std::size_t at) noexcept {
    return at >= 3 && (text[at - 1] == ' ' || text[at - 1] == ',') && !is_digit(text[at]) &&
           is_letter(text[at - 2]) && is_letter(text[at - 3]);
}

std::size_t cut_long_line(std::string_view text) noexcept {
    const std::size_t from = text.size() - look_back_bytes;
    for (std::size_t at = text.size() - 1; at > from; --at)
        if (is_calm(text, at)) return at;
    for (std::size_t at = text.size() - 1; at > from; --at)
        if (text[at - 1] == ' ' || text[at - 1] == ',') return at;
    std::size_t at = text.size();
    for (int step = 0; step < 3 && (static_cast<unsigned char>(text[at - 1]) & 0x80) != 0; ++step)
        --at;
    return at;
}

/// Where the last lines begin that have a single key each: the next line may make a number of them.
std::size_t before_keys(std::string_view lines) noexcept {
    std::size_t end = lines.size();
    while (end > 0) {
        const std::size_t feed = end < 2 ? std::string_view::npos : lines.rfind('\n', end - 2);
        const std::size_t begin = feed == std::string_view::npos ? 0 : feed + 1;
        if (!has_single_key(lines.substr(begin, end - begin))) break;
        end = begin;
    }
    return end;
}

} // namespace

std::size_t next_segment(std::string_view rest, bool last) noexcept {
    const std::string_view window = rest.substr(0, segment_bytes_max);
    if (window.size() < segment_bytes_max && last) return window.size();
    const std::size_t line_feed = window.rfind('\n');
    if (line_feed != std::string_view::npos) {
        const std::size_t before = before_keys(window.substr(0, line_feed + 1));
        if (before != 0) return before;
        if (window.size() == segment_bytes_max) return line_feed + 1;
        return 0;
    }
    return window.size() < segment_bytes_max ? 0 : cut_long_line(window);
}

} // namespace hark::redaction
