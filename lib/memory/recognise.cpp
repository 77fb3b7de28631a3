#include "lib/memory/recognise.hpp"

#include <algorithm>
#include <array>

#include "hark/calibration.hpp"
#include "lib/base/try.hpp"
#include "lib/memory/context.hpp"
#include "lib/memory/disclose.hpp"
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
    if (link == nullptr || link->calls_milli == 0) return;
    // The network says that the number changed hands since: whoever had it then has it no longer.
    if (telco.reassigned_since && link->last_seen < *telco.reassigned_since) return;
    candidate.ani_linked = true;
    candidate.ani_calls = link->calls_milli / 1000.0;
    candidate.ani_days = days_between(link->last_seen, now);
}

/// The candidates, youngest contact first when there are more than a decision weighs.
std::vector<const store::Customer*> candidates_of(const store::Recall& recall) {
    std::vector<const store::Customer*> all;
    all.reserve(recall.customers.size());
    for (const auto& customer : recall.customers) {
        const bool linked = std::any_of(
            recall.identifiers.begin(), recall.identifiers.end(), [&](const auto& identifier) {
                if (identifier.generic) return false;
                const auto* link = link_to(identifier.links, customer.id);
                return link != nullptr && link->calls_milli > 0;
            });
        if (linked || recall.referred == customer.id) all.push_back(&customer);
    }
    if (all.size() > identity::candidates_max) {
        std::sort(all.begin(), all.end(),
                  [](const auto* a, const auto* b) { return a->last_contact > b->last_contact; });
        all.resize(identity::candidates_max);
    }
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
    for (const auto* customer : recognised.customers)
        refs.push_back(customer->ref);
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
    out.customers = candidates_of(recall);
    out.candidates.resize(out.customers.size());
    for (std::size_t i = 0; i < out.customers.size(); ++i) {
        const auto& customer = *out.customers[i];
        auto& candidate = out.candidates[i];
        candidate.contact_days = days_between(customer.last_contact, now);
        candidate.by_reference = recall.referred == customer.id;
        link_number(number, telco, now, customer, candidate);
        HARK_TRY(auto person, Person::open(engine, customer));
        relate_intents(person.context, supplied.traits, candidate);
        relate_habits(supplied, person.profile, candidate);
        relate_ids(supplied, recall, person, out.ids, candidate);
        out.people.push_back(std::move(person));
    }
    auto& situation = out.situation;
    situation.ani = supplied.ani;
    if (number.found != nullptr && number.found->generic) situation.ani = AniState::generic;
    // Behind an extension sits one desk, whatever line leads to it.
    situation.line_type = number.by_extension ? LineType::mobile : supplied.line_type;
    situation.attestation = telco.attestation;
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
    for (std::size_t i = 0; i < recognised.customers.size(); ++i) {
        // Behind an extension, say, a customer of the main number is no candidate.
        if (decision.probabilities[i] == 0) continue;
        identity.candidates.push_back({recognised.customers[i]->ref, decision.probabilities[i]});
    }
    // Of equal ones the best comes first, which is the one that the answer would name.
    const auto* best =
        decision.best < 0 ? nullptr : recognised.customers[static_cast<std::size_t>(decision.best)];
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
