#include "lib/memory/profile.hpp"

#include <algorithm>
#include <array>
#include <iterator>

#include "hark/limits.hpp"
#include "lib/base/bytes.hpp"
#include "lib/base/try.hpp"

namespace hark::memory {
namespace {

/// Of memories made before habits were kept: the identifiers alone.
constexpr std::uint8_t without_habits = 1;
constexpr std::uint8_t profile_version = 2;

template <std::size_t size>
void write_counts(base::Writer& writer, const std::array<identity::Count, size>& counts) {
    for (const auto count : counts)
        writer.u8(count);
}

template <std::size_t size>
void read_counts(base::Reader& reader, std::array<identity::Count, size>& counts) {
    for (auto& count : counts)
        count = reader.u8();
}

void write_habits(base::Writer& writer, const identity::Habits& habits) {
    write_counts(writer, habits.hours);
    write_counts(writer, habits.channels);
    for (const auto& dialled : habits.dialled) {
        writer.u8(dialled.calls);
        if (dialled.calls != 0) writer.u32(dialled.mark);
    }
}

void read_habits(base::Reader& reader, identity::Habits& habits) {
    read_counts(reader, habits.hours);
    read_counts(reader, habits.channels);
    for (auto& dialled : habits.dialled) {
        dialled.calls = reader.u8();
        if (dialled.calls != 0) dialled.mark = reader.u32();
    }
}

} // namespace

std::string Profile::encode() const {
    base::Writer writer{96};
    writer.u8(profile_version);
    writer.u32(static_cast<std::uint32_t>(identifiers.size()));
    for (const auto& known : identifiers) {
        writer.text(known.type);
        writer.text(known.value);
        writer.i64(known.last_seen.time_since_epoch().count());
        if (known.type.empty()) write_counts(writer, known.signatures.calls);
    }
    write_habits(writer, habits);
    return std::move(writer).take();
}

Result<Profile> Profile::decode(std::string_view bytes) {
    Profile profile;
    if (bytes.empty()) return profile;
    base::Reader reader{bytes};
    const std::uint8_t version = reader.u8();
    if (version != profile_version && version != without_habits) reader.fail();
    for (std::size_t n = reader.count(limits::identifiers_per_customer_max); n > 0; --n) {
        KnownIdentifier known;
        known.type = reader.text(limits::id_type_bytes_max);
        known.value = reader.text(limits::id_value_bytes_max);
        const std::int64_t day = reader.i64();
        if (day < 0 || day > 10'000'000) reader.fail(); // the year 29000: no day, but damage
        known.last_seen = std::chrono::sys_days{std::chrono::days{reader.failed() ? 0 : day}};
        if (version == profile_version && known.type.empty()) {
            read_counts(reader, known.signatures.calls);
        }
        profile.identifiers.push_back(std::move(known));
    }
    if (version == profile_version) read_habits(reader, profile.habits);
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
    identifiers.push_back({std::string{type}, std::string{value}, today, {}});
    return true;
}

void Profile::note(const identity::Traits& traits, std::string_view number) {
    habits.note(traits);
    if (number.empty()) return;
    const auto found = std::find_if(
        identifiers.begin(), identifiers.end(),
        [&](const KnownIdentifier& known) { return known.type.empty() && known.value == number; });
    if (found != identifiers.end()) found->signatures.note(traits.attestation);
}

void Profile::forget_unseen(Time oldest, std::vector<KnownIdentifier>& dropped) {
    const auto unseen = [&](const KnownIdentifier& known) {
        return Time{known.last_seen} < oldest;
    };
    std::copy_if(identifiers.begin(), identifiers.end(), std::back_inserter(dropped), unseen);
    std::erase_if(identifiers, unseen);
}

} // namespace hark::memory
