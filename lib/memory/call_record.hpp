// What is kept of one call while it runs and for the days in which it may be asked for again.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "hark/call.hpp"
#include "lib/memory/context.hpp"
#include "lib/memory/supplied.hpp"
#include "lib/store/store.hpp"

namespace hark::memory {

/// An identifier that the call came with, and whether the customer was linked to it then.
struct CameWith {
    std::string type;
    std::string value;
    bool linked{false}; ///< or it became so by this start
};

/// A customer, and which of the call's identifiers they were not seen with for long.
struct SilentLink {
    std::uint8_t identifier{0};
    store::CustomerId customer;
    bool operator==(const SilentLink&) const = default;
};

/// A verification that failed, to know it again when it is sent again.
struct FailedAttempt {
    store::Digest said{}; ///< keyed, of the call, the variable and the value
    Time at{};
    bool operator==(const FailedAttempt&) const = default;
};

/// How often the call has tried to show who it is from.
struct Verifying {
    bool verified{false}; ///< and it still stands: the customer is who they said
    bool linked{false};   ///< what the call came with was linked for it, and counts as one call
    Failures failures;
    std::optional<FailedAttempt> latest; ///< none when the latest attempt did not fail
    bool operator==(const Verifying&) const = default;
};

struct CallRecord {
    CallId call_id;
    Channel channel{Channel::voice};
    std::vector<CameWith> identifiers;
    bool customer_was_new{false}; ///< made for this call
    bool counted{false};          ///< its start was counted against an allowance
    Time touched{};               ///< last sign of life: the start or the latest update
    Level level{Level::low};
    double confidence{0};
    Learned learned;       ///< what updates and the end said, merged
    Changes changes;       ///< what the end changed, for its replay
    Telco telco;           ///< of the start, as the next, to weigh it again
    bool unlike{false};    ///< it did not fit how the customer usually calls
    std::uint32_t dnis{0}; ///< dnis_mark of the number dialled
    /// Links of the numbers among `identifiers` that nobody had been seen with for long: they end
    /// when somebody new is confirmed there.
    std::vector<SilentLink> silent;
    std::optional<CustomerRef> ref;
    Verifying verifying;
    bool on_others{false}; ///< the number is others', not the customer's

    std::string encode() const;
    static Result<CallRecord> decode(std::string_view bytes);
};

/// Adds what was learned now to what the call had learned before.
void merge(Learned& before, const Learned& now);

CallTag call_tag(const store::Digest& call) noexcept;

/// The entry of this call in its customer's history.
PastCall past_call(const CallRecord& record, Time started, Time ended);

} // namespace hark::memory
