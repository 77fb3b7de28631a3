// The value types of number.hpp: their form, not what numbering plans say.
#include "hark/number.hpp"

#include <algorithm>

#include "lib/phone/table.hpp"

namespace hark {
namespace {

constexpr std::string_view extension_label = ";ext=";
constexpr std::size_t calling_code_digits_max = 3;

bool all_digits(std::string_view text) noexcept {
    return std::all_of(text.begin(), text.end(),
                       [](char character) { return character >= '0' && character <= '9'; });
}

} // namespace

std::optional<Region> Region::from(std::string_view two_letters) noexcept {
    if (two_letters.size() != 2) return std::nullopt;
    const auto upper = [](char letter) {
        return letter >= 'a' && letter <= 'z' ? static_cast<char>(letter - 'a' + 'A') : letter;
    };
    const Region region{upper(two_letters[0]), upper(two_letters[1])};
    if (phone::find_plan(phone::committed_table(), region.text()) == nullptr) return std::nullopt;
    return region;
}

std::optional<E164> E164::from_parts(std::string_view country_code, std::string_view national,
                                     std::string_view extension) noexcept {
    if (country_code.empty() || country_code.size() > calling_code_digits_max ||
        country_code.front() == '0' || national.empty() ||
        country_code.size() + national.size() > digits_max || extension.size() > extension_max)
        return std::nullopt;
    if (!all_digits(country_code) || !all_digits(national) || !all_digits(extension))
        return std::nullopt;
    E164 number;
    const auto append = [&number](std::string_view text) {
        std::copy(text.begin(), text.end(), number.text_.begin() + number.size_);
        number.size_ = static_cast<std::uint8_t>(number.size_ + text.size());
    };
    append("+");
    append(country_code);
    append(national);
    number.code_size_ = static_cast<std::uint8_t>(country_code.size());
    number.base_size_ = number.size_;
    if (!extension.empty()) {
        append(extension_label);
        append(extension);
    }
    return number;
}

std::optional<E164> E164::from_text(std::string_view text) noexcept {
    if (!text.starts_with('+')) return std::nullopt;
    text.remove_prefix(1);
    std::string_view extension;
    if (const std::size_t at = text.find(extension_label); at != std::string_view::npos) {
        extension = text.substr(at + extension_label.size());
        if (extension.empty()) return std::nullopt;
        text = text.substr(0, at);
    }
    unsigned code = 0;
    for (std::size_t size = 1; size <= calling_code_digits_max && size < text.size(); ++size) {
        const char digit = text[size - 1];
        if (digit < '0' || digit > '9') return std::nullopt;
        code = code * 10 + static_cast<unsigned>(digit - '0');
        if (phone::find_calling_code(phone::committed_table(), code) != nullptr)
            return from_parts(text.substr(0, size), text.substr(size), extension);
    }
    return std::nullopt;
}

std::string_view E164::digits() const& noexcept {
    return empty() ? std::string_view{} : text().substr(1, base_size_ - std::size_t{1});
}

std::string_view E164::country_code() const& noexcept {
    return empty() ? std::string_view{} : text().substr(1, code_size_);
}

std::string_view E164::national() const& noexcept {
    return empty() ? std::string_view{} : digits().substr(code_size_);
}

std::string_view E164::extension() const& noexcept {
    return size_ == base_size_ ? std::string_view{}
                               : text().substr(base_size_ + extension_label.size());
}

E164 E164::without_extension() const noexcept {
    E164 number = *this;
    std::fill(number.text_.begin() + base_size_, number.text_.end(), '\0');
    number.size_ = base_size_;
    return number;
}

std::string E164::masked() const {
    if (empty()) return {};
    constexpr std::size_t hidden_min = 5;
    constexpr std::string_view bullet = "\xE2\x80\xA2";
    const std::string_view all = national();
    const std::size_t spare = all.size() > hidden_min ? all.size() - hidden_min : 0;
    const std::size_t tail = std::min<std::size_t>(2, spare);
    const std::size_t head = std::min<std::size_t>(3, spare - tail);
    std::string masked{"+"};
    masked += country_code();
    masked += all.substr(0, head);
    for (std::size_t hidden = head + tail; hidden < all.size(); ++hidden)
        masked += bullet;
    masked += all.substr(all.size() - tail);
    if (!extension().empty()) masked.append(extension_label).append(bullet).append(bullet);
    return masked;
}

} // namespace hark
