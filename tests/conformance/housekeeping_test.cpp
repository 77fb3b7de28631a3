// What due(), purge(), scan(), totals(), check(), records and close() promise.
#include <algorithm>

#include "tests/conformance/stores.hpp"

using namespace hark;
using namespace hark::test;

namespace {

/// Every customer that due() names before it wraps, in pieces of `rows_max`.
std::vector<std::uint64_t> all_expired(Store& store, Time before, std::uint32_t rows_max) {
    std::vector<std::uint64_t> ids;
    DueCursor cursor;
    for (int pieces = 0; pieces < 1000; ++pieces) {
        const auto due = must(store.due(tenant, at(-1000), before, cursor, rows_max));
        CHECK(due.expired.size() <= rows_max);
        for (const auto& customer : due.expired)
            ids.push_back(customer.id.value);
        if (!due.more) break;
        REQUIRE(due.next.customer > cursor.customer);
        cursor = due.next;
    }
    std::sort(ids.begin(), ids.end());
    return ids;
}

Person add_expiring(Store& store, Time expires) {
    const auto slot = must(store.reserve());
    auto change = change_of(tenant);
    change.customer = new_customer(slot.customer);
    change.customer->expires = expires;
    const auto ref = change.customer->ref;
    REQUIRE(apply(store, std::move(change)) == Outcome::applied);
    return {slot.customer, ref};
}

} // namespace

TEST_SUITE_BEGIN("housekeeping");

TEST_CASE_TEMPLATE("customers whose time is up are due, in pieces of any size", Kind, HARK_STORES) {
    const Kind store;
    std::vector<std::uint64_t> expected;
    for (int i = 0; i < 12; ++i) {
        const auto person = add_expiring(*store, i % 3 == 0 ? at(5) : at(50));
        if (i % 3 == 0) expected.push_back(person.id.value);
    }
    for (const std::uint32_t rows : {1U, 2U, 5U, 100U}) {
        CHECK(all_expired(*store, at(10), rows) == expected);
    }
    CHECK(all_expired(*store, at(5, -1), 100).empty());
    CHECK(all_expired(*store, at(51), 100).size() == 12);
}

TEST_CASE_TEMPLATE("a customer that was renewed is no longer due", Kind, HARK_STORES) {
    const Kind store;
    const auto person = add_expiring(*store, at(5));
    CHECK(all_expired(*store, at(10), 100).size() == 1);
    auto change = change_of(tenant);
    change.updates = {as_read(customer_now(*store, person))};
    change.updates[0].expires = at(40);
    REQUIRE(apply(*store, std::move(change)) == Outcome::applied);
    CHECK(all_expired(*store, at(10), 100).empty());
}

TEST_CASE_TEMPLATE("a due customer comes with all that is needed to change it", Kind, HARK_STORES) {
    const Kind store;
    const auto person = add_expiring(*store, at(5));
    const auto due = must(store->due(tenant, at(0), at(10), {}, 10));
    REQUIRE(due.expired.size() == 1);
    const auto now = customer_now(*store, person);
    CHECK(due.expired[0].tenant == tenant);
    CHECK(due.expired[0].ref == person.ref);
    CHECK(due.expired[0].version == now.version);
    CHECK(due.expired[0].context == now.context);
    CHECK(same(due.expired[0].slot, now.slot));
}

