// Sixteen notes are more than thirty bytes can hold of words of three letters, twice over.
#include "lib/redaction/context.hpp"

namespace hark::redaction {

bool Context::announced(Entity entity, std::int64_t position, std::int64_t from) const noexcept {
    if (silent(position)) return false;
    const std::size_t count = next_ < notes_.size() ? next_ : notes_.size();
    for (std::size_t back = 1; back <= count; ++back) {
        const Note& note = notes_[(next_ - back) % notes_.size()];
        const std::int64_t distance = position - note.end - (skipped_ - note.skipped);
        const bool reaches = note.end <= position && distance <= reach_bytes;
        if (note.entity == entity && reaches && note.end >= from) return true;
    }
    return false;
}

void Context::skip(std::int64_t begin, std::int64_t end) noexcept {
    const std::int64_t from = begin > skipped_to_ ? begin : skipped_to_;
    if (end <= from) return;
    skipped_to_ = end;
    skipped_ += end - from;
    if (!silent(begin)) reaches_to_ += end - from;
}

void Context::shift(std::int64_t bytes) noexcept {
    for (Note& note : notes_)
        note.end -= bytes;
    reaches_to_ -= bytes;
    skipped_to_ -= bytes;
}

} // namespace hark::redaction
