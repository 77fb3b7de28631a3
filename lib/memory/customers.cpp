// Looking at what is held, and erasing it (see use_cases.hpp).
#include <algorithm>
#include <utility>

#include "lib/base/try.hpp"
#include "lib/memory/call_record.hpp"
#include "lib/memory/disclose.hpp"
#include "lib/memory/merged.hpp"
#include "lib/memory/use_cases.hpp"

namespace hark::memory {
namespace {

constexpr std::size_t identifiers_per_recall = 16;

constexpr Error kept_changing{Code::busy, "others kept changing the customer to be erased"};

Error no_such_customer() noexcept {
    return Error{Code::not_found, "there is no such customer", "customer_ref"};
}

Result<CallView> view_of(const store::Call& call, const Person& person,
                         const CustomerRef& told_as) {
    HARK_TRY(const auto bytes, person.unseal(crypto::Field::call, call.details));
    HARK_TRY(auto record, CallRecord::decode(bytes));
    CallView view;
    view.call_id = std::move(record.call_id);
    view.customer_ref = told_as;
    view.channel = record.channel;
    view.call_start = call.started;
    view.call_end = call.ended;
    view.confidence = record.confidence;
    view.level = record.level;
    view.intent = record.learned.intent;
    view.intent_status = record.learned.intent_status;
    if (!view.intent.empty() && !view.intent_status) view.intent_status = IntentStatus::open;
    view.summary = record.learned.summary;
    return view;
}

/// The links of one customer's own identifiers: their counts and dates.
Status view_identifiers(const Engine& engine, const Person& person, const Terms& terms,
                        CustomerView& view) {
    const auto& known = person.profile.identifiers;
    for (std::size_t from = 0; from < known.size(); from += identifiers_per_recall) {
        const std::size_t count = std::min(identifiers_per_recall, known.size() - from);
        std::vector<store::Digest> digests;
        for (std::size_t i = from; i < from + count; ++i) {
            digests.push_back(
                identifier_digest(engine.keys, terms.tenant, known[i].type, known[i].value));
        }
        HARK_TRY(const auto recall, engine.store.recall({terms.tenant, digests, {}, {}, {}}));
        for (std::size_t i = 0; i < count; ++i) {
            IdentifierView shown;
            shown.type = known[from + i].type.empty() ? "ani" : known[from + i].type;
            shown.value = known[from + i].value;
            shown.last_seen = known[from + i].last_seen;
            shown.first_seen = shown.last_seen;
            for (const auto& link : recall.identifiers[i].links) {
                if (link.customer != person.id()) continue;
                shown.calls = link.calls_milli / 1000.0;
                shown.first_seen = link.first_seen;
                shown.last_seen = link.last_seen;
            }
            view.identifiers.push_back(std::move(shown));
        }
    }
    return {};
}

void view_context(const Context& context, Time now, CustomerView& view) {
    for (const auto& kept : context.intents)
        view.intents.push_back(kept.intent);
    std::sort(view.intents.begin(), view.intents.end(), [](const Intent& a, const Intent& b) {
        if (is_open(a) != is_open(b)) return is_open(a);
        if (a.updated_at != b.updated_at) return a.updated_at > b.updated_at;
        return a.intent < b.intent;
    });
    for (const auto& kept : context.variables) {
        Variable variable;
        variable.name = kept.name;
        variable.value = kept.value;
        variable.source = kept.source;
        variable.ttl = std::chrono::duration_cast<std::chrono::seconds>(kept.expires - now);
        variable.tier = kept.tier;
        view.variables.push_back(std::move(variable));
    }
    view.history = context.latest;
    for (const auto& kept : context.attempts) {
        view.verifications.push_back(
            {kept.at, kept.call_id, kept.method, kept.variable, kept.verified});
    }
    std::reverse(view.verifications.begin(), view.verifications.end());
}

Status view_open_calls(const Engine& engine, const Person& person, const CustomerRef& told_as,
                       const Terms& terms, CustomerView& view) {
    HARK_TRY(const auto calls, engine.store.calls(terms.tenant, person.id()));
    for (const auto& call : calls) {
        if (call.ended) continue; // in the history already
        HARK_TRY(auto open, view_of(call, person, told_as));
        view.open_calls.push_back(std::move(open));
    }
    return {};
}

Status view_archive(const Engine& engine, const Person& person, const Terms& terms, Time now,
                    CustomerView& view) {
    if (person.context.archived.empty()) return {};
    HARK_TRY(const auto pieces, engine.store.history(terms.tenant, person.id()));
    const std::chrono::days retention{terms.settings.retention_days};
    std::size_t theirs = person.context.latest.size();
    for (const auto& piece : pieces) {
        HARK_TRY(const auto bytes, person.unseal(crypto::Field::history, piece));
        HARK_TRY(auto calls, decode_calls(bytes));
        for (auto& call : calls) {
            if (theirs == limits::history_calls_max) return {};
            if (call.call_end + retention <= now) continue;
            view.history.push_back(std::move(call));
            ++theirs;
        }
    }
    return {};
}

store::Digest tombstone_of(const Engine& engine, const CustomerRef& ref, const Terms& terms) {
    return engine.keys.digest(terms.tenant, crypto::Domain::tombstone, ref.text());
}

store::Erasure erasure_of(const Engine& engine, const store::Customer& row, const Terms& terms) {
    store::Erasure erasure;
    erasure.tenant = terms.tenant;
    erasure.customer = row.id;
    erasure.ref = row.ref;
    erasure.history = row.history;
    erasure.at = engine.clock.now();
    erasure.tombstone = tombstone_of(engine, row.ref, terms);
    erasure.version = row.version;
    // Data that no longer opens must not keep a person from being forgotten: what is theirs goes
    // without the list of their identifiers too; links to nobody are cleared later.
    const auto person = Person::open(engine, row);
    if (!person.ok()) return erasure;
    for (const auto& known : person->profile.identifiers) {
        erasure.identifiers.push_back(
            identifier_digest(engine.keys, terms.tenant, known.type, known.value));
    }
    erasure.complete = true;
    return erasure;
}

/// Whoever is told that an erasure failed asks again, and nobody is found by then: the erasure that
/// was begun is finished, and only then nobody was there.
Result<Erased> finish_forgetting(const Engine& engine, const CustomerRef& ref, const Terms& terms) {
    HARK_TRY(const auto finished, engine.store.finish_erasures(tombstone_of(engine, ref, terms)));
    if (!finished) return no_such_customer();
    return Erased{ref, finished->at, finished->count.identifiers, finished->count.calls};
}

/// Of merged customers one whom no other is merged through, and who is not `last` if there is such:
/// as long as `last` is found, so are the rest.
const store::Customer* outermost(const std::vector<const store::Customer*>& merged,
                                 const store::Customer& last) {
    const auto is_among = [&](store::CustomerId id) {
        return std::any_of(merged.begin(), merged.end(),
                           [&](const store::Customer* one) { return one->id == id; });
    };
    for (const auto* one : merged) {
        if (one->id == last.id) continue;
        auto neighbours = std::count_if(one->merged.begin(), one->merged.end(), is_among);
        if (one->merged_into && is_among(*one->merged_into)) ++neighbours;
        if (neighbours <= 1) return one;
    }
    return &last;
}

/// Whoever is merged with others is held as long as the one of them who was in touch last.
Status keep_with_others(const Engine& engine, const store::Customer& row, Time latest,
                        const Terms& terms) {
    HARK_TRY(auto person, Person::open(engine, row));
    store::Change change;
    change.tenant = row.tenant;
    person.touch(latest);
    person.save(change, terms.settings, engine.clock.now(), false);
    HARK_TRY(const auto applied, engine.store.apply(std::move(change)));
    (void)applied; // refused: somebody else wrote the customer; they come up again
    return {};
}

/// True while they are in a call, which says nothing of itself in their row before it ends.
Result<bool> in_a_call(const Engine& engine, const store::Customer& row, const Terms& terms) {
    HARK_TRY(const auto calls, engine.store.calls(terms.tenant, row.id));
    return std::any_of(calls.begin(), calls.end(),
                       [](const store::Call& call) { return !call.ended; });
}

} // namespace

Result<CallView> view_call(const Engine& engine, const CallId& call_id, const Terms& terms) {
    if (call_id.empty()) return Error{Code::invalid, "must be given", "call_id"};
    const auto digest = call_digest(engine.keys, terms.tenant, call_id);
    HARK_TRY(const auto recall,
             recall_call(engine, {terms.tenant, {}, {}, digest, {}}, engine.clock.now()));
    const auto* owner = recall.call ? recall.find(recall.call->customer) : nullptr;
    if (owner == nullptr) return Error{Code::not_found, "there is no such call", "call_id"};
    HARK_TRY(const auto person, Person::open(engine, *owner));
    return view_of(*recall.call, person, told_ref(recall, person));
}

Result<CustomerView> view_customer(const Engine& engine, const CustomerRef& ref,
                                   const Terms& terms) {
    const Time now = engine.clock.now();
    HARK_TRY(const auto recall, engine.store.recall({terms.tenant, {}, ref, {}, {}}));
    const auto* named = recall.named();
    if (named == nullptr) return no_such_customer();
    const std::chrono::days retention{terms.settings.retention_days};
    const auto rows = all_of(recall, *named);
    std::vector<Person> people;
    std::vector<const Person*> all;
    people.reserve(rows.size());
    for (const auto* row : rows) {
        HARK_TRY(auto person, Person::open(engine, *row));
        expire(person.context, now, retention);
        people.push_back(std::move(person));
        all.push_back(&people.back());
    }

    CustomerView view;
    view.customer_ref = rows.front()->ref;
    view.created_at = rows.front()->created;
    for (std::size_t i = 0; i < rows.size(); ++i) {
        if (i > 0) view.merged_refs.push_back(rows[i]->ref);
        view.created_at = std::min(view.created_at, rows[i]->created);
        view.last_contact_at = std::max(view.last_contact_at, rows[i]->last_contact);
        HARK_CHECK(view_identifiers(engine, people[i], terms, view));
        HARK_CHECK(view_open_calls(engine, people[i], view.customer_ref, terms, view));
    }
    view_context(all.size() == 1 ? all.front()->context : remembered_of(all, now, retention), now,
                 view);
    for (const auto& person : people)
        HARK_CHECK(view_archive(engine, person, terms, now, view));
    if (rows.size() == 1) return view;
    sort_latest_first(view.history);
    if (view.history.size() > limits::history_calls_max) {
        view.history.resize(limits::history_calls_max);
    }
    return view;
}

Result<Erased> forget_customer(const Engine& engine, const CustomerRef& ref, const Terms& terms) {
    Erased erased;
    erased.customer_ref = ref;
    for (int lost = 0; lost < rounds_max;) {
        HARK_TRY(const auto recall, engine.store.recall({terms.tenant, {}, ref, {}, {}}));
        const auto* row = recall.named();
        if (row == nullptr) return finish_forgetting(engine, ref, terms);
        const auto* next = outermost(all_of(recall, *row), *row);
        const auto erasure = erasure_of(engine, *next, terms);
        HARK_TRY(const auto count, engine.store.erase(erasure));
        if (count.changed) {
            ++lost;
            continue;
        }
        erased.erased_at = erasure.at;
        erased.identifiers += count.identifiers;
        erased.calls += count.calls;
        if (next->id == row->id) return erased;
    }
    return kept_changing;
}

Status forget_unseen(const Engine& engine, const CustomerRef& ref, const Terms& terms,
                     Time oldest) {
    for (int round = 0; round < rounds_max; ++round) {
        HARK_TRY(const auto recall, engine.store.recall({terms.tenant, {}, ref, {}, {}}));
        const auto* row = recall.named();
        if (row == nullptr || row->last_contact > oldest) return {};
        Time latest = row->last_contact;
        for (const auto* one : all_of(recall, *row)) {
            latest = std::max(latest, one->last_contact);
            HARK_TRY(const bool calling, in_a_call(engine, *one, terms));
            if (calling) return {};
        }
        if (latest > oldest) return keep_with_others(engine, *row, latest, terms);
        HARK_TRY(const auto count, engine.store.erase(erasure_of(engine, *row, terms)));
        if (!count.changed) return {};
    }
    return kept_changing;
}

} // namespace hark::memory
