// A full disk: it is told, loses nothing that was acknowledged, and stops nothing for good. Shown
// twice. Everywhere: SQLite's writes are refused once a file has reached a size. And where a
// process may mount (as root, or in a user namespace of its own): on a file system that is really
// full.
#include <fcntl.h>
#include <sched.h>
#include <sqlite3.h>
#include <sys/mount.h>
#include <unistd.h>

#include <atomic>
#include <cerrno>
#include <cstdio>
#include <cstdlib>
#include <sstream>

#include "tests/support/child.hpp"
#include "tests/unit/memory/kit.hpp"

using namespace hark;
using namespace hark::test;

namespace {

const std::string no_mount = "no mount";
const std::string all_well = "disk_full reads all there sound goes on";

/// Calls until something is refused, room again, and what is there then. Runs in a child, where
/// nothing can be asserted: it says what it saw.
template <typename MakeRoom>
std::string story(const std::filesystem::path& folder, MakeRoom make_room) {
    std::ostringstream out;
    VirtualClock clock{monday};
    auto memory = Memory::open(folder_options(folder, clock));
    if (!memory) return "not opened: " + words(memory.error());
    std::vector<std::string> ended;
    std::string trouble;
    for (int i = 0; i < 4000 && trouble.empty(); ++i) {
        const auto call_id = "call-" + std::to_string(i);
        auto started = memory->start(start_of(call_id, "+1202" + std::to_string(5550000 + i)));
        if (!started) {
            trouble = name(started.error().code);
            break;
        }
        auto end = end_of(call_id);
        end.learned.summary = text<Summary>(std::string(2000, 's'));
        auto done = memory->end(end);
        if (done) {
            ended.push_back(call_id);
        } else {
            trouble = name(done.error().code);
        }
    }
    out << trouble << " ";
    // Still answers what it knows.
    const auto known = memory->peek(start_of("peek", "+12025550000"));
    out << (known && known->returning ? "reads " : "does not read ");
    if (ended.size() < 20) return "only " + std::to_string(ended.size()) + " ended: " + out.str();
    (void)memory->close();
    memory = Error{};
    if (!make_room()) return "no room was made";
    memory = Memory::open(folder_options(folder, clock, false));
    if (!memory) return out.str() + "not opened again: " + words(memory.error());
    std::size_t there = 0;
    for (const auto& call_id : ended) {
        const auto call = memory->call(text<CallId>(call_id));
        if (call && call->call_end) ++there;
    }
    out << (there == ended.size() ? "all there " : "some lost ");
    const auto report = memory->verify();
    out << (report && report->faults.empty() ? "sound " : "unsound ");
    out << (memory->start(start_of("after", "+12025550100")).ok() ? "goes on" : "stuck");
    return out.str();
}

// --- writes that are refused ---------------------------------------------------------------------

std::atomic<off_t> file_bytes_max{0};

/// Stands for pwrite() on a disk that has no block left: what is there may be written over.
ssize_t write_if_room(int file, const void* bytes, std::size_t count, off_t at) {
    if (at + static_cast<off_t>(count) > file_bytes_max) {
        errno = ENOSPC;
        return -1;
    }
    return ::pwrite(file, bytes, count, at);
}

bool refuse_writes_beyond(off_t bytes) {
    file_bytes_max = bytes;
    auto* files = sqlite3_vfs_find(nullptr);
    return files != nullptr &&
           files->xSetSystemCall(
               files, "pwrite", reinterpret_cast<sqlite3_syscall_ptr>(&write_if_room)) == SQLITE_OK;
}

// --- a disk of its own ---------------------------------------------------------------------------

bool write_text(const char* path, const std::string& words) {
    const int file = ::open(path, O_WRONLY | O_CLOEXEC);
    if (file < 0) return false;
    const bool written =
        ::write(file, words.data(), words.size()) == static_cast<ssize_t>(words.size());
    ::close(file);
    return written;
}

/// Into a mount namespace of one's own: root's right, or anybody's in a user namespace.
bool may_mount() {
    const auto user = std::to_string(::geteuid());
    const auto group = std::to_string(::getegid());
    if (::geteuid() == 0) {
        if (::unshare(CLONE_NEWNS) != 0) return false;
    } else {
        if (::unshare(CLONE_NEWUSER | CLONE_NEWNS) != 0) return false;
        if (!write_text("/proc/self/uid_map", "0 " + user + " 1") ||
            !write_text("/proc/self/setgroups", "deny") ||
            !write_text("/proc/self/gid_map", "0 " + group + " 1")) {
            return false;
        }
    }
    return ::mount("none", "/", nullptr, MS_REC | MS_PRIVATE, nullptr) == 0;
}

bool mount_small_disk(const std::filesystem::path& folder) {
    return may_mount() && ::mount("none", folder.c_str(), "tmpfs", 0, "size=1500k") == 0;
}

std::string on_a_small_disk() {
    const TemporaryFolder folder;
    const auto remount = [&] {
        return ::mount("none", folder.path().c_str(), "tmpfs", MS_REMOUNT, "size=16m") == 0;
    };
    const Child child{[&](int, int out) {
        const bool mounted = mount_small_disk(folder.path());
        tell(out, mounted ? story(folder.path() / "m", remount) : no_mount);
    }};
    return child.line();
}

} // namespace

TEST_SUITE_BEGIN("full disk");

TEST_CASE("a full disk is told, and what was acknowledged before stays") {
    const TemporaryFolder folder;
    const Child child{[&](int, int out) {
        if (!refuse_writes_beyond(3'000'000)) return tell(out, "the writes cannot be refused");
        tell(out, story(folder.path() / "m", [] { return refuse_writes_beyond(16'000'000); }));
    }};
    CHECK(child.line() == all_well);
}

TEST_CASE("so it is on a file system that is really full" * doctest::skip()) { // a test of its own
    const auto said = on_a_small_disk();
    if (said == no_mount) {
        std::fputs("skipped: nobody may mount here, neither as root nor in a user namespace\n",
                   stderr);
        std::exit(77);
    }
    CHECK(said == all_well);
}

TEST_SUITE_END();