TEST_CASE_TEMPLATE("calls that never ended are stale after their time", Kind, HARK_STORES) {
    const Kind store;
    const auto person = add_person(*store, {});
    add_call(*store, person.id, digest(50), at(1));
    add_call(*store, person.id, digest(51), at(3));
    auto ended = change_of(tenant);
    ended.call = new_call(digest(52), person.id, at(1));
    ended.call->ended = at(1, 5);
    REQUIRE(apply(*store, std::move(ended)) == Outcome::applied);

    auto due = must(store->due(tenant, at(2), at(-1000), {}, 10));
    REQUIRE(due.stale.size() == 1);
    CHECK(due.stale[0].digest == digest(50));
    CHECK(due.stale[0].tenant == tenant);
    CHECK(due.stale[0].customer == person.id);
    CHECK(due.stale[0].details == "details");
    CHECK(must(store->due(tenant, at(9), at(-1000), {}, 10)).stale.size() == 2);
    CHECK(must(store->due(tenant, at(9), at(-1000), {}, 1)).stale.size() == 1);

    auto close = change_of(tenant);
    close.call = as_read(due.stale[0]);
    close.call->ended = at(2);
    REQUIRE(apply(*store, std::move(close)) == Outcome::applied);
    CHECK(must(store->due(tenant, at(2), at(-1000), {}, 10)).stale.empty());
}

TEST_CASE_TEMPLATE("what is due is the tenant's own, and others' calls are passed over", Kind,
                   HARK_STORES) {
    const Kind store;
    const auto stranger = add_person(*store, {}, other_tenant);
    for (std::uint64_t i = 0; i < 50; ++i)
        add_call(*store, stranger.id, digest(100 + i), at(1), other_tenant);
    const auto person = add_person(*store, {});
    add_call(*store, person.id, digest(50), at(1));

    DueCursor cursor;
    std::vector<Call> stale;
    std::set<std::uint64_t> expired; // again in each round, as nobody renews them here
    for (int pieces = 0; pieces < 40; ++pieces) {
        const auto due = must(store->due(tenant, at(2), at(60), cursor, 2));
        stale.insert(stale.end(), due.stale.begin(), due.stale.end());
        for (const auto& customer : due.expired)
            expired.insert(customer.id.value);
        cursor = due.next;
        if (!due.more) break;
    }
    REQUIRE_FALSE(stale.empty());
    for (const auto& call : stale)
        CHECK(call.digest == digest(50));
    CHECK(expired == std::set{person.id.value});
    CHECK(must(store->due(other_tenant, at(2), at(60), {}, 100)).stale.size() == 50);
}

TEST_CASE_TEMPLATE("an answer goes when its call goes to another customer without one", Kind,
                   HARK_STORES) {
    const Kind store;
    const auto ada = add_person(*store, {});
    const auto bob = add_person(*store, {});
    add_call(*store, ada.id, digest(50));
    auto change = change_of(tenant);
    change.call = as_read(*recall_call(*store, digest(50)).call);
    REQUIRE(apply(*store, std::move(change)) == Outcome::applied);
    CHECK(recall_call(*store, digest(50)).start_answer == "answer");

    auto moves = change_of(tenant);
    moves.call = as_read(*recall_call(*store, digest(50)).call);
    moves.call->customer = bob.id;
    SUBCASE("none") {
        REQUIRE(apply(*store, std::move(moves)) == Outcome::applied);
        CHECK(recall_call(*store, digest(50)).start_answer.empty());
    }
    SUBCASE("another") {
        moves.call->start_answer = "for bob";
        REQUIRE(apply(*store, std::move(moves)) == Outcome::applied);
        CHECK(recall_call(*store, digest(50)).start_answer == "for bob");
    }
    CHECK(must(store->check()).empty());
}

