// Building and exact matching; the quick look is in the header.
#include "lib/redaction/gate.hpp"

#include <algorithm>
#include <utility>

#include "lib/redaction/characters.hpp"

namespace hark::redaction {
namespace {

std::uint32_t bytes_at(std::string_view text, std::size_t count) noexcept {
    std::uint32_t value = 0;
    for (std::size_t index = 0; index < count && index < text.size(); ++index)
        value |= std::uint32_t{static_cast<unsigned char>(text[index])} << (8 * index);
    return value;
}

/// Where the literal ends in `text` from `at` on, or 0.
std::size_t end_of(const Literal& literal, std::string_view text, std::size_t at) noexcept {
    for (const char wanted : literal.text) {
        const char found = at < text.size() ? text[at] : '\0';
        if (wanted == ' ' && !literal.exact_case) {
            if (found == ' ' || found == '_' || found == '-') ++at;
            continue;
        }
        if ((literal.exact_case ? found : lower_case(found)) != wanted) return 0;
        ++at;
    }
    if (!literal.whole_word || at >= text.size() || !is_alphanumeric(text[at])) return at;
    // "cardNumber" and "card2" end the word "card"; "cards" does not.
    const bool hump = text[at] >= 'A' && text[at] <= 'Z' && text[at - 1] >= 'a';
    return hump ? at : 0;
}

} // namespace

Gate::Gate(std::vector<Literal> literals) : literals_{std::move(literals)} {
    std::erase_if(literals_, [](const Literal& literal) { return literal.text.size() < 3; });
    const auto bucket = [](const Literal& literal) { return bucket_of(bytes_at(literal.text, 3)); };
    std::sort(literals_.begin(), literals_.end(), [&](const Literal& a, const Literal& b) {
        return bucket(a) != bucket(b) ? bucket(a) < bucket(b) : a.text < b.text;
    });
    for (const Literal& literal : literals_) {
        ++bucket_begin_[bucket(literal) + 1];
        open_for(literal);
    }
    for (std::size_t index = 1; index < bucket_begin_.size(); ++index)
        bucket_begin_[index] =
            static_cast<std::uint16_t>(bucket_begin_[index] + bucket_begin_[index - 1]);
}

void Gate::open_for(const Literal& literal) {
    const std::uint32_t first = bytes_at(literal.text, 4);
    const bool any_fourth = literal.text.size() == 3 || literal.text[3] == ' ';
    for (std::uint32_t fourth = 0; fourth < (any_fourth ? 32U : 1U); ++fourth) {
        const std::uint32_t value = any_fourth ? (first & 0xFFFFFF) | fourth << 24 : first;
        const std::uint32_t hash = hash_of(value);
        bits_[hash / 64] |= std::uint64_t{1} << (hash % 64);
    }
}

std::size_t Gate::match(std::string_view text, std::size_t at, std::span<Hit> hits) const noexcept {
    const std::size_t bucket = bucket_of(bytes_at(text.substr(at), 3));
    std::size_t count = 0;
    for (std::size_t index = bucket_begin_[bucket]; index < bucket_begin_[bucket + 1]; ++index) {
        const std::size_t end = end_of(literals_[index], text, at);
        if (end != 0 && count < hits.size()) hits[count++] = {&literals_[index], end};
    }
    return count;
}

} // namespace hark::redaction
