#include <algorithm>

#include "hark/redaction_counters.hpp"

namespace hark::redaction {

SharedCounters::SharedCounters() : by_rule_(rule_count()) {}

void SharedCounters::add(const Counters& counters) noexcept {
    bool any = false;
    for (std::size_t entity = 0; entity < entity_count; ++entity) {
        if (counters.by_entity[entity] == 0) continue;
        any = true;
        by_entity_[entity].fetch_add(counters.by_entity[entity], std::memory_order_relaxed);
    }
    const std::size_t rules = any ? std::min(by_rule_.size(), counters.by_rule.size()) : 0;
    for (std::size_t rule = 0; rule < rules; ++rule)
        if (counters.by_rule[rule] != 0)
            by_rule_[rule].fetch_add(counters.by_rule[rule], std::memory_order_relaxed);
}

void SharedCounters::add(const Span& span) noexcept {
    by_entity_[static_cast<std::size_t>(span.entity)].fetch_add(1, std::memory_order_relaxed);
    if (span.rule < by_rule_.size()) by_rule_[span.rule].fetch_add(1, std::memory_order_relaxed);
}

Counters SharedCounters::load() const {
    Counters counters;
    counters.by_rule.resize(by_rule_.size());
    for (std::size_t rule = 0; rule < by_rule_.size(); ++rule)
        counters.by_rule[rule] = by_rule_[rule].load(std::memory_order_relaxed);
    for (std::size_t entity = 0; entity < entity_count; ++entity)
        counters.by_entity[entity] = by_entity_[entity].load(std::memory_order_relaxed);
    return counters;
}

} // namespace hark::redaction
