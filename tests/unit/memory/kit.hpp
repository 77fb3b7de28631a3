// What the tests of the engine run on, a memory without files and one in a folder, each under a
// clock that stands still; and short words for the requests that they make.
#pragma once

#include <chrono>
#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <doctest/doctest.h>

#include "hark/memory.hpp"
#include "tests/support/must.hpp"
#include "tests/support/temporary_folder.hpp"

#define HARK_MEMORIES hark::test::InMemory, hark::test::InFolder

namespace hark::test {

using namespace std::chrono_literals;
using std::chrono::days;

inline constexpr Time monday{std::chrono::sys_days{std::chrono::year{2026} / 11 / 2} + 9h};

inline Secret test_key(std::uint8_t fill = 7) {
    Secret key;
    for (auto& byte : key.writable())
        byte = fill;
    return key;
}

struct InMemory {
    VirtualClock clock{monday};
    Memory memory = open();

    Memory& operator*() { return memory; }
    Memory* operator->() { return &memory; }

private:
    Memory open() {
        MemoryOptions options;
        options.clock = &clock;
        return must(Memory::open(std::move(options)));
    }
};

inline MemoryOptions folder_options(const std::filesystem::path& folder, Clock& clock,
                                    bool create = true) {
    MemoryOptions options;
    options.folder = folder;
    options.key = KeySource::secret(test_key());
    options.create = create;
    options.clock = &clock;
    options.cache_mib = 4;
    return options;
}

struct InFolder {
    VirtualClock clock{monday};
    TemporaryFolder folder;
    Memory memory = must(Memory::open(folder_options(folder.path(), clock)));

    Memory& operator*() { return memory; }
    Memory* operator->() { return &memory; }

    void reopen() {
        must(memory.close());
        memory = must(Memory::open(folder_options(folder.path(), clock, false)));
    }
};

// --- requests ------------------------------------------------------------------------------------

template <typename T>
T text(std::string_view from) {
    return must(T::from(from));
}

struct Id {
    std::string_view type;
    std::string_view value;
};

inline std::vector<ExternalId> external(std::initializer_list<Id> ids) {
    std::vector<ExternalId> made;
    for (const auto& id : ids)
        made.push_back({text<IdType>(id.type), text<IdValue>(id.value)});
    return made;
}

inline IdentityHints hints(std::optional<std::string> ani, std::initializer_list<Id> ids = {}) {
    IdentityHints made;
    made.ani = std::move(ani);
    made.external_ids = external(ids);
    return made;
}

inline CallStart start_of(std::string_view call_id, std::optional<std::string> ani,
                          std::initializer_list<Id> ids = {}) {
    CallStart call;
    call.call_id = text<CallId>(call_id);
    call.hints = hints(std::move(ani), ids);
    return call;
}

inline CallEnd end_of(std::string_view call_id) {
    CallEnd end;
    end.call_id = text<CallId>(call_id);
    return end;
}

inline CallEnd confirmed_end(std::string_view call_id) {
    auto end = end_of(call_id);
    end.confirmed = Confirmed::yes;
    return end;
}

inline CallUpdate update_of(std::string_view call_id) {
    CallUpdate update;
    update.call_id = text<CallId>(call_id);
    return update;
}

inline VariableChange variable(std::string_view name, std::string_view value,
                               std::optional<Tier> tier = {}) {
    VariableChange change;
    change.name = text<VariableName>(name);
    change.value = must(JsonValue::string(value));
    change.tier = tier;
    return change;
}

/// A value that proves who somebody is.
inline VariableChange verifier(std::string_view name, std::string_view value) {
    auto change = variable(name, value, Tier::verified);
    change.verifier = true;
    return change;
}

inline VariableChange deletion(std::string_view name) {
    VariableChange change;
    change.name = text<VariableName>(name);
    return change;
}

inline Learned about(std::string_view intent, std::optional<IntentStatus> status = {}) {
    Learned learned;
    learned.intent = text<IntentName>(intent);
    learned.intent_status = status;
    return learned;
}

/// The caller says a value.
inline Verification says(std::string_view call_id, std::string_view value,
                         std::string_view name = "pin") {
    Verification verification;
    verification.call_id = text<CallId>(call_id);
    verification.variable = text<VariableName>(name);
    verification.value = must(JsonValue::string(value));
    return verification;
}

/// Somebody trusted says who the caller is.
inline Verification vouches(std::string_view call_id, const CustomerRef& ref,
                            VerifyMethod method = VerifyMethod::agent) {
    Verification verification;
    verification.call_id = text<CallId>(call_id);
    verification.method = method;
    verification.customer_ref = ref;
    return verification;
}

inline Terms terms_of(std::uint32_t tenant) {
    Terms terms;
    terms.tenant = TenantId{tenant};
    return terms;
}

// --- answers -------------------------------------------------------------------------------------

inline const Variable* find(const std::vector<Variable>& variables, std::string_view name) {
    for (const auto& variable : variables) {
        if (variable.name.view() == name) return &variable;
    }
    return nullptr;
}

/// The variable's JSON text, or "" when it is not there.
inline std::string value_of(const std::vector<Variable>& variables, std::string_view name) {
    const auto* variable = find(variables, name);
    return variable ? std::string{variable->value.text()} : std::string{};
}

inline const Intent* find(const std::vector<Intent>& intents, std::string_view name) {
    for (const auto& intent : intents) {
        if (intent.intent.view() == name) return &intent;
    }
    return nullptr;
}

inline bool discloses_nothing(const StartAnswer& answer) {
    return answer.open_intents.empty() && answer.variables.empty() && answer.history.empty() &&
           answer.withheld.variables.empty() && answer.withheld.history == 0 &&
           answer.withheld.open_intents == 0;
}

/// Two answers a caller could not tell apart.
inline bool same(const StartAnswer& a, const StartAnswer& b) {
    const auto variables_same = [&] {
        if (a.variables.size() != b.variables.size()) return false;
        for (std::size_t i = 0; i < a.variables.size(); ++i) {
            const auto& one = a.variables[i];
            const auto& two = b.variables[i];
            if (one.name != two.name || one.value != two.value || one.source != two.source ||
                one.ttl != two.ttl || one.tier != two.tier) {
                return false;
            }
        }
        return true;
    };
    return a.call_id == b.call_id && a.customer_ref == b.customer_ref &&
           a.call_start == b.call_start && a.returning == b.returning && a.degraded == b.degraded &&
           a.identity.confidence == b.identity.confidence &&
           a.identity.probability == b.identity.probability &&
           a.identity.level == b.identity.level &&
           a.identity.recommendation == b.identity.recommendation &&
           a.identity.ambiguous == b.identity.ambiguous &&
           a.identity.known_probability == b.identity.known_probability &&
           a.identity.policy == b.identity.policy && a.identity.sources == b.identity.sources &&
           a.identity.caps == b.identity.caps && a.open_intents == b.open_intents &&
           a.history == b.history && variables_same() &&
           a.withheld.variables == b.withheld.variables &&
           a.withheld.history == b.withheld.history &&
           a.withheld.open_intents == b.withheld.open_intents;
}

/// Starts and ends a call of a caller who was checked; the customer's reference.
inline CustomerRef confirmed_call(Memory& memory, std::string_view call_id, const char* ani,
                                  std::initializer_list<Id> ids = {}, const Terms& terms = {}) {
    must(memory.start(start_of(call_id, ani, ids), terms));
    return must(memory.end(confirmed_end(call_id), terms)).customer_ref;
}

} // namespace hark::test

TYPE_TO_STRING(hark::test::InMemory);
TYPE_TO_STRING(hark::test::InFolder);
