// Any JSON value as text: strict check, minified form, and the members of an object. Knows RFC
// 8259, nothing of calls or customers.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace hark::json {

enum class ValueFault : std::uint8_t { none, malformed, too_long, too_deep, duplicate_name };

/// Checks that `json` is exactly one JSON value in UTF-8, with no name twice in any object, and
/// appends it in the one form that equal text values share: no space between tokens, strings
/// escaped as append_text() does, numbers as they were written. Refuses more than `bytes_max` such
/// bytes and objects and arrays nested deeper than `depth_max` (a scalar: 0). After a fault `out`
/// holds rubbish.
ValueFault append_minified(std::string_view json, std::size_t depth_max, std::size_t bytes_max,
                           std::string& out);

/// The members of a minified object, in order. Only for text that append_minified() wrote.
class Members {
public:
    explicit Members(std::string_view object) : left_{object.substr(1, object.size() - 2)} {}

    struct Member {
        std::string_view name; ///< with its quotes, escaped
        std::string_view value;
    };
    bool next(Member& member);

private:
    std::string_view left_;
};

/// The elements of a minified array, in order. Only for text that append_minified() wrote.
class Elements {
public:
    explicit Elements(std::string_view array) : left_{array.substr(1, array.size() - 2)} {}

    bool next(std::string_view& element);

private:
    std::string_view left_;
};

/// What a minified JSON string says. Only for text that append_minified() wrote.
std::string unescaped(std::string_view string);

} // namespace hark::json
