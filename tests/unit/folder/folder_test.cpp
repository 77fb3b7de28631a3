// Making and opening the folder of a memory: nobody else's is taken, and none that others can
// enter.
#include <doctest/doctest.h>
#include <sys/stat.h>

#include <filesystem>
#include <fstream>

#include "hark/memory.hpp"
#include "tests/support/must.hpp"
#include "tests/support/temporary_folder.hpp"

using namespace hark;
using namespace hark::test;

namespace {

namespace files = std::filesystem;

Result<Memory> open(const files::path& folder, bool create = true) {
    Secret key;
    for (auto& byte : key.writable())
        byte = 7;
    MemoryOptions options;
    options.folder = folder;
    options.key = KeySource::secret(std::move(key));
    options.create = create;
    return Memory::open(std::move(options));
}

unsigned mode_of(const files::path& path) {
    struct stat status{};
    REQUIRE(::stat(path.c_str(), &status) == 0);
    return status.st_mode & 0777;
}

void write(const files::path& path, const char* bytes) { std::ofstream{path} << bytes; }

} // namespace

TEST_CASE("a new folder, and those above it, are made; it is its owner's alone") {
    const TemporaryFolder place;
    const auto folder = place.path() / "a" / "b" / "memory";
    must(open(folder));
    CHECK(mode_of(folder) == 0700);
    must(open(folder, false));
}

TEST_CASE("a folder that holds something else is refused, and stays as it is") {
    const TemporaryFolder place;
    const auto folder = place.path() / "home";
    files::create_directory(folder);
    REQUIRE(::chmod(folder.c_str(), 0700) == 0);
    write(folder / "letter", "Dear Ada");
    CHECK(failure(open(folder)) == Code::not_allowed);
    files::remove(folder / "letter");
    REQUIRE(::chmod(folder.c_str(), 0755) == 0);
    CHECK(failure(open(folder)) == Code::key_exposed);
    CHECK(mode_of(folder) == 0755);
    CHECK(files::is_empty(folder));
    write(place.path() / "file", "text");
    CHECK(failure(open(place.path() / "file")) == Code::storage_failed);
}

TEST_CASE("an empty folder of one's own, or one with half a keyring, is taken") {
    const TemporaryFolder place;
    write(place.path() / ".keyring-0123456789abcdef", "Hark");
    must(open(place.path()));
    must(open(place.path(), false));
}

TEST_CASE("a database is not made where a link leads") {
    const TemporaryFolder place;
    const auto folder = place.path() / "memory";
    must(open(folder));
    for (const char* name : {"data.db", "keys.db"}) {
        const auto other = place.path() / (std::string{"other-"} + name);
        files::create_directory(other);
        REQUIRE(::chmod(other.c_str(), 0700) == 0);
        files::copy(folder / "keyring", other / "keyring");
        files::create_symlink(place.path() / "elsewhere", other / name);
        CHECK_FALSE(open(other).ok());
        CHECK_FALSE(files::exists(place.path() / "elsewhere"));
    }
}

TEST_CASE("a memory whose folder is open to others does not open, and its files are closed") {
    const TemporaryFolder place;
    const auto folder = place.path() / "memory";
    must(open(folder));
    for (const unsigned open_to_others : {0710U, 0750U, 0701U, 0777U}) {
        REQUIRE(::chmod(folder.c_str(), open_to_others) == 0);
        CHECK(failure(open(folder, false)) == Code::key_exposed);
    }
    REQUIRE(::chmod(folder.c_str(), 0700) == 0);
    for (const char* name : {"keyring", "data.db", "keys.db"})
        REQUIRE(::chmod((folder / name).c_str(), 0644) == 0);
    must(open(folder, false));
    for (const char* name : {"keyring", "data.db", "keys.db"})
        CHECK(mode_of(folder / name) == 0600);
}
