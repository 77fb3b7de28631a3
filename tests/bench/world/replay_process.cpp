#include "tests/bench/world/replay_process.hpp"

#include <fcntl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <csignal>
#include <cstdio>
#include <cstdlib>

namespace hark::world {

namespace {

[[noreturn]] void give_up(const char* what) {
    std::perror(what);
    std::exit(1);
}

} // namespace

ReplayProcess::ReplayProcess(const std::vector<std::string>& command) {
    int to_child[2];
    int from_child[2];
    if (::pipe2(to_child, O_CLOEXEC) != 0 || ::pipe2(from_child, O_CLOEXEC) != 0) give_up("pipe");
    std::signal(SIGPIPE, SIG_IGN);
    std::vector<char*> arguments;
    for (const auto& part : command)
        arguments.push_back(const_cast<char*>(part.c_str()));
    arguments.push_back(nullptr);
    child_ = ::fork();
    if (child_ < 0) give_up("fork");
    if (child_ == 0) {
        if (::dup2(to_child[0], 0) < 0 || ::dup2(from_child[1], 1) < 0) ::_exit(126);
        std::signal(SIGPIPE, SIG_DFL);
        ::execv(arguments[0], arguments.data());
        ::_exit(127);
    }
    ::close(to_child[0]);
    ::close(from_child[1]);
    input_ = to_child[1];
    output_ = from_child[0];
}

ReplayProcess::~ReplayProcess() {
    end_input();
    if (output_ >= 0) ::close(output_);
    if (child_ > 0) wait();
}

bool ReplayProcess::write(std::string_view lines) {
    while (!lines.empty()) {
        const auto written = ::write(input_, lines.data(), lines.size());
        if (written < 0 && errno == EINTR) continue;
        if (written < 0) return false;
        lines.remove_prefix(static_cast<std::size_t>(written));
    }
    return true;
}

void ReplayProcess::end_input() {
    if (input_ >= 0) ::close(input_);
    input_ = -1;
}

bool ReplayProcess::read_line(std::string& line) {
    for (;;) {
        const auto end = buffer_.find('\n', used_);
        if (end != std::string::npos) {
            line.assign(buffer_, used_, end - used_);
            used_ = end + 1;
            return true;
        }
        buffer_.erase(0, used_);
        used_ = 0;
        char piece[64 * 1024];
        const auto got = ::read(output_, piece, sizeof piece);
        if (got < 0 && errno == EINTR) continue;
        if (got <= 0) return false;
        buffer_.append(piece, static_cast<std::size_t>(got));
    }
}

int ReplayProcess::wait() {
    int status = 0;
    while (::waitpid(child_, &status, 0) < 0 && errno == EINTR) {
    }
    child_ = -1;
    return WIFEXITED(status) ? WEXITSTATUS(status) : 128;
}

} // namespace hark::world
