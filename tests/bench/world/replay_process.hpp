// `hark replay` as a child process: lines in, answers out.
#pragma once

#include <sys/types.h>

#include <string>
#include <string_view>
#include <vector>

namespace hark::world {

class ReplayProcess {
public:
    /// Ends the program, with a message, when it cannot be run.
    explicit ReplayProcess(const std::vector<std::string>& command);
    ReplayProcess(const ReplayProcess&) = delete;
    ReplayProcess& operator=(const ReplayProcess&) = delete;
    ~ReplayProcess();

    /// Waits while the child is behind. False: it no longer listens.
    bool write(std::string_view lines);
    void end_input();
    /// The next answer; false at the end. Another thread may write meanwhile, and must, because the
    /// child answers a line before it reads on.
    bool read_line(std::string& line);
    /// The status with which it exited.
    int wait();

private:
    pid_t child_{-1};
    int input_{-1};
    int output_{-1};
    std::string buffer_;
    std::size_t used_{0};
};

} // namespace hark::world
