// Redaction: text in, text or spans out. What is personal or secret goes, nothing else changes.
// Pure: no I/O, no clock, no lock, no thread of its own.
//
//   const auto redactor = Redactor::make(Options{});
//   Scratch scratch;                                   // one for each thread
//   redactor->redact("card 4111 1111 1111 1111", scratch, out);   // "card [CARD]"
//
// Three kinds of finders look at every text: written forms that prove themselves (a checksum, a
// marker, a word before them), spoken and keyed digits, and the caller's own known values. Their
// spans are brought together before anything is replaced. No redactor finds everything; what is
// found, and how often wrongly, is measured per entity by `./dev bench redaction`.
//
// Bytes that are no UTF-8 pass through unharmed. Offsets are bytes, ends are exclusive. A span
// never cuts a code point. redact(redact(x)) = redact(x).
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "hark/entity.hpp"
#include "hark/result.hpp"
#include "hark/secret.hpp"

namespace hark::redaction {

/// Index of the rule that found a span; rule_name() is what stays the same between releases.
using RuleId = std::uint16_t;

std::size_t rule_count() noexcept;
/// "card_luhn"; empty for an index that no rule has. Static.
std::string_view rule_name(RuleId rule) noexcept;

struct Span {
    std::size_t begin{0}, end{0};
    Entity entity{};
    RuleId rule{0};
    std::uint8_t score{0}; ///< percent: how sure the rule is, context included

    bool operator==(const Span&) const = default;
};

enum class Profile : std::uint8_t {
    standard,     ///< "default": what proves itself; bare digits only with context
    pci,          ///< card data and secrets only, the last four digits of a card included
    strict,       ///< everything, and bare runs of digits without context too
    off_for_tests ///< nothing: the text passes. Known values and field policy are off as well
};

enum class Placeholder : std::uint8_t {
    type,      ///< [PHONE]
    keyed_tag, ///< [PHONE:a1b2c3d4]: one tag for one value under one key; never for PIN, CVV, track
    mask,      ///< an asterisk for each character: shows the length, keeps columns in place
    drop       ///< nothing
};

enum class Format : std::uint8_t {
    detect,   ///< for each line: JSON when it begins with { or [, else text with key=value in it
    text,     ///< no keys, no escapes
    json,     ///< one value, or one on each line; the parse tree stays but for redacted values
    key_value ///< key=value pairs, values perhaps in quotes
};

enum class FieldAction : std::uint8_t {
    scan,  ///< look into the value, the key being context
    allow, ///< leave the value alone without looking
    secure ///< replace the whole value, whatever it holds
};

/// What happens to a value because of its key. Keys compare without case, '_', '-' and blanks.
struct FieldRule {
    std::string key;
    FieldAction action{FieldAction::secure};
};

struct Options {
    static constexpr std::size_t field_rules_max = 1024;

    Profile profile{Profile::standard};
    /// Exactly these, whatever the profile and the countries say.
    std::optional<EntitySet> entities{};
    CountrySet countries{1U << static_cast<unsigned>(Country::us)};
    Placeholder placeholder{Placeholder::type};
    /// For keyed_tag: a key for each call, or for each tenant whose calls are to be compared.
    const Secret* tag_key{nullptr}; ///< copied by make()
    Format format{Format::detect};
    /// Numbers and addresses in words, too. Without it a text that nobody spoke takes less time;
    /// keys of a telephone and dialogues are read in either case.
    bool spoken{true};
    std::vector<FieldRule> fields{};
    FieldAction unlisted_fields{FieldAction::scan}; ///< `secure` makes `fields` an allow-list
    /// Addresses of private, loopback and documentation networks stay.
    bool keep_private_addresses{false};
    std::int32_t today{0}; ///< days since 1970-01-01 for dates of birth and expiry; 0: any year
};

/// How often each rule replaced something. Holds no text.
struct Counters {
    std::vector<std::uint64_t> by_rule; ///< rule_count() of them
    std::array<std::uint64_t, entity_count> by_entity{};

    void add(const Counters& other);
};

/// The memory that one call at a time needs, about 80 KiB, so that no call allocates: made once for
/// each thread. Wiped when it goes. A text with more than 1024 spans in 16 KiB makes it grow.
class Scratch {
public:
    Scratch();
    ~Scratch();
    Scratch(Scratch&&) noexcept;
    Scratch& operator=(Scratch&&) noexcept;

    const Counters& counters() const noexcept;
    void reset_counters() noexcept;

    struct State;
    State& state() noexcept { return *state_; }

private:
    std::unique_ptr<State> state_;
};

class KnownValues;

/// Immutable once made: any number of threads may share one, each with its own Scratch.
class Redactor {
public:
    /// Error `invalid` for a tag without a key and for more than field_rules_max fields. Takes some
    /// 300 µs; a program makes it once and again when its settings change.
    static Result<Redactor> make(const Options& options);

