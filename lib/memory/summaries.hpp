// Summaries are text that somebody dictated or a model wrote: card data gets into them. It never
// gets to the disk; what else is personal does not either when the tenant wants that.
#pragma once

#include <array>
#include <mutex>
#include <optional>

#include "hark/call.hpp"
#include "hark/redaction.hpp"
#include "hark/service.hpp"

namespace hark::memory {

/// One for a memory, shared by its threads. Pure but for redactors that are made when first used.
class Summaries {
public:
    /// What was learned, with a summary that may be stored; nothing when it may be stored as it
    /// came. Takes out card numbers, tracks, CVV and PIN always, and with
    /// Settings::redact_summaries what the default profile finds in the tenant's region.
    Result<std::optional<Learned>> cleaned(const Learned& learned, const Settings& settings) const;

private:
    struct Maker {
        std::once_flag once;
        std::optional<Result<redaction::Redactor>> made;
    };
    static const Result<redaction::Redactor>& get(Maker& maker, const redaction::Options& options);
    const Result<redaction::Redactor>& redactor_for(const Settings& settings) const;

    mutable Maker card_data_;
    mutable std::array<Maker, redaction::country_count + 1>
        all_; ///< by country; last: none of them
};

} // namespace hark::memory
