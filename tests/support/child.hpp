// A child process for tests: it talks through pipes, and ends with its object. And the lock by
// which one process keeps another from writing.
#pragma once

#include <fcntl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <filesystem>
#include <string>
#include <string_view>

#include <doctest/doctest.h>

namespace hark::test {

class Child {
public:
    /// Runs work(in, out) in the child: `in` reads what say() said, lines told to `out` come out
    /// of line().
    template <typename Work>
    explicit Child(Work work) {
        int up[2];
        int down[2];
        REQUIRE(::pipe(up) == 0);
        REQUIRE(::pipe(down) == 0);
        process_ = ::fork();
        REQUIRE(process_ >= 0);
        if (process_ == 0) {
            ::close(up[0]);
            ::close(down[1]);
            work(down[0], up[1]);
            ::_exit(0);
        }
        ::close(up[1]);
        ::close(down[0]);
        from_ = up[0];
        to_ = down[1];
    }
    ~Child() { join(); }
    Child(const Child&) = delete;
    Child& operator=(const Child&) = delete;

    /// Everything up to the child's next line end; shorter when the child is gone.
    std::string line() const {
        std::string read;
        char byte = 0;
        while (::read(from_, &byte, 1) == 1 && byte != '\n')
            read.push_back(byte);
        return read;
    }
    void say(std::string_view text) const {
        REQUIRE(::write(to_, text.data(), text.size()) == static_cast<ssize_t>(text.size()));
    }
    /// Lets it go and waits for its end.
    void join() {
        if (process_ < 0) return;
        ::close(to_);
        int status = 0;
        ::waitpid(process_, &status, 0);
        ::close(from_);
        process_ = -1;
    }

private:
    pid_t process_{-1};
    int from_{-1};
    int to_{-1};
};

/// In the child: one line to the parent.
inline void tell(int out, const std::string& line) {
    const auto text = line + "\n";
    if (::write(out, text.data(), text.size()) < 0) ::_exit(1);
}

/// In the child: until the parent says something or lets go.
inline void await(int in) {
    char byte = 0;
    if (::read(in, &byte, 1) < 0) ::_exit(1);
}

/// In the child: takes the lock that a writer of a database in WAL mode holds (byte 120 of its -shm
/// file, see SQLite's "WAL-mode File Format"), which needs no key, and keeps it until it is let go.
inline void hold_write_lock(const std::filesystem::path& shm, int in, int out) {
    const int file = ::open(shm.c_str(), O_RDWR | O_CLOEXEC);
    struct flock lock{};
    lock.l_type = F_WRLCK;
    lock.l_whence = SEEK_SET;
    lock.l_start = 120;
    lock.l_len = 1;
    tell(out, ::fcntl(file, F_SETLKW, &lock) == 0 ? "locked" : "failed");
    await(in);
}

} // namespace hark::test
