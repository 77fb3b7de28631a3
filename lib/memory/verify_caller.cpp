// The caller shows who they are: compared over everybody who it may be, counted against guessing,
// and answered again. Two reads, one of which finds the call, and one write (see use_cases.hpp).
#include <algorithm>
#include <array>
#include <optional>
#include <utility>

#include "lib/base/try.hpp"
#include "lib/memory/answer_codec.hpp"
#include "lib/memory/call_record.hpp"
#include "lib/memory/disclose.hpp"
#include "lib/memory/kept_answer.hpp"
#include "lib/memory/merged.hpp"
#include "lib/memory/moving.hpp"
#include "lib/memory/number_attempts.hpp"
#include "lib/memory/recognise.hpp"
#include "lib/memory/use_cases.hpp"
#include "lib/memory/verified_identity.hpp"

namespace hark::memory {
namespace {

constexpr std::uint32_t one_call = 1000;

Status check(const Verification& verification) {
    if (verification.call_id.empty()) return Error{Code::invalid, "must be given", "call_id"};
    const bool compares = !verification.variable.empty();
    const bool vouches = verification.method || verification.customer_ref;
    if (compares == vouches) {
        return Error{Code::invalid, "give either variable and value, or method and customer_ref",
                     "variable"};
    }
    if (compares && verification.value.is_null()) {
        return Error{Code::invalid, "must be given", "value"};
    }
    if (vouches && !verification.method) return Error{Code::invalid, "must be given", "method"};
    if (vouches && !verification.customer_ref) {
        return Error{Code::invalid, "must be given", "customer_ref"};
    }
    return {};
}

/// What is compared: a string without space around it, anything else as JSON. So a number equals
/// the string of its digits.
std::string comparable(const JsonValue& value) {
    auto text = value.as_string().value_or(std::string{value.text()});
    constexpr std::string_view space = " \t\r\n";
    const auto first = text.find_first_not_of(space);
    if (first == std::string::npos) return {};
    return text.substr(first, text.find_last_not_of(space) - first + 1);
}

/// Digest of a value, the same work whatever its length.
crypto::Digest secret_form(const crypto::Keyring& keys, TenantId tenant, std::string text) {
    const auto size = static_cast<std::uint32_t>(text.size());
    std::array<char, sizeof size> length{};
    for (std::size_t i = 0; i < length.size(); ++i)
        length[i] = static_cast<char>(size >> (8 * i));
    text.resize(limits::variable_value_bytes_max, '\0');
    return keys.digest(tenant, crypto::Domain::verifier, text, {length.data(), length.size()});
}

/// Of the whole attempt, to know it again.
store::Digest digest_of(const crypto::Keyring& keys, TenantId tenant, const Verification& asked) {
    base::Writer writer{64};
    writer.text(asked.call_id.view());
    writer.text(asked.variable.view());
    return keys.digest(tenant, crypto::Domain::body, writer.view(), comparable(asked.value));
}

/// What the start had said, read off the call again.
IdentityHints hints_of(const CallRecord& record) {
    IdentityHints hints;
    hints.customer_ref = record.ref;
    for (const auto& came : record.identifiers) {
        if (came.type.empty()) {
            // A number with its extension stands before the same without.
            if (!hints.ani) hints.ani = came.value;
            continue;
        }
        auto type = IdType::from(came.type);
        auto value = IdValue::from(came.value);
        if (type && value) hints.external_ids.push_back({std::move(*type), std::move(*value)});
    }
    return hints;
}

/// One verification, from its request to its change.
class Verifier {
public:
    Verifier(const Engine& engine, const Verification& asked, const Terms& terms)
        : engine_{engine},
          asked_{asked},
          terms_{terms},
          now_{engine.clock.now()},
          retention_{terms.settings.retention_days},
          digest_{call_digest(engine.keys, terms.tenant, asked.call_id)},
          tag_{call_tag(digest_)},
          said_{secret_form(engine.keys, terms.tenant, comparable(asked.value))},
          sent_{digest_of(engine.keys, terms.tenant, asked)} {}

