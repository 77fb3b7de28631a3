// A start's answer as it is sealed for replays, and what two requests must share to be the same.
#pragma once

#include <string>
#include <string_view>

#include "hark/call.hpp"
#include "hark/service.hpp"
#include "lib/crypto/keyring.hpp"
#include "lib/store/store.hpp"

namespace hark::memory {

std::string encode_answer(const StartAnswer& answer);
Result<StartAnswer> decode_answer(std::string_view bytes);

/// Keyed digest of a request as it was decoded, without deadline and explain, ids and variables in
/// any order. Never all zero.
store::Digest fingerprint(const crypto::Keyring& keys, TenantId tenant, const CallStart& start);
store::Digest fingerprint(const crypto::Keyring& keys, TenantId tenant, const CallEnd& end);

} // namespace hark::memory
