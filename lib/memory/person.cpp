#include "lib/memory/person.hpp"

#include <algorithm>

#include "lib/base/try.hpp"
#include "lib/memory/supplied.hpp"

namespace hark::memory {

Millis link_retention(const Settings& settings) noexcept {
    return std::chrono::duration_cast<Millis>(std::chrono::months{settings.link_retention_months});
}

Time due_at(const Context& context, Time last_contact, const Settings& settings) {
    const Time end_of_links = last_contact + link_retention(settings);
    return std::min(next_expiry(context, std::chrono::days{settings.retention_days}), end_of_links);
}

Person::Person(const Engine& engine, TenantId tenant, store::CustomerId id, const CustomerRef& ref,
               const Secret& slot)
    : tenant_{tenant}, id_{id}, ref_{ref}, key_{engine.keys.data_key(tenant, id.value, slot)} {}

Result<Person> Person::open(const Engine& engine, const store::Customer& row) {
    Person person{engine, row.tenant, row.id, row.ref, row.slot};
    person.version_ = row.version;
    person.created_ = row.created;
    person.last_contact_ = row.last_contact;
    person.is_merged_ = row.merged_into || !row.merged.empty();
    if (!row.profile.empty()) {
        HARK_TRY(const auto bytes, person.unseal(crypto::Field::profile, row.profile));
        HARK_TRY(person.profile, Profile::decode(bytes));
    }
    if (!row.context.empty()) {
        HARK_TRY(const auto bytes, person.unseal(crypto::Field::context, row.context));
        HARK_TRY(person.context, Context::decode(bytes));
    }
    return person;
}

Result<Person> Person::make(const Engine& engine, TenantId tenant, Time now,
                            store::Deadline deadline) {
    HARK_TRY(const store::KeySlot slot, engine.store.reserve(deadline));
    Person person{engine, tenant, slot.customer, CustomerRef::random(), slot.secret};
    person.is_new_ = true;
    person.created_ = now;
    person.last_contact_ = now;
    return person;
}

void Person::see(const Engine& engine, store::Change& change, std::string_view type,
                 std::string_view value, std::uint32_t calls_milli, Time now) {
    std::vector<KnownIdentifier> dropped;
    profile_changed_ |= profile.see(type, value, now, dropped);
    unlink(engine, change, dropped);
    change.links.push_back(
        {identifier_digest(engine.keys, tenant_, type, value), id_, calls_milli, now, false});
}

void Person::note(const identity::Traits& traits, std::string_view number) {
    profile.note(traits, number);
    profile_changed_ = true;
}

void Person::unsee(const Engine& engine, store::Change& change, std::string_view type,
                   std::string_view value) {
    std::erase_if(profile.identifiers, [&](const KnownIdentifier& known) {
        return known.type == type && known.value == value;
    });
    profile_changed_ = true;
    unlink(engine, change, {{std::string{type}, std::string{value}, {}, {}}});
}

void Person::drop_unseen(const Engine& engine, store::Change& change, Time oldest) {
    std::vector<KnownIdentifier> dropped;
    profile.forget_unseen(oldest, dropped);
    profile_changed_ |= !dropped.empty();
    unlink(engine, change, dropped);
}

void Person::unlink(const Engine& engine, store::Change& change,
                    const std::vector<KnownIdentifier>& dropped) const {
    for (const auto& old : dropped) {
        change.links.push_back(
            {identifier_digest(engine.keys, tenant_, old.type, old.value), id_, 0, Time{}, true});
    }
}

void Person::add_call(PastCall call) { piece_ = memory::add_call(context, std::move(call)); }

void Person::save(store::Change& change, const Settings& settings, Time now, bool contact) {
    const auto archive_keep = expire(context, now, std::chrono::days{settings.retention_days});
    if (contact) last_contact_ = std::max(last_contact_, now);
    const Time expires = due_at(context, last_contact_, settings);
    if (is_new_) {
        change.customer = store::NewCustomer{id_,
                                             ref_,
                                             created_,
                                             last_contact_,
                                             expires,
                                             seal(crypto::Field::profile, profile.encode()),
                                             seal(crypto::Field::context, context.encode())};
        return;
    }
    store::CustomerUpdate update;
    update.id = id_;
    update.version = version_;
    update.last_contact = last_contact_;
    update.expires = expires;
    if (profile_changed_) update.profile = seal(crypto::Field::profile, profile.encode());
    update.context = seal(crypto::Field::context, context.encode());
    if (!piece_.empty()) update.archive = seal(crypto::Field::history, encode_calls(piece_));
    update.archive_keep = archive_keep;
    change.updates.push_back(std::move(update));
}

std::string Person::seal(crypto::Field field, std::string_view plain) const {
    return key_.seal({tenant_, id_.value, field}, plain);
}

Result<std::string> Person::unseal(crypto::Field field, std::string_view sealed) const {
    return key_.open({tenant_, id_.value, field}, sealed);
}

} // namespace hark::memory
