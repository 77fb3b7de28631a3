// Appends JSON to a string: commas, escaping, numbers. Knows nothing of calls or customers.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "hark/clock.hpp"
#include "hark/result.hpp"

namespace hark::json {

/// The first byte from `at` on that is no ASCII character standing for itself in a JSON string;
/// `end` when there is none.
const char* skip_plain(const char* at, const char* end) noexcept;

/// Appends `text` as a JSON string. Only what RFC 8259 demands is escaped, always in the same way:
/// quote, backslash, and control characters below U+0020. Bytes that are not UTF-8 become U+FFFD,
/// so the output is valid whatever comes in.
void append_text(std::string_view text, std::string& out);
/// Shortest text that reads back as the same double; null for what JSON cannot say.
void append_real(double value, std::string& out);
void append_integer(std::int64_t value, std::string& out);
/// RFC 3339, UTC, milliseconds, without quotes; years outside 0000–9999 are held at the edge.
void append_time(Time time, std::string& out);

/// Writes members and elements in order; commas come by themselves. Objects and arrays must be
/// closed by the caller. `out` must outlive the writer.
class Writer {
public:
    explicit Writer(std::string& out) : out_{out}, begin_{out.size()} {}

    Writer& open_object(); ///< as an element or after key()
    Writer& close_object();
    Writer& open_array();
    Writer& close_array();
    /// The name of the next member: one of the contract's, plain by construction, or any other.
    Writer& key(Literal name);
    Writer& any_key(std::string_view name);

    Writer& text(std::string_view value);
    Writer& text_or_null(std::string_view value); ///< empty: null
    Writer& integer(std::int64_t value);
    Writer& real(double value);
    /// A chance from 0 to 1 with at most four decimals, rounded down: what is shown never reaches a
    /// threshold that the value itself did not reach.
    Writer& chance(double value);
    Writer& boolean(bool value);
    Writer& null();
    Writer& time(Time value);
    Writer& raw(std::string_view json); ///< one JSON value that is known to be well formed

private:
    void element();
    std::string& out_;
    const std::size_t begin_; ///< what stands before is not ours
};

} // namespace hark::json
