// Sealing under a customer's data key, and under the key of the memory's own records.
//
// A sealed value is: version (one byte), nonce (24, random), cipher text, tag (16). Its associated
// data, integers least byte first: tenant (4), customer (8), field (1), version (1); in version 2,
// that of records, kind (1) and id (16) follow. 24 bytes of nonce make random ones safe for any
// number of values, so nothing has to be counted.

#include <sodium.h>

#include <algorithm>
#include <array>
#include <span>

#include "lib/base/random.hpp"
#include "lib/crypto/keyring.hpp"

namespace hark::crypto {

namespace {

using Bytes = std::span<const std::uint8_t>;

constexpr std::uint8_t version_of_values = 1;
constexpr std::uint8_t version_of_records = 2;
constexpr std::size_t nonce_size = crypto_aead_xchacha20poly1305_ietf_NPUBBYTES;
constexpr std::size_t tag_size = crypto_aead_xchacha20poly1305_ietf_ABYTES;
constexpr std::size_t cipher_at = 1 + nonce_size;
constexpr std::size_t overhead = cipher_at + tag_size;
static_assert(overhead == 41);

std::array<std::uint8_t, 14> associated_data(Place place, std::uint8_t version) noexcept {
    std::array<std::uint8_t, 14> bytes;
    std::size_t at = 0;
    for (int i = 0; i < 4; ++i) {
        bytes[at++] = static_cast<std::uint8_t>(place.tenant.value >> (8 * i));
    }
    for (int i = 0; i < 8; ++i)
        bytes[at++] = static_cast<std::uint8_t>(place.customer >> (8 * i));
    bytes[at++] = static_cast<std::uint8_t>(place.field);
    bytes[at] = version;
    return bytes;
}

std::array<std::uint8_t, 31> associated_data(const RecordPlace& place) noexcept {
    std::array<std::uint8_t, 31> bytes;
    const auto first = associated_data({TenantId{0}, 0, Field::record}, version_of_records);
    auto at = std::copy(first.begin(), first.end(), bytes.begin());
    *at++ = static_cast<std::uint8_t>(place.kind);
    std::copy(place.id.begin(), place.id.end(), at);
    return bytes;
}

std::uint8_t* bytes_of(std::string& text) noexcept {
    return reinterpret_cast<std::uint8_t*>(text.data());
}

const std::uint8_t* bytes_of(std::string_view text) noexcept {
    return reinterpret_cast<const std::uint8_t*>(text.data());
}

std::string seal_under(const Secret& key, std::uint8_t version, Bytes where,
                       std::string_view plain) {
    std::string sealed(overhead + plain.size(), '\0');
    std::uint8_t* const out = bytes_of(sealed);
    out[0] = version;
    base::fill_random({out + 1, nonce_size});
    crypto_aead_xchacha20poly1305_ietf_encrypt(out + cipher_at, nullptr, bytes_of(plain),
                                               plain.size(), where.data(), where.size(), nullptr,
                                               out + 1, key.bytes().data());
    return sealed;
}

Result<std::string> open_under(const Secret& key, std::uint8_t version, Bytes where,
                               std::string_view sealed) {
    const Error refused{Code::unsealable, "sealed data does not open here"};
    const std::uint8_t* const in = bytes_of(sealed);
    if (sealed.size() < overhead || in[0] != version) return refused;
    base::ready_sodium();
    std::string plain(sealed.size() - overhead, '\0');
    if (crypto_aead_xchacha20poly1305_ietf_decrypt(
            bytes_of(plain), nullptr, nullptr, in + cipher_at, sealed.size() - cipher_at,
            where.data(), where.size(), in + 1, key.bytes().data()) != 0) {
        return refused;
    }
    return plain;
}

} // namespace

std::string DataKey::seal(Place place, std::string_view plain) const {
    const auto where = associated_data(place, version_of_values);
    return seal_under(key_, version_of_values, where, plain);
}

Result<std::string> DataKey::open(Place place, std::string_view sealed) const {
    const auto where = associated_data(place, version_of_values);
    return open_under(key_, version_of_values, where, sealed);
}

std::string DataKey::seal(const RecordPlace& place, std::string_view plain) const {
    return seal_under(key_, version_of_records, associated_data(place), plain);
}

Result<std::string> DataKey::open(const RecordPlace& place, std::string_view sealed) const {
    if (!sealed.empty() && bytes_of(sealed)[0] == version_of_values) {
        return open(place.before, sealed);
    }
    return open_under(key_, version_of_records, associated_data(place), sealed);
}

} // namespace hark::crypto
