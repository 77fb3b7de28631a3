// Most mixed tokens of a log are ids; a length that no active rule has ends the look.
#include "lib/redaction/token_finder.hpp"

#include <string_view>

#include "lib/redaction/characters.hpp"
#include "lib/redaction/scan/scan.hpp"
#include "lib/redaction/surroundings.hpp"

namespace hark::redaction {

void find_tokens(Scan& scan, std::size_t at, std::size_t end) {
    const Redactor::Engine& engine = scan.engine();
    const std::string_view text = scan.text();
    if (end - at > token_bytes_max || end - at < 4) return;
    RuleSet rules =
        engine.tokens_by_length[end - at] & engine.tokens_by_head[token_head(text.data() + at)];
    if (scan.silent(at)) rules = rules & engine.tokens_without_context;
    while (!rules.empty()) {
        const auto& active = engine.tokens[rules.take()];
        const RuleBase& base = active.rule->base;
        const std::string_view begins = active.rule->begins;
        if (!begins.empty() && begins.find(text[at]) == std::string_view::npos) continue;
        const bool told = scan.announced(base, at);
        const bool alone = is_alone(text, {at, end});
        if (!scan.may_speak(base, told, alone)) continue;
        const Token token{text.substr(at, end - at), told, alone, engine.named,
                          is_glued(text, {at, end})};
        if (!active.rule->check(token)) continue;
        const Range whole =
            active.rule->place == nullptr ? Range{at, end} : active.rule->place(text, {at, end});
        if (!whole.empty()) scan.add(whole, base, active.id, told);
    }
}

} // namespace hark::redaction