TEST_CASE_TEMPLATE("calls and records are visited in pieces of any size, each once", Kind,
                   HARK_STORES) {
    const Kind store;
    const auto person = add_person(*store, {});
    const auto gone = add_person(*store, {});
    for (std::uint64_t i = 0; i < 7; ++i)
        add_call(*store, i == 3 ? gone.id : person.id, digest(50 + i));
    must(store->erase(erasure_of(gone, {})));
    std::set<RecordName> names;
    for (std::uint64_t i = 0; i < 6; ++i) {
        const RecordName name{i < 3 ? RecordKind::audit : RecordKind::setting, digest(i)};
        must(store->put_record(name.kind, name.id, "body"));
        names.insert(name);
    }
    for (const std::uint32_t rows : {1U, 2U, 100U}) {
        CAPTURE(rows);
        std::set<Digest> calls;
        for (std::uint64_t cursor = 0;;) {
            const auto piece = must(store->scan_calls(cursor, rows));
            if (piece.empty()) break;
            CHECK(piece.size() <= rows);
            for (const auto& stored : piece) {
                CHECK(calls.insert(stored.call.digest).second);
                CHECK(stored.call.details == "details");
                CHECK(stored.start_answer == "answer");
                REQUIRE(stored.slot);
                CHECK(same(*stored.slot, customer_now(*store, person).slot));
            }
            cursor = piece.back().call.id;
        }
        CHECK(calls.size() == 6);
        std::set<RecordName> found;
        for (RecordName cursor;;) {
            const auto piece = must(store->scan_records(cursor, rows));
            if (piece.empty()) break;
            CHECK(piece.size() <= rows);
            for (const auto& stored : piece) {
                CHECK(found.insert(stored.name).second);
                CHECK(stored.body == "body");
            }
            cursor = piece.back().name;
        }
        CHECK(found == names);
    }
}

TEST_CASE_TEMPLATE("purging answers leaves their calls", Kind, HARK_STORES) {
    const Kind store;
    const auto person = add_person(*store, {});
    add_call(*store, person.id, digest(50), at(1));
    add_call(*store, person.id, digest(51), at(3));
    const auto purged = must(store->purge(at(2), at(-1000), 100));
    CHECK(purged[0] == 1);
    CHECK(purged[1] == 0);
    const auto old = recall_call(*store, digest(50));
    REQUIRE(old.call);
    CHECK(old.call->details == "details");
    CHECK(old.start_answer.empty());
    CHECK(recall_call(*store, digest(51)).start_answer == "answer");
    CHECK(must(store->purge(at(2), at(-1000), 100))[0] == 0);
}

TEST_CASE_TEMPLATE("purging calls lets their names be used again", Kind, HARK_STORES) {
    const Kind store;
    const auto person = add_person(*store, {digest(1)});
    add_call(*store, person.id, digest(50), at(1));
    add_call(*store, person.id, digest(51), at(3));
    const auto purged = must(store->purge(at(2), at(2), 100));
    CHECK(purged[1] == 1);
    CHECK_FALSE(recall_call(*store, digest(50)).call);
    CHECK(recall_call(*store, digest(50)).start_answer.empty());
    CHECK(recall_call(*store, digest(51)).call);
    CHECK(must(store->calls(tenant, person.id)).size() == 1);
    CHECK(recall(*store, {digest(1)}).find(person.id) != nullptr);
    CHECK(must(store->totals()).calls == 1);
    add_call(*store, person.id, digest(50), at(9));
    CHECK(must(store->check()).empty());
}

TEST_CASE_TEMPLATE("a purge stops after its rows and goes on where it stopped", Kind, HARK_STORES) {
    const Kind store;
    const auto person = add_person(*store, {});
    for (std::uint64_t i = 0; i < 10; ++i) {
        add_call(*store, person.id, digest(50 + i), at(1, static_cast<std::int64_t>(i)));
    }
    std::uint64_t answers = 0;
    std::uint64_t calls = 0;
    for (int i = 0; i < 20; ++i) {
        const auto purged = must(store->purge(at(2), at(2), 3));
        CHECK(purged[0] <= 3);
        CHECK(purged[1] <= 3);
        answers += purged[0];
        calls += purged[1];
    }
    CHECK(calls == 10);
    CHECK(answers <= 10);
    CHECK(must(store->totals()).calls == 0);
}

