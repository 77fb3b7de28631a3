// harkd: opens the memory, serves it, and stops in good order. Knows no routes and no HTTP.
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/stat.h>

#include <atomic>
#include <chrono>
#include <csignal>
#include <ctime>
#include <optional>
#include <string>
#include <thread>
#include <utility>

#include "hark/memory.hpp"
#include "server/auth/keys.hpp"
#include "server/cli/commands.hpp"
#include "server/cli/harkd_options.hpp"
#include "server/config/advice.hpp"
#include "server/config/output.hpp"
#include "server/config/test_clock.hpp"
#include "server/http/httplib_server.hpp"
#include "server/log/log.hpp"
#include "server/metrics/metrics_server.hpp"
#include "server/routes/app.hpp"

namespace {

using namespace hark::server; // NOLINT: nothing else is in this file

// Calls do their own housekeeping; this is for a server that nobody calls, whose data must expire
// all the same.
constexpr time_t housekeeping_seconds = 60;
constexpr std::uint64_t housekeeping_rows = 2000;

int complain_and_fail(std::string_view text) {
    complain("harkd", text);
    return failed;
}

/// Blocks the signals that wait_for_signal() takes, in this thread and all that it will start.
sigset_t block_signals() {
    std::signal(SIGPIPE, SIG_IGN); // a client that went away is no reason to end
    sigset_t stopping;
    sigemptyset(&stopping);
    sigaddset(&stopping, SIGTERM);
    sigaddset(&stopping, SIGINT);
    pthread_sigmask(SIG_BLOCK, &stopping, nullptr);
    return stopping;
}

/// A crash writes no memory to disk, and no other process of the same user reads it: it holds the
/// keys of everything.
bool hide_memory() {
    const rlimit none{0, 0};
    return ::setrlimit(RLIMIT_CORE, &none) == 0 && ::prctl(PR_SET_DUMPABLE, 0, 0, 0, 0) == 0;
}

/// Keeps house until a signal comes, or until `over`.
int wait_for_signal(const sigset_t& stopping, Service& service, const std::atomic<bool>& over) {
    const timespec second{1, 0};
    bool clock_ahead = false;
    for (time_t waited = 0; !over.load();) {
        const int signal = ::sigtimedwait(&stopping, nullptr, &second);
        if (signal > 0) return signal;
        if (++waited < housekeeping_seconds) continue;
        waited = 0;
        const auto kept = service.memory.maintain(housekeeping_rows, service.terms);
        if (!kept) service.log.event("error", "housekeeping failed", "sys", kept.error().sys);
        if (kept && kept->clock_ahead && !std::exchange(clock_ahead, true)) {
            service.log.event("warning", "the clock ran ahead: nothing is deleted before its time");
        }
    }
    return 0;
}

int serve(const HarkdOptions& options, hark::Memory& memory, const Log& log, hark::Terms terms,
          const sigset_t& stopping) {
    Keys keys{memory};
    Service service{memory, keys, log, std::move(terms)};
    App app{service};
    HttpOptions http;
    http.address = options.address;
    http.port = options.port;
    http.workers = options.workers;
    HttpServer server{http, app};
    const int port = server.bind();
    if (port == 0) {
        return complain_and_fail("cannot listen on " + options.address + ":" +
                                 std::to_string(options.port) +
                                 ": stop what uses this port, or choose another with --port");
    }
    std::atomic<bool> over{false};
    bool accepted = false;
    std::thread serving{[&] {
        accepted = server.run();
        over = true;
    }};
    const MetricsServer metrics{options.data + "/metrics.sock", log, service.redactions};
    if (!metrics.is_open()) log.event("warning", "no metrics: their socket cannot be had");
    log.event("info", "listening", "port", port);
    const int signal = wait_for_signal(stopping, service, over);
    service.draining = true;
    log.event("info", "draining", "signal", signal);
    server.drain();
    if (signal == SIGTERM && options.drain_ms > 0) {
        // Balancers see /readyz fail and send no more; a second signal ends the wait.
        const timespec wait{options.drain_ms / 1000, options.drain_ms % 1000 * 1'000'000L};
        ::sigtimedwait(&stopping, nullptr, &wait);
    }
    server.stop();
    serving.join();
    if (const auto closed = memory.close(); !closed.ok()) {
        return complain_and_fail(advice(closed.error()));
    }
    if (const auto redacted = log.redacted(); redacted != 0)
        log.event("warning", "redacted in the log", "spans", static_cast<std::int64_t>(redacted));
    log.event("info", "stopped");
    if (signal == 0 && !accepted) return complain_and_fail("the listening socket failed");
    return done;
}

} // namespace

int main(int count, char** arguments) {
    HarkdOptions options;
    if (const auto code = read_harkd_options(count, arguments, options)) return *code;
    ::umask(0077);
    if (!options.allow_core_dumps && !hide_memory()) {
        return complain_and_fail("core dumps cannot be forbidden here: say --allow-core-dumps");
    }
    hark::Terms terms;
    if (const auto region = hark::Region::from(options.region)) {
        terms.settings.region = *region;
    } else {
        complain("harkd", "--region takes two letters of a country with a numbering plan: US, GB");
        return wrong_usage;
    }
    terms.settings.redact_summaries = options.redact_summaries;
    const Log log{options.log_file};
    if (!log.is_open()) {
        return complain_and_fail("the log file cannot be opened: check --log-file");
    }

    std::optional<TestClock> test_clock;
    if (!options.test_clock.empty()) test_clock.emplace(options.test_clock);
    hark::MemoryOptions opened;
    opened.folder = options.data;
    opened.key = key_source(options.key, options.data);
    opened.clock = test_clock ? &*test_clock : nullptr;
    opened.readers = options.readers;
    opened.cache_mib = options.cache_mib;
    auto memory = hark::Memory::open(std::move(opened));
    if (!memory) return complain_and_fail(advice(memory.error()));
    // Only now: a key command has the signals as it expects them, and can be interrupted.
    return serve(options, *memory, log, std::move(terms), block_signals());
}
