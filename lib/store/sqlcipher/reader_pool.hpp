// The connections that read side by side. Opened when first needed, sharing the cache between those
// that are open; the one used last is used again first, because its cache is warm.
#pragma once

#include <condition_variable>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <mutex>
#include <vector>

#include "hark/result.hpp"
#include "hark/secret.hpp"
#include "lib/base/try.hpp"
#include "lib/store/sqlcipher/reader.hpp"
#include "lib/store/store.hpp"

namespace hark::store::sqlcipher {

/// Any thread; close() beside no other member.
class ReaderPool {
public:
    struct Settings {
        std::filesystem::path folder;
        Secret data_key;
        Secret keys_key;
        std::uint32_t readers{1};
        std::uint64_t cache_kib{0}; ///< of those that are open, together
    };

    explicit ReaderPool(Settings settings) : settings_{std::move(settings)} {}

    /// Gives `work` a reader of its own. Error `busy` when none was free before the deadline.
    template <typename Work>
    auto read(Deadline deadline, Work&& work) -> decltype(work(std::declval<Reader&>())) {
        const Moment end = deadline ? *deadline : patience();
        HARK_TRY(auto reader, take(end));
        reader->connection.wait_until(end);
        auto result = work(reader->reader);
        // SQLCipher gives a connection up for good after a page that fails its authentication.
        const bool usable = result.ok() || result.error().code == Code::busy;
        give_back(usable ? std::move(reader) : nullptr);
        return result;
    }

    void close();

private:
    struct Member {
        Member(Connection opened, std::uint64_t share) noexcept
            : connection{std::move(opened)}, cache_kib{share} {}

        Connection connection;
        std::uint64_t cache_kib; ///< its share of the cache
        Statements statements{connection};
        Reader reader{connection, statements};
    };

    Result<std::unique_ptr<Member>> take(Moment end);
    Result<std::unique_ptr<Member>> open(std::uint64_t cache_kib) const;
    void give_back(std::unique_ptr<Member> member);
    void share_cache(Member& member) const;

    Settings settings_;
    std::mutex lock_;
    std::condition_variable freed_;
    std::vector<std::unique_ptr<Member>> idle_; ///< used last: last
    std::uint32_t open_{0};
};

} // namespace hark::store::sqlcipher
