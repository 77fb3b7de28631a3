// What a rule is: data, and at most one pure function. The engine finds candidates and asks; a rule
// never searches. A pack is the rules of one subject or one country; registry.cpp lists the packs,
// and that is all it takes to add one.
//
// Six kinds, by what makes a candidate:
//   NumeralRule   digits, perhaps in groups with single joiners ("4111 1111 1111 1111")
//   TokenRule     one word of letters and digits ("1EG4TE5MK73", "GB29NWBK60161331926819")
//   LiteralRule   begins with a fixed text ("ghp_", "sip:")
//   FormRule      groups of letters and digits ("QQ 12 34 56 C", "B-MW 1234")
//   SeedRule      anything else: is called at each seed of one kind and finds its own ends
//   CaptureRule   a word, and the value that it announces ("cvv is 123", "password=hunter2")
//
// A check is a pure function of its candidate: no state, no allocation, no look at other text. The
// checksums themselves are in checks/, where both rules and the spoken finder use them.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

#include "hark/entity.hpp"
#include "lib/redaction/context.hpp"

namespace hark::redaction {

class Scan;

/// As in hark/redaction.hpp.
using RuleId = std::uint16_t;

struct Range {
    std::size_t begin{0}, end{0};
    bool empty() const noexcept { return begin == end; }
};

/// Looks at the text around a candidate whose check said yes: what must stand there, what may not,
/// what belongs to it as well ("+", "ext. 12"). Returns the entity, or an empty range. At most 64
/// bytes before and 512 behind, never across a line feed.
using Place = Range (*)(std::string_view text, Range candidate) noexcept;

/// When a rule speaks without being named by Options::entities. A country's own entities wait for
/// the country as well.
enum class Presence : std::uint8_t {
    always, ///< in the profiles default, pci (where card data or a secret) and strict
    strict, ///< in the profile strict
    named   ///< only when named
};

/// Where the caller named the entities, a line that is nothing but a candidate needs no word before
/// it either: somebody was asked for just that.
enum class Need : std::uint8_t {
    nothing,               ///< the check proves it
    context,               ///< its entity, or another of `contexts`, was announced before it
    context_unless_strict, ///< the same; in the profile strict without
    context_unless_named   ///< the same; without where Options::entities names the entity
};

struct RuleBase {
    std::string_view name; ///< "card_luhn": never changes, never used for another rule
    Entity entity{};
    std::uint8_t score{60};         ///< percent without context
    std::uint8_t context_score{90}; ///< percent with context
    Need need{Need::nothing};
    Presence presence{Presence::always};
    Entity other_context{entity};     ///< what else announces it
    std::optional<Country> country{}; ///< waits for this country, whatever the entity's own
};

/// "3-2-4" as 0x324: the digits of each group, the last in the lowest four bits; a group of more
/// than 15, or more than 16 groups: 0xF for each.
using Shape = std::uint64_t;

/// Digits between two ends that may be an entity's: nothing alphanumeric touches them.
struct Numeral {
    std::string_view digits; ///< '0' to '9' only
    Shape shape{0};
    char joiner{'\0'};     ///< between all groups; '\0' for one group, '*' for several kinds
    std::string_view text; ///< as written
    bool announced{false}; ///< the rule's context is there
    bool alone{false};     ///< nothing else stands on its line
    bool named{false};     ///< the caller named the entities that are looked for

