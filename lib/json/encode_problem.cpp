// What went wrong, as RFC 9457 has it, and lines for the log.
#include <algorithm>
#include <string>

#include "hark/json.hpp"
#include "lib/json/writer.hpp"

namespace hark::json {

Fault fault_from(const Error& error) {
    Fault fault{{}, error.what};
    std::string_view left = error.where.view();
    while (!left.empty()) {
        const std::size_t size = std::min(left.find('.'), left.size());
        fault.path.emplace_back(left.substr(0, size));
        left.remove_prefix(std::min(size + 1, left.size()));
    }
    return fault;
}

void encode(const Problem& problem, std::string& text) {
    Writer out{text};
    out.open_object();
    out.key("type").text("urn:hark:problem:" + std::string{problem.code});
    out.key("title").text(problem.title);
    out.key("status").integer(problem.status);
    out.key("detail").text(problem.detail);
    out.key("instance").text(problem.instance);
    out.key("error").text(problem.code);
    out.key("message").text(problem.detail);
    out.key("request_id").text(problem.request_id);
    out.key("details").open_object().key("issues").open_array();
    for (const Fault& issue : problem.issues) {
        out.open_object().key("path").open_array();
        for (const std::string& name : issue.path)
            out.text(name);
        out.close_array();
        out.key("message").text(issue.message.view()).close_object();
    }
    out.close_array().close_object().close_object();
}

void encode_log(const std::vector<LogField>& fields, std::string& text) {
    Writer out{text};
    out.open_object();
    for (const LogField& field : fields) {
        out.any_key(field.name);
        if (const auto* const words = std::get_if<std::string_view>(&field.value)) {
            out.text(*words);
        } else {
            out.integer(std::get<std::int64_t>(field.value));
        }
    }
    out.close_object();
}

} // namespace hark::json
