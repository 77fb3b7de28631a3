// Words that make digits mean something. A context is a meaning ("a card number comes"), a context
// word is a phrase that announces it. The scanner notes each phrase that it passes; a rule asks
// whether its meaning was announced within reach before the candidate.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <string_view>

#include "hark/entity.hpp"

namespace hark::redaction {

/// Meanings are entities: the word "visa" announces a CREDIT_CARD. A word may announce several.
struct ContextWord {
    /// Lower case, at least three letters in its first word. A blank stands for nothing, or for one
    /// of blank, '_' and '-': "security code" also finds security_code and securityCode.
    std::string_view phrase;
    Entity announces{};
};

/// The announcements that still reach, newest last. Positions are offsets into the segment; those
/// of earlier segments are negative.
class Context {
public:
    static constexpr std::int64_t reach_bytes = 30; ///< from the phrase's end to the candidate
    static constexpr std::int64_t no_limit = INT64_MAX / 2;

    void note(Entity entity, std::int64_t end) noexcept {
        if (silent(end)) lately_.reset();
        lately_.set(static_cast<std::size_t>(entity));
        notes_[next_++ % notes_.size()] = {end, skipped_, no_limit, entity};
        reaches_to_ = end + reach_bytes;
    }

    /// Quick: nothing at all was announced that reaches `position`.
    bool silent(std::int64_t position) const noexcept { return position > reaches_to_; }

    /// Was `entity` announced near before `position`, by a word of which `reaches(its end)` holds?
    template <typename Reaches>
    bool announced(Entity entity, std::int64_t position, const Reaches& reaches) const noexcept {
        if (silent(position) || !lately_.test(static_cast<std::size_t>(entity))) return false;
        for (const Note& note : notes_)
            if (note.entity == entity && is_near(note, position) && reaches(note.end)) return true;
        return false;
    }

    /// The bytes from `begin` to `end` are found, or a placeholder: they do not count as distance.
    /// So a second pass over redacted text measures what the first one measured.
    void skip(std::int64_t begin, std::int64_t end) noexcept;

    /// The next segment begins `bytes` later: what of it a word reaches, `limit_of(its end)` says.
    template <typename LimitOf>
    void shift(std::int64_t bytes, const LimitOf& limit_of) noexcept {
        if (silent(bytes)) return clear();
        for (Note& note : notes_)
            if (note.limit == no_limit && is_near(note, bytes)) note.limit = limit_of(note.end);
        shift_by(bytes);
    }
    void clear() noexcept { *this = {}; }

private:
    struct Note {
        std::int64_t end{INT64_MIN / 2};
        std::int64_t skipped{0}; ///< what was skipped before it
        std::int64_t limit{no_limit};
        Entity entity{};
    };
    void shift_by(std::int64_t bytes) noexcept;
    bool is_near(const Note& note, std::int64_t position) const noexcept;

    std::array<Note, 16> notes_{};
    EntitySet lately_; ///< noted since the last silence
    std::size_t next_{0};
    std::int64_t reaches_to_{INT64_MIN / 2};
    std::int64_t skipped_{0}; ///< bytes, all in all
    std::int64_t skipped_to_{INT64_MIN / 2};
};

} // namespace hark::redaction
