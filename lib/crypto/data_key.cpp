// Sealing under a customer's data key.
//
// A sealed value is: version 1 (one byte), nonce (24, random), cipher text, tag (16). Its
// associated data is 14 bytes, integers least byte first: tenant (4), customer (8), field (1),
// version (1). 24 bytes of nonce make random ones safe for any number of values, so nothing has to
// be counted.

#include <sodium.h>

#include <array>

#include "lib/base/random.hpp"
#include "lib/crypto/keyring.hpp"

namespace hark::crypto {

namespace {

constexpr std::uint8_t version = 1;
constexpr std::size_t nonce_size = crypto_aead_xchacha20poly1305_ietf_NPUBBYTES;
constexpr std::size_t tag_size = crypto_aead_xchacha20poly1305_ietf_ABYTES;
constexpr std::size_t cipher_at = 1 + nonce_size;
constexpr std::size_t overhead = cipher_at + tag_size;
static_assert(overhead == 41);

using AssociatedData = std::array<std::uint8_t, 14>;

AssociatedData associated_data(Place place) noexcept {
    AssociatedData bytes;
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

std::uint8_t* bytes_of(std::string& text) noexcept {
    return reinterpret_cast<std::uint8_t*>(text.data());
}

const std::uint8_t* bytes_of(std::string_view text) noexcept {
    return reinterpret_cast<const std::uint8_t*>(text.data());
}

} // namespace

std::string DataKey::seal(Place place, std::string_view plain) const {
    const auto where = associated_data(place);
    std::string sealed(overhead + plain.size(), '\0');
    std::uint8_t* const out = bytes_of(sealed);
    out[0] = version;
    base::fill_random({out + 1, nonce_size});
    crypto_aead_xchacha20poly1305_ietf_encrypt(out + cipher_at, nullptr, bytes_of(plain),
                                               plain.size(), where.data(), where.size(), nullptr,
                                               out + 1, key_.bytes().data());
    return sealed;
}

Result<std::string> DataKey::open(Place place, std::string_view sealed) const {
    const Error refused{Code::unsealable, "sealed data does not open here"};
    const std::uint8_t* const in = bytes_of(sealed);
    if (sealed.size() < overhead || in[0] != version) return refused;
    base::ready_sodium();
    const auto where = associated_data(place);
    std::string plain(sealed.size() - overhead, '\0');
    if (crypto_aead_xchacha20poly1305_ietf_decrypt(
            bytes_of(plain), nullptr, nullptr, in + cipher_at, sealed.size() - cipher_at,
            where.data(), where.size(), in + 1, key_.bytes().data()) != 0) {
        return refused;
    }
    return plain;
}

} // namespace hark::crypto
