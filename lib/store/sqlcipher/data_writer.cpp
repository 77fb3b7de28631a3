#include "lib/store/sqlcipher/data_writer.hpp"

#include <algorithm>
#include <limits>

#include "lib/base/try.hpp"

namespace hark::store::sqlcipher {
namespace {

std::int64_t row(std::uint64_t id) noexcept { return static_cast<std::int64_t>(id); }
std::uint64_t number(std::int64_t id) noexcept { return static_cast<std::uint64_t>(id); }

Linked* entry_of(std::vector<Linked>& bucket, const Digest& identifier) {
    const auto found = std::find_if(bucket.begin(), bucket.end(), [&](const Linked& linked) {
        return linked.identifier == identifier;
    });
    return found == bucket.end() ? nullptr : &*found;
}

std::uint32_t sum(std::uint32_t a, std::uint32_t b) noexcept {
    constexpr auto most = std::numeric_limits<std::uint32_t>::max();
    return a > most - b ? most : a + b;
}

void add_link(Linked& linked, const LinkUpdate& update) {
    for (auto& link : linked.links) {
        if (link.customer != update.customer) continue;
        link.calls_milli = sum(link.calls_milli, update.calls_milli);
        link.last_seen = std::max(link.last_seen, update.seen);
        return;
    }
    if (linked.links.size() < links_kept_max) {
        linked.links.push_back({update.customer, update.calls_milli, update.seen, update.seen});
    } else {
        linked.uncounted = sum(linked.uncounted, 1);
    }
}

/// False: there is no such link, or it has ended already.
bool end_link(Linked& linked, CustomerId customer) {
    for (auto& link : linked.links) {
        if (link.customer != customer || link.calls_milli == 0) continue;
        link.calls_milli = 0;
        return true;
    }
    return false;
}

} // namespace

struct DataWriter::Known {
    std::vector<Customer> updated;     ///< parallel to Change::updates
    std::vector<std::uint64_t> bucket; ///< of the new call in `recent`
    Call call;                         ///< the one to be replaced
    Customer alias, of;                ///< heads of Change::aliasing
};

// --- checks --------------------------------------------------------------------------------------

Result<Outcome> DataWriter::apply(const Change& change) {
    Known known;
    HARK_TRY(auto outcome, check_call(change, known));
    if (outcome != Outcome::applied) return outcome;
    HARK_TRY(outcome, check_unlinked(change));
    if (outcome != Outcome::applied) return outcome;
    HARK_TRY(outcome, check_unchanged(change, known));
    if (outcome != Outcome::applied) return outcome;
    HARK_TRY(outcome, check_aliasing(change, known));
    if (outcome != Outcome::applied) return outcome;
    HARK_TRY(outcome, check_records(change));
    if (outcome != Outcome::applied) return outcome;
    HARK_TRY(outcome, check_known(change, known));
    if (outcome != Outcome::applied) return outcome;
    HARK_TRY(outcome, check_allowance(change));
    if (outcome != Outcome::applied) return outcome;

    if (change.customer) HARK_CHECK(add_customer(change.tenant, *change.customer));
    for (std::size_t i = 0; i < change.updates.size(); ++i)
        HARK_CHECK(update_customer(change.updates[i], known.updated[i]));
    if (change.aliasing) {
        alias_customer(*change.aliasing, known.alias, known.of);
        HARK_CHECK(put_customer(change.aliasing->alias, known.alias, {}, {}));
        HARK_CHECK(put_customer(change.aliasing->of, known.of, {}, {}));
    }
    for (const auto& link : change.links)
        HARK_CHECK(update_link(change.tenant, link));
    if (change.call) HARK_CHECK(write_call(change, known));
    for (const auto& record : change.records) {
        HARK_CHECK(record.body.empty() ? erase_record(record.kind, record.id)
                                       : put_record(record.kind, record.id, record.body));
    }
    if (change.count) {
        HARK_TRY(auto* count, statements_.get(Sql::count_call));
        count->bind(1, row(change.count->account)).bind(2, std::int64_t{change.count->month});
        HARK_CHECK(count->run());
    }
    return outcome;
}

Result<Outcome> DataWriter::check_call(const Change& change, Known& known) {
    if (!change.call || change.call->id) return Outcome::applied;
    HARK_TRY(known.bucket, numbers(Sql::recent, row_key(change.call->digest)));
    for (const auto id : known.bucket) {
        Call head;
        HARK_TRY(const bool there, call_head(id, head));
        if (there && head.digest == change.call->digest && head.tenant == change.tenant) {
            return Outcome::call_exists;
        }
    }
    return Outcome::applied;
}

Result<Outcome> DataWriter::check_unlinked(const Change& change) {
    for (const auto& unlinked : change.unlinked) {
        const auto identifier = scoped(change.tenant, unlinked);
        HARK_TRY(auto bucket, links(row_key(identifier)));
        auto* linked = entry_of(bucket, identifier);
        if (!linked) continue;
        HARK_CHECK(drop_nobody(*linked));
        if (!linked->nobody()) return Outcome::linked;
    }
    return Outcome::applied;
}

Result<Outcome> DataWriter::check_unchanged(const Change& change, Known& known) {
    if (change.erasures) {
        HARK_TRY(auto* statement, statements_.get(Sql::erasures));
        const Running running{*statement};
        HARK_TRY(const bool there, statement->step());
        if (!there || number(statement->integer(0)) != *change.erasures) return Outcome::changed;
    }
    for (const auto& update : change.updates) {
        auto& head = known.updated.emplace_back();
        HARK_TRY(const bool there, customer_head(update.id, head));
        if (!there || head.tenant != change.tenant || head.version != update.version) {
            return Outcome::changed;
        }
    }
    const auto& call = change.call;
    if (call && call->id) {
        HARK_TRY(const bool there, call_head(*call->id, known.call));
        // A number may have been used again since the call was read; a digest is not.
        const bool other = call->digest != Digest{} && call->digest != known.call.digest;
        if (!there || other || known.call.tenant != change.tenant ||
            known.call.version != call->version) {
            return Outcome::changed;
        }
    }
    return Outcome::applied;
}

Result<Outcome> DataWriter::check_records(const Change& change) {
    for (const auto& record : change.records) {
        HARK_TRY(auto* statement, statements_.get(Sql::record));
        const Running running{*statement};
        statement->bind(1, static_cast<std::int64_t>(record.kind)).bind(2, std::span{record.id});
        HARK_TRY(const bool there, statement->step());
        if (there != record.was.has_value()) return Outcome::changed;
        if (there && statement->blob(0) != *record.was) return Outcome::changed;
    }
    return Outcome::applied;
}

/// Refuses what is about a customer who is not there, or no longer.
Result<Outcome> DataWriter::check_known(const Change& change, const Known& known) {
    if (change.customer) {
        HARK_TRY(auto* slot, statements_.get(Sql::slot));
        const Running running{*slot};
        HARK_TRY(const bool has_slot, slot->bind(1, row(change.customer->id.value)).step());
        if (!has_slot) return Outcome::changed;
    }
    // Whoever was there at a recall is there while nobody was erased.
    if (change.erasures) return Outcome::applied;
    const auto is_known = [&](CustomerId id) -> Result<bool> {
        if (change.customer && change.customer->id == id) return true;
        for (const auto& head : known.updated) {
            if (head.id == id) return true;
        }
        Customer head;
        HARK_TRY(const bool there, customer_head(id, head));
        return there && head.tenant == change.tenant;
    };
    if (change.call) {
        HARK_TRY(const bool there, is_known(change.call->customer));
        if (!there) return Outcome::changed;
    }
    for (const auto& link : change.links) {
        if (link.remove || link.ends) continue;
        HARK_TRY(const bool there, is_known(link.customer));
        if (!there) return Outcome::changed;
    }
    return Outcome::applied;
}

Result<Outcome> DataWriter::check_allowance(const Change& change) {
    const auto& count = change.count;
    if (!count || count->limit < 0 || change.count_may_exceed) return Outcome::applied;
    HARK_TRY(auto* statement, statements_.get(Sql::used));
    const Running running{*statement};
    statement->bind(1, row(count->account)).bind(2, std::int64_t{count->month});
    HARK_TRY(const bool there, statement->step());
    const auto used = there ? statement->integer(0) : 0;
    return used >= count->limit ? Outcome::allowance_used : Outcome::applied;
}

// --- customers -----------------------------------------------------------------------------------

Result<bool> DataWriter::customer_head(CustomerId id, Customer& head) {
    HARK_TRY(auto* statement, statements_.get(Sql::customer_head));
    const Running running{*statement};
    HARK_TRY(const bool there, statement->bind(1, row(id.value)).step());
    if (!there) return false;
    head.id = id;
    HARK_CHECK(unpack_head(statement->blob(0), head));
    return true;
}

Status DataWriter::add_customer(TenantId tenant, const NewCustomer& customer) {
    Customer head;
    head.tenant = tenant;
    head.ref = customer.ref;
    head.created = customer.created;
    head.last_contact = customer.last_contact;
    head.expires = customer.expires;
    const auto packed = pack_head(head);
    HARK_TRY(auto* insert, statements_.get(Sql::insert_customer));
    insert->bind(1, row(customer.id.value)).bind(2, packed);
    insert->bind(3, customer.profile).bind(4, customer.context);
    HARK_CHECK(insert->run());

    const auto key = row_key(customer.ref.bytes());
    HARK_TRY(auto bucket, numbers(Sql::reference, key));
    bucket.push_back(customer.id.value);
    return put_numbers(Sql::put_reference, Sql::delete_reference, key, bucket);
}

Result<Outcome> DataWriter::check_aliasing(const Change& change, Known& known) {
    if (!change.aliasing) return Outcome::applied;
    const auto& aliasing = *change.aliasing;
    const auto is_as_read = [&](CustomerId id, std::uint32_t version,
                                Customer& head) -> Result<bool> {
        HARK_TRY(const bool there, customer_head(id, head));
        return there && head.tenant == change.tenant && head.version == version;
    };
    HARK_TRY(const bool alias, is_as_read(aliasing.alias, aliasing.alias_version, known.alias));
    HARK_TRY(const bool of, is_as_read(aliasing.of, aliasing.of_version, known.of));
    return alias && of ? Outcome::applied : Outcome::changed;
}

Status DataWriter::put_customer(CustomerId id, const Customer& head,
                                const std::optional<Sealed>& profile,
                                const std::optional<Sealed>& context) {
    const auto packed = pack_head(head);
    HARK_TRY(auto* statement, statements_.get(Sql::update_customer));
    statement->bind(1, row(id.value)).bind(2, packed);
    profile ? statement->bind(3, *profile) : statement->bind_nothing(3);
    context ? statement->bind(4, *context) : statement->bind_nothing(4);
    return statement->run();
}

Status DataWriter::update_customer(const CustomerUpdate& update, Customer& head) {
    ++head.version;
    head.last_contact = update.last_contact;
    head.expires = update.expires;
    HARK_CHECK(archive(update, head));
    return put_customer(update.id, head, update.profile, update.context);
}

Status DataWriter::archive(const CustomerUpdate& update, Customer& head) {
    if (update.archive) {
        HARK_TRY(auto* insert, statements_.get(Sql::insert_piece));
        HARK_CHECK(insert->bind(1, row(head.history)).bind(2, *update.archive).run());
        head.history = number(connection_.last_row());
    }
    if (update.archive_keep && head.history != 0) {
        HARK_CHECK(cut_history(head.history, *update.archive_keep));
        if (*update.archive_keep == 0) head.history = 0;
    }
    return {};
}

/// Deletes what is behind the first `keep` pieces of a chain.
Status DataWriter::cut_history(std::uint64_t newest, std::uint32_t keep) {
    HARK_TRY(auto* piece, statements_.get(Sql::piece));
    HARK_TRY(auto* cut, statements_.get(Sql::cut_pieces));
    std::uint64_t next = newest;
    for (std::uint32_t place = 1; next != 0; ++place) {
        std::uint64_t previous = 0;
        {
            const Running running{*piece};
            HARK_TRY(const bool there, piece->bind(1, row(next)).step());
            previous = there ? number(piece->integer(0)) : 0;
        }
        if (place == keep && previous != 0) HARK_CHECK(cut->bind(1, row(next)).run());
        if (place > keep) HARK_CHECK(remove(Sql::delete_piece, next));
        next = previous;
    }
    return {};
}

// --- links ---------------------------------------------------------------------------------------

Result<std::vector<Linked>> DataWriter::links(std::int64_t key) {
    std::vector<Linked> bucket;
    HARK_TRY(auto* statement, statements_.get(Sql::links));
    const Running running{*statement};
    HARK_TRY(const bool there, statement->bind(1, key).step());
    if (there) HARK_CHECK(unpack_links(key, statement->blob(0), bucket));
    return bucket;
}

Status DataWriter::put_links(std::int64_t key, const std::vector<Linked>& bucket) {
    if (bucket.empty()) return remove(Sql::delete_links, number(key));
    const auto packed = pack_links(bucket);
    HARK_TRY(auto* put, statements_.get(Sql::put_links));
    return put->bind(1, key).bind(2, packed).run();
}

Status DataWriter::update_link(TenantId tenant, const LinkUpdate& update) {
    const auto identifier = scoped(tenant, update.identifier);
    if (update.remove) {
        HARK_TRY([[maybe_unused]] const bool was, remove_link(identifier, update.customer));
        return {};
    }
    const auto key = row_key(identifier);
    HARK_TRY(auto bucket, links(key));
    auto* linked = entry_of(bucket, identifier);
    if (update.ends) {
        if (!linked || !end_link(*linked, update.customer)) return {};
        return put_links(key, bucket);
    }
    if (!linked) {
        linked = &bucket.emplace_back();
        linked->identifier = identifier;
    }
    add_link(*linked, update);
    return put_links(key, bucket);
}

/// Takes out the links to customers who are not there.
Status DataWriter::drop_nobody(Linked& linked) {
    std::vector<Link> kept;
    for (const auto& link : linked.links) {
        Customer head;
        HARK_TRY(const bool there, customer_head(link.customer, head));
        if (there) kept.push_back(link);
    }
    linked.links = std::move(kept);
    return {};
}

Status DataWriter::clear_links(const std::vector<std::int64_t>& keys) {
    for (const auto key : keys) {
        HARK_TRY(auto bucket, links(key));
        for (auto& linked : bucket)
            HARK_CHECK(drop_nobody(linked));
        std::erase_if(bucket, [](const Linked& entry) { return entry.nobody(); });
        HARK_CHECK(put_links(key, bucket));
    }
    return {};
}

Status DataWriter::links_cleared(std::int64_t up_to) {
    HARK_TRY(auto* statement, statements_.get(Sql::links_cleared));
    return statement->bind(1, up_to).run();
}

Result<bool> DataWriter::remove_link(const Digest& identifier, CustomerId customer) {
    const auto key = row_key(identifier);
    HARK_TRY(auto bucket, links(key));
    auto* linked = entry_of(bucket, identifier);
    if (!linked) return false;
    const auto removed =
        std::erase_if(linked->links, [&](const Link& link) { return link.customer == customer; });
    if (removed == 0) {
        if (linked->uncounted == 0) return false;
        --linked->uncounted;
    }
    std::erase_if(bucket, [](const Linked& entry) { return entry.nobody(); });
    HARK_CHECK(put_links(key, bucket));
    return true;
}

// --- calls ---------------------------------------------------------------------------------------

Result<bool> DataWriter::call_head(std::uint64_t id, Call& head) {
    HARK_TRY(auto* statement, statements_.get(Sql::call_head));
    const Running running{*statement};
    HARK_TRY(const bool there, statement->bind(1, row(id)).step());
    if (!there) return false;
    head.id = id;
    HARK_CHECK(unpack_head(statement->blob(0), head));
    return true;
}

Status DataWriter::write_call(const Change& change, Known& known) {
    const auto& write = *change.call;
    auto& head = known.call;
    if (write.id) {
        ++head.version;
    } else {
        head.tenant = change.tenant;
        head.digest = write.digest;
    }
    const bool moves = write.id && head.customer != write.customer;
    head.customer = write.customer;
    head.started = write.started;
    head.ended = write.ended;
    head.start_body = write.start_body;
    head.end_body = write.end_body;
    const auto packed = pack_head(head);
    if (write.id) {
        HARK_TRY(auto* update, statements_.get(Sql::update_call));
        HARK_CHECK(update->bind(1, row(*write.id)).bind(2, packed).bind(3, write.details).run());
    } else {
        HARK_TRY(auto* insert, statements_.get(Sql::insert_call));
        HARK_CHECK(insert->bind(1, packed).bind(2, write.details).run());
        head.id = number(connection_.last_row());
        known.bucket.push_back(head.id);
        HARK_CHECK(
            put_numbers(Sql::put_recent, Sql::delete_recent, row_key(write.digest), known.bucket));
    }
    if (write.start_answer.empty()) return moves ? remove(Sql::delete_answer, head.id) : Status{};
    HARK_TRY(auto* answer, statements_.get(Sql::put_answer));
    answer->bind(1, row(head.id)).bind(2, std::int64_t{write.started.time_since_epoch().count()});
    return answer->bind(3, write.start_answer).run();
}

Status DataWriter::erase_call(std::uint64_t id, const Call& head) {
    HARK_CHECK(remove(Sql::delete_answer, id));
    const auto key = row_key(head.digest);
    HARK_TRY(auto bucket, numbers(Sql::recent, key));
    std::erase(bucket, id);
    HARK_CHECK(put_numbers(Sql::put_recent, Sql::delete_recent, key, bucket));
    return remove(Sql::delete_call, id);
}

// --- what several use ----------------------------------------------------------------------------

Result<std::vector<std::uint64_t>> DataWriter::numbers(Sql which, std::int64_t key) {
    std::vector<std::uint64_t> bucket;
    HARK_TRY(auto* statement, statements_.get(which));
    const Running running{*statement};
    HARK_TRY(const bool there, statement->bind(1, key).step());
    if (there) HARK_CHECK(unpack_numbers(statement->blob(0), bucket));
    return bucket;
}

Status DataWriter::put_numbers(Sql put, Sql remove_all, std::int64_t key,
                               const std::vector<std::uint64_t>& numbers) {
    if (numbers.empty()) return remove(remove_all, number(key));
    const auto packed = pack_numbers(numbers);
    HARK_TRY(auto* statement, statements_.get(put));
    return statement->bind(1, key).bind(2, packed).run();
}

Status DataWriter::remove(Sql which, std::uint64_t id) {
    HARK_TRY(auto* statement, statements_.get(which));
    return statement->bind(1, row(id)).run();
}

// --- records -------------------------------------------------------------------------------------

Status DataWriter::put_record(RecordKind kind, const Digest& id, const Sealed& body) {
    HARK_TRY(auto* put, statements_.get(Sql::put_record));
    put->bind(1, static_cast<std::int64_t>(kind)).bind(2, std::span{id}).bind(3, body);
    return put->run();
}

Status DataWriter::erase_record(RecordKind kind, const Digest& id) {
    HARK_TRY(auto* erase, statements_.get(Sql::delete_record));
    return erase->bind(1, static_cast<std::int64_t>(kind)).bind(2, std::span{id}).run();
}

} // namespace hark::store::sqlcipher
