// Customers: everything held about one, its erasure, and who is one with whom.
#include <optional>
#include <string>

#include "server/http/head.hpp"
#include "server/routes/exchange.hpp"
#include "server/routes/routes.hpp"

namespace hark::server {

namespace {

/// The path's reference, or nothing after it was answered. What is no reference belongs to nobody,
/// and is answered like any other unknown one.
std::optional<CustomerRef> customer_of(Exchange& exchange) {
    std::string text;
    std::optional<CustomerRef> ref;
    if (percent_decode(exchange.argument, text)) ref = CustomerRef::from(text);
    if (!ref) {
        exchange.fail(Error{Code::not_found, "There is no such customer."});
        return std::nullopt;
    }
    exchange.note(*ref);
    return ref;
}

} // namespace

void show_customer(Exchange& exchange) {
    const auto ref = customer_of(exchange);
    if (!ref) return;
    const auto customer = exchange.service.memory.customer(*ref, exchange.service.terms);
    if (!customer) return exchange.fail(customer.error());
    if (customer->customer_ref != *ref) {
        // Merged: the survivor has everything. The other keeps their reference for as long.
        exchange.response.status = 308;
        exchange.response.headers.emplace_back("Location",
                                               "/v1/customers/" + customer->customer_ref.text());
        json::encode(Merged{customer->customer_ref, customer->merged_refs}, exchange.response.body);
        return;
    }
    json::encode(*customer, exchange.response.body);
}

void forget_customer(Exchange& exchange) {
    const auto ref = customer_of(exchange);
    if (!ref) return;
    const auto erased = exchange.service.memory.forget(*ref, exchange.service.terms);
    if (!erased) return exchange.fail(erased.error());
    json::encode(*erased, exchange.response.body);
}

void merge_customer(Exchange& exchange) {
    const auto ref = customer_of(exchange);
    if (!ref) return;
    const auto decoded = json::decode_merge(exchange.request.body);
    const auto* into = accept(decoded, exchange);
    if (into == nullptr) return;
    const auto merged = exchange.service.memory.merge(*ref, *into, exchange.service.terms);
    if (!merged) return exchange.fail(merged.error());
    json::encode(*merged, exchange.response.body);
}

void unmerge_customer(Exchange& exchange) {
    const auto ref = customer_of(exchange);
    if (!ref) return;
    const auto unmerged = exchange.service.memory.unmerge(*ref, exchange.service.terms);
    if (!unmerged) return exchange.fail(unmerged.error());
    json::encode(*unmerged, exchange.response.body);
}

} // namespace hark::server
