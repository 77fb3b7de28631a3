// One well-formed UTF-8 sequence at a time. Knows nothing of JSON.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>

namespace hark::json {

/// Bytes of the well-formed sequence (RFC 3629, table in section 4) that begins at `at`, 1 to 4; 0
/// when there is none before `end`. Overlong forms and surrogates are not well formed.
std::size_t utf8_sequence(const char* at, const char* end) noexcept;

/// Appends a code point below 0x110000 that is no surrogate.
void append_utf8(std::uint32_t code_point, std::string& out);

} // namespace hark::json
