// Two processes over one folder: what one was told is written, the other reads at once.
#include <doctest/doctest.h>

#include <string>
#include <thread>

#include "tests/conformance/stores.hpp"
#include "tests/support/child.hpp"

using namespace hark;
using namespace hark::test;

namespace {

std::unique_ptr<Store> open_at(const std::filesystem::path& folder, bool create) {
    SqlcipherOptions options;
    options.folder = folder;
    options.data_key = Sqlcipher::key(1);
    options.keys_key = Sqlcipher::key(2);
    options.create = create;
    options.readers = 2;
    options.cache_mib = 8;
    auto opened = open_sqlcipher_store(std::move(options));
    return opened.ok() ? std::move(opened).value() : nullptr;
}

/// Saves a context for whoever the digest is linked to.
bool save(Store& store, const Digest& identifier, const std::string& context) {
    const std::vector<Digest> identifiers{identifier};
    auto query = query_of(tenant);
    query.identifiers = identifiers;
    const auto found = store.recall(query);
    if (!found.ok() || found->customers.empty()) return false;
    auto change = change_of(tenant);
    change.erasures = found->erasures;
    change.updates = {as_read(found->customers[0])};
    change.updates[0].context = context;
    const auto applied = store.apply(std::move(change));
    return applied.ok() && applied->outcome == Outcome::applied;
}

std::string context_of(Store& store, const Digest& identifier) {
    return recall(store, {identifier}).customers.at(0).context;
}

} // namespace

TEST_SUITE_BEGIN("two processes");

TEST_CASE("what one process was told is saved, the other reads at once") {
    const TemporaryFolder folder;
    constexpr int rounds = 60;
    // The child saves what it is asked to and says so.
    Child child{[&](int in, int out) {
        auto store = open_at(folder.path(), true);
        tell(out, store ? "open" : "failed");
        await(in);
        for (int round = 0; round < rounds; ++round) {
            await(in);
            const bool saved = save(*store, digest(1), "child " + std::to_string(round));
            tell(out, saved ? "saved" : "failed");
        }
    }};
    REQUIRE(child.line() == "open");
    auto store = open_at(folder.path(), false);
    REQUIRE(store);
    // Enough rows that most pages stay as they are and may be kept.
    for (std::uint64_t i = 1; i <= 40; ++i)
        add_person(*store, {digest(i)});
    child.say(".");
    for (int round = 0; round < rounds; ++round) {
        child.say(".");
        REQUIRE(child.line() == "saved");
        CHECK(context_of(*store, digest(1)) == "child " + std::to_string(round));
        // And the other way: the child's next save reads this one's version.
        REQUIRE(save(*store, digest(1), "parent"));
        CHECK(context_of(*store, digest(2)) == "context");
    }
    child.join();
    CHECK(must(store->check()).empty());
}

TEST_CASE("two processes that make a memory in the same folder at once make one") {
    const TemporaryFolder folder;
    for (int round = 0; round < 5; ++round) {
        const auto inside = folder.path() / std::to_string(round);
        std::filesystem::create_directory(inside);
        const auto work = [&](int in, int out) {
            tell(out, "ready");
            await(in);
            const auto store = open_at(inside, true);
            tell(out, store ? "open" : "failed");
            const auto slot = store ? store->reserve() : Result<KeySlot>{Error{}};
            tell(out, slot.ok() ? std::to_string(slot->customer.value) : "failed");
        };
        Child one{work};
        Child other{work};
        REQUIRE(one.line() == "ready");
        REQUIRE(other.line() == "ready");
        one.say(".");
        other.say(".");
        CHECK(one.line() == "open");
        CHECK(other.line() == "open");
        const auto slot = one.line();
        CHECK(slot != "failed");
        CHECK(slot != other.line());
    }
}

TEST_CASE("threads of two processes that count in one row lose nothing") {
    const TemporaryFolder folder;
    constexpr int threads = 3;
    constexpr int each = 20;
    const auto count = [](Store& store) {
        std::vector<std::jthread> counting;
        for (int thread = 0; thread < threads; ++thread) {
            counting.emplace_back([&store] {
                for (int done = 0; done < each;) {
                    auto change = change_of(tenant);
                    change.count = Allowance{1, 24'000, -1};
                    const auto applied = store.apply(std::move(change));
                    if (!applied.ok()) return;
                    done += applied->outcome == Outcome::applied ? 1 : 0;
                }
            });
        }
    };
    Child child{[&](int in, int out) {
        auto store = open_at(folder.path(), true);
        tell(out, store ? "open" : "failed");
        await(in);
        count(*store);
        tell(out, "done");
    }};
    REQUIRE(child.line() == "open");
    auto store = open_at(folder.path(), false);
    REQUIRE(store);
    child.say(".");
    count(*store);
    REQUIRE(child.line() == "done");
    CHECK(must(store->used(1, 24'000)) == 2 * threads * each);
}

TEST_SUITE_END();