    /// Somebody was asked for it, or gives it as an answer.
    bool expected() const noexcept { return announced || alone; }
};

struct NumeralRule {
    RuleBase base;
    std::uint8_t digits_min{0}, digits_max{0}; ///< 5 to 24
    std::uint16_t first_digits{0x3FF};         ///< bit d: may begin with d
    std::string_view joiners{};                ///< of " -./", '*' for several kinds; empty:
                                               ///< one group only
    std::array<Shape, 6> shapes{};             ///< of several groups; none given: any
    bool (*check)(const Numeral&) noexcept {nullptr};
    Place place{nullptr};           ///< of digits in a text only; spoken digits have no such place
    std::string_view followed_by{}; ///< one of these must stand right behind; empty: anything
    std::uint8_t bytes_min{0}; ///< as written, joiners included, when that is more than digits_min
    bool one_group{true};      ///< false: of several groups only
    bool after_plus{false};    ///< only right behind '+'
    bool after_state{false};   ///< only behind two capitals and a blank
};

struct Token {
    std::string_view text; ///< letters and digits, both present
    bool announced{false};
    bool alone{false}; ///< nothing else stands on its line
    bool named{false}; ///< the caller named the entities that are looked for
    bool glued{false}; ///< a part of something longer: '-', '_', '.' or '/' joins it to a neighbour
};

struct TokenRule {
    RuleBase base;
    std::uint8_t length_min{0}, length_max{0}; ///< 4 to 64
    bool digit_first{true}, letter_first{true};
    std::string_view begins{};   ///< with one of these; empty: with anything
    std::uint16_t heads{0xFFFF}; ///< bit p: its first four may be digits where p has a bit
    bool (*check)(const Token&) noexcept {nullptr};
    Place place{nullptr};
};

struct LiteralRule {
    RuleBase base;
    std::string_view literal; ///< begins with three letters or digits at least
    bool exact_case{true};
    /// The end of the entity that begins at `at`, 0 for none. `literal_end` is behind the literal.
    std::size_t (*end)(std::string_view text, std::size_t at,
                       std::size_t literal_end) noexcept {nullptr};
};

struct Form {
    std::string_view text; ///< as written, without joiners, upper case
    bool announced{false};
    bool upper{false};  ///< written without lower-case letters
    bool joined{false}; ///< a blank or '-' stands between groups, not only at their edges
    bool named{false};  ///< the caller named the entities that are looked for
};

struct FormRule {
    RuleBase base;
    /// 'A' a letter, '0' a digit, '*' either, 'L' a letter or one of the umlauts; a blank stands
    /// for a blank, a '-', or nothing, '_' for a blank or a '-', '.' and '/' for themselves or
    /// nothing. At most 24 characters without joiners; the longest first.
    std::array<std::string_view, 8> forms{};
    bool (*check)(const Form&) noexcept {nullptr};
};

enum class SeedKind : std::uint8_t {
    numeral,   ///< first digit of a run of digits with single joiners (the run itself is not cut)
    at,        ///< an '@'
    colons,    ///< "::", or the fourth ':' of a chain
    hex_pairs, ///< the last separator of six pairs, or of three fours
    house,     ///< a blank between a digit and an upper-case letter ("12 Oak Street")
    dot        ///< a '.'; looked for only where a rule asks
};

struct SeedRule {
    RuleBase base;
    SeedKind seed{};
    std::uint8_t run_bytes_min{7}; ///< of a numeral: its first run, joiners included
    /// Must look at no more than 512 bytes around the seed, and end within its segment.
    Range (*find)(const Scan& scan, std::size_t seed) noexcept {nullptr};
};

struct CaptureRule {
    static constexpr std::size_t reach_bytes = 60;
    RuleBase base;
    /// Each as in ContextWord, or letter by letter when the case matters.
    std::span<const std::string_view> phrases{};
    bool exact_case{false};
    bool whole_word{true};
    bool announces{false}; ///< the phrases are also context words of the rule's entity
    bool of_digits{false}; ///< there is a digit in the value, at most `reach_bytes` behind
    /// The value, on the same line. Must look at no more than 2 KiB behind the phrase and 128 bytes
    /// before it.
    Range (*find)(const Scan& scan, Range phrase) noexcept {nullptr};
    /// What was found may go on in the lines behind `end`.
    void (*goes_on)(Scan& scan, std::size_t end, RuleId rule){nullptr};
};

/// Digits, letters or an address as they are spoken or keyed (spoken/decide.hpp). The finder knows
/// each entity's forms; the rule says whether it is looked for and how long it is.
struct SpokenRule {
    RuleBase base;
    std::uint8_t digits_min{0}, digits_max{0}; ///< of a run that a weak word announces
};

/// Keys whose whole value goes.
struct FieldNameRule {
    RuleBase base;
    /// As in ContextWord; what stands before them in a key does not matter.
    std::span<const std::string_view> keys{};
    bool (*check)(std::string_view value) noexcept {nullptr};
};

struct RulePack {
    std::span<const NumeralRule> numerals{};
    std::span<const TokenRule> tokens{};
    std::span<const LiteralRule> literals{};
    std::span<const FormRule> forms{};
    std::span<const SeedRule> seeds{};
    std::span<const CaptureRule> captures{};
    std::span<const ContextWord> words{};
    std::span<const SpokenRule> spoken{};
    std::span<const FieldNameRule> fields{};
};

/// All packs, in an order that gives every rule its RuleId: pack by pack, in each the kinds as they
/// stand above, the spoken ones last.
std::span<const RulePack* const> packs() noexcept;

} // namespace hark::redaction
