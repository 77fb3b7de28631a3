#include "lib/store/sqlcipher/tombstones.hpp"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstddef>
#include <span>

#include "lib/base/file.hpp"
#include "lib/base/try.hpp"

namespace hark::store::sqlcipher {
namespace {

// The file: these eight bytes, then entries of 28 bytes: digest, milliseconds of UTC and the CRC-32
// of both, least byte first.
constexpr std::array<std::uint8_t, 8> title{'H', 'A', 'R', 'K', 'T', 'M', 'B', '1'};
constexpr std::size_t time_at = 16;
constexpr std::size_t check_at = 24;
constexpr std::size_t entry_bytes = 28;
using Entry = std::array<std::uint8_t, entry_bytes>;

/// CRC-32 as in ISO 3309 (the one of zlib). Bit by bit: there are few entries.
std::uint32_t crc32(std::span<const std::uint8_t> bytes) noexcept {
    constexpr std::uint32_t polynomial = 0xedb88320;
    std::uint32_t rest = 0xffffffff;
    for (const auto byte : bytes) {
        rest ^= byte;
        for (int bit = 0; bit < 8; ++bit)
            rest = rest >> 1 ^ (rest & 1 ? polynomial : 0);
    }
    return ~rest;
}

template <typename Integer>
void put(std::span<std::uint8_t> to, Integer value) noexcept {
    for (std::size_t i = 0; i < sizeof value; ++i) {
        to[i] = static_cast<std::uint8_t>(value & 0xff);
        value = static_cast<Integer>(value >> 8);
    }
}

template <typename Integer>
Integer get(std::span<const std::uint8_t> from) noexcept {
    Integer value = 0;
    for (std::size_t i = sizeof value; i > 0; --i)
        value = static_cast<Integer>(value << 8 | from[i - 1]);
    return value;
}

Entry encode(const Tombstone& tombstone) noexcept {
    Entry entry{};
    const std::span bytes{entry};
    std::copy(tombstone.ref.begin(), tombstone.ref.end(), entry.begin());
    put(bytes.subspan(time_at),
        static_cast<std::uint64_t>(tombstone.at.time_since_epoch().count()));
    put(bytes.subspan(check_at), crc32(bytes.first(check_at)));
    return entry;
}

bool is_whole(const Entry& entry) noexcept {
    const std::span<const std::uint8_t> bytes{entry};
    return get<std::uint32_t>(bytes.subspan(check_at)) == crc32(bytes.first(check_at));
}

constexpr Error damaged{Code::corrupt,
                        "the tombstones are damaged: restore the file from a backup of the keys"};

/// Whether a file of `size` bytes begins as one of tombstones does, as far as it goes.
Status check_title(int file, std::size_t size) {
    std::array<std::uint8_t, title.size()> begin{};
    const auto there = std::min(size, begin.size());
    const auto got = ::pread(file, begin.data(), there, 0);
    if (got != static_cast<ssize_t>(there)) {
        return base::write_error(got < 0 ? errno : EIO, "the tombstones cannot be read");
    }
    const auto end = begin.begin() + static_cast<std::ptrdiff_t>(there);
    return std::equal(begin.begin(), end, title.begin()) ? Status{} : damaged;
}

/// Where the next entry belongs in a file of `size` bytes: behind the last one that is whole. One
/// that a crash cut off, or left without its bytes, was never acknowledged and is written over.
Result<std::size_t> end_of_entries(int file, std::size_t size) {
    std::size_t end = size - (size - title.size()) % entry_bytes;
    if (end == title.size()) return end;
    Entry last{};
    const auto got = ::pread(file, last.data(), last.size(), static_cast<off_t>(end - entry_bytes));
    if (got != static_cast<ssize_t>(last.size())) {
        return base::write_error(got < 0 ? errno : EIO, "the tombstones cannot be read");
    }
    return is_whole(last) ? end : end - entry_bytes;
}

} // namespace

std::filesystem::path tombstones_path(const std::filesystem::path& folder) {
    return folder / "tombstones";
}

Status append_tombstone(const std::filesystem::path& folder, const Tombstone& tombstone) {
    constexpr Literal failed = "the tombstones cannot be written";
    HARK_TRY(const auto file,
             base::open_file(tombstones_path(folder), O_RDWR | O_CREAT | O_NOFOLLOW, 0600));
    // Held until the descriptor is closed.
    while (::flock(file.get(), LOCK_EX) != 0) {
        if (errno != EINTR) return base::write_error(errno, failed);
    }
    struct stat status{};
    if (::fstat(file.get(), &status) != 0) return base::write_error(errno, failed);
    const auto size = static_cast<std::size_t>(status.st_size);
    HARK_CHECK(check_title(file.get(), size));
    std::size_t whole = 0;
    if (size < title.size()) {
        if (::ftruncate(file.get(), 0) != 0) return base::write_error(errno, failed);
        HARK_CHECK(base::write_all(file.get(), title));
    } else {
        HARK_TRY(whole, end_of_entries(file.get(), size));
        if (::lseek(file.get(), static_cast<off_t>(whole), SEEK_SET) < 0) {
            return base::write_error(errno, failed);
        }
    }
    HARK_CHECK(base::write_all(file.get(), encode(tombstone)));
    if (::fsync(file.get()) != 0) return base::write_error(errno, failed);
    return whole == 0 ? base::sync_folder(folder) : Status{};
}

Result<std::vector<Tombstone>> read_tombstones(const std::filesystem::path& path) {
    std::vector<Tombstone> tombstones;
    std::error_code missing;
    if (!std::filesystem::exists(path, missing)) return tombstones;
    HARK_TRY(const auto file, base::open_file(path, O_RDONLY));
    std::array<std::uint8_t, title.size()> begin{};
    HARK_TRY(const auto begun, base::read_up_to(file.get(), begin));
    if (begun < begin.size()) return tombstones;
    if (begin != title) return damaged;
    bool cut_off = false;
    while (true) {
        Entry entry{};
        HARK_TRY(const auto got, base::read_up_to(file.get(), entry));
        if (got < entry.size()) return tombstones;
        if (cut_off) return damaged;
        // The file system may have kept the length of an entry without its bytes: at the very end.
        cut_off = !is_whole(entry);
        if (cut_off) continue;
        const std::span<const std::uint8_t> bytes{entry};
        auto& tombstone = tombstones.emplace_back();
        std::copy_n(entry.begin(), tombstone.ref.size(), tombstone.ref.begin());
        const auto count = get<std::uint64_t>(bytes.subspan(time_at));
        tombstone.at = Time{Millis{static_cast<std::int64_t>(count)}};
    }
}

} // namespace hark::store::sqlcipher
