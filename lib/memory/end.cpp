// A call ends: what was learned is saved, durably, for the right customer. One read, one write (see
// use_cases.hpp). Also how a call that was never ended is closed.
#include <algorithm>
#include <optional>
#include <utility>

#include "lib/base/try.hpp"
#include "lib/memory/answer_codec.hpp"
#include "lib/memory/call_record.hpp"
#include "lib/memory/merged.hpp"
#include "lib/memory/moving.hpp"
#include "lib/memory/recognise.hpp"
#include "lib/memory/use_cases.hpp"

namespace hark::memory {
namespace {

constexpr std::uint32_t one_call = 1000;

/// What an unconfirmed call that was answered high adds to the links it came through, in
/// thousandths of a confirmed one.
std::uint32_t unconfirmed_call(const Settings& settings) noexcept {
    const double share = policy_of(settings).weights.unconfirmed_share;
    return static_cast<std::uint32_t>(share * one_call + 0.5);
}

Status check(const CallEnd& end) {
    if (end.call_id.empty()) return Error{Code::invalid, "must be given", "call_id"};
    if (end.learned.external_ids.size() > limits::external_ids_per_call_max ||
        (end.hints && end.hints->external_ids.size() > limits::external_ids_per_call_max)) {
        return Error{Code::invalid, "holds too many ids", "external_ids"};
    }
    return {};
}

/// All that an end says of who it was: its hints, and the ids it brings to be learned.
IdentityHints hints_of(const CallEnd& end) {
    IdentityHints hints = end.hints.value_or(IdentityHints{});
    if (!hints.customer_ref) hints.customer_ref = end.customer_ref;
    for (const auto& id : end.learned.external_ids) {
        if (hints.external_ids.size() == limits::external_ids_per_call_max) break;
        hints.external_ids.push_back(id);
    }
    return hints;
}

/// One end, from its request to its change.
class Ending {
public:
    /// `learned` is what the end brings, as it may be stored.
    Ending(const Engine& engine, const CallEnd& end, const Learned& learned, const Terms& terms)
        : engine_{engine},
          end_{end},
          learned_{learned},
          terms_{terms},
          now_{engine.clock.now()},
          retention_{terms.settings.retention_days},
          digest_{call_digest(engine.keys, terms.tenant, end.call_id)},
          body_{fingerprint(engine.keys, terms.tenant, end)},
          tag_{call_tag(digest_)},
          supplied_{supply(engine, hints_of(end), Telco{}, terms)},
          digests_{supplied_.digests()} {}

    Result<Done<EndAnswer>> run();

private:
    struct Draft {
        store::Change change;
        EndAnswer answer;
        std::optional<store::Erasure> orphan; ///< the customer made for a call that was another's
    };

    Result<Draft> started(const store::Recall& recall);
    Result<Draft> standalone(const store::Recall& recall);
    Result<const store::Customer*> whose(const store::Recall& recall, CallRecord& record) const;
    void came_with(const store::Recall& recall, const store::Customer* row, Person& person,
                   CallRecord& record, Draft& draft) const;
    Result<Draft> moved(const store::Recall& recall, Person owner, CallRecord record);
    Result<EndAnswer> replay(const store::Recall& recall) const;
    Result<Person> target_of(const store::Recall& recall, CallRecord& record) const;
    Status finish(const store::Recall& recall, Person& person, CallRecord& record, Draft& draft);
    void link(const store::Recall& recall, Person& person, const CallRecord& record, Draft& draft);
    Result<Learned> complete(const CallRecord& record) const;
    bool moves(const store::Recall& recall, const store::Customer& owner,
               const CallRecord& record) const;

