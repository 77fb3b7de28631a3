// The page cache of our connections, plugged into SQLite in place of its own for two reasons.
//
// SQLite empties a connection's cache whenever anybody has committed since its last snapshot, and a
// recall under writes then reads and decrypts five or six pages instead of two or three. The log's
// index tells exactly which pages were written; this cache drops these and keeps the rest.
//
// And it keeps interior pages of the trees before leaves: there are hundreds of times fewer of
// them, and each recall needs some.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>

#include "lib/store/sqlcipher/log_index.hpp"

namespace hark::store::sqlcipher {

/// Pages of one database file in one connection, found by number. One thread at a time. Never
/// throws: what cannot be allocated is not cached.
class PageCache {
public:
    /// A page's place in memory. SQLite sees the two pointers at its beginning.
    struct Page {
        void* bytes;
        void* extra;
        std::uint32_t number;
        bool interior; ///< while unpinned: an interior page of a tree
        Page* next_in_bucket;
        Page* newer; ///< in the order of last use, while unpinned
        Page* older;
    };

    PageCache(std::size_t page_bytes, std::size_t extra_bytes, bool purgeable) noexcept;
    ~PageCache();
    PageCache(const PageCache&) = delete;
    PageCache& operator=(const PageCache&) = delete;

    enum class Make : std::uint8_t { no, if_cheap, if_possible };
    /// The page, pinned. Null when it is not there and was not made. A new page's bytes hold
    /// anything; the first pointer in its extra bytes is null.
    Page* fetch(std::uint32_t number, Make make) noexcept;
    /// Lets the cache give the page up, at once with `discard`.
    void unpin(Page* page, bool discard) noexcept;
    /// A page that had the number goes.
    void renumber(Page* page, std::uint32_t number) noexcept;
    /// Drops all pages from `first` on, pinned or not.
    void drop_from(std::uint32_t first) noexcept;
    /// Drops one page if it is there. False: it is pinned, and stays.
    bool drop(std::uint32_t number) noexcept;
    /// Gives up what is not pinned.
    void shrink() noexcept;

    /// Pages too many go, as far as they are not pinned.
    void limit(std::size_t pages) noexcept;
    std::size_t size() const noexcept { return pages_; }

private:
    /// Unpinned pages in the order of their last use; a ring through a page that is none.
    struct Ring {
        Page end{nullptr, nullptr, 0, false, nullptr, &end, &end};
        std::size_t size{0};

        void add_newest(Page* page) noexcept;
        void remove(Page* page) noexcept;
        Page* oldest() noexcept { return end.newer; }
    };

    Ring& ring_of(const Page* page) noexcept { return page->interior ? interior_ : leaves_; }
    Page** place_of(std::uint32_t number) noexcept;
    Page* make(std::uint32_t number, Make make) noexcept;
    Page* evict() noexcept;
    bool grow() noexcept;
    void place(Page* page, std::uint32_t number) noexcept; ///< puts it into its bucket
    void forget(Page* page) noexcept;                      ///< takes it out
    void free(Page* page) noexcept;

    std::size_t page_bytes_;
    std::size_t extra_bytes_;
    bool purgeable_;
    std::size_t pages_max_{100};
    std::size_t pages_{0};
    std::uint32_t highest_{0}; ///< no page has a higher number
    Page** buckets_{nullptr};
    std::size_t bucket_count_{0}; ///< a power of two, or 0
    Ring leaves_;
    Ring interior_;
};

/// Makes SQLite use this cache. Once in a program, before its first connection.
void install_page_cache() noexcept;

/// For the thread that holds it: a snapshot that begins now keeps the pages that were not written
/// since `valid`. SQLite's interface to caches passes no context along, hence a scope and a pointer
/// that belongs to the thread.
class KeepingPages {
public:
    KeepingPages(const LogIndex& index, const LogIndex::Mark& valid) noexcept;
    ~KeepingPages();
    KeepingPages(const KeepingPages&) = delete;
    KeepingPages& operator=(const KeepingPages&) = delete;

    /// Drops from a cache what was written. False: everything must go.
    bool keep(PageCache& cache) const noexcept;

private:
    const LogIndex& index_;
    const LogIndex::Mark& valid_;
};

} // namespace hark::store::sqlcipher
