// The check of everything: pages and structure by the store, and that every sealed value opens in
// its own place (see use_cases.hpp). A piece at a time, so that a large memory takes no more than a
// small one.
#include <set>
#include <string>
#include <utility>

#include "lib/base/try.hpp"
#include "lib/memory/answer_codec.hpp"
#include "lib/memory/call_record.hpp"
#include "lib/memory/kept_answer.hpp"
#include "lib/memory/person.hpp"
#include "lib/memory/records.hpp"
#include "lib/memory/use_cases.hpp"

namespace hark::memory {
namespace {

// What one piece may hold at most: customers of some ten KiB, calls with half a MiB of variables,
// records of 64 KiB.
constexpr std::uint32_t customers_at_once = 256;
constexpr std::uint32_t calls_at_once = 32;
constexpr std::uint32_t records_at_once = 64;

/// Beyond this many lines a report helps nobody, and a damaged memory must not fill this one.
constexpr std::size_t faults_max = 1000;

class Check {
public:
    explicit Check(const Engine& engine) noexcept : engine_{engine} {}

    Result<VerifyReport> run();

private:
    Status customers();
    Status calls();
    Status records();
    void check(const store::Customer& row);
    void check(const store::StoredCall& stored);
    void check(const store::StoredRecord& stored);
    void add(std::string_view what, const std::string& which);

    const Engine& engine_;
    VerifyReport report_;
    std::set<TenantId> tenants_; ///< who has customers
};

void Check::add(std::string_view what, const std::string& which) {
    if (report_.faults.size() < faults_max) report_.faults.push_back(std::string{what} + which);
}

void Check::check(const store::Customer& row) {
    const auto ref = std::string{row.ref.text()};
    const auto person = Person::open(engine_, row);
    if (!person.ok()) return add("sealed data does not open: customer ", ref);
    const auto pieces = engine_.store.history(row.tenant, row.id);
    if (!pieces.ok()) return add("history cannot be read: customer ", ref);
    for (const auto& piece : *pieces) {
        const auto bytes = person->unseal(crypto::Field::history, piece);
        if (!bytes.ok() || !decode_calls(*bytes).ok()) {
            return add("sealed history does not open: customer ", ref);
        }
    }
    if (pieces->size() != person->context.archived.size()) {
        add("history is not what it says: customer ", ref);
    }
}

void Check::check(const store::StoredCall& stored) {
    if (!stored.slot) return; // erased just now; for any other reason the store has told
    const auto& call = stored.call;
    const auto row = std::to_string(call.id);
    const auto key = engine_.keys.data_key(call.tenant, call.customer.value, *stored.slot);
    const auto open = [&](crypto::Field field, std::string_view sealed) {
        return key.open({call.tenant, call.customer.value, field}, sealed);
    };
    const auto details = open(crypto::Field::call, call.details);
    const auto record = details.ok() ? CallRecord::decode(*details) : details.error();
    if (!record.ok()) return add("sealed data does not open: call ", row);
    if (call_digest(engine_.keys, call.tenant, record->call_id) != call.digest) {
        add("sealed data is another call's: call ", row);
    }
    if (stored.start_answer.empty()) return;
    const auto bytes = open(crypto::Field::answer, stored.start_answer);
    // What lies within is sealed for others, who may be erased or have parted since.
    if (bytes.ok() && is_of_several(*bytes)) return;
    const auto answer = bytes.ok() ? decode_answer(*bytes) : bytes.error();
    if (!answer.ok()) return add("sealed answer does not open: call ", row);
    if (call_digest(engine_.keys, call.tenant, answer->call_id) != call.digest) {
        add("sealed answer is another call's: call ", row);
    }
}

void Check::check(const store::StoredRecord& stored) {
    const auto key = engine_.keys.record_key();
    if (key.open(record_place(stored.name), stored.body).ok()) return;
    // One of before records were sealed for their id, which says nothing of whose it is.
    for (const TenantId tenant : tenants_) {
        if (stored.name.kind != RecordKind::attempts) break;
        if (key.open(record_place(stored.name, tenant), stored.body).ok()) return;
    }
    add("sealed data does not open: record of kind ",
        std::to_string(static_cast<int>(stored.name.kind)));
}

Status Check::customers() {
    for (std::uint64_t cursor = 0;;) {
        HARK_TRY(const auto rows, engine_.store.scan(cursor, customers_at_once));
        if (rows.empty()) return {};
        for (const auto& row : rows) {
            tenants_.insert(row.tenant);
            check(row);
        }
        cursor = rows.back().id.value;
    }
}

Status Check::calls() {
    for (std::uint64_t cursor = 0;;) {
        HARK_TRY(const auto rows, engine_.store.scan_calls(cursor, calls_at_once));
        if (rows.empty()) return {};
        for (const auto& row : rows)
            check(row);
        cursor = rows.back().call.id;
    }
}

Status Check::records() {
    for (store::RecordName cursor;;) {
        HARK_TRY(const auto rows, engine_.store.scan_records(cursor, records_at_once));
        if (rows.empty()) return {};
        for (const auto& row : rows)
            check(row);
        cursor = rows.back().name;
    }
}

Result<VerifyReport> Check::run() {
    HARK_TRY(report_.faults, engine_.store.check());
    HARK_TRY(const auto totals, engine_.store.totals());
    report_.customers = totals.customers;
    report_.calls = totals.calls;
    for (const auto pass : {&Check::customers, &Check::calls, &Check::records}) {
        const auto status = (this->*pass)();
        if (status.ok()) continue;
        // A row that cannot be read is among the faults already.
        const bool told = status.error().code == Code::corrupt && !report_.faults.empty();
        if (!told) return status.error();
    }
    return std::move(report_);
}

} // namespace

Result<VerifyReport> verify_all(const Engine& engine) { return Check{engine}.run(); }

} // namespace hark::memory
