// Two customers turn out to be one, or not to have been: an alias is made, or ended. Nothing else
// of anyone changes, so that what was merged can be had back exactly (see use_cases.hpp).
#include <optional>
#include <utility>

#include "lib/base/try.hpp"
#include "lib/memory/merged.hpp"
#include "lib/memory/use_cases.hpp"

namespace hark::memory {
namespace {

constexpr Error kept_changing{Code::busy, "others kept changing the customers"};

Error no_such_customer(Literal path) noexcept {
    return Error{Code::not_found, "there is no such customer", path};
}

Merged merged_under(const store::Recall& recall, const store::Customer& customer) {
    const auto all = all_of(recall, customer);
    Merged merged;
    merged.customer_ref = all.front()->ref;
    for (std::size_t i = 1; i < all.size(); ++i)
        merged.merged_refs.push_back(all[i]->ref);
    return merged;
}

Result<store::Outcome> apply(const Engine& engine, const Terms& terms, const store::Recall& recall,
                             const store::Aliasing& aliasing) {
    store::Change change;
    change.tenant = terms.tenant;
    change.erasures = recall.erasures;
    change.aliasing = aliasing;
    HARK_TRY(const auto applied, engine.store.apply(std::move(change)));
    return applied.outcome;
}

/// Why `alias` cannot be merged into `of`; none: it can.
Status may_merge(const store::Recall& aliases, const store::Customer& alias,
                 const store::Recall& others, const store::Customer& of) {
    if (alias.merged_into && aliases.find(*alias.merged_into) != nullptr) {
        return Error{Code::conflict, "the customer is merged already: unmerge first",
                     "customer_ref"};
    }
    if (others.find(alias.id) != nullptr) {
        return Error{Code::conflict, "the other one is merged into this customer", "into"};
    }
    const auto count = all_of(aliases, alias).size() + all_of(others, of).size();
    if (count > limits::merged_customers_max + 1) {
        return Error{Code::conflict, "too many customers would be merged", "into"};
    }
    return {};
}

/// The next alias to be ended for `customer` to be on their own; none: they are.
std::optional<store::Aliasing> next_end(const store::Recall& recall,
                                        const store::Customer& customer) {
    if (customer.merged_into) {
        const auto* of = recall.find(*customer.merged_into);
        if (of != nullptr) {
            return store::Aliasing{customer.id, customer.version, of->id, of->version, true};
        }
    }
    for (const auto id : customer.merged) {
        const auto* alias = recall.find(id);
        if (alias == nullptr) continue; // erased
        return store::Aliasing{alias->id, alias->version, customer.id, customer.version, true};
    }
    return std::nullopt;
}

Result<Merged> merged_now(const Engine& engine, const CustomerRef& ref, const Terms& terms) {
    HARK_TRY(const auto recall, engine.store.recall({terms.tenant, {}, ref, {}, {}}));
    const auto* row = recall.named();
    if (row == nullptr) return no_such_customer("customer_ref");
    return merged_under(recall, *row);
}

} // namespace

Result<Merged> merge_customers(const Engine& engine, const CustomerRef& ref,
                               const CustomerRef& into, const Terms& terms) {
    if (ref == into) return Error{Code::invalid, "must be another customer", "into"};
    for (int round = 0; round < rounds_max; ++round) {
        HARK_TRY(const auto aliases, engine.store.recall({terms.tenant, {}, ref, {}, {}}));
        const auto* alias = aliases.named();
        if (alias == nullptr) return no_such_customer("customer_ref");
        HARK_TRY(const auto others, engine.store.recall({terms.tenant, {}, into, {}, {}}));
        const auto* named = others.named();
        if (named == nullptr) return no_such_customer("into");
        const auto& of = survivor(others, *named);
        if (alias->merged_into && others.find(alias->id) != nullptr) {
            return merged_under(others, of); // done before
        }
        HARK_CHECK(may_merge(aliases, *alias, others, of));
        HARK_TRY(const auto outcome, apply(engine, terms, others,
                                           {alias->id, alias->version, of.id, of.version, false}));
        if (outcome == store::Outcome::applied) return merged_now(engine, ref, terms);
        if (!read_again(outcome)) return refusal(outcome);
    }
    return kept_changing;
}

Result<Merged> unmerge_customer(const Engine& engine, const CustomerRef& ref, const Terms& terms) {
    bool ended = false;
    for (int round = 0; round < rounds_max; ++round) {
        HARK_TRY(const auto recall, engine.store.recall({terms.tenant, {}, ref, {}, {}}));
        const auto* customer = recall.named();
        if (customer == nullptr) return no_such_customer("customer_ref");
        const auto aliasing = next_end(recall, *customer);
        if (!aliasing && !ended) {
            return Error{Code::conflict, "the customer is merged with nobody", "customer_ref"};
        }
        if (!aliasing) return merged_under(recall, *customer);
        HARK_TRY(const auto outcome, apply(engine, terms, recall, *aliasing));
        if (outcome != store::Outcome::applied && !read_again(outcome)) return refusal(outcome);
        ended = ended || outcome == store::Outcome::applied;
        if (outcome == store::Outcome::applied && aliasing->alias == customer->id) {
            return merged_now(engine, ref, terms);
        }
    }
    return kept_changing;
}

} // namespace hark::memory
