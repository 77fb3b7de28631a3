#include <doctest/doctest.h>
#include <fcntl.h>
#include <signal.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <cstdlib>
#include <thread>

#include "hark/memory.hpp"
#include "lib/base/file.hpp"
#include "lib/crypto/key_command.hpp"
#include "tests/unit/base/temporary_folder.hpp"
#include "tests/unit/crypto/support.hpp"

using namespace hark;
using test::TemporaryFolder;

namespace {

const std::string digits{known::root};

std::string raw_key() { return test::text_from_hex(known::root); }

bool is_the_key(const Result<Secret>& read) {
    return read.ok() && test::hex(read->bytes()) == known::root;
}

Code fault_of(const Result<Secret>& read) { return read.ok() ? Code::internal : read.error().code; }

Result<Secret> read_file_of(std::string_view bytes, unsigned mode = 0600) {
    const TemporaryFolder folder;
    test::write_file(folder / "key", bytes, mode);
    return KeySource::file(folder / "key").read();
}

/// The reading end of a pipe that holds `bytes` and nothing more.
base::Descriptor pipe_of(std::string_view bytes) {
    int ends[2];
    REQUIRE(::pipe(ends) == 0);
    const base::Descriptor to{ends[1]};
    REQUIRE(::write(to.get(), bytes.data(), bytes.size()) == static_cast<ssize_t>(bytes.size()));
    return base::Descriptor{ends[0]};
}

Result<Secret> read_command(std::string shell) {
    return KeySource::command(std::move(shell)).read();
}

bool has_no_children() { return ::waitpid(-1, nullptr, WNOHANG) == -1 && errno == ECHILD; }

} // namespace

TEST_CASE("a key file holds 32 bytes, or 64 hexadecimal digits with or without a line end") {
    CHECK(is_the_key(read_file_of(raw_key())));
    CHECK(is_the_key(read_file_of(digits)));
    CHECK(is_the_key(read_file_of(digits + "\n")));
    CHECK(is_the_key(read_file_of(digits + "\r\n")));
    std::string upper = digits;
    for (auto& digit : upper)
        digit = static_cast<char>(::toupper(digit));
    CHECK(is_the_key(read_file_of(upper)));
}

