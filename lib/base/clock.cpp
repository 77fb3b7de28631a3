// The machine's clock.

#include "hark/clock.hpp"

#include <time.h>

namespace hark {

namespace {

class SystemClock final : public Clock {
public:
    Time now() noexcept override {
        return std::chrono::floor<Millis>(std::chrono::system_clock::now());
    }
    Millis passed() noexcept override {
#ifdef CLOCK_BOOTTIME
        // Goes on while the machine sleeps, which the steady clock does not.
        timespec since{};
        if (::clock_gettime(CLOCK_BOOTTIME, &since) == 0) {
            return std::chrono::seconds{since.tv_sec} +
                   std::chrono::floor<Millis>(std::chrono::nanoseconds{since.tv_nsec});
        }
#endif
        return std::chrono::floor<Millis>(std::chrono::steady_clock::now().time_since_epoch());
    }
};

} // namespace

Clock& system_clock() noexcept {
    static SystemClock clock; // without any state: nothing that two users could share
    return clock;
}

} // namespace hark
