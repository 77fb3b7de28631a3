#include "lib/store/sqlcipher/page_cache.hpp"

#include <sqlite3.h>

#include <algorithm>
#include <cstring>
#include <new>

namespace hark::store::sqlcipher {
namespace {

using Page = PageCache::Page;

// SQLite reads a page's two pointers through its own type.
static_assert(offsetof(Page, bytes) == offsetof(sqlite3_pcache_page, pBuf));
static_assert(offsetof(Page, extra) == offsetof(sqlite3_pcache_page, pExtra));

constexpr std::size_t buckets_first = 256;

// A page that begins with one of these is an interior page of a table or an index.
constexpr unsigned char interior_table = 5;
constexpr unsigned char interior_index = 2;

/// Page 1 begins with the file's header, and every snapshot reads it.
bool is_interior(const Page& page) noexcept {
    const auto kind = *static_cast<const unsigned char*>(page.bytes);
    return page.number == 1 || kind == interior_table || kind == interior_index;
}

/// Never reached but by a database far larger than its cache; leaves are of use then, too.
constexpr std::size_t interior_share_max(std::size_t pages_max) noexcept {
    return pages_max - pages_max / 4;
}

thread_local const KeepingPages* keeping = nullptr;

} // namespace

// --- order of use --------------------------------------------------------------------------------

void PageCache::Ring::add_newest(Page* page) noexcept {
    page->newer = &end;
    page->older = end.older;
    end.older->newer = page;
    end.older = page;
    ++size;
}

void PageCache::Ring::remove(Page* page) noexcept {
    page->newer->older = page->older;
    page->older->newer = page->newer;
    page->newer = page->older = nullptr;
    --size;
}

// --- pages ---------------------------------------------------------------------------------------

PageCache::PageCache(std::size_t page_bytes, std::size_t extra_bytes, bool purgeable) noexcept
    : page_bytes_{page_bytes}, extra_bytes_{extra_bytes}, purgeable_{purgeable} {}

PageCache::~PageCache() {
    drop_from(0);
    sqlite3_free(buckets_);
}

PageCache::Page** PageCache::place_of(std::uint32_t number) noexcept {
    auto** place = &buckets_[number & (bucket_count_ - 1)];
    while (*place && (*place)->number != number)
        place = &(*place)->next_in_bucket;
    return place;
}

PageCache::Page* PageCache::fetch(std::uint32_t number, Make make_it) noexcept {
    if (bucket_count_ != 0) {
        if (auto* page = *place_of(number)) {
            if (page->newer) ring_of(page).remove(page);
            return page;
        }
    }
    return make_it == Make::no ? nullptr : make(number, make_it);
}

PageCache::Page* PageCache::make(std::uint32_t number, Make make_it) noexcept {
    const auto unpinned = leaves_.size + interior_.size;
    // Refusing makes SQLite write dirty pages out early, so that they can be given up.
    const bool nearly_all_pinned = pages_ - unpinned >= pages_max_ - pages_max_ / 10;
    if (make_it == Make::if_cheap && nearly_all_pinned) return nullptr;
    if (pages_ >= bucket_count_ && !grow()) return nullptr;

    auto* page = purgeable_ && pages_ + 1 >= pages_max_ ? evict() : nullptr;
    if (!page) {
        // One piece of memory: the page, what SQLite keeps beside it, and our own part.
        auto* bytes = static_cast<unsigned char*>(
            sqlite3_malloc64(page_bytes_ + extra_bytes_ + sizeof(Page)));
        if (!bytes) return nullptr;
        page = ::new (bytes + page_bytes_ + extra_bytes_)
            Page{bytes, bytes + page_bytes_, 0, false, nullptr, nullptr, nullptr};
        ++pages_;
    }
    std::memset(page->extra, 0, sizeof(void*));
    place(page, number);
    return page;
}

void PageCache::place(Page* page, std::uint32_t number) noexcept {
    page->number = number;
    highest_ = std::max(highest_, number);
    auto** bucket = &buckets_[number & (bucket_count_ - 1)];
    page->next_in_bucket = *bucket;
    *bucket = page;
}

/// A page that may be used again: the leaf that was not used for longest, or an interior page when
/// there are too many of them.
PageCache::Page* PageCache::evict() noexcept {
    const bool from_interior = leaves_.size == 0 || interior_.size > interior_share_max(pages_max_);
    auto& ring = from_interior ? interior_ : leaves_;
    if (ring.size == 0) return nullptr;
    auto* page = ring.oldest();
    ring.remove(page);
    forget(page);
    return page;
}

bool PageCache::grow() noexcept {
    const auto count = std::max(buckets_first, bucket_count_ * 2);
    auto** buckets = static_cast<Page**>(sqlite3_malloc64(count * sizeof(Page*)));
    // Longer buckets are slower, not wrong; but there must be some.
    if (!buckets) return bucket_count_ != 0;
    std::fill_n(buckets, count, nullptr);
    for (std::size_t i = 0; i < bucket_count_; ++i) {
        for (auto* page = buckets_[i]; page;) {
            auto* next = page->next_in_bucket;
            auto** place = &buckets[page->number & (count - 1)];
            page->next_in_bucket = *place;
            *place = page;
            page = next;
        }
    }
    sqlite3_free(buckets_);
    buckets_ = buckets;
    bucket_count_ = count;
    return true;
}

void PageCache::forget(Page* page) noexcept { *place_of(page->number) = page->next_in_bucket; }

void PageCache::free(Page* page) noexcept {
    --pages_;
    sqlite3_free(page->bytes);
}

void PageCache::unpin(Page* page, bool discard) noexcept {
    if (discard || (purgeable_ && pages_ > pages_max_)) {
        forget(page);
        free(page);
        return;
    }
    page->interior = is_interior(*page);
    ring_of(page).add_newest(page);
}

void PageCache::renumber(Page* page, std::uint32_t number) noexcept {
    forget(page);
    static_cast<void>(drop(number));
    place(page, number);
}

void PageCache::drop_from(std::uint32_t first) noexcept {
    // SQLite asks for this after every commit, with a number behind the last page.
    if (first > highest_) return;
    highest_ = first == 0 ? 0 : first - 1;
    for (std::size_t i = 0; i < bucket_count_; ++i) {
        for (auto** place = &buckets_[i]; *place;) {
            auto* page = *place;
            if (page->number < first) {
                place = &page->next_in_bucket;
                continue;
            }
            *place = page->next_in_bucket;
            if (page->newer) ring_of(page).remove(page);
            free(page);
        }
    }
}

bool PageCache::drop(std::uint32_t number) noexcept {
    if (bucket_count_ == 0) return true;
    auto* page = *place_of(number);
    if (!page) return true;
    if (!page->newer) return false;
    ring_of(page).remove(page);
    forget(page);
    free(page);
    return true;
}

void PageCache::limit(std::size_t pages) noexcept {
    pages_max_ = pages;
    while (purgeable_ && pages_ > pages_max_) {
        auto* page = evict();
        if (!page) return;
        free(page);
    }
}

void PageCache::shrink() noexcept {
    for (auto* ring : {&leaves_, &interior_}) {
        while (ring->size > 0) {
            auto* page = ring->oldest();
            ring->remove(page);
            forget(page);
            free(page);
        }
    }
}

// --- what SQLite calls ---------------------------------------------------------------------------

namespace {

PageCache* cache_of(sqlite3_pcache* cache) noexcept { return reinterpret_cast<PageCache*>(cache); }
Page* page_of(sqlite3_pcache_page* page) noexcept { return reinterpret_cast<Page*>(page); }

int ready(void*) { return SQLITE_OK; }
void done(void*) {}

sqlite3_pcache* create(int page_bytes, int extra_bytes, int purgeable) {
    // Everything behind the page is aligned for pointers, which page sizes are and extras may not
    // be.
    constexpr auto align = alignof(Page);
    const auto extra = (static_cast<std::size_t>(extra_bytes) + align - 1) / align * align;
    void* room = sqlite3_malloc64(sizeof(PageCache));
    if (!room) return nullptr;
    auto* cache =
        ::new (room) PageCache{static_cast<std::size_t>(page_bytes), extra, purgeable != 0};
    return reinterpret_cast<sqlite3_pcache*>(cache);
}

void destroy(sqlite3_pcache* cache) {
    cache_of(cache)->~PageCache();
    sqlite3_free(cache);
}

void limit(sqlite3_pcache* cache, int pages) {
    cache_of(cache)->limit(static_cast<std::size_t>(std::max(pages, 10)));
}

int count(sqlite3_pcache* cache) { return static_cast<int>(cache_of(cache)->size()); }

sqlite3_pcache_page* fetch(sqlite3_pcache* cache, unsigned number, int make) {
    return reinterpret_cast<sqlite3_pcache_page*>(
        cache_of(cache)->fetch(number, static_cast<PageCache::Make>(make)));
}

void unpin(sqlite3_pcache* cache, sqlite3_pcache_page* page, int discard) {
    cache_of(cache)->unpin(page_of(page), discard != 0);
}

void renumber(sqlite3_pcache* cache, sqlite3_pcache_page* page, unsigned, unsigned number) {
    cache_of(cache)->renumber(page_of(page), number);
}

void truncate(sqlite3_pcache* cache, unsigned first) {
    // SQLite empties the cache of a connection whose snapshot is not the one it read last.
    if (first == 1 && keeping && keeping->keep(*cache_of(cache))) return;
    cache_of(cache)->drop_from(first);
}

void shrink(sqlite3_pcache* cache) { cache_of(cache)->shrink(); }

} // namespace

void install_page_cache() noexcept {
    const sqlite3_pcache_methods2 methods{1,     nullptr, ready,    done,     create,  limit, count,
                                          fetch, unpin,   renumber, truncate, destroy, shrink};
    // Refused when SQLite runs already; then its own cache stays, and all is well but slower.
    static_cast<void>(sqlite3_config(SQLITE_CONFIG_PCACHE2, &methods));
}

// --- keeping pages -------------------------------------------------------------------------------

KeepingPages::KeepingPages(const LogIndex& index, const LogIndex::Mark& valid) noexcept
    : index_{index}, valid_{valid} {
    keeping = this;
}

KeepingPages::~KeepingPages() { keeping = nullptr; }

bool KeepingPages::keep(PageCache& cache) const noexcept {
    return index_.pages_since(valid_, [&](std::uint32_t page) { return cache.drop(page); });
}

} // namespace hark::store::sqlcipher
