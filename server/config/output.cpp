#include "server/config/output.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <string>

namespace hark::server {

bool write_all(int descriptor, std::string_view text) {
    while (!text.empty()) {
        const auto written = ::write(descriptor, text.data(), text.size());
        if (written < 0 && errno == EINTR) continue;
        if (written <= 0) return false;
        text.remove_prefix(static_cast<std::size_t>(written));
    }
    return true;
}

void complain(std::string_view program, std::string_view text) {
    std::string line{program};
    line.append(": ").append(text).append("\n");
    write_all(STDERR_FILENO, line);
}

Status write_secret_file(const std::filesystem::path& path, std::string_view text) {
    const int file = ::open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
    if (file < 0) {
        if (errno == EEXIST) return Error{Code::conflict, "the file exists already", {}, errno};
        return Error{Code::storage_failed, "the file cannot be made", {}, errno};
    }
    const bool written = write_all(file, text) && ::fsync(file) == 0;
    const int error = errno;
    ::close(file);
    if (written) return {};
    ::unlink(path.c_str());
    return Error{Code::storage_failed, "the file cannot be written", {}, error};
}

} // namespace hark::server
