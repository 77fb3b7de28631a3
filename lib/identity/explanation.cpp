// Words for what decided. The words are part of the contract with users; the model is not in here.

#include "lib/identity/explanation.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <utility>

#include "lib/identity/additive.hpp"
#include "lib/identity/background.hpp"

namespace hark::identity {

namespace {

constexpr double recency_bits_shown = 0.05;

std::string_view line_name(LineType type) noexcept {
    switch (type) {
        case LineType::mobile:
            return "mobile";
        case LineType::landline:
            return "landline";
        case LineType::voip:
            return "voip";
        case LineType::toll_free:
            return "toll_free";
        case LineType::generic:
            return "generic";
        case LineType::unknown:
            break;
    }
    return "unknown";
}

std::string_view attestation_name(Attestation attestation) noexcept {
    switch (attestation) {
        case Attestation::a:
            return "A";
        case Attestation::b:
            return "B";
        case Attestation::c:
            return "C";
        case Attestation::failed:
            return "failed";
        case Attestation::none:
            break;
    }
    return "none";
}

std::string joined(std::string_view name, std::string_view value) {
    std::string text{name};
    text += ':';
    text += value;
    return text;
}

std::string line_token(const Situation& situation) {
    return joined("ani", line_name(situation.line_type));
}

std::string attestation_token(const Situation& situation) {
    return joined("attestation", attestation_name(situation.attestation));
}

std::string id_token(const Situation& situation, std::size_t id) {
    return joined("external_id", id < situation.ids.size() ? situation.ids[id].type : "");
}

// "2day": rounded down, to no less than 1 of the unit.
std::string recency_token(double days) {
    struct Unit {
        std::string_view name;
        double per_day;
        double below_days;
    };
    constexpr std::array units{Unit{"min", 24 * 60, 1.0 / 24}, Unit{"hour", 24, 1},
                               Unit{"day", 1, 30}};
    constexpr Unit month{"month", 1.0 / 30, 0};
    const auto* unit = std::find_if(units.begin(), units.end(),
                                    [days](const Unit& u) { return days < u.below_days; });
    const Unit& used = unit == units.end() ? month : *unit;
    const double count = std::clamp(days * used.per_day, 1.0, days_max);
    return joined("recency", std::to_string(static_cast<int>(count))).append(used.name);
}

// Whether the reference names the best candidate (1), another (-1), or nobody (0).
double reference_sign(std::span<const Candidate> candidates, const Candidate& best) noexcept {
    if (best.by_reference) return 1;
    return std::any_of(candidates.begin(), candidates.end(),
                       [](const Candidate& c) { return c.by_reference; })
               ? -1
               : 0;
}

// B says as little as no attestation.
double attestation_sign(Attestation attestation) noexcept {
    switch (attestation) {
        case Attestation::a:
            return 1;
        case Attestation::c:
        case Attestation::failed:
            return -1;
        case Attestation::none:
        case Attestation::b:
            break;
    }
    return 0;
}

// Collects tokens, each once, with the sign of what they did.
class Sources {
public:
    void add(double bits, std::string token) {
        if (bits == 0) return;
        if (bits < 0) token.insert(token.begin(), '-');
        if (std::find(tokens_.begin(), tokens_.end(), token) != tokens_.end()) return;
        tokens_.push_back(std::move(token));
    }
    std::vector<std::string> take() { return std::move(tokens_); }

private:
    std::vector<std::string> tokens_;
};

std::size_t terms_under_policy(const Situation& situation, const Background& background,
                               const Candidate& candidate,
                               std::span<TermBits, terms_max> out) noexcept {
    return situation.policy->kind == Policy::Kind::additive
               ? additive_terms(situation, candidate, out)
               : background.terms_of(candidate, out);
}

// One part of a match key: the sign of what it did, and its name.
void add_part(std::string& key, char sign, std::string_view name) {
    if (!key.empty()) key += ' ';
    key += sign;
    key += name;
}

char sign_of(double bits) noexcept { return bits < 0 ? '-' : '+'; }

std::string upper(std::string_view text) {
    std::string made{text};
    for (char& c : made)
        c = c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
    return made;
}

} // namespace

std::size_t terms_of(const Situation& situation, std::size_t candidate,
                     std::span<TermBits, terms_max> out) noexcept {
    const Background background{situation};
    if (candidate >= background.candidates().size()) return 0;
    return terms_under_policy(situation, background, background.candidates()[candidate], out);
}

std::vector<std::string> sources_of(const Situation& situation, const Decision& decision) {
    const Background background{situation};
    const auto at = static_cast<std::size_t>(decision.best);
    if (decision.best < 0 || at >= background.candidates().size()) return {};
    const Candidate& best = background.candidates()[at];
    std::array<TermBits, terms_max> terms;
    const std::size_t count = terms_under_policy(situation, background, best, terms);

    Sources sources;
    double recency_bits = 0;
    double intent_bits = 0;
    double dnis_bits = 0;
    if (background.number_names()) {
        sources.add(best.ani_linked ? 1 : -1, line_token(situation));
    }
    for (const TermBits& term : std::span{terms}.first(count)) {
        if (term.term == Term::external_id) sources.add(term.bits, id_token(situation, term.id));
        if (term.term == Term::same_dnis) dnis_bits = term.bits;
        if (term.term == Term::recency) recency_bits = term.bits;
        if (term.term == Term::open_intent) intent_bits = term.bits;
    }
    sources.add(reference_sign(background.candidates(), best), "customer_ref");
    if (std::abs(recency_bits) >= recency_bits_shown) {
        sources.add(recency_bits, recency_token(days_from(best.contact_days)));
    }
    if (background.linked_by_number(best)) {
        const auto calls = static_cast<int>(calls_from(best.ani_calls));
        if (calls > 0) sources.add(1, joined("history", std::to_string(calls)));
        sources.add(attestation_sign(situation.attestation), attestation_token(situation));
    }
    sources.add(intent_bits, "intent:open");
    sources.add(dnis_bits, "intent:dnis");
    return sources.take();
}

std::string match_key(const Situation& situation, const Decision& decision) {
    const Background background{situation};
    const auto at = static_cast<std::size_t>(decision.best);
    if (decision.best < 0 || at >= background.candidates().size()) return {};
    const Candidate& best = background.candidates()[at];
    std::array<TermBits, terms_max> terms;
    const std::size_t count = terms_under_policy(situation, background, best, terms);

    std::string key;
    if (background.number_names()) add_part(key, best.ani_linked ? '+' : '-', "ANI");
    for (const TermBits& term : std::span{terms}.first(count)) {
        if (term.term == Term::external_id) {
            const auto type = term.id < situation.ids.size() ? situation.ids[term.id].type : "";
            add_part(key, sign_of(term.bits), upper(type));
        }
        if (term.term == Term::reference) add_part(key, '+', "CUSTOMER_REF");
        if (term.term == Term::open_intent) add_part(key, sign_of(term.bits), "INTENT");
        if (term.term == Term::recency && term.bits >= 1) add_part(key, '+', "RECENCY");
        if (term.term == Term::recency && term.bits <= -1) add_part(key, '-', "RECENCY");
    }
    if (background.linked_by_number(best) && calls_from(best.ani_calls) >= 2) {
        add_part(key, '+', "HISTORY");
    }
    if (best.ani_linked && background.sharers() > 1) {
        add_part(key, '~', "SHARED(" + std::to_string(background.sharers()) + ")");
    }
    if (decision.ambiguous) key += " (ambiguous)";
    return key;
}

std::vector<std::string> cap_names(std::uint8_t caps) {
    constexpr std::array names{
        std::pair{Cap::number_alone, std::string_view{"number_alone"}},
        std::pair{Cap::contradicted, std::string_view{"contradicted"}},
        std::pair{Cap::verification_failed, std::string_view{"verification_failed"}},
        std::pair{Cap::ceiling, std::string_view{"ceiling"}},
        std::pair{Cap::unusual, std::string_view{"unusual"}},
    };
    std::vector<std::string> applied;
    for (const auto& [cap, name] : names) {
        if ((caps & static_cast<std::uint8_t>(cap)) != 0) applied.emplace_back(name);
    }
    return applied;
}

std::string signal_name(const Situation& situation, TermBits term) {
    switch (term.term) {
        case Term::line:
            return line_token(situation);
        case Term::sharing:
            return "sharing";
        case Term::ageing:
            return "ageing";
        case Term::attestation:
            return attestation_token(situation);
        case Term::history:
            return "history";
        case Term::recency:
            return "recency";
        case Term::new_number:
            return "new_number";
        case Term::external_id:
            return id_token(situation, term.id);
        case Term::reference:
            return "customer_ref";
        case Term::same_dnis:
            return "intent:dnis";
        case Term::habits:
            return "habits";
        case Term::recalibration:
            return "recalibration";
        case Term::competition:
            return "competition";
        case Term::prior:
            return "prior";
        case Term::open_intent:
            break;
    }
    return "intent:open";
}

} // namespace hark::identity
