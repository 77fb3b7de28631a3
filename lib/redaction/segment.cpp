// Cuts at line feeds, and long lines at blanks between letters.
#include "lib/redaction/segment.hpp"

#include "lib/redaction/characters.hpp"
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

} // namespace

std::size_t next_segment(std::string_view rest, bool last) noexcept {
    const std::string_view window = rest.substr(0, segment_bytes_max);
    if (window.size() < segment_bytes_max && last) return window.size();
    const std::size_t line_feed = window.rfind('\n');
    if (line_feed != std::string_view::npos) return line_feed + 1;
    return window.size() < segment_bytes_max ? 0 : cut_long_line(window);
}

} // namespace hark::redaction
