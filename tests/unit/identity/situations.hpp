// Situations in one line each, for tests: a call that brought a number and ids, and the customers
// linked to them.
#pragma once

#include <cmath>
#include <random>
#include <string_view>
#include <vector>

#include "lib/identity/identity.hpp"

namespace hark::identity {

/// A situation that owns what it looks into. Not copied, because it looks into itself.
struct Call {
    std::vector<SuppliedId> ids;
    std::vector<Candidate> candidates;
    Situation base;

    Situation situation() const {
        Situation made = base;
        made.ids = ids;
        made.candidates = candidates;
        return made;
    }
    Decision decide() const { return identity::decide(situation()); }
    double probability(std::size_t candidate) const { return decide().probabilities[candidate]; }
};

/// A call from a number on such a line.
inline Call from(LineType line, Attestation attestation = Attestation::none) {
    Call call;
    call.base.ani = AniState::present;
    call.base.line_type = line;
    call.base.attestation = attestation;
    return call;
}

/// A call without a number.
inline Call from_withheld() { return {}; }

/// A customer linked to the number, whose last contact was the last of `calls` calls from it.
inline Candidate on_number(double calls, double days) {
    Candidate candidate;
    candidate.ani_linked = true;
    candidate.ani_calls = calls;
    candidate.ani_days = days;
    candidate.contact_days = days;
    return candidate;
}

/// A customer found otherwise than by the number.
inline Candidate elsewhere(double days) {
    Candidate candidate;
    candidate.contact_days = days;
    return candidate;
}

/// The same candidate, standing so to the first supplied id.
inline Candidate with(IdRelation relation, Candidate candidate) {
    candidate.ids[0] = relation;
    return candidate;
}

/// The log odds of the candidate's probability, in bits.
inline double sum_of_all_terms(const Situation& situation, std::size_t candidate) {
    std::array<TermBits, terms_max> terms;
    const std::size_t count = terms_of(situation, candidate, terms);
    double sum = 0;
    for (std::size_t at = 0; at < count; ++at)
        sum += terms[at].bits;
    return sum;
}

/// S: the same without what the other candidates take.
inline double sum_of_terms(const Situation& situation, std::size_t candidate) {
    std::array<TermBits, terms_max> terms;
    const std::size_t count = terms_of(situation, candidate, terms);
    double sum = 0;
    for (std::size_t at = 0; at < count; ++at)
        sum += terms[at].term == Term::competition ? 0 : terms[at].bits;
    return sum;
}

/// Any situation at all, within what the types hold; sensible numbers only.
inline Call random_call(std::mt19937& random) {
    const auto below = [&random](std::uint32_t end) { return random() % end; };
    const auto days = [&] { return std::pow(10.0, -4 + 8.0 * below(1'000'000) / 1e6); };
    Call call;
    call.base.ani = static_cast<AniState>(below(8) < 6 ? 2 : below(2));
    call.base.line_type = static_cast<LineType>(below(8) < 7 ? below(4) : below(6));
    call.base.attestation = static_cast<Attestation>(below(5));
    call.base.strangers = below(4) == 0 ? below(9) : 0;
    constexpr std::string_view types[] = {"crm_id", "account", "email", "ticket"};
    for (std::uint32_t ids = below(2) == 0 ? 0 : below(ids_max + 1); ids > 0; --ids) {
        call.ids.push_back({types[below(4)], below(8) == 0, below(2) == 0});
    }
    for (std::uint32_t left = below(3) == 0 ? below(65) : below(6); left > 0; --left) {
        Candidate candidate = on_number(below(6), days());
        candidate.ani_linked = below(3) > 0;
        candidate.contact_days = below(2) == 0 ? candidate.ani_days : days();
        candidate.by_reference = below(16) == 0;
        if (below(4) == 0) candidate.open_intent_days = days();
        for (std::size_t id = 0; id < call.ids.size(); ++id) {
            candidate.ids[id] = static_cast<IdRelation>(below(4));
        }
        call.candidates.push_back(candidate);
    }
    return call;
}

} // namespace hark::identity
