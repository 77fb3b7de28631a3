// The packed columns come back as they went in, and damage is told.
#include "lib/store/sqlcipher/rows.hpp"

#include <doctest/doctest.h>

#include <limits>

#include "tests/support/must.hpp"

using namespace hark;
using namespace hark::store;
using namespace hark::store::sqlcipher;
using hark::test::failure;
using hark::test::must;

namespace {

constexpr auto u32_max = std::numeric_limits<std::uint32_t>::max();
constexpr auto u64_max = std::numeric_limits<std::uint64_t>::max();

Digest filled(std::uint8_t first, std::uint8_t rest) {
    Digest digest;
    digest.fill(rest);
    for (std::size_t i = 0; i < 8; ++i)
        digest[i] = first;
    return digest;
}

Customer with_times(Time created, Time last_contact, Time expires) {
    Customer customer;
    customer.tenant = TenantId{u32_max};
    customer.ref = CustomerRef{filled(0xff, 1)};
    customer.version = u32_max;
    customer.created = created;
    customer.last_contact = last_contact;
    customer.expires = expires;
    customer.history = u64_max;
    return customer;
}

void check_same(const Customer& a, const Customer& b) {
    CHECK(a.tenant == b.tenant);
    CHECK(a.ref == b.ref);
    CHECK(a.version == b.version);
    CHECK(a.created == b.created);
    CHECK(a.last_contact == b.last_contact);
    CHECK(a.expires == b.expires);
    CHECK(a.history == b.history);
}

Call whole_call() {
    Call call;
    call.tenant = TenantId{7};
    call.digest = filled(1, 2);
    call.customer = CustomerId{123'456'789};
    call.version = 3;
    call.started = Time{Millis{1'790'000'000'123}};
    return call;
}

} // namespace

TEST_SUITE_BEGIN("rows");

TEST_CASE("a customer's head comes back, whatever the times") {
    const Time now{Millis{1'790'000'000'123}};
    const Time times[] = {Time{}, now, now + Millis{1}, Time::min(), Time::max()};
    for (const auto created : times) {
        for (const auto last_contact : times) {
            for (const auto expires : times) {
                const auto customer = with_times(created, last_contact, expires);
                Customer read;
                must(unpack_head(pack_head(customer), read));
                check_same(customer, read);
            }
        }
    }
}

TEST_CASE("a usual customer's head takes no more than 40 bytes") {
    auto customer = with_times(Time{Millis{1'790'000'000'123}}, Time{Millis{1'790'086'400'456}},
                               Time{Millis{1'792'678'400'789}});
    customer.tenant = TenantId{1};
    customer.version = 20;
    customer.history = 5'000'000;
    CHECK(pack_head(customer).size() <= 40);
}

TEST_CASE("a call's head comes back with and without an end and its bodies") {
    for (int has = 0; has < 8; ++has) {
        auto call = whole_call();
        if (has & 1) call.ended = Time::max();
        if (has & 2) call.start_body = filled(3, 3);
        if (has & 4) call.end_body = filled(0, 4);
        Call read;
        read.ended = Time{};
        read.start_body = read.end_body = filled(9, 9);
        must(unpack_head(pack_head(call), read));
        CHECK(read.tenant == call.tenant);
        CHECK(read.digest == call.digest);
        CHECK(read.customer == call.customer);
        CHECK(read.version == call.version);
        CHECK(read.started == call.started);
        CHECK(read.ended == call.ended);
        CHECK(read.start_body == call.start_body);
        CHECK(read.end_body == call.end_body);
    }
}

TEST_CASE("a head that is cut off or too long is damage") {
    const auto customer = pack_head(with_times(Time{}, Time{}, Time{}));
    auto call = whole_call();
    call.ended = call.started;
    call.start_body = filled(1, 1);
    const auto packed = pack_head(call);
    Customer read_customer;
    Call read_call;
    for (std::size_t size = 0; size < customer.size(); ++size)
        CHECK(failure(unpack_head(customer.substr(0, size), read_customer)) == Code::corrupt);
    for (std::size_t size = 0; size < packed.size(); ++size)
        CHECK(failure(unpack_head(packed.substr(0, size), read_call)) == Code::corrupt);
    CHECK(failure(unpack_head(customer + '\0', read_customer)) == Code::corrupt);
    CHECK(failure(unpack_head(packed + '\0', read_call)) == Code::corrupt);
    auto unknown_flag = packed;
    unknown_flag[0] = 8;
    CHECK(failure(unpack_head(unknown_flag, read_call)) == Code::corrupt);
}

