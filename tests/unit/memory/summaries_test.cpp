// What of a summary is stored.
#include "tests/unit/memory/kit.hpp"

using namespace hark;
using namespace hark::test;

namespace {

constexpr const char* number = "+12025550100";
constexpr std::string_view said =
    "Ida (ida@example.org) paid with 4111 1111 1111 1111, CVV 737, PIN is 4821.";

Terms redacting(bool all, std::string_view region = "US") {
    Terms terms;
    terms.settings.redact_summaries = all;
    terms.settings.region = *Region::from(region);
    return terms;
}

/// A call that ended with the summary, as it is told from then on.
template <typename Kind>
std::string stored(Kind& memory, std::string_view call_id, std::string_view summary,
                   const Terms& terms) {
    must(memory->start(start_of(call_id, number), terms));
    auto end = confirmed_end(call_id);
    end.learned.summary = text<Summary>(summary);
    const auto ref = must(memory->end(end, terms)).customer_ref;
    const std::string kept{must(memory->call(text<CallId>(call_id), terms)).summary.view()};
    CHECK(must(memory->customer(ref, terms)).history.front().summary.view() == kept);
    return kept;
}

} // namespace

TEST_SUITE_BEGIN("summaries");

TEST_CASE_TEMPLATE("card data in a summary is never stored", Kind, HARK_MEMORIES) {
    Kind memory;
    CHECK(stored(memory, "call-1", said, {}) ==
          "Ida (ida@example.org) paid with [CARD], CVV [CVV], PIN is [PIN].");
    const auto again = must(memory->start(start_of("call-2", number)));
    REQUIRE(again.history.size() == 1);
    CHECK(again.history[0].summary.view().find("4111") == std::string_view::npos);
    CHECK(stored(memory, "call-3", "Refund of 41.11 on order 4111-22, see https://example.org.",
                 {}) == "Refund of 41.11 on order 4111-22, see https://example.org.");
}

TEST_CASE_TEMPLATE(
    "what an update brings, and in what a call ends that nobody started, is treated "
    "alike",
    Kind, HARK_MEMORIES) {
    Kind memory;
    must(memory->start(start_of("call-1", number)));
    auto update = update_of("call-1");
    update.learned.summary = text<Summary>(
        "card four one one one one one one one one one one one "
        "one one one one");
    must(memory->update(update));
    CHECK(must(memory->call("call-1")).summary.view() == "card [CARD]");
    must(memory->end(end_of("call-1")));
    update.learned.summary = text<Summary>("4111111111111111");
    must(memory->update(update));
    CHECK(must(memory->call("call-1")).summary.view() == "[CARD]");

    auto end = end_of("mail-1");
    end.hints = hints(number);
    end.learned.summary = text<Summary>(";4111111111111111=29121010000012345678?");
    must(memory->end(end));
    CHECK(must(memory->call("mail-1")).summary.view().find("4111") == std::string_view::npos);
}

TEST_CASE_TEMPLATE("a tenant that wants it stores nothing personal in summaries", Kind,
                   HARK_MEMORIES) {
    Kind memory;
    CHECK(stored(memory, "call-1", said, redacting(true)) ==
          "Ida ([EMAIL]) paid with [CARD], CVV [CVV], PIN is [PIN].");
    CHECK(stored(memory, "call-2", "his NHS number is 943 476 5919", redacting(true, "GB")) ==
          "his NHS number is [UK_NHS]");
}

TEST_CASE_TEMPLATE("variables are the caller's own and stay", Kind, HARK_MEMORIES) {
    Kind memory;
    auto end = confirmed_end("call-1");
    must(memory->start(start_of("call-1", number), redacting(true)));
    end.learned.summary = text<Summary>("4111 1111 1111 1111");
    end.learned.variables = {variable("note", "4111 1111 1111 1111")};
    must(memory->end(end, redacting(true)));
    CHECK(value_of(must(memory->start(start_of("call-2", number))).variables, "note") ==
          "\"4111 1111 1111 1111\"");
}

TEST_CASE_TEMPLATE("a summary is compared as it came, not as it is stored", Kind, HARK_MEMORIES) {
    Kind memory;
    must(memory->start(start_of("call-1", number)));
    auto end = end_of("call-1");
    end.learned.summary = text<Summary>("paid with 4111111111111111");
    const auto first = must(memory->end(end));
    const auto second = must(memory->end(end));
    CHECK(second.customer_ref == first.customer_ref);
    CHECK(second.call_end == first.call_end);
    end.learned.summary = text<Summary>("paid with 5555555555554444");
    CHECK(failure(memory->end(end)) == Code::conflict);
}

TEST_CASE_TEMPLATE("placeholders that do not fit any more become asterisks", Kind, HARK_MEMORIES) {
    Kind memory;
    std::string long_one;
    while (long_one.size() + 8 <= Summary::bytes_max)
        long_one += "cvv 737,";
    const std::string kept = stored(memory, "call-1", long_one, {});
    CHECK(kept.size() <= Summary::bytes_max);
    CHECK(kept.find("737") == std::string::npos);
}

TEST_SUITE_END();
