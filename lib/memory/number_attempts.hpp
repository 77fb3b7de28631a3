// Failed verifications of phone numbers, whoever called from them. They are no customer's, so they
// live in records of the memory's own: a fixed count of them for each tenant, each shared by many
// numbers, so that no flood of numbers makes them grow without end, and nothing in them that has
// aged out outlives the next write or a round of housekeeping.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "lib/memory/attempts.hpp"
#include "lib/memory/person.hpp"
#include "lib/store/store.hpp"

namespace hark::memory {

/// How many records a tenant has at most. A record of so many numbers stays within a page or two
/// while a thousand numbers fail in a day.
inline constexpr std::uint32_t number_slots = 256;
/// Numbers in one record. Who has to make room is the number that failed longest ago; to get there
/// takes tens of thousands of other numbers within a day, and customers are counted besides.
inline constexpr std::size_t numbers_per_slot = 256;

/// One record, opened.
class NumberSlot {
public:
    /// Error `unsealable` when it does not open: what cannot be counted must not be tried.
    static Result<NumberSlot> open(const Engine& engine, TenantId tenant, std::uint32_t slot);
    /// The one that holds this number.
    static Result<NumberSlot> of(const Engine& engine, TenantId tenant,
                                 const store::Digest& number);

    Failures failures(const store::Digest& number) const;
    void add_failure(const store::Digest& number, Time now);
    /// True when something in it no longer counts.
    bool has_aged(Time now) const;
    /// The record as it is now, without what no longer counts. In a change it also says that nobody
    /// else has counted in between.
    store::RecordChange change(const Engine& engine, Time now) const;

private:
    struct Entry {
        std::uint64_t number{0}; ///< first bytes of its digest
        Failures failures;       ///< never empty
    };

    const Entry* find(const store::Digest& number) const noexcept;

    TenantId tenant_;
    std::uint32_t slot_{0};
    std::optional<store::Sealed> was_;
    std::vector<Entry> entries_;
};

} // namespace hark::memory