    const Engine& engine_;
    const CallEnd& end_;
    const Learned& learned_;
    const Terms& terms_;
    Time now_;
    std::chrono::days retention_;
    store::Digest digest_;
    store::Digest body_;
    CallTag tag_;
    Supplied supplied_;
    std::vector<store::Digest> digests_;
};

/// A status alone belongs to the intent that the call named before.
Result<Learned> Ending::complete(const CallRecord& record) const {
    Learned learned = learned_;
    if (learned.intent.empty() && learned.intent_status) {
        learned.intent = record.learned.intent;
        if (learned.intent.empty()) {
            return Error{Code::invalid, "needs an intent", "intent_status"};
        }
    }
    return learned;
}

Result<EndAnswer> Ending::replay(const store::Recall& recall) const {
    const auto& call = *recall.call;
    if (call.end_body != body_) {
        return Error{Code::conflict, "the call was ended with another body", "call_id"};
    }
    const auto* owner = recall.find(call.customer);
    if (owner == nullptr || *call.ended + std::chrono::hours{limits::answer_kept_hours} <= now_) {
        return Error{Code::answer_gone, "the answer to this end is no longer kept", "call_id"};
    }
    HARK_TRY(const auto person, Person::open(engine_, *owner));
    HARK_TRY(const auto bytes, person.unseal(crypto::Field::call, call.details));
    HARK_TRY(const auto record, CallRecord::decode(bytes));
    return EndAnswer{
        record.call_id,         survivor(recall, *owner).ref, call.started, *call.ended,
        record.changes.intents, record.changes.variables,     true};
}

/// True when the call turns out to be somebody else's than the one it was answered with.
bool Ending::moves(const store::Recall& recall, const store::Customer& owner,
                   const CallRecord& record) const {
    if (end_.confirmed == Confirmed::new_customer) return !record.customer_was_new;
    if (!end_.customer_ref) return false;
    const auto* named = recall.named();
    return named == nullptr || !together(recall, *named, owner);
}

/// Links what the call came with. Confirmed: all of it, one call more, but what a verification has
/// linked. Unconfirmed: nothing new, but that identifiers nobody has go to a customer made for this
/// very call. Whatever ids a confirmed or verified call brings at its end are linked too.
void Ending::link(const store::Recall& recall, Person& person, const CallRecord& record,
                  Draft& draft) {
    const bool checked = end_.confirmed != Confirmed::unchecked;
    const bool confirmed = checked || record.verifying.verified;
    const bool refreshes =
        !confirmed && record.level == Level::high && !record.customer_was_new && !record.unlike;
    for (const auto& came : record.identifiers) {
        // The start that made the customer, or the verification, has counted this call already.
        const bool counted = (record.customer_was_new || record.verifying.linked) && came.linked;
        if (checked && !counted) {
            person.see(engine_, draft.change, came.type, came.value, one_call, now_);
        } else if (refreshes && came.linked) {
            person.see(engine_, draft.change, came.type, came.value,
                       unconfirmed_call(terms_.settings), now_);
        } else if (refreshes && record.on_others && came.type.empty()) {
            person.see(engine_, draft.change, came.type, came.value, 0, now_); // a stranger there
        }
    }
    if (checked)
        end_silent_links(engine_, terms_.tenant, record, person.id(), recall, draft.change);
    if (confirmed || refreshes || record.customer_was_new) {
        const auto number = std::find_if(record.identifiers.begin(), record.identifiers.end(),
                                         [](const CameWith& came) { return came.type.empty(); });
        person.note(
            {draft.change.call->started, record.dnis, record.channel, record.telco.attestation},
            number == record.identifiers.end() ? std::string_view{} : number->value);
    }
    for (const auto& id : linkable(engine_, record.learned.external_ids, terms_.tenant)) {
        const bool came = std::any_of(
            record.identifiers.begin(), record.identifiers.end(),
            [&](const CameWith& with) { return with.type == id.type && with.value == id.value; });
        if (came) continue;
        const auto place = std::find(digests_.begin(), digests_.end(), id.digest);
        const bool asked = place != digests_.end();
        const auto* found =
            asked ? &recall.identifiers[static_cast<std::size_t>(place - digests_.begin())]
                  : nullptr;
        const bool free = asked && !found->generic && found->links.empty();
        if (!confirmed && !(record.customer_was_new && free)) continue;
        // An update of the call that made the customer has counted it.
        const bool theirs = person.profile.find(id.type, id.value) != nullptr;
        if (theirs && (!confirmed || record.customer_was_new)) continue;
        person.see(engine_, draft.change, id.type, id.value, one_call, now_);
        if (!confirmed) draft.change.unlinked.push_back(id.digest);
    }
}

/// What every end shares: learning, linking, history, and the call's own row.
Status Ending::finish(const store::Recall& recall, Person& person, CallRecord& record,
                      Draft& draft) {
    merge(record.learned, learned_);
    if (end_.channel) record.channel = *end_.channel;
    link(recall, person, record, draft);

    note_dnis(person.context, record.learned.intent, record.dnis);
    auto& write = *draft.change.call;
    person.add_call(past_call(record, write.started, now_));
    person.save(draft.change, terms_.settings, now_, true);
    record.learned.variables.clear(); // they are the customer's now
    record.touched = now_;
    write.digest = digest_;
    write.customer = person.id();
    write.ended = now_;
    write.end_body = body_;
    write.details = person.seal(crypto::Field::call, record.encode());

    draft.answer = EndAnswer{end_.call_id,           told_ref(recall, person), write.started, now_,
                             record.changes.intents, record.changes.variables, false};
    return {};
}

/// Whom a call that moves belongs to.
Result<Person> Ending::target_of(const store::Recall& recall, CallRecord& record) const {
    if (end_.confirmed == Confirmed::new_customer) {
        record.customer_was_new = true;
        return Person::make(engine_, terms_.tenant, now_);
    }
    if (end_.confirmed != Confirmed::yes) {
        return Error{Code::invalid, "naming another customer than the start's needs confirmed",
                     "customer_ref"};
    }
    const auto* row = recall.named();
    if (row == nullptr) {
        return Error{Code::not_found, "there is no such customer", "customer_ref"};
    }
    record.customer_was_new = false;
    return Person::open(engine_, *row);
}

/// The call goes to another customer, with all that it had saved before; the one it was answered
/// with keeps nothing of it, and goes too if it was made for this call alone.
Result<Ending::Draft> Ending::moved(const store::Recall& recall, Person owner, CallRecord record) {
    Draft draft;
    draft.change.call.emplace();
    HARK_TRY(auto learned, complete(record));
    HARK_TRY(draft.orphan,
             take_back(engine_, terms_.tenant, digest_, now_, owner, record, draft.change));
    HARK_TRY(auto person, target_of(recall, record));
    owner.save(draft.change, terms_.settings, now_, false);

    Learned all = record.learned;
    merge(all, learned);
    HARK_TRY(record.changes, learn(person.context, all, tag_, now_, retention_));
    draft.change.call->id = recall.call->id;
    draft.change.call->version = recall.call->version;
    draft.change.call->started = recall.call->started;
    draft.change.call->start_body = recall.call->start_body;
    HARK_CHECK(finish(recall, person, record, draft));
    draft.change.count_may_exceed = record.counted;
    return draft;
}

Result<Ending::Draft> Ending::started(const store::Recall& recall) {
    const auto& call = *recall.call;
    const auto* owner = recall.find(call.customer);
    if (owner == nullptr) return Error{Code::not_found, "there is no such call", "call_id"};
    HARK_TRY(auto person, Person::open(engine_, *owner));
    HARK_TRY(const auto bytes, person.unseal(crypto::Field::call, call.details));
    HARK_TRY(auto record, CallRecord::decode(bytes));
    if (moves(recall, *owner, record)) return moved(recall, std::move(person), std::move(record));

    Draft draft;
    HARK_TRY(const auto learned, complete(record));
    HARK_TRY(record.changes, learn(person.context, learned, tag_, now_, retention_));
    draft.change.call.emplace();
    draft.change.call->id = call.id;
    draft.change.call->version = call.version;
    draft.change.call->started = call.started;
    draft.change.call->start_body = call.start_body;
    draft.change.count_may_exceed = record.counted;
    HARK_CHECK(finish(recall, person, record, draft));
    return draft;
}

/// Whose call an end without a start was; null: a new customer's.
Result<const store::Customer*> Ending::whose(const store::Recall& recall,
                                             CallRecord& record) const {
    const store::Customer* row = nullptr;
    Recognised recognised;
    if (end_.customer_ref && end_.confirmed != Confirmed::new_customer) {
        row = recall.named();
        if (row == nullptr) {
            return Error{Code::not_found, "there is no such customer", "customer_ref"};
        }
    } else if (end_.hints || !end_.learned.external_ids.empty()) {
        HARK_CHECK(recognise(engine_, supplied_, recall, Telco{}, terms_, now_, recognised));
        if (const auto place = recognised.chosen();
            place && end_.confirmed != Confirmed::new_customer) {
            row = recognised.hypotheses[*place].customers.front();
        }
        record.level = recognised.decision.level;
        record.confidence = row != nullptr ? recognised.decision.confidence : 0;
    } else {
        return Error{Code::not_found, "there is no such call, and nothing says whose it was",
                     "call_id"};
    }
    return row;
}

/// Notes what an end without a start came with; a new customer gets what nobody is linked to.
void Ending::came_with(const store::Recall& recall, const store::Customer* row, Person& person,
                       CallRecord& record, Draft& draft) const {
    const auto identifiers = supplied_.identifiers();
    for (std::size_t i = 0; i < identifiers.size(); ++i) {
        const auto& found = recall.identifiers[i];
        const bool theirs = row != nullptr && found.leads_to(row->id);
        const bool free = row == nullptr && !found.generic && found.links.empty();
        if (free) {
            person.see(engine_, draft.change, identifiers[i].type, identifiers[i].value, one_call,
                       now_);
            draft.change.unlinked.push_back(identifiers[i].digest);
        }
        record.identifiers.push_back({identifiers[i].type, identifiers[i].value, theirs || free});
    }
}

/// An end without a start: a chat, an e-mail, a back-office note. Matches a customer as a start
/// would, or makes one.
Result<Ending::Draft> Ending::standalone(const store::Recall& recall) {
    CallRecord record;
    record.call_id = end_.call_id;
    HARK_TRY(const auto* row, whose(recall, record));
    record.customer_was_new = row == nullptr;
    HARK_TRY(auto person, row != nullptr ? Person::open(engine_, *row)
                                         : Person::make(engine_, terms_.tenant, now_));
    Draft draft;
    draft.change.call.emplace();
    draft.change.call->started = now_;
    came_with(recall, row, person, record, draft);
    HARK_TRY(const auto learned, complete(record));
    HARK_TRY(record.changes, learn(person.context, learned, tag_, now_, retention_));
    HARK_CHECK(finish(recall, person, record, draft));
    return draft;
}

Result<Done<EndAnswer>> Ending::run() {
    const bool says_whose = end_.customer_ref || end_.hints || !end_.learned.external_ids.empty();
    for (int round = 0; round < rounds_max; ++round) {
        const store::RecallQuery query{terms_.tenant, digests_, supplied_.ref, digest_, {}, true};
        HARK_TRY(const auto recall, says_whose ? recall_call(engine_, query, now_)
                                               : recall_started(engine_, query, now_));
        if (recall.call && recall.call->end_body != store::Digest{}) {
            HARK_TRY(auto first, replay(recall));
            return Done<EndAnswer>{std::move(first)};
        }
        HARK_TRY(auto draft, recall.call ? started(recall) : standalone(recall));
        draft.change.tenant = terms_.tenant;
        draft.change.erasures = recall.erasures;
        draft.change.count = terms_.allowance;
        HARK_TRY(const auto applied, engine_.store.apply(std::move(draft.change)));
        if (applied.outcome == store::Outcome::applied) {
            if (draft.orphan) (void)engine_.store.erase(*draft.orphan); // nothing leads to them
            return Done<EndAnswer>{std::move(draft.answer), applied.led};
        }
        if (!read_again(applied.outcome)) return refusal(applied.outcome);
    }
    return Error{Code::busy, "others kept changing what this end had read"};
}

} // namespace

Result<Done<EndAnswer>> end_call(const Engine& engine, const CallEnd& end, const Terms& terms) {
    HARK_CHECK(check(end));
    HARK_TRY(const auto safe, cleaned(engine, end.learned, terms.settings));
    return Ending{engine, end, safe ? *safe : end.learned, terms}.run();
}

Status close_stale(const Engine& engine, const store::Call& stale, const Terms& terms) {
    const Time now = engine.clock.now();
    HARK_TRY(const auto recall, engine.store.recall({terms.tenant, {}, {}, stale.digest, {}}));
    const auto* owner = recall.call ? recall.find(recall.call->customer) : nullptr;
    if (owner == nullptr || recall.call->ended) return {};
    HARK_TRY(auto person, Person::open(engine, *owner));
    HARK_TRY(const auto bytes, person.unseal(crypto::Field::call, recall.call->details));
    HARK_TRY(auto record, CallRecord::decode(bytes));

    // When the caller hung up is not known; the last sign of life is.
    const Time ended = std::max(recall.call->started, record.touched);
    store::Change change;
    change.tenant = terms.tenant;
    change.erasures = recall.erasures;
    person.add_call(past_call(record, recall.call->started, ended));
    person.save(change, terms.settings, now, false);
    store::CallWrite write;
    write.id = recall.call->id;
    write.version = recall.call->version;
    write.digest = recall.call->digest;
    write.customer = recall.call->customer;
    write.started = recall.call->started;
    write.ended = ended;
    write.start_body = recall.call->start_body;
    write.details = recall.call->details;
    change.call = std::move(write);
    HARK_TRY(const auto applied, engine.store.apply(std::move(change)));
    (void)applied; // refused: somebody ended it in the meantime, which is as good
    return {};
}

} // namespace hark::memory
