// The rows of the in-memory store and the indexes over them. One idea: a row is added, replaced or
// removed here together with everything that points to it. Knows nothing of locks, deadlines or of
// when a change is refused.
#pragma once

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <deque>
#include <map>
#include <optional>
#include <set>
#include <unordered_map>
#include <utility>
#include <vector>

#include "lib/store/store.hpp"

namespace hark::store::memory {

/// Digests are keyed per tenant, so they hardly meet; rows are still never found across tenants.
struct DigestKey {
    TenantId tenant;
    Digest digest{};
    bool operator==(const DigestKey&) const = default;
};

struct RefKey {
    TenantId tenant;
    CustomerRef ref;
    bool operator==(const RefKey&) const = default;
};

/// Digests and references are random already: eight of their bytes are a hash.
struct KeyHash {
    std::size_t operator()(const DigestKey& key) const noexcept { return of(key.digest); }
    std::size_t operator()(const RefKey& key) const noexcept { return of(key.ref.bytes()); }

private:
    static std::size_t of(const std::array<std::uint8_t, 16>& bytes) noexcept {
        std::size_t hash = 0;
        std::memcpy(&hash, bytes.data(), sizeof hash);
        return hash;
    }
};

struct CustomerRow {
    TenantId tenant;
    CustomerRef ref;
    std::uint32_t version{0};
    Time created{};
    Time last_contact{};
    Time expires{};
    Sealed profile;
    Sealed context;
    std::uint64_t archived{0};  ///< pieces of history ever made; the newest one's number
    std::deque<Sealed> archive; ///< newest last
    std::optional<CustomerId> merged_into;
    std::vector<CustomerId> merged;
    std::vector<Digest> linked;
    std::set<std::uint64_t> calls;
};

struct CallRow {
    Call call; ///< with its id
    Sealed start_answer;
};

/// Moments with the row they belong to, oldest first.
using Timeline = std::set<std::pair<Time, std::uint64_t>>;

class Tables {
public:
    std::uint64_t next_customer() noexcept { return ++customer_numbers_; }
    void put_slot(std::uint64_t id, Secret slot) { slots_.insert_or_assign(id, std::move(slot)); }
    const Secret* slot(std::uint64_t id) const noexcept;

    /// Null unless the customer is there and belongs to the tenant.
    CustomerRow* customer(TenantId tenant, CustomerId id) noexcept;
    const CustomerRow* customer(TenantId tenant, CustomerId id) const noexcept;
    const std::map<std::uint64_t, CustomerRow>& customers() const noexcept { return customers_; }
    std::optional<CustomerId> referred(TenantId tenant, const CustomerRef& ref) const noexcept;
    void add(TenantId tenant, const NewCustomer& customer);
    void update(CustomerRow& row, CustomerUpdate&& update);
    /// Slot, links, calls, answers, history and the customer. Nothing happens when all are gone.
    ErasureCount erase(const Erasure& erasure);

    /// Null when nobody is linked.
    const std::vector<Link>* links(TenantId tenant, const Digest& identifier) const noexcept;
    void update(TenantId tenant, const LinkUpdate& update);

    /// Null unless the call is there (and belongs to the tenant, where one is named).
    const CallRow* call(std::uint64_t id) const noexcept;
    const CallRow* call(TenantId tenant, std::uint64_t id) const noexcept;
    const CallRow* call(TenantId tenant, const Digest& digest) const noexcept;
    void write(TenantId tenant, CallWrite&& write);
    void erase_call(std::uint64_t id);
    /// Forgets the answer of a call's start, if one is kept.
    void erase_answer(std::uint64_t id);
    /// The highest id that a call ever had.
    std::uint64_t last_call() const noexcept { return call_numbers_; }
    std::size_t call_count() const noexcept { return calls_.size(); }

    const Timeline& open_calls(TenantId tenant) const noexcept;
    const Timeline& all_calls() const noexcept { return all_calls_; }
    const Timeline& answers() const noexcept { return answers_; }

    /// Every row that points to nothing, and every index that misses a row; one line per fault.
    std::vector<std::string> faults() const;

private:
    void end_link(TenantId tenant, const Digest& identifier, CustomerId id);
    void remove_link(TenantId tenant, const Digest& identifier, CustomerId customer);
    void index(const CallRow& row);
    void unindex(const CallRow& row);

    std::uint64_t customer_numbers_{0};
    std::uint64_t call_numbers_{0};
    std::map<std::uint64_t, CustomerRow> customers_;
    std::unordered_map<std::uint64_t, Secret> slots_;
    std::unordered_map<RefKey, CustomerId, KeyHash> refs_;
    std::unordered_map<DigestKey, std::vector<Link>, KeyHash> links_;
    std::unordered_map<std::uint64_t, CallRow> calls_;
    std::unordered_map<DigestKey, std::uint64_t, KeyHash> calls_by_digest_;
    std::map<TenantId, Timeline> open_calls_; ///< by start
    Timeline all_calls_;                      ///< by start
    Timeline answers_;                        ///< by start of the call that was answered
};

} // namespace hark::store::memory
