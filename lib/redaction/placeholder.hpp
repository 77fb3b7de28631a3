// What stands in place of a span.
#pragma once

#include <array>
#include <cstddef>
#include <string_view>

#include "lib/redaction/engine.hpp"
#include "lib/redaction/scratch.hpp"

namespace hark::redaction {

/// Behind the placeholder that begins at `at`, or `at`: "[" label "]", or with ":" and a tag.
std::size_t placeholder_end(std::string_view text, std::size_t at) noexcept;

/// Does the range share bytes with a placeholder that stands in the text?
bool touches_placeholder(std::string_view text, Range range) noexcept;

/// The longest is "[" label ":" eight digits "]"; a mask has one asterisk for each code point.
class PlaceholderText {
public:
    /// `text` is what it replaces.
    PlaceholderText(const Redactor::Engine& engine, const Found& found, std::string_view text,
                    SpokenScratch& speech);

    /// What to write; for a mask repeat() times.
    std::string_view view() const noexcept { return {text_.data(), size_}; }
    std::size_t repeat() const noexcept { return repeat_; }

private:
    std::array<char, 64> text_;
    std::size_t size_{0};
    std::size_t repeat_{1};

    void append(std::string_view piece) noexcept;
};

} // namespace hark::redaction
