// What a wall clock that was set wrong may not do to a memory, over every store.
#include "lib/memory/use_cases.hpp"
#include "tests/conformance/faulty_store.hpp"
#include "tests/conformance/stores.hpp"

using namespace hark;
using namespace hark::test;
using namespace std::chrono_literals;

namespace {

constexpr const char* number = "+12025550100";
constexpr std::chrono::days thirty_years{30 * 365};

/// A wall clock that can be set without time passing.
class WallClock final : public Clock {
public:
    Time now() noexcept override { return at(0) + passed_ + ahead_; }
    Millis passed() noexcept override { return passed_; }

    void pass(Millis by) noexcept { passed_ += by; }
    void set_ahead(Millis by) noexcept { ahead_ = by; }

private:
    Millis passed_{5'000};
    Millis ahead_{0};
};

template <typename Kind>
struct Bench {
    Kind kind;
    FaultyStore store{std::move(kind.store)};
    WallClock clock;
    crypto::Keyring keys = crypto::Keyring::ephemeral();
    memory::Engine engine{store, keys, clock};
    Terms terms;
    int calls = 0;

    Bench() { engine.clock_offset = clock.now().time_since_epoch() - clock.passed(); }

    StartAnswer start(std::string_view call_id = {}, std::optional<CustomerRef> ref = {}) {
        CallStart call;
        const auto own = "call-" + std::to_string(++calls);
        call.call_id = must(CallId::from(call_id.empty() ? std::string_view{own} : call_id));
        call.hints.ani = number;
        call.hints.customer_ref = ref;
        return must(memory::start_call(engine, call, terms)).answer;
    }
    void end(const StartAnswer& started) {
        CallEnd end;
        end.call_id = started.call_id;
        end.confirmed = Confirmed::yes;
        must(memory::end_call(engine, end, terms));
    }
    bool knows(const CustomerRef& ref) { return memory::view_customer(engine, ref, terms).ok(); }
    MaintainReport keep_house() {
        MaintainReport report;
        memory::HouseCursor cursor;
        do
            report = must(memory::keep_house(engine, terms, 100, cursor));
        while (cursor.due.customer != 0);
        return report;
    }
};

} // namespace

TEST_SUITE_BEGIN("clock");

TEST_CASE_TEMPLATE("a clock that is set far ahead ends no memory, and time that passes does", Kind,
                   HARK_STORES) {
    Bench<Kind> bench;
    const auto first = bench.start();
    bench.end(first);
    bench.clock.set_ahead(thirty_years);
    auto report = bench.keep_house();
    CHECK(report.clock_ahead);
    CHECK(report.calls_dropped == 0);
    CHECK(bench.knows(*first.customer_ref));
    bench.clock.set_ahead(0ms);
    CHECK(bench.start().customer_ref == first.customer_ref);

    bench.clock.pass(thirty_years);
    report = bench.keep_house();
    CHECK_FALSE(report.clock_ahead);
    CHECK_FALSE(bench.knows(*first.customer_ref));
}

TEST_CASE_TEMPLATE("a clock that is a few hours ahead is followed", Kind, HARK_STORES) {
    Bench<Kind> bench;
    const auto first = bench.start();
    bench.clock.pass(std::chrono::hours{limits::stale_call_hours});
    bench.clock.set_ahead(1h);
    const auto report = bench.keep_house();
    CHECK_FALSE(report.clock_ahead);
    CHECK(report.calls_closed == 1);
}

TEST_CASE_TEMPLATE("a customer whose time is up and who calls just then stays", Kind, HARK_STORES) {
    Bench<Kind> bench;
    const auto first = bench.start();
    bench.end(first);
    bench.clock.pass(thirty_years);
    const auto call_now = [&] {
        auto started = bench.start({}, first.customer_ref);
        REQUIRE(started.customer_ref == first.customer_ref);
        return started;
    };
    SUBCASE("in a call when housekeeping comes") { call_now(); }
    SUBCASE("had one between its look and its erasing") {
        bench.store.before_erase([&] { bench.end(call_now()); });
    }
    bench.keep_house();
    CHECK(bench.knows(*first.customer_ref));
    CHECK(must(memory::verify_all(bench.engine)).faults.empty());
}

TEST_CASE_TEMPLATE("an old call's name is free again whatever a clock did to the calls before it",
                   Kind, HARK_STORES) {
    Bench<Kind> bench;
    bench.clock.set_ahead(thirty_years);
    for (int i = 0; i < 40; ++i)
        bench.end(bench.start());
    bench.clock.set_ahead(0ms);
    bench.end(bench.start("again"));
    bench.clock.pass(std::chrono::days{limits::call_id_kept_days + 1});
    CHECK_FALSE(bench.start("again").replayed);
}

TEST_CASE("a clock that was ahead for a moment does not end the housekeeping of calls") {
    VirtualClock clock{at(0) + thirty_years};
    MemoryOptions options;
    options.clock = &clock;
    auto memory = must(Memory::open(std::move(options)));
    const auto start = [&](const char* call_id) {
        CallStart call;
        call.call_id = must(CallId::from(call_id));
        call.hints.ani = number;
        must(memory.start(call));
    };
    start("ahead");
    clock.set(at(0));
    start("never ended");
    clock.advance(std::chrono::hours{limits::stale_call_hours + 1});
    start("later");
    CHECK(must(memory.call(must(CallId::from("never ended")))).call_end);
}

TEST_SUITE_END();
