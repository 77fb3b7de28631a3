// The door of the library: opens stores and keys, hands each call to its use case, and does a piece
// of housekeeping on the threads that committed. Composes everything; decides nothing itself.
#include "hark/memory.hpp"

#include <atomic>
#include <map>
#include <mutex>
#include <utility>

#include "lib/base/try.hpp"
#include "lib/memory/folder.hpp"
#include "lib/memory/records.hpp"
#include "lib/memory/use_cases.hpp"
#include "lib/store/memory/memory_store.hpp"
#include "lib/store/sqlcipher/sqlcipher_store.hpp"

namespace hark {
namespace {

/// Housekeeping on calling threads: this long between two pieces, and this many rows in one, which
/// together keep up with ten thousand calls a second at a few milliseconds a piece.
constexpr Millis housekeeping_pause{100};
constexpr std::uint32_t housekeeping_rows = 1024;

constexpr std::size_t record_id_bytes_max = 128;

Status check_record(std::string_view id, std::string_view body) {
    if (id.empty() || id.size() > record_id_bytes_max) {
        return Error{Code::invalid, "must be 1 to 128 bytes", "id"};
    }
    if (body.size() > limits::body_bytes_max) {
        return Error{Code::invalid, "must be at most 64 KiB", "body"};
    }
    return {};
}

std::string hygiene_id(TenantId tenant) {
    return "id types of tenant " + std::to_string(tenant.value);
}

Status check_options(const MemoryOptions& options) {
    if (!options.folder.empty() && !options.key) {
        return Error{Code::key_missing, "a memory in a folder needs a key source"};
    }
    if (options.readers < 1 || options.readers > 64) {
        return Error{Code::invalid, "must be 1 to 64", "readers"};
    }
    if (options.cache_mib < 4 || options.cache_mib > 65'536) {
        return Error{Code::invalid, "must be 4 to 65536", "cache_mib"};
    }
    return {};
}

/// A folder is a memory when it has a keyring. Databases without one are never overwritten.
Result<crypto::Keyring> keyring_of(const MemoryOptions& options, const Secret& root) {
    std::error_code ignored;
    const auto there = [&](const char* file) {
        return std::filesystem::exists(options.folder / file, ignored);
    };
    if (there("keyring")) {
        HARK_CHECK(memory::check_folder(options.folder));
        auto keys = crypto::Keyring::open(options.folder, root);
        if (keys.ok()) memory::close_files_to_others(options.folder);
        return keys;
    }
    if (there("data.db") || there("keys.db")) {
        return Error{Code::corrupt, "the folder has databases but no keyring"};
    }
    if (!options.create) return Error{Code::no_memory_here, "the folder holds no memory"};
    HARK_CHECK(memory::make_folder(options.folder));
    auto made = crypto::Keyring::create(options.folder, root);
    // Another process may have been quicker: then its keyring is the one.
    if (!made.ok() && there("keyring")) return crypto::Keyring::open(options.folder, root);
    return made;
}

/// Housekeeping of one tenant: a busy one must neither use up the turns of another nor move its
/// cursor.
struct House {
    std::atomic<std::int64_t> next{0}; ///< when the next piece may be done, in passed() time
    std::mutex lock;                   ///< over the cursor
    memory::HouseCursor cursor;
};

} // namespace

class Memory::Impl {
public:
    Impl(std::unique_ptr<store::Store> opened, crypto::Keyring opened_keys, Clock& its_clock)
        : store{std::move(opened)},
          keys{std::move(opened_keys)},
          engine{*store, keys, its_clock, &hygiene, &summaries} {
        engine.clock_offset = its_clock.now().time_since_epoch() - its_clock.passed();
    }

    Status check_open() const {
        if (closed.load(std::memory_order_acquire)) {
            return Error{Code::closed, "the memory was closed"};
        }
        return {};
    }
    /// Settings come with every request: whatever is out of its range stops here.
    Status check(const Terms& terms) const {
        HARK_CHECK(check_open());
        return check_settings(terms.settings);
    }

