// What a value comes down to, so that one number has one tag however it was written or said.
#pragma once

#include <array>
#include <cstddef>
#include <string_view>

#include "lib/redaction/engine.hpp"
#include "lib/redaction/scratch.hpp"

namespace hark::redaction {

/// Numbers: their digits, of words as well ("four one double five"), of North American phones
/// without the 1 in front. What holds letters: lower case without blanks and dashes. Longer values
/// are cut: no entity but a URL or a key is longer, and 256 bytes tell those apart. Wiped when it
/// goes.
class Canonical {
public:
    Canonical(const Redactor::Engine& engine, Entity entity, std::string_view value,
              SpokenScratch& speech);
    ~Canonical();
    Canonical(const Canonical&) = delete;
    Canonical& operator=(const Canonical&) = delete;

    std::string_view view() const noexcept { return {text_.data() + begin_, size_ - begin_}; }

private:
    void add(char character) noexcept {
        if (size_ < text_.size()) text_[size_++] = character;
    }
    void add_said(const Redactor::Engine& engine, Entity entity, std::string_view value,
                  SpokenScratch& speech);

    std::array<char, 256> text_;
    std::size_t begin_{0}, size_{0};
};

} // namespace hark::redaction
