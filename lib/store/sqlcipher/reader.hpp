// What is read, in one snapshot at a time, over a connection to data.db with keys.db attached.
#pragma once

#include <cstdint>
#include <optional>
#include <utility>
#include <vector>

#include "hark/result.hpp"
#include "lib/store/sqlcipher/connection.hpp"
#include "lib/store/sqlcipher/rows.hpp"
#include "lib/store/sqlcipher/sql.hpp"
#include "lib/store/store.hpp"

namespace hark::store::sqlcipher {

/// Not for several threads at once.
class Reader {
public:
    /// Both must outlive it.
    Reader(Connection& connection, Statements& statements) noexcept
        : connection_{connection}, statements_{statements} {}

    Result<Recall> recall(const RecallQuery& query);
    Result<std::vector<Sealed>> history(TenantId tenant, CustomerId customer);
    /// Calls of a customer beyond `cursor`, among the next `rows` rows; moves the cursor to the
    /// last row looked at, or to 0 at the end of the table.
    Result<std::vector<Call>> calls(CustomerId customer, std::uint64_t& cursor, std::uint32_t rows);
    /// The tenant's calls that started before `before` and have not ended, beyond the cursor, which
    /// moves behind the calls that need not be looked at again. True: there may be more of them.
    Result<bool> stale(TenantId tenant, Time before, std::uint32_t rows, DueCursor& cursor,
                       std::vector<Call>& found);
    /// The tenant's customers beyond `cursor` whose context reaches an end; looks at `rows` at most
    /// and moves the cursor to the last one, or to 0 at the end.
    Result<std::vector<Customer>> expired(TenantId tenant, Time before, std::uint64_t& cursor,
                                          std::uint32_t rows);
    Result<std::vector<Customer>> customers(std::uint64_t cursor, std::uint32_t rows);
    Result<std::vector<StoredCall>> stored_calls(std::uint64_t cursor, std::uint32_t rows);
    Result<std::vector<StoredRecord>> stored_records(const RecordName& cursor, std::uint32_t rows);

    /// Whose customer this is; nobody's when there is no such row.
    Result<std::optional<TenantId>> tenant_of(CustomerId customer);
    /// Up to which incomplete erasure links to nobody must be cleared; nothing: none is left.
    Result<std::optional<std::int64_t>> links_left();
    /// The rows of identifiers with links to nobody, among the next `rows` beyond `cursor`; moves
    /// the cursor to the last row looked at, or to -1 at the end of the table.
    Result<std::vector<std::int64_t>> links_to_nobody(std::int64_t& cursor, std::uint32_t rows);
    /// The next customer whose erasure has begun and not ended, with what was noted of it.
    Result<std::optional<std::pair<CustomerId, ErasureNote>>> unfinished(CustomerId after);

    Result<std::optional<Sealed>> record(RecordKind kind, const Digest& id);
    Result<std::int64_t> used(std::uint64_t account, std::int32_t month);
    Result<Totals> totals();
    /// How many customers were erased.
    Result<std::uint64_t> erasures();
    Status check(std::vector<std::string>& faults);

private:
    /// What a snapshot could not show, because an erasure came between its two databases.
    enum class Seen : std::uint8_t { whole, torn };

    /// Begins the snapshot that lasts until the returned statement is reset.
    Result<Statement*> begin(std::uint64_t& erasures);
    Result<Seen> look(const RecallQuery& query, Recall& recall);
    Result<Seen> add_customer(TenantId tenant, CustomerId id, bool must, Recall& recall);
    Result<Seen> add_identifier(const RecallQuery& query, std::size_t index, Recall& recall);
    Result<Seen> add_referred(const RecallQuery& query, Recall& recall);
    Result<Seen> add_merged(TenantId tenant, Recall& recall);
    Result<Seen> add_call(const RecallQuery& query, Recall& recall);
    /// False: a link points to no customer.
    Result<bool> all_known(const std::vector<Linked>& bucket);
    /// False: there is no such row.
    Result<bool> customer_head(CustomerId id, Customer& customer);

    Connection& connection_;
    Statements& statements_;
};

} // namespace hark::store::sqlcipher
