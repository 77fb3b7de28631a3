#include "lib/store/sqlcipher/log_index.hpp"

#include <sqlite3.h>

#include <array>
#include <atomic>

namespace hark::store::sqlcipher {
namespace {

// The index comes in regions of 32 KiB. The first begins with two copies of a header and some words
// on checkpoints; then each has the page numbers of its frames, four bytes each, and a hash table.
constexpr int region_bytes = 32 * 1024;
constexpr std::uint32_t header_words = 12;
constexpr std::uint32_t first_region_before_frames = 34; // words
constexpr std::uint32_t region_frames = 4096;
constexpr std::uint32_t first_region_frames = region_frames - first_region_before_frames;

// Words of a header.
constexpr std::size_t version_at = 0;
constexpr std::size_t frames_at = 4;
constexpr std::size_t pages_at = 5;
constexpr std::size_t salts_at = 8;
constexpr std::uint32_t version_known = 3'007'000;

using Header = std::array<std::uint32_t, header_words>;

// Other processes write here while we read; that is part of the protocol, which compares two
// copies, and ThreadSanitizer cannot know it.
#if defined(__GNUC__) || defined(__clang__)
#define HARK_SHARED_WITH_OTHERS __attribute__((no_sanitize("thread")))
#else
#define HARK_SHARED_WITH_OTHERS
#endif

} // namespace

HARK_SHARED_WITH_OTHERS std::uint32_t LogIndex::word_at(const std::uint32_t* words,
                                                        std::size_t at) noexcept {
    return static_cast<const volatile std::uint32_t*>(words)[at];
}

LogIndex::LogIndex(sqlite3* connection) noexcept {
    sqlite3_file* file = nullptr;
    const int code = sqlite3_file_control(connection, "main", SQLITE_FCNTL_FILE_POINTER, &file);
    // Shared memory came with version 2 of the methods.
    if (code == SQLITE_OK && file && file->pMethods && file->pMethods->iVersion >= 2) file_ = file;
    // Mapped for as long as the connection is open.
    header_ = region_at(0);
}

const std::uint32_t* LogIndex::region_at(int number) const noexcept {
    if (!file_) return nullptr;
    void volatile* mapped = nullptr;
    // Never extends it: that is for the writer.
    const int code = file_->pMethods->xShmMap(file_, number, region_bytes, 0, &mapped);
    if (code != SQLITE_OK) return nullptr;
    return static_cast<const std::uint32_t*>(const_cast<const void*>(mapped));
}

LogIndex::Mark LogIndex::mark() const noexcept {
    if (!header_) return {};
    Header first{}, second{};
    for (std::size_t i = 0; i < header_words; ++i)
        first[i] = word_at(header_, i);
    // Writers fill in the second copy, then the first.
    std::atomic_thread_fence(std::memory_order_seq_cst);
    for (std::size_t i = 0; i < header_words; ++i)
        second[i] = word_at(header_, header_words + i);
    if (first != second || first[version_at] != version_known) return {};
    return {.known = true,
            .frames = first[frames_at],
            .pages = first[pages_at],
            .salts = std::uint64_t{first[salts_at]} << 32 | first[salts_at + 1]};
}

bool LogIndex::follows(const Mark& now, const Mark& since) noexcept {
    return now.known && since.known && now.salts == since.salts && now.frames >= since.frames &&
           now.pages >= since.pages;
}

LogIndex::Place LogIndex::place_of(std::uint32_t frame) noexcept {
    if (frame < first_region_frames) return {0, first_region_before_frames + frame};
    const auto behind = frame - first_region_frames;
    return {static_cast<int>(1 + behind / region_frames), behind % region_frames};
}

} // namespace hark::store::sqlcipher