TEST_CASE_TEMPLATE("old calls and answers behind many young ones are purged in the end", Kind,
                   HARK_STORES) {
    const Kind store;
    const auto person = add_person(*store, {});
    for (std::uint64_t i = 0; i < 600; ++i)
        add_call(*store, person.id, digest(1000 + i), at(100));
    for (std::uint64_t i = 0; i < 10; ++i)
        add_call(*store, person.id, digest(50 + i), at(1));
    add_call(*store, person.id, digest(70), at(100));
    std::uint64_t answers = 0;
    std::uint64_t calls = 0;
    for (int i = 0; i < 12; ++i) {
        const auto purged = must(store->purge(at(2), at(2), 3));
        CHECK(purged[0] <= 3);
        CHECK(purged[1] <= 3);
        answers += purged[0];
        calls += purged[1];
    }
    CHECK(calls == 10);
    CHECK(answers <= 10);
    CHECK(must(store->totals()).calls == 601);
    CHECK(recall_call(*store, digest(70)).start_answer == "answer");
    CHECK(must(store->check()).empty());
}

TEST_CASE_TEMPLATE("a call that is dropped leaves its name, and one that changed since stays", Kind,
                   HARK_STORES) {
    const Kind store;
    const auto person = add_person(*store, {});
    add_call(*store, person.id, digest(50));
    add_call(*store, person.id, digest(51));
    const auto read = *recall_call(*store, digest(50)).call;
    auto change = change_of(tenant);
    change.call = as_read(read);
    REQUIRE(apply(*store, std::move(change)) == Outcome::applied);
    must(store->drop_call(read));
    const auto again = recall_call(*store, digest(50)).call;
    REQUIRE(again);
    must(store->drop_call(*again));
    CHECK_FALSE(recall_call(*store, digest(50)).call);
    CHECK(recall_call(*store, digest(50)).start_answer.empty());
    CHECK(recall_call(*store, digest(51)).call);
    add_call(*store, person.id, digest(50));
    must(store->drop_call(*again));
    CHECK(must(store->totals()).calls == 2);
    CHECK(must(store->check()).empty());
}

TEST_CASE_TEMPLATE("a scan visits every customer of every tenant once", Kind, HARK_STORES) {
    const Kind store;
    std::set<std::uint64_t> expected;
    for (std::uint64_t i = 0; i < 11; ++i) {
        const auto owner = i % 2 == 0 ? tenant : other_tenant;
        expected.insert(add_person(*store, {digest(i)}, owner).id.value);
    }
    for (const std::uint32_t rows : {1U, 4U, 100U}) {
        std::set<std::uint64_t> seen;
        std::uint64_t cursor = 0;
        for (;;) {
            const auto some = must(store->scan(cursor, rows));
            CHECK(some.size() <= rows);
            if (some.empty()) break;
            for (const auto& customer : some) {
                CHECK(seen.insert(customer.id.value).second);
                cursor = std::max(cursor, customer.id.value);
            }
        }
        CHECK(seen == expected);
    }
}

TEST_CASE_TEMPLATE("totals count customers and calls", Kind, HARK_STORES) {
    const Kind store;
    CHECK(must(store->totals()).customers == 0);
    const auto person = add_person(*store, {});
    add_person(*store, {}, other_tenant);
    add_call(*store, person.id, digest(50));
    CHECK(must(store->totals()).customers == 2);
    CHECK(must(store->totals()).calls == 1);
}

TEST_CASE_TEMPLATE("a sound store has no fault", Kind, HARK_STORES) {
    const Kind store;
    for (std::uint64_t i = 0; i < 20; ++i) {
        const auto person = add_person(*store, {digest(i), digest(500)});
        add_call(*store, person.id, digest(1000 + i));
    }
    CHECK(must(store->check()).empty());
}

