// One JSON value as text that is known to be well formed.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "hark/result.hpp"

namespace hark {

/// A JSON value (RFC 8259) in UTF-8, kept as minified text: what a variable holds. Default: null.
/// Strings are escaped in one way only, so equal strings have equal text; numbers keep theirs, and
/// objects the order of their names.
class JsonValue {
public:
    JsonValue() : text_{"null"} {}

    /// Checks and minifies. Error `invalid` when the text is not one JSON value, is longer than
    /// limits::variable_value_bytes_max, nests deeper than limits::json_depth_max, or has an object
    /// with the same name twice.
    static Result<JsonValue> parse(std::string_view json);
    /// A JSON string. Error `invalid` when the text is not UTF-8 or too long.
    static Result<JsonValue> string(std::string_view text);
    static JsonValue number(double value); ///< NaN and infinities give null
    static JsonValue boolean(bool value);
    /// For text that this class gave out earlier (from storage); not checked again.
    static JsonValue trusted(std::string json);

    std::string_view text() const noexcept { return text_; }
    /// What a string says, without quotes and escapes; nothing for any other value.
    std::optional<std::string> as_string() const;
    bool is_null() const noexcept { return text_ == "null"; }

    bool operator==(const JsonValue&) const = default;

private:
    std::string text_;
};

template <typename Stream>
Stream& operator<<(Stream&, const JsonValue&) = delete;

} // namespace hark
