// Puts the parts together: readers, the write side, key slots, tombstones.
#include "lib/store/sqlcipher/sqlcipher_store.hpp"

#include <atomic>
#include <mutex>
#include <set>

#include "lib/base/try.hpp"
#include "lib/store/sqlcipher/key_slots.hpp"
#include "lib/store/sqlcipher/reader_pool.hpp"
#include "lib/store/sqlcipher/schema.hpp"
#include "lib/store/sqlcipher/tombstones.hpp"
#include "lib/store/sqlcipher/write_side.hpp"

namespace hark::store {
namespace sqlcipher {
namespace {

constexpr Error closed_error{Code::closed, "the memory was closed"};

/// Rows looked at in one snapshot while all calls are searched: a longer snapshot would keep the
/// log from being copied.
constexpr std::uint32_t search_rows = 4096;

/// Counts itself while it lives.
class Busy {
public:
    explicit Busy(std::atomic<int>& count) noexcept : count_{count} { ++count_; }
    ~Busy() { --count_; }
    Busy(const Busy&) = delete;
    Busy& operator=(const Busy&) = delete;

private:
    std::atomic<int>& count_;
};

class SqlcipherStore final : public Store {
public:
    SqlcipherStore(std::filesystem::path folder, std::unique_ptr<KeySlots> slots,
                   std::unique_ptr<WriteSide> writes, ReaderPool::Settings readers)
        : folder_{std::move(folder)},
          slots_{std::move(slots)},
          writes_{std::move(writes)},
          readers_{std::move(readers)} {}
    ~SqlcipherStore() override { static_cast<void>(close()); }

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
    Result<std::uint32_t> finish_erasure(CustomerId customer, Moment end);
    Result<bool> finish_one();
    Result<bool> clear_links(std::uint32_t rows_max);

    template <typename Work>
    auto read(Deadline deadline, Work&& work) -> decltype(work(std::declval<Reader&>())) {
        if (closed_.load(std::memory_order_acquire)) return closed_error;
        return readers_.read(deadline, std::forward<Work>(work));
    }
    template <typename Work>
    Status write(Work&& work) {
        if (closed_.load(std::memory_order_acquire)) return closed_error;
        return writes_->write(std::forward<Work>(work));
    }