    Result<Done<VerifyAnswer>> run();

private:
    /// What one round has read, and makes of it.
    struct Round {
        store::Recall recall;
        CallRecord record;
        Supplied supplied;
        std::vector<Person> people; ///< parallel to recall.customers: whom it may be
        std::vector<bool> touched;  ///< parallel: to be saved
        std::size_t owner{0};
        std::optional<NumberSlot> numbers; ///< none: the call came without a number

        store::Change change;
        VerifyAnswer answer;
        std::optional<store::Erasure> orphan;

        const store::Digest& number() const { return supplied.numbers.back().digest; }
        bool together(std::size_t one, std::size_t other) const noexcept {
            return memory::together(recall, recall.customers[one], recall.customers[other]);
        }
        /// A call stays where it is as long as that is with whom the caller is merged.
        std::size_t placed(std::size_t place) const noexcept {
            return together(place, owner) ? owner : place;
        }
    };

    Status read(Round& round) const;
    Result<CallRecord> record_of(const store::Recall& recall) const;
    const KeptVariable* verifier_of(const Person& person) const;
    Time allowed(const Round& round) const;
    std::optional<std::size_t> match(const Round& round) const;
    Result<std::size_t> vouched(const Round& round) const;

    Status succeed(Round& round, std::size_t place) const;
    Status move_to(Round& round, Person& target) const;
    void link(Round& round, Person& target) const;
    Status answer_verified(Round& round, std::size_t place) const;

    bool sent_again(const Round& round) const;
    Status fail(Round& round) const;
    void answer_failed(Round& round) const;
    StartAnswer start_answer(const Round& round, bool& kept) const;
    KeptAttempt attempt(bool verified) const;
    void finish(Round& round, Person& customer) const;