    /// What earlier runs learned of this tenant's types of ids. Without it they are learned again.
    void recall_hygiene(const Terms& terms) {
        if (!hygiene.begins(terms.tenant)) return;
        const auto kept = record_of(RecordKind::setting, hygiene_id(terms.tenant));
        if (kept.ok()) (void)hygiene.decode(terms.tenant, kept->body);
    }
    void keep_hygiene(TenantId tenant) {
        (void)put({RecordKind::setting, hygiene_id(tenant), hygiene.encode(tenant)});
    }

    Status put(const Record& record) {
        const auto name = memory::record_name(keys, record.kind, record.id);
        return store->put_record(name.kind, name.id,
                                 keys.record_key().seal(memory::record_place(name), record.body));
    }
    Result<Record> record_of(RecordKind kind, std::string_view id) {
        const auto name = memory::record_name(keys, kind, id);
        HARK_TRY(const auto sealed, store->record(name.kind, name.id));
        if (!sealed) return Error{Code::not_found, "there is no such record"};
        HARK_TRY(auto body, keys.record_key().open(memory::record_place(name), *sealed));
        return Record{kind, std::string{id}, std::move(body)};
    }

    /// A bounded piece of housekeeping now and then, by whoever has just committed for others. What
    /// fails here fails again, and is told, in maintain().
    void keep_house(const Terms& terms) {
        const auto now = engine.clock.passed().count();
        auto& due = house_of(terms.tenant).next;
        auto next = due.load(std::memory_order_relaxed);
        // Further off than a pause: a clock that was set back must not end housekeeping.
        if (now < next && next - now <= housekeeping_pause.count()) return;
        if (!due.compare_exchange_strong(next, now + housekeeping_pause.count())) return;
        (void)maintain(terms, housekeeping_rows);
    }

    Result<MaintainReport> maintain(const Terms& terms, std::uint32_t rows_max) {
        auto& house = house_of(terms.tenant);
        const std::lock_guard held{house.lock};
        return memory::keep_house(engine, terms, rows_max, house.cursor);
    }

    House& house_of(TenantId tenant) {
        const std::lock_guard held{housekeeping};
        return houses[tenant];
    }

    /// The answer of a use case, after the piece of housekeeping that its commit allows.
    template <typename Answer>
    Result<Answer> finish(Result<memory::Done<Answer>> done, const Terms& terms) {
        if (!done.ok()) return done.error();
        if (done->led) keep_house(terms);
        if (done->led && hygiene.is_due(terms.tenant)) keep_hygiene(terms.tenant);
        return std::move(done->answer);
    }

