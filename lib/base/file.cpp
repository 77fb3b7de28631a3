// Small files that must be whole or absent, on POSIX.

#include "lib/base/file.hpp"

#include <fcntl.h>
#include <poll.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <string>

#include "lib/base/random.hpp"
#include "lib/base/try.hpp"

namespace hark::base {

namespace {

std::filesystem::path folder_of(const std::filesystem::path& path) {
    auto folder = path.parent_path();
    return folder.empty() ? std::filesystem::path{"."} : folder;
}

/// A name beside `path` that nobody else uses: ".NAME-" and 16 random hexadecimal digits.
std::filesystem::path name_beside(const std::filesystem::path& path) {
    std::array<std::uint8_t, 8> random;
    fill_random(random);
    constexpr char digits[] = "0123456789abcdef";
    std::string name = "." + path.filename().string() + "-";
    for (const auto byte : random) {
        name += digits[byte >> 4];
        name += digits[byte & 0x0f];
    }
    return folder_of(path) / name;
}

/// Writes a new file, whole and durable, but its name is not durable yet.
Status write_new(const std::filesystem::path& path, std::span<const std::uint8_t> bytes) {
    HARK_TRY(auto file, open_file(path, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW, 0600));
    HARK_CHECK(write_all(file.get(), bytes));
    // The process's umask may have taken more away, never given: 0600 is asked for again.
    if (::fchmod(file.get(), 0600) != 0) return write_error(errno, "a file's mode cannot be set");
    if (::fsync(file.get()) != 0) return write_error(errno, "a file cannot be made durable");
    return {};
}

} // namespace

Descriptor& Descriptor::operator=(Descriptor&& other) noexcept {
    if (this != &other) {
        reset();
        fd_ = std::exchange(other.fd_, -1);
    }
    return *this;
}

void Descriptor::reset() noexcept {
    if (fd_ >= 0) ::close(std::exchange(fd_, -1));
}

Error write_error(int number, Literal what) noexcept {
    Code code = Code::storage_failed;
    if (number == ENOSPC || number == EDQUOT) code = Code::disk_full;
    if (number == EROFS || number == EACCES || number == EPERM) code = Code::read_only;
    return {.code = code, .what = what, .where = {}, .sys = number};
}

Result<Descriptor> open_file(const std::filesystem::path& path, int flags, unsigned mode) {
    while (true) {
        Descriptor file{::open(path.c_str(), flags | O_CLOEXEC | O_NOCTTY, mode)};
        if (file) return file;
        if (errno == EINTR) continue;
        constexpr Literal what = "a file cannot be opened";
        if ((flags & O_ACCMODE) == O_RDONLY) return Error{Code::storage_failed, what, {}, errno};
        return write_error(errno, what);
    }
}

Result<std::size_t> read_up_to(int fd, std::span<std::uint8_t> out) {
    std::size_t have = 0;
    while (have < out.size()) {
        const auto got = ::read(fd, out.data() + have, out.size() - have);
        if (got == 0) break;
        if (got > 0) {
            have += static_cast<std::size_t>(got);
        } else if (errno == EAGAIN || errno == EWOULDBLOCK) {
            pollfd ready{.fd = fd, .events = POLLIN, .revents = 0};
            if (::poll(&ready, 1, -1) < 0 && errno != EINTR) {
                return Error{Code::storage_failed, "a file cannot be read", {}, errno};
            }
        } else if (errno != EINTR) {
            return Error{Code::storage_failed, "a file cannot be read", {}, errno};
        }
    }
    return have;
}

Status write_all(int fd, std::span<const std::uint8_t> bytes) {
    while (!bytes.empty()) {
        const auto put = ::write(fd, bytes.data(), bytes.size());
        if (put >= 0) {
            bytes = bytes.subspan(static_cast<std::size_t>(put));
        } else if (errno != EINTR) {
            return write_error(errno, "a file cannot be written");
        }
    }
    return {};
}

Status create_whole(const std::filesystem::path& path, std::span<const std::uint8_t> bytes) {
    const auto beside = name_beside(path);
    auto status = write_new(beside, bytes);
    // link() and not rename(): it refuses a name that is taken, so nobody's file is ever replaced,
    // and unlike renameat2(RENAME_NOREPLACE) network file systems know it.
    if (status.ok() && ::link(beside.c_str(), path.c_str()) != 0) {
        status = errno == EEXIST ? Error{Code::not_allowed, "the file exists already", {}, EEXIST}
                                 : write_error(errno, "a file cannot be given its name");
    }
    ::unlink(beside.c_str());
    if (!status.ok()) return status;
    // When this fails the file stays: another process may have begun to use it.
    return sync_folder(folder_of(path));
}

Status sync_folder(const std::filesystem::path& folder) {
    HARK_TRY(auto opened, open_file(folder, O_RDONLY | O_DIRECTORY));
    if (::fsync(opened.get()) != 0) return write_error(errno, "a folder cannot be made durable");
    return {};
}

} // namespace hark::base
