#include "lib/store/memory/tables.hpp"

#include <algorithm>

namespace hark::store::memory {

const Secret* Tables::slot(std::uint64_t id) const noexcept {
    const auto found = slots_.find(id);
    return found == slots_.end() ? nullptr : &found->second;
}

const CustomerRow* Tables::customer(TenantId tenant, CustomerId id) const noexcept {
    const auto found = customers_.find(id.value);
    if (found == customers_.end() || found->second.tenant != tenant) return nullptr;
    return &found->second;
}

CustomerRow* Tables::customer(TenantId tenant, CustomerId id) noexcept {
    const auto found = customers_.find(id.value);
    if (found == customers_.end() || found->second.tenant != tenant) return nullptr;
    return &found->second;
}

std::optional<CustomerId> Tables::referred(TenantId tenant, const CustomerRef& ref) const noexcept {
    const auto found = refs_.find(RefKey{tenant, ref});
    if (found == refs_.end()) return std::nullopt;
    return found->second;
}

void Tables::add(TenantId tenant, const NewCustomer& customer) {
    CustomerRow row;
    row.tenant = tenant;
    row.ref = customer.ref;
    row.created = customer.created;
    row.last_contact = customer.last_contact;
    row.expires = customer.expires;
    row.profile = customer.profile;
    row.context = customer.context;
    customers_.insert_or_assign(customer.id.value, std::move(row));
    refs_.insert_or_assign(RefKey{tenant, customer.ref}, customer.id);
}

void Tables::update(CustomerRow& row, CustomerUpdate&& update) {
    ++row.version;
    row.last_contact = update.last_contact;
    row.expires = update.expires;
    if (update.profile) row.profile = std::move(*update.profile);
    if (update.context) row.context = std::move(*update.context);
    if (update.archive) {
        row.archive.push_back(std::move(*update.archive));
        ++row.archived;
    }
    if (update.archive_keep) {
        while (row.archive.size() > *update.archive_keep)
            row.archive.pop_front();
    }
}

ErasureCount Tables::erase(const Erasure& erasure) {
    ErasureCount count;
    if (const auto* row = customer(erasure.tenant, erasure.customer)) {
        const auto linked = row->linked;
        for (const auto& identifier : linked) {
            remove_link(erasure.tenant, identifier, erasure.customer);
        }
        const auto calls = row->calls;
        for (const auto id : calls)
            erase_call(id);
        count.identifiers = static_cast<std::uint32_t>(linked.size());
        count.calls = static_cast<std::uint32_t>(calls.size());
        refs_.erase(RefKey{erasure.tenant, row->ref});
        customers_.erase(erasure.customer.value);
        slots_.erase(erasure.customer.value);
    }
    return count;
}

const std::vector<Link>* Tables::links(TenantId tenant, const Digest& identifier) const noexcept {
    const auto found = links_.find(DigestKey{tenant, identifier});
    return found == links_.end() ? nullptr : &found->second;
}

void Tables::update(TenantId tenant, const LinkUpdate& update) {
    if (update.remove) return remove_link(tenant, update.identifier, update.customer);
    if (update.ends) return end_link(tenant, update.identifier, update.customer);
    auto& links = links_[DigestKey{tenant, update.identifier}];
    for (auto& link : links) {
        if (link.customer != update.customer) continue;
        link.calls_milli += update.calls_milli;
        link.last_seen = std::max(link.last_seen, update.seen);
        return;
    }
    links.push_back({update.customer, update.calls_milli, update.seen, update.seen});
    customer(tenant, update.customer)->linked.push_back(update.identifier);
}

void Tables::end_link(TenantId tenant, const Digest& identifier, CustomerId id) {
    const auto found = links_.find(DigestKey{tenant, identifier});
    if (found == links_.end()) return;
    for (auto& link : found->second) {
        if (link.customer == id) link.calls_milli = 0;
    }
}

void Tables::remove_link(TenantId tenant, const Digest& identifier, CustomerId id) {
    const auto found = links_.find(DigestKey{tenant, identifier});
    if (found == links_.end()) return;
    std::erase_if(found->second, [&](const Link& link) { return link.customer == id; });
    if (found->second.empty()) links_.erase(found);
    if (auto* row = customer(tenant, id)) std::erase(row->linked, identifier);
}

const CallRow* Tables::call(std::uint64_t id) const noexcept {
    const auto found = calls_.find(id);
    return found == calls_.end() ? nullptr : &found->second;
}

const CallRow* Tables::call(TenantId tenant, std::uint64_t id) const noexcept {
    const auto* row = call(id);
    return row && row->call.tenant == tenant ? row : nullptr;
}

const CallRow* Tables::call(TenantId tenant, const Digest& digest) const noexcept {
    const auto found = calls_by_digest_.find(DigestKey{tenant, digest});
    return found == calls_by_digest_.end() ? nullptr : call(tenant, found->second);
}

const Timeline& Tables::open_calls(TenantId tenant) const noexcept {
    static const Timeline none;
    const auto found = open_calls_.find(tenant);
    return found == open_calls_.end() ? none : found->second;
}

void Tables::index(const CallRow& row) {
    const auto& call = row.call;
    if (auto* owner = customer(call.tenant, call.customer)) owner->calls.insert(call.id);
    all_calls_.emplace(call.started, call.id);
    if (!call.ended) open_calls_[call.tenant].emplace(call.started, call.id);
    if (!row.start_answer.empty()) answers_.emplace(call.started, call.id);
}

void Tables::unindex(const CallRow& row) {
    const auto& call = row.call;
    if (auto* owner = customer(call.tenant, call.customer)) owner->calls.erase(call.id);
    all_calls_.erase({call.started, call.id});
    open_calls_[call.tenant].erase({call.started, call.id});
    answers_.erase({call.started, call.id});
}

void Tables::write(TenantId tenant, CallWrite&& write) {
    const auto id = write.id ? *write.id : ++call_numbers_;
    auto& row = calls_[id];
    auto& call = row.call;
    if (write.id) {
        unindex(row);
        ++call.version;
    } else {
        call.id = id;
        call.tenant = tenant;
        call.digest = write.digest;
        calls_by_digest_.insert_or_assign(DigestKey{tenant, write.digest}, id);
    }
    // An answer is sealed for one customer.
    if (call.customer != write.customer) row.start_answer.clear();
    call.customer = write.customer;
    call.started = write.started;
    call.ended = write.ended;
    call.start_body = write.start_body;
    call.end_body = write.end_body;
    call.details = std::move(write.details);
    if (!write.start_answer.empty()) row.start_answer = std::move(write.start_answer);
    index(row);
}

void Tables::erase_call(std::uint64_t id) {
    const auto found = calls_.find(id);
    if (found == calls_.end()) return;
    unindex(found->second);
    calls_by_digest_.erase(DigestKey{found->second.call.tenant, found->second.call.digest});
    calls_.erase(found);
}

void Tables::erase_answer(std::uint64_t id) {
    const auto found = calls_.find(id);
    if (found == calls_.end()) return;
    answers_.erase({found->second.call.started, id});
    found->second.start_answer.clear();
}

std::vector<std::string> Tables::faults() const {
    std::vector<std::string> faults;
    std::size_t linked = 0;
    std::size_t called = 0;
    for (const auto& [id, row] : customers_) {
        const auto number = std::to_string(id);
        if (!slot(id)) faults.push_back("customer " + number + ": no key slot");
        if (referred(row.tenant, row.ref) != CustomerId{id}) {
            faults.push_back("customer " + number + ": not found by reference");
        }
        linked += row.linked.size();
        called += row.calls.size();
    }
    std::size_t links = 0;
    for (const auto& [key, there] : links_) {
        links += there.size();
        for (const auto& link : there) {
            if (customer(key.tenant, link.customer)) continue;
            faults.push_back("a link points to no customer");
        }
    }
    if (links != linked) faults.push_back("links and customers disagree");
    if (called != calls_.size()) faults.push_back("calls and customers disagree");
    if (calls_by_digest_.size() != calls_.size() || all_calls_.size() != calls_.size()) {
        faults.push_back("calls and their index disagree");
    }
    return faults;
}

} // namespace hark::store::memory
