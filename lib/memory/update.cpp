// In mid-call, or shortly after: what is known already is saved now, so that a call that drops
// keeps it (see use_cases.hpp).
#include <algorithm>
#include <utility>

#include "lib/base/try.hpp"
#include "lib/memory/call_record.hpp"
#include "lib/memory/merged.hpp"
#include "lib/memory/use_cases.hpp"

namespace hark::memory {
namespace {

constexpr std::uint32_t one_call = 1000;

Status check(const CallUpdate& update) {
    if (update.call_id.empty()) return Error{Code::invalid, "must be given", "call_id"};
    if (update.learned.external_ids.size() > limits::external_ids_per_call_max) {
        return Error{Code::invalid, "holds too many ids", "external_ids"};
    }
    return {};
}

/// One update, from its request to its change.
class Updating {
public:
    /// `learned` is what the update brings, as it may be stored.
    Updating(const Engine& engine, const CallUpdate& update, const Learned& learned,
             const Terms& terms)
        : engine_{engine},
          update_{update},
          learned_{learned},
          terms_{terms},
          now_{engine.clock.now()},
          digest_{call_digest(engine.keys, terms.tenant, update.call_id)},
          ids_{linkable(engine, update.learned.external_ids, terms.tenant)} {
        for (const auto& id : ids_)
            digests_.push_back(id.digest);
    }

    Result<Done<UpdateAnswer>> run();

private:
    Result<store::Change> change_of(const store::Recall& recall, UpdateAnswer& answer) const;
    void link(const store::Recall& recall, Person& person, store::Change& change) const;

    const Engine& engine_;
    const CallUpdate& update_;
    const Learned& learned_;
    const Terms& terms_;
    Time now_;
    store::Digest digest_;
    std::vector<SuppliedIdentifier> ids_;
    std::vector<store::Digest> digests_;
};

/// Ids that nobody is linked to become those of a customer made for this call; any others wait for
/// the call to be confirmed.
void Updating::link(const store::Recall& recall, Person& person, store::Change& change) const {
    for (std::size_t i = 0; i < ids_.size(); ++i) {
        if (!recall.identifiers[i].links.empty() || recall.identifiers[i].generic) continue;
        person.see(engine_, change, ids_[i].type, ids_[i].value, one_call, now_);
        change.unlinked.push_back(ids_[i].digest);
    }
}

Result<store::Change> Updating::change_of(const store::Recall& recall, UpdateAnswer& answer) const {
    const auto* owner = recall.call ? recall.find(recall.call->customer) : nullptr;
    if (owner == nullptr) return Error{Code::not_found, "there is no such call", "call_id"};
    const auto& call = *recall.call;
    if (call.ended && *call.ended + std::chrono::hours{limits::update_after_end_hours} <= now_) {
        return Error{Code::not_allowed, "the call ended more than 24 hours ago", "call_id"};
    }
    HARK_TRY(auto person, Person::open(engine_, *owner));
    HARK_TRY(const auto bytes, person.unseal(crypto::Field::call, call.details));
    HARK_TRY(auto record, CallRecord::decode(bytes));

    Learned learned = learned_;
    if (learned.intent.empty() && learned.intent_status) learned.intent = record.learned.intent;
    if (learned.intent.empty() && learned.intent_status) {
        return Error{Code::invalid, "needs an intent", "intent_status"};
    }
    HARK_TRY(const auto changes, learn(person.context, learned, call_tag(digest_), now_,
                                       std::chrono::days{terms_.settings.retention_days}));
    note_dnis(person.context, learned.intent, record.dnis);
    merge(record.learned, learned);
    record.touched = std::max(record.touched, now_);

    store::Change change;
    change.tenant = terms_.tenant;
    change.erasures = recall.erasures;
    if (record.customer_was_new) link(recall, person, change);
    if (call.ended) {
        record.learned.variables.clear();
        person.add_call(past_call(record, call.started, *call.ended));
    }
    person.save(change, terms_.settings, now_, true);
    store::CallWrite write;
    write.id = call.id;
    write.version = call.version;
    write.digest = digest_;
    write.customer = call.customer;
    write.started = call.started;
    write.ended = call.ended;
    write.start_body = call.start_body;
    write.end_body = call.end_body;
    write.details = person.seal(crypto::Field::call, record.encode());
    change.call = std::move(write);
    answer = {update_.call_id, told_ref(recall, person), changes.intents, changes.variables};
    return change;
}

Result<Done<UpdateAnswer>> Updating::run() {
    for (int round = 0; round < rounds_max; ++round) {
        HARK_TRY(const auto recall,
                 recall_started(engine_, {terms_.tenant, digests_, {}, digest_, {}, true}, now_));
        UpdateAnswer answer;
        HARK_TRY(auto change, change_of(recall, answer));
        HARK_TRY(const auto applied, engine_.store.apply(std::move(change)));
        if (applied.outcome == store::Outcome::applied) {
            return Done<UpdateAnswer>{std::move(answer), applied.led};
        }
        if (!read_again(applied.outcome)) return refusal(applied.outcome);
    }
    return Error{Code::busy, "others kept changing what this update had read"};
}

} // namespace

Result<Done<UpdateAnswer>> update_call(const Engine& engine, const CallUpdate& update,
                                       const Terms& terms) {
    HARK_CHECK(check(update));
    HARK_TRY(const auto safe, cleaned(engine, update.learned, terms.settings));
    return Updating{engine, update, safe ? *safe : update.learned, terms}.run();
}

} // namespace hark::memory
