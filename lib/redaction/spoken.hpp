// Speech within one line. Number words are literals of the gate like any other; one by itself costs
// the note of where it stood. Two that stand close together are worth a look: the words around them
// are read as speech (spoken/words.hpp), and decided upon (spoken/decide.hpp).
//
// Each look reads at most `look_back_bytes + look_ahead_bytes`, and what was read is not read again
// but for the overlap, so that the worst text costs a constant times its length.
#pragma once

#include <cstddef>

namespace hark::redaction {

class Scan;

/// At a number word, at a group of three written digits or more, or (`opener`) at a word that is
/// worth a look by itself.
void find_spoken(Scan& scan, std::size_t at, bool opener);

} // namespace hark::redaction