    const Engine& engine_;
    const Verification& asked_;
    const Terms& terms_;
    Time now_;
    std::chrono::days retention_;
    store::Digest digest_;
    CallTag tag_;
    crypto::Digest said_;
    store::Digest sent_;
};

// --- reading -------------------------------------------------------------------------------------

Result<CallRecord> Verifier::record_of(const store::Recall& recall) const {
    const auto* owner = recall.call ? recall.find(recall.call->customer) : nullptr;
    if (owner == nullptr) return Error{Code::not_found, "there is no such call", "call_id"};
    if (recall.call->ended) return Error{Code::not_allowed, "the call has ended", "call_id"};
    HARK_TRY(const auto person, Person::open(engine_, *owner));
    HARK_TRY(const auto bytes, person.unseal(crypto::Field::call, recall.call->details));
    return CallRecord::decode(bytes);
}

Status Verifier::read(Round& round) const {
    HARK_TRY(const auto found,
             recall_started(engine_, {terms_.tenant, {}, {}, digest_, {}, true}, now_));
    HARK_TRY(const auto first, record_of(found));
    round.supplied = supply(engine_, hints_of(first), first.telco, terms_);
    round.supplied.traits.at = found.call->started;
    round.supplied.traits.channel = first.channel;
    round.supplied.traits.dnis = first.dnis;
    const auto digests = round.supplied.digests();
    const auto& ref = asked_.customer_ref ? asked_.customer_ref : first.ref;
    HARK_TRY(round.recall,
             recall_call(engine_, {terms_.tenant, digests, ref, digest_, {}, true}, now_));
    HARK_TRY(round.record, record_of(round.recall));

    const auto& customers = round.recall.customers;
    for (std::size_t i = 0; i < customers.size(); ++i) {
        HARK_TRY(auto person, Person::open(engine_, customers[i]));
        round.people.push_back(std::move(person));
        if (customers[i].id == round.recall.call->customer) round.owner = i;
    }
    round.touched.resize(customers.size());
    if (round.supplied.numbers.empty()) return {};
    HARK_TRY(round.numbers, NumberSlot::of(engine_, terms_.tenant, round.number()));
    return {};
}

// --- deciding ------------------------------------------------------------------------------------

/// What the person has left to be known by. What this very call has saved proves nothing about who
/// is calling.
const KeptVariable* Verifier::verifier_of(const Person& person) const {
    for (const auto& kept : person.context.variables) {
        if (kept.name != asked_.variable) continue;
        return kept.verifier && kept.expires > now_ && kept.touched_by != tag_ ? &kept : nullptr;
    }
    return nullptr;
}

/// From when on it may be compared: what the call, its number and everybody who could match allow.
Time Verifier::allowed(const Round& round) const {
    Time from = allowed_from(round.record.verifying.failures, now_);
    if (round.numbers) {
        from = std::max(from, allowed_from(round.numbers->failures(round.number()), now_));
    }
    for (const auto& person : round.people) {
        if (verifier_of(person) == nullptr) continue;
        from = std::max(from, allowed_from(failures_of(person.context.attempts), now_));
    }
    return from;
}

/// The place of the only one who matches; merged ones are one. All are compared, those who have
/// nothing to compare too.
std::optional<std::size_t> Verifier::match(const Round& round) const {
    bool several = false;
    std::optional<std::size_t> place;
    for (std::size_t i = 0; i < round.people.size(); ++i) {
        const auto* kept = verifier_of(round.people[i]);
        auto text = kept != nullptr ? comparable(kept->value) : std::string{};
        const bool something = !text.empty(); // nothing is no proof, not even of having nothing
        const auto form = secret_form(engine_.keys, terms_.tenant, std::move(text));
        if (!crypto::same_secretly(form, said_) || !something) continue;
        several = several || (place && !round.together(*place, i));
        place = i;
    }
    if (several || !place) return std::nullopt;
    return round.placed(*place);
}

/// The place of whom somebody trusted has named.
Result<std::size_t> Verifier::vouched(const Round& round) const {
    for (std::size_t i = 0; i < round.people.size(); ++i) {
        if (round.recall.referred == round.people[i].id()) return round.placed(i);
    }
    return Error{Code::not_found, "there is no such customer", "customer_ref"};
}

KeptAttempt Verifier::attempt(bool verified) const {
    return {now_, asked_.call_id, asked_.method, asked_.variable, verified};
}

// --- success -------------------------------------------------------------------------------------

/// The call goes from its owner to another customer, with all that it had learned.
Status Verifier::move_to(Round& round, Person& target) const {
    auto& owner = round.people[round.owner];
    round.touched[round.owner] = true;
    HARK_TRY(round.orphan,
             take_back(engine_, terms_.tenant, digest_, now_, owner, round.record, round.change));
    round.record.customer_was_new = target.is_new();
    HARK_TRY(const auto changes,
             learn(target.context, round.record.learned, tag_, now_, retention_));
    (void)changes; // told when they were saved
    return {};
}

/// Links what the call came with, one call more, unless it names nobody or was counted already.
void Verifier::link(Round& round, Person& target) const {
    auto& record = round.record;
    const auto digests = round.supplied.digests();
    std::vector<bool> names_somebody(record.identifiers.size());
    for (std::size_t i = 0; i < record.identifiers.size(); ++i) {
        auto& came = record.identifiers[i];
        const auto digest = identifier_digest(engine_.keys, terms_.tenant, came.type, came.value);
        const auto place = std::find(digests.begin(), digests.end(), digest);
        if (place == digests.end()) continue;
        const auto& found =
            round.recall.identifiers[static_cast<std::size_t>(place - digests.begin())];
        names_somebody[i] = !found.generic;
        came.linked = found.leads_to(target.id());
    }
    end_silent_links(engine_, terms_.tenant, record, target.id(), round.recall, round.change);
    for (std::size_t i = 0; i < record.identifiers.size(); ++i) {
        auto& came = record.identifiers[i];
        const bool counted = came.linked && (record.customer_was_new || record.verifying.linked);
        if (!names_somebody[i] || counted) continue;
        target.see(engine_, round.change, came.type, came.value, one_call, now_);
        came.linked = true;
    }
    record.verifying.linked = true;
}

Status Verifier::answer_verified(Round& round, std::size_t place) const {
    // Whom somebody trusted named is not what the start had brought.
    if (asked_.customer_ref != round.record.ref && asked_.customer_ref) {
        round.recall.referred.reset();
    }
    Recognised recognised;
    HARK_CHECK(recognise(engine_, round.supplied, round.recall, round.record.telco, terms_, now_,
                         recognised));
    const auto& hypotheses = recognised.hypotheses;
    const auto& row = round.recall.customers[place];
    const auto found =
        std::find_if(hypotheses.begin(), hypotheses.end(), [&](const Hypothesis& hypothesis) {
            return hypothesis.survivor->id == survivor(round.recall, row).id;
        });
    std::optional<std::size_t> candidate;
    if (found != hypotheses.end()) candidate = static_cast<std::size_t>(found - hypotheses.begin());
    auto& answer = round.answer.answer;
    answer.identity = identity_of_verified(recognised, candidate, round.supplied, terms_.settings);
    answer.call_id = asked_.call_id;
    answer.customer_ref = survivor(round.recall, row).ref;
    answer.call_start = round.recall.call->started;
    answer.returning = true;
    std::vector<const Person*> all;
    for (std::size_t i = 0; i < round.people.size(); ++i) {
        if (round.together(i, place)) all.push_back(&round.people[i]);
    }
    Context merged;
    if (all.size() > 1) merged = remembered_of(all, now_, retention_);
    disclose(all.size() > 1 ? merged : all.front()->context, terms_.settings, now_, Shown::verified,
             answer);
    return {};
}

Status Verifier::succeed(Round& round, std::size_t place) const {
    auto& target = round.people[place];
    bool kept = false;
    const auto first = start_answer(round, kept);
    if (place != round.owner) HARK_CHECK(move_to(round, target));
    link(round, target);
    keep(target.context.attempts, attempt(true));
    round.touched[place] = true;
    round.record.verifying.verified = true;
    round.record.verifying.latest.reset();
    round.answer.verified = true;
    HARK_CHECK(answer_verified(round, place));
    finish(round, target);
    // A start sent again is told what it was told. What it was told of somebody else stays sealed
    // for them alone.
    if (place != round.owner && kept && first.identity.level == Level::low) {
        round.change.call->start_answer = target.seal(crypto::Field::answer, encode_answer(first));
    }
    return {};
}

// --- failure -------------------------------------------------------------------------------------

/// What the start was told, while it is kept and this call's to tell; otherwise nothing of anyone.
StartAnswer Verifier::start_answer(const Round& round, bool& kept) const {
    const auto& call = *round.recall.call;
    kept = false;
    StartAnswer nothing;
    nothing.call_id = asked_.call_id;
    nothing.call_start = call.started;
    nothing.identity.policy = policy_of(terms_.settings).name;
    const bool fresh = call.started + std::chrono::hours{limits::answer_kept_hours} > now_;
    if (!fresh || round.recall.start_answer.empty()) return nothing;
    const auto bytes = kept_answer(engine_, round.recall, round.recall.customers[round.owner]);
    if (!bytes) return nothing;
    auto answer = decode_answer(*bytes);
    if (!answer) return nothing;
    kept = true;
    return std::move(*answer);
}

/// True for the call's latest failure once more, whose answer was lost on the way. Not compared: a
/// value saved since then must not make of the retry an attempt that is free.
bool Verifier::sent_again(const Round& round) const {
    const auto& latest = round.record.verifying.latest;
    if (!latest || !crypto::same_secretly(latest->said, sent_)) return false;
    return latest->at <= now_ &&
           now_ - latest->at <= std::chrono::seconds{limits::verify_repeat_seconds};
}

/// With what the start was told, or less: after failures enough nothing of anyone.
void Verifier::answer_failed(Round& round) const {
    const Time next = allowed(round);
    if (next > now_) {
        round.answer.retry_after = std::chrono::ceil<std::chrono::seconds>(next - now_);
    }
    bool kept = false;
    auto& answer = round.answer.answer;
    answer = start_answer(round, kept);
    lower_after_failures(answer.identity, round.record.verifying.failures.size(), terms_.settings);
    withhold(terms_.settings, answer);
    answer.returning = answer.identity.level != Level::low;
    answer.customer_ref = told_ref(round.recall, round.people[round.owner]);
}

/// Counted against everybody who could have matched, against the number and the call. A call that
/// is low by now is nobody's known any more.
Status Verifier::fail(Round& round) const {
    for (std::size_t i = 0; i < round.people.size(); ++i) {
        if (verifier_of(round.people[i]) == nullptr) continue;
        keep(round.people[i].context.attempts, attempt(false));
        round.touched[i] = true;
    }
    auto& verifying = round.record.verifying;
    add_failure(verifying.failures, now_);
    if (round.numbers) round.numbers->add_failure(round.number(), now_);
    verifying.verified = false;
    verifying.latest = FailedAttempt{sent_, now_};
    answer_failed(round);
    auto& answer = round.answer.answer;
    if (answer.returning || round.record.customer_was_new) {
        finish(round, round.people[round.owner]);
        return {};
    }
    HARK_TRY(auto stranger, Person::make(engine_, terms_.tenant, now_));
    HARK_CHECK(move_to(round, stranger));
    answer.customer_ref = stranger.ref();
    stranger.save(round.change, terms_.settings, now_, true);
    finish(round, stranger);
    return {};
}

// --- writing -------------------------------------------------------------------------------------

/// The rest of the change: all customers who were touched, the number's count, the call's own row.
void Verifier::finish(Round& round, Person& customer) const {
    auto& record = round.record;
    record.touched = std::max(record.touched, now_);
    record.level = round.answer.answer.identity.level;
    record.confidence = round.answer.answer.identity.confidence;

    auto& change = round.change;
    change.tenant = terms_.tenant;
    change.erasures = round.recall.erasures;
    for (std::size_t i = 0; i < round.people.size(); ++i) {
        if (!round.touched[i]) continue;
        const bool contact = round.answer.verified && &round.people[i] == &customer;
        round.people[i].save(change, terms_.settings, now_, contact);
    }
    if (round.numbers) change.records.push_back(round.numbers->change(engine_, now_));
    const auto& call = *round.recall.call;
    store::CallWrite write;
    write.id = call.id;
    write.version = call.version;
    write.digest = digest_;
    write.customer = customer.id();
    write.started = call.started;
    write.start_body = call.start_body;
    write.details = customer.seal(crypto::Field::call, record.encode());
    change.call = std::move(write);
}

Result<Done<VerifyAnswer>> Verifier::run() {
    for (int tries = 0; tries < rounds_max; ++tries) {
        Round round;
        HARK_CHECK(read(round));
        if (asked_.method) {
            HARK_TRY(const auto place, vouched(round));
            HARK_CHECK(succeed(round, place));
        } else if (sent_again(round)) {
            answer_failed(round);
            return Done<VerifyAnswer>{std::move(round.answer)};
        } else {
            const Time from = allowed(round);
            if (from > now_) {
                Error error{Code::too_many_attempts, "too many failed verifications: wait"};
                error.retry_after_seconds = static_cast<std::int32_t>(
                    std::chrono::ceil<std::chrono::seconds>(from - now_).count());
                return error;
            }
            const auto place = match(round);
            HARK_CHECK(place ? succeed(round, *place) : fail(round));
        }
        HARK_TRY(const auto applied, engine_.store.apply(std::move(round.change)));
        if (applied.outcome == store::Outcome::applied) {
            if (round.orphan) (void)engine_.store.erase(*round.orphan); // nothing leads to them
            return Done<VerifyAnswer>{std::move(round.answer), applied.led};
        }
        if (!read_again(applied.outcome)) return refusal(applied.outcome);
    }
    return Error{Code::busy, "others kept changing what this verification had read"};
}

} // namespace

Result<Done<VerifyAnswer>> verify_caller(const Engine& engine, const Verification& verification,
                                         const Terms& terms) {
    HARK_CHECK(check(verification));
    return Verifier{engine, verification, terms}.run();
}

} // namespace hark::memory
