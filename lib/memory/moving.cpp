#include "lib/memory/moving.hpp"

namespace hark::memory {

std::optional<store::Erasure> take_back(const Engine& engine, TenantId tenant, CallTag tag,
                                        Time now, Person& owner, CallRecord& record,
                                        store::Change& change) {
    unlearn(owner.context, tag);
    remove_call(owner.context, record.call_id);
    for (auto& came : record.identifiers) {
        if (record.customer_was_new && came.linked) {
            owner.unsee(engine, change, came.type, came.value);
        }
        came.linked = false;
    }
    record.verifying.verified = false;
    record.verifying.linked = false;
    if (!record.customer_was_new) return std::nullopt;
    return store::Erasure{
        tenant,
        owner.id(),
        owner.ref(),
        {},
        0,
        now,
        engine.keys.digest(tenant, crypto::Domain::tombstone, owner.ref().text())};
}

} // namespace hark::memory
