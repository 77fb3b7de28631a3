// What a request brought to tell who this is, made comparable: the number normalised, the external
// ids cleared of those that name nobody, each with its digest.
#pragma once

#include <string>
#include <vector>

#include "hark/call.hpp"
#include "hark/service.hpp"
#include "lib/crypto/keyring.hpp"
#include "lib/identity/identity.hpp"
#include "lib/memory/engine.hpp"
#include "lib/store/store.hpp"

namespace hark::memory {

struct SuppliedIdentifier {
    std::string type; ///< empty: a number
    std::string value;
    store::Digest digest{};
};

/// An id that was left out, and why.
struct IgnoredId {
    std::string type;
    identity::IdUse use{identity::IdUse::names}; ///< names: the type's name alone forbids it
};

struct Supplied {
    identity::AniState ani{identity::AniState::none};
    LineType line_type{LineType::unknown};
    /// The number: with its extension first where it has one, then without. Empty unless present.
    std::vector<SuppliedIdentifier> numbers;
    std::vector<SuppliedIdentifier> ids; ///< those of types that name nobody are left out
    std::vector<IgnoredId> ignored;      ///< what was left out, for the explanation
    identity::Traits traits; ///< of the call; its time and channel are the caller's to fill
    std::optional<CustomerRef> ref;

    /// Digests of numbers and ids, in this order: what a store is asked for.
    std::vector<store::Digest> digests() const;
    /// Numbers and ids in the same order.
    std::vector<SuppliedIdentifier> identifiers() const;
};

/// Digest of one identifier; type empty for a number.
store::Digest identifier_digest(const crypto::Keyring& keys, TenantId tenant, std::string_view type,
                                std::string_view value);

Supplied supply(const Engine& engine, const IdentityHints& hints, const Telco& telco,
                const Terms& terms);

/// The linkable ones among `ids`, each once. Those that are not are appended to `ignored`.
std::vector<SuppliedIdentifier> linkable(const Engine& engine, const std::vector<ExternalId>& ids,
                                         TenantId tenant,
                                         std::vector<IgnoredId>* ignored = nullptr);

} // namespace hark::memory
