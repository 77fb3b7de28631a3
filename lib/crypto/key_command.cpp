// Runs a command that prints a key, inside a process that has threads and signals of its own.
//
// posix_spawn and not fork: a fork copies locks that other threads hold. Not popen: its buffer
// could not be wiped. The child gets no process group of its own, or it could not ask on the
// terminal.

#include "lib/crypto/key_command.hpp"

#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <chrono>

#include "lib/base/file.hpp"
#include "lib/base/try.hpp"

namespace hark::crypto {

namespace {

using Moment = std::chrono::steady_clock::time_point;

constexpr Millis exit_poll{2}; // between looks whether a child that closed its output has ended

Error refused(Literal what, int number = 0) noexcept {
    return {.code = Code::key_missing, .what = what, .where = {}, .sys = number};
}

/// At least 0 and rounded up, as poll() wants it.
int millis_until(Moment deadline) noexcept {
    const auto left = std::chrono::ceil<Millis>(deadline - std::chrono::steady_clock::now());
    return static_cast<int>(std::clamp<Millis::rep>(left.count(), 0, 1'000'000));
}

/// A running child; killed and reaped when it goes before its end was seen.
class Child {
public:
    explicit Child(pid_t pid) noexcept : pid_{pid} {}
    Child(const Child&) = delete;
    Child& operator=(const Child&) = delete;
    ~Child() {
        int status = 0;
        // Only a child that waitpid() still knows is ours to kill: its number may have gone to
        // somebody else's process.
        if (ended_ || ::waitpid(pid_, &status, WNOHANG) != 0) return;
        ::kill(pid_, SIGKILL);
        while (::waitpid(pid_, &status, 0) < 0 && errno == EINTR) {
        }
    }

    /// Success when it ended by itself with status 0.
    Status wait_until(Moment deadline) noexcept {
        while (true) {
            int status = 0;
            const pid_t got = ::waitpid(pid_, &status, WNOHANG);
            if (got == pid_) {
                ended_ = true;
                if (WIFEXITED(status) && WEXITSTATUS(status) == 0) return {};
                return refused("the key command failed");
            }
            if (got < 0 && errno != EINTR) {
                ended_ = true;
                return refused("the key command's exit status was taken by somebody else", errno);
            }
            if (millis_until(deadline) == 0) return refused("the key command took too long");
            ::poll(nullptr, 0, static_cast<int>(exit_poll.count()));
        }
    }

private:
    pid_t pid_;
    bool ended_{false};
};

/// The settings of a spawn, freed when they go. Setting one fails only for want of memory, and then
/// start() fails.
class Spawn {
public:
    Spawn() noexcept {
        note(::posix_spawn_file_actions_init(&actions_));
        note(::posix_spawnattr_init(&attributes_));
    }
    Spawn(const Spawn&) = delete;
    Spawn& operator=(const Spawn&) = delete;
    ~Spawn() {
        ::posix_spawn_file_actions_destroy(&actions_);
        ::posix_spawnattr_destroy(&attributes_);
    }

    void output_to(int fd) noexcept {
        note(::posix_spawn_file_actions_adddup2(&actions_, fd, STDOUT_FILENO));
        note(::posix_spawn_file_actions_addopen(&actions_, STDIN_FILENO, "/dev/null", O_RDONLY, 0));
    }
    /// Without the host's signal mask, and dying of SIGPIPE even where the host ignores it.
    void plain_signals() noexcept {
        sigset_t none;
        sigset_t reset;
        sigemptyset(&none);
        sigemptyset(&reset);
        sigaddset(&reset, SIGPIPE);
        note(::posix_spawnattr_setsigmask(&attributes_, &none));
        note(::posix_spawnattr_setsigdefault(&attributes_, &reset));
        note(::posix_spawnattr_setflags(&attributes_,
                                        POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF));
    }
    /// 0, or an errno.
    int start(pid_t& pid, const std::string& shell) noexcept {
        if (failed_ != 0) return failed_;
        std::string name = "sh";
        std::string option = "-c";
        std::string command = shell;
        char* const arguments[] = {name.data(), option.data(), command.data(), nullptr};
        return ::posix_spawn(&pid, "/bin/sh", &actions_, &attributes_, arguments, environ);
    }

private:
    void note(int number) noexcept {
        if (failed_ == 0) failed_ = number;
    }

    posix_spawn_file_actions_t actions_;
    posix_spawnattr_t attributes_;
    int failed_{0};
};

/// Reads to the end of the pipe; `refused` when `out` is full and more comes.
Result<std::size_t> read_all(int pipe, std::span<std::uint8_t> out, Moment deadline) noexcept {
    std::size_t have = 0;
    while (true) {
        pollfd ready{.fd = pipe, .events = POLLIN, .revents = 0};
        const int polled = ::poll(&ready, 1, millis_until(deadline));
        if (polled < 0 && errno == EINTR) continue;
        if (polled < 0) return refused("the key command's output cannot be read", errno);
        if (polled == 0) return refused("the key command took too long");
        std::uint8_t beyond = 0;
        const bool full = have == out.size();
        const auto got =
            full ? ::read(pipe, &beyond, 1) : ::read(pipe, out.data() + have, out.size() - have);
        if (got == 0) return have;
        if (got < 0 && errno == EINTR) continue;
        if (got < 0) return refused("the key command's output cannot be read", errno);
        if (full) return refused("the key command printed more than a key");
        have += static_cast<std::size_t>(got);
    }
}

} // namespace

Result<std::size_t> run_key_command(const std::string& shell, std::span<std::uint8_t> out,
                                    Millis wait) {
    const Moment deadline = std::chrono::steady_clock::now() + wait;
    int ends[2];
    if (::pipe2(ends, O_CLOEXEC) != 0) return refused("the key command cannot be run", errno);
    const base::Descriptor from{ends[0]};
    base::Descriptor to{ends[1]};

    pid_t pid = -1;
    {
        Spawn spawn;
        spawn.output_to(to.get());
        spawn.plain_signals();
        const int number = spawn.start(pid, shell);
        if (number != 0) return refused("the key command cannot be run", number);
    }
    Child child{pid};
    to.reset(); // so that the pipe ends when the child's side does

    HARK_TRY(const auto size, read_all(from.get(), out, deadline));
    HARK_CHECK(child.wait_until(deadline));
    return size;
}

} // namespace hark::crypto