    Redactor(Redactor&&) noexcept;
    Redactor& operator=(Redactor&&) noexcept;
    ~Redactor();

    /// The spans of `text` in ascending order, none overlapping; replaces the content of `spans`.
    void find(std::string_view text, Scratch& scratch, std::vector<Span>& spans,
              const KnownValues* known = nullptr) const;

    /// The text with placeholders; replaces the content of `out`, which must not hold `text`.
    void redact(std::string_view text, Scratch& scratch, std::string& out,
                const KnownValues* known = nullptr) const;

    /// The same into a caller's buffer. Returns the bytes that the whole answer has. When that is
    /// more than out.size(), the buffer holds nothing of the text: it was filled with '*'.
    std::size_t redact_into(std::string_view text, Scratch& scratch, std::span<char> out,
                            const KnownValues* known = nullptr) const;

    /// Overwrites what is found with '*', byte by byte. Returns the number of spans.
    std::size_t mask_in_place(std::span<char> text, Scratch& scratch,
                              const KnownValues* known = nullptr) const;

    struct Engine;
    const Engine& engine() const noexcept { return *engine_; }

private:
    explicit Redactor(std::unique_ptr<const Engine> engine) noexcept;
    std::unique_ptr<const Engine> engine_;
};

/// Redacts a text that comes in pieces. Any split of it gives the same bytes as the whole. Holds
/// back the line that is not finished, at most `hold_back_bytes_max` of it; a longer line is cut
/// where no entity can lie. For one thread at a time. The redactor must outlive it.
class Stream {
public:
    static constexpr std::size_t hold_back_bytes_max = 16 * 1024;

    explicit Stream(const Redactor& redactor);
    ~Stream();
    Stream(Stream&&) noexcept;
    Stream& operator=(Stream&&) noexcept;

    /// Appends to `out` what is final.
    void push(std::string_view bytes, std::string& out);

    /// The record or turn is over: appends what was held back and forgets all context.
    void flush(std::string& out);

    const Counters& counters() const noexcept;

private:
    struct State;
    std::unique_ptr<State> state_;
};

/// The caller's own variables, names and identifiers, found in whatever spelling. Built anew for
/// each call, and whenever a value changes: up to `fast_max` values take less than 50 µs. Shared
/// between threads once built. Wiped when it goes.
class KnownValues {
public:
    static constexpr std::size_t fast_max = 64;
    static constexpr std::size_t values_max = 10'000;
    static constexpr std::size_t value_bytes_max = 256;

    KnownValues();
    ~KnownValues();
    KnownValues(KnownValues&&) noexcept;
    KnownValues& operator=(KnownValues&&) noexcept;

    /// False, and nothing is added, for what would wreck ordinary text: fewer than three letters,
    /// fewer than four digits, a common word. `entity` is what its placeholder says. Error
    /// `invalid` above the limits.
    Result<bool> add(std::string_view value, Entity entity = Entity::known_value);

    /// Must be called after the last add() and before use.
    void build();

    /// Forgets and wipes everything.
    void clear() noexcept;

    struct Table;
    const Table& table() const noexcept { return *table_; }

private:
    std::unique_ptr<Table> table_;
};

enum class Speaker : std::uint8_t { unknown, caller, agent };

struct Turn {
    Speaker speaker{Speaker::unknown};
    std::string_view text;
};

struct TurnSpan {
    std::size_t turn{0}; ///< index from 0
    Span span;
};

/// One call's conversation: numbers that are split over turns, read back, corrected; prompts that
/// arm the answer to come. Bounded: remembers the digits of the last `turns_kept` turns. For one
/// thread at a time. The redactor must outlive it.
class Dialogue {
public:
    static constexpr std::size_t turns_kept = 32;

    explicit Dialogue(const Redactor& redactor);
    ~Dialogue();
    Dialogue(Dialogue&&) noexcept;
    Dialogue& operator=(Dialogue&&) noexcept;

    /// A flow node asks for this: in the caller's next turn every run of three digits or more goes.
    void arm(Entity entity);

    /// Live: the turn as far as it can be known now, into `out`. What it completes of earlier turns
    /// goes to `late`, in the offsets of their original texts: without an armed window the first
    /// digits of a card were let go before the others came.
    void redact(const Turn& turn, Scratch& scratch, std::string& out, std::vector<TurnSpan>& late,
                const KnownValues* known = nullptr);

    /// Afterwards: all turns at once, every part of what was split included.
    void find(std::span<const Turn> turns, Scratch& scratch, std::vector<TurnSpan>& spans,
              const KnownValues* known = nullptr);

    /// The call is over: wipes what is remembered.
    void reset() noexcept;

private:
    struct State;
    std::unique_ptr<State> state_;
};

} // namespace hark::redaction
