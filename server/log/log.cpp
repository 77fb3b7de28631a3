#include "server/log/log.hpp"

#include <fcntl.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <unistd.h>

#include <numeric>
#include <utility>
#include <vector>

#include "hark/clock.hpp"
#include "hark/json.hpp"

namespace hark::server {

namespace {

std::string_view level_of(int status) {
    if (status >= 500) return "error";
    return status >= 400 ? "warn" : "info";
}

/// Its own ids and times are digits and letters by chance, and stay. The signal that ends the
/// server is no key that a caller pressed.
redaction::Options own_fields() {
    redaction::Options options;
    options.format = redaction::Format::json;
    for (const char* key :
         {"time", "request_id", "key_id", "customer_ref", "duration_us", "signal"})
        options.fields.push_back({key, redaction::FieldAction::allow});
    return options;
}

} // namespace

Log::Log(const std::string& path) {
    if (auto made = redaction::Redactor::make(own_fields())) {
        redactor_.emplace(std::move(*made));
        sink_.emplace(*redactor_, [this](std::string_view line) { emit(line); });
    }
    if (!path.empty()) {
        descriptor_ = ::open(path.c_str(), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
        return;
    }
    // Opened anew, so that not blocking is ours alone and not also our parent's. A socket, as
    // systemd gives one, cannot be opened and need not be.
    struct stat about{};
    is_socket_ = ::fstat(STDERR_FILENO, &about) == 0 && S_ISSOCK(about.st_mode);
    if (!is_socket_) {
        descriptor_ =
            ::open("/proc/self/fd/2", O_WRONLY | O_APPEND | O_NONBLOCK | O_NOCTTY | O_CLOEXEC);
    }
    if (descriptor_ < 0) descriptor_ = STDERR_FILENO;
}

Log::~Log() {
    if (descriptor_ > STDERR_FILENO) ::close(descriptor_);
}

void Log::request(const RequestLine& line) const {
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
    const auto call = line.call.empty() ? std::string{} : call_names_.of(line.call);
    add("call", call);
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

std::uint64_t Log::redacted() const {
    if (!sink_) return 0;
    const auto counters = sink_->counters();
    return std::accumulate(counters.by_entity.begin(), counters.by_entity.end(), std::uint64_t{0}) +
           sink_->failures();
}

redaction::Counters Log::counters() const {
    auto counters = call_names_.counters();
    if (sink_) counters.add(sink_->counters());
    return counters;
}

void Log::write(std::string_view line) const {
    if (sink_) sink_->write(line);
}

void Log::emit(std::string_view line) const {
    // What does not fit now (a full pipe that nobody reads) is lost: no call waits for a log.
    if (is_socket_) {
        [[maybe_unused]] const auto sent =
            ::send(descriptor_, line.data(), line.size(), MSG_DONTWAIT | MSG_NOSIGNAL);
    } else {
        [[maybe_unused]] const auto written = ::write(descriptor_, line.data(), line.size());
    }
}

} // namespace hark::server
