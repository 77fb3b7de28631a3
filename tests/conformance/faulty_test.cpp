// The faulty store fails where it was told to and nowhere else, and no failure leaves half a
// change.
#include "tests/conformance/faulty_store.hpp"

#include "tests/conformance/stores.hpp"

using namespace hark;
using namespace hark::test;

namespace {

constexpr Error disk_full{Code::disk_full, "no space left"};

/// A start and an end at the port. The error, where one came through.
Status start_and_end(Store& store, const CustomerRef& ref) {
    const std::vector<Digest> identifiers{digest(1)};
    auto query = query_of(tenant);
    query.identifiers = identifiers;
    auto found = store.recall(query);
    if (!found) return found.error();
    auto slot = store.reserve();
    if (!slot) return slot.error();
    auto start = change_of(tenant);
    start.unlinked = identifiers;
    start.customer = new_customer(slot->customer, ref);
    start.links = {link(digest(1), slot->customer)};
    start.call = new_call(digest(50), slot->customer);
    if (auto done = store.apply(std::move(start)); !done) return done.error();

    query.call = digest(50);
    auto started = store.recall(query);
    if (!started) return started.error();
    auto end = change_of(tenant);
    end.updates = {as_read(started->customers.at(0))};
    end.updates[0].context = "learned";
    end.call = as_read(*started->call);
    end.call->ended = at(0, 1);
    if (auto done = store.apply(std::move(end)); !done) return done.error();
    return {};
}

/// All of a change is there, or nothing.
void check_whole(Store& store, const CustomerRef& ref, bool acknowledged) {
    const auto call = recall_call(store, digest(50));
    const auto customer = recall_ref(store, ref);
    const bool started = call.call.has_value();
    CHECK(customer.referred.has_value() == started);
    CHECK(recall(store, {digest(1)}).customers.size() == (started ? 1 : 0));
    if (started) {
        CHECK(call.call->ended.has_value() == (customer.customers.at(0).context == "learned"));
    }
    if (acknowledged) {
        REQUIRE(started);
        CHECK(call.call->ended);
    }
    CHECK(must(store.check()).empty());
}

} // namespace

TEST_SUITE_BEGIN("faulty");

TEST_CASE_TEMPLATE("the n-th call fails, before its work or after, and no other", Kind,
                   HARK_STORES) {
    Kind kind;
    FaultyStore store{std::move(kind.store)};
    must(store.totals());
    store.fail(2, Fails::before, disk_full);
    must(store.totals());
    CHECK_FALSE(store.failed());
    const auto refused = store.put_record(RecordKind::audit, digest(1), "body");
    REQUIRE_FALSE(refused);
    CHECK(refused.error().code == Code::disk_full);
    CHECK(store.failed());
    CHECK_FALSE(must(store.record(RecordKind::audit, digest(1))));

    store.fail(1, Fails::after, disk_full);
    CHECK_FALSE(store.put_record(RecordKind::audit, digest(1), "body"));
    CHECK(must(store.record(RecordKind::audit, digest(1))) == Sealed{"body"});
}

TEST_CASE_TEMPLATE("wherever a start or an end fails, all of a change is there or nothing", Kind,
                   HARK_STORES) {
    for (const auto when : {Fails::before, Fails::after}) {
        int failures = 0;
        for (int n = 1; n < 100; ++n) {
            Kind kind;
            FaultyStore store{std::move(kind.store)};
            const auto ref = CustomerRef::random();
            store.fail(n, when, disk_full);
            const auto done = start_and_end(store, ref);
            store.fail(0, when, disk_full);
            check_whole(store, ref, done.ok());
            if (done.ok()) break;
            CHECK(done.error().code == Code::disk_full);
            ++failures;
        }
        CHECK(failures == 5);
    }
}

TEST_SUITE_END();
