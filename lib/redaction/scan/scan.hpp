// One segment from bytes to found spans: masks, seeds, words, and at each seed the finder it is
// for. Positions come in ascending order, so that a word is known before the digits that follow it.
//
// A finder is a function void(Scan&, seed position) that adds what it finds. The spoken finder and
// the known values are finders like the others: they add to the same list before overlaps are
// resolved (overlap.hpp). A finder may look at the segment around its seed within a fixed distance,
// never across a line feed, and keeps nothing from one call to the next but what Carry holds.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

#include "lib/redaction/engine.hpp"
#include "lib/redaction/scratch.hpp"

namespace hark::redaction {

class Scan {
public:
    Scan(const Redactor::Engine& engine, std::string_view segment, Scratch::State& state) noexcept
        : engine_{engine}, text_{segment}, state_{state} {}

    /// Adds to state.found.
    void run();

    std::string_view text() const noexcept { return text_; }
    const Redactor::Engine& engine() const noexcept { return engine_; }
    Carry& carry() const noexcept { return state_.carry; }

    /// Is there context at all that reaches `position`?
    bool silent(std::size_t position) const noexcept {
        return state_.carry.context.silent(static_cast<std::int64_t>(position));
    }

    /// Was what the rule needs announced before `position`?
    bool announced(const RuleBase& rule, std::size_t position) const noexcept;

    /// Does the rule have the context that it needs?
    bool may_speak(const RuleBase& rule, bool told, bool alone = false) const noexcept {
        return told || rule.need == Need::nothing ||
               (rule.need == Need::context_unless_strict && engine_.strict) ||
               (engine_.named && (alone || rule.need == Need::context_unless_named));
    }

    Scratch::State& state() noexcept { return state_; }

    /// Takes the range as found, unless it touches a placeholder that stands in the text.
    void add(Range range, const RuleBase& rule, RuleId id, bool announced);

private:
    void classify(std::size_t first_block, std::size_t count, Masks* out) noexcept;
    std::uint64_t open_words(const struct Seeds& seeds, std::size_t block_at) const noexcept;
    std::int64_t limit_of(std::int64_t word_end) const noexcept;
    bool digit_within(std::size_t from, std::size_t bytes) const noexcept;
    static std::size_t token_length(const Masks* masks, std::size_t index) noexcept;
    std::uint64_t open_tokens(const Masks* masks, std::size_t block_at, std::uint64_t ends,
                              bool quiet) const noexcept;
    std::uint64_t dots_of(std::uint64_t points, std::size_t block_at) const noexcept;
    void visit(const Masks* masks, std::size_t block_at, const struct Seeds& seeds);
    void visit_numeral(const struct Seeds& seeds, std::uint64_t bit, std::size_t at);
    void visit_word(std::size_t at);
    void visit_literal(const Literal& literal, Range range);
    void visit_beginning(const Active<LiteralRule>& active, Range literal);
    void visit_phrase(const Active<CaptureRule>& active, Range phrase);
    void visit_seed(SeedKind kind, std::size_t at);
    void visit_dots();

    const Redactor::Engine& engine_;
    std::string_view text_;
    Scratch::State& state_;
    std::size_t chunk_first_{0}; ///< block of the segment that state_.masks[1] is of
    std::size_t opaque_to_{0};   ///< behind the placeholder that was met last
};

} // namespace hark::redaction
