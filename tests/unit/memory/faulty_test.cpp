// Wherever the store fails in the middle of a use case, the caller hears of it, and asking again
// gives what one untroubled try would have given.
#include "tests/conformance/faulty_store.hpp"

#include "lib/memory/use_cases.hpp"
#include "lib/store/memory/memory_store.hpp"
#include "tests/unit/memory/kit.hpp"

using namespace hark;
using namespace hark::test;

namespace {

constexpr Error no_space{Code::disk_full, "no space left"};
constexpr const char* number = "+12025550100";

struct Bench {
    VirtualClock clock{monday};
    FaultyStore store{store::make_memory_store()};
    crypto::Keyring keys = crypto::Keyring::ephemeral();
    memory::Engine engine{store, keys, clock};
    Terms terms;
};

/// Runs `use` on a fresh bench made ready by `before`, with the n-th call to the store failing, for
/// every n; then once more without failure, and `check`s what came of it.
template <typename Before, typename Use, typename Check>
void fail_everywhere(Before before, Use use, Check check) {
    for (const auto when : {Fails::before, Fails::after}) {
        int failures = 0;
        for (int n = 1; n < 50; ++n) {
            CAPTURE(n);
            CAPTURE(when == Fails::after);
            Bench bench;
            before(bench);
            bench.store.fail(n, when, no_space);
            const auto first = use(bench);
            const bool troubled = bench.store.failed();
            bench.store.fail(0, when, no_space);
            if (!troubled) {
                CHECK_FALSE(first.has_value());
                break;
            }
            ++failures;
            if (first) CHECK(*first == Code::disk_full);
            // What was acknowledged all the same is done: nobody will ask again.
            if (!first) check(bench, first);
            const auto again = use(bench);
            check(bench, again);
            const auto report = must(memory::verify_all(bench.engine));
            CHECK(report.faults.empty());
        }
        CHECK(failures >= 2);
        CHECK(failures < 49);
    }
}

void first_call(Bench& bench) {
    must(memory::start_call(bench.engine, start_of("call-1", number), bench.terms));
}

std::optional<Code> end_with_refund(Bench& bench) {
    auto end = end_of("call-1");
    end.learned = about("refund");
    end.learned.summary = text<Summary>("Once.");
    end.learned.variables = {variable("name", "Ada")};
    return failure(memory::end_call(bench.engine, end, bench.terms));
}

CustomerView held(Bench& bench) {
    const auto call = must(memory::view_call(bench.engine, "call-1", bench.terms));
    return must(memory::view_customer(bench.engine, call.customer_ref, bench.terms));
}

} // namespace

TEST_SUITE_BEGIN("faulty");

