// Expiry that deletes, calls that were never ended, answers past their time (see use_cases.hpp).
#include <utility>

#include "lib/base/try.hpp"
#include "lib/memory/number_attempts.hpp"
#include "lib/memory/use_cases.hpp"

namespace hark::memory {
namespace {

/// The time that housekeeping goes by: a clock that was set ahead must not end memories. It is
/// taken back to what passed since the memory was opened, and the hours that clocks may be apart.
Time trusted_now(const Engine& engine, bool& clock_ahead) {
    const Time now = engine.clock.now();
    if (!engine.clock_offset) return now;
    const Time latest = Time{*engine.clock_offset + engine.clock.passed()} +
                        std::chrono::hours{limits::clock_ahead_hours_max};
    clock_ahead = now > latest;
    return clock_ahead ? latest : now;
}

/// Drops what has reached its end from one customer; all of them when their links have.
Status expire_customer(const Engine& engine, const store::Customer& row, const Terms& terms,
                       Time now) {
    const Time oldest = now - link_retention(terms.settings);
    if (row.last_contact <= oldest) return forget_unseen(engine, row.ref, terms, oldest);
    HARK_TRY(auto person, Person::open(engine, row));
    store::Change change;
    change.tenant = row.tenant;
    person.drop_unseen(engine, change, oldest);
    person.save(change, terms.settings, now, false);
    HARK_TRY(const auto applied, engine.store.apply(std::move(change)));
    (void)applied; // refused: somebody else wrote the customer, and dropped the same
    return {};
}

/// Records of failed verifications that are looked at in one piece: all of them within 64 pieces.
constexpr std::uint32_t number_slots_at_once = 4;

/// Drops failed verifications of numbers that no longer count.
Status age_numbers(const Engine& engine, const Terms& terms, Time now, std::uint32_t& slot) {
    for (std::uint32_t i = 0; i < number_slots_at_once; ++i) {
        const std::uint32_t at = slot;
        slot = (slot + 1) % number_slots;
        HARK_TRY(const auto numbers, NumberSlot::open(engine, terms.tenant, at));
        if (!numbers.has_aged(now)) continue;
        store::Change change;
        change.tenant = terms.tenant;
        change.records = {numbers.change(engine, now)};
        HARK_TRY(const auto applied, engine.store.apply(std::move(change)));
        (void)applied; // refused: somebody else wrote it, and dropped the same
    }
    return {};
}

} // namespace

Result<MaintainReport> keep_house(const Engine& engine, const Terms& terms, std::uint32_t rows_max,
                                  HouseCursor& cursor) {
    MaintainReport report;
    const Time now = trusted_now(engine, report.clock_ahead);
    HARK_TRY(const auto purged,
             engine.store.purge(now - std::chrono::hours{limits::answer_kept_hours},
                                now - std::chrono::days{limits::call_id_kept_days}, rows_max));
    report.answers_dropped = purged[0];
    report.calls_dropped = purged[1];
    report.more = purged[0] >= rows_max || purged[1] >= rows_max;

    HARK_TRY(const auto due,
             engine.store.due(terms.tenant, now - std::chrono::hours{limits::stale_call_hours}, now,
                              cursor.due, rows_max));
    for (const auto& call : due.stale) {
        HARK_CHECK(close_stale(engine, call, terms));
        ++report.calls_closed;
    }
    for (const auto& row : due.expired) {
        HARK_CHECK(expire_customer(engine, row, terms, now));
        ++report.customers_expired;
    }
    cursor.due = due.next;
    // A record that does not open keeps nothing else from being done.
    const auto aged = age_numbers(engine, terms, now, cursor.number_slot);
    // Last: what holds it up holds up nothing else.
    HARK_TRY(const bool untidy, engine.store.tidy(rows_max));
    report.more = report.more || due.more || untidy;
    HARK_CHECK(aged);
    return report;
}

} // namespace hark::memory
