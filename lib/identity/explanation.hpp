// A decision taken apart: what each piece of evidence contributed, and the documented words for it.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "lib/identity/decision.hpp"
#include "lib/identity/situation.hpp"

namespace hark::identity {

/// One piece of evidence for or against a candidate, in the order in which they are summed.
enum class Term : std::uint8_t {
    line,        ///< linked to the number: how rarely someone else uses such a line
    sharing,     ///< how many customers share it
    ageing,      ///< it may have changed hands since
    attestation, ///< it may be spoofed, the more so by line type and attestation
    new_number,  ///< not linked to the number, or there is none
    history,     ///< how many confirmed calls came from the number
    recency,     ///< how fresh those and the last contact are
    external_id, ///< one supplied id; `id` says which
    reference,
    open_intent,
    same_dnis,     ///< the open intent was left on the number that is called now
    habits,        ///< it comes when, where to or how the customer does not call
    recalibration, ///< what calibration on the operator's own calls adds
    competition,   ///< what the other candidates take from it
    prior,         ///< additive policies only: where their sum begins
};
inline constexpr std::size_t terms_max = 12 + ids_max; // line and new_number exclude each other

struct TermBits {
    Term term{Term::line};
    std::uint8_t id{0}; ///< index into Situation::ids, for external_id only
    double bits{0};     ///< base-2 log odds; positive speaks for the candidate
};

/// The terms of one candidate, without those of 0 bits. Their sum from first to last is the log
/// odds of its probability, log2(P / (1 - P)): they are the logarithms of the very ratios whose
/// product decide() weighs it by, and of what the others take. Under an additive policy a term is
/// what its bonus changed of the log odds, between those of 0.001 and 0.999. Returns how many: 0
/// for one that is no hypothesis or out of range.
std::size_t terms_of(const Situation& situation, std::size_t candidate,
                     std::span<TermBits, terms_max> out) noexcept;

/// The source tokens of the best candidate, as documented for users ("ani:mobile",
/// "external_id:crm_id", "recency:2day", "history:3", "attestation:A"), with "-" in front of what
/// spoke against it ("-external_id:account"). Times are rounded down, to no less than 1. Recency is
/// named where it weighs 0.05 bits or more. Empty without a best.
std::vector<std::string> sources_of(const Situation& situation, const Decision& decision);

/// What matched in one line, for people: "+ANI +HISTORY ~SHARED(2)". "+" spoke for the best
/// candidate, "-" against it, "~" took from it. Empty without a best.
std::string match_key(const Situation& situation, const Decision& decision);

/// The names of a set of caps, "number_alone" and so on.
std::vector<std::string> cap_names(std::uint8_t caps);

/// The explanation's name of a term ("external_id:crm_id").
std::string signal_name(const Situation& situation, TermBits term);

} // namespace hark::identity
