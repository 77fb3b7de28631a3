// Few candidates overlap, so one sort and one walk are enough.
#include "lib/redaction/overlap.hpp"

#include <algorithm>

namespace hark::redaction {
namespace {

bool is_continuation(char byte) noexcept {
    return (static_cast<unsigned char>(byte) & 0xC0) == 0x80;
}

bool wins(const Found& a, const Found& b) noexcept {
    const std::uint32_t length_a = a.end - a.begin, length_b = b.end - b.begin;
    return length_a != length_b ? length_a > length_b : a.score > b.score;
}

/// Invalid UTF-8 may go on for long; a code point has at most three continuation bytes.
void widen(std::string_view segment, Found& found) noexcept {
    for (int step = 0; step < 3 && found.begin > 0 && is_continuation(segment[found.begin]); ++step)
        --found.begin;
    for (int step = 0;
         step < 3 && found.end < segment.size() && is_continuation(segment[found.end]); ++step)
        ++found.end;
}

} // namespace

void resolve_overlaps(std::string_view segment, std::vector<Found>& found) noexcept {
    if (found.empty()) return;
    for (Found& each : found)
        widen(segment, each);
    std::sort(found.begin(), found.end(), [](const Found& a, const Found& b) {
        return a.begin != b.begin   ? a.begin < b.begin
               : a.end != b.end     ? a.end > b.end
               : a.score != b.score ? a.score > b.score
                                    : a.rule < b.rule;
    });
    std::size_t kept = 0;
    for (std::size_t index = 1; index < found.size(); ++index) {
        Found& last = found[kept];
        const Found& next = found[index];
        if (next.begin >= last.end) {
            found[++kept] = next;
            continue;
        }
        const std::uint32_t begin = last.begin, end = std::max(last.end, next.end);
        if (wins(next, last)) last = next;
        last.begin = begin;
        last.end = end;
    }
    found.resize(kept + 1);
}

} // namespace hark::redaction
