// A call that turns out to be another customer's than the one it was answered with, and a number
// that turns out to be: what has to be taken back. Whoever confirms or verifies uses it.
#pragma once

#include <optional>

#include "lib/memory/call_record.hpp"
#include "lib/memory/person.hpp"
#include "lib/store/store.hpp"

namespace hark::memory {

/// Takes what the call left with `owner` away; the caller still has to save them. A customer who
/// was made for this call, and on whom nothing else hangs, loses its identifiers too and is to be
/// erased once the change is applied: that erasure is what comes back. The record keeps what was
/// learned, for whoever gets it. A value that the call had replaced does not come back.
Result<std::optional<store::Erasure>> take_back(const Engine& engine, TenantId tenant,
                                                const store::Digest& call, Time now, Person& owner,
                                                CallRecord& record, store::Change& change);

/// A number that brings a new person, confirmed or verified, has changed hands: whoever was silent
/// on it for long has it no longer. Their link stays, with no calls to its name, until they are
/// confirmed there. Nobody new are those who are merged with them in the recall.
void end_silent_links(const Engine& engine, TenantId tenant, const CallRecord& record,
                      store::CustomerId person, const store::Recall& recall, store::Change& change);

} // namespace hark::memory
