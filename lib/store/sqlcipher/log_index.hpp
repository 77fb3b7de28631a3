// Which pages of a database were written since a moment: read from the index of the write-ahead log
// that all processes share. Knows the layout that SQLite documents (walformat, "The WAL-Index File
// Format") and no more of SQLite.
#pragma once

#include <cstddef>
#include <cstdint>

#include "hark/result.hpp"

struct sqlite3;
struct sqlite3_file;

namespace hark::store::sqlcipher {

/// Belongs to one connection and its thread.
class LogIndex {
public:
    /// A state of the log. Later states have more frames, until the log begins anew with other
    /// salts.
    struct Mark {
        bool known{false};
        std::uint32_t frames{0}; ///< up to the last commit
        std::uint32_t pages{0};  ///< of the database
        std::uint64_t salts{0};  ///< which log this is
    };

    LogIndex() = default;
    /// Only for a connection that has read in write-ahead mode; it must stay open.
    explicit LogIndex(sqlite3* connection) noexcept;

    /// The state now.
    Mark mark() const noexcept;

    /// Calls `written(page)` for every page that was written after `since`, and for some perhaps
    /// twice or too early. False: nobody knows any more, or `written` gave false; then any page may
    /// have been.
    template <typename Written>
    bool pages_since(const Mark& since, Written&& written) const noexcept {
        const auto now = mark();
        if (!follows(now, since)) return false;
        int region = -1;
        const std::uint32_t* words = nullptr;
        for (auto frame = since.frames; frame < now.frames; ++frame) {
            const auto place = place_of(frame);
            if (place.region != region) words = region_at(region = place.region);
            if (!words || !written(word_at(words, place.word))) return false;
        }
        // Had the log begun anew meanwhile, its frames would have been written over under our eyes.
        return follows(mark(), since);
    }

private:
    static bool follows(const Mark& now, const Mark& since) noexcept;

    struct Place {
        int region;
        std::size_t word;
    };
    /// Where the index keeps the page number of a frame; the first frame is 0.
    static Place place_of(std::uint32_t frame) noexcept;
    /// Null when it is not there.
    const std::uint32_t* region_at(int number) const noexcept;
    static std::uint32_t word_at(const std::uint32_t* words, std::size_t at) noexcept;

    sqlite3_file* file_{nullptr};
    const std::uint32_t* header_{nullptr};
};

} // namespace hark::store::sqlcipher
