// Redaction of a text or a dialogue. Nothing of it is kept.
#include "hark/limits.hpp"
#include "hark/redaction_json.hpp"
#include "server/routes/exchange.hpp"
#include "server/routes/routes.hpp"

namespace hark::server {

void redact(Exchange& exchange) {
    const auto decoded =
        json::decode_redact(exchange.request.body, limits::body_bytes_max, json::RedactForm::body);
    const auto* request = accept(decoded, exchange);
    if (request == nullptr) return;
    const auto redactor = redaction::Redactor::make(request->options);
    if (!redactor) return exchange.fail(redactor.error());
    redaction::Scratch scratch;
    json::encode_redacted(*request, *redactor, scratch, exchange.response.body);
}

} // namespace hark::server
