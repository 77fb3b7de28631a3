// Spoken and keyed digits within one segment. Number words are literals of the gate like any other;
// at each the finder counts, and nothing more happens until three stand close together: one "one"
// in "one moment" costs an addition. Then the run is read in both directions with fillers,
// corrections, groups and written digits between, into at most two parses of at most 64 digits, and
// the rules of the numerals are asked for every window, exactly as for written digits
// (numeral_finder.hpp).
//
// Between turns, the ledger of a Dialogue keeps runs that may go on: speaker, turn, byte ranges,
// digits. It offers joined digits to the same rules. An armed window is a ledger entry that makes
// every run of three digits in the next answer found, whatever it says.
#pragma once

#include <cstddef>

namespace hark::redaction {

class Scan;

/// At the first of at least three number words, or number words and written digits, that stand
/// close together.
void find_spoken(Scan& scan, std::size_t word);

} // namespace hark::redaction
