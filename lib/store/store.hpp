// The Store port: what a caller memory needs from storage, in the words of the trade (customers,
// links, calls), not of SQL. Two real implementations stand behind it, memory/ and sqlcipher/; both
// pass one conformance suite. A use case is one recall() and one apply().
//
// Nothing personal crosses this port in the clear: identifiers come as keyed digests, everything
// else sealed. All members may be called from any thread.
#pragma once

#include <array>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "hark/clock.hpp"
#include "hark/customer_ref.hpp"
#include "hark/memory.hpp"
#include "hark/result.hpp"
#include "hark/secret.hpp"
#include "hark/service.hpp"

namespace hark::store {

/// Keyed digest of an identifier or call_id (blind index): says nothing without its key.
using Digest = std::array<std::uint8_t, 16>;
/// Sealed bytes, opaque here. Empty: nothing.
using Sealed = std::string;
/// Moments by which waiting ends; none: limits::write_wait_ms_max from now.
using Deadline = std::optional<std::chrono::steady_clock::time_point>;

/// A customer's number inside the store; never reused, never shown outside.
struct CustomerId {
    std::uint64_t value{0};
    auto operator<=>(const CustomerId&) const = default;
};

/// The customer's share of their data key. Without it nothing of theirs opens; erasing destroys it.
struct KeySlot {
    CustomerId customer;
    Secret secret;
};

/// "This identifier belongs to this customer."
struct Link {
    CustomerId customer;
    std::uint32_t calls_milli{0}; ///< confirmed calls, in thousandths; 0: ended
    Time first_seen{};
    Time last_seen{}; ///< last confirmed or refreshing call

    /// Whether it leads to its customer: one that ended, or of a stranger on the number, has no
    /// calls and leads to nobody.
    bool leads() const noexcept { return calls_milli > 0; }
    bool operator==(const Link&) const = default;
};

struct Customer {
    CustomerId id;
    TenantId tenant;
    CustomerRef ref;
    std::uint32_t version{0}; ///< counts changes; an update names the one it read
    Time created{};
    Time last_contact{};
    Time expires{};           ///< when something of the context next reaches its end
    Sealed profile;           ///< identifiers
    Sealed context;           ///< intents, variables, latest calls
    std::uint64_t history{0}; ///< newest archived piece of history, 0: none
    /// Whose alias this customer is: the one they were merged into. None: they stand for
    /// themselves.
    std::optional<CustomerId> merged_into;
    std::vector<CustomerId> merged; ///< who was merged into them, and is their alias
    Secret slot;                    ///< the KeySlot's secret
};

struct Call {
    std::uint64_t id{0};
    TenantId tenant;
    Digest digest{}; ///< of tenant and call_id
    CustomerId customer;
    std::uint32_t version{0};
    Time started{};
    std::optional<Time> ended;
    Digest start_body{}; ///< what the start said; zero: there was no start
    Digest end_body{};   ///< what the end said; zero: not ended by one
    Sealed details;
};

// --- reading -------------------------------------------------------------------------------------

struct RecallQuery {
    TenantId tenant;
    std::span<const Digest> identifiers; ///< number and external ids, at most 64
    std::optional<CustomerRef> ref;
    std::optional<Digest> call; ///< look this call up, with its customer and answer
    Deadline deadline{};
    /// What is recalled is about to be changed: it may be read where it is written.
    bool writes_next{false};
};

struct Recall {
    /// Parallel to the query's identifiers. A generic identifier (more than 25 links) has
    /// `generic` set and brings no candidate. Each link's customer is among `customers`.
    struct Identifier {
        std::vector<Link> links;
        bool generic{false};

        bool leads_to(CustomerId customer) const noexcept {
            for (const auto& link : links) {
                if (link.customer == customer) return link.leads();
            }
            return false;
        }
    };
    std::vector<Identifier> identifiers;
    /// Each once: linked, referred to, or the call's; and with each all who are merged with them.
    std::vector<Customer> customers;
    std::optional<CustomerId> referred; ///< whom `ref` names
    std::optional<Call> call;
    Sealed start_answer;       ///< kept answer of the call's start; empty: no longer kept
    std::uint64_t erasures{0}; ///< how many customers had been erased at this snapshot

