// The checked texts of the public interface in and out of the binary form. Used by everything here
// that is sealed.
#pragma once

#include <optional>
#include <string_view>

#include "hark/call.hpp"
#include "lib/base/bytes.hpp"

namespace hark::memory {

/// A checked text, empty when it was not given.
template <typename Checked>
Checked read_text(base::Reader& reader) {
    const std::string_view text = reader.text(Checked::bytes_max);
    if (text.empty()) return {};
    auto checked = Checked::from(text);
    if (!checked.ok()) {
        reader.fail();
        return {};
    }
    return std::move(checked).value();
}

inline JsonValue read_json(base::Reader& reader) {
    return JsonValue::trusted(std::string{reader.text(limits::variable_value_bytes_max)});
}

inline void write_time(base::Writer& writer, const std::optional<Time>& time) {
    writer.flag(time.has_value());
    if (time) writer.time(*time);
}

inline std::optional<Time> read_time(base::Reader& reader) {
    if (!reader.flag()) return std::nullopt;
    return reader.time();
}

/// Nothing is 0, an enumerator is one more than its number.
template <typename Enum>
void write_choice(base::Writer& writer, const std::optional<Enum>& choice) {
    writer.u8(choice ? static_cast<std::uint8_t>(static_cast<std::uint8_t>(*choice) + 1) : 0);
}

template <typename Enum>
std::optional<Enum> read_choice(base::Reader& reader, Enum last) {
    const std::uint8_t stored = reader.u8();
    if (stored == 0) return std::nullopt;
    if (stored > static_cast<std::uint8_t>(last) + 1) {
        reader.fail();
        return std::nullopt;
    }
    return static_cast<Enum>(stored - 1);
}

} // namespace hark::memory
