// The two calls of the product as data: what a host hands over, and what it gets back.
// Plain values, owned by whoever holds them; the REST form of each is lib/json's business.
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "hark/clock.hpp"
#include "hark/customer_ref.hpp"
#include "hark/json_value.hpp"
#include "hark/limits.hpp"
#include "hark/number.hpp"
#include "hark/text.hpp"

namespace hark {

enum class Channel : std::uint8_t { voice, chat, email, sms, other };
enum class IntentStatus : std::uint8_t { open, pending, resolved, abandoned };
/// What it takes to be told a variable: medium and up, high, or a verification in this call.
enum class Tier : std::uint8_t { open, recognised, verified };
enum class Level : std::uint8_t { low, medium, high };
enum class Recommendation : std::uint8_t { ignore, confirm, reuse };
/// STIR/SHAKEN attestation of the calling number (ATIS-1000074). `none`: unsigned or not known.
enum class Attestation : std::uint8_t { none, a, b, c, failed };
/// How somebody whom Hark's host trusts has checked who is calling.
enum class VerifyMethod : std::uint8_t { pin, otp, agent, voice };
/// What the end of a call says about who it was.
enum class Confirmed : std::uint8_t { unchecked, yes, new_customer };

struct ExternalId {
    IdType type;
    IdValue value;
    bool operator==(const ExternalId&) const = default;
};

/// Who this may be. At least one of ani, external_ids and customer_ref is given.
struct IdentityHints {
    std::optional<std::string> ani; ///< as it came; withheld or malformed is no evidence, no error
    std::optional<std::string> dnis;
    std::vector<ExternalId> external_ids; ///< at most limits::external_ids_per_call_max
    /// nil: one was given that cannot be a reference; it counts as given and matches nobody
    std::optional<CustomerRef> customer_ref;
    bool operator==(const IdentityHints&) const = default;
};

/// Signals from the network, each optional.
struct Telco {
    LineType line_type{LineType::unknown};
    Attestation attestation{Attestation::none};
    std::optional<Time> reassigned_since;  ///< the number changed hands no earlier than this
    std::optional<std::uint8_t> ii_digits; ///< ANI II (NANPA), 0–99
    bool operator==(const Telco&) const = default;
};

struct CallStart {
    CallId call_id;
    Channel channel{Channel::voice};
    IdentityHints hints;
    Telco telco;
    std::optional<Millis> deadline; ///< 1 ms to 10 s; past it the answer is `degraded`
    bool explain{false};            ///< fill evidence and candidates
};

/// One contribution to the decision, in bits (base-2 log odds); positive speaks for the customer.
struct Evidence {
    std::string signal;
    double bits{0};
};

struct CandidateView {
    CustomerRef customer_ref;
    double probability{0};
};

/// The decision. Probability and confidence belong to the customer_ref of the same answer.
struct Identity {
    double confidence{0};  ///< 0–1, after the safety caps
    double probability{0}; ///< 0–1, calibrated, before the caps
    Level level{Level::low};
    Recommendation recommendation{Recommendation::ignore};
    std::vector<std::string> sources; ///< documented tokens, "-" in front of what spoke against
    bool ambiguous{false};            ///< a second customer fits nearly as well
    double known_probability{0}; ///< chance that this is any customer linked to what was supplied
    std::vector<std::string> caps;
    std::string policy;
    std::string match_key;                 ///< only with explain; "+ANI +HISTORY ~SHARED(2)"
    std::vector<Evidence> evidence;        ///< only with explain
    std::vector<CandidateView> candidates; ///< only with explain; best first, at most five
};

struct Intent {
    IntentName intent;
    IntentStatus status{IntentStatus::open};
    std::uint32_t attempt_count{1}; ///< calls about it, reopening included
    Time opened_at{};
    Time updated_at{};
    std::optional<Time> due_at;
    bool operator==(const Intent&) const = default;
};

struct Variable {
    VariableName name;
    JsonValue value;
    SourceName source;           ///< who set it; empty: not said
    std::chrono::seconds ttl{0}; ///< time left to live when read, time to live when written
    Tier tier{Tier::recognised};
};

struct PastCall {
    CallId call_id;
    Channel channel{Channel::voice};
    Time call_start{};
    Time call_end{};
    IntentName intent; ///< empty: none was given
    std::optional<IntentStatus> intent_status;
    Summary summary; ///< empty: none was given
    bool operator==(const PastCall&) const = default;
};

/// What is known but not shown at this level.
struct Withheld {
    std::vector<VariableName> variables;
    std::uint32_t history{0};
    std::uint32_t open_intents{0};
};

/// Who is calling, how sure that is, and what may be told.
struct StartAnswer {
    CallId call_id;
    std::optional<CustomerRef> customer_ref; ///< none: degraded, or a stranger's peek
    Time call_start{};
    bool returning{false};
    bool degraded{false}; ///< could not look in time: nothing is known about what is known
    bool replayed{false}; ///< the stored answer of an earlier start; not part of the REST body
    Identity identity;
    std::vector<Intent> open_intents;
    std::vector<Variable> variables;
    std::vector<PastCall> history; ///< latest first
    Withheld withheld;
};

/// A variable to be saved; `value` null deletes it.
struct VariableChange {
    VariableName name;
    JsonValue value;
    SourceName source;
    std::optional<std::chrono::seconds> ttl; ///< none: the tenant's retention
    std::optional<Tier> tier;                ///< none: as before, else recognised
    bool verifier{false};                    ///< may be compared with what a caller says
    bool operator==(const VariableChange&) const = default;
};

/// What was learned in a call. Shared by update and end.
struct Learned {
    IntentName intent;
    std::optional<IntentStatus> intent_status; ///< none with an intent: open
    std::optional<Time> due_at;
    Summary summary;
    std::vector<VariableChange> variables;
    std::vector<ExternalId> external_ids;
    bool operator==(const Learned&) const = default;
};

struct CallUpdate {
    CallId call_id;
    Learned learned;
};

struct UpdateAnswer {
    CallId call_id;
    CustomerRef customer_ref;
    std::uint32_t intents_updated{0};
    std::uint32_t variables_updated{0};
};

/// The caller has shown who they are, in one of two forms. Either `variable` and `value`: what they
/// said, compared by Hark with what earlier calls saved as a verifier under that name. Or `method`
/// and `customer_ref`: somebody trusted has checked it, and nothing is compared.
struct Verification {
    CallId call_id;
    VariableName variable;
    JsonValue value; ///< not null; a number equals its decimal string, space around it is ignored
    std::optional<VerifyMethod> method;
    std::optional<CustomerRef> customer_ref;
};

/// `answer` is issued again, like a start's: after a success with what tier `verified` unlocks,
/// after a failure with a confidence capped below high and, from the third failure of the call on,
/// low. A failure tells nothing that the start had not told.
///
/// The latest failure of a call, sent again within a minute, is a client's retry: neither compared
/// nor counted again, and answered as a failure, with no more than the first time. So a lost answer
/// locks nobody out, and no guess is won: what is not compared tells nothing, and any other value
/// is an attempt of its own. For that a keyed digest of what was said is kept, sealed with the
/// call. A success sent again is compared again.
struct VerifyAnswer {
    bool verified{false};
    StartAnswer answer;
    /// After a failure: until then further tries are refused without being compared.
    std::optional<std::chrono::seconds> retry_after;
};

struct CallEnd {
    CallId call_id;
    std::optional<CustomerRef> customer_ref; ///< another than the start's needs `confirmed`
    std::optional<IdentityHints> hints;      ///< for an end without a start: matches or creates
    std::optional<Channel> channel;
    Learned learned;
    Confirmed confirmed{Confirmed::unchecked};
};

struct EndAnswer {
    CallId call_id;
    CustomerRef customer_ref;
    Time call_start{};
    Time call_end{};
    std::uint32_t intents_updated{0};
    std::uint32_t variables_updated{0};
    bool replayed{false}; ///< not part of the REST body
};

/// A call of the last seven days, as GET /v1/calls/{call_id} shows it.
struct CallView {
    CallId call_id;
    CustomerRef customer_ref;
    Channel channel{Channel::voice};
    Time call_start{};
    std::optional<Time> call_end; ///< none: still open
    double confidence{0};
    Level level{Level::low};
    IntentName intent;
    std::optional<IntentStatus> intent_status;
    Summary summary;
};

} // namespace hark