TEST_CASE_TEMPLATE("a record is found by kind and id, replaced, and erased", Kind, HARK_STORES) {
    const Kind store;
    const auto body = std::string("\0sealed\0", 8) + std::string(65'536, 'x');
    CHECK_FALSE(must(store->record(RecordKind::account, digest(1))));
    must(store->put_record(RecordKind::account, digest(1), body));
    must(store->put_record(RecordKind::api_key, digest(1), "key"));
    CHECK(must(store->record(RecordKind::account, digest(1))) == body);
    CHECK(must(store->record(RecordKind::api_key, digest(1))) == Sealed{"key"});
    CHECK_FALSE(must(store->record(RecordKind::audit, digest(1))));
    CHECK_FALSE(must(store->record(RecordKind::account, digest(2))));

    must(store->put_record(RecordKind::account, digest(1), "second"));
    CHECK(must(store->record(RecordKind::account, digest(1))) == Sealed{"second"});
    must(store->erase_record(RecordKind::account, digest(1)));
    CHECK_FALSE(must(store->record(RecordKind::account, digest(1))));
    CHECK(must(store->record(RecordKind::api_key, digest(1))));
    must(store->erase_record(RecordKind::account, digest(1)));
}

TEST_CASE_TEMPLATE("nothing was used where nothing was counted", Kind, HARK_STORES) {
    const Kind store;
    CHECK(must(store->used(1, 24'315)) == 0);
}

TEST_CASE_TEMPLATE("after close every member says closed", Kind, HARK_STORES) {
    const Kind store;
    const auto person = add_person(*store, {digest(1)});
    must(store->close());
    const auto closed = [](const auto& result) {
        return !result.ok() && result.error().code == Code::closed;
    };
    auto query = query_of(tenant);
    query.ref = person.ref;
    CHECK(closed(store->recall(query)));
    CHECK(closed(store->history(tenant, person.id)));
    CHECK(closed(store->calls(tenant, person.id)));
    CHECK(closed(store->reserve()));
    CHECK(closed(store->apply(change_of(tenant))));
    CHECK(closed(store->apply(change_of(tenant), std::chrono::steady_clock::now())));
    CHECK(closed(store->erase(erasure_of(person, {digest(1)}))));
    CHECK(closed(store->finish_erasures(digest(1))));
    CHECK(closed(store->tidy(1)));
    CHECK(closed(store->due(tenant, at(0), at(0), {}, 1)));
    CHECK(closed(store->scan_calls(0, 1)));
    CHECK(closed(store->scan_records({}, 1)));
    CHECK(closed(store->purge(at(0), at(0), 1)));
    CHECK(closed(store->drop_call({})));
    CHECK(closed(store->put_record(RecordKind::audit, digest(1), "x")));
    CHECK(closed(store->record(RecordKind::audit, digest(1))));
    CHECK(closed(store->erase_record(RecordKind::audit, digest(1))));
    CHECK(closed(store->used(1, 1)));
    CHECK(closed(store->scan(0, 1)));
    CHECK(closed(store->check()));
    CHECK(closed(store->totals()));
}

TEST_CASE("everything that was written is there when the store is opened again") {
    Sqlcipher store;
    const auto person = add_person(*store, {digest(1)});
    add_call(*store, person.id, digest(50), at(1));
    auto change = change_of(tenant);
    change.updates = {as_read(customer_now(*store, person))};
    change.updates[0].archive = "piece";
    change.count = Allowance{1, 24'315, -1};
    REQUIRE(apply(*store, std::move(change)) == Outcome::applied);
    must(store->put_record(RecordKind::ledger, digest(9), "record"));
    const auto before = customer_now(*store, person);
    const auto next = must(store->reserve()).customer;

    store.reopen();
    const auto after = customer_now(*store, person);
    CHECK(after.version == before.version);
    CHECK(after.context == before.context);
    CHECK(same(after.slot, before.slot));
    CHECK(recall(*store, {digest(1)}).identifiers[0].links[0].calls_milli == 1000);
    CHECK(recall_call(*store, digest(50)).start_answer == "answer");
    CHECK(must(store->history(tenant, person.id)) == std::vector<Sealed>{"piece"});
    CHECK(must(store->used(1, 24'315)) == 1);
    CHECK(must(store->record(RecordKind::ledger, digest(9))) == Sealed{"record"});
    CHECK(must(store->reserve()).customer != next);
    CHECK(must(store->reserve()).customer != person.id);
    CHECK(must(store->check()).empty());
}

TEST_SUITE_END();
