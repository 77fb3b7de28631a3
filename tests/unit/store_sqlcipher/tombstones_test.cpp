// The file of tombstones: what was appended is there, and what a crash left half is not.
#include "lib/store/sqlcipher/tombstones.hpp"

#include <doctest/doctest.h>
#include <sys/stat.h>

#include <fstream>
#include <iterator>
#include <thread>
#include <vector>

#include "tests/support/must.hpp"
#include "tests/support/temporary_folder.hpp"

using namespace hark;
using namespace hark::store;
using namespace hark::store::sqlcipher;
using hark::test::failure;
using hark::test::must;

namespace {

Tombstone of(std::uint8_t number) {
    Tombstone tombstone;
    tombstone.ref.fill(number);
    tombstone.at = Time{Millis{1'790'000'000'000 + number}};
    return tombstone;
}

std::string content(const std::filesystem::path& path) {
    std::ifstream file{path, std::ios::binary};
    return {std::istreambuf_iterator<char>{file}, {}};
}

void write(const std::filesystem::path& path, const std::string& bytes) {
    std::ofstream file{path, std::ios::binary | std::ios::trunc};
    file << bytes;
}

} // namespace

TEST_SUITE_BEGIN("tombstones");

TEST_CASE("no file, no tombstones") {
    const test::TemporaryFolder folder;
    CHECK(must(read_tombstones(tombstones_path(folder.path()))).empty());
}

TEST_CASE("tombstones come back in order, and only their owner can read the file") {
    const test::TemporaryFolder folder;
    const auto path = tombstones_path(folder.path());
    for (std::uint8_t i = 1; i <= 3; ++i)
        must(append_tombstone(folder.path(), of(i)));
    const auto read = must(read_tombstones(path));
    REQUIRE(read.size() == 3);
    for (std::uint8_t i = 1; i <= 3; ++i) {
        CHECK(read[i - 1].ref == of(i).ref);
        CHECK(read[i - 1].at == of(i).at);
    }
    struct stat status{};
    REQUIRE(::stat(path.c_str(), &status) == 0);
    CHECK((status.st_mode & 0777) == 0600);
    CHECK(content(path).size() == 8 + 3 * 28);
}

TEST_CASE("a tombstone that was cut off is left out, and written over by the next") {
    const test::TemporaryFolder folder;
    const auto path = tombstones_path(folder.path());
    must(append_tombstone(folder.path(), of(1)));
    must(append_tombstone(folder.path(), of(2)));
    const auto whole = content(path);
    for (std::size_t cut = 1; cut <= 28; ++cut) {
        auto left = whole.substr(0, whole.size() - cut);
        write(path, left);
        CHECK(must(read_tombstones(path)).size() == 1);
        // Or the length is there and the bytes are not.
        left.resize(whole.size(), '\0');
        write(path, left);
        CHECK(must(read_tombstones(path)).size() == 1);
        must(append_tombstone(folder.path(), of(3)));
        const auto read = must(read_tombstones(path));
        REQUIRE(read.size() == 2);
        CHECK(read[1].ref == of(3).ref);
    }
}

TEST_CASE("a file that was cut off in its title begins anew") {
    const test::TemporaryFolder folder;
    const auto path = tombstones_path(folder.path());
    write(path, "HARK");
    CHECK(must(read_tombstones(path)).empty());
    must(append_tombstone(folder.path(), of(1)));
    CHECK(must(read_tombstones(path)).size() == 1);
}

TEST_CASE("nothing is appended to what is no file of tombstones, or through a link") {
    const test::TemporaryFolder folder;
    const auto path = tombstones_path(folder.path());
    for (const std::string bytes : {"hark", "HARKTMB2", "HARKTMB2 and more that somebody wrote"}) {
        write(path, bytes);
        CHECK(failure(append_tombstone(folder.path(), of(1))) == Code::corrupt);
        CHECK(content(path) == bytes);
    }
    std::filesystem::remove(path);
    std::filesystem::create_symlink(folder.path() / "elsewhere", path);
    CHECK_FALSE(append_tombstone(folder.path(), of(1)).ok());
    CHECK_FALSE(std::filesystem::exists(folder.path() / "elsewhere"));
}

TEST_CASE("damage in the middle is told") {
    const test::TemporaryFolder folder;
    const auto path = tombstones_path(folder.path());
    for (std::uint8_t i = 1; i <= 3; ++i)
        must(append_tombstone(folder.path(), of(i)));
    const auto whole = content(path);
    for (const std::size_t at :
         {std::size_t{0}, std::size_t{8}, std::size_t{8 + 17}, std::size_t{8 + 30}}) {
        auto damaged = whole;
        damaged[at] = static_cast<char>(damaged[at] ^ 1);
        write(path, damaged);
        CHECK(failure(read_tombstones(path)) == Code::corrupt);
    }
}

TEST_CASE("threads that append at once lose none") {
    const test::TemporaryFolder folder;
    {
        std::vector<std::jthread> threads;
        for (std::uint8_t thread = 0; thread < 4; ++thread) {
            threads.emplace_back([&folder, thread] {
                for (std::uint8_t i = 0; i < 5; ++i)
                    static_cast<void>(append_tombstone(
                        folder.path(), of(static_cast<std::uint8_t>(thread * 10 + i))));
            });
        }
    }
    CHECK(must(read_tombstones(tombstones_path(folder.path()))).size() == 20);
}

TEST_SUITE_END();
