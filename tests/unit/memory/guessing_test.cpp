// Guessing does not pay: failures make the next try wait, ten in a day lock, and neither many
// calls, many numbers nor many threads and processes get more.
#include <atomic>
#include <set>
#include <thread>

#include "lib/memory/number_attempts.hpp"
#include "lib/memory/records.hpp"
#include "lib/memory/use_cases.hpp"
#include "lib/store/memory/memory_store.hpp"
#include "tests/support/child.hpp"
#include "tests/unit/memory/verify_kit.hpp"

using namespace hark;
using namespace hark::test;

namespace {

/// Seconds to wait when the try was refused without comparing; nothing when it was compared.
std::optional<std::int64_t> refused_for(Memory& memory, std::string_view call_id,
                                        std::string_view value) {
    const auto answer = memory.verify_caller(says(call_id, value));
    if (answer) {
        CHECK_FALSE(answer->verified);
        return std::nullopt;
    }
    CHECK(answer.error().code == Code::too_many_attempts);
    CHECK(answer.error().retry_after_seconds > 0);
    return answer.error().retry_after_seconds;
}

/// The call's own start first, so that each try comes from a call of its own.
std::optional<std::int64_t> try_in_new_call(Memory& memory, const CallStart& call,
                                            std::string_view value) {
    must(memory.start(call));
    return refused_for(memory, call.call_id.view(), value);
}

} // namespace

TEST_SUITE_BEGIN("guessing");

