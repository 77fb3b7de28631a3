// Sixteen notes are more than thirty bytes can hold of words of three letters, twice over.
#include "lib/redaction/context.hpp"

namespace hark::redaction {

bool Context::announced(Entity entity, std::int64_t position, std::int64_t from) const noexcept {
    if (silent(position)) return false;
    const std::size_t count = next_ < notes_.size() ? next_ : notes_.size();
    for (std::size_t back = 1; back <= count; ++back) {
        const Note& note = notes_[(next_ - back) % notes_.size()];
        const bool reaches = note.end <= position && position - note.end <= reach_bytes;
        if (note.entity == entity && reaches && note.end >= from) return true;
    }
    return false;
}

void Context::shift(std::int64_t bytes) noexcept {
    for (Note& note : notes_) {
        note.end -= bytes;
        note.word_end -= bytes;
    }
    reaches_to_ -= bytes;
}

} // namespace hark::redaction
