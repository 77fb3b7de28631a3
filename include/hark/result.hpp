// What a call into Hark gives back: a value or an error that cannot carry anybody's data.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <utility>
#include <variant>

namespace hark {

/// What went wrong, as a number that never changes its meaning and is never used again for another.
/// Families keep gaps: 1xx the input, 2xx what is (not) there, 3xx allowance, 4xx keys, 5xx
/// storage, 6xx sealed data, 9xx ourselves.
enum class Code : std::int32_t {
    invalid = 100,       ///< A value breaks a documented limit or form; `where` names the field.
    not_found = 200,     ///< There is no such call or customer for this tenant.
    conflict = 201,      ///< The same call_id came before with another body.
    answer_gone = 202,   ///< The same body came before, but its answer is no longer kept.
    several_match = 203, ///< More than one customer matches where exactly one must.
    not_allowed = 204,   ///< Not in this state, for example an update long after the end.
    /// Too many failed verifications: not even compared; Error::retry_after_seconds says how long.
    too_many_attempts = 205,
    allowance_used = 300, ///< The account's calls for the month are used up.
    wrong_key = 400,      ///< The root key does not open this memory.
    key_missing = 401,    ///< The key source could not be read, or gave no 32 bytes.
    key_exposed = 402,    ///< The key file, or the memory's folder, is open to others.
    storage_failed = 500, ///< Reading or writing failed; `sys` holds the SQLite or errno number.
    corrupt = 501,        ///< A file is damaged; nothing was changed.
    disk_full = 502,      ///< No space left; what was committed before stays.
    newer_format = 503,   ///< The memory was written by a newer Hark; nothing was changed.
    busy = 504,           ///< Another process held the write lock for too long.
    read_only = 505,      ///< The files cannot be written.
    not_encrypted = 506,  ///< The database engine in this process does not encrypt: refused.
    closed = 507,         ///< The memory was closed.
    no_memory_here = 508, ///< The folder holds no memory, and making one was not asked for.
    unsealable = 600,     ///< Sealed data does not open: damaged, moved, or its key was destroyed.
    internal = 900,       ///< A mistake of ours.
};

/// Text that was known when the program was compiled. An error message can be nothing else, so no
/// caller's data can get into one: a std::string or a char buffer does not compile.
class Literal {
public:
    consteval Literal() = default;
    template <std::size_t N>
    consteval Literal(const char (&text)[N]) : text_{text, N - 1} {} // NOLINT: implicit on purpose

    constexpr std::string_view view() const noexcept { return text_; }

private:
    std::string_view text_{};
};

/// Why something failed. Costs no allocation and is safe to log.
struct [[nodiscard]] Error {
    Code code{Code::internal};
    Literal what{};  ///< One line, without the caller's data.
    Literal where{}; ///< The field at fault as in the REST contract ("identity_hints.ani"), or "".
    std::int32_t sys{0}; ///< SQLite or errno number, 0 when there is none; never text.
    std::int32_t retry_after_seconds{0}; ///< Until then it would fail again; 0: not known.
};

/// A `T`, or the reason why there is none. `value()` and `error()` may be called only on the side
/// that is there; ask with `ok()` or the bool conversion first.
template <typename T>
class [[nodiscard]] Result {
public:
    Result(T value) : state_{std::in_place_index<0>, std::move(value)} {} // NOLINT
    Result(Error error) : state_{std::in_place_index<1>, error} {}        // NOLINT

    bool ok() const noexcept { return state_.index() == 0; }
    explicit operator bool() const noexcept { return ok(); }

    T& value() & { return std::get<0>(state_); }
    const T& value() const& { return std::get<0>(state_); }
    T&& value() && { return std::get<0>(std::move(state_)); }
    T& operator*() & { return value(); }
    const T& operator*() const& { return value(); }
    T&& operator*() && { return std::move(*this).value(); }
    T* operator->() { return &value(); }
    const T* operator->() const { return &value(); }

    const Error& error() const { return std::get<1>(state_); }

private:
    std::variant<T, Error> state_;
};

/// Success, or the reason why not.
template <>
class [[nodiscard]] Result<void> {
public:
    Result() = default;
    Result(Error error) : error_{error}, ok_{false} {} // NOLINT

    bool ok() const noexcept { return ok_; }
    explicit operator bool() const noexcept { return ok_; }
    const Error& error() const { return error_; }

private:
    Error error_{};
    bool ok_{true};
};

using Status = Result<void>;

/// The stable name of a code, as it stands in REST answers and logs ("wrong_key").
std::string_view name(Code code) noexcept;

} // namespace hark
