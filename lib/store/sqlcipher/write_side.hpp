// Everything that writes data.db: the connection, its queue, and the log that must be copied into
// the database now and then.
#pragma once

#include <atomic>
#include <filesystem>
#include <memory>
#include <optional>
#include <utility>

#include "hark/result.hpp"
#include "hark/secret.hpp"
#include "lib/store/sqlcipher/commit_queue.hpp"
#include "lib/store/sqlcipher/connection.hpp"
#include "lib/store/sqlcipher/data_writer.hpp"
#include "lib/store/sqlcipher/reader.hpp"
#include "lib/store/sqlcipher/sql.hpp"
#include "lib/store/store.hpp"

namespace hark::store::sqlcipher {

/// Any thread; close() beside no other member.
class WriteSide {
public:
    static Result<std::unique_ptr<WriteSide>> open(std::filesystem::path folder,
                                                   const Secret& data_key, const Secret& keys_key,
                                                   std::uint64_t cache_kib);

    /// Reads over the connection that writes: its cache survives its own commits, and the pages
    /// that are decrypted here need not be decrypted again to be written. A recall that writes next
    /// waits a moment for its turn between two commits; any other takes it when nobody is using the
    /// connection or waiting for it. Nothing: it is busy.
    std::optional<Result<Recall>> try_recall(const RecallQuery& query);

    Result<Applied> apply(Change change, Deadline deadline);

    /// Runs `work(writer)` in a commit of its own or of others, and waits for it.
    template <typename Work>
    Status write(Work&& work) {
        auto done = queue_.commit(std::make_unique<Task<Work>>(writer_, work), {});
        if (!done) return done.error();
        if (done->led) tend_log();
        return {};
    }

    Status close();

private:
    /// Lives while its caller waits, and refers to what the caller holds.
    template <typename Work>
    class Task final : public Job {
    public:
        Task(DataWriter& writer, Work& work) noexcept : writer_{writer}, work_{work} {}
        Status run() override { return work_(writer_); }

    private:
        DataWriter& writer_;
        Work& work_;
    };

    WriteSide(std::filesystem::path folder, Secret key, Connection connection)
        : folder_{std::move(folder)},
          key_{std::move(key)},
          connection_{std::move(connection)},
          statements_{connection_},
          reader_{connection_, statements_},
          writer_{connection_, statements_},
          queue_{connection_, statements_} {}

    void tend_log();
    Status copy_log();

    std::filesystem::path folder_;
    Secret key_;
    Connection connection_;
    Statements statements_;
    Reader reader_;
    DataWriter writer_;
    CommitQueue queue_;
    std::atomic<bool> tending_{false}; ///< guards copier_
    Connection copier_;
};

} // namespace hark::store::sqlcipher
