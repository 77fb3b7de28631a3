#include "server/cli/harkd_options.hpp"

#include <arpa/inet.h>

#include <charconv>
#include <string_view>

#include "server/cli/commands.hpp"
#include "server/cli/flags.hpp"
#include "server/config/output.hpp"

namespace hark::server {

namespace {

/// 127.0.0.0/8 and ::1.
bool is_loopback(const std::string& address) {
    in_addr four{};
    if (::inet_pton(AF_INET, address.c_str(), &four) == 1) return ntohl(four.s_addr) >> 24 == 127;
    in6_addr six{};
    return ::inet_pton(AF_INET6, address.c_str(), &six) == 1 && IN6_IS_ADDR_LOOPBACK(&six);
}

bool read_port(std::string_view text, int& port) {
    const auto* end = text.data() + text.size();
    const auto read = std::from_chars(text.data(), end, port);
    return read.ec == std::errc{} && read.ptr == end && port >= 0 && port <= 65535;
}

/// ADDRESS, ADDRESS:PORT, [ADDRESS] or [ADDRESS]:PORT. False when it is none of them.
bool read_listen(std::string_view text, HarkdOptions& options) {
    std::string_view port;
    if (text.starts_with('[')) {
        const auto end = text.find(']');
        if (end == std::string_view::npos) return false;
        port = text.substr(end + 1);
        text = text.substr(1, end - 1);
        if (!port.empty() && !port.starts_with(':')) return false;
        if (!port.empty()) port.remove_prefix(1);
    } else if (text.find(':') == text.rfind(':') && text.find(':') != std::string_view::npos) {
        port = text.substr(text.find(':') + 1);
        text = text.substr(0, text.find(':'));
        if (port.empty()) return false;
    }
    options.address = text == "localhost" ? "127.0.0.1" : text;
    return port.empty() || read_port(port, options.port);
}

} // namespace

std::optional<int> read_harkd_options(int count, char** arguments, HarkdOptions& options) {
    CLI::App app{"harkd: the REST server over one memory.", "harkd"};
    app.set_version_flag("--version", "harkd " HARK_VERSION);
    std::string listen{"127.0.0.1"};
    add_data_flag(app, options.data);
    add_key_flags(app, options.key);
    app.add_option("--port", options.port, "port, 0 for any free one (8080)")
        ->envname("HARK_PORT")
        ->check(CLI::Range(0, 65535));
    app.add_option("--listen", listen, "loopback address; a port in it goes before --port")
        ->envname("HARK_LISTEN")
        ->type_name("ADDRESS[:PORT]");
    app.add_option("--workers", options.workers, "connections served at once (128)")
        ->envname("HARK_WORKERS")
        ->check(CLI::Range(1, 4096));
    app.add_option("--readers", options.readers, "database connections that read at once (8)")
        ->envname("HARK_READERS")
        ->check(CLI::Range(1, 64));
    app.add_option("--cache-mib", options.cache_mib, "database cache in MiB (32)")
        ->envname("HARK_CACHE_MIB")
        ->check(CLI::Range(4, 65536));
    app.add_option("--region", options.region, "country of numbers without + (US)")
        ->envname("HARK_REGION")
        ->type_name("XX");
    app.add_flag("--redact-summaries", options.redact_summaries,
                 "store no summary before what is personal in it was replaced")
        ->envname("HARK_REDACT_SUMMARIES");
    app.add_option("--drain-ms", options.drain_ms,
                   "time between SIGTERM, when /readyz fails, and the end of listening (1000)")
        ->envname("HARK_DRAIN_MS")
        ->check(CLI::Range(0, 600000));
    app.add_option("--log-file", options.log_file, "append log lines here instead of stderr")
        ->envname("HARK_LOG_FILE")
        ->type_name("FILE");
    app.add_flag("--allow-core-dumps", options.allow_core_dumps,
                 "let a crash write keys and callers' data to disk, and debuggers attach");
    add_test_clock_flag(app, options.test_clock);
    if (const auto code = read_flags(app, "harkd", count, arguments)) return code;
    if (!read_listen(listen, options)) {
        complain("harkd", "--listen takes an address and perhaps a port, as in 127.0.0.1:8080");
        return wrong_usage;
    }
    if (!is_loopback(options.address)) {
        complain("harkd",
                 "only loopback addresses can be listened on for now: use 127.0.0.1 and "
                 "put a proxy with TLS in front");
        return wrong_usage;
    }
    return std::nullopt;
}

} // namespace hark::server
