#include "server/cli/progress.hpp"

#include <unistd.h>

#include <string>

#include "server/config/output.hpp"

namespace hark::server {

Progress::Progress(bool always)
    : terminal_{::isatty(STDERR_FILENO) == 1},
      shown_{always || terminal_},
      begun_{SteadyClock::now()},
      last_{begun_} {}

void Progress::step() {
    ++lines_;
    if (!shown_) return;
    const auto now = SteadyClock::now();
    if (now - last_ >= std::chrono::seconds{1}) show(now);
}

void Progress::end() {
    if (!shown_) return;
    show(SteadyClock::now());
    if (open_) write_all(STDERR_FILENO, "\n");
    shown_ = false;
}

void Progress::show(SteadyClock::time_point now) {
    last_ = now;
    const auto seconds = std::chrono::duration<double>(now - begun_).count();
    const auto rate = seconds > 0 ? static_cast<double>(lines_) / seconds : 0;
    std::string text{terminal_ ? "\rhark: " : "hark: "};
    text.append(std::to_string(lines_)).append(" lines, ");
    text.append(std::to_string(static_cast<std::uint64_t>(rate))).append(" a second");
    text.append(terminal_ ? "  " : "\n"); // a shorter line covers the longer one before it
    open_ = terminal_;
    write_all(STDERR_FILENO, text);
}

} // namespace hark::server
