// Several tenants over one memory: housekeeping that one takes part in and another does not pay
// for, and settings that come with each request.
#include <limits>

#include "tests/unit/memory/kit.hpp"

using namespace hark;
using namespace hark::test;

namespace {

constexpr const char* number = "+12025550100";

} // namespace

TEST_SUITE_BEGIN("tenants");

TEST_CASE_TEMPLATE("calls that another tenant left open do not keep one's own from being closed",
                   Kind, HARK_MEMORIES) {
    Kind memory;
    for (int i = 0; i < 40; ++i) {
        must(memory->start(start_of("theirs-" + std::to_string(i), number), terms_of(2)));
    }
    must(memory->start(start_of("mine", number)));
    memory.clock.advance(5h);
    for (int i = 0; i < 10; ++i)
        must(memory->maintain(2));
    CHECK(must(memory->call("mine")).call_end);
    CHECK_FALSE(must(memory->maintain(1000)).more);
    CHECK_FALSE(must(memory->call("theirs-0", terms_of(2))).call_end);
}

TEST_CASE_TEMPLATE("housekeeping of one tenant does not pass over the customers of another", Kind,
                   HARK_MEMORIES) {
    Kind memory;
    for (int i = 0; i < 6; ++i) {
        const auto call_id = "theirs-" + std::to_string(i);
        confirmed_call(*memory, call_id, "+12025550150", {}, terms_of(2));
        must(memory->start(
            start_of("mine-" + std::to_string(i), "+120255501" + std::to_string(i + 10))));
        auto end = end_of("mine-" + std::to_string(i));
        end.learned.summary = "Short.";
        must(memory->end(end));
    }
    memory.clock.advance(days{31});
    // The busy one takes ten turns for each of the other's.
    std::uint64_t expired = 0;
    for (int i = 0; i < 20; ++i) {
        for (int turn = 0; turn < 10; ++turn)
            must(memory->maintain(1, terms_of(2)));
        expired += must(memory->maintain(1)).customers_expired;
    }
    CHECK(expired == 6);
}

TEST_CASE_TEMPLATE("calls keep their own tenant's housekeeping going, however busy another is",
                   Kind, HARK_MEMORIES) {
    Kind memory;
    must(memory->start(start_of("mine", number)));
    memory.clock.advance(5h);
    // Each turn is taken by the other first; the clock of turns stands still meanwhile.
    must(memory->start(start_of("theirs", number), terms_of(2)));
    CHECK_FALSE(must(memory->call("mine")).call_end);
    must(memory->start(start_of("mine-2", number)));
    CHECK(must(memory->call("mine")).call_end);
}

TEST_CASE_TEMPLATE("settings out of their range are refused by whatever they come with", Kind,
                   HARK_MEMORIES) {
    Kind memory;
    const auto ref = confirmed_call(*memory, "call-1", number);
    Terms terms;
    terms.settings.retention_days = 0;
    SUBCASE("no days of context") {}
    SUBCASE("no months of links") {
        terms = {};
        terms.settings.link_retention_months = -1;
    }
    SUBCASE("a level that is not a number") {
        terms = {};
        terms.settings.high_from = std::numeric_limits<double>::quiet_NaN();
    }
    CHECK(failure(memory->start(start_of("call-2", number), terms)) == Code::invalid);
    CHECK(failure(memory->peek(start_of("call-2", number), terms)) == Code::invalid);
    CHECK(failure(memory->update(update_of("call-1"), terms)) == Code::invalid);
    CHECK(failure(memory->verify_caller(says("call-1", "1"), terms)) == Code::invalid);
    CHECK(failure(memory->end(end_of("call-2"), terms)) == Code::invalid);
    CHECK(failure(memory->call("call-1", terms)) == Code::invalid);
    CHECK(failure(memory->customer(ref, terms)) == Code::invalid);
    CHECK(failure(memory->forget(ref, terms)) == Code::invalid);
    CHECK(failure(memory->maintain(100, terms)) == Code::invalid);
    CHECK(must(memory->customer(ref)).history.size() == 1);
}

TEST_SUITE_END();
