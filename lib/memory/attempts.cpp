#include "lib/memory/attempts.hpp"

#include <algorithm>
#include <utility>

#include "lib/memory/codec.hpp"

namespace hark::memory {
namespace {

constexpr std::chrono::hours window{limits::verify_window_hours};
constexpr std::chrono::seconds first_wait{limits::verify_wait_seconds};
constexpr std::size_t failures_free = limits::verify_failures_free;
constexpr std::size_t attempts_kept = limits::verifications_kept;

static_assert(failures_free >= 1 && failures_free <= failures_max);
static_assert(attempts_kept >= failures_max, "a failure that counts must find room");

bool counts(Time failed, Time now) noexcept {
    return failed > now - window && failed <= now + window;
}

} // namespace

Time allowed_from(const Failures& failures, Time now) {
    Failures counted = failures;
    age(counted, now);
    if (counted.size() < failures_free) return Time::min();
    if (counted.size() >= failures_max) return counted[counted.size() - failures_max] + window;
    return counted.back() + first_wait * (1 << (counted.size() - failures_free));
}

void age(Failures& failures, Time now) {
    std::erase_if(failures, [&](Time failed) { return !counts(failed, now); });
}

void add_failure(Failures& failures, Time now) {
    age(failures, now);
    failures.insert(std::upper_bound(failures.begin(), failures.end(), now), now);
    if (failures.size() > failures_max) failures.erase(failures.begin());
}

void write(base::Writer& writer, const Failures& failures) {
    writer.u32(static_cast<std::uint32_t>(failures.size()));
    for (const Time failed : failures)
        writer.time(failed);
}

Failures read_failures(base::Reader& reader) {
    Failures failures;
    for (std::size_t n = reader.count(failures_max); n > 0; --n) {
        failures.push_back(reader.time());
    }
    return failures;
}

void keep(std::vector<KeptAttempt>& attempts, KeptAttempt attempt) {
    if (attempts.size() >= attempts_kept) {
        const auto spare = std::find_if(
            attempts.begin(), attempts.end(),
            [&](const KeptAttempt& kept) { return kept.verified || !counts(kept.at, attempt.at); });
        attempts.erase(spare == attempts.end() ? attempts.begin() : spare);
    }
    const auto place = std::find_if(attempts.begin(), attempts.end(),
                                    [&](const KeptAttempt& kept) { return kept.at > attempt.at; });
    attempts.insert(place, std::move(attempt));
}

Failures failures_of(const std::vector<KeptAttempt>& attempts) {
    Failures failures;
    for (const auto& kept : attempts) {
        if (!kept.verified) failures.push_back(kept.at);
    }
    return failures;
}

void write(base::Writer& writer, const KeptAttempt& attempt) {
    writer.time(attempt.at);
    writer.text(attempt.call_id.view());
    write_choice(writer, attempt.method);
    writer.text(attempt.variable.view());
    writer.flag(attempt.verified);
}

KeptAttempt read_attempt(base::Reader& reader) {
    KeptAttempt attempt;
    attempt.at = reader.time();
    attempt.call_id = read_text<CallId>(reader);
    attempt.method = read_choice(reader, VerifyMethod::voice);
    attempt.variable = read_text<VariableName>(reader);
    attempt.verified = reader.flag();
    return attempt;
}

} // namespace hark::memory
