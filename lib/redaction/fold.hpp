// Digits and joiners in Unicode disguise, mostly innocent: no-break blanks, dashes of word
// processors, full-width and Arabic-Indic digits, zero-width characters.
//
// Only where a segment has lead bytes of such characters (masks say whether it has any byte of 0x80
// and above), a side copy is made with each of them as its ASCII twin, or left out when it has no
// width. Everything after that works on the copy; spans are mapped back by the list of places where
// the two lengths differ. The text itself is never normalised.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

namespace hark::redaction {

/// The copy and the way back. Part of the scratch; keeps its capacity.
struct Folded {
    struct Shift {
        std::uint32_t folded;   ///< from this offset of the copy on ...
        std::uint32_t original; ///< ... the original is at this one
    };
    std::vector<char> text;
    std::vector<Shift> shifts;
};

/// False, and nothing is copied, when the segment has nothing to fold.
bool fold(std::string_view segment, Folded& folded);

/// The offset in the original of an offset in the copy.
std::size_t original_offset(const Folded& folded, std::size_t offset) noexcept;

} // namespace hark::redaction
