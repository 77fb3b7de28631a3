// Customers who are merged: who stands for whom, and what is remembered of all of them together.
// Nothing of any of them is moved: each keeps rows and key of their own, and a call belongs to the
// one whom its evidence points to, so that un-merging has nothing to sort out.
#pragma once

#include <chrono>
#include <span>
#include <vector>

#include "lib/memory/context.hpp"
#include "lib/memory/person.hpp"
#include "lib/store/store.hpp"

namespace hark::memory {

/// Who stands for a customer of the recall: themselves, or whoever they were merged into, or
/// whoever that one was merged into since. An erased one stands for nobody.
const store::Customer& survivor(const store::Recall& recall,
                                const store::Customer& customer) noexcept;

/// True when the same one stands for both.
bool together(const store::Recall& recall, const store::Customer& one,
              const store::Customer& other) noexcept;

/// All for whom the same one stands as for `customer`: the one who stands first, then by number.
std::vector<const store::Customer*> all_of(const store::Recall& recall,
                                           const store::Customer& customer);

/// The reference that answers name a customer by: the survivor's; their own if they are new.
const CustomerRef& told_ref(const store::Recall& recall, const Person& person) noexcept;

/// Puts the calls of several customers in the order of one history: latest first.
void sort_latest_first(std::vector<PastCall>& calls);

/// What is remembered of merged customers at `now`, as if of one. Of an intent of several the one
/// touched last stays, since the first was opened, with the attempts of all that are open; of a
/// variable of several the value of whoever was in touch last.
Context remembered_of(std::span<const Person* const> people, Time now, std::chrono::days retention);

} // namespace hark::memory
