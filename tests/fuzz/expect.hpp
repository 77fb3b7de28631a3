// What fuzz targets share: a fact that aborts when it is none, and what holds of every fault that a
// decoder tells.
#pragma once

#include <cstdlib>

#include "hark/json.hpp"

namespace hark::fuzz {

inline void expect(bool fact) {
    if (!fact) std::abort();
}

inline void check(const json::Fault& fault) {
    expect(!fault.message.view().empty());
    expect(fault.path.size() <= 4);
    for (const auto& name : fault.path)
        expect(!name.empty() && name.size() <= 64);
}

inline bool same(const json::Fault& a, const json::Fault& b) {
    return a.path == b.path && a.message.view() == b.message.view();
}

} // namespace hark::fuzz
