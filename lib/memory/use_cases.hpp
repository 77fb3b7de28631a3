// The use cases, one function each; each in a file of its own. Every one is a recall and an apply,
// again where somebody else was quicker. They know the Store port, never SQL.
#pragma once

#include "hark/memory.hpp"
#include "lib/memory/person.hpp"
#include "lib/store/store.hpp"

namespace hark::memory {

/// How often a use case reads and scores again when others change what it had read. Each round
/// somebody else has made progress, so this many in a row mean a fault.
inline constexpr int rounds_max = 64;

/// A result, and whether its caller committed for others and may do a piece of housekeeping.
template <typename Answer>
struct Done {
    Answer answer;
    bool led{false};
};

Result<Done<StartAnswer>> start_call(const Engine& engine, const CallStart& call,
                                     const Terms& terms);
Result<StartAnswer> peek_call(const Engine& engine, const CallStart& call, const Terms& terms);
Result<Done<EndAnswer>> end_call(const Engine& engine, const CallEnd& end, const Terms& terms);
Result<Done<UpdateAnswer>> update_call(const Engine& engine, const CallUpdate& update,
                                       const Terms& terms);
Result<Done<VerifyAnswer>> verify_caller(const Engine& engine, const Verification& verification,
                                         const Terms& terms);

Result<CallView> view_call(const Engine& engine, const CallId& call_id, const Terms& terms);
Result<CustomerView> view_customer(const Engine& engine, const CustomerRef& ref,
                                   const Terms& terms);
Result<Merged> merge_customers(const Engine& engine, const CustomerRef& ref,
                               const CustomerRef& into, const Terms& terms);
Result<Merged> unmerge_customer(const Engine& engine, const CustomerRef& ref, const Terms& terms);
Result<Erased> forget_customer(const Engine& engine, const CustomerRef& ref, const Terms& terms);

/// Erases a customer who was not in touch after `oldest` and is in no call now; nobody else.
Status forget_unseen(const Engine& engine, const CustomerRef& ref, const Terms& terms, Time oldest);

/// Where housekeeping of one tenant stopped the last time.
struct HouseCursor {
    store::DueCursor due;
    std::uint32_t number_slot{0};
};
/// One piece of housekeeping: the tenant's own, and what is past its time whosever it is.
Result<MaintainReport> keep_house(const Engine& engine, const Terms& terms, std::uint32_t rows_max,
                                  HouseCursor& cursor);
/// Closes a call that was never ended.
Status close_stale(const Engine& engine, const store::Call& call, const Terms& terms);

Result<VerifyReport> verify_all(const Engine& engine);

// --- shared by them ------------------------------------------------------------------------------

store::Digest call_digest(const crypto::Keyring& keys, TenantId tenant, const CallId& call_id);

/// Recalls, and clears a call of the same id away that is past limits::call_id_kept_days.
Result<store::Recall> recall_call(const Engine& engine, const store::RecallQuery& query, Time now);
/// The same for a call that must have been started: one that is not there may still wait to be
/// written, behind a start that was answered degraded, and is looked for again after that.
Result<store::Recall> recall_started(const Engine& engine, const store::RecallQuery& query,
                                     Time now);

/// The error of a refused write, for outcomes that reading again cannot mend.
Error refusal(store::Outcome outcome) noexcept;
/// True when reading again may mend it.
bool read_again(store::Outcome outcome) noexcept;

} // namespace hark::memory
