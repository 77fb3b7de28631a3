// Where a text is cut into segments. The cut depends on nothing but the bytes of the line it is in,
// so a stream and the whole text are cut so that every line sees the same: that is why any split of
// a stream gives the same answer.
#pragma once

#include <cstddef>
#include <string_view>

namespace hark::redaction {

/// The size of the next segment of `rest`, 0 when more bytes must come first (only if not `last`).
/// Whole lines as long as there are any, and lines with single keys of a telephone together; of a
/// line longer than segment_bytes_max the part before the last place in its last quarter where no
/// entity can lie, else before the last blank there, else all of segment_bytes_max.
std::size_t next_segment(std::string_view rest, bool last) noexcept;

} // namespace hark::redaction