TEST_CASE("a row key is the first 63 bits and never negative") {
    Digest digest{};
    CHECK(row_key(digest) == 0);
    digest[7] = 1;
    CHECK(row_key(digest) == 0);
    digest[7] = 2;
    CHECK(row_key(digest) == 1);
    digest[15] = 0xff;
    CHECK(row_key(digest) == 1);
    digest.fill(0xff);
    CHECK(row_key(digest) == std::numeric_limits<std::int64_t>::max());
    digest = {};
    digest[0] = 0x80;
    CHECK(row_key(digest) == std::int64_t{1} << 62);
}

TEST_CASE("a bucket of links gives each identifier its own") {
    const Time seen{Millis{1'790'000'000'000}};
    // The same 63 bits; the third differs only in the 64th.
    auto third = filled(4, 1);
    third[7] ^= 1;
    const std::vector<Linked> bucket{
        {filled(4, 1), 0, {{CustomerId{1}, 1000, seen, seen + Millis{5}}}},
        {filled(4, 2),
         7,
         {{CustomerId{2}, u32_max, Time::min(), Time::max()},
          {CustomerId{u64_max}, 0, seen, seen - Millis{5}}}},
        {third, 0, {{CustomerId{3}, 500, seen, seen}}},
    };
    const auto packed = pack_links(bucket);
    for (const auto& linked : bucket) {
        CHECK(row_key(linked.identifier) == row_key(bucket[0].identifier));
        const auto found = must(find_links(linked.identifier, packed));
        CHECK(found.links == linked.links);
        CHECK(found.uncounted == linked.uncounted);
    }
    CHECK(must(find_links(filled(4, 3), packed)).nobody());

    std::vector<Linked> read;
    must(unpack_links(row_key(bucket[0].identifier), packed, read));
    REQUIRE(read.size() == bucket.size());
    for (std::size_t i = 0; i < read.size(); ++i) {
        CHECK(read[i].identifier == bucket[i].identifier);
        CHECK(read[i].links == bucket[i].links);
    }
}

TEST_CASE("a bucket of links that is cut off is damage") {
    const std::vector<Linked> bucket{{filled(4, 1), 0, {{CustomerId{1}, 1000, Time{}, Time{}}}}};
    const auto packed = pack_links(bucket);
    std::vector<Linked> read;
    for (std::size_t size = 1; size < packed.size(); ++size) {
        const auto cut = packed.substr(0, size);
        CHECK(failure(unpack_links(0, cut, read)) == Code::corrupt);
        CHECK(failure(find_links(filled(4, 1), cut)) == Code::corrupt);
    }
}

TEST_CASE("an identifier is generic beyond the limit, counting links that are no longer kept") {
    Linked linked;
    linked.links.resize(limits::customers_per_identifier_max);
    CHECK_FALSE(linked.generic());
    linked.uncounted = 1;
    CHECK(linked.generic());
    linked.links.clear();
    CHECK_FALSE(linked.generic());
    CHECK_FALSE(linked.nobody());
}

TEST_CASE("the same digest of two tenants is two identifiers in one bucket") {
    const auto digest = filled(5, 6);
    CHECK(scoped(TenantId{1}, digest) != scoped(TenantId{2}, digest));
    CHECK(scoped(TenantId{1}, digest) != scoped(TenantId{u32_max}, digest));
    CHECK(row_key(scoped(TenantId{1}, digest)) == row_key(scoped(TenantId{2}, digest)));
    CHECK(scoped(TenantId{9}, scoped(TenantId{9}, digest)) == digest);
}

TEST_CASE("numbers in a bucket come back") {
    const std::vector<std::uint64_t> numbers{1, 0, 127, 128, u64_max};
    std::vector<std::uint64_t> read;
    const auto packed = pack_numbers(numbers);
    must(unpack_numbers(packed, read));
    CHECK(read == numbers);
    CHECK(failure(unpack_numbers(packed.substr(0, packed.size() - 1), read)) == Code::corrupt);
}

TEST_SUITE_END();