TEST_CASE("a key file that holds anything else gives no key") {
    for (const auto& bytes : {std::string{},
                              std::string{"\n"},
                              raw_key().substr(1),
                              raw_key() + "\n",
                              raw_key() + "xx",
                              digits.substr(1),
                              digits.substr(2),
                              digits + "\n\n",
                              digits + "\r",
                              digits + "0",
                              digits + "00",
                              " " + digits,
                              digits + " ",
                              digits.substr(0, 63) + "g",
                              digits.substr(0, 32) + " " + digits.substr(33),
                              digits.substr(0, 63) + "\n",
                              "0x" + digits.substr(2),
                              digits + "\n" + digits,
                              std::string(100'000, 'a'),
                              std::string(32, '\0'),
                              std::string(64, '0')}) {
        CAPTURE(bytes.size());
        CHECK(fault_of(read_file_of(bytes)) == Code::key_missing);
    }
}

TEST_CASE("a key file that others may open in any way is exposed") {
    for (const unsigned mode : {0610u, 0620u, 0640u, 0601u, 0602u, 0604u, 0644u, 0666u, 0440u}) {
        CAPTURE(mode);
        CHECK(fault_of(read_file_of(digits, mode)) == Code::key_exposed);
    }
    CHECK(is_the_key(read_file_of(digits, 0600)));
    CHECK(is_the_key(read_file_of(digits, 0400)));
}

TEST_CASE("an exposed key file is not read, whatever it holds") {
    CHECK(fault_of(read_file_of("", 0644)) == Code::key_exposed);
}

TEST_CASE("a key file of another user is exposed") {
    if (::geteuid() != 0) {
        MESSAGE("only root can give a file away: not tested here");
        return;
    }
    const TemporaryFolder folder;
    test::write_file(folder / "key", digits);
    REQUIRE(::chown((folder / "key").c_str(), 12345, 12345) == 0);
    CHECK(fault_of(KeySource::file(folder / "key").read()) == Code::key_exposed);
}

TEST_CASE("a symbolic link is followed and what it leads to is checked") {
    const TemporaryFolder folder;
    test::write_file(folder / "key", digits);
    std::filesystem::create_symlink("key", folder / "link");
    CHECK(is_the_key(KeySource::file(folder / "link").read()));
    std::filesystem::permissions(folder / "key", std::filesystem::perms{0644});
    CHECK(fault_of(KeySource::file(folder / "link").read()) == Code::key_exposed);
}

TEST_CASE("only a regular file is a key file") {
    const TemporaryFolder folder;
    REQUIRE(::mkfifo((folder / "pipe").c_str(), 0600) == 0);
    CHECK(fault_of(KeySource::file(folder / "pipe").read()) == Code::key_missing);
    CHECK(fault_of(KeySource::file(folder.path()).read()) == Code::key_missing);
    CHECK(fault_of(KeySource::file("/dev/zero").read()) == Code::key_missing);
}

TEST_CASE("a missing key file says so with the errno") {
    const TemporaryFolder folder;
    const auto read = KeySource::file(folder / "key").read();
    CHECK(read.error().code == Code::key_missing);
    CHECK(read.error().sys == ENOENT);
}

TEST_CASE("a new key file can be read as a key file, and differs from the next one") {
    const TemporaryFolder folder;
    REQUIRE(create_key_file(folder / "one").ok());
    REQUIRE(create_key_file(folder / "two").ok());
    CHECK(test::mode_of(folder / "one") == 0600);
    const auto text = test::read_file(folder / "one");
    CHECK(text.size() == 65);
    CHECK(text.back() == '\n');
    CHECK(text != test::read_file(folder / "two"));
    const auto read = KeySource::file(folder / "one").read();
    REQUIRE(read.ok());
    CHECK(test::hex(read->bytes()) + "\n" == text);
    CHECK(folder.files() == 2);
}

TEST_CASE("a new key file never replaces anything") {
    const TemporaryFolder folder;
    test::write_file(folder / "key", digits);
    const auto status = create_key_file(folder / "key");
    REQUIRE_FALSE(status.ok());
    CHECK(status.error().code == Code::not_allowed);
    CHECK(status.error().sys == EEXIST);
    CHECK(test::read_file(folder / "key") == digits);
}

TEST_CASE("a descriptor is read to its end, once, and stays open") {
    const auto from = pipe_of(digits + "\n");
    auto source = KeySource::descriptor(from.get());
    CHECK(is_the_key(source.read()));
    CHECK(::fcntl(from.get(), F_GETFD) != -1);
    CHECK(fault_of(source.read()) == Code::key_missing);

    const TemporaryFolder folder;
    test::write_file(folder / "key", digits);
    const auto file = base::open_file(folder / "key", O_RDONLY);
    REQUIRE(file.ok());
    auto rewound = KeySource::descriptor(file->get());
    CHECK(is_the_key(rewound.read()));
    REQUIRE(::lseek(file->get(), 0, SEEK_SET) == 0);
    CHECK(fault_of(rewound.read()) == Code::key_missing);
}

TEST_CASE("a key that comes through a descriptor in pieces is put together") {
    int ends[2];
    REQUIRE(::pipe(ends) == 0);
    const base::Descriptor from{ends[0]};
    std::jthread writer{[&] {
        const base::Descriptor to{ends[1]};
        for (const char digit : digits) {
            if (::write(to.get(), &digit, 1) != 1) return;
            std::this_thread::yield();
        }
    }};
    CHECK(is_the_key(KeySource::descriptor(from.get()).read()));
}

TEST_CASE("a descriptor that gives too little, too much or nothing gives no key") {
    for (const auto& bytes : {std::string{}, digits.substr(1), digits + "\n\n", digits + digits}) {
        const auto from = pipe_of(bytes);
        CHECK(fault_of(KeySource::descriptor(from.get()).read()) == Code::key_missing);
    }
    CHECK(fault_of(KeySource::descriptor(-1).read()) == Code::key_missing);
    const auto closed = KeySource::descriptor(1'000'000).read();
    CHECK(closed.error().code == Code::key_missing);
    CHECK(closed.error().sys == EBADF);
}

TEST_CASE("a command prints the key") {
    CHECK(is_the_key(read_command("echo " + digits)));
    CHECK(is_the_key(read_command("printf %s " + digits)));
    CHECK(is_the_key(
        read_command("printf %s " + digits.substr(0, 10) + "; printf %s " + digits.substr(10))));
    auto source = KeySource::command("echo " + digits);
    CHECK(is_the_key(source.read()));
    CHECK(is_the_key(source.read()));
    CHECK(has_no_children());
}

TEST_CASE("a command that fails gives no key, even when it printed one") {
    CHECK(fault_of(read_command("echo " + digits + "; exit 1")) == Code::key_missing);
    CHECK(fault_of(read_command("echo " + digits + "; kill -9 $$")) == Code::key_missing);
    CHECK(fault_of(read_command("exit 0")) == Code::key_missing);
    CHECK(fault_of(read_command("exec 2>/dev/null; /nowhere/at/all")) == Code::key_missing);
    CHECK(has_no_children());
}

TEST_CASE("a command that prints more than a key is stopped") {
    CHECK(fault_of(read_command("echo " + digits + digits)) == Code::key_missing);
    CHECK(fault_of(read_command("while :; do echo endless || exit; done 2>/dev/null")) ==
          Code::key_missing);
    CHECK(has_no_children());
}

TEST_CASE("a command gets nothing on its standard input") {
    CHECK(is_the_key(read_command("if read line; then exit 1; fi; echo " + digits)));
}

TEST_CASE("a command that is not done in time is killed") {
    const TemporaryFolder folder;
    REQUIRE(::mkfifo((folder / "never").c_str(), 0600) == 0);
    std::uint8_t room[64];
    // Waits for a writer that never comes: once before and once after closing its output.
    for (const auto* shell : {"exec cat <'", "exec >&-; exec cat <'"}) {
        const auto run =
            crypto::run_key_command(shell + (folder / "never").string() + "'", room, Millis{30});
        REQUIRE_FALSE(run.ok());
        CHECK(run.error().code == Code::key_missing);
        CHECK(run.error().what.view() == "the key command took too long");
        CHECK(has_no_children());
    }
}

TEST_CASE("a command whose exit status somebody else took gives no key") {
    // With SIGCHLD ignored the kernel throws exit statuses away.
    const auto before = ::signal(SIGCHLD, SIG_IGN);
    const auto read = read_command("echo " + digits);
    ::signal(SIGCHLD, before);
    REQUIRE_FALSE(read.ok());
    CHECK(read.error().code == Code::key_missing);
    CHECK(read.error().sys == ECHILD);
}

TEST_CASE("a command is free of the host's signal mask and of an ignored SIGPIPE") {
    sigset_t all;
    sigset_t before;
    sigfillset(&all);
    const auto pipe_before = ::signal(SIGPIPE, SIG_IGN);
    REQUIRE(::pthread_sigmask(SIG_BLOCK, &all, &before) == 0);
    // A command that can be ended by these signals never comes to print the key.
    const auto ended = fault_of(read_command("kill -TERM $$; echo " + digits));
    const auto broken = fault_of(read_command("kill -PIPE $$; echo " + digits));
    ::pthread_sigmask(SIG_SETMASK, &before, nullptr);
    ::signal(SIGPIPE, pipe_before);
    CHECK(ended == Code::key_missing);
    CHECK(broken == Code::key_missing);
}

TEST_CASE("a secret of the host's own may be read again and again") {
    auto source = KeySource::secret(test::secret_from_hex(known::root));
    CHECK(is_the_key(source.read()));
    CHECK(is_the_key(source.read()));
}

TEST_CASE("a secret that was never filled or was moved away is no key") {
    CHECK(fault_of(KeySource::secret(Secret{}).read()) == Code::key_missing);
    auto source = KeySource::secret(test::secret_from_hex(known::root));
    auto moved = std::move(source);
    CHECK(is_the_key(moved.read()));
    CHECK(fault_of(source.read()) == Code::key_missing); // NOLINT: this is the point
}

TEST_CASE("no error of a key source holds anything that was read") {
    for (const auto& error :
         {read_file_of(digits + "zz").error(), read_file_of(digits, 0644).error(),
          read_command("echo " + digits + digits).error()}) {
        CHECK(error.what.view().find(digits.substr(0, 6)) == std::string_view::npos);
        CHECK(error.where.view().empty());
    }
}
