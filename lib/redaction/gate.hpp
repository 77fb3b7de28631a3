// One look at the first letters of a word tells whether it can be any of a thousand literals:
// context words, prefixes of secrets, number words, field names. That is what makes a hundred rules
// cost the same as one on text that holds none of them.
//
// Three steps, each of which few words survive. The first is a bitmap over a hash of four letters
// (8 KiB, in the first-level cache) and costs a few instructions for each word of the text. The
// second looks up the whole word and the letter that the next word begins with, without a branch
// that depends on them. The third compares. False alarms cost time, never a different answer.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

namespace hark::redaction {

struct Literal {
    std::string_view text; ///< static; a blank as in ContextWord, unless the case matters
    bool exact_case{false};
    bool whole_word{true};    ///< no letter or digit may follow
    std::uint16_t meaning{0}; ///< what the gate's user makes of it
};

/// How many letters a word has, as far as the first step wants to know: up to a digit, a sign, or
/// an upper-case letter behind a lower-case one (cardNumber).
enum class Letters : std::uint8_t { two, three, more };

class Gate {
public:
    Gate() = default;
    /// Literals must begin with two letters at least, those of two with a sign behind them; others
    /// are never found.
    explicit Gate(std::vector<Literal> literals);

    /// The first step. May a literal begin with these four bytes (the first in the lowest byte)?
    /// Of a word of three letters the fourth is what the next word begins with (next_of).
    bool open(std::uint32_t first_four, Letters letters) const noexcept {
        const std::uint32_t hash = hash_of(first_four, letters);
        return (bits_[hash / 64] >> (hash % 64) & 1) != 0;
    }
    /// The same of a word of three letters, with two bytes more: most of those that are somewhere
    /// the first word of a phrase ("the", "one") are not followed by its second.
    bool open_three(std::uint64_t first_five) const noexcept {
        // Without branches: what follows a word is as good as random.
        const auto fourth = static_cast<unsigned char>(first_five >> 24);
        const unsigned joined = static_cast<unsigned>(fourth == ' ') |
                                static_cast<unsigned>(fourth == '_') |
                                static_cast<unsigned>(fourth == '-');
        const auto next = static_cast<unsigned char>(first_five >> (24 + 8 * joined));
        return open(static_cast<std::uint32_t>(first_five & 0xFFFFFF) | next_of(next) << 24,
                    Letters::three);
    }
    /// The same for the word at `at`.
    bool open_at(std::string_view text, std::size_t at) const noexcept;

    /// The second step: may a literal stand at `at`? For a word that the first step let pass.
    bool likely(std::string_view text, std::size_t at) const noexcept;

    /// Without initial values: an array of them is made for each word that is looked at.
    struct Hit {
        const Literal* literal;
        std::size_t end; ///< offset behind it
    };

    /// The literals that stand at `at`, at most hits.size() of them. Returns how many.
    std::size_t match(std::string_view text, std::size_t at, std::span<Hit> hits) const noexcept;

private:
    static constexpr unsigned hash_bits = 16;

    /// Letters of both cases are the same.
    static std::uint32_t hash_of(std::uint32_t first_four, Letters letters) noexcept {
        constexpr std::array<std::uint32_t, 3> kept{0x00FFFFFF, 0xFFFFFFFF, 0xFFFFFFFF};
        constexpr std::array<std::uint32_t, 3> folded{0x00002020, 0x00202020, 0x20202020};
        const auto kind = static_cast<std::size_t>(letters);
        return (((first_four | folded[kind]) & kept[kind]) * 0x9E3779B1U) >> (32 - hash_bits);
    }

    /// A letter without its case, 0 for everything else.
    static constexpr std::uint32_t next_of(unsigned char next) noexcept {
        const std::uint32_t from_a = (next | 0x20U) - 'a';
        return (next & 0x1FU) & (0U - static_cast<std::uint32_t>(from_a < 26U));
    }

    struct Entry {
        std::uint16_t literal{0};
        std::uint16_t known{0}; ///< characters of it that need no comparison
        char next{'\0'};        ///< the character behind them, if a blank was there; or 0
    };
    struct Range {
        std::uint16_t begin{0}, end{0}; ///< into entries_
    };
    /// A first word of literals: its letters, the first eight of them; or three bytes that others
    /// begin with.
    struct Word {
        std::uint64_t letters{0};
        Range literals;
        std::uint32_t next{0}; ///< by next_bit(): what may come behind it
    };

    void open_for(std::string_view beginning, bool whole_word, char next);
    void add_entry(std::uint16_t literal, std::uint16_t known);
    const Word* find(std::uint64_t letters) const noexcept;
    void compare(Range range, std::string_view text, std::size_t at, std::size_t letters,
                 std::span<Hit> hits, std::size_t& count) const noexcept;

    std::array<std::uint64_t, (std::size_t{1} << hash_bits) / 64> bits_{};
    std::vector<Literal> literals_;
    std::vector<Entry> entries_; ///< first word by first word, then the others
    std::vector<Word> words_;    ///< open addressing; a power of two, half of it empty
};

} // namespace hark::redaction
