// Addresses of wallets that prove themselves: base58check (Bitcoin P2PKH and P2SH), bech32 and
// bech32m (BIP 173, BIP 350), and the mixed case of EIP-55 (Ethereum).
#pragma once

#include <string_view>

namespace hark::redaction::checks {

/// 25 bytes of version 0x00 or 0x05, the last four being the begin of a double SHA-256.
bool is_base58check(std::string_view text) noexcept;

/// With the prefix and the checksum; one case throughout.
bool is_bech32(std::string_view text) noexcept;

/// "0x" and forty digits: of one case, or the case of each letter as its Keccak-256 says.
bool is_ethereum(std::string_view text) noexcept;

} // namespace hark::redaction::checks