    std::filesystem::path folder_;
    std::unique_ptr<KeySlots> slots_;
    std::unique_ptr<WriteSide> writes_;
    ReaderPool readers_;
    std::atomic<int> erasing_{0}; ///< erasures under way in this process
    std::mutex clearing_;         ///< over the next two
    std::int64_t clearing_next_{
        -1}; ///< rows of identifiers up to here were looked through; -1: none
    std::int64_t clearing_up_to_{0};
    std::atomic<bool> closed_{false};
};

// --- reading -------------------------------------------------------------------------------------

Result<Recall> SqlcipherStore::recall(const RecallQuery& query) {
    if (closed_.load(std::memory_order_acquire)) return closed_error;
    if (auto recalled = writes_->try_recall(query)) return std::move(*recalled);
    return read(query.deadline, [&](Reader& reader) { return reader.recall(query); });
}

Result<std::vector<Sealed>> SqlcipherStore::history(TenantId tenant, CustomerId customer) {
    return read({}, [&](Reader& reader) { return reader.history(tenant, customer); });
}

Result<std::vector<Call>> SqlcipherStore::calls(TenantId tenant, CustomerId customer) {
    std::vector<Call> all;
    HARK_TRY(const auto owner,
             read({}, [&](Reader& reader) { return reader.tenant_of(customer); }));
    if (owner != tenant) return all;
    std::uint64_t cursor = 0;
    do {
        HARK_TRY(auto some, read({}, [&](Reader& reader) {
                     return reader.calls(customer, cursor, search_rows);
                 }));
        for (auto& call : some)
            all.push_back(std::move(call));
    } while (cursor != 0);
    return all;
}

Result<std::optional<Sealed>> SqlcipherStore::record(RecordKind kind, const Digest& id) {
    return read({}, [&](Reader& reader) { return reader.record(kind, id); });
}

Result<std::int64_t> SqlcipherStore::used(std::uint64_t account, std::int32_t month) {
    return read({}, [&](Reader& reader) { return reader.used(account, month); });
}

Result<std::vector<Customer>> SqlcipherStore::scan(std::uint64_t cursor, std::uint32_t rows_max) {
    return read({}, [&](Reader& reader) { return reader.customers(cursor, rows_max); });
}

Result<std::vector<StoredCall>> SqlcipherStore::scan_calls(std::uint64_t cursor,
                                                           std::uint32_t rows_max) {
    return read({}, [&](Reader& reader) { return reader.stored_calls(cursor, rows_max); });
}

Result<std::vector<StoredRecord>> SqlcipherStore::scan_records(const RecordName& cursor,
                                                               std::uint32_t rows_max) {
    return read({}, [&](Reader& reader) { return reader.stored_records(cursor, rows_max); });
}

Result<std::vector<std::string>> SqlcipherStore::check() {
    std::vector<std::string> faults;
    HARK_CHECK(read({}, [&](Reader& reader) { return reader.check(faults); }));
    // Pages that cannot be read say nothing of how many were erased.
    if (!faults.empty()) return faults;
    HARK_TRY(const auto erasures, read({}, [](Reader& reader) { return reader.erasures(); }));
    // The file afterwards: it never has less than what was committed before.
    const auto tombstones = read_tombstones(tombstones_path(folder_));
    if (!tombstones.ok()) {
        faults.emplace_back("tombstones: the file cannot be read, or is damaged");
        return faults;
    }
    std::set<Digest> erased;
    for (const auto& tombstone : *tombstones)
        erased.insert(tombstone.ref);
    if (erased.size() < erasures) {
        faults.emplace_back("tombstones: fewer than customers were erased");
    }
    return faults;
}

Result<Totals> SqlcipherStore::totals() {
    return read({}, [](Reader& reader) { return reader.totals(); });
}

// --- writing -------------------------------------------------------------------------------------

Result<KeySlot> SqlcipherStore::reserve(Deadline deadline) {
    if (closed_.load(std::memory_order_acquire)) return closed_error;
    return slots_->reserve(deadline ? *deadline : patience());
}

Result<Applied> SqlcipherStore::apply(Change change, Deadline deadline) {
    if (closed_.load(std::memory_order_acquire)) return closed_error;
    return writes_->apply(std::move(change), deadline);
}

Status SqlcipherStore::put_record(RecordKind kind, const Digest& id, const Sealed& body) {
    return write([&](DataWriter& writer) { return writer.put_record(kind, id, body); });
}

Status SqlcipherStore::erase_record(RecordKind kind, const Digest& id) {
    return write([&](DataWriter& writer) { return writer.erase_record(kind, id); });
}

// --- erasing -------------------------------------------------------------------------------------

Result<ErasureCount> SqlcipherStore::erase(const Erasure& erasure) {
    using Erasable = DataWriter::Erasable;
    auto erasable = Erasable::yes;
    ErasureCount count;
    // The rows first, with a note that the erasure has begun: from this commit on nobody finds the
    // customer, and whatever interrupts the rest, it is gone on with. The other way round a
    // customer without a key could be found for a moment, or for good after a crash. The tombstone
    // within the commit: before it, it might be of a customer who stays after all.
    const Busy busy{erasing_};
    HARK_CHECK(write([&](DataWriter& writer) -> Status {
        HARK_TRY(erasable, writer.erasable(erasure));
        if (erasable != Erasable::yes) return {};
        HARK_CHECK(append_tombstone(folder_, {erasure.tombstone, erasure.at}));
        HARK_TRY(count.identifiers, writer.erase_customer(erasure));
        return {};
    }));
    count.changed = erasable == Erasable::changed;
    if (erasable != Erasable::yes) return count;
    HARK_TRY(count.calls, finish_erasure(erasure.customer, patience()));
    return count;
}

Result<std::uint32_t> SqlcipherStore::finish_erasure(CustomerId customer, Moment end) {
    HARK_CHECK(slots_->destroy(customer, end));
    std::vector<std::uint64_t> found;
    std::uint64_t seen = 0;
    for (std::uint64_t cursor = 0;;) {
        HARK_TRY(const auto some, read({}, [&](Reader& reader) {
                     return reader.calls(customer, cursor, search_rows);
                 }));
        for (const auto& call : some)
            found.push_back(call.id);
        if (cursor == 0) break;
        seen = cursor;
    }
    std::uint32_t erased = 0;
    HARK_CHECK(write([&](DataWriter& writer) -> Status {
        // What was added since; nothing can be added for this customer any more.
        HARK_TRY(const auto newer, writer.calls_after(customer, seen));
        HARK_TRY(erased, writer.erase_calls(customer, found));
        HARK_TRY(const auto more, writer.erase_calls(customer, newer));
        erased += more;
        return writer.finish_erasure(customer);
    }));
    return erased;
}

Result<std::optional<FinishedErasure>> SqlcipherStore::finish_erasures(const Digest& tombstone) {
    std::optional<FinishedErasure> asked;
    for (CustomerId after;;) {
        HARK_TRY(const auto next,
                 read({}, [&](Reader& reader) { return reader.unfinished(after); }));
        if (!next) return asked;
        const auto& [customer, note] = *next;
        HARK_TRY(const auto calls, finish_erasure(customer, patience()));
        if (note.tombstone == tombstone) {
            asked = FinishedErasure{.at = note.at,
                                    .count = {.identifiers = note.identifiers, .calls = calls}};
        }
        after = customer;
    }
}

Result<bool> SqlcipherStore::tidy(std::uint32_t rows_max) {
    HARK_TRY(const bool links_left, clear_links(rows_max));
    HARK_TRY(const bool erasures_left, finish_one());
    return links_left || erasures_left;
}

/// For housekeeping, which must not hold up the caller on whose thread it runs.
Result<bool> SqlcipherStore::finish_one() {
    constexpr std::chrono::milliseconds little_patience{20};
    // Whoever is erasing now is not to be helped.
    if (erasing_.load() != 0) return false;
    HARK_TRY(const auto next,
             read({}, [](Reader& reader) { return reader.unfinished(CustomerId{}); }));
    if (!next) return false;
    HARK_TRY([[maybe_unused]] const auto calls,
             finish_erasure(next->first, std::chrono::steady_clock::now() + little_patience));
    return true;
}

/// Links to nobody, piece by piece. Nearly always there are none, and a row of `meta` says so.
Result<bool> SqlcipherStore::clear_links(std::uint32_t rows_max) {
    HARK_TRY(const auto left, read({}, [](Reader& reader) { return reader.links_left(); }));
    if (!left) return false;
    const std::lock_guard held{clearing_};
    // One round covers what was left before it began.
    if (clearing_next_ < 0) {
        clearing_next_ = 0;
        clearing_up_to_ = *left;
    }
    auto cursor = clearing_next_;
    HARK_TRY(const auto keys,
             read({}, [&](Reader& reader) { return reader.links_to_nobody(cursor, rows_max); }));
    if (!keys.empty() || cursor < 0) {
        HARK_CHECK(write([&](DataWriter& writer) -> Status {
            HARK_CHECK(writer.clear_links(keys));
            return cursor < 0 ? writer.links_cleared(clearing_up_to_) : Status{};
        }));
    }
    clearing_next_ = cursor;
    return cursor >= 0;
}

// --- housekeeping --------------------------------------------------------------------------------

Result<Due> SqlcipherStore::due(TenantId tenant, Time stale_before, Time expired_before,
                                const DueCursor& cursor, std::uint32_t rows_max) {
    Due due;
    due.next = cursor;
    HARK_CHECK(read({}, [&](Reader& reader) -> Status {
        HARK_TRY(due.more, reader.stale(tenant, stale_before, rows_max, due.next, due.stale));
        HARK_TRY(due.expired, reader.expired(tenant, expired_before, due.next.customer, rows_max));
        return {};
    }));
    due.more = due.more || due.next.customer != 0;
    return due;
}

Result<std::array<std::uint64_t, 2>> SqlcipherStore::purge(Time answers_before, Time calls_before,
                                                           std::uint32_t rows_max) {
    std::array<std::uint64_t, 2> purged{};
    HARK_CHECK(write([&](DataWriter& writer) -> Status {
        HARK_TRY(purged[0], writer.purge_answers(answers_before, rows_max));
        HARK_TRY(purged[1], writer.purge_calls(calls_before, rows_max));
        return {};
    }));
    return purged;
}

Status SqlcipherStore::drop_call(const Call& call) {
    return write([&](DataWriter& writer) { return writer.drop_call(call); });
}

Status SqlcipherStore::close() {
    if (closed_.exchange(true, std::memory_order_acq_rel)) return {};
    auto status = writes_->close();
    auto tidied = slots_->close();
    // The last connection to go copies the log into its database and removes it.
    readers_.close();
    writes_.reset();
    slots_.reset();
    return status.ok() ? tidied : status;
}

} // namespace
} // namespace sqlcipher

Result<std::unique_ptr<Store>> open_sqlcipher_store(SqlcipherOptions options) {
    using namespace sqlcipher;
    HARK_CHECK(ready_databases(options.folder, options.data_key, options.keys_key, options.create));
    // Half for the connection that writes, over which calls are read as well; the rest for those
    // that only read.
    const auto cache_kib = std::uint64_t{options.cache_mib} * 1024;
    const auto writer_kib = cache_kib / 2;
    const auto readers_kib = cache_kib - writer_kib;
    HARK_TRY(auto slots, KeySlots::open(options.folder, options.keys_key));
    HARK_TRY(auto writes,
             WriteSide::open(options.folder, options.data_key, options.keys_key, writer_kib));
    ReaderPool::Settings readers{options.folder, std::move(options.data_key),
                                 std::move(options.keys_key), options.readers, readers_kib};
    auto store = std::make_unique<SqlcipherStore>(std::move(options.folder), std::move(slots),
                                                  std::move(writes), std::move(readers));
    // What a crash interrupted. Another process may be at it, or hold the lock: then later.
    const auto finished = store->finish_erasures({});
    if (!finished.ok() && finished.error().code != Code::busy) return finished.error();
    return std::unique_ptr<Store>{std::move(store)};
}

} // namespace hark::store
