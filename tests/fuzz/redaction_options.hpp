// What the redaction targets share: redactors by the first byte of the input.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "hark/redaction.hpp"
#include "tests/fuzz/expect.hpp"

namespace fuzz {

using namespace hark::redaction;

using hark::fuzz::expect;

inline Redactor make(std::uint8_t choice) {
    constexpr std::array formats{Format::detect, Format::json, Format::key_value, Format::text};
    Options options;
    options.format = formats[choice % formats.size()];
    options.profile = (choice & 4) != 0 ? Profile::strict : Profile::standard;
    if ((choice & 8) != 0) options.countries.set();
    if ((choice & 16) != 0) {
        options.fields = {{"secure", FieldAction::secure}, {"allow", FieldAction::allow}};
        options.unlisted_fields = (choice & 32) != 0 ? FieldAction::secure : FieldAction::scan;
    }
    return std::move(Redactor::make(options)).value();
}

/// One for each choice, made when it is asked for first.
inline const Redactor& redactor(std::uint8_t choice) {
    static std::vector<std::pair<std::uint8_t, Redactor>> made;
    choice %= 64;
    for (const auto& [key, value] : made)
        if (key == choice) return value;
    return made.emplace_back(choice, make(choice)).second;
}

} // namespace fuzz
