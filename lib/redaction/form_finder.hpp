// Groups of letters and digits with joiners between them. A form that proves itself is looked for
// around each seed of digits and each mixed token; one that needs a word before it only there where
// such a word reaches, so that it costs nothing elsewhere.
//
// Every start of a word within reach is tried, on this line or the next, whichever came first: that
// is why a stream that brings the word and the form in two pieces finds the same.
#pragma once

#include <cstddef>

namespace hark::redaction {

class Scan;

/// `seed` is the first digit of a run, or behind a mixed token.
void find_forms(Scan& scan, std::size_t seed);

/// Behind a context word, or at the beginning of a segment.
void find_announced_forms(Scan& scan, std::size_t from);

/// Forms that need no context because the caller named them, wherever they stand.
void find_named_forms(Scan& scan);

} // namespace hark::redaction
