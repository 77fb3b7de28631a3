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

namespace hark::redaction {

template <typename Rule>
struct Active {
    const Rule* rule{nullptr};
    RuleId id{0};
};

inline constexpr std::size_t numeral_digits_max = 24;
inline constexpr std::size_t token_bytes_max = 64;

/// A candidate asks three sets, each found with one look: those of its length, those of its first
/// character, and those that may speak here (all, or only those that need no context).
struct Redactor::Engine {
    Classify classify{nullptr};
    unsigned numeral_bytes_min{7};

    std::vector<Active<NumeralRule>> numerals;
    std::array<RuleSet, numeral_digits_max + 1> numerals_by_count;
    std::array<RuleSet, 10> numerals_by_first;
    RuleSet numerals_without_context;

    std::vector<Active<TokenRule>> tokens;
    std::array<RuleSet, token_bytes_max + 1> tokens_by_length;
    RuleSet tokens_digit_first, tokens_letter_first;
    RuleSet tokens_without_context;

    std::vector<Active<LiteralRule>> literals;
    std::array<std::vector<Active<SeedRule>>, 4> seeds; ///< by SeedKind

    std::vector<Active<FieldNameRule>> field_names;
    FieldPolicy field_policy;
    RuleId field_rule{0}; ///< what the caller's own rules count as
    Format format{Format::detect};

    /// Meanings below entity_count announce that entity; the others are entity_count plus an index
    /// into `literals`.
    Gate gate;
    static constexpr std::uint16_t field_meaning = 0x4000; ///< plus an index into field_names

    bool strict{false};
    bool off{false};
    Placeholder placeholder{Placeholder::type};
    std::optional<Secret> tag_key;
};

/// Chooses and indexes the rules. Error `invalid` as Redactor::make says.
Result<std::unique_ptr<const Redactor::Engine>> compile(const Options& options);

} // namespace hark::redaction
