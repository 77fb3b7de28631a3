// One word of letters and digits, and the rules that have its length and kind of first character.
#pragma once

#include <cstddef>

namespace hark::redaction {

class Scan;

/// `end` is behind a token that has both letters and digits.
void find_tokens(Scan& scan, std::size_t at, std::size_t end);

} // namespace hark::redaction
