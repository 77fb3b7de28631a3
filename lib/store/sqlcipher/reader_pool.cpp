#include "lib/store/sqlcipher/reader_pool.hpp"

#include "lib/store/sqlcipher/schema.hpp"

namespace hark::store::sqlcipher {

Result<std::unique_ptr<ReaderPool::Member>> ReaderPool::take(Moment end) {
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
    }
    auto opened = open();
    if (!opened) give_back(nullptr);
    return opened;
}

Result<std::unique_ptr<ReaderPool::Member>> ReaderPool::open() const {
    const auto keys_kib = keys_share(settings_.cache_kib);
    HARK_TRY(auto connection,
             Connection::open(data_path(settings_.folder), settings_.data_key,
                              Connection::Pages::data, settings_.cache_kib - keys_kib));
    HARK_CHECK(connection.attach_keys(keys_path(settings_.folder), settings_.keys_key, keys_kib));
    return std::make_unique<Member>(std::move(connection));
}

void ReaderPool::give_back(std::unique_ptr<Member> member) {
    {
        const std::lock_guard held{lock_};
        if (member) {
            idle_.push_back(std::move(member));
        } else {
            --open_;
        }
    }
    freed_.notify_one();
}

void ReaderPool::close() {
    const std::lock_guard held{lock_};
    open_ -= static_cast<std::uint32_t>(idle_.size());
    idle_.clear();
}

} // namespace hark::store::sqlcipher
