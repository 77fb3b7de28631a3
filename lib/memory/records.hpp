// The memory's own sealed records: the names under which they lie in the store, and where they are
// sealed. A record opens under its own kind and id alone.
#pragma once

#include <string_view>

#include "hark/service.hpp"
#include "lib/crypto/keyring.hpp"
#include "lib/store/store.hpp"

namespace hark::memory {

/// Under which a record of the service lies.
store::RecordName record_name(const crypto::Keyring& keys, RecordKind kind, std::string_view id);

/// Where a record is sealed. The tenant matters for old records of `attempts` alone; all others are
/// of no tenant.
crypto::RecordPlace record_place(const store::RecordName& record, TenantId tenant = TenantId{0});

} // namespace hark::memory
