// hark redact: a text as it streams in, or JSON lines.
#include <unistd.h>

#include <cerrno>
#include <string>
#include <string_view>
#include <variant>

#include "hark/redaction_json.hpp"
#include "server/cli/commands.hpp"
#include "server/config/output.hpp"

namespace hark::server {

namespace {

using redaction::Redactor;

constexpr std::size_t line_bytes_max = 64 * 1024 * 1024;

int complain_and(int code, std::string_view text) {
    complain("hark", text);
    return code;
}

/// Calls take(bytes) until standard input ends. False when it cannot be read, or `take` says so.
template <typename Take>
bool read_all(Take&& take) {
    std::string buffer(64 * 1024, '\0');
    for (;;) {
        const ssize_t got = ::read(STDIN_FILENO, buffer.data(), buffer.size());
        if (got < 0 && errno == EINTR) continue;
        if (got < 0) return false;
        if (got == 0) return true;
        if (!take(std::string_view{buffer}.substr(0, static_cast<std::size_t>(got)))) return false;
    }
}

int redact_text(const Redactor& redactor) {
    redaction::Stream stream{redactor};
    std::string out;
    bool written = true;
    const bool read = read_all([&](std::string_view bytes) {
        out.clear();
        stream.push(bytes, out);
        written = write_all(STDOUT_FILENO, out);
        return written;
    });
    out.clear();
    stream.flush(out);
    if (!written || !write_all(STDOUT_FILENO, out))
        return complain_and(failed, "standard output cannot be written: check where it leads");
    return read ? done
                : complain_and(failed, "standard input cannot be read: check where it comes from");
}

/// Spans need the whole text, since their offsets count from its beginning.
int print_spans(const Redactor& redactor) {
    std::string text, out;
    const bool read = read_all([&](std::string_view bytes) {
        text.append(bytes);
        return text.size() <= line_bytes_max;
    });
    if (!read) return complain_and(failed, "standard input cannot be read, or is over 64 MiB");
    redaction::Scratch scratch;
    std::vector<redaction::Span> spans;
    redactor.find(text, scratch, spans);
    for (const redaction::Span& span : spans) {
        json::encode_log({{"start", static_cast<std::int64_t>(span.begin)},
                          {"end", static_cast<std::int64_t>(span.end)},
                          {"entity", name(span.entity)}},
                         out);
        out.push_back('\n');
    }
    return print_text(out);
}

/// One line of JSON. An exit code when it cannot go on.
std::optional<int> redact_line(const Redactor& redactor, redaction::Scratch& scratch,
                               std::string_view line, std::size_t number) {
    if (line.find_first_not_of(" \t\r") == std::string_view::npos) return std::nullopt;
    const auto decoded = json::decode_redact(line, line_bytes_max, json::RedactForm::line);
    if (const auto* fault = std::get_if<json::Fault>(&decoded)) {
        std::string text = "line " + std::to_string(number) + ": ";
        for (const std::string& part : fault->path)
            text.append(part).append(": ");
        return complain_and(failed, text.append(fault->message.view()));
    }
    std::string out;
    json::encode_redacted(std::get<json::RedactRequest>(decoded), redactor, scratch, out);
    out.push_back('\n');
    if (write_all(STDOUT_FILENO, out)) return std::nullopt;
    return complain_and(failed, "standard output cannot be written: check where it leads");
}

int redact_lines(const Redactor& redactor) {
    redaction::Scratch scratch;
    std::string held;
    std::size_t number = 0;
    std::optional<int> over;
    const bool read = read_all([&](std::string_view bytes) {
        held.append(bytes);
        std::size_t from = 0;
        for (std::size_t end; (end = held.find('\n', from)) != std::string::npos; from = end + 1) {
            over = redact_line(redactor, scratch, std::string_view{held}.substr(from, end - from),
                               ++number);
            if (over) return false;
        }
        held.erase(0, from);
        return held.size() <= line_bytes_max;
    });
    if (!over && read) over = redact_line(redactor, scratch, held, ++number);
    if (over) return *over;
    return read ? done
                : complain_and(failed, "standard input cannot be read, or a line is over 64 MiB");
}

} // namespace

int redact(const RedactOptions& options) {
    redaction::Options chosen;
    if (!options.entities.empty() && !json::set_entities(options.entities, chosen))
        return complain_and(wrong_usage,
                            "--entities takes names such as CREDIT_CARD,EMAIL_ADDRESS");
    if (!options.region.empty() && !json::set_region(options.region, chosen))
        return complain_and(wrong_usage, "--region takes two letters of countries: US,GB");
    if (!json::set_profile(options.profile, chosen))
        return complain_and(wrong_usage, "--profile is default, pci, strict or off-for-tests");
    const auto redactor = Redactor::make(chosen);
    if (!redactor) return fail(redactor.error());
    if (options.lines) return redact_lines(*redactor);
    return options.spans ? print_spans(*redactor) : redact_text(*redactor);
}

} // namespace hark::server
