// Private keys in PEM (RFC 7468, RFC 1421 headers): "-----BEGIN ... PRIVATE KEY-----" and what
// follows, over as many lines as it takes, or on one line with \n between as JSON writes it.
//
// Each line is found for itself, so that a stream gives what the whole gives. The first line that
// cannot be of a key ends it: a marker without an end does not swallow a log.
#pragma once

#include "lib/redaction/rules/rule.hpp"

namespace hark::redaction {

/// At the word BEGIN. The part on this line.
Range find_private_key(const Scan& scan, Range begin_word) noexcept;

/// The lines behind it, up to the end of the segment at most.
void follow_private_key(Scan& scan, std::size_t end, RuleId rule);

/// At the begin of a segment when the one before ended within a key.
void resume_private_key(Scan& scan);

} // namespace hark::redaction
