// What apply() promises of records that change with everything else, and only from what was read.
#include "tests/conformance/stores.hpp"

#include <atomic>
#include <thread>

using namespace hark;
using namespace hark::test;

namespace {

constexpr auto kind = RecordKind::attempts;

Change record_change(std::optional<Sealed> was, Sealed body, const Digest& id = digest(1)) {
    auto change = change_of(tenant);
    change.records = {{kind, id, std::move(was), std::move(body)}};
    return change;
}

std::optional<Sealed> record_now(Store& store, const Digest& id = digest(1)) {
    return must(store.record(kind, id));
}

} // namespace

TEST_SUITE_BEGIN("records");

TEST_CASE_TEMPLATE("a record is made, replaced and taken out by changes", Kind, HARK_STORES) {
    const Kind store;
    REQUIRE(apply(*store, record_change({}, "one")) == Outcome::applied);
    CHECK(record_now(*store) == Sealed{"one"});
    REQUIRE(apply(*store, record_change("one", "two")) == Outcome::applied);
    CHECK(record_now(*store) == Sealed{"two"});
    REQUIRE(apply(*store, record_change("two", {})) == Outcome::applied);
    CHECK_FALSE(record_now(*store));
    REQUIRE(apply(*store, record_change({}, {})) == Outcome::applied);
    CHECK_FALSE(record_now(*store));
}

TEST_CASE_TEMPLATE("a change made from another body than the record's is refused", Kind,
                   HARK_STORES) {
    const Kind store;
    CHECK(apply(*store, record_change("one", "two")) == Outcome::changed);
    CHECK_FALSE(record_now(*store));
    must(store->put_record(kind, digest(1), "one"));
    CHECK(apply(*store, record_change({}, "two")) == Outcome::changed);
    CHECK(apply(*store, record_change("on", "two")) == Outcome::changed);
    CHECK(apply(*store, record_change("other", {})) == Outcome::changed);
    CHECK(record_now(*store) == Sealed{"one"});
    // Of another kind the same id is another record.
    must(store->put_record(RecordKind::setting, digest(2), "one"));
    CHECK(apply(*store, record_change("one", "two", digest(2))) == Outcome::changed);
}

TEST_CASE_TEMPLATE("a refused record takes the rest of its change along, and the other way round",
                   Kind, HARK_STORES) {
    const Kind store;
    const auto person = add_person(*store, {});
    must(store->put_record(kind, digest(1), "one"));
    auto stale = change_of(tenant);
    stale.updates = {as_read(customer_now(*store, person))};
    stale.updates[0].context = "changed";
    stale.records = {{kind, digest(1), "one", "two"}, {kind, digest(2), "none", "two"}};
    CHECK(apply(*store, std::move(stale)) == Outcome::changed);
    CHECK(customer_now(*store, person).context == "context");
    CHECK(record_now(*store) == Sealed{"one"});
    CHECK_FALSE(record_now(*store, digest(2)));

    auto old = change_of(tenant);
    old.updates = {as_read(customer_now(*store, person))};
    ++old.updates[0].version;
    old.records = {{kind, digest(1), "one", "two"}};
    CHECK(apply(*store, std::move(old)) == Outcome::changed);
    CHECK(record_now(*store) == Sealed{"one"});

    auto good = change_of(tenant);
    good.updates = {as_read(customer_now(*store, person))};
    good.updates[0].context = "changed";
    good.records = {{kind, digest(1), "one", "two"}, {kind, digest(2), {}, "new"}};
    CHECK(apply(*store, std::move(good)) == Outcome::applied);
    CHECK(customer_now(*store, person).context == "changed");
    CHECK(record_now(*store) == Sealed{"two"});
    CHECK(record_now(*store, digest(2)) == Sealed{"new"});
}

TEST_CASE_TEMPLATE("records counted up from what was read lose no count", Kind, HARK_STORES) {
    const Kind store;
    constexpr int callers = 4;
    constexpr int rounds = 20;
    std::atomic<int> failed{0};
    {
        std::vector<std::jthread> running;
        for (int i = 0; i < callers; ++i) {
            running.emplace_back([&] {
                for (int done = 0; done < rounds && failed == 0;) {
                    auto was = store->record(kind, digest(1));
                    if (!was) {
                        ++failed;
                        return;
                    }
                    const int count = *was ? std::stoi(**was) : 0;
                    auto applied = store->apply(record_change(*was, std::to_string(count + 1)), {});
                    if (!applied) ++failed;
                    if (applied && applied->outcome == Outcome::applied) ++done;
                }
            });
        }
    }
    CHECK(failed == 0);
    CHECK(record_now(*store) == std::to_string(callers * rounds));
}

TEST_CASE("a record that a change wrote is there when the store is opened again") {
    Sqlcipher store;
    REQUIRE(apply(*store, record_change({}, "one")) == Outcome::applied);
    store.reopen();
    CHECK(record_now(*store) == Sealed{"one"});
}

TEST_SUITE_END();
