#include "lib/store/store.hpp"

namespace hark::store {

std::optional<Change> without_others(Change change) {
    if (!change.call || change.call->id) return std::nullopt;
    change.erasures.reset();
    change.unlinked.clear();
    change.updates.clear();
    change.links.clear();
    change.records.clear();
    return change;
}

std::size_t bytes_of(const Change& change) noexcept {
    std::size_t bytes = sizeof change;
    bytes += change.unlinked.size() * sizeof(Digest) + change.links.size() * sizeof(LinkUpdate);
    if (change.customer) bytes += change.customer->profile.size() + change.customer->context.size();
    for (const auto& update : change.updates) {
        bytes += sizeof update;
        for (const auto* sealed : {&update.profile, &update.context, &update.archive})
            bytes += *sealed ? (*sealed)->size() : 0;
    }
    for (const auto& record : change.records)
        bytes += sizeof record + record.body.size() + (record.was ? record.was->size() : 0);
    if (change.call) bytes += change.call->details.size() + change.call->start_answer.size();
    return bytes;
}

} // namespace hark::store
