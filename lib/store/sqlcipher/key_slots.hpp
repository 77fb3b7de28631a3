// The key slots in keys.db: made ahead in batches, handed out from a pool, destroyed for good.
#pragma once

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

    /// A slot that nobody else was or will be given, durable already.
    Result<KeySlot> reserve();
    /// True when the slot is there.
    Result<bool> has(CustomerId customer);
    /// Destroys a slot and what the log still held of it. Nothing happens when it is gone.
    Status destroy(CustomerId customer);
    /// Removes the slots that were made ahead and not handed out.
    Status close();

private:
    explicit KeySlots(Connection connection) noexcept : connection_{std::move(connection)} {}

    Status make_batch();
    Status write_batch(std::vector<KeySlot>& batch);

    std::mutex lock_;
    Connection connection_;
    Statement has_;
    std::vector<KeySlot> ahead_; ///< highest number first
    std::size_t batch_{0};       ///< size of the last batch
};

} // namespace hark::store::sqlcipher
