// What the use cases have in common.
#include <utility>

#include "lib/base/try.hpp"
#include "lib/memory/use_cases.hpp"

namespace hark::memory {

store::Digest call_digest(const crypto::Keyring& keys, TenantId tenant, const CallId& call_id) {
    return keys.digest(tenant, crypto::Domain::call, call_id.view());
}

Result<store::Recall> recall_call(const Engine& engine, const store::RecallQuery& query, Time now) {
    const Time oldest = now - std::chrono::days{limits::call_id_kept_days};
    for (int round = 0; round < rounds_max; ++round) {
        HARK_TRY(auto recall, engine.store.recall(query));
        if (!recall.call || recall.call->started > oldest) return recall;
        // Housekeeping has not come by yet: what is past its time must not answer for a new call.
        HARK_CHECK(engine.store.drop_call(*recall.call));
    }
    return Error{Code::busy, "others kept changing a call past its time", "call_id"};
}

Result<store::Recall> recall_started(const Engine& engine, const store::RecallQuery& query,
                                     Time now) {
    HARK_TRY(auto recall, recall_call(engine, query, now));
    if (recall.call) return recall;
    // An empty change: whoever commits writes what is waiting first.
    store::Change nothing;
    nothing.tenant = query.tenant;
    HARK_TRY(const auto applied, engine.store.apply(std::move(nothing)));
    (void)applied; // nothing to be refused
    return recall_call(engine, query, now);
}

bool read_again(store::Outcome outcome) noexcept {
    return outcome == store::Outcome::call_exists || outcome == store::Outcome::linked ||
           outcome == store::Outcome::changed;
}

Error refusal(store::Outcome outcome) noexcept {
    if (outcome == store::Outcome::allowance_used) {
        return Error{Code::allowance_used, "the calls of this month are used up"};
    }
    if (outcome == store::Outcome::late) {
        return Error{Code::busy, "another process holds the write lock"};
    }
    return Error{Code::internal, "a write was refused for no known reason"};
}

} // namespace hark::memory
