// From evidence to a decision: multi-hypothesis log odds over the customers linked to what a call
// brought. Pure: no I/O, no clock, no allocation in decide(). Knows nothing of storage or sealing.
//
// Source of the model: research notes §5 (a), (b), (c), (e) with their amendments. Each candidate c
// has S_c bits; "none of these" has 0; P(c) = 2^S_c / (1 + sum over i of 2^S_i).
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "hark/call.hpp"
#include "hark/limits.hpp"
#include "hark/number.hpp"

namespace hark::identity {

/// The most hypotheses in one decision: 25 from the number, 25 from each of 16 ids, one reference,
/// bounded to what a decision can weigh; nearest in time first.
inline constexpr std::size_t candidates_max = 64;
inline constexpr std::size_t ids_max = limits::external_ids_per_call_max;

enum class AniState : std::uint8_t {
    none,    ///< withheld, special, malformed or not given
    generic, ///< toll-free, premium, or linked to more than 25 customers
    present,
};

/// How one supplied external id stands to one candidate.
enum class IdRelation : std::uint8_t {
    unrelated, ///< the candidate has no id of this type
    same,      ///< this value is linked to the candidate
    differs,   ///< the candidate has an id of this type with another value
    near,      ///< as differs, and one digit edit or adjacent digit swap away (see one_edit_apart)
};

struct SuppliedId {
    std::string_view type;  ///< for sources and explanation only
    bool generic{false};    ///< on the deny list or linked to more than 25 customers: no evidence
    bool known{false};      ///< linked to at least one customer
};

struct Candidate {
    bool ani_linked{false};
    double ani_calls{0};       ///< k: confirmed calls of this customer from the number
    double ani_days{0};        ///< days since the last of them, >= 0
    double contact_days{0};    ///< days since the last contact on any number or channel, >= 0
    bool by_reference{false};  ///< customer_ref of the request names this customer
    std::optional<double> open_intent_days; ///< age of the youngest open intent's last update
    std::array<IdRelation, ids_max> ids{};  ///< parallel to Situation::ids
};

/// All that a decision rests on. Days are fractions of 24 h; negative ones count as 0.
struct Situation {
    AniState ani{AniState::none};
    LineType line_type{LineType::unknown};
    Attestation attestation{Attestation::none};
    std::span<const SuppliedId> ids;
    std::span<const Candidate> candidates; ///< at most candidates_max
    double high_from{0.8};
    double medium_from{0.5};
};

enum class Cap : std::uint8_t { none = 0, number_alone = 1, contradicted = 2, ceiling = 4 };

/// One term of a candidate's bits.
enum class Term : std::uint8_t {
    line,        ///< -log2 theta: how many others use such a line
    history,     ///< log2 g: calls from the number and how recent the last contact is
    external_id, ///< one supplied id; `id` says which
    reference,
    open_intent,
};
inline constexpr std::size_t terms_max = 4 + ids_max;

struct TermBits {
    Term term{Term::line};
    std::uint8_t id{0};
    double bits{0};
};

struct Decision {
    int best{-1};                 ///< index into candidates; -1: none of these (or no candidate)
    double probability{0};        ///< of best; 0 without one
    double confidence{0};         ///< after caps
    Level level{Level::low};
    bool ambiguous{false};        ///< second best has P >= 0.20
    double known_probability{0};  ///< 1 - P(none of these)
    std::uint8_t caps{0};         ///< set of Cap
    std::array<double, candidates_max> probabilities{}; ///< parallel to candidates
};

/// Weighs all candidates. noexcept, no allocation; at most candidates_max are looked at.
Decision decide(const Situation& situation) noexcept;

/// The terms of one candidate's bits; their sum is its S to the last bit. Returns how many.
std::size_t terms_of(const Situation& situation, std::size_t candidate,
                     std::span<TermBits, terms_max> out) noexcept;

/// The documented source tokens of the best candidate ("ani:mobile", "external_id:crm_id",
/// "recency:2day", "history:3", "attestation:A", "-external_id:account").
std::vector<std::string> sources_of(const Situation& situation, const Decision& decision);
/// The names of the caps that were applied.
std::vector<std::string> cap_names(std::uint8_t caps);
/// The explanation's name of a term ("external_id:crm_id").
std::string signal_name(const Situation& situation, TermBits term);

/// Id types that never name a person: *call_id, *call_sid, *session*, cxone_contact_id, campaign*,
/// skill*, queue*, agent* (any letter case).
bool is_denied_type(std::string_view type) noexcept;

/// True when both are digits only, and one insertion, deletion, substitution or swap of neighbours
/// turns one into the other (and they are not equal).
bool one_edit_apart(std::string_view a, std::string_view b) noexcept;

inline constexpr std::string_view policy_name = "hark-1";

} // namespace hark::identity
