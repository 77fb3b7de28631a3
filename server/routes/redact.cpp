// Redaction of a text or a dialogue. Nothing of it is kept.
#include <optional>

#include "hark/limits.hpp"
#include "hark/redaction_json.hpp"
#include "server/routes/exchange.hpp"
#include "server/routes/routes.hpp"

namespace hark::server {

namespace {

// Keeps its memory from one request of a worker to the next; a body's size bounds how far it grows.
thread_local redaction::Scratch scratch;

} // namespace

void redact(Exchange& exchange) {
    const auto decoded =
        json::decode_redact(exchange.request.body, limits::body_bytes_max, json::RedactForm::body);
    const auto* request = accept(decoded, exchange);
    if (request == nullptr) return;
    Redactions& shared = exchange.service.redactions;
    std::optional<Result<redaction::Redactor>> own;
    if (request->has_options) own.emplace(redaction::Redactor::make(request->options));
    const auto& redactor = own ? *own : shared.standard;
    if (!redactor) return exchange.fail(redactor.error());
    json::encode_redacted(*request, *redactor, scratch, exchange.response.body, &shared.counters);
}

} // namespace hark::server
