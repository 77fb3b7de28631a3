// A clock that tests set by writing a file. Never for production: time stands still in between.
#pragma once

#include <string>
#include <utility>

#include "hark/clock.hpp"

namespace hark::server {

/// Reads the file at each now(): decimal milliseconds of UTC. Replace it by renaming another one
/// over it. While it cannot be read, time is 0.
class TestClock final : public Clock {
public:
    explicit TestClock(std::string path) : path_{std::move(path)} {}
    Time now() noexcept override;

private:
    std::string path_;
};

} // namespace hark::server
