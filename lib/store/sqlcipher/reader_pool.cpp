#include "lib/store/sqlcipher/reader_pool.hpp"

namespace hark::store::sqlcipher {

Result<std::unique_ptr<Reader>> ReaderPool::take(Moment end) {
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
    auto opened =
        Reader::open(settings_.folder, settings_.data_key, settings_.keys_key, settings_.cache_kib);
    if (!opened) give_back(nullptr);
    return opened;
}

void ReaderPool::give_back(std::unique_ptr<Reader> reader) {
    {
        const std::lock_guard held{lock_};
        if (reader) {
            idle_.push_back(std::move(reader));
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
