// The keys of one memory. The root key only wraps a random master key in the file `keyring`; all
// others derive from the master (libsodium crypto_kdf, BLAKE2b). Knows nothing of SQL or of calls.
#pragma once

#include <array>
#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>

#include "hark/result.hpp"
#include "hark/secret.hpp"
#include "hark/service.hpp"

namespace hark::crypto {

using Digest = std::array<std::uint8_t, 16>;

/// What a digest is of. Part of the digest, so that a number and an id with the same text differ.
enum class Domain : std::uint8_t {
    number = 1,
    external_id = 2,
    call = 3,
    body = 4,
    tombstone = 5,
    record = 6,
    verifier = 7 ///< never stored: what is compared, so that neither text nor length shows
};

/// The field that sealed bytes belong to; part of the associated data. Numbers are file format.
enum class Field : std::uint8_t {
    profile = 1,
    context = 2,
    history = 3,
    call = 4,
    answer = 5,
    record = 6,
    attempts = 7
};

/// Compares in constant time.
bool same_secretly(const Digest& a, const Digest& b) noexcept;

/// Where sealed bytes belong: they open nowhere else.
struct Place {
    TenantId tenant;
    std::uint64_t customer{0}; ///< 0: the memory's own records
    Field field{Field::profile};
};

/// Where a record of the memory's own belongs.
struct RecordPlace {
    RecordKind kind{};
    Digest id{};  ///< keyed, of tenant and id
    Place before; ///< where values of version 1 were sealed, which say nothing of kind and id
};

/// A customer's data key, alive for one operation.
class DataKey {
public:
    explicit DataKey(Secret key) noexcept : key_{std::move(key)} {}

    /// XChaCha20-Poly1305 with a random nonce; associated data: tenant, customer, field, version 1.
    /// 41 bytes longer than the plain text (version, nonce, tag).
    std::string seal(Place place, std::string_view plain) const;
    /// Error `unsealable` for anything that was not sealed here for this place.
    Result<std::string> open(Place place, std::string_view sealed) const;
    /// The same for records: version 2, kind and id are associated data too. What an older Hark has
    /// sealed opens in `place.before`.
    std::string seal(const RecordPlace& place, std::string_view plain) const;
    Result<std::string> open(const RecordPlace& place, std::string_view sealed) const;

private:
    Secret key_;
};

class Keyring {
public:
    /// Makes `folder/keyring` (0600, written whole or not at all). An existing one is an error.
    static Result<Keyring> create(const std::filesystem::path& folder, const Secret& root);
    /// Errors: `wrong_key`, `corrupt`, `newer_format`, `no_memory_here`, `storage_failed`.
    static Result<Keyring> open(const std::filesystem::path& folder, const Secret& root);
    /// A random master that is never written: for memories without a folder.
    static Keyring ephemeral();

    Secret data_database_key() const; ///< raw SQLCipher key of data.db
    Secret keys_database_key() const; ///< raw SQLCipher key of keys.db

    /// Blind index: 128-bit BLAKE2b keyed per tenant over the domain and the length-framed parts.
    Digest digest(TenantId tenant, Domain domain, std::string_view first,
                  std::string_view second = {}) const;
    /// The customer's data key: BLAKE2b-256 keyed with the tenant's key-encryption key over the
    /// slot's secret and the customer number. Needs both databases; destroying the slot ends it.
    DataKey data_key(TenantId tenant, std::uint64_t customer, const Secret& slot) const;
    /// Seals the memory's own records.
    DataKey record_key() const;
    /// 256-bit keyed hash for API keys; the pepper derives from the master.
    std::array<std::uint8_t, 32> key_hash(std::string_view api_key) const;

private:
    explicit Keyring(Secret master) noexcept;

    Secret master_;
    // Two keys of the tenant `default`, kept because most memories have no other.
    Secret default_index_key_;
    Secret default_customer_key_;
};

} // namespace hark::crypto
