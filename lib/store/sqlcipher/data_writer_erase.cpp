// What erasures and housekeeping do to the tables (see data_writer.hpp).
#include <algorithm>

#include "lib/base/try.hpp"
#include "lib/store/sqlcipher/data_writer.hpp"

namespace hark::store::sqlcipher {
namespace {

std::int64_t row(std::uint64_t id) noexcept { return static_cast<std::int64_t>(id); }
std::uint64_t number(std::int64_t id) noexcept { return static_cast<std::uint64_t>(id); }

/// Rows are found in the order in which they were made, which is the order of time but for clocks
/// that were set back: so many rows that are too young do not end the search.
constexpr std::uint32_t out_of_order_max = 32;
/// Behind those, so many rows are looked at each time, old or young: whatever a clock did, every
/// row comes round, at a cost that no writer feels.
constexpr std::int64_t looked_behind_max = 256;

} // namespace

// --- erasing -------------------------------------------------------------------------------------

Result<DataWriter::Erasable> DataWriter::erasable(const Erasure& erasure) {
    Customer head;
    HARK_TRY(const bool there, customer_head(erasure.customer, head));
    if (there && head.tenant != erasure.tenant) return Erasable::not_theirs;
    // Without a version this may be the second try of one that got as far as the rows.
    if (!erasure.version) return Erasable::yes;
    return there && head.version == *erasure.version ? Erasable::yes : Erasable::changed;
}

Result<std::uint32_t> DataWriter::erase_customer(const Erasure& erasure) {
    std::uint32_t links = 0;
    for (const auto& identifier : erasure.identifiers) {
        HARK_TRY(const bool was, remove_link(scoped(erasure.tenant, identifier), erasure.customer));
        links += was ? 1 : 0;
    }
    const auto note = pack_note({erasure.tombstone, erasure.at, links});
    HARK_TRY(auto* put, statements_.get(Sql::put_erasing));
    HARK_CHECK(put->bind(1, row(erasure.customer.value)).bind(2, note).run());
    Customer head;
    HARK_TRY(const bool there, customer_head(erasure.customer, head));
    if (!there) return links;
    HARK_CHECK(cut_history(head.history, 0));
    const auto key = row_key(head.ref.bytes());
    HARK_TRY(auto bucket, numbers(Sql::reference, key));
    std::erase(bucket, erasure.customer.value);
    HARK_CHECK(put_numbers(Sql::put_reference, Sql::delete_reference, key, bucket));
    HARK_CHECK(remove(Sql::delete_customer, erasure.customer.value));
    HARK_TRY(auto* count, statements_.get(Sql::count_erasure));
    HARK_CHECK(count->run());
    if (erasure.complete) return links;
    HARK_TRY(auto* left, statements_.get(Sql::left_links));
    HARK_CHECK(left->run());
    return links;
}

Result<std::vector<std::uint64_t>> DataWriter::calls_after(CustomerId customer,
                                                           std::uint64_t after) {
    std::vector<std::uint64_t> found;
    HARK_TRY(auto* statement, statements_.get(Sql::calls_after));
    const Running running{*statement};
    statement->bind(1, row(after)).bind(2, std::int64_t{-1});
    while (true) {
        HARK_TRY(const bool there, statement->step());
        if (!there) return found;
        Call head;
        HARK_CHECK(unpack_head(statement->blob(1), head));
        if (head.customer == customer) found.push_back(number(statement->integer(0)));
    }
}

Result<std::uint32_t> DataWriter::erase_calls(CustomerId customer,
                                              const std::vector<std::uint64_t>& ids) {
    std::uint32_t erased = 0;
    for (const auto id : ids) {
        Call head;
        HARK_TRY(const bool there, call_head(id, head));
        if (!there || head.customer != customer) continue;
        HARK_CHECK(erase_call(id, head));
        ++erased;
    }
    return erased;
}

Status DataWriter::finish_erasure(CustomerId customer) {
    return remove(Sql::delete_erasing, customer.value);
}

// --- purging -------------------------------------------------------------------------------------

/// Numbers of rows for which is_old(statement) holds, `rows` at most.
template <typename IsOld>
Result<std::vector<std::uint64_t>> DataWriter::old_rows(Sql which, std::uint32_t rows,
                                                        std::uint64_t& behind, IsOld is_old) {
    std::vector<std::uint64_t> old;
    HARK_TRY(auto* statement, statements_.get(which));
    std::uint64_t seen = 0;
    {
        const Running running{*statement};
        statement->bind(1, std::int64_t{0}).bind(2, std::int64_t{rows} + out_of_order_max);
        for (std::uint32_t young = 0; young < out_of_order_max;) {
            if (old.size() == rows) return old;
            HARK_TRY(const bool there, statement->step());
            if (!there) return old;
            seen = number(statement->integer(0));
            HARK_TRY(const bool is, is_old(*statement));
            is ? old.push_back(seen) : void(++young);
        }
    }
    const Running running{*statement};
    behind = std::max(behind, seen);
    statement->bind(1, row(behind)).bind(2, looked_behind_max);
    std::int64_t looked = 0;
    for (; old.size() < rows; ++looked) {
        HARK_TRY(const bool there, statement->step());
        if (!there) break;
        behind = number(statement->integer(0));
        HARK_TRY(const bool is, is_old(*statement));
        if (is) old.push_back(behind);
    }
    if (old.size() < rows && looked < looked_behind_max) behind = 0;
    return old;
}

Result<std::uint64_t> DataWriter::purge_answers(Time before, std::uint32_t rows) {
    const auto is_old = [before](const Statement& row) -> Result<bool> {
        return Time{Millis{row.integer(1)}} < before;
    };
    HARK_TRY(const auto old, old_rows(Sql::answers_after, rows, answers_behind_, is_old));
    for (const auto id : old)
        HARK_CHECK(remove(Sql::delete_answer, id));
    return std::uint64_t{old.size()};
}

Result<std::uint64_t> DataWriter::purge_calls(Time before, std::uint32_t rows) {
    const auto is_old = [before](const Statement& row) -> Result<bool> {
        Call head;
        HARK_CHECK(unpack_head(row.blob(1), head));
        return head.started < before;
    };
    HARK_TRY(const auto old, old_rows(Sql::calls_after, rows, calls_behind_, is_old));
    for (const auto id : old) {
        Call head;
        HARK_TRY(const bool there, call_head(id, head));
        if (there) HARK_CHECK(erase_call(id, head));
    }
    return std::uint64_t{old.size()};
}

Status DataWriter::drop_call(const Call& call) {
    Call head;
    HARK_TRY(const bool there, call_head(call.id, head));
    const bool same = there && head.digest == call.digest && head.tenant == call.tenant &&
                      head.version == call.version;
    return same ? erase_call(call.id, head) : Status{};
}

} // namespace hark::store::sqlcipher
