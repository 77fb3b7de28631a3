// Plays recorded calls against an empty memory on a virtual clock.
//
// A start may carry its truth: a label for who it really was. It is used only after the answer, and
// at once: the call is ended and confirmed at its own virtual time, so that it can be said where
// the call ended up. An `end` line that comes later for such a call therefore only adds what was
// learned (it is played as an update, and what it says about who it was gives way to the truth);
// for a call without truth it is played as it stands. Time never runs backwards: a line that is
// earlier than the one before it is played at the time of that one.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <unordered_map>
#include <unordered_set>

#include "hark/calibration.hpp"
#include "hark/clock.hpp"
#include "hark/json.hpp"
#include "hark/memory.hpp"

namespace hark::server {

/// A start that was answered.
struct PlayedStart {
    StartAnswer answer;   ///< with evidence and candidates
    CustomerRef resolved; ///< where the call ended up
    bool told{false};     ///< its truth was known, and told for the first time
    bool known{false};    ///< told, and the truth was a customer before this call
};

class Player {
public:
    /// A memory of its own, of which nothing is written anywhere.
    static Result<Player> make(Terms terms);

    /// From here on what decisions rest on is recorded, with their truth. It must outlive the
    /// player.
    void record(Calibration* calibration) noexcept { calibration_ = calibration; }

    /// Plays one line. What a start came to; nothing for an end.
    Result<std::optional<PlayedStart>> play(const json::ReplayLine& line);

private:
    struct RefHash {
        std::size_t operator()(const CustomerRef& ref) const noexcept;
    };

    Player(std::unique_ptr<VirtualClock> clock, Memory memory, Terms terms);
    Result<PlayedStart> play_start(CallStart start, const std::optional<std::string>& truth);
    Status confirm(const std::string& label, PlayedStart& played);
    Status play_end(const CallEnd& end);

    std::unique_ptr<VirtualClock> clock_; // outlives the memory
    Memory memory_;
    Terms terms_;
    Calibration* calibration_{nullptr};
    std::unordered_map<std::string, CustomerRef> customers_; // by label
    std::unordered_set<CustomerRef, RefHash> owned_;         // by some label
    std::unordered_map<std::string, CustomerRef> confirmed_; // by call_id
};

} // namespace hark::server
