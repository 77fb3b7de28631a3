// Digits that were keyed (DTMF), in the forms in which logs have them: all at once (digits=4111),
// or one event for each key: dtmf=4 dtmf=1, RFC 4733 telephone events, Signal= of a SIP INFO (RFC
// 6086). A single key is a choice in a menu and stays; three that follow each other, in one line or
// in lines of which each has one, are a number and go, whatever time stamps stand between.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace hark::redaction {

class Scan;

/// One key, to be decided at the segment's end.
struct KeyNote {
    std::uint32_t begin{0}, end{0};
};

/// At a word that announces keys; `end` is behind it.
void find_keys(Scan& scan, std::size_t word, std::size_t end);

/// When the segment is over.
void decide_keys(Scan& scan);

/// Lines with single keys belong together: a segment is not cut between them (segment.hpp).
bool has_single_key(std::string_view line) noexcept;

} // namespace hark::redaction
