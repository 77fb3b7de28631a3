// Tags are HMAC-SHA-256 over the entity's name and the canonical value, cut to 32 bits: one tag for
// one number in all its spellings, and nobody without the key can try values out.
#include "lib/redaction/placeholder.hpp"

#include <algorithm>
#include <cstdint>

#include "lib/base/keyed_digest.hpp"
#include "lib/redaction/canonical.hpp"
#include "lib/redaction/characters.hpp"

namespace hark::redaction {
namespace {

constexpr std::size_t tag_digits = 8;
constexpr std::size_t label_bytes_max = 32;

bool is_lower_hex(char character) noexcept {
    return is_digit(character) || (character >= 'a' && character <= 'f');
}

std::array<char, tag_digits> tag_of(const Secret& key, Entity entity, std::string_view canonical) {
    base::KeyedDigest digest{key};
    digest.add(name(entity));
    digest.add({"\0", 1});
    digest.add(canonical);
    const auto bytes = digest.finish();
    std::array<char, tag_digits> tag{};
    constexpr std::string_view hex = "0123456789abcdef";
    for (std::size_t index = 0; index < tag_digits; ++index)
        tag[index] = hex[(bytes[index / 2] >> (index % 2 == 0 ? 4 : 0)) & 0xF];
    return tag;
}

std::size_t code_points(std::string_view text) noexcept {
    return static_cast<std::size_t>(std::count_if(text.begin(), text.end(), [](char byte) {
        return (static_cast<unsigned char>(byte) & 0xC0) != 0x80;
    }));
}

/// What may not be kept in any form has no tag, and neither have the last digits of a card: beside
/// the tag of the whole number they would say what it ends in (PCI DSS 3.5.1).
bool may_have_tag(Entity entity) noexcept {
    return !is_authentication_data(entity) && entity != Entity::card_last4;
}

bool is_label(std::string_view text) noexcept {
    for (std::size_t index = 0; index < entity_count; ++index)
        if (label(static_cast<Entity>(index)) == text) return true;
    return false;
}

} // namespace

std::size_t placeholder_end(std::string_view text, std::size_t at) noexcept {
    if (at >= text.size() || text[at] != '[') return at;
    std::size_t end = at + 1;
    while (end < text.size() && end - at <= label_bytes_max &&
           (is_upper(text[end]) || is_digit(text[end]) || text[end] == '_'))
        ++end;
    const std::string_view label = text.substr(at + 1, end - at - 1);
    if (end < text.size() && text[end] == ':') {
        std::size_t digits = 0;
        while (digits < tag_digits && end + 1 + digits < text.size() &&
               is_lower_hex(text[end + 1 + digits]))
            ++digits;
        if (digits == tag_digits) end += 1 + digits;
    }
    const bool closed = end < text.size() && text[end] == ']';
    return closed && is_label(label) ? end + 1 : at;
}

bool touches_placeholder(std::string_view text, Range range) noexcept {
    constexpr std::size_t reach = label_bytes_max + tag_digits + 2;
    std::size_t at = range.begin;
    while (at > 0 && range.begin - at < reach &&
           (is_alphanumeric(text[at - 1]) || text[at - 1] == '_' || text[at - 1] == ':'))
        --at;
    if (at > 0 && text[at - 1] == '[' && placeholder_end(text, at - 1) > range.begin) return true;
    const std::string_view within = text.substr(range.begin, range.end - range.begin);
    for (at = within.find('['); at != std::string_view::npos; at = within.find('[', at + 1))
        if (placeholder_end(text, range.begin + at) > range.begin + at) return true;
    return false;
}

PlaceholderText::PlaceholderText(const Redactor::Engine& engine, const Found& found,
                                 std::string_view text, SpokenScratch& speech) {
    switch (engine.placeholder) {
        case Placeholder::drop:
            return;
        case Placeholder::mask:
            append("*");
            repeat_ = code_points(text);
            return;
        case Placeholder::type:
        case Placeholder::keyed_tag:
            break;
    }
    append("[");
    append(label(found.entity));
    if (engine.placeholder == Placeholder::keyed_tag && may_have_tag(found.entity)) {
        const Canonical canonical{engine, found.entity, text, speech};
        const auto tag = tag_of(*engine.tag_key, found.entity, canonical.view());
        append(":");
        append({tag.data(), tag.size()});
    }
    append("]");
}

void PlaceholderText::append(std::string_view piece) noexcept {
    const std::size_t count = std::min(piece.size(), text_.size() - size_);
    std::copy_n(piece.begin(), count, text_.begin() + static_cast<std::ptrdiff_t>(size_));
    size_ += count;
}

} // namespace hark::redaction
