// What is remembered of a customer for the next call: intents, variables and the latest calls, in
// the one sealed row that a start reads. Pure data and the rules by which it changes; knows nothing
// of storage, keys or disclosure.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "hark/call.hpp"
#include "hark/result.hpp"
#include "lib/memory/attempts.hpp"

namespace hark::memory {

/// Names the call that last touched something: the first bytes of its digest. Chance collisions
/// within one customer's context do no more than miss one attempt in a count.
using CallTag = std::uint32_t;

struct KeptIntent {
    Intent intent;
    CallTag touched_by{0};
    std::uint32_t dnis{0}; ///< dnis_mark of the number on which it was last spoken of
};

struct KeptVariable {
    VariableName name;
    JsonValue value;
    SourceName source;
    Tier tier{Tier::recognised};
    bool verifier{false};
    Time expires{};
    CallTag touched_by{0};
};

/// A piece of history that moved out of the context: how many calls, and when the last one ended.
struct ArchivedPiece {
    std::uint32_t calls{0};
    Time newest{};
};

/// How a context grows and shrinks: a call joins `latest`; beyond history_latest_max the oldest
/// history_piece of them are archived together, so that the row stays small and old calls share
/// one seal. Calls of the last limits::call_id_kept_days stay, as they may still be changed, up to
/// limits::history_calls_max.
inline constexpr std::size_t history_latest_max = 9;
inline constexpr std::size_t history_piece = 5;

struct Context {
    std::vector<KeptIntent> intents;
    std::vector<KeptVariable> variables;
    std::vector<PastCall> latest;        ///< latest first
    std::vector<ArchivedPiece> archived; ///< newest first
    std::vector<KeptAttempt> attempts;   ///< verifications, oldest first

    std::string encode() const;
    static Result<Context> decode(std::string_view bytes);
};

/// What applying changed, for the answer.
struct Changes {
    std::uint32_t intents{0};
    std::uint32_t variables{0};
};

/// Saves what a call learned. An intent counts one attempt for each call that names it; a closed
/// one that returns is opened again. Errors: `invalid` when the customer would hold more variables
/// than limits::variables_per_customer_max. `retention` is the life of what names none of its own.
Result<Changes> learn(Context& context, const Learned& learned, CallTag call, Time now,
                      std::chrono::days retention);

/// Notes on which number an intent was last spoken of; 0 and intents that are not there: nothing.
void note_dnis(Context& context, const IntentName& intent, std::uint32_t dnis) noexcept;

/// Takes back what the call left here: variables it set last, intents it opened, its attempts.
/// For a call that turns out to be another customer's.
void unlearn(Context& context, CallTag call);

/// Adds a finished call, or replaces the entry of the same call_id. Calls that no longer fit move
/// to the returned piece, oldest last; empty: none had to.
std::vector<PastCall> add_call(Context& context, PastCall call);
/// Takes a call out again.
void remove_call(Context& context, const CallId& call_id);

/// Drops what has reached its end. Returns how many archived pieces stay (newest first) when some
/// must go, nothing when all may stay.
std::optional<std::uint32_t> expire(Context& context, Time now, std::chrono::days retention);
/// True when expire() would drop something.
bool has_expired(const Context& context, Time now, std::chrono::days retention);
/// The earliest moment at which something here reaches its end; Time::max() when there is nothing.
Time next_expiry(const Context& context, std::chrono::days retention);

/// A piece of history as it is sealed.
std::string encode_calls(const std::vector<PastCall>& calls);
Result<std::vector<PastCall>> decode_calls(std::string_view bytes);

} // namespace hark::memory
