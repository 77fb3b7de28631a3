// Customers: everything held about one, and its erasure.
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
    json::encode(*customer, exchange.response.body);
}

void forget_customer(Exchange& exchange) {
    const auto ref = customer_of(exchange);
    if (!ref) return;
    const auto erased = exchange.service.memory.forget(*ref, exchange.service.terms);
    if (!erased) return exchange.fail(erased.error());
    json::encode(*erased, exchange.response.body);
}

} // namespace hark::server
