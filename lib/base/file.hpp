// Small files that must be whole or absent: open descriptors, bounded reads, durable creation.
// Knows nothing of what is in them.
#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <span>
#include <utility>

#include "hark/result.hpp"

namespace hark::base {

/// An open file descriptor, closed when it goes. Negative: none.
class Descriptor {
public:
    Descriptor() = default;
    explicit Descriptor(int fd) noexcept : fd_{fd} {}
    ~Descriptor() { reset(); }
    Descriptor(Descriptor&& other) noexcept : fd_{std::exchange(other.fd_, -1)} {}
    Descriptor& operator=(Descriptor&& other) noexcept;
    Descriptor(const Descriptor&) = delete;
    Descriptor& operator=(const Descriptor&) = delete;

    int get() const noexcept { return fd_; }
    explicit operator bool() const noexcept { return fd_ >= 0; }
    void reset() noexcept;

private:
    int fd_{-1};
};

/// The error for an errno of writing: `disk_full`, `read_only` or `storage_failed`.
Error write_error(int number, Literal what) noexcept;

/// Opens with O_CLOEXEC; retried when a signal interrupts. Error: `storage_failed`, or, when it is
/// to be written, see write_error.
Result<Descriptor> open_file(const std::filesystem::path& path, int flags, unsigned mode = 0);

/// Reads until `out` is full or the end; gives how many bytes came. Waits for a descriptor that
/// does not block. Error `storage_failed`.
Result<std::size_t> read_up_to(int fd, std::span<std::uint8_t> out);

/// Writes all of it. Error: see write_error.
Status write_all(int fd, std::span<const std::uint8_t> bytes);

/// Makes a file of mode 0600 that is whole and durable when this returns. After a failure or a
/// crash it is absent or whole. Of several that make the same file at once, one succeeds. Error
/// `not_allowed` with sys EEXIST when there is something of that name; otherwise see write_error.
Status create_whole(const std::filesystem::path& path, std::span<const std::uint8_t> bytes);

/// Makes the names in a folder durable. Error: see write_error.
Status sync_folder(const std::filesystem::path& folder);

} // namespace hark::base
