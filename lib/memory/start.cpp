// A call starts: who is this, and what may be told? One read, one write (see use_cases.hpp).
#include <algorithm>
#include <span>
#include <utility>

#include "lib/base/try.hpp"
#include "lib/memory/answer_codec.hpp"
#include "lib/memory/call_record.hpp"
#include "lib/memory/disclose.hpp"
#include "lib/memory/kept_answer.hpp"
#include "lib/memory/recognise.hpp"
#include "lib/memory/use_cases.hpp"

namespace hark::memory {
namespace {

/// One confirmed call: what a link starts with.
constexpr std::uint32_t one_call = 1000;

/// A call that fits a customer's ways by fewer bits does not refresh their links (assumed): it may
/// be somebody else of the house.
constexpr double unlike_below = -1;

bool leads(const store::Link& link) noexcept { return link.leads(); }

Status check(const CallStart& call, bool recorded) {
    const auto& hints = call.hints;
    if (recorded && call.call_id.empty()) {
        return Error{Code::invalid, "must be given", "call_id"};
    }
    if (!hints.ani && hints.external_ids.empty() && !hints.customer_ref) {
        return Error{Code::invalid, "needs ani, external_ids or customer_ref", "identity_hints"};
    }
    if (hints.external_ids.size() > limits::external_ids_per_call_max) {
        return Error{Code::invalid, "holds too many ids", "identity_hints.external_ids"};
    }
    if (call.deadline && (call.deadline->count() < limits::deadline_ms_min ||
                          call.deadline->count() > limits::deadline_ms_max)) {
        return Error{Code::invalid, "must be 1 to 10000 milliseconds", "deadline_ms"};
    }
    return {};
}

store::Deadline deadline_of(const CallStart& call) {
    if (!call.deadline) return std::nullopt;
    return std::chrono::steady_clock::now() + *call.deadline;
}

StartAnswer degraded_answer(const CallStart& call, const Settings& settings, Time now) {
    StartAnswer answer;
    answer.call_id = call.call_id;
    answer.call_start = now;
    answer.degraded = true;
    answer.identity.policy = policy_of(settings).name;
    return answer;
}

/// The first answer again, for the same body; otherwise why not.
Result<StartAnswer> replay(const Engine& engine, const store::Recall& recall,
                           const store::Digest& body, Time now) {
    const auto& call = *recall.call;
    if (call.start_body != body) {
        return Error{Code::conflict, "the call_id was used with another body", "call_id"};
    }
    const auto* customer = recall.find(call.customer);
    const bool kept = call.started + std::chrono::hours{limits::answer_kept_hours} > now;
    if (customer == nullptr || recall.start_answer.empty() || !kept) {
        return Error{Code::answer_gone, "the answer to this call is no longer kept", "call_id"};
    }
    const auto bytes = kept_answer(engine, recall, *customer);
    if (!bytes.ok()) {
        // Of the customer that the call was moved away from, or of one no longer merged with its
        // own: not this call's to tell any more.
        return Error{Code::answer_gone, "the answer to this call is no longer kept", "call_id"};
    }
    HARK_TRY(auto answer, decode_answer(*bytes));
    answer.replayed = true;
    return answer;
}

/// One start, from its request to its change.
class Starting {
public:
    Starting(const Engine& engine, const CallStart& call, const Terms& terms)
        : engine_{engine},
          call_{call},
          terms_{terms},
          now_{engine.clock.now()},
          deadline_{deadline_of(call)},
          supplied_{supply(engine, call.hints, call.telco, terms)},
          digests_{supplied_.digests()} {
        supplied_.traits.at = now_;
        supplied_.traits.channel = call.channel;
    }

    Result<Done<StartAnswer>> run();
    Result<StartAnswer> peek();

private:
    Result<StartAnswer> given_up(const Error& error) const;
    Result<store::Recall> recall(const std::optional<store::Digest>& digest) const;
    Result<store::Change> known(const store::Recall& recall, const Recognised& recognised);
    Result<store::Change> stranger(const store::Recall& recall);
    bool is_others(const store::Recall& recall, const Hypothesis& known) const;
    bool takes_strangers(const store::Recall& recall) const;
    store::CallWrite write_call(std::span<const Person> told, const CallRecord& record) const;
    CallRecord record_of() const;
    std::vector<SilentLink> silent_links(const store::Recall& recall) const;
    void answer_with(const Recognised& recognised);
    void answer_known(const Recognised& recognised);

