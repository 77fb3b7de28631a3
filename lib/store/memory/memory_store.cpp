// Locks, deadlines and the order of checks around the rows in tables.hpp. Readers share, writers
// exclude. Nobody holds the lock for longer than a few rows take, so a deadline is looked at before
// waiting and not while; what came too late waits in a queue of its own.
#include "lib/store/memory/memory_store.hpp"

#include <algorithm>
#include <atomic>
#include <deque>
#include <map>
#include <mutex>
#include <shared_mutex>
#include <utility>

#include "lib/base/try.hpp"
#include "lib/store/memory/tables.hpp"

namespace hark::store {
namespace {

using memory::CallRow;
using memory::CustomerRow;
using memory::Tables;

constexpr Error closed_error{Code::closed, "the memory was closed"};

class MemoryStore final : public Store {
public:
    Result<Recall> recall(const RecallQuery& query) override;
    Result<std::vector<Sealed>> history(TenantId tenant, CustomerId customer) override;
    Result<std::vector<Call>> calls(TenantId tenant, CustomerId customer) override;

    Result<KeySlot> reserve(Deadline deadline) override;
    Result<Applied> apply(Change change, Deadline deadline) override;
    Result<ErasureCount> erase(const Erasure& erasure) override;
    Result<std::optional<FinishedErasure>> finish_erasures(const Digest& tombstone) override;
    Result<bool> tidy(std::uint32_t rows_max) override;

    Result<Due> due(TenantId tenant, Time stale_before, Time expired_before,
                    const DueCursor& cursor, std::uint32_t rows_max) override;
    Result<std::array<std::uint64_t, 2>> purge(Time answers_before, Time calls_before,
                                               std::uint32_t rows_max) override;
    Status drop_call(const Call& call) override;

    Status put_record(RecordKind kind, const Digest& id, const Sealed& body) override;
    Result<std::optional<Sealed>> record(RecordKind kind, const Digest& id) override;
    Status erase_record(RecordKind kind, const Digest& id) override;
    Result<std::int64_t> used(std::uint64_t account, std::int32_t month) override;

    Result<std::vector<Customer>> scan(std::uint64_t cursor, std::uint32_t rows_max) override;
    Result<std::vector<StoredCall>> scan_calls(std::uint64_t cursor,
                                               std::uint32_t rows_max) override;
    Result<std::vector<StoredRecord>> scan_records(const RecordName& cursor,
                                                   std::uint32_t rows_max) override;
    Result<std::vector<std::string>> check() override;
    Result<Totals> totals() override;

    Status close() override;

private:
    using ReadLock = std::shared_lock<std::shared_mutex>;
    using WriteLock = std::unique_lock<std::shared_mutex>;

    void add_customer(Recall& recall, CustomerId id, TenantId tenant) const;
    Result<Customer> shown(std::uint64_t id, const CustomerRow& row) const;
    Outcome refusal(const Change& change) const;
    bool names_a_stranger(const Change& change) const;
    bool is_as_read(const RecordChange& record) const;
    void write(Change&& change);
    void write_late_ones();

    std::shared_mutex lock_; ///< over everything down to closed_
    Tables tables_;
    std::map<std::pair<std::uint64_t, std::int32_t>, std::int64_t> used_;
    std::map<RecordName, Sealed> records_;
    std::uint64_t erasures_{0};
    std::atomic<bool> closed_{false}; ///< also read without the lock, by who comes too late

