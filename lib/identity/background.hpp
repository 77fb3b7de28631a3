// What holds for all candidates of one situation, worked out once, and the weight of one candidate
// before it. The formulas are in background.cpp, their numbers in the policy.
//
// Private to lib/identity; noexcept and without allocation, because a decision is.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>

#include "lib/identity/explanation.hpp"
#include "lib/identity/situation.hpp"

namespace hark::identity {

// What an input may be.
inline constexpr double days_max = 36'500;    // beyond a century nothing is left of any of it
inline constexpr double future_days_max = 1;  // clocks of two hosts may differ, not more than this
inline constexpr double calls_max = 10'000;   // 27 a day for a year; more says no more
inline constexpr double strength_min = 1e-12; // of g: below -40 bits nothing changes

/// Days and calls as they count: what cannot be is long ago, or no call (see Candidate).
double days_from(double given) noexcept;
double calls_from(double given) noexcept;

/// Looks into the situation it was made from, which must outlive it.
class Background {
public:
    explicit Background(const Situation& situation) noexcept;

    /// Those that are looked at.
    std::span<const Candidate> candidates() const noexcept { return candidates_; }

    /// Whether there is a number, and one that may name someone.
    bool number_names() const noexcept { return number_names_; }
    /// How many candidates share that number.
    std::size_t sharers() const noexcept { return sharers_; }
    /// Whether that number is linked to this candidate.
    bool linked_by_number(const Candidate& candidate) const noexcept {
        return number_names_ && candidate.ani_linked;
    }
    /// Whether a supplied id is linked to this candidate.
    bool linked_by_id(const Candidate& candidate) const noexcept;
    /// Whether a supplied id is another customer's, or this candidate holds another of its type.
    bool contradicted(const Candidate& candidate) const noexcept;

    /// 2^S: the product of the candidate's terms as likelihood ratios, in [2^-200, 2^200]; 0 for
    /// one that nothing supplied points to.
    double weight_of(const Candidate& candidate) const noexcept;
    /// The terms themselves, in bits, and what the other candidates take from it. `candidate` is
    /// one of candidates(). Returns how many.
    std::size_t terms_of(const Candidate& candidate,
                         std::span<TermBits, terms_max> out) const noexcept;

private:
    /// The likelihood ratios of one supplied id, by how it stands to a candidate (the index is an
    /// IdRelation).
    struct IdRatios {
        bool generic;
        bool known;
        std::uint32_t earlier_of_type; // set of earlier ids of the same type
        std::array<double, 4> on_number;
        std::array<double, 4> elsewhere;
    };
    struct IdEvidence;

    double recalibrated(double weight) const noexcept;
    void count_number(const Situation& situation) noexcept;
    void weigh_number(const Situation& situation) noexcept;
    void weigh_id(const Situation& situation, std::size_t id) noexcept;
    IdEvidence evidence_of_ids(const Candidate& candidate, bool on_number) const noexcept;
    template <typename Sink>
    bool weigh(const Candidate& candidate, Sink&& sink) const noexcept;

    const Weights& weights_;
    Recalibration recalibration_;
    std::span<const Candidate> candidates_;
    bool number_names_;
    std::size_t sharers_{0}; // candidates linked to the number
    double latest_days_{0};  // since the latest call of any of them from it
    double ageing_rate_{0};  // how fast such numbers change hands, in halvings a day
    double line_{1};         // these as likelihood ratios
    double sharing_{1};
    double ageing_{1};
    double attestation_{1};
    double new_number_{1};
    std::size_t ids_count_;
    std::array<IdRatios, ids_max> ids_; // the first ids_count_ are set
};

} // namespace hark::identity
