#include "lib/memory/profile.hpp"

#include <algorithm>
#include <iterator>

#include "hark/limits.hpp"
#include "lib/base/bytes.hpp"
#include "lib/base/try.hpp"

namespace hark::memory {
namespace {

constexpr std::uint8_t profile_version = 1;

} // namespace

std::string Profile::encode() const {
    base::Writer writer{96};
    writer.u8(profile_version);
    writer.u32(static_cast<std::uint32_t>(identifiers.size()));
    for (const auto& known : identifiers) {
        writer.text(known.type);
        writer.text(known.value);
        writer.i64(known.last_seen.time_since_epoch().count());
    }
    return std::move(writer).take();
}

Result<Profile> Profile::decode(std::string_view bytes) {
    Profile profile;
    if (bytes.empty()) return profile;
    base::Reader reader{bytes};
    if (reader.u8() != profile_version) reader.fail();
    for (std::size_t n = reader.count(limits::identifiers_per_customer_max); n > 0; --n) {
        KnownIdentifier known;
        known.type = reader.text(limits::id_type_bytes_max);
        known.value = reader.text(limits::id_value_bytes_max);
        const std::int64_t day = reader.i64();
        if (day < 0 || day > 10'000'000) reader.fail(); // the year 29000: no day, but damage
        known.last_seen = std::chrono::sys_days{std::chrono::days{reader.failed() ? 0 : day}};
        profile.identifiers.push_back(std::move(known));
    }
    HARK_CHECK(reader.finish());
    return profile;
}

bool Profile::has_type(std::string_view type) const noexcept {
    return std::any_of(identifiers.begin(), identifiers.end(),
                       [&](const KnownIdentifier& known) { return known.type == type; });
}

const KnownIdentifier* Profile::find(std::string_view type, std::string_view value) const noexcept {
    const auto found = std::find_if(
        identifiers.begin(), identifiers.end(),
        [&](const KnownIdentifier& known) { return known.type == type && known.value == value; });
    return found == identifiers.end() ? nullptr : &*found;
}

bool Profile::see(std::string_view type, std::string_view value, Time now,
                  std::vector<KnownIdentifier>& dropped) {
    const auto today =
        std::max(std::chrono::floor<std::chrono::days>(now), std::chrono::sys_days{});
    const auto found = std::find_if(
        identifiers.begin(), identifiers.end(),
        [&](const KnownIdentifier& known) { return known.type == type && known.value == value; });
    if (found != identifiers.end()) {
        if (found->last_seen >= today) return false;
        found->last_seen = today;
        return true;
    }
    if (identifiers.size() >= limits::identifiers_per_customer_max) {
        const auto oldest = std::min_element(
            identifiers.begin(), identifiers.end(),
            [](const auto& a, const auto& b) { return a.last_seen < b.last_seen; });
        dropped.push_back(std::move(*oldest));
        identifiers.erase(oldest);
    }
    identifiers.push_back({std::string{type}, std::string{value}, today});
    return true;
}

void Profile::forget_unseen(Time oldest, std::vector<KnownIdentifier>& dropped) {
    const auto unseen = [&](const KnownIdentifier& known) {
        return Time{known.last_seen} < oldest;
    };
    std::copy_if(identifiers.begin(), identifiers.end(), std::back_inserter(dropped), unseen);
    std::erase_if(identifiers, unseen);
}

} // namespace hark::memory
