#include "server/routes/app.hpp"

#include <algorithm>
#include <array>
#include <chrono>
#include <span>
#include <string>

#include "server/routes/request_id.hpp"
#include "server/routes/routes.hpp"

namespace hark::server {

namespace {

using SteadyClock = std::chrono::steady_clock;

struct Action {
    Method method;
    void (*run)(Exchange&);
    Scope scope;      ///< none: open to everyone, without a key
    bool bare{false}; ///< says all without a body
};

/// One resource. A template that ends with a slash takes one more segment, its argument, and what
/// comes behind that.
struct Resource {
    std::string_view path;
    std::string_view route; ///< for the log
    std::string_view allow;
    std::span<const Action> actions;
    std::string_view behind{};
};

constexpr std::array live_actions{Action{Method::get, live, Scope::none}};
constexpr std::array ready_actions{Action{Method::get, ready, Scope::none}};
constexpr std::array start_actions{Action{Method::post, start_call, Scope::calls}};
constexpr std::array end_actions{Action{Method::post, end_call, Scope::calls}};
constexpr std::array call_actions{Action{Method::get, show_call, Scope::calls},
                                  Action{Method::patch, update_call, Scope::calls}};
constexpr std::array verify_actions{Action{Method::post, verify_call, Scope::calls}};
constexpr std::array redact_actions{Action{Method::post, redact, Scope::redact}};
constexpr std::array customer_actions{Action{Method::get, show_customer, Scope::customers},
                                      Action{Method::remove, forget_customer, Scope::customers}};
constexpr std::array merge_actions{Action{Method::post, merge_customer, Scope::customers}};
constexpr std::array unmerge_actions{
    Action{Method::post, unmerge_customer, Scope::customers, true}};

// The first that matches counts: /v1/calls/start is not the call "start".
constexpr std::array resources{
    Resource{"/v1/calls/start", "/v1/calls/start", "POST", start_actions},
    Resource{"/v1/calls/end", "/v1/calls/end", "POST", end_actions},
    Resource{"/v1/calls/", "/v1/calls/{call_id}", "GET, HEAD, PATCH", call_actions},
    Resource{"/v1/calls/", "/v1/calls/{call_id}/verify", "POST", verify_actions, "/verify"},
    Resource{"/v1/customers/", "/v1/customers/{customer_ref}", "GET, HEAD, DELETE",
             customer_actions},
    Resource{"/v1/customers/", "/v1/customers/{customer_ref}/merge", "POST", merge_actions,
             "/merge"},
    Resource{"/v1/customers/", "/v1/customers/{customer_ref}/unmerge", "POST", unmerge_actions,
             "/unmerge"},
    Resource{"/v1/redact", "/v1/redact", "POST", redact_actions},
    Resource{"/livez", "/livez", "GET, HEAD", live_actions},
    Resource{"/readyz", "/readyz", "GET, HEAD", ready_actions},
};

const Resource* find_resource(std::string_view path, std::string_view& argument) {
    for (const auto& resource : resources) {
        if (!resource.path.ends_with('/')) {
            if (path == resource.path) return &resource;
            continue;
        }
        if (!path.starts_with(resource.path)) continue;
        argument = path.substr(resource.path.size());
        if (!argument.ends_with(resource.behind)) continue;
        argument.remove_suffix(resource.behind.size());
        if (!argument.empty() && argument.find('/') == std::string_view::npos) return &resource;
    }
    return nullptr;
}

const Action* find_action(const Resource& resource, Method method) {
    if (method == Method::head) method = Method::get;
    for (const auto& action : resource.actions) {
        if (action.method == method) return &action;
    }
    return nullptr;
}

constexpr bool same_ignoring_case(char a, char b) {
    const auto lower = [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; };
    return lower(a) == lower(b);
}

std::string_view name_of(Method method) {
    switch (method) {
        case Method::get:
            return "GET";
        case Method::head:
            return "HEAD";
        case Method::post:
            return "POST";
        case Method::put:
            return "PUT";
        case Method::patch:
            return "PATCH";
        case Method::remove:
            return "DELETE";
        case Method::options:
            return "OPTIONS";
        case Method::other:
            break;
    }
    return "other";
}

/// True when the key holds the scope; otherwise the refusal was answered.
bool may(Exchange& exchange, Scope scope) {
    std::string_view sent = exchange.request.authorization;
    constexpr std::string_view scheme = "bearer ";
    const bool bearer =
        sent.size() > scheme.size() &&
        std::ranges::equal(sent.substr(0, scheme.size()), scheme, same_ignoring_case);
    if (!bearer) {
        exchange.response.headers.emplace_back("WWW-Authenticate", R"(Bearer realm="hark")");
        exchange.fail(401, "unauthorized", "Send your API key: Authorization: Bearer hk_live_...");
        return false;
    }
    sent.remove_prefix(scheme.size());
    const auto principal = exchange.service.keys.find(sent);
    if (!principal && principal.error().code != Code::not_found) {
        exchange.fail(principal.error());
        return false;
    }
    if (!principal) {
        exchange.response.headers.emplace_back("WWW-Authenticate",
                                               R"(Bearer realm="hark", error="invalid_token")");
        exchange.fail(401, "unauthorized", "This API key is not known.");
        return false;
    }
    exchange.note_key(principal->key_id);
    exchange.scopes = principal->scopes;
    if (!holds(principal->scopes, scope)) {
        exchange.forbid();
        return false;
    }
    return true;
}

/// True for a JSON body as it is; otherwise the refusal was answered.
bool has_json(Exchange& exchange) {
    std::string_view type = exchange.request.content_type;
    type = type.substr(0, type.find(';'));
    while (type.ends_with(' ') || type.ends_with('\t'))
        type.remove_suffix(1);
    if (!std::ranges::equal(type, std::string_view{"application/json"}, same_ignoring_case)) {
        exchange.fail(415, "unsupported_media_type", "Send Content-Type: application/json.");
        return false;
    }
    if (exchange.request.encoded) {
        exchange.fail(415, "unsupported_media_type", "Send the body without Content-Encoding.");
        return false;
    }
    return true;
}

void answer(Exchange& exchange) {
    const auto* resource = find_resource(exchange.request.path, exchange.argument);
    if (resource == nullptr) {
        return exchange.fail(404, "not_found", "There is nothing at this path.");
    }
    exchange.line.route = resource->route;
    exchange.context.instance = resource->path;
    if (exchange.context.instance.ends_with('/')) exchange.context.instance.remove_suffix(1);
    const auto* action = find_action(*resource, exchange.request.method);
    if (action == nullptr) {
        exchange.response.headers.emplace_back("Allow", std::string{resource->allow});
        return exchange.fail(405, "method_not_allowed", "This path does not take this method.");
    }
    if (action->scope != Scope::none && !may(exchange, action->scope)) return;
    const bool takes_body = (action->method == Method::post || action->method == Method::patch) &&
                            !(action->bare && exchange.request.body.empty());
    if (takes_body && !has_json(exchange)) return;
    action->run(exchange);
}

void add_headers(Response& response, std::string_view request_id, std::string_view traceparent) {
    response.headers.reserve(4);
    response.headers.emplace_back("X-Request-Id", std::string{request_id});
    if (is_traceparent(traceparent)) {
        response.headers.emplace_back("traceparent", std::string{traceparent});
    }
}

} // namespace

void App::handle(const Request& request, Response& response) {
    const auto began = SteadyClock::now();
    const RequestId id;
    Exchange exchange{service_, request, response};
    exchange.context.request_id = id.text();
    exchange.line.request_id = id.text();
    exchange.line.method = name_of(request.method);
    exchange.line.route = "none";
    add_headers(response, id.text(), request.traceparent);
    answer(exchange);
    exchange.line.status = response.status;
    exchange.line.took =
        std::chrono::duration_cast<std::chrono::microseconds>(SteadyClock::now() - began);
    service_.log.request(exchange.line);
}

void App::refuse(const Refusal& refusal, Response& response) {
    const RequestId id;
    add_headers(response, id.text(), {});
    problem(response, refusal.status, refusal.code.view(), refusal.detail.view(),
            {.instance = {}, .request_id = id.text()});
    if (refusal.status == 503) response.headers.emplace_back("Retry-After", "1");
    if (refusal.status == 405) {
        response.headers.emplace_back("Allow", "GET, HEAD, POST, PATCH, DELETE");
    }
    RequestLine line;
    line.request_id = id.text();
    line.route = "none";
    line.status = refusal.status;
    line.error = refusal.code.view();
    service_.log.request(line);
}

} // namespace hark::server
