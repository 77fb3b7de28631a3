#include "lib/memory/folder.hpp"

#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <string>
#include <system_error>

#include "lib/base/try.hpp"

namespace hark::memory {
namespace {

constexpr mode_t rights_of_others = 077;

Error cannot_make(int number) noexcept {
    return Error{Code::storage_failed, "the folder of the memory cannot be made", {}, number};
}

/// Without a trailing slash, with which no name is the last.
std::filesystem::path named(const std::filesystem::path& folder) {
    return folder.has_filename() ? folder : folder.parent_path();
}

/// Whether there is nothing but half of a keyring, which nobody can have begun to use.
Result<bool> is_unused(const std::filesystem::path& folder) {
    std::error_code failed;
    for (std::filesystem::directory_iterator file{folder, failed}, end; !failed && file != end;
         file.increment(failed)) {
        if (!file->path().filename().string().starts_with(".keyring-")) return false;
    }
    if (failed) return cannot_make(failed.value());
    return true;
}

} // namespace

Status make_folder(const std::filesystem::path& folder) {
    const auto name = named(folder);
    std::error_code failed;
    if (name.has_parent_path()) std::filesystem::create_directories(name.parent_path(), failed);
    if (failed) return cannot_make(failed.value());
    if (::mkdir(name.c_str(), 0700) == 0) return {};
    if (errno != EEXIST) return cannot_make(errno);

    struct stat status{};
    if (::stat(name.c_str(), &status) != 0) return cannot_make(errno);
    if (!S_ISDIR(status.st_mode)) return cannot_make(ENOTDIR);
    if (status.st_uid != ::geteuid()) {
        return Error{Code::not_allowed, "the folder belongs to another user: name a new one"};
    }
    HARK_CHECK(check_folder(name));
    HARK_TRY(const bool unused, is_unused(name));
    // With a keyring another process was quicker: it is made before anything else.
    if (!unused && !std::filesystem::exists(name / "keyring", failed)) {
        return Error{Code::not_allowed,
                     "the folder holds something else: name one that is new or empty"};
    }
    return {};
}

Status check_folder(const std::filesystem::path& folder) {
    struct stat status{};
    if (::stat(folder.c_str(), &status) != 0) {
        return Error{Code::storage_failed, "the folder cannot be looked at", {}, errno};
    }
    if ((status.st_mode & rights_of_others) != 0) {
        return Error{Code::key_exposed, "the folder of the memory is open to others: chmod 700 it"};
    }
    return {};
}

void close_files_to_others(const std::filesystem::path& folder) noexcept {
    for (const char* name : {"keyring", "tombstones", "data.db", "data.db-wal", "data.db-shm",
                             "keys.db", "keys.db-wal", "keys.db-shm"}) {
        const auto path = folder / name;
        struct stat status{};
        if (::lstat(path.c_str(), &status) != 0 || !S_ISREG(status.st_mode)) continue;
        if ((status.st_mode & rights_of_others) == 0) continue;
        // Not ours to change: then it stays, in a folder that is closed.
        static_cast<void>(::chmod(path.c_str(), status.st_mode & 0700));
    }
}

} // namespace hark::memory
