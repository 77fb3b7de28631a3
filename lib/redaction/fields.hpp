// Keys and values, without parsing what holds nothing. Three things are done, all of them on the
// text as it is written and all of them only where there is a reason:
//
// - Context: a word in a key announces what its own value holds, and nothing of other fields.
// - Field policy comes first. Names that are known for secrets (rules/field_names.cpp) are literals
//   of the gate; a hit that ends a key takes its whole value. The caller's own rules and an
//   allow-list look at every key of the text, which is slower.
// - Form: what a span replaces in JSON stays JSON. A number becomes a string, with as many
//   backslashes before its quotes as those of its key have; a span that covers a quote is split.
//
// A value within JSON within a string is recognised by the backslashes before its quotes: n of them
// before the key's, n before the value's.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

#include "hark/redaction.hpp"
#include "lib/redaction/rules/rule.hpp"

namespace hark::redaction {

/// A literal of the gate that may be the end of a key. Offsets as the scanner has them.
struct KeyHit {
    std::uint32_t end{0};
    std::uint16_t rule{0}; ///< index into Engine::field_names
};

/// What follows a key, in the text as written.
struct FieldValue {
    enum class Kind : std::uint8_t { none, string, number, container, word };
    Kind kind{Kind::none};
    std::size_t slashes{0}; ///< before each quote
    Range range{};          ///< without quotes
    bool complete{true};    ///< false: the segment ends within it
};

/// An object or an array that goes on in the next line: how far it was read. Follows JSON only so
/// far that a line that cannot belong to it is noticed: one that was cut off must not swallow all
/// that comes behind it.
class OpenContainer {
public:
    enum class Line : std::uint8_t { goes_on, ended, broken };

    /// Reads from `at`, first at the opening bracket, later where it ended before, and moves `at`
    /// behind the closing bracket, to the line feed, or to the end of the text.
    Line read(std::string_view text, std::size_t& at) noexcept;

private:
    static constexpr std::size_t depth_max = 64;

    bool take(char character) noexcept;
    bool open(bool array) noexcept;
    bool may_begin_value() const noexcept;

    std::uint64_t arrays_{0}; ///< a bit for each level
    std::uint8_t depth_{0};
    char last_{':'};     ///< the last sign outside of strings; 'v' for a value or a key
    bool inside_{false}; ///< a string
    bool escaped_{false};
    bool bare_{false}; ///< within a number or a word
};

/// The caller's rules by what their keys come down to, sorted.
class FieldPolicy {
public:
    FieldPolicy() = default;
    FieldPolicy(const std::vector<FieldRule>& rules, FieldAction unlisted);

    bool active() const noexcept { return active_; }
    FieldAction unlisted() const noexcept { return unlisted_; }
    /// `listed` says whether a rule names the key.
    FieldAction action_of(std::string_view key, bool& listed) const noexcept;

private:
    struct Entry {
        std::string key; ///< lower case, without '_', '-' and blanks
        FieldAction action;
    };
    std::vector<Entry> entries_;
    FieldAction unlisted_{FieldAction::scan};
    bool active_{false};
};

/// The value of a key that ends at `end` (where its quote or '=' is), none when nothing does. Looks
/// no further than the line.
FieldValue value_behind(std::string_view segment, std::size_t end) noexcept;

/// Behind the bracket that closes the one at `at`, npos when its line does not. `slashes` stand
/// before the quotes of strings within.
std::size_t container_end(std::string_view text, std::size_t at, std::size_t slashes) noexcept;

/// Does the word that ends at `word_end` reach `position`? Not from one key into another's value.
bool reaches(std::string_view text, std::size_t word_end, std::size_t position) noexcept;

/// Keys whose values are never personal and often look it: times, durations, sizes, trace ids.
bool is_safe_key(std::string_view key) noexcept;

/// Does its last word say that it names an order, a shipment, a product? Digits in one group under
/// such a key are no card, whatever their check digit.
bool is_reference_key(std::string_view key) noexcept;

/// Applies policy and form to state.found, whose offsets must be those of the segment as written.
void fit_fields(const Redactor::Engine& engine, std::string_view segment, Scratch::State& state);

} // namespace hark::redaction
