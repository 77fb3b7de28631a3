// Customers who are merged: an alias and the one they are an alias of are recalled together, their
// rows stay their own, and un-merging leaves both as they were.
#include "tests/conformance/stores.hpp"

using namespace hark;
using namespace hark::store;
using namespace hark::test;

namespace {

Change aliasing(const Customer& alias, const Customer& of, bool ends = false) {
    auto change = change_of(alias.tenant);
    change.aliasing = Aliasing{alias.id, alias.version, of.id, of.version, ends};
    return change;
}

} // namespace

TEST_SUITE_BEGIN("merging");

TEST_CASE_TEMPLATE("whoever is merged is recalled together, by any identifier of either", Kind,
                   HARK_STORES) {
    Kind store;
    const auto ann = add_person(*store, {digest(1)});
    const auto anna = add_person(*store, {digest(2)});
    add_person(*store, {digest(3)});
    REQUIRE(apply(*store, aliasing(customer_now(*store, anna), customer_now(*store, ann))) ==
            Outcome::applied);
    for (const auto number : {1, 2}) {
        const auto found = recall(*store, {digest(static_cast<std::uint64_t>(number))});
        REQUIRE(found.customers.size() == 2);
        REQUIRE(found.find(anna.id) != nullptr);
        CHECK(found.find(anna.id)->merged_into == ann.id);
        CHECK(found.find(ann.id)->merged == std::vector<CustomerId>{anna.id});
        CHECK(found.identifiers[0].links.size() == 1);
    }
    CHECK(recall_ref(*store, anna.ref).referred == anna.id);
    CHECK(recall(*store, {digest(3)}).customers.size() == 1);
    CHECK(must(store->check()).empty());
}

TEST_CASE_TEMPLATE("un-merging leaves both as they were", Kind, HARK_STORES) {
    Kind store;
    const auto ann = add_person(*store, {digest(1)});
    const auto anna = add_person(*store, {digest(2)});
    const auto before = customer_now(*store, anna);
    REQUIRE(apply(*store, aliasing(before, customer_now(*store, ann))) == Outcome::applied);
    REQUIRE(apply(*store, aliasing(customer_now(*store, anna), customer_now(*store, ann), true)) ==
            Outcome::applied);
    const auto after = customer_now(*store, anna);
    CHECK_FALSE(after.merged_into.has_value());
    CHECK(after.profile == before.profile);
    CHECK(after.context == before.context);
    CHECK(after.last_contact == before.last_contact);
    CHECK(customer_now(*store, ann).merged.empty());
    CHECK(recall(*store, {digest(1)}).customers.size() == 1);
}

TEST_CASE_TEMPLATE("merging is refused where either has changed since, and never crosses tenants",
                   Kind, HARK_STORES) {
    Kind store;
    const auto ann = add_person(*store, {digest(1)});
    const auto anna = add_person(*store, {digest(2)});
    const auto other = add_person(*store, {digest(1)}, other_tenant);
    auto stale = customer_now(*store, anna);
    ++stale.version;
    CHECK(apply(*store, aliasing(stale, customer_now(*store, ann))) == Outcome::changed);
    stale = customer_now(*store, ann);
    ++stale.version;
    CHECK(apply(*store, aliasing(customer_now(*store, anna), stale)) == Outcome::changed);
    auto crossing = aliasing(customer_now(*store, anna), customer_now(*store, ann));
    crossing.aliasing->of = other.id;
    crossing.aliasing->of_version = 0;
    CHECK(apply(*store, std::move(crossing)) == Outcome::changed);
    CHECK(recall(*store, {digest(1)}).customers.size() == 1);
}

TEST_CASE_TEMPLATE("who is merged with somebody erased stands alone", Kind, HARK_STORES) {
    Kind store;
    const auto ann = add_person(*store, {digest(1)});
    const auto anna = add_person(*store, {digest(2)});
    REQUIRE(apply(*store, aliasing(customer_now(*store, anna), customer_now(*store, ann))) ==
            Outcome::applied);
    must(store->erase(erasure_of(ann, {digest(1)})));
    CHECK(recall(*store, {digest(2)}).customers.size() == 1);
    CHECK(must(store->check()).empty());
}

TEST_SUITE_END();
