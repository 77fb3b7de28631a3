// Decoded requests as JSON again, in the one form that the vectors use: fields in a fixed order,
// and only those that hold something. Written apart from the encoders under test.
#pragma once

#include <string>

#include "hark/json.hpp"

namespace hark::test {

std::string describe(const CallStart& start);
std::string describe(const CallEnd& end);
std::string describe(const CallUpdate& update);
std::string describe(const Verification& verification);
std::string describe(const json::ReplayLine& line);
std::string describe(const json::Fault& fault);

template <typename T>
std::string describe(const json::Decoded<T>& decoded) {
    return std::visit([](const auto& side) { return describe(side); }, decoded);
}

} // namespace hark::test
