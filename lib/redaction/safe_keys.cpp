// Names of fields as words: "requestId" is request and id.
#include <algorithm>
#include <array>

#include "lib/redaction/characters.hpp"
#include "lib/redaction/fields.hpp"

namespace hark::redaction {
namespace {

/// Last words of keys that count, time or point to something.
constexpr std::array<std::string_view, 68> safe_words{
    "at",      "build",    "bytes",       "checksum",  "commit", "correlationid",
    "count",   "duration", "elapsed",     "end",       "epoch",  "etag",
    "expires", "guid",     "hash",        "id",        "ids",    "iat",
    "exp",     "nbf",      "latency",     "length",    "len",    "line",
    "micros",  "millis",   "ms",          "nanos",     "ns",     "offset",
    "pid",     "port",     "requestid",   "revision",  "rev",    "sec",
    "seconds", "secs",     "seq",         "sequence",  "sha",    "sha1",
    "sha256",  "size",     "span",        "spanid",    "start",  "started",
    "thread",  "tid",      "time",        "timestamp", "took",   "total",
    "trace",   "traceid",  "traceparent", "ts",        "ttl",    "updated",
    "created", "uptime",   "us",          "usec",      "uuid",   "version",
    "nonce",   "digest"};

/// With one of these in the key, an id may well be somebody's.
constexpr std::array<std::string_view, 49> personal_words{
    "account",    "acct",     "birth",    "born",        "card",       "caller",   "contact",
    "cardholder", "dea",      "device",   "dob",         "driver",     "employee", "government",
    "govt",       "health",   "iban",     "identity",    "insurance",  "licence",  "license",
    "medical",    "medicare", "member",   "voter",       "steuer",     "ust",      "umsatzsteuer",
    "african",    "sa",       "taxpayer", "beneficiary", "provider",   "resident", "citizen",
    "nric",       "pan",      "mobile",   "national",    "npi",        "passport", "patient",
    "phone",      "policy",   "sim",      "social",      "subscriber", "tax",      "vehicle"};

/// Last words of keys that name a thing.
constexpr std::array<std::string_view, 24> reference_words{
    "ref",    "reference", "tracking", "sku",   "item",    "txn",     "transaction", "invoice",
    "shard",  "cursor",    "session",  "batch", "product", "upc",     "ean",         "barcode",
    "serial", "order",     "ticket",   "case",  "job",     "message", "event",       "shipment"};

template <typename Words>
bool holds(const Words& words, std::string_view word) noexcept {
    return std::find(words.begin(), words.end(), word) != words.end();
}

/// Is the key's last word one of `words`, and none of its words a personal one?
template <typename Words>
bool ends_in_one_of(std::string_view key, const Words& words) noexcept {
    std::array<char, 64> lower{};
    if (key.empty() || key.size() > lower.size()) return false;
    std::transform(key.begin(), key.end(), lower.begin(), lower_case);
    bool safe = false;
    for (std::size_t at = 0; at < key.size();) {
        if (!is_alphanumeric(key[at])) {
            ++at;
            continue;
        }
        std::size_t end = at + 1;
        while (end < key.size() && is_alphanumeric(key[end]) &&
               !(is_upper(key[end]) && !is_upper(key[end - 1])))
            ++end;
        const std::string_view word{lower.data() + at, end - at};
        if (holds(personal_words, word)) return false;
        safe = holds(words, word);
        at = end;
    }
    return safe;
}

} // namespace

bool is_safe_key(std::string_view key) noexcept { return ends_in_one_of(key, safe_words); }

bool is_reference_key(std::string_view key) noexcept {
    return ends_in_one_of(key, reference_words);
}

} // namespace hark::redaction
