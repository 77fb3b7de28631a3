// Decisions kept for fitting. Flat, because there may be a million of them; plain data without
// names, numbers or references.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "hark/customer_ref.hpp"
#include "lib/identity/situation.hpp"

namespace hark::identity {

struct Recorded {
    static constexpr std::int32_t none = -1;

    struct One {
        AniState ani;
        LineType line_type;
        Attestation attestation;
        std::uint32_t strangers;
        std::uint8_t ids;        // how many
        std::uint8_t candidates; // how many
        std::int32_t truth;      // the place among the candidates, or none of them
        std::size_t first_id;
        std::size_t first_candidate;
    };
    std::vector<One> ones; ///< those whose truth was told
    std::vector<SuppliedId> ids;
    std::vector<Candidate> candidates;

    // The last one, until its truth is told: its ids and candidates stand behind all others.
    bool open{false};
    One last{};
    std::vector<CustomerRef> customers; ///< parallel to its candidates

    /// The situation as it was, to be decided under a policy that must outlive it.
    Situation situation(const One& one, const Policy& policy) const noexcept {
        Situation made;
        made.ani = one.ani;
        made.line_type = one.line_type;
        made.attestation = one.attestation;
        made.strangers = one.strangers;
        made.ids = std::span{ids}.subspan(one.first_id, one.ids);
        made.candidates = std::span{candidates}.subspan(one.first_candidate, one.candidates);
        made.policy = &policy;
        return made;
    }
};

} // namespace hark::identity