    std::mutex late_lock_; ///< over what follows; taken after lock_ where both are
    std::deque<Change> late_;
    std::size_t late_bytes_{0};
};

// --- reading -------------------------------------------------------------------------------------

Result<Customer> MemoryStore::shown(std::uint64_t id, const CustomerRow& row) const {
    const auto* slot = tables_.slot(id);
    if (!slot) return Error{Code::internal, "a customer has no key slot"};
    auto secret = Secret::from(slot->bytes());
    if (!secret) return secret.error();
    Customer customer;
    customer.id = CustomerId{id};
    customer.tenant = row.tenant;
    customer.ref = row.ref;
    customer.version = row.version;
    customer.created = row.created;
    customer.last_contact = row.last_contact;
    customer.expires = row.expires;
    customer.profile = row.profile;
    customer.context = row.context;
    customer.merged_into = row.merged_into;
    customer.merged = row.merged;
    customer.history = row.archive.empty() ? 0 : row.archived;
    customer.slot = std::move(secret).value();
    return customer;
}

void MemoryStore::add_customer(Recall& recall, CustomerId id, TenantId tenant) const {
    if (recall.find(id)) return;
    const auto* row = tables_.customer(tenant, id);
    if (!row) return;
    auto customer = shown(id.value, *row);
    if (customer) recall.customers.push_back(std::move(customer).value());
}

Result<Recall> MemoryStore::recall(const RecallQuery& query) {
    const ReadLock held{lock_};
    if (closed_) return closed_error;
    Recall recall;
    recall.erasures = erasures_;
    recall.identifiers.resize(query.identifiers.size());
    for (std::size_t i = 0; i < query.identifiers.size(); ++i) {
        const auto* links = tables_.links(query.tenant, query.identifiers[i]);
        if (!links) continue;
        auto& identifier = recall.identifiers[i];
        identifier.generic = links->size() > limits::customers_per_identifier_max;
        if (identifier.generic) continue;
        identifier.links = *links;
        for (const auto& link : *links)
            add_customer(recall, link.customer, query.tenant);
    }
    if (query.ref) {
        recall.referred = tables_.referred(query.tenant, *query.ref);
        if (recall.referred) add_customer(recall, *recall.referred, query.tenant);
    }
    if (query.call) {
        if (const auto* row = tables_.call(query.tenant, *query.call)) {
            recall.call = row->call;
            recall.start_answer = row->start_answer;
            add_customer(recall, row->call.customer, query.tenant);
        }
    }
    // The list grows while it is gone through.
    for (std::size_t i = 0; i < recall.customers.size(); ++i) {
        auto merged = recall.customers[i].merged;
        if (recall.customers[i].merged_into) merged.push_back(*recall.customers[i].merged_into);
        for (const auto id : merged)
            add_customer(recall, id, query.tenant);
    }
    return recall;
}

Result<std::vector<Sealed>> MemoryStore::history(TenantId tenant, CustomerId customer) {
    const ReadLock held{lock_};
    if (closed_) return closed_error;
    const auto* row = tables_.customer(tenant, customer);
    if (!row) return std::vector<Sealed>{};
    return std::vector<Sealed>(row->archive.rbegin(), row->archive.rend());
}

Result<std::vector<Call>> MemoryStore::calls(TenantId tenant, CustomerId customer) {
    const ReadLock held{lock_};
    if (closed_) return closed_error;
    std::vector<Call> calls;
    if (const auto* row = tables_.customer(tenant, customer)) {
        for (const auto id : row->calls)
            calls.push_back(tables_.call(tenant, id)->call);
    }
    return calls;
}

// --- writing -------------------------------------------------------------------------------------

Result<KeySlot> MemoryStore::reserve(Deadline) {
    const WriteLock held{lock_};
    if (closed_) return closed_error;
    KeySlot slot{CustomerId{tables_.next_customer()}, Secret::random()};
    auto kept = Secret::from(slot.secret.bytes());
    if (!kept) return kept.error();
    tables_.put_slot(slot.customer.value, std::move(kept).value());
    return slot;
}

/// True when a change is about a customer who is not there, or no longer.
bool MemoryStore::names_a_stranger(const Change& change) const {
    const auto strange = [&](CustomerId id) {
        if (change.customer && change.customer->id == id) return false;
        return tables_.customer(change.tenant, id) == nullptr;
    };
    return (change.customer && !tables_.slot(change.customer->id.value)) ||
           (change.call && strange(change.call->customer)) ||
           std::any_of(change.links.begin(), change.links.end(), [&](const LinkUpdate& link) {
               return !link.remove && !link.ends && strange(link.customer);
           });
}

bool MemoryStore::is_as_read(const RecordChange& record) const {
    const auto found = records_.find({record.kind, record.id});
    if (found == records_.end()) return !record.was;
    return record.was && *record.was == found->second;
}

/// Why the change cannot be made now, checked in the order of Outcome; `applied` when it can.
Outcome MemoryStore::refusal(const Change& change) const {
    const auto& call = change.call;
    if (call && !call->id && tables_.call(change.tenant, call->digest)) {
        return Outcome::call_exists;
    }
    for (const auto& identifier : change.unlinked) {
        if (tables_.links(change.tenant, identifier)) return Outcome::linked;
    }
    if (change.erasures && *change.erasures != erasures_) return Outcome::changed;
    for (const auto& update : change.updates) {
        const auto* row = tables_.customer(change.tenant, update.id);
        if (!row || row->version != update.version) return Outcome::changed;
    }
    if (call && call->id) {
        const auto* row = tables_.call(change.tenant, *call->id);
        if (!row || row->call.version != call->version) return Outcome::changed;
    }
    for (const auto& record : change.records) {
        if (!is_as_read(record)) return Outcome::changed;
    }
    if (change.aliasing) {
        const auto& aliasing = *change.aliasing;
        const auto* alias = tables_.customer(change.tenant, aliasing.alias);
        const auto* of = tables_.customer(change.tenant, aliasing.of);
        if (!alias || alias->version != aliasing.alias_version) return Outcome::changed;
        if (!of || of->version != aliasing.of_version) return Outcome::changed;
    }
    if (names_a_stranger(change)) return Outcome::changed;
    if (change.count && change.count->limit >= 0 && !change.count_may_exceed) {
        const auto found = used_.find({change.count->account, change.count->month});
        const auto used = found == used_.end() ? 0 : found->second;
        if (used >= change.count->limit) return Outcome::allowance_used;
    }
    return Outcome::applied;
}

void MemoryStore::write(Change&& change) {
    if (change.customer) tables_.add(change.tenant, *change.customer);
    for (auto& update : change.updates) {
        tables_.update(*tables_.customer(change.tenant, update.id), std::move(update));
    }
    if (change.aliasing) {
        auto& alias = *tables_.customer(change.tenant, change.aliasing->alias);
        auto& of = *tables_.customer(change.tenant, change.aliasing->of);
        alias_customer(*change.aliasing, alias, of);
    }
    for (const auto& link : change.links)
        tables_.update(change.tenant, link);
    if (change.call) tables_.write(change.tenant, std::move(*change.call));
    for (auto& record : change.records) {
        if (record.body.empty()) {
            records_.erase({record.kind, record.id});
        } else {
            records_.insert_or_assign({record.kind, record.id}, std::move(record.body));
        }
    }
    if (change.count) ++used_[{change.count->account, change.count->month}];
}

/// Changes whose callers have gone: nobody is left to hear that one was refused.
void MemoryStore::write_late_ones() {
    std::deque<Change> late;
    {
        const std::lock_guard held{late_lock_};
        late.swap(late_);
        late_bytes_ = 0;
    }
    for (auto& change : late) {
        auto outcome = refusal(change);
        std::optional<Change> made{std::move(change)};
        if (outcome == Outcome::linked || outcome == Outcome::changed) {
            made = without_others(std::move(*made));
            if (made) outcome = refusal(*made);
        }
        if (made && outcome == Outcome::applied) write(std::move(*made));
    }
}

Result<Applied> MemoryStore::apply(Change change, Deadline deadline) {
    if (deadline && std::chrono::steady_clock::now() >= *deadline) {
        if (closed_) return closed_error;
        const std::lock_guard late{late_lock_};
        if (late_bytes_ >= limits::late_bytes_max) {
            return Error{Code::busy, "too many changes wait to be written already"};
        }
        late_bytes_ += bytes_of(change);
        late_.push_back(std::move(change));
        return Applied{Outcome::late, false};
    }
    const WriteLock held{lock_};
    if (closed_) return closed_error;
    write_late_ones();
    const auto outcome = refusal(change);
    if (outcome == Outcome::applied) write(std::move(change));
    return Applied{outcome, true};
}

Result<ErasureCount> MemoryStore::erase(const Erasure& erasure) {
    const WriteLock held{lock_};
    if (closed_) return closed_error;
    write_late_ones();
    const auto* row = tables_.customer(erasure.tenant, erasure.customer);
    if (erasure.version && (!row || row->version != *erasure.version)) {
        return ErasureCount{.changed = true};
    }
    if (row) ++erasures_;
    return tables_.erase(erasure);
}

// An erasure here knows all links, and is done at once.

Result<std::optional<FinishedErasure>> MemoryStore::finish_erasures(const Digest&) {
    if (closed_) return closed_error;
    return std::optional<FinishedErasure>{};
}

Result<bool> MemoryStore::tidy(std::uint32_t) {
    if (closed_) return closed_error;
    return false;
}

// --- housekeeping --------------------------------------------------------------------------------

Result<Due> MemoryStore::due(TenantId tenant, Time stale_before, Time expired_before,
                             const DueCursor& cursor, std::uint32_t rows_max) {
    const ReadLock held{lock_};
    if (closed_) return closed_error;
    Due due;
    for (const auto& [started, id] : tables_.open_calls(tenant)) {
        if (started >= stale_before || due.stale.size() >= rows_max) break;
        due.stale.push_back(tables_.call(id)->call);
    }
    auto next = tables_.customers().upper_bound(cursor.customer);
    due.next = cursor;
    for (std::uint32_t seen = 0; next != tables_.customers().end() && seen < rows_max; ++seen) {
        due.next.customer = next->first;
        if (next->second.tenant == tenant && next->second.expires <= expired_before) {
            auto customer = shown(next->first, next->second);
            if (!customer) return customer.error();
            due.expired.push_back(std::move(customer).value());
        }
        ++next;
    }
    const bool wrapped = next == tables_.customers().end();
    if (wrapped) due.next.customer = 0;
    due.more = !wrapped || due.stale.size() >= rows_max;
    return due;
}

Result<std::array<std::uint64_t, 2>> MemoryStore::purge(Time answers_before, Time calls_before,
                                                        std::uint32_t rows_max) {
    const WriteLock held{lock_};
    if (closed_) return closed_error;
    const auto oldest = [rows_max](const memory::Timeline& timeline, Time before) {
        std::vector<std::uint64_t> ids;
        for (const auto& [started, id] : timeline) {
            if (started >= before || ids.size() >= rows_max) break;
            ids.push_back(id);
        }
        return ids;
    };
    const auto answers = oldest(tables_.answers(), answers_before);
    for (const auto id : answers)
        tables_.erase_answer(id);
    const auto calls = oldest(tables_.all_calls(), calls_before);
    for (const auto id : calls)
        tables_.erase_call(id);
    return std::array<std::uint64_t, 2>{answers.size(), calls.size()};
}

Status MemoryStore::drop_call(const Call& call) {
    const WriteLock held{lock_};
    if (closed_) return closed_error;
    const auto* row = tables_.call(call.tenant, call.id);
    if (row && row->call.version == call.version) tables_.erase_call(call.id);
    return {};
}

// --- records and counts --------------------------------------------------------------------------

Status MemoryStore::put_record(RecordKind kind, const Digest& id, const Sealed& body) {
    const WriteLock held{lock_};
    if (closed_) return closed_error;
    records_.insert_or_assign({kind, id}, body);
    return {};
}

Result<std::optional<Sealed>> MemoryStore::record(RecordKind kind, const Digest& id) {
    const ReadLock held{lock_};
    if (closed_) return closed_error;
    const auto found = records_.find({kind, id});
    if (found == records_.end()) return std::optional<Sealed>{};
    return std::optional<Sealed>{found->second};
}

Status MemoryStore::erase_record(RecordKind kind, const Digest& id) {
    const WriteLock held{lock_};
    if (closed_) return closed_error;
    records_.erase({kind, id});
    return {};
}

Result<std::int64_t> MemoryStore::used(std::uint64_t account, std::int32_t month) {
    const ReadLock held{lock_};
    if (closed_) return closed_error;
    const auto found = used_.find({account, month});
    return found == used_.end() ? std::int64_t{0} : found->second;
}

// --- the whole -----------------------------------------------------------------------------------

Result<std::vector<Customer>> MemoryStore::scan(std::uint64_t cursor, std::uint32_t rows_max) {
    const ReadLock held{lock_};
    if (closed_) return closed_error;
    std::vector<Customer> customers;
    auto next = tables_.customers().upper_bound(cursor);
    for (; next != tables_.customers().end() && customers.size() < rows_max; ++next) {
        auto customer = shown(next->first, next->second);
        if (!customer) return customer.error();
        customers.push_back(std::move(customer).value());
    }
    return customers;
}

Result<std::vector<StoredCall>> MemoryStore::scan_calls(std::uint64_t cursor,
                                                        std::uint32_t rows_max) {
    const ReadLock held{lock_};
    if (closed_) return closed_error;
    std::vector<StoredCall> calls;
    while (cursor < tables_.last_call() && calls.size() < rows_max) {
        const auto* row = tables_.call(++cursor);
        if (!row) continue;
        auto& stored = calls.emplace_back();
        stored.call = row->call;
        stored.start_answer = row->start_answer;
        const auto* slot = tables_.slot(row->call.customer.value);
        if (!slot) continue;
        HARK_TRY(stored.slot, Secret::from(slot->bytes()));
    }
    return calls;
}

Result<std::vector<StoredRecord>> MemoryStore::scan_records(const RecordName& cursor,
                                                            std::uint32_t rows_max) {
    const ReadLock held{lock_};
    if (closed_) return closed_error;
    std::vector<StoredRecord> records;
    auto next = records_.upper_bound(cursor);
    for (; next != records_.end() && records.size() < rows_max; ++next)
        records.push_back({next->first, next->second});
    return records;
}

Result<std::vector<std::string>> MemoryStore::check() {
    const ReadLock held{lock_};
    if (closed_) return closed_error;
    return tables_.faults();
}

Result<Totals> MemoryStore::totals() {
    const ReadLock held{lock_};
    if (closed_) return closed_error;
    return Totals{tables_.customers().size(), tables_.call_count()};
}

Status MemoryStore::close() {
    const WriteLock held{lock_};
    if (closed_) return {};
    write_late_ones();
    closed_ = true;
    return {};
}

} // namespace

std::unique_ptr<Store> make_memory_store() { return std::make_unique<MemoryStore>(); }

} // namespace hark::store
