#include "lib/store/sqlcipher/reader_pool.hpp"

#include "lib/store/sqlcipher/schema.hpp"

namespace hark::store::sqlcipher {

Result<std::unique_ptr<ReaderPool::Member>> ReaderPool::take(Moment end) {
    std::uint64_t cache_kib = 0;
    {
        std::unique_lock lock{lock_};
        const auto free = [&] { return !idle_.empty() || open_ < settings_.readers; };
        if (!freed_.wait_until(lock, end, free)) {
            return Error{Code::busy, "no reader was free in time"};
        }
        if (!idle_.empty()) {
            auto reader = std::move(idle_.back());
            idle_.pop_back();
            return reader;
        }
        ++open_;
        cache_kib = settings_.cache_kib / open_;
        // Room for the new one. Those in use give theirs when they come back.
        for (auto& idle : idle_)
            share_cache(*idle);
    }
    auto opened = open(cache_kib);
    if (!opened) give_back(nullptr);
    return opened;
}

Result<std::unique_ptr<ReaderPool::Member>> ReaderPool::open(std::uint64_t cache_kib) const {
    const auto keys_kib = keys_share(cache_kib);
    HARK_TRY(auto connection, Connection::open(data_path(settings_.folder), settings_.data_key,
                                               Connection::Pages::data, cache_kib - keys_kib));
    HARK_CHECK(connection.attach_keys(keys_path(settings_.folder), settings_.keys_key, keys_kib));
    return std::make_unique<Member>(std::move(connection), cache_kib);
}

void ReaderPool::give_back(std::unique_ptr<Member> member) {
    {
        const std::lock_guard held{lock_};
        if (member) {
            share_cache(*member);
            idle_.push_back(std::move(member));
        } else {
            --open_;
        }
    }
    freed_.notify_one();
}

/// Gives a reader that nobody uses its share of the cache. Only with the lock.
void ReaderPool::share_cache(Member& member) const {
    const auto share = settings_.cache_kib / open_;
    if (member.cache_kib == share) return;
    const auto keys_kib = keys_share(share);
    // A cache that stays as it was is no error.
    if (member.connection.limit_cache(share - keys_kib, keys_kib).ok()) member.cache_kib = share;
}

void ReaderPool::close() {
    const std::lock_guard held{lock_};
    open_ -= static_cast<std::uint32_t>(idle_.size());
    idle_.clear();
}

} // namespace hark::store::sqlcipher
