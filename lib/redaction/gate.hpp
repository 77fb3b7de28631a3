// One look at the first four letters of a word tells whether it can be any of some hundred
// literals: context words, prefixes of secrets, number words, field names. That is what makes sixty
// rules cost the same as one on text that holds none of them.
//
// The gate is a bitmap over a hash of the four bytes (4 KiB, in the first-level cache), with a bit
// for every way in which a literal may begin. What passes is compared exactly. False alarms cost
// time, never a different answer.
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

class Gate {
public:
    Gate() = default;
    /// Literals must begin with three letters or digits at least; others are never found.
    explicit Gate(std::vector<Literal> literals);

    /// May a literal begin with these four bytes (the first in the lowest byte)?
    bool open(std::uint32_t first_four) const noexcept {
        const std::uint32_t hash = hash_of(first_four);
        return (bits_[hash / 64] >> (hash % 64) & 1) != 0;
    }

    struct Hit {
        const Literal* literal{nullptr};
        std::size_t end{0}; ///< offset behind it
    };

    /// The literals that stand at `at`, at most hits.size() of them. Returns how many.
    std::size_t match(std::string_view text, std::size_t at, std::span<Hit> hits) const noexcept;

private:
    static constexpr unsigned hash_bits = 15;

    /// The five low bits of each byte: letters of both cases are the same.
    static std::uint32_t hash_of(std::uint32_t first_four) noexcept {
        return ((first_four & 0x1F1F1F1F) * 0x9E3779B1U) >> (32 - hash_bits);
    }
    static std::size_t bucket_of(std::uint32_t first_three) noexcept {
        return ((first_three & 0x1F1F1F) * 0x9E3779B1U) >> (32 - 8);
    }

    void open_for(const Literal& literal);

    std::array<std::uint64_t, (std::size_t{1} << hash_bits) / 64> bits_{};
    std::vector<Literal> literals_; ///< in the order of their buckets
    std::array<std::uint16_t, 257> bucket_begin_{};
};

} // namespace hark::redaction
