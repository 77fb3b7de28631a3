#include "server/metrics/exposition.hpp"

#include <cstdint>
#include <string_view>

namespace hark::server {

namespace {

void append_head(std::string_view name, std::string_view help, std::string& out) {
    out.append("# HELP ").append(name).append(" ").append(help).append("\n# TYPE ");
    out.append(name).append(" counter\n");
}

void append_value(std::string_view name, std::string_view labels, std::uint64_t value,
                  std::string& out) {
    out.append(name).append(labels).append(" ").append(std::to_string(value)).append("\n");
}

std::string labels(std::string_view door, std::string_view kind, std::string_view name) {
    std::string text{"{door=\""};
    text.append(door).append("\",").append(kind).append("=\"").append(name).append("\"}");
    return text;
}

void append_entities(std::string_view door, const redaction::Counters& counters, std::string& out) {
    for (std::size_t entity = 0; entity < redaction::entity_count; ++entity)
        if (counters.by_entity[entity] != 0)
            append_value("hark_redacted_total",
                         labels(door, "entity", name(static_cast<redaction::Entity>(entity))),
                         counters.by_entity[entity], out);
}

void append_rules(std::string_view door, const redaction::Counters& counters, std::string& out) {
    for (std::size_t rule = 0; rule < counters.by_rule.size(); ++rule)
        if (counters.by_rule[rule] != 0)
            append_value(
                "hark_redacted_by_rule_total",
                labels(door, "rule", redaction::rule_name(static_cast<redaction::RuleId>(rule))),
                counters.by_rule[rule], out);
}

} // namespace

void append_metrics(const Log& log, const Redactions& redactions, std::string& out) {
    const auto logged = log.counters();
    const auto asked = redactions.counters.load();
    append_head("hark_redacted_total", "Spans that were replaced, by entity.", out);
    append_entities("log", logged, out);
    append_entities("api", asked, out);
    append_head("hark_redacted_by_rule_total", "Spans that were replaced, by rule.", out);
    append_rules("log", logged, out);
    append_rules("api", asked, out);
    append_head("hark_log_lines_failed_total", "Log lines that could not be redacted.", out);
    append_value("hark_log_lines_failed_total", "", log.failures(), out);
}

} // namespace hark::server
