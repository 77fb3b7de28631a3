#include "server/routes/exchange.hpp"

namespace hark::server {

void Exchange::fail(const Error& error) {
    problem(response, error, context);
    line.error = name(error.code);
    line.sys = error.sys;
}

void Exchange::fail(const json::Fault& fault) {
    problem(response, fault, context);
    line.error = name(Code::invalid);
}

void Exchange::fail(int status, std::string_view code, std::string_view detail) {
    problem(response, status, code, detail, context);
    line.error = code;
}

void Exchange::forbid() {
    response.headers.emplace_back("WWW-Authenticate",
                                  R"(Bearer realm="hark", error="insufficient_scope")");
    fail(403, "forbidden", "This API key may not do this.");
}

void Exchange::note(const CallId& call_id) {
    call_id_ = call_id.view();
    line.call = call_id_;
}

void Exchange::note(const CustomerRef& ref) {
    customer_ref_ = ref.text();
    line.customer_ref = customer_ref_;
}

void Exchange::note_key(std::string_view key_id) {
    key_id_ = key_id;
    line.key_id = key_id_;
}

} // namespace hark::server