    const Engine& engine_;
    const CallStart& call_;
    const Terms& terms_;
    Time now_;
    store::Deadline deadline_;
    Supplied supplied_;
    std::vector<store::Digest> digests_;
    store::Digest digest_{};
    store::Digest body_{};
    StartAnswer answer_;
};

Result<store::Recall> Starting::recall(const std::optional<store::Digest>& digest) const {
    const store::RecallQuery query{terms_.tenant, digests_,  supplied_.ref,
                                   digest,        deadline_, digest.has_value()};
    return recall_call(engine_, query, now_);
}

/// What is answered when this was as far as it went: past a deadline, that nobody could look.
Result<StartAnswer> Starting::given_up(const Error& error) const {
    if (deadline_ && error.code == Code::busy) return degraded_answer(call_, terms_.settings, now_);
    return error;
}

void Starting::answer_with(const Recognised& recognised) {
    answer_ = StartAnswer{};
    answer_.call_id = call_.call_id;
    answer_.call_start = now_;
    answer_.identity = identity_of(recognised, supplied_, call_.explain);
}

/// Who it is, and what may be told of them.
void Starting::answer_known(const Recognised& recognised) {
    const auto& known = recognised.hypotheses[*recognised.chosen()];
    answer_.customer_ref = known.survivor->ref;
    answer_.returning = true;
    disclose(known.context(), terms_.settings, now_, Shown::nothing, answer_);
}

CallRecord Starting::record_of() const {
    CallRecord record;
    record.call_id = call_.call_id;
    record.channel = call_.channel;
    record.counted = terms_.allowance.has_value();
    record.touched = now_;
    record.telco = call_.telco;
    record.ref = supplied_.ref;
    record.level = answer_.identity.level;
    record.confidence = answer_.identity.confidence;
    record.dnis = supplied_.traits.dnis;
    return record;
}

/// A number of one customer from which nobody has called for long: should somebody new be confirmed
/// there, it has changed hands. One that several share, or a home does, brings new people anyway.
std::vector<SilentLink> Starting::silent_links(const store::Recall& recall) const {
    const double days = policy_of(terms_.settings).weights.takeover_days;
    const auto silence =
        std::chrono::duration_cast<Millis>(std::chrono::duration<double, std::ratio<86'400>>{days});
    std::vector<SilentLink> silent;
    for (std::size_t i = 0; i < supplied_.numbers.size(); ++i) {
        const auto& found = recall.identifiers[i];
        if (found.generic || supplied_.line_type == LineType::landline) continue;
        const auto& links = found.links;
        if (std::count_if(links.begin(), links.end(), leads) != 1) continue;
        const auto& link = *std::find_if(links.begin(), links.end(), leads);
        if (link.last_seen + silence >= now_) continue;
        silent.push_back({static_cast<std::uint8_t>(i), link.customer});
    }
    return silent;
}

/// Whether the number may still note somebody as a stranger on it: it is known to be another's.
bool Starting::takes_strangers(const store::Recall& recall) const {
    if (supplied_.numbers.empty()) return false;
    const auto& found = recall.identifiers[0];
    return !found.generic && found.links.size() < limits::strangers_per_number_max &&
           std::any_of(found.links.begin(), found.links.end(), leads);
}

/// Whether the number is known, but not as that of whoever is taken to be calling. A stranger who
/// was noted is noted again each time, or would be forgotten while they still call.
bool Starting::is_others(const store::Recall& recall, const Hypothesis& known) const {
    if (supplied_.numbers.empty() || recall.identifiers[0].generic) return false;
    bool noted = false;
    for (const auto& link : recall.identifiers[0].links) {
        const bool theirs =
            std::any_of(known.people.begin(), known.people.end(),
                        [&](const Person& person) { return person.id() == link.customer; });
        if (theirs && link.leads()) return false;
        noted = noted || link.customer == known.person().id();
    }
    return noted || takes_strangers(recall);
}

/// `told`: of whom the answer tells; the call is the first one's.
store::CallWrite Starting::write_call(std::span<const Person> told,
                                      const CallRecord& record) const {
    const auto& person = told.front();
    store::CallWrite write;
    write.digest = digest_;
    write.customer = person.id();
    write.started = now_;
    write.start_body = body_;
    write.details = person.seal(crypto::Field::call, record.encode());
    write.start_answer = keep_answer(answer_, told);
    return write;
}

Result<store::Change> Starting::known(const store::Recall& recall, const Recognised& recognised) {
    answer_known(recognised);
    const auto& hypothesis = recognised.hypotheses[*recognised.chosen()];
    const Person& person = hypothesis.person();
    CallRecord record = record_of();
    record.unlike = recognised.candidates[*recognised.chosen()].misfit_bits < unlike_below;
    const auto identifiers = supplied_.identifiers();
    for (std::size_t i = 0; i < identifiers.size(); ++i) {
        const bool linked = recall.identifiers[i].leads_to(person.id());
        record.identifiers.push_back({identifiers[i].type, identifiers[i].value, linked});
    }
    record.silent = silent_links(recall);
    record.on_others = is_others(recall, hypothesis);
    store::Change change;
    change.call = write_call(hypothesis.people, record);
    return change;
}

/// A new customer. An identifier that nobody is linked to becomes theirs; one that has a candidate
/// does not, because that would be a link made by a score.
Result<store::Change> Starting::stranger(const store::Recall& recall) {
    HARK_TRY(auto person, Person::make(engine_, terms_.tenant, now_, deadline_));
    answer_.customer_ref = person.ref();

    store::Change change;
    CallRecord record = record_of();
    record.customer_was_new = true;
    bool told_apart = false;
    const auto identifiers = supplied_.identifiers();
    for (std::size_t i = 0; i < identifiers.size(); ++i) {
        const auto& found = recall.identifiers[i];
        const bool free = !found.generic && found.links.empty();
        if (free) {
            person.see(engine_, change, identifiers[i].type, identifiers[i].value, one_call, now_);
            change.unlinked.push_back(identifiers[i].digest);
            told_apart = told_apart || !identifiers[i].type.empty();
        }
        record.identifiers.push_back({identifiers[i].type, identifiers[i].value, free});
    }
    if (told_apart && takes_strangers(recall)) {
        person.see(engine_, change, identifiers[0].type, identifiers[0].value, 0, now_);
    }
    record.silent = silent_links(recall);
    person.save(change, terms_.settings, now_, true);
    change.call = write_call({&person, 1}, record);
    return change;
}

Result<Done<StartAnswer>> Starting::run() {
    digest_ = call_digest(engine_.keys, terms_.tenant, call_.call_id);
    body_ = fingerprint(engine_.keys, terms_.tenant, call_);
    for (int round = 0; round < rounds_max; ++round) {
        auto recalled = recall(digest_);
        if (!recalled.ok()) {
            HARK_TRY(auto degraded, given_up(recalled.error()));
            return Done<StartAnswer>{std::move(degraded)};
        }
        if (recalled->call) {
            HARK_TRY(auto first, replay(engine_, *recalled, body_, now_));
            return Done<StartAnswer>{std::move(first)};
        }
        Recognised recognised;
        HARK_CHECK(recognise(engine_, supplied_, *recalled, call_.telco, terms_, now_, recognised));
        answer_with(recognised);
        auto change = recognised.chosen() ? known(*recalled, recognised) : stranger(*recalled);
        if (!change.ok()) {
            HARK_TRY(auto degraded, given_up(change.error()));
            return Done<StartAnswer>{std::move(degraded)};
        }
        change->tenant = terms_.tenant;
        change->erasures = recalled->erasures;
        change->count = terms_.allowance;
        HARK_TRY(const auto applied, engine_.store.apply(std::move(*change), deadline_));
        if (applied.outcome == store::Outcome::applied) {
            learn_of_types(engine_, supplied_, *recalled, recognised, terms_.tenant);
            return Done<StartAnswer>{std::move(answer_), applied.led};
        }
        if (applied.outcome == store::Outcome::late) {
            return Done<StartAnswer>{degraded_answer(call_, terms_.settings, now_)};
        }
        if (!read_again(applied.outcome)) return refusal(applied.outcome);
    }
    return Error{Code::busy, "others kept changing what this start had read"};
}

Result<StartAnswer> Starting::peek() {
    auto recalled = recall(std::nullopt);
    if (!recalled.ok()) return given_up(recalled.error());
    Recognised recognised;
    HARK_CHECK(recognise(engine_, supplied_, *recalled, call_.telco, terms_, now_, recognised));
    answer_with(recognised);
    if (recognised.chosen()) answer_known(recognised);
    return std::move(answer_);
}

} // namespace

Result<Done<StartAnswer>> start_call(const Engine& engine, const CallStart& call,
                                     const Terms& terms) {
    HARK_CHECK(check(call, true));
    return Starting{engine, call, terms}.run();
}

Result<StartAnswer> peek_call(const Engine& engine, const CallStart& call, const Terms& terms) {
    HARK_CHECK(check(call, false));
    return Starting{engine, call, terms}.peek();
}

} // namespace hark::memory
