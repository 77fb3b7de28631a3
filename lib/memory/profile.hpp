// The identifiers that point to a customer, as they are sealed with the customer: needed to tell a
// mistyped id from a foreign one, to show an export, and to find every link again when erasing.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "hark/clock.hpp"
#include "hark/result.hpp"
#include "lib/identity/habits.hpp"

namespace hark::memory {

struct KnownIdentifier {
    std::string type;                  ///< empty: a number
    std::string value;                 ///< a number in E.164, with ";ext=" where it has one
    std::chrono::sys_days last_seen{}; ///< days are enough for a retention of months
    identity::Signatures signatures{}; ///< of a number
};

struct Profile {
    std::vector<KnownIdentifier> identifiers;
    identity::Habits habits;

    std::string encode() const;
    static Result<Profile> decode(std::string_view bytes);

    bool has_type(std::string_view type) const noexcept;
    const KnownIdentifier* find(std::string_view type, std::string_view value) const noexcept;

    /// Adds it or moves its last_seen on. What has to make room when there are too many, the
    /// longest unseen, is appended to `dropped`. True when the profile changed.
    bool see(std::string_view type, std::string_view value, Time now,
             std::vector<KnownIdentifier>& dropped);
    /// Learns from a call of theirs how they call, and how the network signs the number it came
    /// from; empty: it came without one.
    void note(const identity::Traits& traits, std::string_view number);
    /// Takes out what was last seen before `oldest`, into `dropped`.
    void forget_unseen(Time oldest, std::vector<KnownIdentifier>& dropped);
};

} // namespace hark::memory
