// Known values: how they are looked for. KnownValues keeps its own gate (the redactor's bitmap with
// its bits added, 4 KiB, made anew in microseconds), so that one look at a word serves both.
//
// A value of letters is found at a word whose first four letters pass the gate, compared without
// case and accents, with any joiners between its words, in both orders of a name of two words, on
// word edges. A value of digits is found in every run of digits that a numeral seed reports, by the
// digits alone; the shortest known run lowers Engine::numeral_bytes_min for the call, never
// below 5. The spoken finder offers its digits to the same comparison. Above KnownValues::fast_max
// the values lie in a hash table of first four letters; the gate is the same.
#pragma once

#include <cstddef>

namespace hark::redaction {

class Scan;

/// At an open word, when the call has known values.
void find_known_words(Scan& scan, std::size_t word);

/// At a numeral seed, when the call has known values.
void find_known_digits(Scan& scan, std::size_t start);

} // namespace hark::redaction
