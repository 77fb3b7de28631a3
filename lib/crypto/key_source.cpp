// Where the root key comes from, and the file that holds it.

#include <fcntl.h>
#include <sodium.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <cerrno>

#include "hark/memory.hpp"
#include "lib/base/file.hpp"
#include "lib/base/random.hpp"
#include "lib/base/try.hpp"
#include "lib/crypto/key_command.hpp"

namespace hark {

namespace {

constexpr std::size_t digits_size = 2 * Secret::size;

/// The longest form of a key (hexadecimal, CR LF) and one byte more, by which too much is noticed.
/// Wiped when it goes.
struct KeyText {
    std::array<std::uint8_t, digits_size + 3> bytes{};
    std::size_t size{0};

    KeyText() = default;
    KeyText(const KeyText&) = delete;
    KeyText& operator=(const KeyText&) = delete;
    ~KeyText() { sodium_memzero(bytes.data(), bytes.size()); }
};

Error missing(Literal what, int number = 0) noexcept {
    return {.code = Code::key_missing, .what = what, .where = {}, .sys = number};
}

bool is_line_end(std::span<const std::uint8_t> rest) noexcept {
    return rest.empty() || (rest.size() == 1 && rest[0] == '\n') ||
           (rest.size() == 2 && rest[0] == '\r' && rest[1] == '\n');
}

Result<Secret> parse(const KeyText& text) {
    const auto read = std::span{text.bytes}.first(text.size);
    Secret key;
    const auto bytes = key.writable();
    if (read.size() == Secret::size) {
        std::copy(read.begin(), read.end(), bytes.begin());
    } else {
        std::size_t size = 0;
        // Refuses half a byte, and anything between the digits; takes the same time for all keys.
        if (read.size() < digits_size || !is_line_end(read.subspan(digits_size)) ||
            sodium_hex2bin(bytes.data(), bytes.size(), reinterpret_cast<const char*>(read.data()),
                           digits_size, nullptr, &size, nullptr) != 0 ||
            size != Secret::size) {
            return missing("the key is neither 32 bytes nor 64 hexadecimal digits");
        }
    }
    // Not a key that anybody made: an empty block, or a Secret that was moved away.
    if (sodium_is_zero(bytes.data(), bytes.size()) == 1) return missing("the key is all zeros");
    return key;
}

Result<Secret> read_descriptor(int fd) {
    KeyText text;
    const auto size = base::read_up_to(fd, text.bytes);
    if (!size.ok()) return missing("the key cannot be read", size.error().sys);
    text.size = *size;
    return parse(text);
}

Result<Secret> read_file(const std::filesystem::path& path) {
    // A symbolic link is followed: secret mounts are made of them. What is checked is the file that
    // was opened, so nobody can change it in between. O_NONBLOCK: a pipe must not hold us up.
    const auto file = base::open_file(path, O_RDONLY | O_NONBLOCK);
    if (!file.ok()) return missing("the key file cannot be opened", file.error().sys);
    struct stat found{};
    if (::fstat(file->get(), &found) != 0) return missing("the key file cannot be read", errno);
    if (!S_ISREG(found.st_mode)) return missing("the key file is not a regular file");
    if (found.st_uid != ::geteuid() && found.st_uid != 0) {
        return Error{Code::key_exposed, "the key file belongs to another user"};
    }
    if ((found.st_mode & (S_IRWXG | S_IRWXO)) != 0) {
        return Error{Code::key_exposed, "the key file is open to others: chmod 600 it"};
    }
    return read_descriptor(file->get());
}

} // namespace

KeySource KeySource::file(std::filesystem::path path) {
    KeySource source{Kind::file};
    source.text_ = path.string();
    return source;
}

KeySource KeySource::descriptor(int fd) {
    KeySource source{Kind::descriptor};
    source.fd_ = fd;
    return source;
}

KeySource KeySource::command(std::string shell) {
    KeySource source{Kind::command};
    source.text_ = std::move(shell);
    return source;
}

KeySource KeySource::secret(Secret key) {
    KeySource source{Kind::secret};
    source.key_ = std::move(key);
    return source;
}

Result<Secret> KeySource::read() {
    base::ready_sodium();
    switch (kind_) {
        case Kind::file:
            return read_file(text_);
        case Kind::descriptor: {
            const int fd = std::exchange(fd_, -1);
            if (fd < 0) return missing("the key's descriptor was read before");
            return read_descriptor(fd);
        }
        case Kind::command: {
            KeyText text;
            HARK_TRY(text.size,
                     crypto::run_key_command(text_, text.bytes, crypto::key_command_wait_max));
            return parse(text);
        }
        case Kind::secret: {
            if (sodium_is_zero(key_.bytes().data(), Secret::size) == 1) {
                return missing("the key is all zeros");
            }
            return Secret::from(key_.bytes());
        }
    }
    return Error{Code::internal, "a key source of no kind"};
}

Status create_key_file(const std::filesystem::path& path) {
    const Secret key = Secret::random();
    std::array<char, digits_size + 1> digits;
    sodium_bin2hex(digits.data(), digits.size(), key.bytes().data(), Secret::size);
    digits.back() = '\n';
    const auto status = base::create_whole(
        path, std::span{reinterpret_cast<const std::uint8_t*>(digits.data()), digits.size()});
    sodium_memzero(digits.data(), digits.size());
    return status;
}

} // namespace hark
