// From what all finders found to spans that do not overlap.
#pragma once

#include <string_view>
#include <vector>

#include "lib/redaction/scratch.hpp"

namespace hark::redaction {

/// Sorts by position. Of two that share bytes the longer gives its name, of equally long ones the
/// surer; the span covers both, since the byte that only the other had is personal all the same.
/// Ends move outwards to the edges of code points. In place, no allocation.
void resolve_overlaps(std::string_view segment, std::vector<Found>& found) noexcept;

} // namespace hark::redaction
