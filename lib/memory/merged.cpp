#include "lib/memory/merged.hpp"

#include <algorithm>
#include <utility>

#include "lib/memory/disclose.hpp"

namespace hark::memory {
namespace {

void add_intent(Context& all, const KeptIntent& kept) {
    const auto same = std::find_if(
        all.intents.begin(), all.intents.end(),
        [&](const KeptIntent& other) { return other.intent.intent == kept.intent.intent; });
    if (same == all.intents.end()) {
        all.intents.push_back(kept);
        return;
    }
    const auto opened = std::min(same->intent.opened_at, kept.intent.opened_at);
    const bool both = is_open(same->intent) && is_open(kept.intent);
    const auto attempts = same->intent.attempt_count + kept.intent.attempt_count;
    if (kept.intent.updated_at > same->intent.updated_at) *same = kept;
    if (!both) return;
    same->intent.opened_at = opened;
    same->intent.attempt_count = attempts;
}

void add_variable(Context& all, const KeptVariable& kept) {
    const bool there =
        std::any_of(all.variables.begin(), all.variables.end(),
                    [&](const KeptVariable& other) { return other.name == kept.name; });
    if (!there) all.variables.push_back(kept);
}

} // namespace

const store::Customer& survivor(const store::Recall& recall,
                                const store::Customer& customer) noexcept {
    const store::Customer* one = &customer;
    // As many steps as there are customers reach the end, whatever the rows say.
    for (std::size_t i = 0; i < recall.customers.size() && one->merged_into; ++i) {
        const auto* next = recall.find(*one->merged_into);
        if (next == nullptr) break;
        one = next;
    }
    return *one;
}

bool together(const store::Recall& recall, const store::Customer& one,
              const store::Customer& other) noexcept {
    return survivor(recall, one).id == survivor(recall, other).id;
}

std::vector<const store::Customer*> all_of(const store::Recall& recall,
                                           const store::Customer& customer) {
    const auto& standing = survivor(recall, customer);
    std::vector<const store::Customer*> all{&standing};
    for (const auto& other : recall.customers) {
        if (other.id != standing.id && together(recall, other, standing)) all.push_back(&other);
    }
    std::sort(all.begin() + 1, all.end(),
              [](const auto* a, const auto* b) { return a->id < b->id; });
    return all;
}

const CustomerRef& told_ref(const store::Recall& recall, const Person& person) noexcept {
    const auto* row = recall.find(person.id());
    return row == nullptr ? person.ref() : survivor(recall, *row).ref;
}

void sort_latest_first(std::vector<PastCall>& calls) {
    std::sort(calls.begin(), calls.end(), [](const PastCall& a, const PastCall& b) {
        return a.call_end != b.call_end ? a.call_end > b.call_end : a.call_id < b.call_id;
    });
}

Context remembered_of(std::span<const Person* const> people, Time now,
                      std::chrono::days retention) {
    std::vector<const Person*> latest_first(people.begin(), people.end());
    std::sort(latest_first.begin(), latest_first.end(), [](const auto* a, const auto* b) {
        if (a->last_contact() != b->last_contact()) return a->last_contact() > b->last_contact();
        return a->id() < b->id();
    });
    Context all;
    for (const auto* person : latest_first) {
        Context one = person->context;
        expire(one, now, retention); // first: what is past must not hide what is not
        for (const auto& kept : one.intents)
            add_intent(all, kept);
        for (const auto& kept : one.variables)
            add_variable(all, kept);
        all.latest.insert(all.latest.end(), one.latest.begin(), one.latest.end());
        all.archived.insert(all.archived.end(), one.archived.begin(), one.archived.end());
        all.attempts.insert(all.attempts.end(), one.attempts.begin(), one.attempts.end());
    }
    sort_latest_first(all.latest);
    std::sort(all.archived.begin(), all.archived.end(),
              [](const auto& a, const auto& b) { return a.newest > b.newest; });
    std::sort(all.attempts.begin(), all.attempts.end(),
              [](const auto& a, const auto& b) { return a.at < b.at; });
    return all;
}

} // namespace hark::memory
