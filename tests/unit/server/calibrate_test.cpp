// What calibrate counts, on outcomes few enough to be worked out by hand.
#include <doctest/doctest.h>

#include <cmath>
#include <string>
#include <vector>

#include "server/cli/metrics.hpp"
#include "server/cli/report.hpp"
#include "server/cli/tables.hpp"

namespace hark::server {

namespace {

/// A known caller's call on a mobile line, answered with a customer.
Outcome named(double said, bool right, double confidence) {
    Outcome outcome;
    outcome.said = said;
    outcome.right = right;
    outcome.confidence = confidence;
    outcome.named = true;
    outcome.known = true;
    outcome.line = LineType::mobile;
    outcome.candidates = 1;
    return outcome;
}
Outcome named(double said, bool right) { return named(said, right, said); }

/// Answered as a new caller, without any candidate.
Outcome nobody(bool known) {
    Outcome outcome;
    outcome.known = known;
    return outcome;
}

Metrics metrics_of(const std::vector<Outcome>& outcomes) {
    Metrics metrics;
    for (const auto& outcome : outcomes)
        metrics.add(outcome);
    return metrics;
}

std::string cell(const Table& table, const std::string& head, std::size_t at = 0) {
    for (const auto& row : table.rows) {
        if (row.head == head) return row.cells[at];
    }
    return "no row " + head;
}

PlayedStart played(const CustomerRef& answered, const CustomerRef& resolved, bool returning) {
    PlayedStart start;
    start.answer.customer_ref = answered;
    start.answer.returning = returning;
    start.resolved = resolved;
    return start;
}

} // namespace

TEST_CASE("the Brier score is the mean squared distance of what was said from what was so") {
    const auto metrics = metrics_of({named(.9, true), named(.6, false)});
    CHECK(metrics.with_candidate.brier() == doctest::Approx((.01 + .36) / 2));
    CHECK(metrics.all.brier() == doctest::Approx(metrics.with_candidate.brier()));
    CHECK(metrics_of({named(.9, true), nobody(false)}).all.brier() == doctest::Approx(.01 / 2));
    CHECK(metrics_of({named(.9, true), nobody(false)}).with_candidate.brier() ==
          doctest::Approx(.01));
}

TEST_CASE("the log loss is that of what was so, and bounded") {
    const auto metrics = metrics_of({named(.9, true), named(.6, false)});
    CHECK(metrics.all.log_loss() == doctest::Approx(-(std::log(.9) + std::log(.4)) / 2));
    CHECK(metrics_of({named(1, false)}).all.log_loss() == doctest::Approx(-std::log(chance_min)));
}

TEST_CASE("the calibration error weighs each bin's distance by its starts") {
    // Three said .9 on the mean, two right; one said .2, right.
    const auto metrics =
        metrics_of({named(.9, true), named(.92, true), named(.94, false), named(.2, true)});
    CHECK(metrics.bins[9].count == 3);
    CHECK(metrics.bins[9].mean_said() == doctest::Approx(.92));
    CHECK(metrics.bins[9].right_share() == doctest::Approx(2.0 / 3));
    CHECK(metrics.ece() == doctest::Approx((2.76 - 2 + .8) / 4));
    CHECK(metrics_of({named(1, true)}).bins[9].count == 1);
    CHECK(metrics_of({named(0, false)}).bins[0].count == 1);
}

TEST_CASE("precision is of those named, recall of those known") {
    const auto metrics = metrics_of({named(.95, true), named(.85, true, .79), named(.85, false),
                                     named(.55, true), nobody(true), nobody(false)});
    CHECK(metrics.known == 5);
    const auto& from_80 = metrics.by_probability[3];
    CHECK(thresholds[3] == .8);
    CHECK(from_80.count == 3);
    CHECK(from_80.right == 2);
    CHECK(metrics.by_confidence[3].count == 2); // one was capped
    CHECK(metrics.by_confidence[3].right == 1);
    CHECK(metrics.all.high == 2);
    CHECK(metrics.all.high_precision() == .5);
    CHECK(metrics.by_probability[5].count == 1);

    const std::vector judged{Judged{"one", metrics}};
    const auto tables = tables_of(judged);
    CHECK(cell(tables[0], "sure: recall") == "0.200");
    CHECK(cell(tables[2], "0.80", 1) == "0.667");
    CHECK(cell(tables[2], "0.80", 2) == "0.400");
    CHECK(cell(tables[3], "0.80", 0) == "0.333");
}

TEST_CASE("a new caller is answered rightly where the caller was new") {
    const auto metrics = metrics_of({nobody(true), nobody(false), nobody(false)});
    CHECK(metrics.answered_new.count == 3);
    CHECK(metrics.answered_new.right == 2);
    const std::vector judged{Judged{"one", metrics}};
    CHECK(cell(tables_of(judged)[0], "  and were new") == "0.667");
    CHECK(cell(tables_of(judged)[0], "Brier") == "-"); // of none
}

TEST_CASE("each start is in one slice of each kind") {
    auto shared = named(.6, true);
    shared.candidates = 3;
    shared.with_id = true;
    shared.line = LineType::generic;
    const auto metrics = metrics_of({named(.9, true), shared, nobody(false)});
    std::uint64_t counted = 0;
    for (const auto& slice : metrics.slices)
        counted += slice.tally.count;
    CHECK(counted == 9);
    const std::vector judged{Judged{"one", metrics}};
    const auto slices = tables_of(judged)[4];
    CHECK(cell(slices, "line: mobile") == "1");
    CHECK(cell(slices, "line: other") == "1");
    CHECK(cell(slices, "line: not given or unknown") == "1");
    CHECK(cell(slices, "with id") == "1");
    CHECK(cell(slices, "2 and more", 1) == "0.600");
    CHECK(cell(slices, "line: voip") == "no row line: voip");
}

TEST_CASE("an answer is right when the call ended up with the customer it named") {
    const CustomerRef one = CustomerRef::random();
    const CustomerRef two = CustomerRef::random();
    CHECK(outcome_of({}, played(one, one, true)).right);
    CHECK_FALSE(outcome_of({}, played(one, two, true)).right);
    // A new customer is not a hit, whose ever it is.
    const auto stranger = outcome_of({}, played(one, one, false));
    CHECK_FALSE(stranger.right);
    CHECK_FALSE(stranger.named);
    CHECK(stranger.said == 0);
    // Where a new caller was answered, the best candidate is judged.
    auto low = played(one, two, false);
    low.answer.identity.candidates = {{two, .4}, {one, .1}};
    low.known = true;
    const auto outcome = outcome_of({}, low);
    CHECK(outcome.right);
    CHECK(outcome.said == .4);
    CHECK(outcome.confidence == 0);
}

TEST_CASE("tables stand side by side, each column under its head") {
    const std::vector judged{Judged{"a", metrics_of({named(.9, true)})},
                             Judged{"a-much-longer-name-of-a-policy-than-its-columns-are-wide",
                                    metrics_of({named(.4, true)})}};
    for (const auto& table : tables_of(judged)) {
        const auto text = text_of(table);
        std::vector<std::size_t> widths;
        std::size_t at = text.find('\n') + 1;
        while (at < text.size()) {
            const auto end = text.find('\n', at);
            widths.push_back(end - at);
            at = end + 1;
        }
        for (const auto width : widths)
            CHECK(width == widths.front());
    }
}

TEST_CASE("the report escapes what is not its own, and runs nothing") {
    const std::vector judged{Judged{"a<b>&\"c\"", metrics_of({named(.9, true)})}};
    const auto html = html_report(judged, nullptr);
    CHECK(html.find("a<b>") == std::string::npos);
    CHECK(html.find("a&lt;b&gt;&amp;&quot;c&quot;") != std::string::npos);
    CHECK(html.find("<script") == std::string::npos);
    CHECK(html.find("http://www.w3.org/2000/svg") == html.rfind("http"));
}

} // namespace hark::server
