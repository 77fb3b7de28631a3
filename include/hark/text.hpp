// Text that was checked when it was made, so that nothing behind it needs to check again.
#pragma once

#include <algorithm>
#include <compare>
#include <cstddef>
#include <string>
#include <string_view>
#include <utility>

#include "hark/limits.hpp"
#include "hark/result.hpp"

namespace hark {

/// True for well-formed UTF-8 (RFC 3629) with no control characters (C0, DEL, C1).
/// `allow_lines` lets tab, line feed and carriage return through, for text that people wrote.
bool is_clean_utf8(std::string_view text, bool allow_lines = false) noexcept;

/// Clean UTF-8 of 1 to `max_bytes` bytes. `Tag` keeps, say, a call_id from being taken for a value.
/// Made from a string literal (its length is checked by the compiler) or by from(). Empty only when
/// default-made, which stands for "not given".
template <typename Tag, std::size_t max_bytes, bool allow_lines = false>
class Text {
public:
    static constexpr std::size_t bytes_max = max_bytes;

    Text() = default;
    template <std::size_t N>
        requires(N > 1 && N - 1 <= max_bytes)
    Text(const char (
        &literal)[N]) // NOLINT: for literals, hence implicit; an unclean one stays empty
        : text_{is_clean_utf8({literal, N - 1}, allow_lines) ? literal : ""} {}

    /// Error `invalid` when the text is empty, too long, or not clean UTF-8.
    static Result<Text> from(std::string_view text) {
        if (text.empty()) return Error{Code::invalid, "must not be empty"};
        if (text.size() > max_bytes) return Error{Code::invalid, "is too long"};
        if (!is_clean_utf8(text, allow_lines)) {
            return Error{Code::invalid, "must be UTF-8 without control characters"};
        }
        Text made;
        made.text_ = text;
        return made;
    }

    bool empty() const noexcept { return text_.empty(); }
    std::string_view view() const noexcept { return text_; }

    bool operator==(const Text&) const = default;
    auto operator<=>(const Text&) const = default;

private:
    std::string text_;
};

using CallId = Text<struct CallIdTag, limits::call_id_bytes_max>;
using IdType = Text<struct IdTypeTag, limits::id_type_bytes_max>;
using IdValue = Text<struct IdValueTag, limits::id_value_bytes_max>;
using VariableName = Text<struct VariableNameTag, limits::variable_name_bytes_max>;
using SourceName = Text<struct SourceNameTag, limits::source_bytes_max>;
using IntentName = Text<struct IntentNameTag, limits::intent_bytes_max>;
using Summary = Text<struct SummaryTag, limits::summary_bytes_max, true>;

/// Personal text never goes into a stream by accident.
template <typename Stream, typename Tag, std::size_t max_bytes, bool allow_lines>
Stream& operator<<(Stream&, const Text<Tag, max_bytes, allow_lines>&) = delete;

} // namespace hark
