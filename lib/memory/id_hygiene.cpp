#include "lib/memory/id_hygiene.hpp"

#include <algorithm>
#include <array>

#include "hark/limits.hpp"
#include "lib/base/bytes.hpp"
#include "lib/base/try.hpp"

namespace hark::memory {
namespace {

using identity::IdUsage;

constexpr std::uint8_t hygiene_version = 1;
/// What a crash may lose: what so many supplies taught.
constexpr std::uint32_t unsaved_max = 64;

constexpr std::array counts_of_a_type{&IdUsage::supplied, &IdUsage::repeated,  &IdUsage::customers,
                                      &IdUsage::crowded,  &IdUsage::on_number, &IdUsage::elsewhere,
                                      &IdUsage::replaced, &IdUsage::passed};

} // namespace

identity::IdUse IdHygiene::use_of(TenantId tenant, std::string_view type) {
    const std::lock_guard held{lock_};
    const auto learned = tenants_.find(tenant.value);
    if (learned == tenants_.end()) return identity::IdUse::names;
    const auto usage = learned->second.types.find(type);
    return usage == learned->second.types.end() ? identity::IdUse::names : usage->second.use();
}

IdUsage& IdHygiene::usage_of(Learned& learned, std::string_view type) {
    if (const auto known = learned.types.find(type); known != learned.types.end()) {
        return known->second;
    }
    if (learned.types.size() >= id_types_max) {
        learned.types.erase(std::min_element(
            learned.types.begin(), learned.types.end(), [](const auto& a, const auto& b) {
                return a.second.supplied + a.second.passed < b.second.supplied + b.second.passed;
            }));
    }
    return learned.types[std::string{type}];
}

void IdHygiene::see(TenantId tenant, std::string_view type, const identity::IdSighting& sighting) {
    const std::lock_guard held{lock_};
    auto& learned = tenants_[tenant.value];
    usage_of(learned, type).see(sighting);
    ++learned.unsaved;
}

void IdHygiene::pass(TenantId tenant, std::string_view type) {
    const std::lock_guard held{lock_};
    auto& learned = tenants_[tenant.value];
    usage_of(learned, type).pass();
    ++learned.unsaved;
}

bool IdHygiene::begins(TenantId tenant) {
    const std::lock_guard held{lock_};
    return tenants_.try_emplace(tenant.value).second;
}

std::vector<TenantId> IdHygiene::unsaved() {
    const std::lock_guard held{lock_};
    std::vector<TenantId> tenants;
    for (const auto& [tenant, learned] : tenants_) {
        if (learned.unsaved > 0) tenants.push_back(TenantId{tenant});
    }
    return tenants;
}

bool IdHygiene::is_due(TenantId tenant) {
    const std::lock_guard held{lock_};
    const auto learned = tenants_.find(tenant.value);
    return learned != tenants_.end() && learned->second.unsaved >= unsaved_max;
}

std::string IdHygiene::encode(TenantId tenant) {
    const std::lock_guard held{lock_};
    auto& learned = tenants_[tenant.value];
    learned.unsaved = 0;
    base::Writer writer{1024};
    writer.u8(hygiene_version);
    writer.u32(static_cast<std::uint32_t>(learned.types.size()));
    for (const auto& [type, usage] : learned.types) {
        writer.text(type);
        for (const auto count : counts_of_a_type)
            writer.u32(usage.*count);
    }
    return std::move(writer).take();
}

Status IdHygiene::decode(TenantId tenant, std::string_view bytes) {
    base::Reader reader{bytes};
    if (reader.u8() != hygiene_version) reader.fail();
    std::map<std::string, IdUsage, std::less<>> types;
    for (std::size_t n = reader.count(id_types_max); n > 0; --n) {
        auto& usage = types[std::string{reader.text(limits::id_type_bytes_max)}];
        for (const auto count : counts_of_a_type)
            usage.*count = reader.u32();
    }
    HARK_CHECK(reader.finish());
    const std::lock_guard held{lock_};
    tenants_[tenant.value].types.merge(types);
    return {};
}

} // namespace hark::memory
