// A customer opened for change, or one in the making: the clear form of their sealed rows, for the
// length of one operation.
#pragma once

#include <algorithm>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "hark/clock.hpp"
#include "hark/service.hpp"
#include "lib/crypto/keyring.hpp"
#include "lib/memory/context.hpp"
#include "lib/memory/engine.hpp"
#include "lib/memory/profile.hpp"
#include "lib/store/store.hpp"

namespace hark::memory {

class Person {
public:
    /// Opens an existing customer. Error `unsealable` when their data does not open.
    static Result<Person> open(const Engine& engine, const store::Customer& row);
    /// A new customer with a fresh number, key and reference; exists once a change with save() was
    /// applied. `busy` when there was no key for them before the deadline.
    static Result<Person> make(const Engine& engine, TenantId tenant, Time now,
                               store::Deadline deadline = {});

    Profile profile;
    Context context;

    bool is_new() const noexcept { return is_new_; }
    store::CustomerId id() const noexcept { return id_; }
    const CustomerRef& ref() const noexcept { return ref_; }
    std::uint32_t version() const noexcept { return version_; } ///< as it was read
    Time last_contact() const noexcept { return last_contact_; }
    /// Merged with others: more hangs on them than their own row says.
    bool is_merged() const noexcept { return is_merged_; }

    /// Notes that the identifier is theirs, in the profile and as a link in `change`; `calls_milli`
    /// confirmed calls are added to the link.
    void see(const Engine& engine, store::Change& change, std::string_view type,
             std::string_view value, std::uint32_t calls_milli, Time now);
    /// Learns how they call from a call that is theirs; `number`: where it came from, or empty.
    void note(const identity::Traits& traits, std::string_view number);
    /// Takes an identifier off them again.
    void unsee(const Engine& engine, store::Change& change, std::string_view type,
               std::string_view value);
    /// Lets go of identifiers that were last seen before `oldest`.
    void drop_unseen(const Engine& engine, store::Change& change, Time oldest);
    /// They are held as if they had been in touch then.
    void touch(Time contact) noexcept { last_contact_ = std::max(last_contact_, contact); }
    /// Adds a finished call to the history.
    void add_call(PastCall call);

    /// Puts profile and context, expired things left out, sealed into `change`. `contact`: they
    /// were in touch now.
    void save(store::Change& change, const Settings& settings, Time now, bool contact);

    std::string seal(crypto::Field field, std::string_view plain) const;
    Result<std::string> unseal(crypto::Field field, std::string_view sealed) const;

private:
    Person(const Engine& engine, TenantId tenant, store::CustomerId id, const CustomerRef& ref,
           const Secret& slot);

    void unlink(const Engine& engine, store::Change& change,
                const std::vector<KnownIdentifier>& dropped) const;

    TenantId tenant_;
    store::CustomerId id_;
    CustomerRef ref_;
    crypto::DataKey key_;
    bool is_new_{false};
    bool is_merged_{false};
    bool profile_changed_{false};
    std::uint32_t version_{0};
    Time created_{};
    Time last_contact_{};
    std::vector<PastCall> piece_; ///< to be archived
};

/// When a customer's row is next due: the end of something in the context, or of the links.
Time due_at(const Context& context, Time last_contact, const Settings& settings);
/// The life of links and identifiers that nobody was seen with, in months of 30.44 days.
Millis link_retention(const Settings& settings) noexcept;

} // namespace hark::memory
