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

void end_silent_links(const Engine& engine, TenantId tenant, const CallRecord& record,
                      store::CustomerId person, store::Change& change) {
    for (const auto& silent : record.silent) {
        if (silent.identifier >= record.identifiers.size()) continue;
        const auto& came = record.identifiers[silent.identifier];
        if (came.linked || silent.customer == person) continue;
        store::LinkUpdate update;
        update.identifier = identifier_digest(engine.keys, tenant, came.type, came.value);
        update.customer = silent.customer;
        update.ends = true;
        change.links.push_back(update);
    }
}

} // namespace hark::memory
