#include "lib/store/sqlcipher/sql.hpp"

#include "lib/base/try.hpp"

namespace hark::store::sqlcipher {
namespace {

struct Text {
    Sql which;
    std::string_view sql;
};

// In the order of Sql.
constexpr Text texts[] = {
    {Sql::begin, "BEGIN IMMEDIATE"},
    {Sql::commit, "COMMIT"},
    {Sql::rollback, "ROLLBACK"},
    {Sql::erasures, "SELECT value FROM meta WHERE id=1"},
    {Sql::count_erasure, "UPDATE meta SET value=value+1 WHERE id=1"},
    // Without the rows: a memory of before there were any, which may hold links to nobody.
    {Sql::left_links,
     "INSERT INTO meta(id,value) VALUES(2,2) ON CONFLICT DO UPDATE SET value=value+1"},
    {Sql::links_left,
     "SELECT coalesce((SELECT value FROM meta WHERE id=2),1),"
     "coalesce((SELECT value FROM meta WHERE id=3),0)"},
    {Sql::links_cleared, "INSERT OR REPLACE INTO meta(id,value) VALUES(3,?1)"},
    // A customer without a slot is unreadable for good; the left join says so.
    {Sql::customer,
     "SELECT c.head, c.profile, c.context, s.secret FROM customers c "
     "LEFT JOIN keys.slots s ON s.id=c.id WHERE c.id=?1"},
    {Sql::customer_head, "SELECT head FROM customers WHERE id=?1"},
    {Sql::customers_after,
     "SELECT c.head, c.profile, c.context, s.secret, c.id FROM customers c "
     "LEFT JOIN keys.slots s ON s.id=c.id WHERE c.id>?1 ORDER BY c.id LIMIT ?2"},
    {Sql::customer_heads_after, "SELECT id, head FROM customers WHERE id>?1 ORDER BY id LIMIT ?2"},
    {Sql::insert_customer, "INSERT INTO customers(id,head,profile,context) VALUES(?1,?2,?3,?4)"},
    {Sql::update_customer,
     "UPDATE customers SET head=?2, profile=coalesce(?3,profile), "
     "context=coalesce(?4,context) WHERE id=?1"},
    {Sql::delete_customer, "DELETE FROM customers WHERE id=?1"},
    {Sql::reference, "SELECT customers FROM refs WHERE id=?1"},
    {Sql::put_reference, "INSERT OR REPLACE INTO refs(id,customers) VALUES(?1,?2)"},
    {Sql::delete_reference, "DELETE FROM refs WHERE id=?1"},
    {Sql::links, "SELECT links FROM identifiers WHERE id=?1"},
    {Sql::links_after, "SELECT id, links FROM identifiers WHERE id>?1 ORDER BY id LIMIT ?2"},
    {Sql::put_links, "INSERT OR REPLACE INTO identifiers(id,links) VALUES(?1,?2)"},
    {Sql::delete_links, "DELETE FROM identifiers WHERE id=?1"},
    {Sql::call, "SELECT head, details FROM calls WHERE id=?1"},
    {Sql::call_head, "SELECT head FROM calls WHERE id=?1"},
    {Sql::calls_after, "SELECT id, head, details FROM calls WHERE id>?1 ORDER BY id LIMIT ?2"},
    {Sql::stored_calls_after,
     "SELECT c.id, c.head, c.details, a.answer FROM calls c "
     "LEFT JOIN answers a ON a.id=c.id WHERE c.id>?1 ORDER BY c.id LIMIT ?2"},
    {Sql::insert_call, "INSERT INTO calls(head,details) VALUES(?1,?2)"},
    {Sql::update_call, "UPDATE calls SET head=?2, details=?3 WHERE id=?1"},
    {Sql::delete_call, "DELETE FROM calls WHERE id=?1"},
    {Sql::recent, "SELECT calls FROM recent WHERE id=?1"},
    {Sql::put_recent, "INSERT OR REPLACE INTO recent(id,calls) VALUES(?1,?2)"},
    {Sql::delete_recent, "DELETE FROM recent WHERE id=?1"},
    {Sql::answer, "SELECT answer FROM answers WHERE id=?1"},
    {Sql::answers_after, "SELECT id, at FROM answers WHERE id>?1 ORDER BY id LIMIT ?2"},
    {Sql::put_answer, "INSERT OR REPLACE INTO answers(id,at,answer) VALUES(?1,?2,?3)"},
    {Sql::delete_answer, "DELETE FROM answers WHERE id=?1"},
    {Sql::piece, "SELECT previous, body FROM history WHERE id=?1"},
    {Sql::insert_piece, "INSERT INTO history(previous,body) VALUES(?1,?2)"},
    {Sql::cut_pieces, "UPDATE history SET previous=0 WHERE id=?1"},
    {Sql::delete_piece, "DELETE FROM history WHERE id=?1"},
    {Sql::record, "SELECT body FROM records WHERE kind=?1 AND id=?2"},
    {Sql::records_after,
     "SELECT kind, id, body FROM records WHERE (kind,id)>(?1,?2) ORDER BY kind, id LIMIT ?3"},
    {Sql::put_record, "INSERT OR REPLACE INTO records(kind,id,body) VALUES(?1,?2,?3)"},
    {Sql::delete_record, "DELETE FROM records WHERE kind=?1 AND id=?2"},
    {Sql::used, "SELECT used FROM allowance WHERE account=?1 AND month=?2"},
    {Sql::count_call,
     "INSERT INTO allowance(account,month,used) VALUES(?1,?2,1) "
     "ON CONFLICT DO UPDATE SET used=used+1"},
    {Sql::erasing,
     "SELECT customer, note FROM erasing WHERE customer>?1 ORDER BY customer LIMIT 1"},
    {Sql::put_erasing, "INSERT OR IGNORE INTO erasing(customer,note) VALUES(?1,?2)"},
    {Sql::delete_erasing, "DELETE FROM erasing WHERE customer=?1"},
    {Sql::slot, "SELECT secret FROM keys.slots WHERE id=?1"},
};

consteval bool in_order() {
    std::size_t next = 0;
    for (const auto& text : texts) {
        if (static_cast<std::size_t>(text.which) != next++) return false;
    }
    return next == static_cast<std::size_t>(Sql::how_many);
}
static_assert(in_order());

} // namespace

Result<Statement*> Statements::get(Sql which) noexcept {
    const auto index = static_cast<std::size_t>(which);
    if (!there_[index]) {
        HARK_TRY(prepared_[index], connection_->prepare(texts[index].sql));
        there_[index] = true;
    }
    return &prepared_[index];
}

} // namespace hark::store::sqlcipher
