// The simulated callers of a contact centre, event by event.
#pragma once

#include <cstdint>
#include <queue>
#include <vector>

#include "tests/bench/world/call.hpp"
#include "tests/bench/world/habits.hpp"
#include "tests/bench/world/ids.hpp"

namespace hark::world {

class Simulation {
public:
    Simulation(const World& world, std::uint64_t seed, std::uint32_t homes);

    /// Tells everything to `sink`, in the order of time.
    void run(Sink& sink);
    const People& people() const { return people_; }

private:
    enum class Kind : std::uint8_t { call, return_call, end, spoofed_call, give_up, release };
    struct Event {
        std::int64_t at{0};
        std::uint64_t order{0}; // of those at the same time
        std::uint32_t subject{0};
        Kind kind{Kind::call};
        Line line{Line::mobile}; // given up
        std::uint8_t dnis{0};    // returned to
        std::uint8_t intent{0};  // continued, or ended with
        bool open{false};        // it is, or was
        bool operator>(const Event& other) const {
            return at != other.at ? at > other.at : order > other.order;
        }
    };

    void add(Event event);
    void play(const Event& event, Sink& sink);
    void play_call(const Event& event, Sink& sink);
    void play_spoofed_call(const Event& event, Sink& sink);
    void give_up(const Event& event);
    void plan_next_call(std::uint32_t person, std::int64_t now);
    void plan_end(const Event& event, const Start& start, bool may_return);
    void plan_giving_up(std::uint32_t person_or_home, Line line, std::int64_t now);

    std::uint32_t choose_number(std::uint32_t caller, Line& line);
    std::uint32_t borrowed_from(std::uint32_t caller);
    void describe(Start& start, const std::string& id);
    void look_up(Start& start, const Number& number);
    void remember(const Start& start, const std::string& id);

    const World& world_;
    People people_;
    Ids ids_;
    Habits habits_;
    Random calls_;
    Random lines_;
    Random numbers_;
    Random telco_;
    Random spoofs_;
    Random truths_;
    std::priority_queue<Event, std::vector<Event>, std::greater<>> events_;
    std::uint64_t order_{0};
    std::uint32_t calls_made_{0};
    std::uint32_t spoofers_{0};
    std::int64_t last_;
    std::int64_t counted_from_;
    std::vector<bool> has_called_;
    std::vector<std::uint32_t> stored_customers_; // have called, each once
};

} // namespace hark::world
