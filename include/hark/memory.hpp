// A caller memory: open it, start a call, end a call.
#pragma once

#include <array>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "hark/call.hpp"
#include "hark/clock.hpp"
#include "hark/customer.hpp"
#include "hark/result.hpp"
#include "hark/secret.hpp"
#include "hark/service.hpp"

namespace hark {

/// Where the 32-byte root key comes from: a file that only its owner can read (0600 or 0400), an
/// open descriptor, or the output of a command. The key is 32 raw bytes, or 64 hexadecimal digits
/// and an optional line end. Never an argument and never the environment: others can read those.
class KeySource {
public:
    static KeySource file(std::filesystem::path path);
    static KeySource descriptor(int fd);         ///< read to its end once; not closed
    static KeySource command(std::string shell); ///< run by /bin/sh -c; its standard output is read
    static KeySource secret(Secret key);         ///< for hosts that have their own key service

    /// Reads the key; a second read of a descriptor fails. Errors: `key_missing`, `key_exposed`.
    Result<Secret> read();

private:
    enum class Kind : std::uint8_t { file, descriptor, command, secret };
    explicit KeySource(Kind kind) : kind_{kind} {}
    Kind kind_;
    std::string text_;
    int fd_{-1};
    Secret key_;
};

/// Writes a new random root key to `path` (0600, hexadecimal). An existing file is an error.
Status create_key_file(const std::filesystem::path& path);

struct MemoryOptions {
    std::filesystem::path folder; ///< of the memory's files; empty: nothing is written anywhere
    std::optional<KeySource> key; ///< required with a folder
    bool create{false};           ///< make the memory when the folder holds none
    Clock* clock{nullptr};        ///< must outlive the memory; null: system_clock()
    std::uint32_t readers{4};     ///< connections that read side by side, 1–64
    std::uint32_t cache_mib{32};  ///< page caches of all connections together, 4–65536
};

/// What an integrity check found.
struct VerifyReport {
    std::uint64_t customers{0};
    std::uint64_t calls{0};
    std::vector<std::string> faults; ///< one line each, without personal data; empty: sound
};

/// What a piece of housekeeping did.
struct MaintainReport {
    std::uint64_t calls_closed{0};      ///< never ended, older than limits::stale_call_hours
    std::uint64_t calls_dropped{0};     ///< older than limits::call_id_kept_days
    std::uint64_t answers_dropped{0};   ///< older than limits::answer_kept_hours
    std::uint64_t customers_expired{0}; ///< something of theirs reached the end of its retention
    bool clock_ahead{false}; ///< the clock ran ahead (Clock::passed) and was not followed
    bool more{false};        ///< the budget ended it, not the work
};

/// One caller memory. Every member but close() may be called from any thread at any time; a Memory
/// starts no thread of its own. Errors lose nothing: what was acknowledged before stays.
class Memory {
public:
    /// Opens, or with `create` makes, a memory. Errors: `wrong_key`, `key_missing`, `key_exposed`,
    /// `corrupt`, `newer_format`, `no_memory_here`, `not_encrypted`, `storage_failed`; and
    /// `not_allowed` for a new memory in a folder that is somebody else's or holds something else.
    static Result<Memory> open(MemoryOptions options);

    Memory(Memory&&) noexcept;
    Memory& operator=(Memory&&) noexcept;
    Memory(const Memory&) = delete;
    Memory& operator=(const Memory&) = delete;
    ~Memory(); ///< closes

    /// Who is this? Identifies, records the call and answers. Idempotent by call_id: the same body
    /// gets the first answer, another body `conflict`, the same after 24 hours `answer_gone`.
    Result<StartAnswer> start(const CallStart& call, const Terms& terms = {});
    /// The same answer without recording anything; call_id may be empty.
    Result<StartAnswer> peek(const CallStart& call, const Terms& terms = {});
    /// Saves now what was learned, in mid-call or until 24 hours after the end.
    Result<UpdateAnswer> update(const CallUpdate& update, const Terms& terms = {});
    /// Has the caller shown who they are? Exactly one of the customers that the call may be from
    /// must match. Success moves the call to that customer and links what it came with. Not
    /// idempotent: a repeated failure is a further one. Errors besides the call's own:
    /// `too_many_attempts` with Error::retry_after_seconds, the same whether the value was right;
    /// `not_allowed` after the end.
    Result<VerifyAnswer> verify_caller(const Verification& verification, const Terms& terms = {});
    /// Ends the call and saves what was learned. Durable when it returns. Idempotent like start.
    Result<EndAnswer> end(const CallEnd& end, const Terms& terms = {});

    Result<CallView> call(const CallId& call_id, const Terms& terms = {});
    /// Everything held about a customer, or about the one they were merged into: the export.
    /// `not_found` alike for unknown and erased.
    Result<CustomerView> customer(const CustomerRef& ref, const Terms& terms = {});
    /// Two customers are one: from now on `ref` is an alias of `into`, or of whoever that one was
    /// merged into. Answers name the survivor and hold what is remembered of either; each keeps
    /// their own rows, and calls go to the one their evidence points to. Again: the same answer.
    /// Errors: `conflict` when `ref` is merged into another one already, when `into` was merged
    /// into `ref`, or beyond limits::merged_customers_max.
    Result<Merged> merge(const CustomerRef& ref, const CustomerRef& into, const Terms& terms = {});
    /// They are not one after all: `ref` stands for themselves again, with all that was theirs
    /// before and what has come to them since. A survivor lets everyone go who was merged into
    /// them. What a start was told of both is not told again (`answer_gone`). Error `conflict`: the
    /// customer is merged with nobody.
    Result<Merged> unmerge(const CustomerRef& ref, const Terms& terms = {});
    /// Erases a customer for good, and all who are merged with them: tombstone, rows, key. When it
    /// fails on the way nobody finds that customer any more: asking again finishes it and is
    /// answered as done, and so, unanswered, does housekeeping. Merged ones go one after the other,
    /// the one who was named last: asking again erases, and counts, those who are left.
    Result<Erased> forget(const CustomerRef& ref, const Terms& terms = {});

    /// Expiry, stale calls and answers past their time; stops after `rows_max` rows. Hosts that
    /// want no housekeeping on calling threads call this from one of their own.
    Result<MaintainReport> maintain(std::uint64_t rows_max, const Terms& terms = {});
    /// Reads everything, checks page authentication, structure and that sealed data opens.
    Result<VerifyReport> verify();
    /// Writes what is waiting and closes the files. Afterwards every member gives `closed`. Must
    /// not run beside another member.
    Status close();

    // --- for servers (service.hpp) ---------------------------------------------------------------
    Status put_record(const Record& record);
    /// `not_found` when there is none.
    Result<Record> record(RecordKind kind, std::string_view id);
    Status erase_record(RecordKind kind, std::string_view id);
    /// Calls counted for an account in a month.
    Result<std::int64_t> used(std::uint64_t account, std::int32_t month);
    /// 256-bit keyed hash under a key of this memory, for API keys (the pepper never leaves).
    std::array<std::uint8_t, 32> key_hash(std::string_view api_key) const;

private:
    class Impl;
    explicit Memory(std::unique_ptr<Impl> impl) noexcept;
    std::unique_ptr<Impl> impl_;
};

} // namespace hark
