// The key slots in keys.db: made ahead in batches, handed out from a pool, destroyed for good.
#pragma once

#include <condition_variable>
#include <cstdint>
#include <filesystem>
#include <mutex>
#include <vector>

#include "hark/result.hpp"
#include "hark/secret.hpp"
#include "lib/store/sqlcipher/connection.hpp"
#include "lib/store/store.hpp"

namespace hark::store::sqlcipher {

/// All members may be called from any thread.
class KeySlots {
public:
    static Result<std::unique_ptr<KeySlots>> open(const std::filesystem::path& folder,
                                                  const Secret& key);

    /// A slot that nobody else was or will be given, durable already. `busy` when others kept
    /// keys.db locked, or a batch was being made, until `end`.
    Result<KeySlot> reserve(Moment end);
    /// Destroys a slot and what the log still held of it. Nothing happens when it is gone. `busy`
    /// when others kept the log from being emptied until `end`.
    Status destroy(CustomerId customer, Moment end);
    /// Removes the slots that were made ahead and not handed out.
    Status close();

private:
    KeySlots(std::filesystem::path folder, Secret key, Connection connection) noexcept
        : folder_{std::move(folder)}, key_{std::move(key)}, connection_{std::move(connection)} {}

    Result<std::vector<KeySlot>> make_batch(Moment end);
    Status write_batch(std::vector<KeySlot>& batch);

    std::filesystem::path folder_;
    Secret key_;
    std::mutex lock_;              ///< over the next three
    bool making_{false};           ///< somebody makes a batch, and has the connection to themselves
    std::condition_variable made_; ///< that somebody is done
    std::vector<KeySlot> ahead_;   ///< highest number first
    Connection connection_;
    std::size_t batch_{0}; ///< size of the last batch
};

} // namespace hark::store::sqlcipher
