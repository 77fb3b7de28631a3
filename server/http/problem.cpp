#include "server/http/problem.hpp"

#include <string>
#include <utility>

namespace hark::server {

namespace {

/// RFC 9110 §15, for the statuses that Hark uses.
std::string_view title(int status) {
    switch (status) {
        case 400:
            return "Bad Request";
        case 401:
            return "Unauthorized";
        case 402:
            return "Payment Required";
        case 403:
            return "Forbidden";
        case 404:
            return "Not Found";
        case 405:
            return "Method Not Allowed";
        case 408:
            return "Request Timeout";
        case 409:
            return "Conflict";
        case 410:
            return "Gone";
        case 411:
            return "Length Required";
        case 413:
            return "Content Too Large";
        case 414:
            return "URI Too Long";
        case 415:
            return "Unsupported Media Type";
        case 416:
            return "Range Not Satisfiable";
        case 417:
            return "Expectation Failed";
        case 429:
            return "Too Many Requests";
        case 431:
            return "Request Header Fields Too Large";
        case 503:
            return "Service Unavailable";
        default:
            return "Internal Server Error";
    }
}

int status_of(Code code) {
    switch (code) {
        case Code::invalid:
            return 400;
        case Code::allowance_used:
            return 402;
        case Code::not_allowed:
            return 403;
        case Code::not_found:
            return 404;
        case Code::conflict:
        case Code::several_match:
            return 409;
        case Code::answer_gone:
            return 410;
        case Code::too_many_attempts:
            return 429;
        case Code::busy:
        case Code::disk_full:
        case Code::read_only:
        case Code::closed:
            return 503;
        default:
            return 500;
    }
}

} // namespace

void problem(Response& response, int status, std::string_view code, std::string_view detail,
             const ProblemContext& context, std::vector<json::Fault> issues) {
    response.status = status;
    response.content_type = "application/problem+json";
    response.body.clear();
    json::encode(json::Problem{status, code, title(status), detail, context.instance,
                               context.request_id, std::move(issues)},
                 response.body);
}

void problem(Response& response, const Error& error, const ProblemContext& context) {
    const int status = status_of(error.code);
    std::vector<json::Fault> issues;
    if (status == 400 && !error.where.view().empty()) issues.push_back(json::fault_from(error));
    // What went wrong inside is for the log, not for the caller.
    const auto detail = status == 500 ? "The server could not do this." : error.what.view();
    problem(response, status, status == 500 ? "internal" : name(error.code), detail, context,
            std::move(issues));
    if (error.retry_after_seconds > 0) {
        response.headers.emplace_back("Retry-After", std::to_string(error.retry_after_seconds));
    } else if (status == 503) {
        response.headers.emplace_back("Retry-After", "1");
    }
}

void problem(Response& response, const json::Fault& fault, const ProblemContext& context) {
    problem(response, 400, name(Code::invalid), "The body is not as the contract says.", context,
            {fault});
}

} // namespace hark::server
