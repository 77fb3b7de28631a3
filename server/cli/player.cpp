#include "server/cli/player.hpp"

#include <algorithm>
#include <utility>
#include <variant>

namespace hark::server {

std::size_t Player::RefHash::operator()(const CustomerRef& ref) const noexcept {
    std::size_t hash = 0;
    for (std::size_t i = 0; i < sizeof hash; ++i)
        hash = hash << 8 | ref.bytes()[i];
    return hash;
}

Player::Player(std::unique_ptr<VirtualClock> clock, Memory memory, Terms terms)
    : clock_{std::move(clock)}, memory_{std::move(memory)}, terms_{std::move(terms)} {}

Result<Player> Player::make(Terms terms) {
    auto clock = std::make_unique<VirtualClock>();
    MemoryOptions options;
    options.create = true;
    options.clock = clock.get();
    options.readers = 1;
    auto memory = Memory::open(std::move(options));
    if (!memory) return memory.error();
    return Player{std::move(clock), std::move(*memory), std::move(terms)};
}

Result<std::optional<PlayedStart>> Player::play(const json::ReplayLine& line) {
    clock_->set(std::max(clock_->now(), line.at));
    if (const auto* start = std::get_if<CallStart>(&line.request)) {
        auto played = play_start(*start, line.truth);
        if (!played) return played.error();
        return std::optional{std::move(*played)};
    }
    if (auto played = play_end(std::get<CallEnd>(line.request)); !played.ok()) {
        return played.error();
    }
    return std::optional<PlayedStart>{};
}

Result<PlayedStart> Player::play_start(CallStart start, const std::optional<std::string>& truth) {
    start.explain = true;   // candidates are shown in any case
    start.deadline.reset(); // of the machine's time, which is not the time of the replay
    Terms terms = terms_;
    terms.calibration = calibration_;
    auto answer = memory_.start(start, terms);
    if (!answer) return answer.error();
    PlayedStart played;
    played.answer = std::move(*answer);
    played.resolved = played.answer.customer_ref.value_or(CustomerRef{});
    const std::string call_id{start.call_id.view()};
    if (const auto before = confirmed_.find(call_id);
        played.answer.replayed && before != confirmed_.end()) {
        played.resolved = before->second;
    } else if (truth) {
        if (auto confirmed = confirm(*truth, played); !confirmed.ok()) return confirmed.error();
        confirmed_.insert_or_assign(call_id, played.resolved);
        if (calibration_ != nullptr) calibration_->settle(played.resolved);
    }
    return played;
}

// Ends the call as what it was.
Status Player::confirm(const std::string& label, PlayedStart& played) {
    const auto& answer = played.answer;
    played.told = true;
    CallEnd end;
    end.call_id = answer.call_id;
    const auto known = customers_.find(label);
    if (known != customers_.end()) {
        end.customer_ref = known->second;
        end.confirmed = Confirmed::yes;
        auto ended = memory_.end(end, terms_);
        if (ended) {
            played.resolved = ended->customer_ref;
            played.known = true;
            return {};
        }
        // Everything about a customer may have reached the end of its retention meanwhile.
        if (ended.error().code != Code::not_found) return ended.error();
        owned_.erase(known->second);
        customers_.erase(known);
    }
    if (answer.customer_ref && !owned_.contains(*answer.customer_ref)) {
        end.customer_ref = answer.customer_ref;
        end.confirmed = Confirmed::yes;
        played.known = answer.returning;
    } else {
        end.customer_ref.reset();
        end.confirmed = Confirmed::new_customer;
    }
    auto ended = memory_.end(end, terms_);
    if (!ended) return ended.error();
    customers_.emplace(label, ended->customer_ref);
    owned_.insert(ended->customer_ref);
    played.resolved = ended->customer_ref;
    return {};
}

Status Player::play_end(const CallEnd& end) {
    if (!confirmed_.contains(std::string{end.call_id.view()})) {
        auto ended = memory_.end(end, terms_);
        return ended ? Status{} : Status{ended.error()};
    }
    auto updated = memory_.update({end.call_id, end.learned}, terms_);
    return updated ? Status{} : Status{updated.error()};
}

} // namespace hark::server
