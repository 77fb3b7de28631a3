// Customers who can show who they are, for the tests of verification.
#pragma once

#include <algorithm>

#include "tests/unit/memory/kit.hpp"

namespace hark::test {

inline constexpr const char* owner_number = "+12025550101";
inline constexpr const char* new_number = "+12025550102";
inline constexpr const char* owner_pin = "4711";

/// A customer with a PIN and a value of each tier, known by a number and an account.
inline CustomerRef enrol(Memory& memory, const char* number = owner_number,
                         std::string_view account = "ACC-1", std::string_view pin = owner_pin,
                         const Terms& terms = {}) {
    const std::string call_id = "enrol-" + std::string{account};
    must(memory.start(start_of(call_id, number, {{"account", account}}), terms));
    auto end = confirmed_end(call_id);
    end.confirmed = Confirmed::new_customer;
    end.learned.external_ids = external({{"account", account}});
    end.learned.variables = {verifier("pin", pin), variable("balance", "12.50", Tier::verified),
                             variable("name", "Ada", Tier::recognised),
                             variable("language", "en", Tier::open)};
    end.learned.summary = text<Summary>("Enrolled.");
    return must(memory.end(end, terms)).customer_ref;
}

inline bool has_source(const StartAnswer& answer, std::string_view token) {
    const auto& sources = answer.identity.sources;
    return std::find(sources.begin(), sources.end(), token) != sources.end();
}

inline bool tells(const StartAnswer& answer, std::string_view name) {
    return find(answer.variables, name) != nullptr;
}

/// A wrong PIN that was compared; another each time when none is given.
inline VerifyAnswer fail_once(Memory& memory, std::string_view call_id, std::string value = {}) {
    static int wrong = 0;
    if (value.empty()) value = "wrong " + std::to_string(++wrong);
    auto answer = must(memory.verify_caller(says(call_id, value)));
    CHECK_FALSE(answer.verified);
    return answer;
}

} // namespace hark::test
