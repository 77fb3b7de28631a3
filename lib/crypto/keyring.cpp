// The keys of one memory, derived from its master when they are asked for.
//
// crypto_kdf (BLAKE2b over nothing, keyed; id as salt, context as personalisation) takes 0.2 µs, a
// whole digest or data key some 0.55 µs. The tenant `default`, the only one of an embedding
// program, has its two keys at hand. A table for other tenants would need a lock or hold their keys
// for ever; it would save them 0.2 µs a digest and is not worth it.

#include "lib/crypto/keyring.hpp"

#include <fcntl.h>
#include <sodium.h>

#include <cerrno>
#include <vector>

#include "lib/base/file.hpp"
#include "lib/base/random.hpp"
#include "lib/base/try.hpp"
#include "lib/crypto/keyring_file.hpp"

namespace hark::crypto {

namespace {

// What each key is for. Part of the file format, like the numbers below.
constexpr char databases[] = "HarkBase";
constexpr char tenant_index[] = "HarkIndx";
constexpr char tenant_customers[] = "HarkTKek";
constexpr char records[] = "HarkRecs";
constexpr char api_keys[] = "HarkPepr";

constexpr std::uint64_t data_database = 1;
constexpr std::uint64_t keys_database = 2;
constexpr std::uint64_t only_one = 1;

constexpr char file_name[] = "keyring";

template <std::size_t N>
Secret derive(const Secret& master, const char (&context)[N], std::uint64_t id) noexcept {
    static_assert(N - 1 == crypto_kdf_CONTEXTBYTES);
    Secret key;
    crypto_kdf_derive_from_key(key.writable().data(), Secret::size, id, context,
                               master.bytes().data());
    return key;
}

/// BLAKE2b of pieces, keyed; wiped when it goes.
class Hash {
public:
    Hash(const Secret& key, std::size_t size) noexcept {
        crypto_generichash_init(&state_, key.bytes().data(), Secret::size, size);
    }
    ~Hash() { sodium_memzero(&state_, sizeof state_); }
    Hash(const Hash&) = delete;
    Hash& operator=(const Hash&) = delete;

    void add(std::span<const std::uint8_t> bytes) noexcept {
        crypto_generichash_update(&state_, bytes.data(), bytes.size());
    }
    void add(std::string_view text) noexcept {
        add(std::span{reinterpret_cast<const std::uint8_t*>(text.data()), text.size()});
    }
    void add_u64(std::uint64_t value) noexcept {
        std::array<std::uint8_t, 8> bytes;
        for (std::size_t i = 0; i < bytes.size(); ++i) {
            bytes[i] = static_cast<std::uint8_t>(value >> (8 * i));
        }
        add(bytes);
    }
    void finish(std::span<std::uint8_t> out) noexcept {
        crypto_generichash_final(&state_, out.data(), out.size());
    }

private:
    crypto_generichash_state state_;
};

} // namespace

bool same_secretly(const Digest& a, const Digest& b) noexcept {
    return sodium_memcmp(a.data(), b.data(), a.size()) == 0;
}

Keyring::Keyring(Secret master) noexcept
    : master_{std::move(master)},
      default_index_key_{derive(master_, tenant_index, TenantId{}.value)},
      default_customer_key_{derive(master_, tenant_customers, TenantId{}.value)} {}

Result<Keyring> Keyring::create(const std::filesystem::path& folder, const Secret& root) {
    Keyring made = ephemeral();
    HARK_CHECK(base::create_whole(folder / file_name, wrap_master(made.master_, root)));
    return made;
}

Result<Keyring> Keyring::open(const std::filesystem::path& folder, const Secret& root) {
    // O_NONBLOCK: should there be a pipe of that name, opening it would wait for ever.
    auto file = base::open_file(folder / file_name, O_RDONLY | O_NONBLOCK);
    if (!file.ok()) {
        const int number = file.error().sys;
        if (number != ENOENT && number != ENOTDIR) return file.error();
        return Error{Code::no_memory_here, "the folder holds no keyring", {}, number};
    }
    std::vector<std::uint8_t> bytes(keyring_file_bytes_max + 1);
    HARK_TRY(const auto size, base::read_up_to(file->get(), bytes));
    HARK_TRY(auto master, unwrap_master(std::span{bytes}.first(size), root));
    return Keyring{std::move(master)};
}

Keyring Keyring::ephemeral() { return Keyring{Secret::random()}; }

Secret Keyring::data_database_key() const { return derive(master_, databases, data_database); }

Secret Keyring::keys_database_key() const { return derive(master_, databases, keys_database); }

Digest Keyring::digest(TenantId tenant, Domain domain, std::string_view first,
                       std::string_view second) const {
    Digest out;
    Hash hash = tenant == TenantId{}
                    ? Hash{default_index_key_, out.size()}
                    : Hash{derive(master_, tenant_index, tenant.value), out.size()};
    hash.add(std::array{static_cast<std::uint8_t>(domain)});
    hash.add_u64(first.size());
    hash.add(first);
    hash.add_u64(second.size());
    hash.add(second);
    hash.finish(out);
    return out;
}

DataKey Keyring::data_key(TenantId tenant, std::uint64_t customer, const Secret& slot) const {
    Secret key;
    Hash hash = tenant == TenantId{}
                    ? Hash{default_customer_key_, Secret::size}
                    : Hash{derive(master_, tenant_customers, tenant.value), Secret::size};
    hash.add(slot.bytes());
    hash.add_u64(customer);
    hash.finish(key.writable());
    return DataKey{std::move(key)};
}

DataKey Keyring::record_key() const { return DataKey{derive(master_, records, only_one)}; }

std::array<std::uint8_t, 32> Keyring::key_hash(std::string_view api_key) const {
    std::array<std::uint8_t, 32> out;
    Hash hash{derive(master_, api_keys, only_one), out.size()};
    hash.add(api_key);
    hash.finish(out);
    return out;
}

} // namespace hark::crypto
