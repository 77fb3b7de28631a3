// What check() looks at: page authentication, structure, and that every row points to something.

#include "lib/base/try.hpp"
#include "lib/store/sqlcipher/reader.hpp"

namespace hark::store::sqlcipher {
namespace {

/// Beyond this many lines a report helps nobody.
constexpr std::size_t faults_max = 100;

/// Which customers there are, a bit each: two million links are looked up without touching the
/// disk.
class Present {
public:
    void add(std::uint64_t id) {
        if (id >= bits_.size()) bits_.resize(id + 1 + id / 2);
        bits_[id] = true;
    }
    bool has(std::uint64_t id) const noexcept { return id < bits_.size() && bits_[id]; }

private:
    std::vector<bool> bits_;
};

void add(std::vector<std::string>& faults, std::string line) {
    if (faults.size() < faults_max) faults.push_back(std::move(line));
}

/// Runs a pragma whose rows are faults, but for the row "ok".
Status pragma(Connection& connection, std::string_view sql, std::string_view database,
              std::vector<std::string>& faults) {
    HARK_TRY(auto statement, connection.prepare(sql));
    while (true) {
        HARK_TRY(const bool there, statement.step());
        if (!there) return {};
        if (statement.text(0) == "ok") continue;
        add(faults, std::string{database} + ": " + std::string{statement.text(0)});
    }
}

Status check_customers(Connection& connection, Present& present, std::vector<std::string>& faults) {
    HARK_TRY(auto customers,
             connection.prepare("SELECT c.id, c.head, s.id FROM customers c "
                                "LEFT JOIN keys.slots s ON s.id=c.id ORDER BY c.id"));
    HARK_TRY(auto reference, connection.prepare("SELECT customers FROM refs WHERE id=?1"));
    while (true) {
        HARK_TRY(const bool there, customers.step());
        if (!there) return {};
        const auto id = static_cast<std::uint64_t>(customers.integer(0));
        const auto name = "customer " + std::to_string(id);
        present.add(id);
        if (customers.is_null(2)) add(faults, name + ": no key slot");
        Customer head;
        if (!unpack_head(customers.blob(1), head).ok()) {
            add(faults, name + ": the row is damaged");
            continue;
        }
        const Running running{reference};
        HARK_TRY(const bool referred, reference.bind(1, row_key(head.ref.bytes())).step());
        std::vector<std::uint64_t> bucket;
        if (referred) HARK_CHECK(unpack_numbers(reference.blob(0), bucket));
        bool found = false;
        for (const auto number : bucket)
            found = found || number == id;
        if (!found) add(faults, name + ": not found by reference");
    }
}

/// With `some_left` links to nobody are known of, and wait to be cleared.
Status check_links(Connection& connection, const Present& present, bool some_left,
                   std::vector<std::string>& faults) {
    HARK_TRY(auto identifiers, connection.prepare("SELECT id, links FROM identifiers"));
    std::vector<Linked> bucket;
    while (true) {
        HARK_TRY(const bool there, identifiers.step());
        if (!there) return {};
        bucket.clear();
        if (!unpack_links(identifiers.integer(0), identifiers.blob(1), bucket).ok()) {
            add(faults, "an identifier's row is damaged");
            continue;
        }
        for (const auto& linked : bucket) {
            for (const auto& link : linked.links) {
                if (some_left || present.has(link.customer.value)) continue;
                add(faults, "a link points to no customer");
            }
        }
    }
}

Status check_calls(Connection& connection, const Present& present,
                   std::vector<std::string>& faults) {
    HARK_TRY(auto calls, connection.prepare("SELECT id, head FROM calls"));
    HARK_TRY(auto recent, connection.prepare("SELECT calls FROM recent WHERE id=?1"));
    while (true) {
        HARK_TRY(const bool there, calls.step());
        if (!there) return {};
        const auto id = static_cast<std::uint64_t>(calls.integer(0));
        const auto name = "call " + std::to_string(id);
        Call head;
        if (!unpack_head(calls.blob(1), head).ok()) {
            add(faults, name + ": the row is damaged");
            continue;
        }
        if (!present.has(head.customer.value)) add(faults, name + ": of no customer");
        const Running running{recent};
        HARK_TRY(const bool indexed, recent.bind(1, row_key(head.digest)).step());
        std::vector<std::uint64_t> bucket;
        if (indexed) HARK_CHECK(unpack_numbers(recent.blob(0), bucket));
        bool found = false;
        for (const auto number : bucket)
            found = found || number == id;
        if (!found) add(faults, name + ": not found by its digest");
    }
}

} // namespace

Status Reader::check(std::vector<std::string>& faults) {
    HARK_CHECK(pragma(connection_, "PRAGMA main.cipher_integrity_check", "data.db", faults));
    HARK_CHECK(pragma(connection_, "PRAGMA keys.cipher_integrity_check", "keys.db", faults));
    // Pages that cannot be authenticated cannot be read; asking further would only fail.
    if (!faults.empty()) return {};
    HARK_CHECK(pragma(connection_, "PRAGMA main.integrity_check", "data.db", faults));
    HARK_CHECK(pragma(connection_, "PRAGMA keys.integrity_check", "keys.db", faults));
    if (!faults.empty()) return {};
    std::uint64_t erasures = 0;
    HARK_TRY(auto* anchor, begin(erasures));
    const Running snapshot{*anchor};
    Present present;
    HARK_CHECK(check_customers(connection_, present, faults));
    HARK_TRY(const auto some_left, links_left());
    HARK_CHECK(check_links(connection_, present, some_left.has_value(), faults));
    return check_calls(connection_, present, faults);
}

} // namespace hark::store::sqlcipher
