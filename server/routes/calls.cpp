// Calls: start, end, update, verify, show.
#include <optional>
#include <string>

#include "server/http/head.hpp"
#include "server/routes/exchange.hpp"
#include "server/routes/routes.hpp"

namespace hark::server {

namespace {

// Keeps its buffers from one request of a worker to the next.
thread_local json::Decoder decoder;

/// The path's call_id, or nothing after the fault was answered.
std::optional<CallId> call_id_of(Exchange& exchange) {
    std::string text;
    if (!percent_decode(exchange.argument, text)) {
        exchange.fail(json::Fault{{"call_id"}, "holds a % that is no percent-encoding"});
        return std::nullopt;
    }
    auto call_id = CallId::from(text);
    if (!call_id) {
        exchange.fail(json::Fault{{"call_id"}, call_id.error().what});
        return std::nullopt;
    }
    exchange.note(*call_id);
    return std::move(*call_id);
}

} // namespace

void start_call(Exchange& exchange) {
    const auto decoded = decoder.call_start(exchange.request.body);
    const auto* call = accept(decoded, exchange);
    if (call == nullptr) return;
    exchange.note(call->call_id);
    const auto answer = exchange.service.memory.start(*call, exchange.service.terms);
    if (!answer) return exchange.fail(answer.error());
    if (answer->customer_ref) exchange.note(*answer->customer_ref);
    json::encode(*answer, exchange.response.body);
}

void end_call(Exchange& exchange) {
    const auto decoded = decoder.call_end(exchange.request.body);
    const auto* end = accept(decoded, exchange);
    if (end == nullptr) return;
    exchange.note(end->call_id);
    const auto answer = exchange.service.memory.end(*end, exchange.service.terms);
    if (!answer) return exchange.fail(answer.error());
    exchange.note(answer->customer_ref);
    json::encode(*answer, exchange.response.body);
}

void update_call(Exchange& exchange) {
    const auto call_id = call_id_of(exchange);
    if (!call_id) return;
    const auto decoded = decoder.call_update(exchange.request.body, *call_id);
    const auto* update = accept(decoded, exchange);
    if (update == nullptr) return;
    const auto answer = exchange.service.memory.update(*update, exchange.service.terms);
    if (!answer) return exchange.fail(answer.error());
    exchange.note(answer->customer_ref);
    json::encode(*answer, exchange.response.body);
}

void verify_call(Exchange& exchange) {
    const auto call_id = call_id_of(exchange);
    if (!call_id) return;
    const auto decoded = decoder.verification(exchange.request.body, *call_id);
    const auto* verification = accept(decoded, exchange);
    if (verification == nullptr) return;
    // To be believed without comparing takes more than to handle calls.
    if (verification->method && !holds(exchange.scopes, Scope::verify)) return exchange.forbid();
    const auto answer =
        exchange.service.memory.verify_caller(*verification, exchange.service.terms);
    if (!answer) return exchange.fail(answer.error());
    if (answer->answer.customer_ref) exchange.note(*answer->answer.customer_ref);
    json::encode(*answer, exchange.response.body);
}

void show_call(Exchange& exchange) {
    const auto call_id = call_id_of(exchange);
    if (!call_id) return;
    const auto call = exchange.service.memory.call(*call_id, exchange.service.terms);
    if (!call) return exchange.fail(call.error());
    exchange.note(call->customer_ref);
    json::encode(*call, exchange.response.body);
}

} // namespace hark::server
