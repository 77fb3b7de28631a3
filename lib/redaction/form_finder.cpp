// A form is compared character by character with a rule's picture of it; what differs first ends
// the look.
#include "lib/redaction/form_finder.hpp"

#include <algorithm>
#include <array>

#include "lib/redaction/scan/scan.hpp"
#include "lib/redaction/surroundings.hpp"

namespace hark::redaction {
namespace {

constexpr std::size_t characters_max = 32;
constexpr std::size_t look_back_bytes = 16;

struct Match {
    std::array<char, characters_max> characters;
    std::size_t count{0};
    std::size_t end{0}; ///< 0: none
    bool upper{true};
    bool joined{false};
};

constexpr bool is_umlaut(std::string_view text, std::size_t at) noexcept {
    if (at + 1 >= text.size() || text[at] != '\xC3') return false;
    const char second = text[at + 1];
    return second == '\x84' || second == '\x96' || second == '\x9C' || second == '\xA4' ||
           second == '\xB6' || second == '\xBC';
}

constexpr bool is_joiner(char wanted) noexcept {
    return wanted == ' ' || wanted == '_' || wanted == '.' || wanted == '/';
}

/// Steps over the joiner that stands at `at`, if any. False when one had to be there.
bool pass_joiner(std::string_view text, char wanted, std::size_t& at, Match& match) noexcept {
    const char found = at < text.size() ? text[at] : '\0';
    const bool fits =
        wanted == ' ' || wanted == '_' ? found == ' ' || found == '-' : found == wanted;
    if (fits) ++at;
    match.joined = match.joined || fits;
    return fits || wanted != '_';
}

Match match_form(std::string_view text, std::size_t at, std::string_view form) noexcept {
    Match match;
    for (const char wanted : form) {
        if (is_joiner(wanted)) {
            if (!pass_joiner(text, wanted, at, match)) return match;
            continue;
        }
        if (at >= text.size() || match.count + 2 > characters_max) return match;
        if (wanted == 'L' && is_umlaut(text, at)) {
            match.characters[match.count++] = text[at++];
            match.characters[match.count++] = text[at++];
            continue;
        }
        const bool digit = is_digit(text[at]), letter = is_letter(text[at]);
        const bool fits = wanted == '0' ? digit : wanted == '*' ? digit || letter : letter;
        if (!fits) return match;
        match.upper = match.upper && (digit || is_upper(text[at]));
        match.characters[match.count++] = upper_case(text[at++]);
    }
    if (at < text.size() && (is_alphanumeric(text[at]) || text[at] == '\xC3')) return match;
    match.end = at;
    return match;
}

bool may_start(std::string_view text, std::size_t at) noexcept {
    if (!is_alphanumeric(text[at]) && !is_umlaut(text, at)) return false;
    return at == 0 ||
           (!is_alphanumeric(text[at - 1]) && static_cast<unsigned char>(text[at - 1]) < 0x80);
}

/// Asks one rule at one start of a word. A form that is part of something longer is none.
void ask(Scan& scan, std::size_t at, const Active<FormRule>& active, bool told) {
    const std::string_view text = scan.text();
    const bool digit = is_digit(text[at]);
    for (const std::string_view form : active.rule->forms) {
        if (form.empty()) return;
        if (digit ? form.front() == 'A' || form.front() == 'L' : form.front() == '0') continue;
        const Match match = match_form(text, at, form);
        if (match.end == 0 || is_glued(text, {at, match.end})) continue;
        const RuleBase& base = active.rule->base;
        if (!scan.may_speak(base, told, is_alone(text, {at, match.end}))) continue;
        if (!active.rule->check({{match.characters.data(), match.count},
                                 told,
                                 match.upper,
                                 match.joined,
                                 scan.engine().named}))
            continue;
        scan.add({at, match.end}, active.rule->base, active.id, told);
        return;
    }
}

void ask_all(Scan& scan, std::size_t at, bool only_announced) {
    for (const auto& active : scan.engine().forms) {
        const RuleBase& base = active.rule->base;
        const bool told = scan.announced(base, at);
        if (told || (!only_announced && scan.may_speak(base, false, true)))
            ask(scan, at, active, told);
    }
}

/// Without context a form is in capitals and has letters and digits close together.
bool may_be_in_capitals(std::string_view text, std::size_t at) noexcept {
    constexpr std::size_t close = 10;
    bool digit = false, letter = is_umlaut(text, at);
    for (const char character : text.substr(at, close)) {
        if (is_digit(character))
            digit = true;
        else if (is_upper(character))
            letter = true;
        else if (character != ' ' && !is_joiner(character) && character != '-' &&
                 static_cast<unsigned char>(character) < 0x80)
            break;
        if (digit && letter) return true;
    }
    return false;
}

} // namespace

void find_forms(Scan& scan, std::size_t seed) {
    if (!scan.engine().any_form_alone) return;
    const std::string_view text = scan.text();
    const std::size_t from = seed > look_back_bytes ? seed - look_back_bytes : 0;
    for (std::size_t at = std::min(seed, text.size() - 1) + 1; at-- > from;) {
        if (text[at] == '\n' && at < seed) return;
        if (may_start(text, at)) ask_all(scan, at, false);
    }
}

void find_named_forms(Scan& scan) {
    const std::string_view text = scan.text();
    for (std::size_t at = 0; at < text.size(); ++at) {
        if (!may_start(text, at) || !may_be_in_capitals(text, at)) continue;
        for (const auto& active : scan.engine().forms)
            if (active.rule->base.need == Need::context_unless_named) ask(scan, at, active, false);
    }
}

void find_announced_forms(Scan& scan, std::size_t from) {
    const std::string_view text = scan.text();
    if (scan.engine().forms.empty() || scan.silent(from)) return;
    const std::size_t to =
        std::min(text.size(), from + static_cast<std::size_t>(Context::reach_bytes) + 1);
    for (std::size_t at = from; at < to; ++at)
        if (may_start(text, at)) ask_all(scan, at, true);
}

} // namespace hark::redaction
