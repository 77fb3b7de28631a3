#include "lib/memory/recognise.hpp"

#include <algorithm>
#include <array>

#include "hark/calibration.hpp"
#include "lib/base/try.hpp"
#include "lib/memory/context.hpp"
#include "lib/memory/disclose.hpp"
#include "lib/memory/merged.hpp"
#include "lib/memory/profile.hpp"

namespace hark::memory {
namespace {

using identity::AniState;
using identity::Candidate;
using identity::IdRelation;

double days_between(Time from, Time to) noexcept {
    return std::max(0.0, static_cast<double>((to - from).count()) / 86'400'000.0);
}

/// The links of the number. Behind an extension sits one desk: who is known at the main number, or
/// at another desk, is not known here.
struct NumberLinks {
    const store::Recall::Identifier* found{nullptr};
    bool by_extension{false};
};

NumberLinks number_links(const Supplied& supplied, const store::Recall& recall) noexcept {
    if (supplied.numbers.empty()) return {};
    return {&recall.identifiers[0], supplied.numbers.size() == 2};
}

const store::Link* link_to(const std::vector<store::Link>& links, store::CustomerId id) noexcept {
    const auto found = std::find_if(links.begin(), links.end(),
                                    [&](const store::Link& link) { return link.customer == id; });
    return found == links.end() ? nullptr : &*found;
}

IdRelation relation_of(const SuppliedIdentifier& id, bool known, const Profile& profile) {
    bool has_type = false;
    for (const auto& mine : profile.identifiers) {
        if (mine.type != id.type) continue;
        has_type = true;
        if (!known && identity::one_edit_apart(mine.value, id.value)) return IdRelation::near;
    }
    return has_type ? IdRelation::differs : IdRelation::unrelated;
}

/// When the youngest open intent was last touched, and whether on the number that is called now.
void relate_intents(const Context& context, const identity::Traits& traits, Candidate& candidate) {
    for (const auto& kept : context.intents) {
        if (!is_open(kept.intent)) continue;
        const double days = days_between(kept.intent.updated_at, traits.at);
        if (candidate.open_intent_days && days >= *candidate.open_intent_days) continue;
        candidate.open_intent_days = days;
        candidate.intent_dnis = kept.dnis != 0 && kept.dnis == traits.dnis;
    }
}

/// How well the call fits how this customer calls, and how their number is signed.
void relate_habits(const Supplied& supplied, const Profile& profile, Candidate& candidate) {
    if (!candidate.ani_linked) return;
    const auto* number = profile.find({}, supplied.numbers.front().value);
    const auto fit = identity::habit_fit(
        profile.habits, number != nullptr ? number->signatures : identity::Signatures{},
        supplied.traits);
    candidate.habit_bits = fit.person + fit.number;
    candidate.misfit_bits = std::min(fit.person, 0.0);
}

void relate_ids(const Supplied& supplied, const store::Recall& recall, const Person& person,
                const std::vector<identity::SuppliedId>& ids, Candidate& candidate) {
    for (std::size_t i = 0; i < ids.size(); ++i) {
        if (ids[i].generic) continue;
        const auto& links = recall.identifiers[supplied.numbers.size() + i].links;
        candidate.ids[i] = link_to(links, person.id()) != nullptr
                               ? IdRelation::same
                               : relation_of(supplied.ids[i], ids[i].known, person.profile);
    }
}

void link_number(const NumberLinks& number, const Telco& telco, Time now,
                 const store::Customer& customer, Candidate& candidate) {
    if (number.found == nullptr || number.found->generic) return;
    const auto* link = link_to(number.found->links, customer.id);
    if (link == nullptr || !link->leads()) return;
    // The network says that the number changed hands since: whoever had it then has it no longer.
    if (telco.reassigned_since && link->last_seen < *telco.reassigned_since) return;
    candidate.ani_linked = true;
    candidate.ani_calls = link->calls_milli / 1000.0;
    candidate.ani_days = days_between(link->last_seen, now);
}

/// A number of which somebody else was last seen longer ago is theirs again (assumed).
constexpr double stranger_days = 365;

/// Whether the link is of a stranger to all who hold the number: merged with none of them, and seen
/// since it is theirs. Who had it before has a link without calls too.
bool is_strangers(const store::Link& link, const std::vector<store::Link>& links,
                  const store::Recall& recall) noexcept {
    const auto* stranger = recall.find(link.customer);
    if (stranger == nullptr || link.leads()) return false;
    bool since = false;
    for (const auto& holder : links) {
        const auto* row = holder.leads() ? recall.find(holder.customer) : nullptr;
        if (row == nullptr) continue;
        if (together(recall, *row, *stranger)) return false;
        since = since || holder.first_seen <= link.last_seen;
    }
    return since;
}

std::uint32_t strangers_on(const NumberLinks& number, const store::Recall& recall,
                           Time now) noexcept {
    if (number.found == nullptr || number.found->generic) return 0;
    const auto& links = number.found->links;
    const auto count = std::count_if(links.begin(), links.end(), [&](const store::Link& link) {
        return days_between(link.last_seen, now) <= stranger_days &&
               is_strangers(link, links, recall);
    });
    return static_cast<std::uint32_t>(
        std::min<std::size_t>(static_cast<std::size_t>(count), limits::strangers_per_number_max));
}

/// True when something that the call brought names this customer.
bool is_named(const store::Recall& recall, const store::Customer& customer) noexcept {
    if (recall.referred == customer.id) return true;
    return std::any_of(recall.identifiers.begin(), recall.identifiers.end(),
                       [&](const auto& identifier) {
                           return !identifier.generic && identifier.leads_to(customer.id);
                       });
}

/// Whom the call may be from, each with all who are merged with them; youngest contact first when
/// there are more than a decision weighs.
std::vector<std::vector<const store::Customer*>> candidates_of(const store::Recall& recall) {
    std::vector<std::vector<const store::Customer*>> all;
    all.reserve(recall.customers.size());
    for (const auto& customer : recall.customers) {
        if (!is_named(recall, customer)) continue;
        if (!customer.merged_into && customer.merged.empty()) {
            all.push_back({&customer});
            continue;
        }
        auto merged = all_of(recall, customer);
        const bool there = std::any_of(all.begin(), all.end(), [&](const auto& others) {
            return others.front() == merged.front();
        });
        if (!there) all.push_back(std::move(merged));
    }
    if (all.size() <= identity::candidates_max) return all;
    const auto last_contact = [](const std::vector<const store::Customer*>& merged) {
        Time latest = Time::min();
        for (const auto* customer : merged)
            latest = std::max(latest, customer->last_contact);
        return latest;
    };
    std::sort(all.begin(), all.end(), [&](const auto& one, const auto& other) {
        return last_contact(one) > last_contact(other);
    });
    all.resize(identity::candidates_max);
    return all;
}

std::size_t ids_shared(const Candidate& candidate) noexcept {
    return static_cast<std::size_t>(
        std::count(candidate.ids.begin(), candidate.ids.end(), IdRelation::same));
}

/// True when the call points to the one rather than to the other of two who are merged.
bool points_rather(const Candidate& one, const Candidate& other) noexcept {
    if (one.by_reference != other.by_reference) return one.by_reference;
    if (ids_shared(one) != ids_shared(other)) return ids_shared(one) > ids_shared(other);
    if (one.ani_linked != other.ani_linked) return one.ani_linked;
    if (one.ani_linked && one.ani_days != other.ani_days) return one.ani_days < other.ani_days;
    return one.contact_days < other.contact_days;
}

/// How an id stands to merged customers: as to whoever of them it stands closest to.
IdRelation closest(IdRelation one, IdRelation other) noexcept {
    for (const auto relation : {IdRelation::same, IdRelation::near, IdRelation::differs}) {
        if (one == relation || other == relation) return relation;
    }
    return IdRelation::unrelated;
}

/// Two who are merged are one candidate: what either has, both have.
Candidate merged(const Candidate& one, const Candidate& other) {
    Candidate both = one;
    both.contact_days = std::min(one.contact_days, other.contact_days);
    both.by_reference = one.by_reference || other.by_reference;
    for (std::size_t i = 0; i < both.ids.size(); ++i)
        both.ids[i] = closest(one.ids[i], other.ids[i]);
    if (!other.ani_linked) return both;
    both.ani_linked = true;
    both.ani_calls = one.ani_calls + other.ani_calls;
    both.ani_days = one.ani_linked ? std::min(one.ani_days, other.ani_days) : other.ani_days;
    const bool fits_rather = !one.ani_linked || other.habit_bits > one.habit_bits;
    both.habit_bits = fits_rather ? other.habit_bits : one.habit_bits;
    both.misfit_bits = fits_rather ? other.misfit_bits : one.misfit_bits;
    return both;
}

/// What a call brings, as the candidates are held against it.
struct Brought {
    const Supplied& supplied;
    const store::Recall& recall;
    const Telco& telco;
    const std::vector<identity::SuppliedId>& ids;
    Time now;
    std::chrono::days retention;
};

/// How the call stands to one customer.
Candidate relate(const Brought& call, const store::Customer& customer, const Person& person) {
    Candidate candidate;
    candidate.contact_days = days_between(customer.last_contact, call.now);
    candidate.by_reference = call.recall.referred == customer.id;
    link_number(number_links(call.supplied, call.recall), call.telco, call.now, customer,
                candidate);
    relate_habits(call.supplied, person.profile, candidate);
    relate_ids(call.supplied, call.recall, person, call.ids, candidate);
    return candidate;
}

/// Opens one hypothesis and says how the call stands to it.
Result<Candidate> open_hypothesis(const Engine& engine, const Brought& call,
                                  std::vector<const store::Customer*> customers, Hypothesis& out) {
    out.survivor = customers.front();
    out.customers = std::move(customers);
    Candidate all;
    Candidate pointed;
    for (std::size_t i = 0; i < out.customers.size(); ++i) {
        HARK_TRY(auto person, Person::open(engine, *out.customers[i]));
        out.people.push_back(std::move(person));
        auto one = relate(call, *out.customers[i], out.people.back());
        all = i == 0 ? one : merged(all, one);
        // The survivor's reference is what answers told of all of them: it points to none.
        if (out.customers[i] == out.survivor) one.by_reference = false;
        if (i > 0 && !points_rather(one, pointed)) continue;
        pointed = one;
        if (i == 0) continue;
        std::swap(out.customers[0], out.customers[i]);
        std::swap(out.people[0], out.people[i]);
    }
    if (out.people.size() > 1) {
        std::vector<const Person*> people;
        for (const auto& person : out.people)
            people.push_back(&person);
        out.merged = remembered_of(people, call.now, call.retention);
    }
    relate_intents(out.context(), call.supplied.traits, all);
    return all;
}

std::string signal_of(const IgnoredId& id) {
    switch (id.use) {
        case identity::IdUse::shared:
            return "shared_id:" + id.type;
        case identity::IdUse::per_call:
            return "per_call_id:" + id.type;
        case identity::IdUse::names:
            break;
    }
    return "ignored_id:" + id.type;
}

void record(Calibration& calibration, const Recognised& recognised) {
    std::vector<CustomerRef> refs;
    for (const auto& hypothesis : recognised.hypotheses)
        refs.push_back(hypothesis.survivor->ref);
    calibration.record(recognised.situation, refs);
}

} // namespace

Status recognise(const Engine& engine, const Supplied& supplied, const store::Recall& recall,
                 const Telco& telco, const Terms& terms, Time now, Recognised& out) {
    const NumberLinks number = number_links(supplied, recall);
    for (std::size_t i = 0; i < supplied.ids.size(); ++i) {
        const auto& found = recall.identifiers[supplied.numbers.size() + i];
        out.ids.push_back({supplied.ids[i].type, found.generic, !found.links.empty(),
                           identity::id_class_of(supplied.ids[i].type)});
    }
    const Brought call{supplied, recall, telco,
                       out.ids,  now,    std::chrono::days{terms.settings.retention_days}};
    auto candidates = candidates_of(recall);
    out.hypotheses.resize(candidates.size());
    out.candidates.reserve(candidates.size());
    for (std::size_t i = 0; i < candidates.size(); ++i) {
        HARK_TRY(const auto candidate,
                 open_hypothesis(engine, call, std::move(candidates[i]), out.hypotheses[i]));
        out.candidates.push_back(candidate);
    }
    auto& situation = out.situation;
    situation.ani = supplied.ani;
    if (number.found != nullptr && number.found->generic) situation.ani = AniState::generic;
    // Behind an extension sits one desk, whatever line leads to it.
    situation.line_type = number.by_extension ? LineType::mobile : supplied.line_type;
    situation.attestation = telco.attestation;
    situation.strangers = strangers_on(number, recall, now);
    situation.ids = out.ids;
    situation.candidates = out.candidates;
    situation.high_from = terms.settings.high_from;
    situation.medium_from = terms.settings.medium_from;
    situation.policy = &policy_of(terms.settings);
    out.decision = identity::decide(situation);
    if (terms.calibration != nullptr) record(*terms.calibration, out);
    return {};
}

void learn_of_types(const Engine& engine, const Supplied& supplied, const store::Recall& recall,
                    const Recognised& recognised, TenantId tenant) {
    if (engine.hygiene == nullptr) return;
    for (const auto& id : supplied.ignored) {
        if (id.use != identity::IdUse::names) engine.hygiene->pass(tenant, id.type);
    }
    const NumberLinks number = number_links(supplied, recall);
    const bool number_known =
        number.found != nullptr && !number.found->generic && !number.found->links.empty();
    for (std::size_t i = 0; i < supplied.ids.size(); ++i) {
        const auto& found = recall.identifiers[supplied.numbers.size() + i];
        identity::IdSighting sighting;
        sighting.customers =
            found.generic ? static_cast<std::uint32_t>(limits::customers_per_identifier_max) + 1
                          : static_cast<std::uint32_t>(found.links.size());
        if (number_known && sighting.customers > 0) {
            sighting.on_number =
                std::any_of(found.links.begin(), found.links.end(), [&](const store::Link& link) {
                    return link_to(number.found->links, link.customer) != nullptr;
                });
            sighting.elsewhere = !sighting.on_number;
        }
        // On a number of several the new value is rather somebody else's.
        const bool alone = number_known && number.found->links.size() == 1;
        sighting.replaced = alone && sighting.customers == 0 &&
                            std::any_of(recognised.candidates.begin(), recognised.candidates.end(),
                                        [i](const Candidate& candidate) {
                                            return candidate.ani_linked &&
                                                   (candidate.ids[i] == IdRelation::differs ||
                                                    candidate.ids[i] == IdRelation::near);
                                        });
        engine.hygiene->see(tenant, supplied.ids[i].type, sighting);
    }
}

Identity identity_of(const Recognised& recognised, const Supplied& supplied, bool explain) {
    const auto& decision = recognised.decision;
    Identity identity;
    identity.policy = recognised.situation.policy->name;
    identity.known_probability = decision.known_probability;
    identity.ambiguous = decision.ambiguous;
    if (recognised.chosen()) {
        identity.confidence = decision.confidence;
        identity.probability = decision.probability;
        identity.level = decision.level;
        identity.recommendation =
            decision.level == Level::high ? Recommendation::reuse : Recommendation::confirm;
        identity.sources = identity::sources_of(recognised.situation, decision);
        identity.caps = identity::cap_names(decision.caps);
    }
    if (!explain) return identity;

    identity.match_key = identity::match_key(recognised.situation, decision);
    if (decision.best >= 0) {
        std::array<identity::TermBits, identity::terms_max> terms;
        const std::size_t count = identity::terms_of(
            recognised.situation, static_cast<std::size_t>(decision.best), terms);
        for (std::size_t i = 0; i < count; ++i) {
            identity.evidence.push_back(
                {identity::signal_name(recognised.situation, terms[i]), terms[i].bits});
        }
    }
    for (std::size_t i = 0; i < recognised.ids.size(); ++i) {
        if (recognised.ids[i].generic) {
            identity.evidence.push_back({"generic_id:" + supplied.ids[i].type, 0});
        }
    }
    for (const auto& id : supplied.ignored)
        identity.evidence.push_back({signal_of(id), 0});
    for (std::size_t i = 0; i < recognised.hypotheses.size(); ++i) {
        // Behind an extension, say, a customer of the main number is no candidate.
        if (decision.probabilities[i] == 0) continue;
        identity.candidates.push_back(
            {recognised.hypotheses[i].survivor->ref, decision.probabilities[i]});
    }
    // Of equal ones the best comes first, which is the one that the answer would name.
    const auto* best =
        decision.best < 0 ? nullptr
                          : recognised.hypotheses[static_cast<std::size_t>(decision.best)].survivor;
    const auto later = [best](const CandidateView& candidate) {
        return best == nullptr || candidate.customer_ref != best->ref;
    };
    std::sort(identity.candidates.begin(), identity.candidates.end(),
              [&](const auto& a, const auto& b) {
                  if (a.probability != b.probability) return a.probability > b.probability;
                  if (later(a) != later(b)) return later(b);
                  return a.customer_ref < b.customer_ref;
              });
    if (identity.candidates.size() > limits::candidates_shown_max) {
        identity.candidates.resize(limits::candidates_shown_max);
    }
    return identity;
}

} // namespace hark::memory
