// The compiled form of Options: which rules are active, indexed by what a candidate shows first.
// The only thing that all threads share; made once, never changed.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

#include "hark/redaction.hpp"
#include "lib/redaction/fields.hpp"
#include "lib/redaction/gate.hpp"
#include "lib/redaction/rule_set.hpp"
#include "lib/redaction/rules/rule.hpp"
#include "lib/redaction/scan/masks.hpp"
#include "lib/redaction/scan/seeds.hpp"

namespace hark::redaction {

template <typename Rule>
struct Active {
    const Rule* rule{nullptr};
    RuleId id{0};
};

/// What a literal of the gate is, and with it what its index means.
enum class Sign : std::uint8_t {
    announces,   ///< the entity of that number
    begins,      ///< Engine::literals
    captures,    ///< Engine::captures
    field_name,  ///< Engine::field_names
    number_word, ///< two close together are worth a look
    opener,      ///< worth a look by itself: "dot com", "spelled"
    keys,        ///< keys of a telephone follow
    placeholder  ///< the label of one
};

constexpr std::uint16_t meaning(Sign sign, std::size_t index = 0) noexcept {
    return static_cast<std::uint16_t>(static_cast<unsigned>(sign) << 12 | index);
}
constexpr Sign sign_of(const Literal& literal) noexcept {
    return static_cast<Sign>(literal.meaning >> 12);
}
constexpr std::size_t index_of(const Literal& literal) noexcept { return literal.meaning & 0xFFF; }

inline constexpr std::size_t numeral_digits_max = 24;
inline constexpr std::size_t token_bytes_max = 63;

/// '\0' (one group), blank, '-', '.', '/', and '*' for several kinds.
inline constexpr std::size_t joiner_count = 6;
constexpr std::size_t joiner_index(char joiner) noexcept {
    switch (joiner) {
        case '\0':
            return 0;
        case ' ':
            return 1;
        case '-':
            return 2;
        case '.':
            return 3;
        case '/':
            return 4;
        default:
            return 5;
    }
}

/// A candidate asks three sets, each found with one look: those of its length, those of its first
/// character, and those that may speak here (all, or only those that need no context).
struct Redactor::Engine {
    Classify classify{nullptr};
    NumeralBytes numeral_bytes;

    std::vector<Active<NumeralRule>> numerals;
    std::array<RuleSet, numeral_digits_max + 1> numerals_by_count;
    std::array<RuleSet, 10> numerals_by_first;
    std::array<RuleSet, joiner_count> numerals_by_joiner;
    RuleSet numerals_without_context;
    RuleSet numerals_after_plus, numerals_after_state;

    std::vector<Active<TokenRule>> tokens;
    std::array<RuleSet, token_bytes_max + 1> tokens_by_length;
    std::array<RuleSet, 16> tokens_by_head; ///< bit i: character i is a digit
    RuleSet tokens_without_context;
    /// By length, bit h: a rule has the length and the head; and one that needs no context.
    std::array<std::uint16_t, token_bytes_max + 1> token_heads{}, token_heads_alone{};

    std::vector<Active<LiteralRule>> literals;
    std::vector<Active<FormRule>> forms;
    bool any_form_alone{false}; ///< a form needs no context
    bool any_form_named{false}; ///< a form needs no context because the caller named it
    bool native_words{false};   ///< a context word begins with a byte of 0x80 or above
    std::array<std::vector<Active<SeedRule>>, 6> seeds; ///< by SeedKind
    std::vector<Active<CaptureRule>> captures;

    /// By entity; without a rule where it is not looked for.
    std::array<Active<SpokenRule>, entity_count> spoken{};
    bool hears{false};    ///< any of them is active
    RuleId keyed_rule{0}; ///< single keys of a telephone
    RuleId asked_rule{0}; ///< what the flow asked for, of an entity that is not looked for
    RuleId known_rule{0}; ///< known values
    RuleId spoken_first{0}, spoken_last{0};
    Gate topics; ///< phrases that announce what is spoken (spoken/words.hpp)

    std::vector<Active<FieldNameRule>> field_names;
    FieldPolicy field_policy;
    RuleId field_rule{0}; ///< what the caller's own rules count as
    Format format{Format::detect};

    Gate gate; ///< what its literals are is told by sign_of()

    bool strict{false};
    bool named{false}; ///< Options::entities says what is looked for
    bool off{false};
    bool keep_private_addresses{false};
    std::int32_t today{0};
    Placeholder placeholder{Placeholder::type};
    std::optional<Secret> tag_key;
};

/// Chooses and indexes the rules. Error `invalid` as Redactor::make says.
Result<std::unique_ptr<const Redactor::Engine>> compile(const Options& options);

} // namespace hark::redaction
