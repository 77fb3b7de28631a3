#include "lib/store/sqlcipher/key_slots.hpp"

#include <algorithm>
#include <thread>

#include "lib/base/try.hpp"
#include "lib/store/sqlcipher/schema.hpp"

namespace hark::store::sqlcipher {
namespace {

// A batch costs one commit, 0.2 ms, whoever needs it: small at first for a command that makes one
// customer and ends, then large enough to be rare.
constexpr std::size_t batch_first = 16;
constexpr std::size_t batch_max = 512;

// New slots are all at the end of the table: a few pages are enough.
constexpr std::uint64_t cache_kib = 256;

// Pages that the log may gather, half a megabyte: some twenty batches.
constexpr int logged_max = 128;

} // namespace

Result<std::unique_ptr<KeySlots>> KeySlots::open(const std::filesystem::path& folder,
                                                 const Secret& key) {
    HARK_TRY(auto connection,
             Connection::open(keys_path(folder), key, Connection::Pages::keys, cache_kib));
    HARK_TRY(auto kept, Secret::from(key.bytes()));
    std::unique_ptr<KeySlots> slots{new KeySlots{folder, std::move(kept), std::move(connection)}};
    return slots;
}

Result<KeySlot> KeySlots::reserve(Moment end) {
    std::unique_lock held{lock_};
    while (ahead_.empty()) {
        if (making_) {
            // Whoever makes the batch may have more time than this caller.
            if (made_.wait_until(held, end, [&] { return !making_; })) continue;
            return Error{Code::busy, "no key slot was ready in time"};
        }
        making_ = true;
        held.unlock();
        auto batch = make_batch(end);
        held.lock();
        making_ = false;
        made_.notify_all();
        if (!batch.ok()) return batch.error();
        ahead_ = std::move(*batch);
    }
    KeySlot slot = std::move(ahead_.back());
    ahead_.pop_back();
    return slot;
}

Result<std::vector<KeySlot>> KeySlots::make_batch(Moment end) {
    batch_ = std::clamp(batch_ * 4, batch_first, batch_max);
    std::vector<KeySlot> batch(batch_);
    connection_.wait_until(end);
    HARK_CHECK(connection_.execute("BEGIN IMMEDIATE"));
    auto status = write_batch(batch);
    if (status.ok()) status = connection_.execute("COMMIT");
    if (!status.ok()) {
        // Some errors end the transaction by themselves.
        if (connection_.in_transaction()) static_cast<void>(connection_.execute("ROLLBACK"));
        return status.error();
    }
    std::reverse(batch.begin(), batch.end());
    if (connection_.logged() > logged_max) {
        // Only tidying: whatever stops it stops it again, and is heard of, when it matters.
        static_cast<void>(connection_.checkpoint(Connection::Checkpoint::passive));
    }
    return batch;
}

Status KeySlots::write_batch(std::vector<KeySlot>& batch) {
    HARK_TRY(auto insert, connection_.prepare("INSERT INTO slots(secret) VALUES(?1)"));
    for (auto& slot : batch) {
        slot.secret = Secret::random();
        HARK_CHECK(insert.bind(1, slot.secret.bytes()).run());
        slot.customer.value = static_cast<std::uint64_t>(connection_.last_row());
    }
    return {};
}

Status KeySlots::destroy(CustomerId customer, Moment end) {
    // On a connection of its own and without the lock: emptying the log waits for everybody who
    // reads keys.db, and nobody should wait for a slot meanwhile.
    HARK_TRY(auto connection,
             Connection::open(keys_path(folder_), key_, Connection::Pages::keys, cache_kib));
    connection.wait_until(end);
    HARK_TRY(auto remove, connection.prepare("DELETE FROM slots WHERE id=?1"));
    HARK_CHECK(remove.bind(1, static_cast<std::int64_t>(customer.value)).run());
    // secure_delete has overwritten the slot in its page; older copies of the page are in the log,
    // which is emptied here. Waits for readers of older snapshots; for somebody else who copies the
    // log SQLite does not wait by itself, hence the loop.
    while (true) {
        const auto emptied = connection.checkpoint(Connection::Checkpoint::truncate);
        if (emptied) return {};
        const bool again = emptied.error().code == Code::busy;
        if (!again || std::chrono::steady_clock::now() >= end) return emptied.error();
        std::this_thread::sleep_for(std::chrono::milliseconds{1});
    }
}

Status KeySlots::close() {
    std::unique_lock held{lock_};
    made_.wait(held, [&] { return !making_; });
    if (ahead_.empty()) return {};
    connection_.wait_until(patience());
    HARK_TRY(auto remove, connection_.prepare("DELETE FROM slots WHERE id BETWEEN ?1 AND ?2"));
    const auto first = static_cast<std::int64_t>(ahead_.back().customer.value);
    const auto last = static_cast<std::int64_t>(ahead_.front().customer.value);
    ahead_.clear();
    return remove.bind(1, first).bind(2, last).run();
}

} // namespace hark::store::sqlcipher
