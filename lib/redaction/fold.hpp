// Characters in disguise, mostly innocent: no-break blanks, dashes of word processors, full-width
// and Arabic-Indic digits, zero-width characters; and, where a text has fields, the escapes of JSON
// (\u0034, \/, \") and of URLs (%40).
//
// Only where a segment has any of these, a side copy is made with each of them as what it stands
// for, or left out when it has no width. Everything after that works on the copy; spans are mapped
// back by the list of places where the two lengths differ. The text itself is never normalised.
// A copy is never longer than its text.
#pragma once

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
    bool active{false}; ///< the last segment needed a copy

    std::string_view view() const noexcept { return {text.data(), text.size()}; }
};

/// Sets folded.active: false, and nothing is copied, when the segment has nothing to fold. Bytes
/// that are no UTF-8, lone surrogates and broken escapes are copied as they are.
void fold(std::string_view segment, bool escapes, Folded& folded);

/// The offset in the original of an offset in the copy.
std::size_t original_offset(const Folded& folded, std::size_t offset) noexcept;

/// What the copy has in place of this part of the original.
std::string_view folded_part(const Folded& folded, std::size_t begin, std::size_t end) noexcept;

} // namespace hark::redaction
