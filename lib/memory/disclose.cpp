#include "lib/memory/disclose.hpp"

#include <algorithm>

namespace hark::memory {
namespace {

bool may_tell(Tier tier, const Identity& identity, const Settings& settings, Shown shown) noexcept {
    if (identity.ambiguous || identity.level == Level::low) return false;
    switch (tier) {
        case Tier::open:
            return true;
        case Tier::recognised:
            return identity.level == Level::high || settings.disclose_at_medium;
        case Tier::verified:
            return identity.level == Level::high && shown == Shown::verified;
    }
    return false;
}

Variable view_of(const KeptVariable& kept, Time now) {
    Variable variable;
    variable.name = kept.name;
    variable.value = kept.value;
    variable.source = kept.source;
    variable.ttl = std::chrono::duration_cast<std::chrono::seconds>(kept.expires - now);
    variable.tier = kept.tier;
    return variable;
}

void disclose_intents(const Context& context, bool tell, StartAnswer& answer) {
    for (const auto& kept : context.intents) {
        if (!is_open(kept.intent)) continue;
        if (tell) {
            answer.open_intents.push_back(kept.intent);
        } else {
            ++answer.withheld.open_intents;
        }
    }
    std::sort(answer.open_intents.begin(), answer.open_intents.end(),
              [](const Intent& a, const Intent& b) {
                  if (a.updated_at != b.updated_at) return a.updated_at > b.updated_at;
                  return a.intent < b.intent;
              });
}

} // namespace

bool is_open(const Intent& intent) noexcept {
    return intent.status == IntentStatus::open || intent.status == IntentStatus::pending;
}

void disclose(const Context& remembered, const Settings& settings, Time now, Shown shown,
              StartAnswer& answer) {
    // Nothing of a customer is shown or counted to somebody who is not taken for them.
    if (answer.identity.level == Level::low) return;
    const std::chrono::days retention{settings.retention_days};
    Context fresh;
    const Context* context = &remembered;
    if (has_expired(remembered, now, retention)) {
        fresh = remembered;
        expire(fresh, now, retention);
        context = &fresh;
    }
    const bool tell = may_tell(Tier::recognised, answer.identity, settings, shown);
    disclose_intents(*context, tell, answer);
    for (const auto& kept : context->variables) {
        if (may_tell(kept.tier, answer.identity, settings, shown)) {
            answer.variables.push_back(view_of(kept, now));
        } else {
            answer.withheld.variables.push_back(kept.name);
        }
    }
    if (!tell) {
        std::size_t calls = context->latest.size();
        for (const auto& piece : context->archived)
            calls += piece.calls;
        answer.withheld.history = static_cast<std::uint32_t>(calls);
        return;
    }
    const std::size_t count = std::min(context->latest.size(), limits::history_calls_shown);
    answer.history.assign(context->latest.begin(),
                          context->latest.begin() + static_cast<std::ptrdiff_t>(count));
}

void withhold(const Settings& settings, StartAnswer& answer) {
    if (answer.identity.level == Level::low) {
        answer.open_intents.clear();
        answer.variables.clear();
        answer.history.clear();
        answer.withheld = {};
        return;
    }
    const auto told = [&](Tier tier) {
        return may_tell(tier, answer.identity, settings, Shown::nothing);
    };
    std::erase_if(answer.variables, [&](const Variable& variable) {
        if (told(variable.tier)) return false;
        answer.withheld.variables.push_back(variable.name);
        return true;
    });
    if (told(Tier::recognised)) return;
    answer.withheld.open_intents += static_cast<std::uint32_t>(answer.open_intents.size());
    answer.withheld.history += static_cast<std::uint32_t>(answer.history.size());
    answer.open_intents.clear();
    answer.history.clear();
}

} // namespace hark::memory
