// What a decision rests on: the supplied number and ids, and how each candidate stands to them.
// Plain data without names or numbers; who the candidates are is the caller's affair.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

#include "hark/call.hpp"
#include "hark/limits.hpp"
#include "hark/number.hpp"
#include "hark/policy.hpp"

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
    near,      ///< as differs, and one digit edit or adjacent digit swap away (one_edit_apart)
};

/// What kind of id a type is; see id_class_of().
enum class IdClass : std::uint8_t { ordinary, authenticated, weak };

struct SuppliedId {
    std::string_view type; ///< for sources and explanation, and to tell repeated types
    bool generic{false};   ///< on the deny list or linked to more than 25 customers: no evidence
    bool known{false};     ///< linked to at least one customer
    IdClass of{IdClass::ordinary};
};

/// Days are fractions of 24 h. Up to one day negative counts as 0: clocks differ. Anything else
/// that cannot be (not a number, infinite, further in the future) is not known, which is no
/// evidence, as is a number of calls that is negative or not finite. More than 10 000 calls count
/// as 10 000, more than 100 years as 100 years.
struct Candidate {
    bool ani_linked{false};
    double ani_calls{0};      ///< k: confirmed calls of this customer from the number
    double ani_days{0};       ///< days since the last of them
    double contact_days{0};   ///< days since the last contact on any number or channel
    bool by_reference{false}; ///< customer_ref of the request names this customer
    std::optional<double> open_intent_days; ///< age of the youngest open intent's last update
    bool intent_dnis{false};                ///< that intent was left open on this call's DNIS
    double habit_bits{0};  ///< how well the call fits the customer's ways and number; habits.hpp
    double misfit_bits{0}; ///< how ill it fits the customer's own ways: 0 or less
    std::array<IdRelation, ids_max> ids{}; ///< parallel to Situation::ids
};

/// All that a decision rests on. Each id (type and value) and each customer comes at most once;
/// ids beyond ids_max and candidates beyond candidates_max are not looked at.
struct Situation {
    AniState ani{AniState::none};
    LineType line_type{LineType::unknown}; ///< toll_free and generic make the number generic
    Attestation attestation{Attestation::none};
    /// Others who called from the number: told apart by an id of theirs, and never confirmed there.
    std::uint32_t strangers{0};
    std::span<const SuppliedId> ids;
    std::span<const Candidate> candidates;
    double high_from{0.8};
    double medium_from{0.5};
    const Policy* policy{builtin_policy("hark-1")}; ///< never null
};

} // namespace hark::identity
