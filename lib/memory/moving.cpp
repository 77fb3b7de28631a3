#include "lib/memory/moving.hpp"

#include <algorithm>
#include <utility>

#include "lib/base/try.hpp"
#include "lib/memory/merged.hpp"

namespace hark::memory {

namespace {

/// Whether anything but this call hangs on a customer: others who are merged with them, what other
/// calls left, or a call of theirs that is not over.
Result<bool> has_others(const Engine& engine, TenantId tenant, const Person& owner,
                        const store::Digest& call) {
    if (owner.is_merged()) return true;
    const auto& left = owner.context;
    if (!left.intents.empty() || !left.variables.empty() || !left.latest.empty() ||
        !left.archived.empty()) {
        return true;
    }
    HARK_TRY(const auto calls, engine.store.calls(tenant, owner.id()));
    return std::any_of(calls.begin(), calls.end(),
                       [&](const store::Call& other) { return other.digest != call; });
}

} // namespace

Result<std::optional<store::Erasure>> take_back(const Engine& engine, TenantId tenant,
                                                const store::Digest& call, Time now, Person& owner,
                                                CallRecord& record, store::Change& change) {
    unlearn(owner.context, call_tag(call));
    remove_call(owner.context, record.call_id);
    const bool was_new = record.customer_was_new;
    for (auto& came : record.identifiers)
        came.linked = false;
    record.verifying.verified = false;
    record.verifying.linked = false;
    if (!was_new) return std::optional<store::Erasure>{};
    HARK_TRY(const bool others, has_others(engine, tenant, owner, call));
    if (others) return std::optional<store::Erasure>{};
    // Updates may have brought some that the start did not.
    const auto brought = owner.profile.identifiers;
    for (const auto& known : brought)
        owner.unsee(engine, change, known.type, known.value);
    store::Erasure orphan;
    orphan.tenant = tenant;
    orphan.customer = owner.id();
    orphan.ref = owner.ref();
    orphan.at = now;
    orphan.tombstone = engine.keys.digest(tenant, crypto::Domain::tombstone, owner.ref().text());
    // As the change leaves them; whoever finds them by their reference meanwhile keeps them.
    orphan.version = owner.version() + 1;
    orphan.complete = true;
    return std::optional{std::move(orphan)};
}

void end_silent_links(const Engine& engine, TenantId tenant, const CallRecord& record,
                      store::CustomerId person, const store::Recall& recall,
                      store::Change& change) {
    const auto* taking = recall.find(person);
    for (const auto& silent : record.silent) {
        if (silent.identifier >= record.identifiers.size()) continue;
        const auto& came = record.identifiers[silent.identifier];
        if (came.linked || silent.customer == person) continue;
        const auto* holder = recall.find(silent.customer);
        if (taking != nullptr && holder != nullptr && together(recall, *taking, *holder)) continue;
        store::LinkUpdate update;
        update.identifier = identifier_digest(engine.keys, tenant, came.type, came.value);
        update.customer = silent.customer;
        update.ends = true;
        change.links.push_back(update);
    }
}

} // namespace hark::memory
