#include "tests/bench/world/simulation.hpp"

#include <algorithm>
#include <array>
#include <string>

namespace hark::world {

namespace {

constexpr std::int64_t begins_at = 1'767'225'600'000; // 2026
constexpr double ms_per_year = 365.0 * ms_per_day;
constexpr std::size_t intent_count = 5;

std::int64_t years(double count) { return static_cast<std::int64_t>(count * ms_per_year); }
std::int64_t days(double count) { return static_cast<std::int64_t>(count * ms_per_day); }

} // namespace

Simulation::Simulation(const World& world, std::uint64_t seed, std::uint32_t homes)
    : world_{world},
      people_{world, seed, homes},
      ids_{world, people_, seed},
      habits_{world, seed},
      calls_{seed, 5},
      lines_{seed, 6},
      numbers_{seed, 7},
      telco_{seed, 8},
      spoofs_{seed, 9},
      truths_{seed, 10},
      last_{begins_at + years(world.years)},
      counted_from_{begins_at + years(world.warm_up_years)},
      has_called_(people_.people.size(), false) {
    for (std::uint32_t person = 0; person < people_.people.size(); ++person) {
        plan_next_call(person, begins_at);
        plan_giving_up(person, Line::mobile, begins_at);
    }
    for (std::uint32_t home = 0; home < people_.homes.size(); ++home) {
        if (people_.homes[home].landline != nobody) plan_giving_up(home, Line::landline, begins_at);
        if (people_.homes[home].voip != nobody) plan_giving_up(home, Line::voip, begins_at);
    }
}

void Simulation::add(Event event) {
    if (event.at >= last_) return;
    event.order = order_++;
    events_.push(event);
}

void Simulation::run(Sink& sink) {
    while (!events_.empty()) {
        const Event event = events_.top();
        events_.pop();
        play(event, sink);
    }
}

void Simulation::play(const Event& event, Sink& sink) {
    switch (event.kind) {
        case Kind::call:
            plan_next_call(event.subject, event.at);
            [[fallthrough]];
        case Kind::return_call:
            return play_call(event, sink);
        case Kind::end:
            return sink.end({event.at, event.subject, event.intent, event.open});
        case Kind::spoofed_call:
            return play_spoofed_call(event, sink);
        case Kind::give_up:
            return give_up(event);
        case Kind::release:
            return people_.release(event.subject);
    }
}

void Simulation::plan_next_call(std::uint32_t person, std::int64_t now) {
    const Person& caller = people_.people[person];
    const double gap = calls_.exponential(1 / caller.rate);
    if (gap >= world_.years) return; // may be more than a time can hold
    Event event;
    event.at = habits_.time_for(caller, now, now + years(gap));
    event.subject = person;
    add(event);
}

void Simulation::plan_giving_up(std::uint32_t person_or_home, Line line, std::int64_t now) {
    double rate = line == Line::landline ? world_.abandoned_landline : world_.abandoned_voip;
    if (line == Line::mobile) {
        const bool prepaid = people_.people[person_or_home].prepaid;
        rate = prepaid ? world_.abandoned_prepaid : world_.abandoned_postpaid;
    }
    Event event;
    event.kind = Kind::give_up;
    event.line = line;
    event.subject = person_or_home;
    const double years_left = numbers_.exponential(1 / rate);
    if (years_left >= world_.years) return;
    event.at = now + years(years_left);
    add(event);
}

void Simulation::give_up(const Event& event) {
    const bool mobile = event.line == Line::mobile;
    const std::uint32_t home = mobile ? people_.people[event.subject].home : event.subject;
    std::uint32_t& held = mobile                         ? people_.people[event.subject].mobile
                          : event.line == Line::landline ? people_.homes[home].landline
                                                         : people_.homes[home].voip;
    Event idle;
    idle.kind = Kind::release;
    idle.subject = held;
    idle.at = event.at + days(numbers_.between(world_.idle_days_min, world_.idle_days_max));
    add(idle);
    held = people_.give_number(event.line, home, world_.from_pool);
    plan_giving_up(event.subject, event.line, event.at);
}

std::uint32_t Simulation::borrowed_from(std::uint32_t caller) {
    const Home& home = people_.homes[people_.people[caller].home];
    const bool at_home = lines_.chance(world_.borrowed_at_home);
    const auto lender = static_cast<std::uint32_t>(lines_.below(people_.people.size()));
    if (!at_home || home.adults == 1) return people_.people[lender].mobile;
    const auto step = 1 + static_cast<std::uint32_t>(lines_.below(home.adults - 1));
    const std::uint32_t place = (caller - home.first_adult + step) % home.adults;
    return people_.people[home.first_adult + place].mobile;
}

std::uint32_t Simulation::choose_number(std::uint32_t caller, Line& line) {
    const Person& person = people_.people[caller];
    const Home& home = people_.homes[person.home];
    const bool withheld = lines_.chance(world_.withheld);
    const bool borrows = lines_.chance(world_.borrowed);
    const bool office = lines_.chance(world_.office_calls);
    const bool landline = lines_.chance(world_.landline_calls);
    const bool voip = lines_.chance(world_.voip_calls);
    std::uint32_t number = person.mobile;
    if (withheld) {
        line = Line::withheld;
        return nobody;
    } else if (borrows) {
        number = borrowed_from(caller);
    } else if (office && person.office != nobody) {
        number = person.office;
    } else if (landline && home.landline != nobody) {
        number = home.landline;
    } else if (voip && home.voip != nobody) {
        number = home.voip;
    }
    line = people_.numbers[number].line;
    return number;
}

void Simulation::look_up(Start& start, const Number& number) {
    constexpr std::array names{"mobile", "landline", "voip"};
    const bool asked = telco_.chance(world_.lookup);
    const bool right = telco_.chance(world_.lookup_correct);
    const std::size_t off = 1 + telco_.below(2);
    if (!asked) return;
    auto shown = static_cast<std::size_t>(number.line);
    if (number.line == Line::office) shown = number.looks_voip ? 2 : 1;
    start.line_type = names[right ? shown : (shown + off) % names.size()];
}

/// What is true of the number and the id before this call adds to it.
void Simulation::describe(Start& start, const std::string& id) {
    Fact& fact = start.fact;
    fact.counted = start.at >= counted_from_;
    const std::vector<std::uint32_t>* callers = nullptr;
    if (fact.number != nobody) {
        const Number& number = people_.numbers[fact.number];
        callers = &number.callers;
        start.ani = text_of_number(fact.number);
        fact.holders = static_cast<std::uint32_t>(number.holders.size());
        fact.linked = static_cast<std::uint32_t>(number.callers.size());
        look_up(start, number);
    }
    fact.id = ids_.status(id, callers);
    if (!id.empty()) start.ids.emplace_back("crm_id", id);
    ids_.add_junk(start);
}

void Simulation::remember(const Start& start, const std::string& id) {
    const std::uint32_t caller = start.fact.caller;
    if (!has_called_[caller] && people_.people[caller].customer) {
        stored_customers_.push_back(caller);
    }
    has_called_[caller] = true;
    ids_.remember(id, caller);
    if (start.fact.number == nobody) return;
    auto& callers = people_.numbers[start.fact.number].callers;
    if (std::find(callers.begin(), callers.end(), caller) == callers.end()) {
        callers.push_back(caller);
    }
}

void Simulation::play_call(const Event& event, Sink& sink) {
    const Person& person = people_.people[event.subject];
    Start start;
    start.at = event.at;
    start.call = calls_made_++;
    start.fact.caller = event.subject;
    start.fact.returning = has_called_[event.subject];
    start.fact.number = choose_number(event.subject, start.fact.line);
    const std::string id = ids_.given_by(event.subject);
    describe(start, id);
    if (start.fact.number != nobody) {
        start.attestation = habits_.signature(people_.numbers[start.fact.number]);
    }
    const bool follows_up = event.kind == Kind::return_call && event.open;
    start.dnis = follows_up ? habits_.follow_up_dnis(person, event.dnis) : habits_.dnis_for(person);
    start.written = habits_.writes(person, start.fact.line);
    start.tells_truth = truths_.chance(world_.confirmed);
    sink.start(start);
    remember(start, id);
    plan_end(event, start, true);
    if (spoofs_.chance(world_.spoofed)) {
        Event spoofed;
        spoofed.kind = Kind::spoofed_call;
        spoofed.at = habits_.time_for_spoofer(event.at);
        add(spoofed);
    }
}

/// The caller is no person of the world; nobody confirms who it was.
void Simulation::play_spoofed_call(const Event& event, Sink& sink) {
    if (stored_customers_.empty()) return;
    const std::uint32_t victim = stored_customers_[spoofs_.below(stored_customers_.size())];
    const Person& person = people_.people[victim];
    Start start;
    start.at = event.at;
    start.call = calls_made_++;
    start.fact.caller = static_cast<std::uint32_t>(people_.people.size()) + spoofers_++;
    start.fact.spoofed = true;
    start.fact.number = person.mobile;
    start.fact.line = Line::mobile;
    const bool stolen = spoofs_.chance(world_.spoof_has_id) && world_.id_supplied > 0;
    describe(start, stolen ? ids_.of_account(person.account) : std::string{});
    start.attestation = habits_.spoofed_signature();
    start.dnis = habits_.any_dnis();
    sink.start(start);
    plan_end(event, start, false);
}

void Simulation::plan_end(const Event& event, const Start& start, bool may_return) {
    constexpr double day_minutes = 1440;
    const bool continued = event.kind == Kind::return_call && event.open;
    const auto fresh = static_cast<std::uint8_t>(calls_.below(intent_count));
    Event end;
    end.kind = Kind::end;
    end.subject = start.call;
    end.intent = continued ? event.intent : fresh;
    end.open = calls_.chance(world_.unresolved);
    end.at = event.at + 1000 + days(calls_.exponential(world_.call_minutes / day_minutes));
    const bool again =
        calls_.chance(end.open ? world_.returns_unresolved : world_.returns_resolved);
    const std::size_t kind = calls_.pick(world_.return_shares);
    const std::int64_t delay = days(calls_.exponential(world_.return_days[kind]));
    add(end);
    if (!again || !may_return) return;
    Event back;
    back.kind = Kind::return_call;
    back.subject = event.subject;
    back.dnis = start.dnis;
    back.intent = end.intent;
    back.open = end.open;
    back.at = end.at + delay + 1;
    if (kind > 0) {
        back.at = habits_.time_for(people_.people[event.subject], end.at, back.at);
    }
    add(back);
}

} // namespace hark::world
