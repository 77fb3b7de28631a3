// From the characters of a number to its digits and extension. Knows punctuation in many scripts,
// and nothing about numbering plans.
#pragma once

#include <cstdint>
#include <string_view>

#include "lib/phone/digits.hpp"
#include "lib/phone/plan.hpp"

namespace hark::phone {

enum class ScanFault : std::uint8_t {
    none,
    not_a_number, ///< a character that belongs to no number, or an extension without digits
    too_long      ///< more digits than any dialled form has
};

struct Scanned {
    ScanFault fault{ScanFault::none};
    Dialled dialled;  ///< may be without digits
    Digits extension; ///< at most E164::extension_max digits
};

/// Reads ASCII, full-width and Arabic-Indic digits, "+" before them, blanks, dashes, dots, slashes
/// and brackets of several scripts between them, and an extension behind them ("ext. 12", "x12",
/// "#12"). Letters are refused, not turned into digits: a name is not a number.
Scanned scan(std::string_view text) noexcept;

} // namespace hark::phone
