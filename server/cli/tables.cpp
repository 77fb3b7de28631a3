#include "server/cli/tables.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <functional>
#include <limits>
#include <utility>

namespace hark::server {

namespace {

std::string share(double value) { return decimal(value, 3); }
std::string count(std::uint64_t value) { return std::to_string(value); }

double ratio(std::uint64_t part, std::uint64_t whole) {
    if (whole == 0) return std::numeric_limits<double>::quiet_NaN();
    return static_cast<double>(part) / static_cast<double>(whole);
}

using Cells = std::function<std::vector<std::string>(const Metrics&)>;

void add_row(Table& table, std::span<const Judged> judged, std::string head, const Cells& cells) {
    Table::Row row{std::move(head), {}};
    for (const auto& one : judged) {
        for (auto& cell : cells(one.metrics))
            row.cells.push_back(std::move(cell));
    }
    table.rows.push_back(std::move(row));
}

Table titled(std::span<const Judged> judged, std::string title, std::string reading,
             std::string row_head, std::vector<std::string> columns) {
    Table table{
        std::move(title), std::move(reading), std::move(row_head), {}, std::move(columns), {}};
    for (const auto& one : judged)
        table.groups.push_back(one.name);
    return table;
}

Table summary(std::span<const Judged> judged) {
    auto table = titled(
        judged, "Summary",
        "All starts with truth, each judged by the probability that was said before its truth was "
        "told: of the customer answered, or of the best candidate where a new caller was answered. "
        "Brier score, log loss (nats) and expected calibration error (ECE) are better the smaller "
        "they are; 0 would be perfect. They are over the starts that had a candidate, and once "
        "more over all, where a start without one counts as 0 said and rightly so: what it costs "
        "to see no candidate in a known caller shows in recall. Sure: a confidence of 0.8 or more, "
        "after the caps. Recall is of the callers who were customers before.",
        "", {});
    const auto row = [&](const char* head, auto value) {
        add_row(table, judged, head,
                [&](const Metrics& of) { return std::vector<std::string>{value(of)}; });
    };
    row("starts with truth", [](const Metrics& of) { return count(of.all.count); });
    row("  of known callers", [](const Metrics& of) { return count(of.known); });
    row("  with a candidate", [](const Metrics& of) { return count(of.with_candidate.count); });
    row("Brier", [](const Metrics& of) { return decimal(of.with_candidate.brier(), 4); });
    row("log loss", [](const Metrics& of) { return decimal(of.with_candidate.log_loss(), 4); });
    row("ECE", [](const Metrics& of) { return decimal(of.ece(), 4); });
    row("Brier, all starts", [](const Metrics& of) { return decimal(of.all.brier(), 4); });
    row("log loss, all starts", [](const Metrics& of) { return decimal(of.all.log_loss(), 4); });
    row("sure: share", [](const Metrics& of) { return share(of.all.high_share()); });
    row("sure: precision", [](const Metrics& of) { return share(of.all.high_precision()); });
    row("sure: recall",
        [](const Metrics& of) { return share(ratio(of.all.high_right, of.known)); });
    row("answered as new", [](const Metrics& of) { return count(of.answered_new.count); });
    row("  and were new", [](const Metrics& of) {
        return share(ratio(of.answered_new.right, of.answered_new.count));
    });
    return table;
}

Table reliability(std::span<const Judged> judged) {
    auto table = titled(
        judged, "Reliability",
        "Starts with a candidate, by what was said. Where 0.9 was said on the mean, nine in ten "
        "should have been right: the nearer the two columns, the better calibrated. Bins with few "
        "starts say little.",
        "said", {"starts", "said", "right"});
    for (std::size_t bin = 0; bin < bins_count; ++bin) {
        const auto edge = [](std::size_t at) { return decimal(static_cast<double>(at) / 10, 1); };
        add_row(table, judged, edge(bin) + " to " + edge(bin + 1), [&](const Metrics& of) {
            const auto& tally = of.bins[bin];
            return std::vector{count(tally.count), share(tally.mean_said()),
                               share(tally.right_share())};
        });
    }
    return table;
}

Table by_threshold(std::span<const Judged> judged, bool by_confidence) {
    auto table =
        by_confidence
            ? titled(judged, "Precision and recall by confidence",
                     "The same by confidence, which is the probability after the caps, and "
                     "what levels go by: 0.8 is high, 0.5 medium, unless a tenant has "
                     "thresholds of its own.",
                     "from", {"share", "precision", "recall"})
            : titled(judged, "Precision and recall by probability",
                     "If everyone from this probability up were taken for the customer: "
                     "the share of all starts that would be, how many of these rightly "
                     "(precision), and how many of the known callers that finds (recall).",
                     "from", {"share", "precision", "recall"});
    for (std::size_t t = 0; t < thresholds.size(); ++t) {
        add_row(table, judged, decimal(thresholds[t], 2), [&](const Metrics& of) {
            const auto& reached = by_confidence ? of.by_confidence[t] : of.by_probability[t];
            return std::vector{share(ratio(reached.count, of.all.count)),
                               share(ratio(reached.right, reached.count)),
                               share(ratio(reached.right, of.known))};
        });
    }
    return table;
}

Table by_slice(std::span<const Judged> judged) {
    auto table = titled(judged, "Slices",
                        "The same starts cut in three ways: by the line type that was given, by "
                        "whether an external "
                        "id came with the call, and by how many customers it could have been. A "
                        "policy can be right "
                        "on the whole and wrong in a slice: compare said and right in each.",
                        "", {"starts", "said", "right", "Brier", "sure", "prec."});
    for (std::size_t at = 0; at < judged.front().metrics.slices.size(); ++at) {
        const auto empty = [at](const Judged& one) {
            return one.metrics.slices[at].tally.count == 0;
        };
        if (std::all_of(judged.begin(), judged.end(), empty)) continue;
        add_row(table, judged, std::string{judged.front().metrics.slices[at].name},
                [&](const Metrics& of) {
                    const auto& tally = of.slices[at].tally;
                    return std::vector{count(tally.count),         share(tally.mean_said()),
                                       share(tally.right_share()), decimal(tally.brier(), 4),
                                       share(tally.high_share()),  share(tally.high_precision())};
                });
    }
    return table;
}

std::string padded(const std::string& text, std::size_t width, bool left) {
    const std::string space(width - std::min(width, text.size()), ' ');
    return left ? text + space : space + text;
}

} // namespace

std::string decimal(double value, int decimals) {
    if (!std::isfinite(value)) return "-";
    std::array<char, 64> digits{};
    const auto end = std::to_chars(digits.data(), digits.data() + digits.size(), value,
                                   std::chars_format::fixed, decimals)
                         .ptr;
    return {digits.data(), end};
}

std::vector<Table> tables_of(std::span<const Judged> judged) {
    return {summary(judged), reliability(judged), by_threshold(judged, false),
            by_threshold(judged, true), by_slice(judged)};
}

Table table_of(const Fit& fitted, const Policy& base) {
    Table table;
    table.title = "Fit";
    table.reading =
        "What was fitted to the first four fifths of the starts that had a candidate, "
        "judged by the last fifth, which it had not seen. Each number may move by a "
        "factor of five at most and is pulled towards where it was built in.";
    table.groups = {"before", "after"};
    table.rows.push_back({"log loss of the last " + count(fitted.held_out),
                          {decimal(fitted.before, 4), decimal(fitted.after, 4)}});
    for (const auto& number : policy_numbers(base.kind)) {
        const double before = number.of(base);
        const double after = number.of(fitted.policy);
        if (before == after) continue;
        const bool ended = std::find(fitted.at_limit.begin(), fitted.at_limit.end(), number.key) !=
                           fitted.at_limit.end();
        table.rows.push_back({std::string{number.key} + (ended ? " (at its limit)" : ""),
                              {decimal(before, 4), decimal(after, 4)}});
    }
    return table;
}

std::string text_of(const Table& table) {
    const std::size_t columns = std::max<std::size_t>(table.columns.size(), 1);
    std::size_t head = table.row_head.size();
    std::vector<std::size_t> widths(columns * table.groups.size());
    for (std::size_t at = 0; at < widths.size(); ++at) {
        widths[at] = table.columns.empty() ? 0 : table.columns[at % columns].size();
        for (const auto& row : table.rows)
            widths[at] = std::max(widths[at], row.cells[at].size());
    }
    for (const auto& row : table.rows)
        head = std::max(head, row.head.size());
    std::string names = padded("", head, true);
    std::string heads = padded(table.row_head, head, true);
    for (std::size_t group = 0; group < table.groups.size(); ++group) {
        std::size_t width = 2 * columns;
        for (std::size_t at = group * columns; at < (group + 1) * columns; ++at)
            width += widths[at];
        const auto missing = table.groups[group].size() + 3;
        if (width < missing) widths[group * columns] += missing - width;
        names.append(padded(table.groups[group], std::max(width, missing), false));
        for (std::size_t at = 0; at < table.columns.size(); ++at)
            heads.append("  ").append(
                padded(table.columns[at], widths[group * columns + at], false));
    }
    std::string text = table.title + "\n" + names + "\n";
    if (!table.columns.empty()) text.append(heads).append("\n");
    for (const auto& row : table.rows) {
        text.append(padded(row.head, head, true));
        for (std::size_t at = 0; at < row.cells.size(); ++at)
            text.append("  ").append(padded(row.cells[at], widths[at], false));
        text.append("\n");
    }
    return text;
}

} // namespace hark::server
