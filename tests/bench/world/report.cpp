#include "tests/bench/world/report.hpp"

#include <array>
#include <cmath>
#include <cstdio>

namespace hark::world {

namespace {

constexpr std::array line_names{"mobile", "landline", "voip", "office", "withheld"};
constexpr std::array status_names{"none", "own", "unlinked", "conflict", "unknown"};

std::string number(double value) {
    if (std::isnan(value)) return "null";
    char text[32];
    std::snprintf(text, sizeof text, "%.6g", value);
    return text;
}

std::string quoted(std::string_view text) { return "\"" + std::string{text} + "\""; }

std::string group_fields(const Group& group) {
    return "\"calls\":" + number(group.calls) + ",\"said\":" + number(group.said / group.calls) +
           ",\"right\":" + number(group.right / group.calls) +
           ",\"brier\":" + number(group.squares / group.calls) + ",\"high\":" + number(group.high) +
           ",\"high_right\":" + number(group.high_right);
}

void write_figures(std::span<const Outcome> sorted, std::size_t resamples, std::uint64_t seed,
                   std::string& out) {
    const auto intervals = measure_with_intervals(sorted, resamples, seed);
    out.append("\"figures\":{");
    for (std::size_t at = 0; at < figure_count; ++at) {
        const auto& one = intervals[at];
        out.append(at == 0 ? "" : ",").append(quoted(name_of(static_cast<Figure>(at))));
        out.append(":[").append(number(one.value)).append(",").append(number(one.low));
        out.append(",").append(number(one.high)).append("]");
    }
    out.append("}");
}

void write_groups(std::span<const Outcome> sorted, std::string& out) {
    const char* between = "";
    out.append(",\"reliability\":[");
    for (const Group& bin : reliability(sorted)) {
        out.append(between).append("{");
        if (bin.calls > 0) out.append(group_fields(bin));
        out.append("}");
        between = ",";
    }
    out.append("],\"slices\":[");
    between = "";
    for (const Slice& slice : slices(sorted)) {
        out.append(between).append("{\"line\":");
        out.append(quoted(line_names[static_cast<std::size_t>(slice.line)]));
        out.append(",\"linked\":").append(quoted(slice.linked)).append(",\"id\":");
        out.append(quoted(status_names[static_cast<std::size_t>(slice.id)])).append(",");
        out.append(group_fields(slice.group)).append("}");
        between = ",";
    }
    out.append("]");
}

} // namespace

std::string report(const World& world, const Run& run, std::span<const Outcome> sorted,
                   std::size_t resamples) {
    std::string out = "{\"world\":" + quoted(world.name) + ",\"policy\":" + quoted(run.policy);
    out.append(",\"seed\":").append(std::to_string(run.seed));
    out.append(",\"households\":").append(std::to_string(run.households));
    out.append(",\"years\":").append(number(world.years));
    out.append(",\"seconds\":").append(number(run.seconds)).append(",");
    write_figures(sorted, resamples, run.seed, out);
    write_groups(sorted, out);
    out.append("}\n");
    return out;
}

} // namespace hark::world
