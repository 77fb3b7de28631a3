#include "lib/store/sqlcipher/rows.hpp"

#include <algorithm>
#include <span>

#include "lib/base/bytes.hpp"
#include "lib/base/try.hpp"

namespace hark::store::sqlcipher {
namespace {

constexpr Error damaged{Code::corrupt, "a row of the store is damaged"};

// Digests in a bucket leave out their first seven bytes, which the row key holds.
constexpr std::size_t rest_at = 7;
constexpr std::size_t rest_bytes = 9;

// What a call has; together in one byte.
constexpr std::uint8_t has_ended = 1;
constexpr std::uint8_t has_start = 2;
constexpr std::uint8_t has_end = 4;
constexpr std::uint8_t has_all = has_ended | has_start | has_end;

std::uint64_t count_of(Time time) noexcept {
    return static_cast<std::uint64_t>(time.time_since_epoch().count());
}

// Times are kept as distances, in arithmetic that wraps: Time::max() is a time like any other.
void put_since(base::Writer& writer, Time time, Time before) {
    writer.i64(static_cast<std::int64_t>(count_of(time) - count_of(before)));
}

Time time_since(base::Reader& reader, Time before) noexcept {
    const auto distance = static_cast<std::uint64_t>(reader.i64());
    return Time{Millis{static_cast<std::int64_t>(count_of(before) + distance)}};
}

Status finished(const base::Reader& reader) {
    if (!reader.finish().ok()) return damaged;
    return {};
}

void put_links(base::Writer& writer, const Linked& linked) {
    writer.raw(std::span{linked.identifier}.subspan(rest_at));
    writer.u64(linked.links.size());
    writer.u32(linked.uncounted);
    for (const auto& link : linked.links) {
        writer.u64(link.customer.value);
        writer.u32(link.calls_milli);
        writer.time(link.first_seen);
        put_since(writer, link.last_seen, link.first_seen);
    }
}

void read_links(base::Reader& reader, Linked& linked) {
    reader.raw(std::span{linked.identifier}.subspan(rest_at));
    const auto links = reader.count(links_kept_max);
    linked.uncounted = reader.u32();
    linked.links.reserve(links);
    for (std::size_t i = 0; i < links; ++i) {
        Link link;
        link.customer.value = reader.u64();
        link.calls_milli = reader.u32();
        link.first_seen = reader.time();
        link.last_seen = time_since(reader, link.first_seen);
        linked.links.push_back(link);
    }
}

} // namespace

std::int64_t row_key(const std::array<std::uint8_t, 16>& bytes) noexcept {
    std::uint64_t first = 0;
    for (std::size_t i = 0; i < 8; ++i)
        first = first << 8 | bytes[i];
    return static_cast<std::int64_t>(first >> 1);
}

Digest scoped(TenantId tenant, Digest identifier) noexcept {
    std::uint32_t rest = tenant.value;
    for (auto at = identifier.rbegin(); rest != 0; ++at, rest >>= 8)
        *at = static_cast<std::uint8_t>(*at ^ (rest & 0xff));
    return identifier;
}

std::string pack_head(const Customer& customer) {
    base::Writer writer{64};
    writer.raw(customer.ref.bytes());
    writer.u32(customer.tenant.value);
    writer.u32(customer.version);
    writer.time(customer.created);
    put_since(writer, customer.last_contact, customer.created);
    put_since(writer, customer.expires, customer.last_contact);
    writer.u64(customer.history);
    if (!customer.merged_into && customer.merged.empty()) return std::move(writer).take();
    // Only of the few who are merged: what is absent was never there.
    writer.u64(customer.merged_into.value_or(CustomerId{}).value);
    writer.u32(static_cast<std::uint32_t>(customer.merged.size()));
    for (const auto& alias : customer.merged)
        writer.u64(alias.value);
    return std::move(writer).take();
}

Status unpack_head(std::string_view head, Customer& customer) {
    base::Reader reader{head};
    std::array<std::uint8_t, 16> ref{};
    reader.raw(ref);
    customer.ref = CustomerRef{ref};
    customer.tenant.value = reader.u32();
    customer.version = reader.u32();
    customer.created = reader.time();
    customer.last_contact = time_since(reader, customer.created);
    customer.expires = time_since(reader, customer.last_contact);
    customer.history = reader.u64();
    customer.merged_into.reset();
    customer.merged.clear();
    if (reader.left() > 0) {
        const CustomerId into{reader.u64()};
        if (into.value != 0) customer.merged_into = into;
        for (std::size_t n = reader.count(limits::merged_customers_max); n > 0; --n)
            customer.merged.push_back(CustomerId{reader.u64()});
    }
    return finished(reader);
}

std::string pack_head(const Call& call) {
    base::Writer writer{80};
    const bool start = call.start_body != Digest{};
    const bool end = call.end_body != Digest{};
    writer.u8(static_cast<std::uint8_t>((call.ended ? has_ended : 0) | (start ? has_start : 0) |
                                        (end ? has_end : 0)));
    writer.raw(call.digest);
    writer.u32(call.tenant.value);
    writer.u64(call.customer.value);
    writer.u32(call.version);
    writer.time(call.started);
    if (call.ended) put_since(writer, *call.ended, call.started);
    if (start) writer.raw(call.start_body);
    if (end) writer.raw(call.end_body);
    return std::move(writer).take();
}

Status unpack_head(std::string_view head, Call& call) {
    base::Reader reader{head};
    const auto has = reader.u8();
    if (has > has_all) return damaged;
    reader.raw(call.digest);
    call.tenant.value = reader.u32();
    call.customer.value = reader.u64();
    call.version = reader.u32();
    call.started = reader.time();
    call.ended.reset();
    if (has & has_ended) call.ended = time_since(reader, call.started);
    call.start_body = {};
    call.end_body = {};
    if (has & has_start) reader.raw(call.start_body);
    if (has & has_end) reader.raw(call.end_body);
    return finished(reader);
}

std::string pack_note(const ErasureNote& note) {
    base::Writer writer{32};
    writer.raw(note.tombstone);
    writer.time(note.at);
    writer.u32(note.identifiers);
    return std::move(writer).take();
}

Status unpack_note(std::string_view bytes, ErasureNote& note) {
    if (bytes.empty()) return {};
    base::Reader reader{bytes};
    reader.raw(note.tombstone);
    note.at = reader.time();
    note.identifiers = reader.u32();
    return finished(reader);
}

std::string pack_numbers(const std::vector<std::uint64_t>& numbers) {
    base::Writer writer{8};
    for (const auto number : numbers)
        writer.u64(number);
    return std::move(writer).take();
}

Status unpack_numbers(std::string_view bucket, std::vector<std::uint64_t>& numbers) {
    base::Reader reader{bucket};
    while (reader.left() > 0)
        numbers.push_back(reader.u64());
    return finished(reader);
}

std::string pack_links(const std::vector<Linked>& bucket) {
    base::Writer writer{64};
    for (const auto& linked : bucket)
        put_links(writer, linked);
    return std::move(writer).take();
}

Status unpack_links(std::int64_t key, std::string_view bytes, std::vector<Linked>& bucket) {
    base::Reader reader{bytes};
    while (reader.left() > 0) {
        Linked linked;
        read_links(reader, linked);
        auto first = static_cast<std::uint64_t>(key) << 1;
        for (std::size_t i = 0; i < rest_at; ++i) {
            linked.identifier[i] = static_cast<std::uint8_t>(first >> 56);
            first <<= 8;
        }
        bucket.push_back(std::move(linked));
    }
    return finished(reader);
}

Result<Linked> find_links(const Digest& identifier, std::string_view bytes) {
    base::Reader reader{bytes};
    while (reader.left() > 0) {
        Linked linked;
        read_links(reader, linked);
        if (reader.failed()) return damaged;
        const auto rest = identifier.begin() + rest_at;
        if (!std::equal(rest, identifier.end(), linked.identifier.begin() + rest_at)) continue;
        linked.identifier = identifier;
        return linked;
    }
    return Linked{.identifier = identifier, .uncounted = 0, .links = {}};
}

static_assert(rest_at + rest_bytes == std::tuple_size_v<Digest>);

} // namespace hark::store::sqlcipher
