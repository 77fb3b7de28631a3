// From what a store recalled to a decision: opens what the model needs of each candidate, and
// weighs. Composes store, crypto and identity; changes nothing.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "hark/call.hpp"
#include "hark/service.hpp"
#include "lib/crypto/keyring.hpp"
#include "lib/identity/identity.hpp"
#include "lib/memory/person.hpp"
#include "lib/memory/supplied.hpp"
#include "lib/store/store.hpp"

namespace hark::memory {

/// One whom the call may be from: a customer, or several who are merged.
struct Hypothesis {
    const store::Customer* survivor{nullptr}; ///< by whose reference they are told
    /// All of them; the first is the one the evidence points to, whose call it would be.
    std::vector<const store::Customer*> customers;
    std::vector<Person> people; ///< the same, opened
    Context merged;             ///< of all of them, when they are several

    const Person& person() const noexcept { return people.front(); }
    /// What is remembered of them.
    const Context& context() const noexcept {
        return people.size() == 1 ? people.front().context : merged;
    }
};

/// A decision with all that it rested on. Holds views into itself and into the Recall: neither may
/// move or go while it is used.
struct Recognised {
    std::vector<Hypothesis> hypotheses; ///< parallel to candidates
    std::vector<identity::Candidate> candidates;
    std::vector<identity::SuppliedId> ids;
    identity::Situation situation;
    identity::Decision decision;

    Recognised() = default;
    Recognised(const Recognised&) = delete;
    Recognised& operator=(const Recognised&) = delete;

    /// The place of the hypothesis that the call is answered with; none: a new customer.
    std::optional<std::size_t> chosen() const noexcept {
        if (decision.level == Level::low || decision.best < 0) return std::nullopt;
        return static_cast<std::size_t>(decision.best);
    }
};

/// Fills `out`. Errors: `unsealable` when a candidate's data does not open: an error is never an
/// empty history.
Status recognise(const Engine& engine, const Supplied& supplied, const store::Recall& recall,
                 const Telco& telco, const Terms& terms, Time now, Recognised& out);

/// Notes what the ids of a recorded call showed of their types, for the calls after it.
void learn_of_types(const Engine& engine, const Supplied& supplied, const store::Recall& recall,
                    const Recognised& recognised, TenantId tenant);

/// The part of the answer that says who it is. `explain` fills evidence and candidates.
Identity identity_of(const Recognised& recognised, const Supplied& supplied, bool explain);

} // namespace hark::memory