    const Customer* find(CustomerId id) const noexcept {
        for (const auto& customer : customers) {
            if (customer.id == id) return &customer;
        }
        return nullptr;
    }
    /// The customer that `ref` names; null: it named none.
    const Customer* named() const noexcept { return referred ? find(*referred) : nullptr; }
};

// --- writing -------------------------------------------------------------------------------------

struct NewCustomer {
    CustomerId id; ///< from reserve()
    CustomerRef ref;
    Time created{};
    Time last_contact{};
    Time expires{};
    Sealed profile;
    Sealed context;
};

/// Replaces what is set; refused as `changed` when the version is no longer the one read.
struct CustomerUpdate {
    CustomerId id;
    std::uint32_t version{0};
    Time last_contact{};
    Time expires{};
    std::optional<Sealed> profile;
    std::optional<Sealed> context;
    /// Appended as the newest archived piece of history.
    std::optional<Sealed> archive;
    /// Cuts the archived history off behind this many pieces.
    std::optional<std::uint32_t> archive_keep;
};

/// Changes whose alias a customer is, and nothing else of anyone. Both versions are those read.
struct Aliasing {
    CustomerId alias;
    std::uint32_t alias_version{0};
    CustomerId of;
    std::uint32_t of_version{0};
    bool ends{false}; ///< un-merges: the alias stands for itself again
};

/// What an aliasing changes of the two: whoever keeps them (a row, a head) has these members.
template <typename Kept>
void alias_customer(const Aliasing& aliasing, Kept& alias, Kept& of) {
    ++alias.version;
    ++of.version;
    std::erase(of.merged, aliasing.alias);
    alias.merged_into.reset();
    if (aliasing.ends) return;
    of.merged.push_back(aliasing.alias);
    alias.merged_into = aliasing.of;
}

/// Makes the link, or adds to it.
struct LinkUpdate {
    Digest identifier{};
    CustomerId customer;
    std::uint32_t calls_milli{0}; ///< added
    Time seen{};
    bool remove{false};
    bool ends{false}; ///< a link that is there keeps its times and has no calls any more
};

struct CallWrite {
    std::optional<std::uint64_t> id; ///< none: a new call, refused as `call_exists` if it is not
    std::uint32_t version{0};        ///< of the call as read
    Digest digest{};
    CustomerId customer;
    Time started{};
    std::optional<Time> ended;
    Digest start_body{};
    Digest end_body{};
    Sealed details;
    /// Empty: what is kept stays, unless the call goes to another customer, whom it is not sealed
    /// for.
    Sealed start_answer;
};

/// Replaces a record; refused as `changed` when its body is no longer the one read. Every sealing
/// is another text, so equal bodies are the same write.
struct RecordChange {
    RecordKind kind{RecordKind::setting};
    Digest id{};
    std::optional<Sealed> was; ///< as read; none: there was none
    Sealed body;               ///< empty: the record goes
};

/// One use case's whole write: all of it becomes durable, or none.
struct Change {
    TenantId tenant;
    std::optional<std::uint64_t> erasures; ///< refused as `changed` if somebody was erased since
    std::vector<Digest> unlinked;          ///< refused as `linked` if one of these has a link now
    std::optional<NewCustomer> customer;
    std::vector<CustomerUpdate> updates;
    std::optional<Aliasing> aliasing; ///< of customers who are not among the updates
    std::vector<LinkUpdate> links;
    std::optional<CallWrite> call;
    std::vector<RecordChange> records; ///< each record at most once
    std::optional<Allowance> count;    ///< counts one call
    bool count_may_exceed{false};      ///< the end of a counted start is never refused
};

/// What is left of a change when nobody can read again for it: its new call, and the customer who
/// was made for it. Nothing: there is no new call in it.
std::optional<Change> without_others(Change change);

/// What a change takes in memory while it waits, in bytes, roughly and at least.
std::size_t bytes_of(const Change& change) noexcept;

enum class Outcome : std::uint8_t {
    applied,
    call_exists,    ///< read again: the call is there
    linked,         ///< read again: an identifier is no longer a stranger's
    changed,        ///< read again: customer, call, record or erasures moved on
    allowance_used, ///< nothing written
    late,           ///< the deadline passed; the change stays queued and may land later
};

struct Applied {
    Outcome outcome{Outcome::applied};
    bool led{false}; ///< this caller committed for the group: it may do a piece of housekeeping
};

/// Destroys a customer: tombstone, rows, slot; repeating it finishes the work.
struct Erasure {
    TenantId tenant;
    CustomerId customer;
    CustomerRef ref;
    std::vector<Digest> identifiers; ///< from the customer's own profile
    std::uint64_t history{0};
    Time at{};
    Digest tombstone{}; ///< keyed digest of the ref, kept for restores
    /// Of the customer as read: refused as `changed` when it is no longer theirs.
    std::optional<std::uint32_t> version{};
    /// `identifiers` are all that the customer of `version` has. Otherwise links to nobody may be
    /// left: no recall shows them, and tidy() clears them away.
    bool complete{false};
};

struct ErasureCount {
    std::uint32_t identifiers{0};
    std::uint32_t calls{0};
    bool changed{false}; ///< nothing was erased: read again
};

/// What came of an erasure that was begun earlier and is finished now.
struct FinishedErasure {
    Time at{}; ///< when it was begun
    ErasureCount count;
};

/// How far one tenant's housekeeping has looked.
struct DueCursor {
    std::uint64_t customer{0};
    std::uint64_t call{0}; ///< calls up to here need not be looked at again
};

/// What is due of one tenant, for housekeeping.
struct Due {
    std::vector<Call> stale;       ///< started before `stale_before` and not ended
    std::vector<Customer> expired; ///< `expires` reached
    DueCursor next;                ///< the cursor, moved on; its customer is 0 at the end
    bool more{false};              ///< there is more to look at, of customers or of calls
};

/// A call with all that is sealed of it, and what opens it.
struct StoredCall {
    Call call;
    Sealed start_answer;        ///< empty: none is kept
    std::optional<Secret> slot; ///< its customer's; none: there is no such slot
};

/// Under what a record lies.
struct RecordName {
    RecordKind kind{};
    Digest id{};
    auto operator<=>(const RecordName&) const = default;
};

struct StoredRecord {
    RecordName name;
    Sealed body;
};

struct Totals {
    std::uint64_t customers{0};
    std::uint64_t calls{0};
};

class Store {
public:
    virtual ~Store() = default;

