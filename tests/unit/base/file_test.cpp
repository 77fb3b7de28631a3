#include "lib/base/file.hpp"

#include <doctest/doctest.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <atomic>
#include <cerrno>
#include <thread>
#include <vector>

#include "tests/unit/base/temporary_folder.hpp"

using namespace hark;
using namespace hark::base;
using hark::test::TemporaryFolder;

namespace {

std::span<const std::uint8_t> bytes_of(std::string_view text) {
    return {reinterpret_cast<const std::uint8_t*>(text.data()), text.size()};
}

} // namespace

TEST_CASE("a created file has all its bytes, mode 0600 and no other file beside it") {
    const TemporaryFolder folder;
    REQUIRE(create_whole(folder / "whole", bytes_of("all of it")).ok());
    CHECK(test::read_file(folder / "whole") == "all of it");
    CHECK(test::mode_of(folder / "whole") == 0600);
    CHECK(folder.files() == 1);
}

TEST_CASE("a created file is 0600 under any umask") {
    const TemporaryFolder folder;
    for (const mode_t mask : {mode_t{0777}, mode_t{0}}) {
        const auto path = folder / std::to_string(mask);
        const auto before = ::umask(mask);
        const auto status = create_whole(path, bytes_of("x"));
        ::umask(before);
        REQUIRE(status.ok());
        CHECK(test::mode_of(path) == 0600);
    }
}

TEST_CASE("an existing file, folder or dangling link is never replaced") {
    const TemporaryFolder folder;
    test::write_file(folder / "file", "theirs");
    std::filesystem::create_directory(folder / "folder");
    std::filesystem::create_symlink("nowhere", folder / "link");
    for (const auto* name : {"file", "folder", "link"}) {
        const auto status = create_whole(folder / name, bytes_of("ours"));
        REQUIRE_FALSE(status.ok());
        CHECK(status.error().code == Code::not_allowed);
        CHECK(status.error().sys == EEXIST);
    }
    CHECK(test::read_file(folder / "file") == "theirs");
    CHECK(folder.files() == 3);
}

TEST_CASE("of many that create the same file one succeeds and its bytes are there") {
    const TemporaryFolder folder;
    std::atomic<int> winner{-1};
    std::atomic<int> losers{0};
    {
        std::vector<std::jthread> all;
        for (int i = 0; i < 8; ++i) {
            all.emplace_back([&, i] {
                const auto status = create_whole(folder / "one", bytes_of(std::to_string(i)));
                if (status.ok()) {
                    winner = i;
                } else if (status.error().code == Code::not_allowed) {
                    ++losers;
                }
            });
        }
    }
    CHECK(losers == 7);
    CHECK(test::read_file(folder / "one") == std::to_string(winner));
    CHECK(folder.files() == 1);
}

TEST_CASE("creating a file in no folder fails with the errno") {
    const TemporaryFolder folder;
    const auto status = create_whole(folder / "missing" / "file", bytes_of("x"));
    REQUIRE_FALSE(status.ok());
    CHECK(status.error().code == Code::storage_failed);
    CHECK(status.error().sys == ENOENT);
}

TEST_CASE("writing to a full device is disk_full") {
    const auto device = open_file("/dev/full", O_WRONLY);
    REQUIRE(device.ok());
    const auto status = write_all(device->get(), bytes_of("x"));
    REQUIRE_FALSE(status.ok());
    CHECK(status.error().code == Code::disk_full);
    CHECK(status.error().sys == ENOSPC);
}

TEST_CASE("errno numbers of writing become the codes that say what to do") {
    CHECK(write_error(ENOSPC, "x").code == Code::disk_full);
    CHECK(write_error(EDQUOT, "x").code == Code::disk_full);
    CHECK(write_error(EROFS, "x").code == Code::read_only);
    CHECK(write_error(EACCES, "x").code == Code::read_only);
    CHECK(write_error(EIO, "x").code == Code::storage_failed);
    CHECK(write_error(EIO, "x").sys == EIO);
}

TEST_CASE("reading stops at the end or when the room is full") {
    const TemporaryFolder folder;
    test::write_file(folder / "ten", "0123456789");
    std::vector<std::uint8_t> room(16);
    auto file = open_file(folder / "ten", O_RDONLY);
    CHECK(read_up_to(file->get(), room).value() == 10);
    CHECK(read_up_to(file->get(), room).value() == 0);
    file = open_file(folder / "ten", O_RDONLY);
    CHECK(read_up_to(file->get(), std::span{room}.first(4)).value() == 4);
    CHECK(room[3] == '3');
}

TEST_CASE("reading a pipe waits for pieces, even from an end that does not block") {
    int ends[2];
    REQUIRE(::pipe2(ends, O_NONBLOCK) == 0);
    const Descriptor from{ends[0]};
    std::jthread writer{[&] {
        const Descriptor to{ends[1]};
        for (const auto* piece : {"one ", "two ", "three"}) {
            if (!write_all(to.get(), bytes_of(piece)).ok()) return;
            std::this_thread::yield();
        }
    }};
    std::vector<std::uint8_t> room(64);
    CHECK(read_up_to(from.get(), room).value() == 13);
}

TEST_CASE("a descriptor is closed when it goes, and once only when moved") {
    int number = -1;
    {
        auto file = open_file("/dev/null", O_RDONLY);
        REQUIRE(file.ok());
        Descriptor moved = std::move(*file);
        number = moved.get();
        CHECK((::fcntl(number, F_GETFD) & FD_CLOEXEC) != 0);
        Descriptor again;
        again = std::move(moved);
        CHECK_FALSE(moved); // NOLINT
        CHECK(again.get() == number);
    }
    CHECK(::fcntl(number, F_GETFD) == -1);
}

TEST_CASE("a file that is not there cannot be opened") {
    const auto file = open_file("/nowhere/at/all", O_RDONLY);
    REQUIRE_FALSE(file.ok());
    CHECK(file.error().code == Code::storage_failed);
    CHECK(file.error().sys == ENOENT);
}
