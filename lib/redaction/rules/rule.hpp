// What a rule is: data, and at most one pure function. The engine finds candidates and asks; a rule
// never searches. A pack is the rules of one subject or one country; registry.cpp lists the packs,
// and that is all it takes to add one.
//
// Four kinds, by what makes a candidate:
//   NumeralRule   digits, perhaps in groups with single joiners ("4111 1111 1111 1111")
//   TokenRule     one word of letters and digits ("1EG4TE5MK73", "GB29NWBK60161331926819")
//   LiteralRule   begins with a fixed text ("ghp_", "sip:")
//   SeedRule      anything else: is called at each seed of one kind and finds its own ends
//
// A check is a pure function of its candidate: no state, no allocation, no look at other text. The
// checksums themselves are in checks/, where both rules and the spoken finder use them.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>

#include "hark/entity.hpp"
#include "lib/redaction/context.hpp"

namespace hark::redaction {

class Scan;

/// When a rule speaks without being named by Options::entities. A country's own entities wait for
/// the country as well.
enum class Presence : std::uint8_t {
    always, ///< in the profiles default, pci (where card data or a secret) and strict
    strict, ///< in the profile strict
    named   ///< only when named
};

enum class Need : std::uint8_t {
    nothing,              ///< the check proves it
    context,              ///< its entity, or another of `contexts`, was announced before it
    context_unless_strict ///< the same; in the profile strict without
};

struct RuleBase {
    std::string_view name; ///< "card_luhn": never changes, never used for another rule
    Entity entity{};
    std::uint8_t score{60};         ///< percent without context
    std::uint8_t context_score{90}; ///< percent with context
    Need need{Need::nothing};
    Presence presence{Presence::always};
    Entity other_context{entity}; ///< what else announces it
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
};

struct NumeralRule {
    RuleBase base;
    std::uint8_t digits_min{0}, digits_max{0}; ///< 5 to 24
    std::uint16_t first_digits{0x3FF};         ///< bit d: may begin with d
    std::string_view joiners{};                ///< of " -./"; empty: one group only
    std::array<Shape, 4> shapes{};             ///< of several groups; none given: any
    bool (*check)(const Numeral&) noexcept {nullptr};
};

struct Token {
    std::string_view text; ///< letters and digits, both present
    bool announced{false};
};

struct TokenRule {
    RuleBase base;
    std::uint8_t length_min{0}, length_max{0}; ///< 4 to 64
    bool digit_first{true}, letter_first{true};
    bool (*check)(const Token&) noexcept {nullptr};
};

struct LiteralRule {
    RuleBase base;
    std::string_view literal; ///< begins with three letters or digits at least
    bool exact_case{true};
    /// The end of the entity that begins at `at`, 0 for none. `literal_end` is behind the literal.
    std::size_t (*end)(std::string_view text, std::size_t at,
                       std::size_t literal_end) noexcept {nullptr};
};

enum class SeedKind : std::uint8_t {
    numeral,  ///< first digit of a run of digits with single joiners (the run itself is not cut)
    at,       ///< an '@'
    colons,   ///< "::", or a ':' of four between alphanumerics
    hex_pairs ///< the third separator of six pairs, or the second of three fours
};

struct Range {
    std::size_t begin{0}, end{0};
    bool empty() const noexcept { return begin == end; }
};

struct SeedRule {
    RuleBase base;
    SeedKind seed{};
    /// Must look at no more than 512 bytes around the seed, and end within its segment.
    Range (*find)(const Scan& scan, std::size_t seed) noexcept {nullptr};
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
    std::span<const SeedRule> seeds{};
    std::span<const ContextWord> words{};
    std::span<const FieldNameRule> fields{};
};

/// All packs, in an order that gives every rule its RuleId: pack by pack, in each the kinds as they
/// stand above.
std::span<const RulePack* const> packs() noexcept;

} // namespace hark::redaction
