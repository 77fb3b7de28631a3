// The bytes of the file `keyring`: one memory's master key, wrapped by the root key. Pure; knows
// nothing of folders.
//
// FORMAT, version 1: 120 bytes, integers least byte first.
//
//   offset  bytes  what
//        0      8  "HarkKeys"
//        8      4  format version, 1
//       12      4  size of the whole file in bytes, 120
//       16     24  nonce, random
//       40     48  master key (32 bytes) sealed by XChaCha20-Poly1305: cipher text, then tag
//       88     32  checksum: BLAKE2b-256 without key over everything before it
//
// The wrapping key is crypto_kdf(root, id 1, context "HarkRoot"); bytes 0–15 are associated data.
// The checksum has no key so that damage (`corrupt`) and another root key (`wrong_key`) can be told
// apart; it protects nothing, the tag does. Every later version keeps the first 16 bytes in this
// meaning, ends with such a checksum, and is at most 64 KiB long: so this version can tell a newer
// file (`newer_format`) from a damaged one.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>

#include "hark/result.hpp"
#include "hark/secret.hpp"

namespace hark::crypto {

inline constexpr std::size_t keyring_file_bytes = 120;
inline constexpr std::size_t keyring_file_bytes_max = 64 * 1024; ///< of any version

/// A new wrapping of `master` each time, since the nonce is random.
std::array<std::uint8_t, keyring_file_bytes> wrap_master(const Secret& master, const Secret& root);

/// Errors: `corrupt`, `newer_format`, `wrong_key`.
Result<Secret> unwrap_master(std::span<const std::uint8_t> file, const Secret& root);

} // namespace hark::crypto
