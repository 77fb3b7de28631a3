// Are two texts the same JSON but for redacted values?
#pragma once

#include <string>
#include <string_view>

#include "lib/json/value.hpp"

namespace kit {

inline bool is_redacted(std::string_view value) {
    return value.find('[') != std::string_view::npos && value.find(']') != std::string_view::npos;
}

inline bool same_value(std::string_view before, std::string_view after) {
    using hark::json::Members;
    if (before == after) return true;
    if (before.front() == '{' && after.front() == '{') {
        Members first{before}, second{after};
        for (;;) {
            Members::Member a, b;
            const bool more = first.next(a), also = second.next(b);
            if (more != also) return false;
            if (!more) return true;
            if (a.name != b.name && !is_redacted(b.name)) return false;
            if (!same_value(a.value, b.value)) return false;
        }
    }
    return is_redacted(after) && (after.front() == '"' || after.front() == '[');
}

/// Both parse, and differ only where a placeholder stands. An array counts as one value.
inline bool same_tree(std::string_view before, std::string_view after) {
    std::string a, b;
    using hark::json::append_minified;
    constexpr std::size_t depth_max = 32, bytes_max = 1 << 20;
    const bool both =
        append_minified(before, depth_max, bytes_max, a) == hark::json::ValueFault::none &&
        append_minified(after, depth_max, bytes_max, b) == hark::json::ValueFault::none;
    return both && same_value(a, b);
}

} // namespace kit
