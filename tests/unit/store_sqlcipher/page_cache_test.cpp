// Which pages the cache gives up, and which it keeps.
#include "lib/store/sqlcipher/page_cache.hpp"

#include <doctest/doctest.h>

#include <cstring>
#include <set>
#include <vector>

using hark::store::sqlcipher::PageCache;
using Make = PageCache::Make;

namespace {

constexpr unsigned char leaf = 13;
constexpr unsigned char interior = 5;

/// A cache of pages of 512 bytes, each of which remembers its number.
struct Cache {
    PageCache pages{512, 64, true};

    explicit Cache(std::size_t pages_max) { pages.limit(pages_max); }

    PageCache::Page* pin(std::uint32_t number, unsigned char kind = leaf) {
        auto* page = pages.fetch(number, Make::if_possible);
        REQUIRE(page != nullptr);
        static_cast<unsigned char*>(page->bytes)[0] = kind;
        std::memcpy(static_cast<unsigned char*>(page->bytes) + 1, &number, sizeof number);
        // Stands for what SQLite keeps beside a page: not null once it was read.
        std::memcpy(page->extra, &page, sizeof page);
        return page;
    }
    void add(std::uint32_t number, unsigned char kind = leaf) {
        pages.unpin(pin(number, kind), false);
    }
    bool has(std::uint32_t number) {
        auto* page = pages.fetch(number, Make::no);
        if (!page) return false;
        std::uint32_t kept = 0;
        std::memcpy(&kept, static_cast<unsigned char*>(page->bytes) + 1, sizeof kept);
        CHECK(kept == number);
        pages.unpin(page, false);
        return true;
    }
};

} // namespace

TEST_SUITE_BEGIN("page cache");

TEST_CASE("a page is found again with its bytes, and a new one says that it is new") {
    Cache cache{100};
    CHECK(cache.pages.fetch(7, Make::no) == nullptr);
    auto* page = cache.pages.fetch(7, Make::if_cheap);
    REQUIRE(page != nullptr);
    void* beside = page;
    std::memcpy(&beside, page->extra, sizeof beside);
    CHECK(beside == nullptr);
    cache.pages.unpin(page, false);
    cache.add(7);
    CHECK(cache.has(7));
    CHECK(cache.pages.size() == 1);
}

TEST_CASE("a cache that is made smaller gives up what is too much at once, but nothing in use") {
    Cache cache{100};
    for (std::uint32_t number = 2; number < 52; ++number)
        cache.add(number);
    auto* in_use = cache.pin(2);
    cache.pages.limit(20);
    CHECK(cache.pages.size() == 20);
    CHECK(cache.has(51));
    CHECK_FALSE(cache.has(3));
    cache.pages.unpin(in_use, false);
    CHECK(cache.has(2));
}

TEST_CASE("a full cache gives up the page that was not used for longest") {
    Cache cache{20};
    for (std::uint32_t number = 2; number < 12; ++number)
        cache.add(number);
    CHECK(cache.has(2));
    for (std::uint32_t number = 100; number < 112; ++number)
        cache.add(number);
    CHECK(cache.pages.size() <= 20);
    CHECK(cache.has(2));
    CHECK_FALSE(cache.has(3));
    CHECK(cache.has(111));
}

TEST_CASE("interior pages outlive any number of leaves, up to their share") {
    Cache cache{100};
    for (std::uint32_t number = 2; number < 72; ++number)
        cache.add(number, interior);
    for (std::uint32_t number = 1000; number < 3000; ++number)
        cache.add(number);
    for (std::uint32_t number = 2; number < 72; ++number)
        CHECK(cache.has(number));
    CHECK(cache.pages.size() <= 100);

    for (std::uint32_t number = 5000; number < 5200; ++number)
        cache.add(number, interior);
    CHECK(cache.pages.size() <= 100);
    for (std::uint32_t number = 6000; number < 6020; ++number)
        cache.add(number);
    CHECK(cache.has(6019));
    CHECK(cache.has(6010));
}

TEST_CASE("pinned pages are never given up") {
    Cache cache{20};
    std::set<PageCache::Page*> pinned;
    for (std::uint32_t number = 2; number < 42; ++number)
        pinned.insert(cache.pin(number));
    CHECK(pinned.size() == 40);
    CHECK(cache.pages.fetch(100, Make::if_cheap) == nullptr);
    for (auto* page : pinned)
        cache.pages.unpin(page, false);
    cache.add(100);
    CHECK(cache.pages.size() <= 20);
}

TEST_CASE("a cache that may not purge keeps everything") {
    PageCache pages{512, 64, false};
    pages.limit(10);
    for (std::uint32_t number = 1; number <= 1000; ++number) {
        auto* page = pages.fetch(number, Make::if_possible);
        REQUIRE(page != nullptr);
        *static_cast<unsigned char*>(page->bytes) = leaf;
        pages.unpin(page, false);
    }
    CHECK(pages.size() == 1000);
}

TEST_CASE("a page that is discarded is gone") {
    Cache cache{20};
    cache.pages.unpin(cache.pin(5), true);
    CHECK_FALSE(cache.has(5));
    CHECK(cache.pages.size() == 0);
}

TEST_CASE("a page moves to another number and replaces the page there") {
    Cache cache{20};
    cache.add(9);
    auto* page = cache.pin(5);
    cache.pages.renumber(page, 9);
    CHECK(cache.pages.fetch(5, Make::no) == nullptr);
    CHECK(cache.pages.fetch(9, Make::no) == page);
    CHECK(cache.pages.size() == 1);
    cache.pages.unpin(page, false);
}

TEST_CASE("dropping from a number on leaves the pages before it") {
    Cache cache{100};
    for (std::uint32_t number = 1; number <= 50; ++number)
        cache.add(number, number % 2 ? leaf : interior);
    cache.pages.drop_from(31);
    CHECK(cache.pages.size() == 30);
    for (std::uint32_t number = 1; number <= 50; ++number)
        CHECK(cache.has(number) == (number <= 30));
    cache.add(40);
    cache.pages.drop_from(35);
    CHECK_FALSE(cache.has(40));
    cache.pages.drop_from(1);
    CHECK(cache.pages.size() == 0);
}

TEST_CASE("dropping one page leaves the others, and a pinned one stays") {
    Cache cache{100};
    cache.add(5);
    cache.add(6);
    CHECK(cache.pages.drop(5));
    CHECK(cache.pages.drop(77));
    CHECK_FALSE(cache.has(5));
    CHECK(cache.has(6));
    auto* page = cache.pin(6);
    CHECK_FALSE(cache.pages.drop(6));
    cache.pages.unpin(page, false);
}

TEST_CASE("shrinking gives up all but what is pinned") {
    Cache cache{100};
    for (std::uint32_t number = 2; number <= 50; ++number)
        cache.add(number, number % 2 ? leaf : interior);
    auto* page = cache.pin(60);
    cache.pages.shrink();
    CHECK(cache.pages.size() == 1);
    cache.pages.unpin(page, false);
    CHECK(cache.has(60));
}

TEST_SUITE_END();
