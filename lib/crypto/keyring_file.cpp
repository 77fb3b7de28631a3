// The bytes of the file `keyring`, written and read.

#include "lib/crypto/keyring_file.hpp"

#include <sodium.h>

#include <algorithm>
#include <cstring>

#include "lib/base/random.hpp"

namespace hark::crypto {

namespace {

constexpr char magic[] = "HarkKeys";
constexpr std::uint32_t version = 1;

constexpr std::size_t magic_size = 8;
constexpr std::size_t version_at = 8;
constexpr std::size_t size_at = 12;
constexpr std::size_t nonce_at = 16;
constexpr std::size_t sealed_at = nonce_at + crypto_aead_xchacha20poly1305_ietf_NPUBBYTES;
constexpr std::size_t checksum_at =
    sealed_at + Secret::size + crypto_aead_xchacha20poly1305_ietf_ABYTES;
constexpr std::size_t checksum_size = 32;
static_assert(checksum_at + checksum_size == keyring_file_bytes);

using Checksum = std::array<std::uint8_t, checksum_size>;

Checksum checksum(std::span<const std::uint8_t> bytes) noexcept {
    Checksum sum;
    crypto_generichash(sum.data(), sum.size(), bytes.data(), bytes.size(), nullptr, 0);
    return sum;
}

Secret wrapping_key(const Secret& root) noexcept {
    Secret key;
    crypto_kdf_derive_from_key(key.writable().data(), Secret::size, 1, "HarkRoot",
                               root.bytes().data());
    return key;
}

void put_u32(std::uint8_t* at, std::uint32_t value) noexcept {
    for (int i = 0; i < 4; ++i)
        at[i] = static_cast<std::uint8_t>(value >> (8 * i));
}

std::uint32_t get_u32(const std::uint8_t* at) noexcept {
    std::uint32_t value = 0;
    for (int i = 3; i >= 0; --i)
        value = (value << 8) | at[i];
    return value;
}

} // namespace

std::array<std::uint8_t, keyring_file_bytes> wrap_master(const Secret& master, const Secret& root) {
    base::ready_sodium();
    std::array<std::uint8_t, keyring_file_bytes> file{};
    std::memcpy(file.data(), magic, magic_size);
    put_u32(&file[version_at], version);
    put_u32(&file[size_at], keyring_file_bytes);
    base::fill_random(std::span{file}.subspan(nonce_at, sealed_at - nonce_at));
    const Secret key = wrapping_key(root);
    crypto_aead_xchacha20poly1305_ietf_encrypt(&file[sealed_at], nullptr, master.bytes().data(),
                                               Secret::size, file.data(), nonce_at, nullptr,
                                               &file[nonce_at], key.bytes().data());
    const auto sum = checksum(std::span{file}.first(checksum_at));
    std::copy(sum.begin(), sum.end(), file.begin() + checksum_at);
    return file;
}

Result<Secret> unwrap_master(std::span<const std::uint8_t> file, const Secret& root) {
    base::ready_sodium();
    const Error damaged{Code::corrupt, "the keyring is damaged: restore it from a key backup"};
    if (file.size() < nonce_at + checksum_size || file.size() > keyring_file_bytes_max ||
        std::memcmp(file.data(), magic, magic_size) != 0) {
        return damaged;
    }
    const auto sum = checksum(file.first(file.size() - checksum_size));
    if (get_u32(&file[size_at]) != file.size() ||
        !std::equal(sum.begin(), sum.end(), file.end() - checksum_size)) {
        return damaged;
    }
    const std::uint32_t written_by = get_u32(&file[version_at]);
    if (written_by > version) return Error{Code::newer_format, "a newer Hark wrote the keyring"};
    if (written_by < version || file.size() != keyring_file_bytes) return damaged;

    const Secret key = wrapping_key(root);
    Secret master;
    if (crypto_aead_xchacha20poly1305_ietf_decrypt(
            master.writable().data(), nullptr, nullptr, &file[sealed_at], checksum_at - sealed_at,
            file.data(), nonce_at, &file[nonce_at], key.bytes().data()) != 0) {
        return Error{Code::wrong_key, "the root key is not the one of this memory"};
    }
    return master;
}

} // namespace hark::crypto