TEST_CASE_TEMPLATE("after the third failure each next one doubles the wait, over all calls", Kind,
                   HARK_MEMORIES) {
    Kind memory;
    enrol(*memory);
    memory.clock.advance(days{1});
    int calls = 0;
    const auto attempt = [&](std::string_view value) {
        return try_in_new_call(*memory, start_of("call-" + std::to_string(++calls), owner_number),
                               value);
    };
    CHECK_FALSE(attempt("0000"));
    CHECK_FALSE(attempt("0001"));
    CHECK_FALSE(attempt("0002"));
    std::int64_t wait = 30;
    for (int failures = 3; failures < 10; ++failures) {
        CAPTURE(failures);
        // Right or wrong, early is refused alike, and costs nothing more.
        CHECK(attempt("0003") == wait);
        CHECK(attempt(owner_pin) == wait);
        memory.clock.advance(std::chrono::seconds{wait} - 1ms);
        CHECK(attempt(owner_pin) == 1);
        memory.clock.advance(1ms);
        CHECK_FALSE(attempt("0003"));
        wait *= 2;
    }
    // Ten: locked until the first of them is a day old.
    const auto locked = attempt(owner_pin);
    REQUIRE(locked);
    CHECK(*locked > 80'000);
    CHECK(attempt("0004") == locked);
    memory.clock.advance(std::chrono::seconds{*locked});
    must(memory->start(start_of("owner", owner_number)));
    CHECK(must(memory->verify_caller(says("owner", owner_pin))).verified);
}

TEST_CASE("a customer is not guessed at from many numbers, nor many customers from one") {
    InMemory memory;
    const auto ada = enrol(*memory);
    memory.clock.advance(days{1});
    for (int i = 0; i < 3; ++i) {
        CHECK_FALSE(
            try_in_new_call(*memory,
                            start_of("ada-" + std::to_string(i),
                                     "+120255502" + std::to_string(10 + i), {{"account", "ACC-1"}}),
                            "0000"));
    }
    CHECK(try_in_new_call(*memory, start_of("ada-3", "+12025550299", {{"account", "ACC-1"}}),
                          owner_pin) == 30);
    // Who is locked out says nothing of others.
    CHECK_FALSE(try_in_new_call(*memory, start_of("other", "+12025550298"), "0000"));

    InMemory second;
    for (int i = 0; i < 5; ++i) {
        enrol(*second, ("+120255503" + std::to_string(10 + i)).c_str(), "ACC-" + std::to_string(i));
    }
    second.clock.advance(days{1});
    const auto from_one_number = [&](int i, std::string_view pin) {
        const auto account = "ACC-" + std::to_string(i);
        return try_in_new_call(
            *second, start_of("call-" + account, new_number, {{"account", account}}), pin);
    };
    CHECK_FALSE(from_one_number(0, "0000"));
    CHECK_FALSE(from_one_number(1, "0000"));
    CHECK_FALSE(from_one_number(2, "0000"));
    CHECK(from_one_number(3, owner_pin) == 30);
    // Nor does an extension make another number of it.
    CHECK(try_in_new_call(
              *second,
              start_of("extended", std::string{new_number} + ";ext=7", {{"account", "ACC-4"}}),
              owner_pin) == 30);
    CHECK(ada != CustomerRef{});
}

TEST_CASE("a call without a number does not guess for ever at nobody") {
    InMemory memory;
    must(memory->start(start_of("call-1", "anonymous")));
    for (int i = 0; i < 3; ++i)
        CHECK_FALSE(refused_for(*memory, "call-1", "000" + std::to_string(i)));
    CHECK(refused_for(*memory, "call-1", "0003") == 30);
}

TEST_CASE("2 000 calls at a four-digit PIN in a day get nowhere, and the owner gets in after") {
    InMemory memory;
    const auto ada = enrol(*memory, owner_number, "ACC-1", "1234");
    memory.clock.advance(days{1});
    int compared = 0;
    int right_ones_refused = 0;
    std::set<Time> lock_ends;
    for (int guess = 0; guess < 2000; ++guess) {
        memory.clock.advance(43s);
        const auto call_id = "guess-" + std::to_string(guess);
        // From the owner's own number, and from others by the account.
        auto call = guess % 3 == 0 ? start_of(call_id, owner_number)
                                   : start_of(call_id, "+1202555020" + std::to_string(guess % 10),
                                              {{"account", "ACC-1"}});
        const auto before = must(memory->start(call));
        CHECK_FALSE(tells(before, "balance"));
        // The right one comes up again and again.
        const auto number = guess % 7 == 6 ? 1234 : guess;
        auto pin = std::to_string(number);
        pin.insert(0, 4 - pin.size(), '0');
        const auto answer = memory->verify_caller(says(call_id, pin));
        if (answer) {
            ++compared;
            REQUIRE_FALSE(answer->verified);
            CHECK_FALSE(tells(answer->answer, "balance"));
            CHECK_FALSE(tells(answer->answer, "pin"));
            CHECK(answer->answer.variables.size() <= before.variables.size());
            CHECK(answer->answer.history.size() <= before.history.size());
            CHECK(answer->answer.identity.confidence <= before.identity.confidence);
            continue;
        }
        const auto& error = answer.error();
        CHECK(error.code == Code::too_many_attempts);
        if (pin == "1234") ++right_ones_refused;
        // What is left to wait says when it ends, and nothing about what was said.
        lock_ends.insert(memory.clock.now() + std::chrono::seconds{error.retry_after_seconds});
    }
    CHECK(compared == 10);
    CHECK(right_ones_refused > 250);
    CHECK(lock_ends.size() <= 12);
    const auto view = must(memory->customer(ada));
    CHECK(view.verifications.size() == 10);

    must(memory->start(start_of("owner-1", owner_number)));
    const auto still = memory->verify_caller(says("owner-1", "1234"));
    REQUIRE_FALSE(still.ok());
    memory.clock.advance(std::chrono::seconds{still.error().retry_after_seconds});
    must(memory->start(start_of("owner-2", owner_number)));
    const auto owner = must(memory->verify_caller(says("owner-2", "1234")));
    CHECK(owner.verified);
    CHECK(tells(owner.answer, "balance"));
}

TEST_CASE("who is locked out can still be vouched for, which opens no lock") {
    InMemory memory;
    const auto ada = enrol(*memory);
    memory.clock.advance(days{1});
    must(memory->start(start_of("call-1", owner_number)));
    for (int i = 0; i < 3; ++i)
        fail_once(*memory, "call-1");
    const auto answer = must(memory->verify_caller(vouches("call-1", ada)));
    CHECK(answer.verified);
    CHECK(answer.answer.customer_ref == ada);
    must(memory->start(start_of("call-2", owner_number)));
    CHECK(refused_for(*memory, "call-2", owner_pin) == 30);
}

TEST_CASE_TEMPLATE("tries at once are no more than tries one after another", Kind, HARK_MEMORIES) {
    Kind memory;
    enrol(*memory);
    memory.clock.advance(days{1});
    constexpr int threads = 4;
    constexpr int tries = 6;
    for (int i = 0; i < threads * tries; ++i) {
        must(memory->start(start_of("call-" + std::to_string(i),
                                    i % 2 == 0 ? owner_number : new_number,
                                    {{"account", "ACC-1"}})));
    }
    std::atomic<int> compared{0};
    std::atomic<int> refused{0};
    std::atomic<int> other{0};
    {
        std::vector<std::jthread> running;
        for (int thread = 0; thread < threads; ++thread) {
            running.emplace_back([&, thread] {
                for (int i = 0; i < tries; ++i) {
                    const auto call_id = "call-" + std::to_string(thread * tries + i);
                    const auto answer = memory->verify_caller(says(call_id, "0000"));
                    if (answer && !answer->verified) {
                        ++compared;
                    } else if (failure(answer) == Code::too_many_attempts) {
                        ++refused;
                    } else {
                        ++other;
                    }
                }
            });
        }
    }
    CHECK(compared == 3);
    CHECK(refused == threads * tries - 3);
    CHECK(other == 0);
}

TEST_CASE("nor do two processes get more than one, at a customer or from a number") {
    InFolder memory;
    enrol(*memory);
    memory.clock.advance(days{1});
    constexpr int tries = 8;
    for (int i = 0; i < 2 * tries; ++i) {
        const auto n = std::to_string(i);
        must(memory->start(start_of("ada-" + n, owner_number)));
        must(memory->start(start_of("number-" + n, "+12025550277")));
    }
    must(memory->close());
    const auto run = [&](int from, auto report) {
        auto mine = Memory::open(folder_options(memory.folder.path(), memory.clock, false));
        if (!mine) return report(std::string{"failed"});
        for (int i = from; i < from + tries; ++i) {
            for (const auto* whom : {"ada-", "number-"}) {
                const auto answer = mine->verify_caller(says(whom + std::to_string(i), "0000"));
                report(answer ? std::string{"compared"} : std::string{name(answer.error().code)});
            }
        }
        if (!mine->close()) report(std::string{"failed"});
    };
    int compared = 0;
    int refused = 0;
    const auto count = [&](const std::string& line) {
        compared += line == "compared" ? 1 : 0;
        refused += line == "too_many_attempts" ? 1 : 0;
    };
    {
        Child child{[&](int in, int out) {
            await(in);
            run(0, [&](const std::string& line) { tell(out, line); });
        }};
        child.say("x");
        run(tries, count);
        for (int i = 0; i < 2 * tries; ++i)
            count(child.line());
    }
    CHECK(compared == 6);
    CHECK(refused == 4 * tries - 6);
}

TEST_CASE("the export shows the last twenty verifications, and never what was said") {
    InMemory memory;
    const auto ada = enrol(*memory);
    memory.clock.advance(days{1});
    must(memory->start(start_of("call-1", owner_number)));
    fail_once(*memory, "call-1", "0815");
    CHECK(must(memory->verify_caller(says("call-1", owner_pin))).verified);
    CHECK(must(memory->verify_caller(vouches("call-1", ada, VerifyMethod::otp))).verified);
    const auto view = must(memory->customer(ada));
    REQUIRE(view.verifications.size() == 3);
    CHECK(view.verifications[0].method == VerifyMethod::otp);
    CHECK(view.verifications[0].variable.empty());
    CHECK(view.verifications[1].verified);
    CHECK(view.verifications[1].variable == VariableName{"pin"});
    CHECK_FALSE(view.verifications[1].method);
    CHECK_FALSE(view.verifications[2].verified);
    CHECK(view.verifications[2].call_id == CallId{"call-1"});
    CHECK(view.verifications[2].at == memory.clock.now());

    // Agents who vouch all day push no failure out that still counts.
    for (int i = 0; i < 40; ++i)
        must(memory->verify_caller(vouches("call-1", ada)));
    const auto later = must(memory->customer(ada));
    CHECK(later.verifications.size() == limits::verifications_kept);
    CHECK_FALSE(later.verifications.back().verified);
    // They go with the rest of the context.
    memory.clock.advance(days{31});
    CHECK(must(memory->customer(ada)).verifications.empty());
}

TEST_CASE_TEMPLATE("the latest failure sent again is the same attempt, and a free guess at nothing",
                   Kind, HARK_MEMORIES) {
    Kind memory;
    enrol(*memory);
    memory.clock.advance(days{1});
    must(memory->start(start_of("call-1", owner_number)));
    const auto send = [&](std::string_view value) {
        return must(memory->verify_caller(says("call-1", value)));
    };
    const auto first = send("0001");
    for (int i = 0; i < 20; ++i) {
        memory.clock.advance(1s);
        const auto again = send(i % 2 == 0 ? "0001" : " 0001 ");
        CHECK_FALSE(again.verified);
        CHECK(same(again.answer, first.answer));
        CHECK_FALSE(again.retry_after);
    }
    // One failure so far: two more are free, and the third tells to wait, however often.
    send("0002");
    const auto third = send("0003");
    CHECK_FALSE(third.answer.returning);
    REQUIRE(third.retry_after);
    CHECK(third.retry_after->count() == 30);
    memory.clock.advance(10s);
    const auto again = send("0003");
    CHECK(again.answer.customer_ref == third.answer.customer_ref);
    CHECK(again.answer.identity.level == Level::low);
    CHECK(discloses_nothing(again.answer));
    REQUIRE(again.retry_after);
    CHECK(again.retry_after->count() == 20);
    // Any other value, an earlier one too, is an attempt, and early.
    for (const char* value : {"0001", "0004", owner_pin}) {
        CHECK(failure(memory->verify_caller(says("call-1", value))) == Code::too_many_attempts);
    }
    // In another call it is another attempt.
    must(memory->start(start_of("call-2", owner_number)));
    CHECK(failure(memory->verify_caller(says("call-2", "0003"))) == Code::too_many_attempts);
}

TEST_CASE("a failure sent again is compared again once a client must have given up") {
    InMemory memory;
    const auto ada = enrol(*memory);
    memory.clock.advance(days{1});
    must(memory->start(start_of("call-1", owner_number)));
    const auto failures = [&] {
        int failed = 0;
        for (const auto& tried : must(memory->customer(ada)).verifications)
            failed += tried.verified ? 0 : 1;
        return failed;
    };
    CHECK_FALSE(must(memory->verify_caller(says("call-1", "0001"))).verified);
    memory.clock.advance(60s);
    CHECK_FALSE(must(memory->verify_caller(says("call-1", "0001"))).verified);
    CHECK(failures() == 1);
    memory.clock.advance(1s);
    CHECK_FALSE(must(memory->verify_caller(says("call-1", "0001"))).verified);
    CHECK(failures() == 2);
    // What came in between makes it another attempt.
    CHECK(must(memory->verify_caller(says("call-1", owner_pin))).verified);
    CHECK_FALSE(must(memory->verify_caller(says("call-1", "0001"))).verified);
    CHECK(failures() == 3);
}

TEST_CASE("what no longer counts against a number is gone after housekeeping") {
    VirtualClock clock{monday};
    const auto store = store::make_memory_store();
    const auto keys = crypto::Keyring::ephemeral();
    memory::Engine engine{*store, keys, clock};
    for (int i = 0; i < 20; ++i) {
        const auto call_id = "call-" + std::to_string(i);
        must(memory::start_call(engine, start_of(call_id, "+120255502" + std::to_string(10 + i)),
                                {}));
        must(memory::verify_caller(engine, says(call_id, "0000"), {}));
    }
    const auto records = [&] {
        int there = 0;
        for (std::uint32_t slot = 0; slot < memory::number_slots; ++slot) {
            const auto numbers = must(memory::NumberSlot::open(engine, TenantId{}, slot));
            there += numbers.change(engine, clock.now()).was ? 1 : 0;
        }
        return there;
    };
    CHECK(records() > 10);
    memory::HouseCursor cursor;
    const auto sweep = [&] {
        for (int i = 0; i < 64; ++i)
            must(memory::keep_house(engine, {}, 100, cursor));
    };
    clock.advance(23h);
    sweep();
    CHECK(records() > 10);
    clock.advance(1h);
    sweep();
    CHECK(records() == 0);
}

TEST_CASE("failures counted by an older Hark still count, and are not taken for damage") {
    VirtualClock clock{monday};
    const auto store = store::make_memory_store();
    const auto keys = crypto::Keyring::ephemeral();
    memory::Engine engine{*store, keys, clock};
    const auto terms = terms_of(7);
    must(memory::start_call(engine, start_of("call-1", "+12025550199"), terms));
    must(memory::verify_caller(engine, says("call-1", "0000"), terms));
    const auto records = must(store->scan_records({}, 10));
    REQUIRE(records.size() == 1);
    // As it was sealed before: for the tenant, and not for the record.
    const auto& name = records[0].name;
    const auto key = keys.record_key();
    const auto bytes = must(key.open(memory::record_place(name, terms.tenant), records[0].body));
    const crypto::Place before{terms.tenant, 0, crypto::Field::attempts};
    must(store->put_record(name.kind, name.id, key.seal(before, bytes)));

    CHECK(must(memory::verify_all(engine)).faults.empty());
    must(memory::verify_caller(engine, says("call-1", "0001"), terms));
    must(memory::verify_caller(engine, says("call-1", "0002"), terms));
    must(memory::start_call(engine, start_of("call-2", "+12025550199"), terms));
    CHECK(failure(memory::verify_caller(engine, says("call-2", "0003"), terms)) ==
          Code::too_many_attempts);
    CHECK(must(memory::verify_all(engine)).faults.empty());
}

TEST_CASE("a clock that was set back and forth locks nobody out for long") {
    memory::Failures failures;
    for (int i = 0; i < 12; ++i)
        memory::add_failure(failures, monday);
    CHECK(failures.size() == 10);
    CHECK(memory::allowed_from(failures, monday) == monday + 24h);
    // Back by an hour: they still count. Back by a year: a mistake, and forgotten.
    CHECK(memory::allowed_from(failures, monday - 1h) == monday + 24h);
    CHECK(memory::allowed_from(failures, monday - days{365}) <= monday - days{365});
    CHECK(memory::allowed_from(failures, monday + 24h) <= monday + 24h);
}

TEST_SUITE_END();
