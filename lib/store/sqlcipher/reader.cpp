#include "lib/store/sqlcipher/reader.hpp"

#include <algorithm>

#include "lib/base/try.hpp"

namespace hark::store::sqlcipher {
namespace {

std::span<const std::uint8_t> bytes_of(std::string_view blob) noexcept {
    return {reinterpret_cast<const std::uint8_t*>(blob.data()), blob.size()};
}

std::int64_t row(std::uint64_t id) noexcept { return static_cast<std::int64_t>(id); }
std::uint64_t number(std::int64_t id) noexcept { return static_cast<std::uint64_t>(id); }

/// Reads the columns of Sql::customer. False: the key slot is gone.
Result<bool> read_customer(const Statement& row, CustomerId id, Customer& customer) {
    customer.id = id;
    HARK_CHECK(unpack_head(row.blob(0), customer));
    customer.profile = row.blob(1);
    customer.context = row.blob(2);
    if (row.is_null(3)) return false;
    auto secret = Secret::from(bytes_of(row.blob(3)));
    if (!secret) return Error{Code::corrupt, "a key slot is damaged"};
    customer.slot = std::move(secret).value();
    return true;
}

/// Reads the columns of Sql::calls_after.
Status read_call(const Statement& row, Call& call) {
    call.id = number(row.integer(0));
    return unpack_head(row.blob(1), call);
}

} // namespace

// --- recall --------------------------------------------------------------------------------------

Result<Statement*> Reader::begin(std::uint64_t& erasures) {
    // A statement that was not reset holds the read transaction open for all others: cheaper than
    // BEGIN and COMMIT, and it brings the counter that is wanted anyway.
    HARK_TRY(auto* anchor, statements_.get(Sql::erasures));
    const auto there = connection_.begin_with(*anchor);
    if (!there || !*there) {
        anchor->reset();
        return there ? Error{Code::corrupt, "the store has lost its counters"} : there.error();
    }
    erasures = number(anchor->integer(0));
    return anchor;
}

Result<Recall> Reader::recall(const RecallQuery& query) {
    // The snapshots of data.db and keys.db begin one after the other. A slot that was destroyed in
    // between is missing here while its customer is not: the next snapshot of data.db begins after
    // the rows were deleted.
    constexpr int tries_max = 3;
    for (int attempt = 0; attempt < tries_max; ++attempt) {
        Recall recall;
        HARK_TRY(auto* anchor, begin(recall.erasures));
        const Running snapshot{*anchor};
        HARK_TRY(const auto seen, look(query, recall));
        if (seen == Seen::whole) return recall;
    }
    return Error{Code::corrupt, "a customer's row or key slot is missing"};
}

Result<Reader::Seen> Reader::look(const RecallQuery& query, Recall& recall) {
    recall.identifiers.resize(query.identifiers.size());
    for (std::size_t i = 0; i < query.identifiers.size(); ++i) {
        HARK_TRY(const auto seen, add_identifier(query, i, recall));
        if (seen == Seen::torn) return seen;
    }
    if (query.ref) {
        HARK_TRY(const auto seen, add_referred(query, recall));
        if (seen == Seen::torn) return seen;
    }
    if (query.call) {
        HARK_TRY(const auto seen, add_call(query, recall));
        if (seen == Seen::torn) return seen;
    }
    return add_merged(query.tenant, recall);
}

/// With each customer all who are merged with them: whose alias they are, and who is theirs. The
/// list grows while it is gone through.
Result<Reader::Seen> Reader::add_merged(TenantId tenant, Recall& recall) {
    for (std::size_t i = 0; i < recall.customers.size(); ++i) {
        auto merged = recall.customers[i].merged;
        if (recall.customers[i].merged_into) merged.push_back(*recall.customers[i].merged_into);
        for (const auto id : merged) {
            HARK_TRY(const auto seen, add_customer(tenant, id, false, recall));
            if (seen == Seen::torn) return seen;
        }
    }
    return Seen::whole;
}

/// With `must` a missing customer is damage, otherwise simply nobody.
Result<Reader::Seen> Reader::add_customer(TenantId tenant, CustomerId id, bool must,
                                          Recall& recall) {
    if (recall.find(id)) return Seen::whole;
    HARK_TRY(auto* statement, statements_.get(Sql::customer));
    const Running running{*statement};
    HARK_TRY(const bool there, statement->bind(1, row(id.value)).step());
    if (!there) return must ? Seen::torn : Seen::whole;
    auto& customer = recall.customers.emplace_back();
    HARK_TRY(const bool whole, read_customer(*statement, id, customer));
    if (!whole) return Seen::torn;
    if (customer.tenant != tenant) recall.customers.pop_back();
    return Seen::whole;
}

Result<Reader::Seen> Reader::add_identifier(const RecallQuery& query, std::size_t index,
                                            Recall& recall) {
    const auto digest = scoped(query.tenant, query.identifiers[index]);
    HARK_TRY(auto* statement, statements_.get(Sql::links));
    {
        const Running running{*statement};
        HARK_TRY(const bool there, statement->bind(1, row_key(digest)).step());
        if (!there) return Seen::whole;
        HARK_TRY(auto linked, find_links(digest, statement->blob(0)));
        recall.identifiers[index].generic = linked.generic();
        if (linked.generic()) return Seen::whole;
        recall.identifiers[index].links = std::move(linked.links);
    }
    auto& links = recall.identifiers[index].links;
    for (const auto& link : links) {
        HARK_TRY(const auto seen, add_customer(query.tenant, link.customer, false, recall));
        if (seen == Seen::torn) return seen;
    }
    // An erasure that did not know all identifiers leaves links behind. They are no damage: nobody
    // can be mistaken for somebody by them.
    std::erase_if(links, [&](const Link& link) { return recall.find(link.customer) == nullptr; });
    return Seen::whole;
}

Result<Reader::Seen> Reader::add_referred(const RecallQuery& query, Recall& recall) {
    std::vector<std::uint64_t> bucket;
    HARK_TRY(auto* statement, statements_.get(Sql::reference));
    {
        const Running running{*statement};
        HARK_TRY(const bool there, statement->bind(1, row_key(query.ref->bytes())).step());
        if (!there) return Seen::whole;
        HARK_CHECK(unpack_numbers(statement->blob(0), bucket));
    }
    for (const auto id : bucket) {
        const auto before = recall.customers.size();
        HARK_TRY(const auto seen, add_customer(query.tenant, CustomerId{id}, true, recall));
        if (seen == Seen::torn) return seen;
        const auto* customer = recall.find(CustomerId{id});
        if (customer && customer->ref == *query.ref) {
            recall.referred = CustomerId{id};
            break;
        }
        // A neighbour in the bucket must not be shown as if it had been asked for.
        recall.customers.resize(before);
    }
    return Seen::whole;
}

Result<bool> Reader::customer_head(CustomerId id, Customer& customer) {
    HARK_TRY(auto* statement, statements_.get(Sql::customer_head));
    const Running running{*statement};
    HARK_TRY(const bool there, statement->bind(1, row(id.value)).step());
    if (!there) return false;
    HARK_CHECK(unpack_head(statement->blob(0), customer));
    return true;
}

Result<Reader::Seen> Reader::add_call(const RecallQuery& query, Recall& recall) {
    std::vector<std::uint64_t> bucket;
    HARK_TRY(auto* recent, statements_.get(Sql::recent));
    {
        const Running running{*recent};
        HARK_TRY(const bool there, recent->bind(1, row_key(*query.call)).step());
        if (!there) return Seen::whole;
        HARK_CHECK(unpack_numbers(recent->blob(0), bucket));
    }
    HARK_TRY(auto* statement, statements_.get(Sql::call));
    for (const auto id : bucket) {
        const Running running{*statement};
        HARK_TRY(const bool there, statement->bind(1, row(id)).step());
        if (!there) return Error{Code::corrupt, "a recent call has no row"};
        Call call;
        call.id = id;
        HARK_CHECK(unpack_head(statement->blob(0), call));
        if (call.digest != *query.call || call.tenant != query.tenant) continue;
        call.details = statement->blob(1);
        recall.call = std::move(call);
        break;
    }
    if (!recall.call) return Seen::whole;
    HARK_TRY(auto* answer, statements_.get(Sql::answer));
    {
        const Running running{*answer};
        HARK_TRY(const bool there, answer->bind(1, row(recall.call->id)).step());
        if (there) recall.start_answer = answer->blob(0);
    }
    // While a customer is being erased, their calls outlive them for a moment.
    return add_customer(query.tenant, recall.call->customer, false, recall);
}

// --- the rest of a customer ----------------------------------------------------------------------

Result<std::vector<Sealed>> Reader::history(TenantId tenant, CustomerId customer) {
    std::uint64_t erasures = 0;
    HARK_TRY(auto* anchor, begin(erasures));
    const Running snapshot{*anchor};
    std::vector<Sealed> pieces;
    Customer head;
    HARK_TRY(const bool known, customer_head(customer, head));
    if (!known || head.tenant != tenant) return pieces;
    HARK_TRY(auto* statement, statements_.get(Sql::piece));
    for (auto next = head.history; next != 0;) {
        const Running running{*statement};
        HARK_TRY(const bool there, statement->bind(1, row(next)).step());
        const auto previous = there ? number(statement->integer(0)) : 0;
        // Each piece is newer than the one before it: a chain that turns around would never end.
        if (!there || previous >= next) {
            return Error{Code::corrupt, "the chain of a history is broken"};
        }
        pieces.emplace_back(statement->blob(1));
        next = previous;
    }
    return pieces;
}

Result<std::vector<Call>> Reader::calls(CustomerId customer, std::uint64_t& cursor,
                                        std::uint32_t rows) {
    std::vector<Call> found;
    HARK_TRY(auto* statement, statements_.get(Sql::calls_after));
    const Running running{*statement};
    statement->bind(1, row(cursor)).bind(2, std::int64_t{rows});
    std::uint32_t seen = 0;
    while (true) {
        HARK_TRY(const bool there, statement->step());
        if (!there) break;
        ++seen;
        Call call;
        HARK_CHECK(read_call(*statement, call));
        cursor = call.id;
        if (call.customer != customer) continue;
        call.details = statement->blob(2);
        found.push_back(std::move(call));
    }
    if (seen < rows) cursor = 0;
    return found;
}

// --- housekeeping --------------------------------------------------------------------------------

Result<bool> Reader::stale(TenantId tenant, Time before, std::uint32_t rows, DueCursor& cursor,
                           std::vector<Call>& found) {
    // Most calls have ended: looking at them costs little, returning a call costs its caller much.
    const std::int64_t looked_at_max = std::int64_t{rows} * 8;
    const auto began = cursor.call;
    HARK_TRY(auto* statement, statements_.get(Sql::calls_after));
    const Running running{*statement};
    statement->bind(1, row(cursor.call)).bind(2, looked_at_max);
    std::int64_t looked_at = 0;
    bool passed = true;
    while (found.size() < rows) {
        HARK_TRY(const bool there, statement->step());
        if (!there) break;
        ++looked_at;
        Call call;
        HARK_CHECK(read_call(*statement, call));
        if (call.ended || call.tenant != tenant) {
            if (passed) cursor.call = call.id;
            continue;
        }
        passed = false;
        if (call.started >= before) continue;
        call.details = statement->blob(2);
        found.push_back(std::move(call));
    }
    return found.size() >= rows || (looked_at == looked_at_max && cursor.call != began);
}

Result<std::vector<Customer>> Reader::expired(TenantId tenant, Time before, std::uint64_t& cursor,
                                              std::uint32_t rows) {
    std::vector<std::uint64_t> ids;
    std::uint32_t seen = 0;
    {
        HARK_TRY(auto* statement, statements_.get(Sql::customer_heads_after));
        const Running running{*statement};
        statement->bind(1, row(cursor)).bind(2, std::int64_t{rows});
        while (true) {
            HARK_TRY(const bool there, statement->step());
            if (!there) break;
            ++seen;
            Customer head;
            HARK_CHECK(unpack_head(statement->blob(1), head));
            cursor = number(statement->integer(0));
            if (head.tenant == tenant && head.expires <= before) ids.push_back(cursor);
        }
    }
    if (seen < rows) cursor = 0;
    std::vector<Customer> found;
    HARK_TRY(auto* statement, statements_.get(Sql::customer));
    for (const auto id : ids) {
        const Running running{*statement};
        HARK_TRY(const bool there, statement->bind(1, row(id)).step());
        if (!there) continue;
        Customer customer;
        HARK_TRY(const bool whole, read_customer(*statement, CustomerId{id}, customer));
        if (whole) found.push_back(std::move(customer));
    }
    return found;
}

Result<std::vector<Customer>> Reader::customers(std::uint64_t cursor, std::uint32_t rows) {
    std::vector<Customer> found;
    HARK_TRY(auto* statement, statements_.get(Sql::customers_after));
    std::uint32_t seen = rows;
    // check() reports slots that are missing; here their customers would only be unreadable. A
    // piece in which all are must not look like the end.
    while (found.empty() && seen == rows) {
        seen = 0;
        const Running running{*statement};
        statement->bind(1, row(cursor)).bind(2, std::int64_t{rows});
        while (true) {
            HARK_TRY(const bool there, statement->step());
            if (!there) break;
            ++seen;
            cursor = number(statement->integer(4));
            auto& customer = found.emplace_back();
            HARK_TRY(const bool whole, read_customer(*statement, CustomerId{cursor}, customer));
            if (!whole) found.pop_back();
        }
    }
    return found;
}

Result<std::vector<StoredCall>> Reader::stored_calls(std::uint64_t cursor, std::uint32_t rows) {
    std::vector<StoredCall> found;
    HARK_TRY(auto* statement, statements_.get(Sql::stored_calls_after));
    HARK_TRY(auto* slot, statements_.get(Sql::slot));
    const Running running{*statement};
    statement->bind(1, row(cursor)).bind(2, std::int64_t{rows});
    while (true) {
        HARK_TRY(const bool there, statement->step());
        if (!there) return found;
        auto& stored = found.emplace_back();
        HARK_CHECK(read_call(*statement, stored.call));
        stored.call.details = statement->blob(2);
        if (!statement->is_null(3)) stored.start_answer = statement->blob(3);
        const Running looking{*slot};
        HARK_TRY(const bool kept, slot->bind(1, row(stored.call.customer.value)).step());
        if (!kept) continue;
        auto secret = Secret::from(bytes_of(slot->blob(0)));
        if (!secret) return Error{Code::corrupt, "a key slot is damaged"};
        stored.slot = std::move(secret).value();
    }
}

Result<std::vector<StoredRecord>> Reader::stored_records(const RecordName& cursor,
                                                         std::uint32_t rows) {
    std::vector<StoredRecord> found;
    HARK_TRY(auto* statement, statements_.get(Sql::records_after));
    const Running running{*statement};
    statement->bind(1, static_cast<std::int64_t>(cursor.kind)).bind(2, std::span{cursor.id});
    statement->bind(3, std::int64_t{rows});
    while (true) {
        HARK_TRY(const bool there, statement->step());
        if (!there) return found;
        auto& stored = found.emplace_back();
        stored.name.kind = static_cast<RecordKind>(statement->integer(0));
        const auto id = bytes_of(statement->blob(1));
        if (id.size() != stored.name.id.size()) {
            return Error{Code::corrupt, "a record's id is damaged"};
        }
        std::copy(id.begin(), id.end(), stored.name.id.begin());
        stored.body = statement->blob(2);
    }
}

Result<std::optional<TenantId>> Reader::tenant_of(CustomerId customer) {
    Customer head;
    HARK_TRY(const bool there, customer_head(customer, head));
    if (!there) return std::optional<TenantId>{};
    return std::optional<TenantId>{head.tenant};
}

Result<std::optional<std::int64_t>> Reader::links_left() {
    HARK_TRY(auto* statement, statements_.get(Sql::links_left));
    const Running running{*statement};
    HARK_TRY(const bool there, statement->step());
    if (!there || statement->integer(0) == statement->integer(1)) {
        return std::optional<std::int64_t>{};
    }
    return std::optional<std::int64_t>{statement->integer(0)};
}

Result<std::vector<std::int64_t>> Reader::links_to_nobody(std::int64_t& cursor,
                                                          std::uint32_t rows) {
    std::vector<std::int64_t> found;
    HARK_TRY(auto* statement, statements_.get(Sql::links_after));
    const Running running{*statement};
    statement->bind(1, cursor).bind(2, std::int64_t{rows});
    std::uint32_t seen = 0;
    std::vector<Linked> bucket;
    while (true) {
        HARK_TRY(const bool there, statement->step());
        if (!there) break;
        ++seen;
        cursor = statement->integer(0);
        bucket.clear();
        HARK_CHECK(unpack_links(cursor, statement->blob(1), bucket));
        HARK_TRY(const bool sound, all_known(bucket));
        if (!sound) found.push_back(cursor);
    }
    if (seen < rows) cursor = -1;
    return found;
}

Result<bool> Reader::all_known(const std::vector<Linked>& bucket) {
    for (const auto& linked : bucket) {
        for (const auto& link : linked.links) {
            Customer head;
            HARK_TRY(const bool known, customer_head(link.customer, head));
            if (!known) return false;
        }
    }
    return true;
}

Result<std::optional<std::pair<CustomerId, ErasureNote>>> Reader::unfinished(CustomerId after) {
    std::optional<std::pair<CustomerId, ErasureNote>> found;
    HARK_TRY(auto* statement, statements_.get(Sql::erasing));
    const Running running{*statement};
    HARK_TRY(const bool there, statement->bind(1, row(after.value)).step());
    if (!there) return found;
    found.emplace(CustomerId{number(statement->integer(0))}, ErasureNote{});
    if (!statement->is_null(1)) HARK_CHECK(unpack_note(statement->blob(1), found->second));
    return found;
}

// --- records and counts --------------------------------------------------------------------------

Result<std::optional<Sealed>> Reader::record(RecordKind kind, const Digest& id) {
    HARK_TRY(auto* statement, statements_.get(Sql::record));
    const Running running{*statement};
    HARK_TRY(const bool there,
             statement->bind(1, static_cast<std::int64_t>(kind)).bind(2, std::span{id}).step());
    if (!there) return std::optional<Sealed>{};
    return std::optional<Sealed>{statement->blob(0)};
}

Result<std::int64_t> Reader::used(std::uint64_t account, std::int32_t month) {
    HARK_TRY(auto* statement, statements_.get(Sql::used));
    const Running running{*statement};
    HARK_TRY(const bool there,
             statement->bind(1, row(account)).bind(2, std::int64_t{month}).step());
    return there ? statement->integer(0) : std::int64_t{0};
}

Result<std::uint64_t> Reader::erasures() {
    std::uint64_t erasures = 0;
    HARK_TRY(auto* anchor, begin(erasures));
    anchor->reset();
    return erasures;
}

Result<Totals> Reader::totals() {
    Totals totals;
    HARK_TRY(const auto customers, connection_.integer("SELECT count(*) FROM customers"));
    HARK_TRY(const auto calls, connection_.integer("SELECT count(*) FROM calls"));
    totals.customers = number(customers);
    totals.calls = number(calls);
    return totals;
}

} // namespace hark::store::sqlcipher
