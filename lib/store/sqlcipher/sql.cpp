#include "lib/store/sqlcipher/sql.hpp"

#include "lib/base/try.hpp"

namespace hark::store::sqlcipher {
namespace {

std::string_view text_of(Sql which) noexcept {
    switch (which) {
        case Sql::begin:
            return "BEGIN IMMEDIATE";
        case Sql::commit:
            return "COMMIT";
        case Sql::rollback:
            return "ROLLBACK";

        case Sql::erasures:
            return "SELECT value FROM meta WHERE id=1";
        case Sql::count_erasure:
            return "UPDATE meta SET value=value+1 WHERE id=1";

        // A customer without a slot is unreadable for good; the left join says so.
        case Sql::customer:
            return "SELECT c.head, c.profile, c.context, s.secret FROM customers c "
                   "LEFT JOIN keys.slots s ON s.id=c.id WHERE c.id=?1";
        case Sql::customer_head:
            return "SELECT head FROM customers WHERE id=?1";
        case Sql::customers_after:
            return "SELECT c.head, c.profile, c.context, s.secret, c.id FROM customers c "
                   "LEFT JOIN keys.slots s ON s.id=c.id WHERE c.id>?1 ORDER BY c.id LIMIT ?2";
        case Sql::customer_heads_after:
            return "SELECT id, head FROM customers WHERE id>?1 ORDER BY id LIMIT ?2";
        case Sql::insert_customer:
            return "INSERT INTO customers(id,head,profile,context) VALUES(?1,?2,?3,?4)";
        case Sql::update_customer:
            return "UPDATE customers SET head=?2, profile=coalesce(?3,profile), "
                   "context=coalesce(?4,context) WHERE id=?1";
        case Sql::delete_customer:
            return "DELETE FROM customers WHERE id=?1";

        case Sql::reference:
            return "SELECT customers FROM refs WHERE id=?1";
        case Sql::put_reference:
            return "INSERT OR REPLACE INTO refs(id,customers) VALUES(?1,?2)";
        case Sql::delete_reference:
            return "DELETE FROM refs WHERE id=?1";

        case Sql::links:
            return "SELECT links FROM identifiers WHERE id=?1";
        case Sql::put_links:
            return "INSERT OR REPLACE INTO identifiers(id,links) VALUES(?1,?2)";
        case Sql::delete_links:
            return "DELETE FROM identifiers WHERE id=?1";
        case Sql::links_after:
            return "SELECT id, links FROM identifiers WHERE id>?1 ORDER BY id LIMIT ?2";

        case Sql::call:
            return "SELECT head, details FROM calls WHERE id=?1";
        case Sql::call_head:
            return "SELECT head FROM calls WHERE id=?1";
        // Columns behind the ones that are asked for are not read.
        case Sql::calls_after:
            return "SELECT id, head, details FROM calls WHERE id>?1 ORDER BY id LIMIT ?2";
        case Sql::insert_call:
            return "INSERT INTO calls(head,details) VALUES(?1,?2)";
        case Sql::update_call:
            return "UPDATE calls SET head=?2, details=?3 WHERE id=?1";
        case Sql::delete_call:
            return "DELETE FROM calls WHERE id=?1";

        case Sql::recent:
            return "SELECT calls FROM recent WHERE id=?1";
        case Sql::put_recent:
            return "INSERT OR REPLACE INTO recent(id,calls) VALUES(?1,?2)";
        case Sql::delete_recent:
            return "DELETE FROM recent WHERE id=?1";

        case Sql::answer:
            return "SELECT answer FROM answers WHERE id=?1";
        case Sql::answers_after:
            return "SELECT id, at FROM answers WHERE id>?1 ORDER BY id LIMIT ?2";
        case Sql::put_answer:
            return "INSERT OR REPLACE INTO answers(id,at,answer) VALUES(?1,?2,?3)";
        case Sql::delete_answer:
            return "DELETE FROM answers WHERE id=?1";

        case Sql::piece:
            return "SELECT previous, body FROM history WHERE id=?1";
        case Sql::insert_piece:
            return "INSERT INTO history(previous,body) VALUES(?1,?2)";
        case Sql::cut_pieces:
            return "UPDATE history SET previous=0 WHERE id=?1";
        case Sql::delete_piece:
            return "DELETE FROM history WHERE id=?1";

        case Sql::record:
            return "SELECT body FROM records WHERE kind=?1 AND id=?2";
        case Sql::put_record:
            return "INSERT OR REPLACE INTO records(kind,id,body) VALUES(?1,?2,?3)";
        case Sql::delete_record:
            return "DELETE FROM records WHERE kind=?1 AND id=?2";

        case Sql::used:
            return "SELECT used FROM allowance WHERE account=?1 AND month=?2";
        case Sql::count_call:
            return "INSERT INTO allowance(account,month,used) VALUES(?1,?2,1) "
                   "ON CONFLICT DO UPDATE SET used=used+1";

        case Sql::erasing:
            return "SELECT customer FROM erasing ORDER BY customer LIMIT 1";
        case Sql::put_erasing:
            return "INSERT OR IGNORE INTO erasing(customer) VALUES(?1)";
        case Sql::delete_erasing:
            return "DELETE FROM erasing WHERE customer=?1";
        case Sql::how_many:
            break;
    }
    return {};
}

} // namespace

Result<Statement*> Statements::get(Sql which) noexcept {
    const auto index = static_cast<std::size_t>(which);
    if (!there_[index]) {
        HARK_TRY(prepared_[index], connection_->prepare(text_of(which)));
        there_[index] = true;
    }
    return &prepared_[index];
}

} // namespace hark::store::sqlcipher
