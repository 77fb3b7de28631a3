// From a place worth a look to the words around it.
#include "lib/redaction/spoken.hpp"

#include <algorithm>
#include <string_view>

#include "lib/redaction/characters.hpp"
#include "lib/redaction/known.hpp"
#include "lib/redaction/scan/scan.hpp"
#include "lib/redaction/spoken/lexicon.hpp"

namespace hark::redaction {
namespace {

constexpr std::size_t close_bytes = 40;
constexpr std::size_t look_back_bytes = 224, look_ahead_bytes = 448;
/// The last bytes of a look that was cut off are read again by the next.
constexpr std::size_t overlap_bytes = 192;

constexpr bool is_word(char character) noexcept {
    return is_alphanumeric(character) || static_cast<unsigned char>(character) >= 0x80;
}

std::size_t look_begin(std::string_view text, std::size_t at) noexcept {
    std::size_t begin = at > look_back_bytes ? at - look_back_bytes : 0;
    const std::size_t line_feed = text.substr(begin, at - begin).rfind('\n');
    if (line_feed != std::string_view::npos) return begin + line_feed + 1;
    while (begin > 0 && begin < at && is_word(text[begin]) && is_word(text[begin - 1]))
        ++begin;
    return begin;
}

std::size_t look_end(std::string_view text, std::size_t at) noexcept {
    std::size_t end = std::min(text.size(), at + look_ahead_bytes);
    const std::size_t line_feed = text.substr(at, end - at).find('\n');
    if (line_feed != std::string_view::npos) return at + line_feed;
    while (end < text.size() && end > at && is_word(text[end]) && is_word(text[end - 1]))
        --end;
    return end;
}

/// Do two numbers belong together? Between written groups a filler stands and nothing else ("4111
/// um 1111": what has none is the numeral finder's), between words no word that is unknown to
/// spoken numbers.
bool goes_on(std::string_view text, std::size_t at, std::size_t end, bool groups) noexcept {
    bool any_filler = false;
    while (at < end) {
        if (!is_letter(text[at])) {
            ++at;
            continue;
        }
        const std::size_t begin = at;
        while (at < end && is_letter(text[at]))
            ++at;
        const spoken::Kind kind = spoken::look_up(text.substr(begin, at - begin)).kind;
        const bool filler = kind == spoken::Kind::filler || kind == spoken::Kind::correction;
        const bool known = kind != spoken::Kind::other || at - begin == 1;
        if (groups ? !filler : !known) return false;
        any_filler = true;
    }
    return any_filler || !groups;
}

} // namespace

void find_spoken(Scan& scan, std::size_t at, bool opener) {
    SpokenScratch& speech = scan.state().spoken;
    if (at < speech.done) return;
    const bool group = is_digit(scan.text()[at]);
    const bool near = speech.previous_hit != 0 && at < speech.previous_hit + close_bytes;
    const bool close =
        near && goes_on(scan.text(), speech.previous_hit - 1, at, group && speech.previous_group);
    speech.previous_group = group;
    const std::size_t first = close ? speech.previous_hit - 1 : at;
    speech.previous_hit = at + 1;
    if (!close && !opener) return;
    const std::string_view text = scan.text();
    const std::size_t begin = look_begin(text, first), end = look_end(text, at);
    speech.done = end < at + look_ahead_bytes / 2 ? end : std::max(at + 1, end - overlap_bytes);
    if (begin > first || end < at) return;
    spoken::read_units(text, begin, end, scan.engine().topics, spoken_units_max, speech.units);
    spoken::settle(text, speech.units);
    spoken::find_runs(text, speech.units, speech.runs);
    speech.decisions.clear();
    spoken::Topic topic;
    spoken::decide(scan.engine(), {text, speech.units, speech.runs, false}, topic,
                   speech.decisions);
    if (scan.state().known != nullptr)
        find_known_spoken(scan.state().known->table(), {text, speech.units, speech.runs, false},
                          scan.engine().known_rule, scan.state().found);
    for (const spoken::Decision& decision : speech.decisions) {
        const auto& active = scan.engine().spoken[static_cast<std::size_t>(decision.entity)];
        scan.add({decision.begin, decision.end}, active.rule->base, active.id, decision.announced);
    }
}

} // namespace hark::redaction
