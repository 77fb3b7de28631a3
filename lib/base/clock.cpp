// The machine's clock.

#include "hark/clock.hpp"

namespace hark {

namespace {

class SystemClock final : public Clock {
public:
    Time now() noexcept override {
        return std::chrono::floor<Millis>(std::chrono::system_clock::now());
    }
};

} // namespace

Clock& system_clock() noexcept {
    static SystemClock clock; // without any state: nothing that two users could share
    return clock;
}

} // namespace hark
