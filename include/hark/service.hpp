// The small part that a server builds on and an embedding program may ignore: tenants, an allowance
// counted inside the call's own transaction, and sealed records for accounts, keys, ledger, audit.
#pragma once

#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "hark/clock.hpp"
#include "hark/limits.hpp"
#include "hark/number.hpp"
#include "hark/policy.hpp"
#include "hark/result.hpp"

namespace hark {

class Calibration;

/// One contact centre's separate memory. Keys, look-ups and answers never cross tenants.
struct TenantId {
    std::uint32_t value{1}; ///< 1 is `default`
    auto operator<=>(const TenantId&) const = default;
};

/// A tenant's own rules. Every request that brings some has them checked by check_settings(); the
/// defaults are valid.
struct Settings {
    Region region{};       ///< for numbers without "+"
    double high_from{0.8}; ///< 0 < medium_from <= high_from <= 1
    double medium_from{0.5};
    const Policy* policy{nullptr};  ///< how a decision is made; outlives its use; null: hark-1
    bool disclose_at_medium{false}; ///< tell recognised values from medium up
    /// Store no summary before what is personal in it was replaced. Without it card numbers,
    /// tracks, CVV and PIN alone are replaced, always.
    bool redact_summaries{false};
    std::int64_t retention_days{limits::retention_days_default};
    std::int64_t link_retention_months{limits::link_retention_months_default};
};

/// The policy that these settings name.
const Policy& policy_of(const Settings& settings) noexcept;

/// Error `invalid`, with the setting's name in `where`, for the first that is out of its range.
Status check_settings(const Settings& settings);

/// Calls that an account may still make in a calendar month (UTC). Start and end each count one, in
/// the transaction that records them, and only then; a replay counts nothing. The end of a start
/// that was counted is never refused.
struct Allowance {
    std::uint64_t account{0};
    std::int32_t month{0}; ///< year * 12 + month - 1
    std::int64_t limit{0}; ///< calls in that month; negative: unlimited, still counted
};

/// Who asks and by which rules; passed beside every request.
struct Terms {
    TenantId tenant{};
    Settings settings{};
    std::optional<Allowance> allowance{};
    /// Records what this start's decision rests on, for fitting (calibration.hpp); null: nothing.
    Calibration* calibration{nullptr};
};

/// What a record is about. The numbers are part of the file format.
enum class RecordKind : std::uint8_t {
    account = 1,
    api_key = 2,
    ledger = 3,
    audit = 4,
    setting = 5,
    attempts = 6 ///< failed verifications of numbers; Hark's own
};

/// A small sealed document, found by kind and id. The id is stored as a keyed digest, the body
/// sealed.
struct Record {
    RecordKind kind{RecordKind::setting};
    std::string id;   ///< 1–128 bytes
    std::string body; ///< at most 64 KiB
};

} // namespace hark
