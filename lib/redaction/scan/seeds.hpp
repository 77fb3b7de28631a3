// From class masks to seeds: the few positions of a block where a candidate may begin. Arithmetic
// on bits only; a block without digits, '@' and the like costs some twenty instructions.
#pragma once

#include <cstdint>

#include "lib/redaction/scan/masks.hpp"

namespace hark::redaction {

struct Seeds {
    std::uint64_t words{0}; ///< first letter of a word of three letters or more; also of a word
                            ///< within a word that begins upper-case (cardNumber), of two letters
                            ///< with a sign behind ("hf_"), and of "Mr Smith"
    std::uint64_t three{0}, more{0}; ///< of these: with three letters, with more (Letters)
    std::uint64_t numerals{0}; ///< first digit of a run of digits with single joiners, long enough
    std::uint64_t groups{0};   ///< first of three digits or more behind a blank
    std::uint64_t long_numerals{0}; ///< those that may be something without any context
    std::uint64_t states{0};        ///< a digit behind two capitals: "CA 94107", "CA, 94107"
    std::uint64_t mixed{0};         ///< the byte behind a token that has both letters and digits
    std::uint64_t at{0};            ///< '@'
    std::uint64_t hex_pairs{0};     ///< the last of five points or colons three bytes apart: a MAC
    std::uint64_t hex_fours{0};     ///< the last of two points five bytes apart: a MAC, perhaps
    std::uint64_t house{0};         ///< a blank between a digit and an upper-case letter
    std::uint64_t colons{0};        ///< the first of "::", and the fourth of a chain of ':' with
                                    ///< one to four bytes between: IPv6, perhaps
};

/// What runs from one block into the next.
struct SeedCarry {
    std::uint64_t run_end{0};   ///< bit 63 of the joined runs
    std::uint64_t mixed_add{0}; ///< the addition of the mixed tokens carries
};

/// How many bytes a run of digits must have, each 5 to 8.
struct NumeralBytes {
    unsigned any{8};   ///< to be a numeral
    unsigned alone{8}; ///< to be one of long_numerals
};

/// `masks` points to the block; masks[-1] and masks[1] are its neighbours, all zero where there is
/// none.
Seeds seeds_of(const Masks* masks, NumeralBytes numeral_bytes, SeedCarry& carry) noexcept;

/// The words of scripts other than the Latin one. For engines with such context words only.
inline void add_native_words(const Masks* masks, Seeds& seeds) noexcept {
    const std::uint64_t words =
        masks[0].non_ascii & ~(masks[0].non_ascii << 1 | masks[-1].non_ascii >> 63);
    seeds.words |= words;
    seeds.more |= words;
}

} // namespace hark::redaction
