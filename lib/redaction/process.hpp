// The one way from text to spans: every entry point (find, copy-out, mask, stream, dialogue) goes
// through here, segment by segment.
#pragma once

#include <string_view>

#include "lib/redaction/engine.hpp"
#include "lib/redaction/overlap.hpp"
#include "lib/redaction/scan/scan.hpp"
#include "lib/redaction/scratch.hpp"
#include "lib/redaction/segment.hpp"

namespace hark::redaction {

/// Leaves the resolved spans of one segment in state.found, counts them, and moves the carry on to
/// the next segment.
void process_segment(const Redactor::Engine& engine, std::string_view segment,
                     Scratch::State& state);

/// Calls `take(segment, offset)` for each segment of a whole text, with its spans in state.found.
template <typename Take>
void for_each_segment(const Redactor::Engine& engine, std::string_view text, Scratch::State& state,
                      Take&& take) {
    state.carry = {};
    for (std::size_t at = 0; at < text.size();) {
        const std::string_view segment = text.substr(at, next_segment(text.substr(at), true));
        process_segment(engine, segment, state);
        take(segment, at);
        at += segment.size();
    }
}

} // namespace hark::redaction
