#include "server/auth/keys.hpp"

#include <algorithm>
#include <charconv>
#include <optional>

#include "server/auth/api_key.hpp"

namespace hark::server {

namespace {

using SteadyClock = std::chrono::steady_clock;

constexpr std::chrono::seconds known_for{1};
constexpr std::size_t known_max = 256;
constexpr std::string_view operator_setting = "operator_key";

template <typename Bytes>
std::string hex(const Bytes& bytes) {
    constexpr std::string_view digits = "0123456789abcdef";
    std::string made;
    made.reserve(bytes.size() * 2);
    for (const std::uint8_t byte : bytes) {
        made.push_back(digits[byte >> 4]);
        made.push_back(digits[byte & 15]);
    }
    return made;
}

/// A key's record is found by half of its hash and proved by all of it.
std::string id_of(std::string_view hash_hex) { return std::string{hash_hex.substr(0, 32)}; }

// The stored form of a key: "1 <hash> <scopes> <created ms> <last four characters>". Nothing in it
// gives the key back. The key's own id is the first 10 digits of the hash.
std::string body_of(std::string_view hash_hex, Scope scopes, Time created, std::string_view key) {
    std::string body{"1 "};
    body.append(hash_hex).append(" ");
    body.append(std::to_string(static_cast<std::uint32_t>(scopes))).append(" ");
    body.append(std::to_string(created.time_since_epoch().count())).append(" ");
    return body.append(key.substr(key.size() - 4));
}

std::string_view take_word(std::string_view& rest) {
    const auto word = rest.substr(0, rest.find(' '));
    rest.remove_prefix(std::min(rest.size(), word.size() + 1));
    return word;
}

/// Nothing when the record is not one of this hash.
std::optional<Principal> principal_of(std::string_view body, std::string_view hash_hex) {
    if (take_word(body) != "1") return std::nullopt;
    if (!equal_in_constant_time(take_word(body), hash_hex)) return std::nullopt;
    const auto scopes = take_word(body);
    std::uint32_t bits = 0;
    const auto* end = scopes.data() + scopes.size();
    if (const auto read = std::from_chars(scopes.data(), end, bits);
        read.ec != std::errc{} || read.ptr != end) {
        return std::nullopt;
    }
    return Principal{"key_" + std::string{hash_hex.substr(0, 10)}, static_cast<Scope>(bits)};
}

} // namespace

Result<bool> Keys::has_operator_key() {
    auto found = memory_.record(RecordKind::setting, operator_setting);
    if (found) return true;
    if (found.error().code == Code::not_found) return false;
    return found.error();
}

Status Keys::add_operator_key(std::string_view api_key, Time now) {
    auto exists = has_operator_key();
    if (!exists) return exists.error();
    if (*exists) return Error{Code::conflict, "the operator's API key was made before"};
    const auto hash = hex(memory_.key_hash(api_key));
    auto stored = memory_.put_record(
        {RecordKind::api_key, id_of(hash), body_of(hash, Scope::every, now, api_key)});
    if (!stored.ok()) return stored;
    return memory_.put_record({RecordKind::setting, std::string{operator_setting}, id_of(hash)});
}

Result<Principal> Keys::find(std::string_view api_key) {
    const Error unknown{Code::not_found, "no such key"};
    if (!is_api_key(api_key)) return unknown;
    const auto hash = memory_.key_hash(api_key);
    Principal principal;
    if (recall(hash, principal)) return principal;
    const auto hash_hex = hex(hash);
    auto record = memory_.record(RecordKind::api_key, id_of(hash_hex));
    if (!record) return record.error();
    auto found = principal_of(record->body, hash_hex);
    if (!found) return unknown;
    remember(hash, *found);
    return std::move(*found);
}

bool Keys::recall(const Hash& hash, Principal& principal) {
    const auto now = SteadyClock::now();
    const std::lock_guard guard{mutex_};
    for (const auto& known : known_) {
        if (known.hash == hash && now < known.until) {
            principal = known.principal;
            return true;
        }
    }
    return false;
}

void Keys::remember(const Hash& hash, const Principal& principal) {
    const auto now = SteadyClock::now();
    const std::lock_guard guard{mutex_};
    std::erase_if(known_, [&](const Known& k) { return k.until <= now || k.hash == hash; });
    if (known_.size() < known_max) known_.push_back({hash, principal, now + known_for});
}

} // namespace hark::server
