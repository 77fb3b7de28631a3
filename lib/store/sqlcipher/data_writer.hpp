// The rows of data.db as they are written: what a Change, a record, an erasure and housekeeping do
// to the tables. Runs inside a transaction that somebody else begins and commits.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "hark/result.hpp"
#include "lib/store/sqlcipher/connection.hpp"
#include "lib/store/sqlcipher/rows.hpp"
#include "lib/store/sqlcipher/sql.hpp"
#include "lib/store/store.hpp"

namespace hark::store::sqlcipher {

/// Only for the leader of the commit queue. The connection has keys.db attached.
class DataWriter {
public:
    enum class Erasable : std::uint8_t { yes, not_theirs, changed };

    DataWriter(Connection& connection, Statements& statements) noexcept
        : connection_{connection}, statements_{statements} {}

    /// All checks come before the first write. An error is the database's.
    Result<Outcome> apply(const Change& change);

    Status put_record(RecordKind kind, const Digest& id, const Sealed& body);
    Status erase_record(RecordKind kind, const Digest& id);

    /// Whether this is the tenant's customer, and the one that was read.
    Result<Erasable> erasable(const Erasure& erasure);
    /// Deletes the customer's rows but for the calls, and notes that the erasure is not finished.
    /// Gives how many links there were.
    Result<std::uint32_t> erase_customer(const Erasure& erasure);
    /// Deletes these calls of the customer, with their answers.
    Result<std::uint32_t> erase_calls(CustomerId customer, const std::vector<std::uint64_t>& ids);
    /// Calls of the customer that are newer than `after`.
    Result<std::vector<std::uint64_t>> calls_after(CustomerId customer, std::uint64_t after);
    Status finish_erasure(CustomerId customer);

    /// Removes links to nobody from these rows of identifiers.
    Status clear_links(const std::vector<std::int64_t>& keys);
    /// Notes that links to nobody are cleared up to this incomplete erasure.
    Status links_cleared(std::int64_t up_to);

    /// See Store.
    Status drop_call(const Call& call);
    Result<std::uint64_t> purge_answers(Time before, std::uint32_t rows);
    Result<std::uint64_t> purge_calls(Time before, std::uint32_t rows);

private:
    struct Known; // what the checks have read already

    Result<Outcome> check_call(const Change& change, Known& known);
    Result<Outcome> check_unlinked(const Change& change);
    Result<Outcome> check_aliasing(const Change& change, Known& known);
    /// Writes the head; of the sealed parts those that are given.
    Status put_customer(CustomerId id, const Customer& head, const std::optional<Sealed>& profile,
                        const std::optional<Sealed>& context);
    Result<Outcome> check_unchanged(const Change& change, Known& known);
    Result<Outcome> check_records(const Change& change);
    Result<Outcome> check_known(const Change& change, const Known& known);
    Result<Outcome> check_allowance(const Change& change);

    Status add_customer(TenantId tenant, const NewCustomer& customer);
    Status update_customer(const CustomerUpdate& update, Customer& head);
    Status archive(const CustomerUpdate& update, Customer& head);
    Status cut_history(std::uint64_t newest, std::uint32_t keep);
    Status update_link(TenantId tenant, const LinkUpdate& update);
    Status write_call(const Change& change, Known& known);

    Result<bool> customer_head(CustomerId id, Customer& head);
    Result<bool> call_head(std::uint64_t id, Call& head);
    Result<std::vector<std::uint64_t>> numbers(Sql which, std::int64_t key);
    Status put_numbers(Sql put, Sql remove, std::int64_t key,
                       const std::vector<std::uint64_t>& numbers);
    Result<std::vector<Linked>> links(std::int64_t key);
    Status put_links(std::int64_t key, const std::vector<Linked>& bucket);
    Status drop_nobody(Linked& linked);
    Result<bool> remove_link(const Digest& identifier, CustomerId customer);
    Status erase_call(std::uint64_t id, const Call& head);
    Status remove(Sql which, std::uint64_t id);

    template <typename IsOld>
    Result<std::vector<std::uint64_t>> old_rows(Sql which, std::uint32_t rows,
                                                std::uint64_t& behind, IsOld is_old);

    Connection& connection_;
    Statements& statements_;
    // How far rows behind young ones were looked at; 0: from the start.
    std::uint64_t answers_behind_{0};
    std::uint64_t calls_behind_{0};
};

} // namespace hark::store::sqlcipher
