#include "lib/memory/number_attempts.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include "lib/base/try.hpp"
#include "lib/memory/records.hpp"

namespace hark::memory {
namespace {

constexpr std::uint8_t slot_version = 1;

std::uint64_t key_of(const store::Digest& number) noexcept {
    std::uint64_t key = 0;
    for (std::size_t i = 0; i < sizeof key; ++i)
        key = (key << 8) | number[i];
    return key;
}

/// The digest is keyed: nobody can choose numbers that share a record with another.
std::uint32_t slot_of(const store::Digest& number) noexcept {
    return static_cast<std::uint32_t>(number.back()) % number_slots;
}
static_assert(number_slots == 256, "slot_of() tells so many records apart");

store::RecordName name_of(const Engine& engine, TenantId tenant, std::uint32_t slot) {
    const std::array<char, 2> id{static_cast<char>(RecordKind::attempts), static_cast<char>(slot)};
    return {RecordKind::attempts,
            engine.keys.digest(tenant, crypto::Domain::record, {id.data(), id.size()})};
}

} // namespace

Result<NumberSlot> NumberSlot::open(const Engine& engine, TenantId tenant, std::uint32_t slot) {
    NumberSlot made;
    made.tenant_ = tenant;
    made.slot_ = slot;
    const auto name = name_of(engine, tenant, slot);
    HARK_TRY(made.was_, engine.store.record(name.kind, name.id));
    if (!made.was_) return made;
    HARK_TRY(const auto bytes,
             engine.keys.record_key().open(record_place(name, tenant), *made.was_));
    base::Reader reader{bytes};
    // The slot is in the bytes too: older ones were sealed for any of the tenant's.
    if (reader.u8() != slot_version || reader.u32() != slot) reader.fail();
    for (std::size_t n = reader.count(numbers_per_slot); n > 0; --n) {
        Entry entry;
        entry.number = reader.u64();
        entry.failures = read_failures(reader);
        if (entry.failures.empty()) reader.fail();
        made.entries_.push_back(std::move(entry));
    }
    HARK_CHECK(reader.finish());
    return made;
}

Result<NumberSlot> NumberSlot::of(const Engine& engine, TenantId tenant,
                                  const store::Digest& number) {
    return open(engine, tenant, slot_of(number));
}

const NumberSlot::Entry* NumberSlot::find(const store::Digest& number) const noexcept {
    const auto found = std::find_if(entries_.begin(), entries_.end(), [&](const Entry& entry) {
        return entry.number == key_of(number);
    });
    return found == entries_.end() ? nullptr : &*found;
}

Failures NumberSlot::failures(const store::Digest& number) const {
    const auto* entry = find(number);
    return entry != nullptr ? entry->failures : Failures{};
}

void NumberSlot::add_failure(const store::Digest& number, Time now) {
    auto failures = this->failures(number);
    std::erase_if(entries_, [&](const Entry& entry) { return entry.number == key_of(number); });
    if (entries_.size() >= numbers_per_slot) {
        entries_.erase(std::min_element(
            entries_.begin(), entries_.end(),
            [](const Entry& a, const Entry& b) { return a.failures.back() < b.failures.back(); }));
    }
    memory::add_failure(failures, now);
    entries_.push_back({key_of(number), std::move(failures)});
}

bool NumberSlot::has_aged(Time now) const {
    return std::any_of(entries_.begin(), entries_.end(), [&](const Entry& entry) {
        auto counted = entry.failures;
        age(counted, now);
        return counted.size() != entry.failures.size();
    });
}

store::RecordChange NumberSlot::change(const Engine& engine, Time now) const {
    auto counted = entries_;
    for (auto& entry : counted)
        age(entry.failures, now);
    std::erase_if(counted, [](const Entry& entry) { return entry.failures.empty(); });

    store::RecordChange change;
    const auto name = name_of(engine, tenant_, slot_);
    change.kind = name.kind;
    change.id = name.id;
    change.was = was_;
    if (counted.empty()) return change;
    base::Writer writer{64};
    writer.u8(slot_version);
    writer.u32(slot_);
    writer.u32(static_cast<std::uint32_t>(counted.size()));
    for (const auto& entry : counted) {
        writer.u64(entry.number);
        write(writer, entry.failures);
    }
    change.body = engine.keys.record_key().seal(record_place(name, tenant_), writer.view());
    return change;
}

} // namespace hark::memory