    /// One consistent snapshot; sees every write that was acknowledged before, in this process or
    /// another. Holds up no write, but for others that are to follow a recall of `writes_next`.
    /// `busy` when no reader was free before the deadline.
    virtual Result<Recall> recall(const RecallQuery& query) = 0;
    /// The archived pieces of a customer's history, newest first.
    virtual Result<std::vector<Sealed>> history(TenantId tenant, CustomerId customer) = 0;
    /// The customer's calls of the last days that have their own row.
    virtual Result<std::vector<Call>> calls(TenantId tenant, CustomerId customer) = 0;

    /// A fresh customer number with its key slot, durable already. `busy` when there was none
    /// before the deadline.
    virtual Result<KeySlot> reserve(Deadline deadline = {}) = 0;
    /// Durable when it returns `applied`. Everyone waiting at the same time shares one commit.
    /// With `late` the change is kept and committed by whoever commits next. If it is refused as
    /// `linked` or `changed` then, nobody is left to read again: a change with a call that is new
    /// is made without its links and updates, so that the call is there when it ends. `busy` and
    /// not kept when limits::late_bytes_max are waiting.
    virtual Result<Applied> apply(Change change, Deadline deadline = {}) = 0;
    virtual Result<ErasureCount> erase(const Erasure& erasure) = 0;
    /// Finishes every erasure that was begun and failed, or was interrupted, after its customer
    /// could no longer be found. Gives the one with this tombstone, if it was among them. Errors as
    /// of erase(): then some are still not finished.
    virtual Result<std::optional<FinishedErasure>> finish_erasures(const Digest& tombstone) = 0;
    /// Goes on for a bounded time with what erasures left behind: links to nobody, among `rows_max`
    /// rows, and one erasure that was not finished. True: there is more of it. `busy` when it could
    /// not be finished now either.
    virtual Result<bool> tidy(std::uint32_t rows_max) = 0;

    /// What others have left open or let expire takes no place among `rows_max`, but time to pass.
    virtual Result<Due> due(TenantId tenant, Time stale_before, Time expired_before,
                            const DueCursor& cursor, std::uint32_t rows_max) = 0;
    /// Deletes start answers older than one moment and calls older than another; at most
    /// `rows_max` of each. Returns {answers, calls} deleted. Young ones in between, of a clock that
    /// was set back, keep no old one for good; there may be more calls of this to it.
    virtual Result<std::array<std::uint64_t, 2>> purge(Time answers_before, Time calls_before,
                                                       std::uint32_t rows_max) = 0;

    /// Deletes one call and its answer, if it is still as it was read.
    virtual Status drop_call(const Call& call) = 0;

    virtual Status put_record(RecordKind kind, const Digest& id, const Sealed& body) = 0;
    virtual Result<std::optional<Sealed>> record(RecordKind kind, const Digest& id) = 0;
    virtual Status erase_record(RecordKind kind, const Digest& id) = 0;
    virtual Result<std::int64_t> used(std::uint64_t account, std::int32_t month) = 0;

    /// Visits every customer in pieces, for verify(): at most `rows_max` beyond the cursor.
    virtual Result<std::vector<Customer>> scan(std::uint64_t cursor, std::uint32_t rows_max) = 0;
    /// The same for calls, beyond a call's id, and for records, beyond a name.
    virtual Result<std::vector<StoredCall>> scan_calls(std::uint64_t cursor,
                                                       std::uint32_t rows_max) = 0;
    virtual Result<std::vector<StoredRecord>> scan_records(const RecordName& cursor,
                                                           std::uint32_t rows_max) = 0;
    /// Page authentication and structure; one line per fault.
    virtual Result<std::vector<std::string>> check() = 0;
    virtual Result<Totals> totals() = 0;

    /// Commits what is queued and closes.
    virtual Status close() = 0;
};

} // namespace hark::store
