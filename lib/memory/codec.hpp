// The values of the public interface in and out of the binary form. Used by everything here that is
// sealed or compared; each change of a form is a change of the file format (lib/store/FORMAT.md).
#pragma once

#include <optional>
#include <string_view>
#include <vector>

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

JsonValue read_json(base::Reader& reader);
void write_time(base::Writer& writer, const std::optional<Time>& time);
std::optional<Time> read_time(base::Reader& reader);

/// A second time of the same thing is written as its distance from the first: fewer bytes.
void write(base::Writer& writer, const PastCall& call);
PastCall read_past_call(base::Reader& reader);
void write(base::Writer& writer, const Intent& intent);
Intent read_intent(base::Reader& reader);
void write(base::Writer& writer, const std::vector<ExternalId>& ids);
std::vector<ExternalId> read_ids(base::Reader& reader);
void write(base::Writer& writer, const Learned& learned);
Learned read_learned(base::Reader& reader);

/// All that the updates and the end of one call together can name.
inline constexpr std::size_t learned_variables_max = 2 * limits::variables_per_customer_max;

} // namespace hark::memory
