// What was learned of each tenant's types of external ids, shared by all calls of a memory and kept
// with it. Bounded: the types least supplied make room. Thread-safe.
#pragma once

#include <cstdint>
#include <map>
#include <mutex>
#include <string>
#include <string_view>
#include <vector>

#include "hark/result.hpp"
#include "hark/service.hpp"
#include "lib/identity/id_usage.hpp"

namespace hark::memory {

/// The most types of one tenant of which anything is learned.
inline constexpr std::size_t id_types_max = 256;

class IdHygiene {
public:
    /// What the type's values are good for; names, of a type never seen.
    identity::IdUse use_of(TenantId tenant, std::string_view type);
    void see(TenantId tenant, std::string_view type, const identity::IdSighting& sighting);
    /// A supply of a type that is not looked at.
    void pass(TenantId tenant, std::string_view type);

    /// True once for a tenant whose counts were not loaded yet; the caller loads them.
    bool begins(TenantId tenant);
    /// Tenants of whom something was learned since it was last kept.
    std::vector<TenantId> unsaved();
    /// True when enough was learned of the tenant since the last time to be worth keeping.
    bool is_due(TenantId tenant);
    /// The tenant's counts as they are sealed; they are then no longer due.
    std::string encode(TenantId tenant);
    /// Takes kept counts over, where nothing was learned since.
    Status decode(TenantId tenant, std::string_view bytes);

private:
    struct Learned {
        std::map<std::string, identity::IdUsage, std::less<>> types;
        std::uint32_t unsaved{0};
    };
    identity::IdUsage& usage_of(Learned& learned, std::string_view type);

    std::mutex lock_;
    std::map<std::uint32_t, Learned> tenants_; // by tenant, once its counts were loaded
};

} // namespace hark::memory
