// A key event is a word that announces it, perhaps some words that belong to it, and a digit.
#include "lib/redaction/keys.hpp"

#include <algorithm>
#include <array>

#include "lib/redaction/capture.hpp"
#include "lib/redaction/characters.hpp"
#include "lib/redaction/scan/scan.hpp"

namespace hark::redaction {
namespace {

constexpr std::size_t key_distance_max = 48;
constexpr std::size_t keys_min = 3, keyed_digits_max = 32;

constexpr std::array<std::string_view, 14> between_words{
    "digit", "digits", "event", "end",  "begin", "received", "recv",
    "key",   "value",  "code",  "sent", "input", "pressed",  "is"};

constexpr bool is_key(char character) noexcept {
    return is_digit(character) || character == '*' || character == '#';
}

struct Keys {
    std::size_t begin{0}, end{0}, count{0};
};

bool is_between(std::string_view word) noexcept {
    return std::any_of(between_words.begin(), between_words.end(),
                       [word](std::string_view known) { return equals_without_case(word, known); });
}

/// Where the keys stand that a word ending at `at` announces; none when something else follows.
Keys keys_behind(std::string_view text, std::size_t at) noexcept {
    const std::size_t limit = std::min(text.size(), at + key_distance_max);
    while (at < limit && !is_key(text[at])) {
        if (is_letter(text[at])) {
            const std::size_t begin = at;
            while (at < limit && is_letter(text[at]))
                ++at;
            if (!is_between(text.substr(begin, at - begin))) return {};
        } else if (std::string_view{" =:'\"_-\\[(,"}.find(text[at]) == std::string_view::npos) {
            return {};
        } else {
            ++at;
        }
    }
    if (at >= limit) return {};
    Keys keys{at, at, 0};
    while (at < text.size() && keys.count < keyed_digits_max) {
        if (is_key(text[at])) {
            ++keys.count;
            keys.end = ++at;
            continue;
        }
        const bool joined = (text[at] == ' ' || text[at] == ',' || text[at] == '-') &&
                            at + 1 < text.size() && is_key(text[at + 1]) &&
                            (at + 2 >= text.size() || !is_digit(text[at + 2]));
        if (!joined) break;
        ++at;
    }
    if (at < text.size() && (is_letter(text[at]) || text[at] == '.')) {
        const bool stop = text[at] == '.' && (at + 1 >= text.size() || !is_digit(text[at + 1]));
        if (!stop) return {};
    }
    return keys;
}

void take(Scan& scan, std::size_t begin, std::size_t end) {
    scan.state().found.push_back({static_cast<std::uint32_t>(begin),
                                  static_cast<std::uint32_t>(end), Entity::pin, 80,
                                  scan.engine().keyed_rule});
}

} // namespace

void find_keys(Scan& scan, std::size_t word, std::size_t end) {
    const std::string_view text = scan.text();
    if (scan.engine().spoken[static_cast<std::size_t>(Entity::pin)].rule == nullptr) return;
    const char first = lower_case(text[word]);
    // "signal" and "digits" are words of every day: a sign must follow at once.
    const bool ordinary = first == 's' || (first == 'd' && lower_case(text[word + 1]) == 'i');
    if (ordinary && (end >= text.size() || (text[end] != '=' && text[end] != '"'))) return;
    const Keys keys = keys_behind(text, end);
    if (keys.count == 0) return;
    if (keys.count >= keys_min && first != 's') return take(scan, keys.begin, keys.end);
    const bool event = first == 's' || first == 't' || first == 'r';
    if (event && keys.count <= 2) return take(scan, keys.begin, keys.end);
    if (!ordinary && keys.count <= 2)
        scan.state().keys.push_back(
            {static_cast<std::uint32_t>(keys.begin), static_cast<std::uint32_t>(keys.end)});
}

void decide_keys(Scan& scan) {
    const std::string_view text = scan.text();
    auto& keys = scan.state().keys;
    bool& open = scan.state().carry.keys_open;
    const auto line_feeds = [&](std::size_t from, std::size_t to) {
        return std::count(text.begin() + static_cast<std::ptrdiff_t>(from),
                          text.begin() + static_cast<std::ptrdiff_t>(to), '\n');
    };
    bool goes_on = open && !keys.empty() && line_feeds(0, keys[0].begin) == 0;
    open = false;
    for (std::size_t first = 0; first < keys.size();) {
        std::size_t last = first;
        while (last + 1 < keys.size() && line_feeds(keys[last].end, keys[last + 1].begin) <= 1)
            ++last;
        const bool number = goes_on || last - first + 1 >= keys_min;
        for (std::size_t key = first; number && key <= last; ++key)
            take(scan, keys[key].begin, keys[key].end);
        open = number && line_feeds(keys[last].end, text.size()) <= 1;
        goes_on = false;
        first = last + 1;
    }
    keys.clear();
}

bool has_single_key(std::string_view line) noexcept {
    for (const std::string_view marker : {"dtmf", "DTMF", "keypress"})
        for (std::size_t at = line.find(marker); at != std::string_view::npos;
             at = line.find(marker, at + 1)) {
            const Keys keys = keys_behind(line, at + marker.size());
            if (keys.count > 0 && keys.count <= 2) return true;
        }
    return false;
}

} // namespace hark::redaction