    std::unique_ptr<store::Store> store;
    crypto::Keyring keys;
    memory::IdHygiene hygiene;
    memory::Summaries summaries;
    memory::Engine engine;
    std::atomic<bool> closed{false};
    std::mutex housekeeping; ///< over which houses there are; they stay where they are
    std::map<TenantId, House> houses;
};

Result<Memory> Memory::open(MemoryOptions options) {
    HARK_CHECK(check_options(options));
    Clock& clock = options.clock != nullptr ? *options.clock : system_clock();
    if (options.folder.empty()) {
        return Memory{std::make_unique<Impl>(store::make_memory_store(),
                                             crypto::Keyring::ephemeral(), clock)};
    }
    HARK_TRY(const Secret root, options.key->read());
    HARK_TRY(auto keys, keyring_of(options, root));
    HARK_TRY(auto opened, store::open_sqlcipher_store({options.folder, keys.data_database_key(),
                                                       keys.keys_database_key(), options.create,
                                                       options.readers, options.cache_mib}));
    return Memory{std::make_unique<Impl>(std::move(opened), std::move(keys), clock)};
}

Memory::Memory(std::unique_ptr<Impl> impl) noexcept : impl_{std::move(impl)} {}
Memory::Memory(Memory&&) noexcept = default;

Memory& Memory::operator=(Memory&& other) noexcept {
    if (this != &other) {
        if (impl_) (void)close();
        impl_ = std::move(other.impl_);
    }
    return *this;
}

Memory::~Memory() {
    if (impl_) (void)close();
}

Result<StartAnswer> Memory::start(const CallStart& call, const Terms& terms) {
    HARK_CHECK(impl_->check(terms));
    impl_->recall_hygiene(terms);
    return impl_->finish(memory::start_call(impl_->engine, call, terms), terms);
}

Result<StartAnswer> Memory::peek(const CallStart& call, const Terms& terms) {
    HARK_CHECK(impl_->check(terms));
    impl_->recall_hygiene(terms);
    return memory::peek_call(impl_->engine, call, terms);
}

Result<UpdateAnswer> Memory::update(const CallUpdate& update, const Terms& terms) {
    HARK_CHECK(impl_->check(terms));
    return impl_->finish(memory::update_call(impl_->engine, update, terms), terms);
}

Result<VerifyAnswer> Memory::verify_caller(const Verification& verification, const Terms& terms) {
    HARK_CHECK(impl_->check(terms));
    impl_->recall_hygiene(terms);
    return impl_->finish(memory::verify_caller(impl_->engine, verification, terms), terms);
}

Result<EndAnswer> Memory::end(const CallEnd& end, const Terms& terms) {
    HARK_CHECK(impl_->check(terms));
    return impl_->finish(memory::end_call(impl_->engine, end, terms), terms);
}

Result<CallView> Memory::call(const CallId& call_id, const Terms& terms) {
    HARK_CHECK(impl_->check(terms));
    return memory::view_call(impl_->engine, call_id, terms);
}

Result<CustomerView> Memory::customer(const CustomerRef& ref, const Terms& terms) {
    HARK_CHECK(impl_->check(terms));
    return memory::view_customer(impl_->engine, ref, terms);
}

Result<Merged> Memory::merge(const CustomerRef& ref, const CustomerRef& into, const Terms& terms) {
    HARK_CHECK(impl_->check(terms));
    return memory::merge_customers(impl_->engine, ref, into, terms);
}

Result<Merged> Memory::unmerge(const CustomerRef& ref, const Terms& terms) {
    HARK_CHECK(impl_->check(terms));
    return memory::unmerge_customer(impl_->engine, ref, terms);
}

Result<Erased> Memory::forget(const CustomerRef& ref, const Terms& terms) {
    HARK_CHECK(impl_->check(terms));
    return memory::forget_customer(impl_->engine, ref, terms);
}

Result<MaintainReport> Memory::maintain(std::uint64_t rows_max, const Terms& terms) {
    HARK_CHECK(impl_->check(terms));
    MaintainReport total;
    std::uint64_t spent = 0;
    do {
        const auto piece = static_cast<std::uint32_t>(
            std::min<std::uint64_t>(rows_max - spent, housekeeping_rows));
        HARK_TRY(const auto report, impl_->maintain(terms, piece));
        total.calls_closed += report.calls_closed;
        total.calls_dropped += report.calls_dropped;
        total.answers_dropped += report.answers_dropped;
        total.customers_expired += report.customers_expired;
        total.clock_ahead = report.clock_ahead;
        total.more = report.more;
        spent += piece;
    } while (total.more && spent < rows_max);
    return total;
}

Result<VerifyReport> Memory::verify() {
    HARK_CHECK(impl_->check_open());
    return memory::verify_all(impl_->engine);
}

Status Memory::close() {
    if (impl_->closed.exchange(true)) return {};
    for (const TenantId tenant : impl_->hygiene.unsaved())
        impl_->keep_hygiene(tenant);
    return impl_->store->close();
}

Status Memory::put_record(const Record& record) {
    HARK_CHECK(impl_->check_open());
    HARK_CHECK(check_record(record.id, record.body));
    return impl_->put(record);
}

Result<Record> Memory::record(RecordKind kind, std::string_view id) {
    HARK_CHECK(impl_->check_open());
    HARK_CHECK(check_record(id, {}));
    return impl_->record_of(kind, id);
}

Status Memory::erase_record(RecordKind kind, std::string_view id) {
    HARK_CHECK(impl_->check_open());
    HARK_CHECK(check_record(id, {}));
    return impl_->store->erase_record(kind, memory::record_name(impl_->keys, kind, id).id);
}

Result<std::int64_t> Memory::used(std::uint64_t account, std::int32_t month) {
    HARK_CHECK(impl_->check_open());
    return impl_->store->used(account, month);
}

std::array<std::uint8_t, 32> Memory::key_hash(std::string_view api_key) const {
    return impl_->keys.key_hash(api_key);
}

} // namespace hark
