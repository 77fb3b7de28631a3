#include "server/log/log.hpp"

#include <unistd.h>

#include <vector>

#include "hark/clock.hpp"
#include "hark/json.hpp"

namespace hark::server {

namespace {

std::string_view level_of(int status) {
    if (status >= 500) return "error";
    return status >= 400 ? "warn" : "info";
}

} // namespace

void Log::request(const RequestLine& line) const {
    if (!requests_) return;
    const auto time = json::time_text(system_clock().now());
    std::vector<json::LogField> fields;
    fields.reserve(12);
    const auto add = [&fields](std::string_view name, std::string_view value) {
        if (!value.empty()) fields.push_back({name, value});
    };
    add("time", time);
    add("level", level_of(line.status));
    add("request_id", line.request_id);
    add("method", line.method);
    add("route", line.route);
    fields.push_back({"status", std::int64_t{line.status}});
    fields.push_back({"duration_us", std::int64_t{line.took.count()}});
    add("key_id", line.key_id);
    add("call", line.call);
    add("customer_ref", line.customer_ref);
    add("error", line.error);
    if (line.sys != 0) fields.push_back({"sys", std::int64_t{line.sys}});
    std::string out;
    out.reserve(384);
    json::encode_log(fields, out);
    write(out);
}

void Log::event(std::string_view level, std::string_view what, std::string_view name,
                std::int64_t number) const {
    const auto time = json::time_text(system_clock().now());
    std::vector<json::LogField> fields{{"time", time}, {"level", level}, {"event", what}};
    if (!name.empty()) fields.push_back({name, number});
    std::string out;
    json::encode_log(fields, out);
    write(out);
}

void Log::write(std::string& line) const {
    line.push_back('\n');
    // A line that does not fit now (a full pipe that nobody reads) is lost: no call waits for a
    // log.
    [[maybe_unused]] const auto written = ::write(descriptor_, line.data(), line.size());
}

} // namespace hark::server
