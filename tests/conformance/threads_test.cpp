// What the store promises to several callers at once. Run under ThreadSanitizer too.
#include <atomic>
#include <thread>

#include "tests/conformance/stores.hpp"

using namespace hark;
using namespace hark::test;

namespace {

/// Runs `work(i)` on `count` threads that start together, and waits for them.
template <typename Work>
void together(int count, Work work) {
    std::atomic<int> ready{0};
    std::vector<std::jthread> threads;
    for (int i = 0; i < count; ++i) {
        threads.emplace_back([&, i] {
            ++ready;
            while (ready.load() < count)
                std::this_thread::yield();
            work(i);
        });
    }
}

/// A stranger's first call, as a start writes it.
Change first_call(const KeySlot& slot, const Digest& call, const Digest& number) {
    auto change = change_of(tenant);
    change.erasures = 0;
    change.unlinked = {number};
    change.customer = new_customer(slot.customer);
    change.links = {link(number, slot.customer)};
    change.call = new_call(call, slot.customer);
    change.count = Allowance{1, 24'315, -1};
    return change;
}

constexpr int callers = 4;
constexpr int rounds = 25;

} // namespace

TEST_SUITE_BEGIN("threads");

TEST_CASE_TEMPLATE("callers that start the same call at once create one", Kind, HARK_STORES) {
    const Kind store;
    for (std::uint64_t round = 0; round < rounds; ++round) {
        std::atomic<int> applied{0};
        std::atomic<int> exists{0};
        together(callers, [&](int) {
            auto slot = store->reserve();
            if (!slot) return;
            auto change = first_call(*slot, digest(1000 + round), digest(2000 + round));
            auto done = store->apply(std::move(change));
            if (!done) return;
            if (done->outcome == Outcome::applied) ++applied;
            if (done->outcome == Outcome::call_exists) ++exists;
        });
        CHECK(applied == 1);
        CHECK(exists == callers - 1);
        CHECK(recall(*store, {digest(2000 + round)}).customers.size() == 1);
    }
    CHECK(must(store->totals()).calls == rounds);
    CHECK(must(store->totals()).customers == rounds);
    CHECK(must(store->used(1, 24'315)) == rounds);
    CHECK(must(store->check()).empty());
}

TEST_CASE_TEMPLATE("of first calls of one new number at once, one is its stranger's", Kind,
                   HARK_STORES) {
    const Kind store;
    for (std::uint64_t round = 0; round < rounds; ++round) {
        std::atomic<int> applied{0};
        std::atomic<int> linked{0};
        together(callers, [&](int caller) {
            auto slot = store->reserve();
            if (!slot) return;
            const auto call = digest(10'000 + round * 100 + static_cast<std::uint64_t>(caller));
            auto done = store->apply(first_call(*slot, call, digest(2000 + round)));
            if (!done) return;
            if (done->outcome == Outcome::applied) ++applied;
            if (done->outcome == Outcome::linked) ++linked;
        });
        CHECK(applied == 1);
        CHECK(linked == callers - 1);
        CHECK(recall(*store, {digest(2000 + round)}).identifiers[0].links.size() == 1);
    }
    CHECK(must(store->totals()).customers == rounds);
}

TEST_CASE_TEMPLATE("callers counting at once never exceed the limit and never fall short", Kind,
                   HARK_STORES) {
    const Kind store;
    constexpr int limit = 60;
    std::atomic<int> applied{0};
    std::atomic<int> refused{0};
    together(callers, [&](int) {
        for (int i = 0; i < rounds; ++i) {
            auto change = change_of(tenant);
            change.count = Allowance{1, 24'315, limit};
            auto done = store->apply(std::move(change));
            if (!done) return;
            if (done->outcome == Outcome::applied) ++applied;
            if (done->outcome == Outcome::allowance_used) ++refused;
        }
    });
    CHECK(applied == limit);
    CHECK(refused == callers * rounds - limit);
    CHECK(must(store->used(1, 24'315)) == limit);
}

TEST_CASE_TEMPLATE("what one thread was told is written, every other thread reads", Kind,
                   HARK_STORES) {
    const Kind store;
    const auto person = add_person(*store, {digest(1)});
    constexpr int writes = 60;
    std::atomic<int> acknowledged{0};
    std::atomic<int> behind{0};
    std::atomic<int> failed{0};
    together(3, [&](int role) {
        if (role == 0) {
            auto customer = customer_now(*store, person);
            for (int i = 1; i <= writes; ++i) {
                auto change = change_of(tenant);
                change.updates = {as_read(customer)};
                change.updates[0].context = std::to_string(i);
                auto done = store->apply(std::move(change));
                if (!done || done->outcome != Outcome::applied) ++failed;
                acknowledged = i;
                ++customer.version;
            }
            return;
        }
        const std::vector<Digest> identifiers{digest(1)};
        while (acknowledged < writes && failed == 0) {
            const int known = acknowledged;
            auto query = query_of(tenant);
            query.identifiers = identifiers;
            auto found = store->recall(query);
            if (!found || found->customers.size() != 1) {
                ++failed;
                continue;
            }
            const auto& context = found->customers[0].context;
            const int seen = context == "context" ? 0 : std::stoi(context);
            if (seen < known) ++behind;
        }
    });
    CHECK(behind == 0);
    CHECK(failed == 0);
}

TEST_CASE_TEMPLATE("a recall never sees half a change", Kind, HARK_STORES) {
    const Kind store;
    const auto person = add_person(*store, {digest(1)});
    constexpr int writes = 60;
    std::atomic<bool> over{false};
    std::atomic<int> halves{0};
    std::atomic<int> failed{0};
    together(3, [&](int role) {
        if (role == 0) {
            auto customer = customer_now(*store, person);
            for (int i = 1; i <= writes; ++i) {
                auto change = change_of(tenant);
                change.updates = {as_read(customer)};
                change.updates[0].context = std::to_string(i);
                change.links = {link(digest(1), person.id, 1000, at(i))};
                auto done = store->apply(std::move(change));
                if (!done || done->outcome != Outcome::applied) ++failed;
                ++customer.version;
            }
            over = true;
            return;
        }
        const std::vector<Digest> identifiers{digest(1)};
        while (!over) {
            auto query = query_of(tenant);
            query.identifiers = identifiers;
            auto found = store->recall(query);
            if (!found || found->customers.size() != 1) {
                ++failed;
                continue;
            }
            const auto& context = found->customers[0].context;
            const auto seen = context == "context" ? 0U : static_cast<unsigned>(std::stoi(context));
            if (found->identifiers[0].links[0].calls_milli != 1000 * (seen + 1)) ++halves;
        }
    });
    CHECK(halves == 0);
    CHECK(failed == 0);
}

TEST_CASE_TEMPLATE("updates that are read again when refused lose nothing", Kind, HARK_STORES) {
    const Kind store;
    const auto person = add_person(*store, {});
    auto zero = change_of(tenant);
    zero.updates = {as_read(customer_now(*store, person))};
    zero.updates[0].context = "0";
    REQUIRE(apply(*store, std::move(zero)) == Outcome::applied);
    std::atomic<int> failed{0};
    together(callers, [&](int) {
        for (int done = 0; done < rounds && failed == 0;) {
            auto query = query_of(tenant);
            query.ref = person.ref;
            auto found = store->recall(query);
            if (!found) {
                ++failed;
                return;
            }
            const auto& now = found->customers[0];
            auto change = change_of(tenant);
            change.updates = {as_read(now)};
            change.updates[0].context = std::to_string(std::stoi(now.context) + 1);
            auto applied = store->apply(std::move(change));
            if (!applied) {
                ++failed;
                return;
            }
            if (applied->outcome == Outcome::applied) ++done;
        }
    });
    CHECK(failed == 0);
    CHECK(customer_now(*store, person).context == std::to_string(callers * rounds));
}

TEST_CASE_TEMPLATE("customer numbers reserved at once are all different", Kind, HARK_STORES) {
    const Kind store;
    std::vector<std::vector<std::uint64_t>> numbers(callers);
    together(callers, [&](int caller) {
        for (int i = 0; i < 200; ++i) {
            auto slot = store->reserve();
            if (slot) numbers[static_cast<std::size_t>(caller)].push_back(slot->customer.value);
        }
    });
    std::set<std::uint64_t> all;
    for (const auto& some : numbers)
        all.insert(some.begin(), some.end());
    CHECK(all.size() == std::size_t{callers} * 200);
}

TEST_CASE_TEMPLATE("erasures at once, among first calls, all succeed", Kind, HARK_STORES) {
    const Kind store;
    constexpr std::uint64_t erased = 60;
    std::vector<Person> persons;
    for (std::uint64_t i = 0; i < erased; ++i)
        persons.push_back(add_person(*store, {digest(i)}));
    std::atomic<std::uint64_t> next{0};
    std::atomic<int> failed{0};
    together(callers + 1, [&](int caller) {
        if (caller == 0) { // keeps the key slots busy
            while (next < erased) {
                auto slot = store->reserve();
                if (!slot) ++failed;
            }
            return;
        }
        for (auto i = next++; i < erased; i = next++) {
            if (!store->erase(erasure_of(persons[i], {digest(i)}))) ++failed;
        }
    });
    CHECK(failed == 0);
    CHECK(must(store->totals()).customers == 0);
    CHECK(recall(*store, {digest(0), digest(erased - 1)}).customers.empty());
    CHECK(must(store->check()).empty());
}

TEST_CASE_TEMPLATE("a writer gets its turn among readers that never pause", Kind, HARK_STORES) {
    const Kind store;
    const auto person = add_person(*store, {digest(1)});
    std::atomic<bool> over{false};
    std::atomic<int> failed{0};
    together(4, [&](int role) {
        if (role == 0) {
            for (int i = 0; i < 50; ++i) {
                auto change = change_of(tenant);
                change.links = {link(digest(1), person.id)};
                auto done = store->apply(
                    std::move(change), std::chrono::steady_clock::now() + std::chrono::seconds{5});
                if (!done || done->outcome != Outcome::applied) ++failed;
            }
            over = true;
            return;
        }
        const std::vector<Digest> identifiers{digest(1)};
        while (!over) {
            auto query = query_of(tenant);
            query.identifiers = identifiers;
            if (!store->recall(query)) ++failed;
        }
    });
    CHECK(failed == 0);
    CHECK(recall(*store, {digest(1)}).identifiers[0].links[0].calls_milli == 51'000);
}

TEST_SUITE_END();
