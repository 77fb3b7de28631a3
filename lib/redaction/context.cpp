// Sixteen notes are more than thirty bytes can hold of words of three letters, twice over.
#include "lib/redaction/context.hpp"

namespace hark::redaction {

bool Context::is_near(const Note& note, std::int64_t position) const noexcept {
    const std::int64_t distance = position - note.end - (skipped_ - note.skipped);
    return note.end <= position && position <= note.limit && distance <= reach_bytes;
}

void Context::skip(std::int64_t begin, std::int64_t end) noexcept {
    const std::int64_t from = begin > skipped_to_ ? begin : skipped_to_;
    if (end <= from) return;
    skipped_to_ = end;
    skipped_ += end - from;
    if (!silent(begin)) reaches_to_ += end - from;
}

void Context::shift_by(std::int64_t bytes) noexcept {
    for (Note& note : notes_) {
        note.end -= bytes;
        if (note.limit != no_limit) note.limit -= bytes;
    }
    reaches_to_ -= bytes;
    skipped_to_ -= bytes;
}

} // namespace hark::redaction
