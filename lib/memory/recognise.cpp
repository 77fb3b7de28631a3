#include "lib/memory/recognise.hpp"

#include <algorithm>
#include <array>

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

/// The links of the number: those of its extension where there are any, else of the main number.
struct NumberLinks {
    const store::Recall::Identifier* found{nullptr};
    bool by_extension{false};
};

NumberLinks number_links(const Supplied& supplied, const store::Recall& recall) noexcept {
    if (supplied.numbers.empty()) return {};
    const bool extended = supplied.numbers.size() == 2;
    if (extended && !recall.identifiers[0].links.empty()) return {&recall.identifiers[0], true};
    return {&recall.identifiers[supplied.numbers.size() - 1], false};
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

/// When the youngest open intent was last touched.
std::optional<double> open_intent_days(const Context& context, Time now) {
    std::optional<double> youngest;
    for (const auto& kept : context.intents) {
        if (!is_open(kept.intent)) continue;
        const double days = days_between(kept.intent.updated_at, now);
        if (!youngest || days < *youngest) youngest = days;
    }
    return youngest;
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
    if (link == nullptr) return;
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
                return !identifier.generic && link_to(identifier.links, customer.id) != nullptr;
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

} // namespace

Status recognise(const Engine& engine, const Supplied& supplied, const store::Recall& recall,
                 const Telco& telco, const Terms& terms, Time now, Recognised& out) {
    const NumberLinks number = number_links(supplied, recall);
    for (std::size_t i = 0; i < supplied.ids.size(); ++i) {
        const auto& found = recall.identifiers[supplied.numbers.size() + i];
        out.ids.push_back({supplied.ids[i].type, found.generic, !found.links.empty()});
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
        candidate.open_intent_days = open_intent_days(person.context, now);
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
    return {};
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
    for (const auto& type : supplied.denied)
        identity.evidence.push_back({"ignored_id:" + type, 0});
    for (std::size_t i = 0; i < recognised.customers.size(); ++i) {
        identity.candidates.push_back({recognised.customers[i]->ref, decision.probabilities[i]});
    }
    std::sort(identity.candidates.begin(), identity.candidates.end(),
              [](const auto& a, const auto& b) {
                  if (a.probability != b.probability) return a.probability > b.probability;
                  return a.customer_ref < b.customer_ref;
              });
    if (identity.candidates.size() > limits::candidates_shown_max) {
        identity.candidates.resize(limits::candidates_shown_max);
    }
    return identity;
}

} // namespace hark::memory
