#include "server/cli/report.hpp"

#include <array>
#include <string_view>

namespace hark::server {

namespace {

// The plot, in units of its own: a square from (left, top), rows of counts below it.
constexpr int left = 150;
constexpr int top = 16;
constexpr int side = 480;
constexpr int row_height = 22;
constexpr int axis_height = 56;            // the axis with its name
constexpr std::size_t name_shown_max = 17; // letters that have room before the counts
constexpr int width = left + side + 24;

// Colour says nothing that dashes and marks do not say, too.
constexpr std::string_view style = R"(
:root { color-scheme: light dark; --ink: #1b1f24; --paper: #fff; --line: #d0d7de; --soft: #57606a;
  --c0: #0b5cad; --c1: #a8480c; --c2: #1a7f37; --c3: #8250df; }
@media (prefers-color-scheme: dark) {
  :root { --ink: #e6edf3; --paper: #0d1117; --line: #3d444d; --soft: #9198a1;
    --c0: #6cb6ff; --c1: #ffa657; --c2: #7ee787; --c3: #d2a8ff; } }
body { font: 16px/1.5 system-ui, sans-serif; color: var(--ink); background: var(--paper);
  max-width: 72rem; margin: 2rem auto; padding: 0 1rem; }
p { max-width: 44rem; }
svg { max-width: 42rem; width: 100%; height: auto; }
svg text { fill: var(--ink); font: 13px system-ui, sans-serif; }
.grid { stroke: var(--line); } .even { stroke: var(--soft); stroke-dasharray: 2 5; }
.curve { fill: none; stroke-width: 2; }
.s0 { stroke: var(--c0); } .s1 { stroke: var(--c1); }
.s2 { stroke: var(--c2); } .s3 { stroke: var(--c3); }
.f0 { fill: var(--c0); } .f1 { fill: var(--c1); }
.f2 { fill: var(--c2); } .f3 { fill: var(--c3); }
.s1 { stroke-dasharray: 8 4; } .s2 { stroke-dasharray: 3 3; } .s3 { stroke-dasharray: 9 3 2 3; }
.wide { overflow-x: auto; }
table { border-collapse: collapse; font-variant-numeric: tabular-nums; }
th, td { padding: .15rem .6rem; text-align: right; border-bottom: 1px solid var(--line); }
th:first-child { text-align: left; font-weight: normal; white-space: pre; }
thead th { font-weight: 600; }
)";

std::string escaped(std::string_view text) {
    std::string out;
    for (const char c : text) {
        switch (c) {
            case '&':
                out.append("&amp;");
                break;
            case '<':
                out.append("&lt;");
                break;
            case '>':
                out.append("&gt;");
                break;
            case '"':
                out.append("&quot;");
                break;
            default:
                out.push_back(c);
        }
    }
    return out;
}

std::string x_of(double chance) { return decimal(left + side * chance, 1); }
std::string y_of(double chance) { return decimal(top + side * (1 - chance), 1); }

std::string text_at(const std::string& x, const std::string& y, std::string_view anchor,
                    std::string_view text) {
    std::string out{"<text x=\""};
    out.append(x).append("\" y=\"").append(y).append("\" text-anchor=\"").append(anchor);
    return out.append("\">").append(escaped(text)).append("</text>\n");
}

std::string line(const std::string& x1, const std::string& y1, const std::string& x2,
                 const std::string& y2, std::string_view name) {
    return "<line x1=\"" + x1 + "\" y1=\"" + y1 + "\" x2=\"" + x2 + "\" y2=\"" + y2 +
           "\" class=\"" + std::string{name} + "\"/>\n";
}

/// A circle, square, triangle or diamond.
std::string mark(double x, double y, std::size_t policy) {
    const std::string fill = " class=\"f" + std::to_string(policy) + "\"/>\n";
    const auto at = [](double value) { return decimal(value, 1); };
    if (policy == 0) {
        return "<circle cx=\"" + at(x) + "\" cy=\"" + at(y) + "\" r=\"4.5\"" + fill;
    }
    if (policy == 1) {
        return "<rect x=\"" + at(x - 4) + "\" y=\"" + at(y - 4) + "\" width=\"8\" height=\"8\"" +
               fill;
    }
    const double low = policy == 2 ? 4 : 0; // a triangle's sides end below, a diamond's at half
    std::string points = at(x) + "," + at(y - 5) + " " + at(x + 5) + "," + at(y + low) + " ";
    if (policy > 2) points.append(at(x) + "," + at(y + 5) + " ");
    points.append(at(x - 5) + "," + at(y + low));
    return "<polygon points=\"" + points + "\"" + fill;
}

std::string axes() {
    std::string out;
    for (int tenth = 0; tenth <= 10; tenth += 2) {
        const double at = tenth / 10.0;
        const auto name = decimal(at, 1);
        out += line(x_of(at), y_of(0), x_of(at), y_of(1), "grid");
        out += line(x_of(0), y_of(at), x_of(1), y_of(at), "grid");
        out += text_at(x_of(at), decimal(top + side + 18, 0), "middle", name);
        out += text_at(decimal(left - 8, 0), decimal(top + side * (1 - at) + 4, 1), "end", name);
    }
    out += line(x_of(0), y_of(0), x_of(1), y_of(1), "even");
    out += text_at(x_of(.5), decimal(top + side + 38, 0), "middle", "probability said");
    out += text_at(decimal(left - 44, 0), y_of(.5), "end", "share right");
    return out;
}

/// The curve with its marks, and the row of counts.
std::string curve(const Judged& judged, std::size_t policy) {
    std::string points;
    std::string marks;
    std::string counts;
    const double row = top + side + axis_height + row_height * (static_cast<double>(policy) + .5);
    for (std::size_t bin = 0; bin < bins_count; ++bin) {
        const auto& tally = judged.metrics.bins[bin];
        counts += text_at(x_of((static_cast<double>(bin) + .5) / bins_count), decimal(row, 1),
                          "middle", std::to_string(tally.count));
        if (tally.count == 0) continue;
        const double x = left + side * tally.mean_said();
        const double y = top + side * (1 - tally.right_share());
        points.append(decimal(x, 1) + "," + decimal(y, 1) + " ");
        marks += mark(x, y, policy);
    }
    std::string out = "<polyline points=\"" + points + "\" class=\"curve s" +
                      std::to_string(policy) + "\"/>\n" + marks;
    out += mark(10, row - 4, policy);
    const bool fits = judged.name.size() <= name_shown_max;
    out += text_at("20", decimal(row, 1), "start",
                   fits ? judged.name : judged.name.substr(0, name_shown_max - 1) + "\u2026");
    return out + counts;
}

std::string description(std::span<const Judged> judged) {
    std::string out{"Right against said; on the diagonal both are the same."};
    for (const auto& one : judged) {
        out.append(" ").append(one.name).append(":");
        for (const auto& tally : one.metrics.bins) {
            if (tally.count == 0) continue;
            out.append(" said ").append(decimal(tally.mean_said(), 2));
            out.append(", right ").append(decimal(tally.right_share(), 2)).append(";");
        }
        out.back() = '.';
    }
    return out;
}

std::string plot(std::span<const Judged> judged) {
    const int height =
        top + side + axis_height + row_height * (static_cast<int>(judged.size()) + 1);
    std::string out = "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 " +
                      std::to_string(width) + " " + std::to_string(height) +
                      "\" role=\"img\" aria-labelledby=\"plot-title plot-desc\">\n"
                      "<title id=\"plot-title\">Reliability</title>\n<desc id=\"plot-desc\">" +
                      escaped(description(judged)) + "</desc>\n" + axes();
    for (std::size_t policy = 0; policy < judged.size(); ++policy)
        out += curve(judged[policy], policy);
    out += text_at(x_of(.5), decimal(height - 6, 0), "middle", "starts in each bin");
    return out + "</svg>\n";
}

std::string html_of(const Table& table) {
    std::string out = "<h2>" + escaped(table.title) + "</h2>\n<p>" + escaped(table.reading) +
                      "</p>\n<div class=\"wide\"><table>\n<thead>\n<tr><th>" +
                      escaped(table.columns.empty() ? table.row_head : "") + "</th>";
    const auto columns = std::to_string(std::max<std::size_t>(table.columns.size(), 1));
    for (const auto& group : table.groups) {
        out.append("<th scope=\"colgroup\" colspan=\"").append(columns).append("\">");
        out.append(escaped(group)).append("</th>");
    }
    out.append("</tr>\n");
    if (!table.columns.empty()) {
        out.append("<tr><th>").append(escaped(table.row_head)).append("</th>");
        for (std::size_t group = 0; group < table.groups.size(); ++group) {
            for (const auto& column : table.columns)
                out.append("<th scope=\"col\">").append(escaped(column)).append("</th>");
        }
        out.append("</tr>\n");
    }
    out.append("</thead>\n<tbody>\n");
    for (const auto& row : table.rows) {
        out.append("<tr><th scope=\"row\">").append(escaped(row.head)).append("</th>");
        for (const auto& cell : row.cells)
            out.append("<td>").append(escaped(cell)).append("</td>");
        out.append("</tr>\n");
    }
    return out.append("</tbody>\n</table></div>\n");
}

} // namespace

std::string html_report(std::span<const Judged> judged, const Table* fit) {
    std::string out{
        "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
        "<meta name=\"viewport\" content=\"width=device-width\">\n"
        "<title>Hark: how sure, and how often right</title>\n<style>"};
    out.append(style).append("</style>\n</head>\n<body>\n<h1>How sure, and how often right</h1>\n");
    out.append(
        "<p>Each curve is a policy. Right means that the customer it named was the caller. "
        "On the diagonal, what was said came true as often as was said: below it a policy "
        "claims too much, above it too little. The rows under the plot count the starts in "
        "each tenth; marks with few starts behind them wander by chance.</p>\n");
    out.append(plot(judged));
    for (const auto& table : tables_of(judged))
        out.append(html_of(table));
    if (fit != nullptr) out.append(html_of(*fit));
    return out.append("</body>\n</html>\n");
}

} // namespace hark::server