TEST_CASE("a start that failed and was repeated is one call of one customer, counted once") {
    fail_everywhere([](Bench& bench) { bench.terms.allowance = Allowance{1, 24'322, 1}; },
                    [](Bench& bench) {
                        return failure(memory::start_call(bench.engine, start_of("call-1", number),
                                                          bench.terms));
                    },
                    [](Bench& bench, std::optional<Code> again) {
                        CHECK_FALSE(again);
                        CHECK(must(bench.store.totals()).calls == 1);
                        CHECK(must(bench.store.totals()).customers == 1);
                        CHECK(must(bench.store.used(1, 24'322)) == 1);
                        CHECK(held(bench).identifiers.size() == 1);
                    });
}

TEST_CASE("an end that failed and was repeated is learned once") {
    fail_everywhere(first_call, end_with_refund, [](Bench& bench, std::optional<Code> again) {
        CHECK_FALSE(again);
        const auto view = held(bench);
        CHECK(view.history.size() == 1);
        REQUIRE(view.intents.size() == 1);
        CHECK(view.intents[0].attempt_count == 1);
        CHECK(view.variables.size() == 1);
    });
}

TEST_CASE("an end that moves the call to a new customer moves it once") {
    fail_everywhere(
        [](Bench& bench) {
            first_call(bench);
            (void)end_with_refund(bench);
            bench.clock.advance(1h);
            must(memory::start_call(bench.engine, start_of("call-2", number), bench.terms));
        },
        [](Bench& bench) {
            auto end = end_of("call-2");
            end.confirmed = Confirmed::new_customer;
            end.learned = about("delivery");
            return failure(memory::end_call(bench.engine, end, bench.terms));
        },
        [](Bench& bench, std::optional<Code> again) {
            CHECK_FALSE(again);
            CHECK(must(bench.store.totals()).customers == 2);
            const auto first = held(bench);
            CHECK(first.history.size() == 1);
            CHECK(find(first.intents, "delivery") == nullptr);
            const auto call = must(memory::view_call(bench.engine, "call-2", bench.terms));
            CHECK(call.customer_ref != first.customer_ref);
            const auto moved =
                must(memory::view_customer(bench.engine, call.customer_ref, bench.terms));
            CHECK(moved.history.size() == 1);
            CHECK(find(moved.intents, "delivery") != nullptr);
        });
}

TEST_CASE(
    "an end that gives the call of a stranger to its customer leaves the stranger unreachable") {
    fail_everywhere(
        [](Bench& bench) {
            first_call(bench);
            must(memory::end_call(bench.engine, confirmed_end("call-1"), bench.terms));
            must(memory::start_call(bench.engine, start_of("call-2", "+12025550177"), bench.terms));
            auto update = update_of("call-2");
            update.learned.external_ids = external({{"account", "ACC-1"}});
            must(memory::update_call(bench.engine, update, bench.terms));
        },
        [](Bench& bench) {
            const auto ada = memory::view_call(bench.engine, "call-1", bench.terms);
            if (!ada) return failure(ada);
            auto end = confirmed_end("call-2");
            end.customer_ref = ada->customer_ref;
            return failure(memory::end_call(bench.engine, end, bench.terms));
        },
        [](Bench& bench, std::optional<Code> again) {
            CHECK_FALSE(again);
            auto peek = start_of("peek", "+12025550177", {{"account", "ACC-1"}});
            peek.explain = true;
            const auto known = must(memory::peek_call(bench.engine, peek, bench.terms));
            CHECK(known.identity.candidates.size() == 1);
        });
}

TEST_CASE("an end without start that failed and was repeated makes one customer") {
    fail_everywhere([](Bench&) {},
                    [](Bench& bench) {
                        auto end = end_of("call-1");
                        end.hints = hints(number);
                        end.learned = about("refund");
                        return failure(memory::end_call(bench.engine, end, bench.terms));
                    },
                    [](Bench& bench, std::optional<Code> again) {
                        CHECK_FALSE(again);
                        CHECK(must(bench.store.totals()).customers == 1);
                        CHECK(held(bench).history.size() == 1);
                        CHECK(held(bench).intents.size() == 1);
                    });
}

TEST_CASE("an update that failed and was repeated is learned once") {
    fail_everywhere(
        first_call,
        [](Bench& bench) {
            auto update = update_of("call-1");
            update.learned = about("refund");
            update.learned.variables = {variable("name", "Ada")};
            return failure(memory::update_call(bench.engine, update, bench.terms));
        },
        [](Bench& bench, std::optional<Code> again) {
            CHECK_FALSE(again);
            const auto view = held(bench);
            REQUIRE(view.intents.size() == 1);
            CHECK(view.intents[0].attempt_count == 1);
            CHECK(value_of(view.variables, "name") == "\"Ada\"");
        });
}

TEST_CASE("a forgetting that failed and was repeated is complete") {
    fail_everywhere(
        [](Bench& bench) {
            first_call(bench);
            (void)end_with_refund(bench);
        },
        [](Bench& bench) {
            const auto call = memory::view_call(bench.engine, "call-1", bench.terms);
            if (!call) return failure(call);
            return failure(memory::forget_customer(bench.engine, call->customer_ref, bench.terms));
        },
        [](Bench& bench, std::optional<Code> again) {
            const bool gone = !again || *again == Code::not_found;
            CHECK(gone);
            CHECK(must(bench.store.totals()).customers == 0);
            CHECK(must(bench.store.totals()).calls == 0);
            const auto known =
                must(memory::peek_call(bench.engine, start_of("peek", number), bench.terms));
            CHECK(known.identity.known_probability == 0);
        });
}

TEST_CASE("a verification that failed and was repeated moves and links the call once") {
    fail_everywhere(
        [](Bench& bench) {
            first_call(bench);
            auto end = confirmed_end("call-1");
            end.learned.variables = {verifier("pin", "4711")};
            must(memory::end_call(bench.engine, end, bench.terms));
            bench.clock.advance(1h);
            auto call = start_of("call-2", "+12025550101");
            call.hints.customer_ref =
                must(memory::view_call(bench.engine, "call-1", bench.terms)).customer_ref;
            // In doubt whether the reference is theirs: the call is a new customer's at first.
            call.telco.attestation = Attestation::failed;
            must(memory::start_call(bench.engine, call, bench.terms));
        },
        [](Bench& bench) {
            return failure(
                memory::verify_caller(bench.engine, says("call-2", "4711"), bench.terms));
        },
        [](Bench& bench, std::optional<Code> again) {
            CHECK_FALSE(again);
            const auto owner = must(memory::view_call(bench.engine, "call-1", bench.terms));
            const auto moved = must(memory::view_call(bench.engine, "call-2", bench.terms));
            CHECK(moved.customer_ref == owner.customer_ref);
            const auto view =
                must(memory::view_customer(bench.engine, owner.customer_ref, bench.terms));
            REQUIRE(view.identifiers.size() == 2);
            CHECK(view.identifiers[1].calls == 1);
        });
}

TEST_CASE("housekeeping that failed is done the next time") {
    fail_everywhere(
        [](Bench& bench) {
            first_call(bench);
            bench.clock.advance(5h);
        },
        [](Bench& bench) {
            memory::HouseCursor cursor;
            return failure(memory::keep_house(bench.engine, bench.terms, 100, cursor));
        },
        [](Bench& bench, std::optional<Code> again) {
            CHECK_FALSE(again);
            CHECK(must(memory::view_call(bench.engine, "call-1", bench.terms)).call_end);
            CHECK(held(bench).history.size() == 1);
        });
}

TEST_CASE("a store that cannot be read is an error and never an unknown caller") {
    Bench bench;
    first_call(bench);
    bench.store.fail(1, Fails::before, Error{Code::storage_failed, "cannot read"});
    CHECK(failure(memory::start_call(bench.engine, start_of("call-2", number), bench.terms)) ==
          Code::storage_failed);
    bench.store.fail(1, Fails::before, Error{Code::corrupt, "damaged"});
    CHECK(failure(memory::peek_call(bench.engine, start_of("call-2", number), bench.terms)) ==
          Code::corrupt);
    bench.store.fail(1, Fails::before, Error{Code::corrupt, "damaged"});
    CHECK(failure(memory::view_call(bench.engine, "call-1", bench.terms)) == Code::corrupt);
}

TEST_SUITE_END();
