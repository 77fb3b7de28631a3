// What holds for all candidates of one situation, worked out once, and the bits of one candidate
// before it. The formulas are in background.cpp, their numbers in weights.hpp.
//
// Private to lib/identity; noexcept and without allocation, because a decision is.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <span>

#include "lib/identity/explanation.hpp"
#include "lib/identity/powers.hpp"
#include "lib/identity/situation.hpp"

namespace hark::identity {

/// Days and calls as they count: what cannot be is long ago, or no call (see Candidate).
double days_from(double given) noexcept;
double calls_from(double given) noexcept;

/// Looks into the situation it was made from, which must outlive it.
class Background {
public:
    /// The bits of one that nothing supplied points to.
    static constexpr double impossible = -std::numeric_limits<double>::infinity();

    explicit Background(const Situation& situation) noexcept;

    /// Those that are looked at.
    std::span<const Candidate> candidates() const noexcept { return candidates_; }

    /// Whether there is a number, and one that may name someone.
    bool number_names() const noexcept { return number_names_; }
    /// Whether that number is linked to this candidate.
    bool linked_by_number(const Candidate& candidate) const noexcept {
        return number_names_ && candidate.ani_linked;
    }
    /// Whether a supplied id is linked to this candidate.
    bool linked_by_id(const Candidate& candidate) const noexcept;
    /// Whether a supplied id is another customer's, or this candidate holds another of its type.
    bool contradicted(const Candidate& candidate) const noexcept;

    /// S of each candidate: the sum of its terms from first to last, in [-200, 200], or impossible.
    /// The last Pair is filled up with impossible.
    void bits_of_all(std::span<Pair, candidates_max / 2> out) const noexcept;
    /// The terms of one of them. Returns how many.
    std::size_t terms_of(const Candidate& candidate,
                         std::span<TermBits, terms_max> out) const noexcept;

private:
    /// The bits of one supplied id, by how it stands to a candidate (indexed by IdRelation).
    struct IdBits {
        bool generic;
        bool known;
        std::uint32_t earlier_of_type; // set of earlier ids of the same type
        std::array<double, 4> on_number;
        std::array<double, 4> elsewhere;
    };
    struct IdEvidence;
    /// g, or its part for one not linked to the number, and of it the calls k (1 without any); two
    /// zeros for one that is no hypothesis. One value, because a processor waits long for a Pair
    /// that it has just stored in parts.
    using Strength = Pair;

    void count_number(const Situation& situation) noexcept;
    void weigh_number(const Situation& situation) noexcept;
    void weigh_id(const Situation& situation, std::size_t id) noexcept;
    IdEvidence evidence_of_ids(const Candidate& candidate, bool on_number) const noexcept;
    Strength strength_of(const Candidate& candidate, bool on_number,
                         const IdEvidence& ids) const noexcept;
    template <typename Sink>
    Strength weigh(const Candidate& candidate, Sink&& sink) const noexcept;

    std::span<const Candidate> candidates_;
    bool number_names_;
    std::size_t sharers_{0}; // candidates linked to the number
    double latest_days_{0};  // since the latest call of any of them from it
    double ageing_rate_{0};  // per day
    double line_bits_{0};
    double sharing_bits_{0};
    double ageing_bits_{0};
    double attestation_bits_{0};
    double sharers_bits_{0}; // log2 of their number
    double new_number_bits_{0};
    std::size_t ids_count_;
    std::array<IdBits, ids_max> ids_; // the first ids_count_ are set
};

} // namespace hark::identity
