// Fitting: the model is a conditional logit, so the log loss of what really happened is the
// measure, here with a pull towards the built-in numbers, and within limits.
//
// Searched by pattern moves (Hooke and Jeeves) on the numbers' logarithms. Rejected: gradients. By
// hand they would have to follow every change of the model, by differences they cost as much as a
// round of this search; there are eleven numbers, and their valleys are long (theta, slope and
// shift can stand for each other), which pattern moves run along.

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <cstdint>
#include <utility>

#include "hark/calibration.hpp"
#include "lib/identity/decision.hpp"
#include "lib/identity/recorded.hpp"

namespace hark {

namespace {

using identity::Recorded;

constexpr std::string_view shift_key = "recalibration.shift";
constexpr std::string_view keys[] = {
    "mobile.others",     "landline.others",     "voip.others",   "unknown.others",
    "id.by_stranger",    "number.per_sharer",   "id.by_co_user", "new_number",
    "open_intent.ratio", "recalibration.slope", shift_key,
};

// Replay shows chances to four places: below half of the last, being wrong costs no more. One call
// with a wrong label would weigh like a hundred others otherwise.
constexpr double chance_min = 0.00005;
constexpr double share_max = 0.99; // of a number that may be 1 at most

constexpr double first_step = 0.5; // doublings
constexpr double last_step = 1.0 / 64;
constexpr double gain_min = 1e-9; // of the mean log loss; less is rounding
constexpr int rounds_max = 500;

/// Some of the decisions, from first to before last.
struct Range {
    std::size_t first, last;
    std::size_t size() const noexcept { return last - first; }
};

double mean_log_loss(const Recorded& calls, Range range, const Policy& policy) {
    double sum = 0;
    for (std::size_t at = range.first; at < range.last; ++at) {
        const auto& one = calls.ones[at];
        const auto decision = identity::decide(calls.situation(one, policy));
        double chance = 0;
        if (one.truth != Recorded::none && decision.best >= 0) {
            chance = decision.probabilities[static_cast<std::size_t>(one.truth)];
        }
        // A customer that nothing pointed to is, to the model, one that it does not know.
        if (chance == 0) chance = 1 - decision.known_probability;
        sum -= std::log(std::max(chance, chance_min));
    }
    return sum / static_cast<double>(range.size());
}

/// To four digits: what is written is what was judged, and more of them would say nothing.
double rounded(double value) noexcept {
    std::array<char, 32> digits{};
    const auto end = std::to_chars(digits.data(), digits.data() + digits.size(), value,
                                   std::chars_format::general, 4)
                         .ptr;
    std::from_chars(digits.data(), end, value);
    return value;
}

/// One number that is turned: by u, in doublings of its default, or (the shift) in bits.
class Dial {
public:
    /// `base` must have it above 0, unless it is the shift.
    Dial(const PolicyNumber& number, const Policy& base)
        : number_{number}, standard_{number.of(Policy{})} {
        const double reach = std::log2(Fit::clamp_factor);
        const double here = u_of(number.of(base));
        const double most = number.max == 1 ? share_max : number.max;
        low_ = std::min(here, std::max(-reach, u_of(number.min)));
        high_ = std::max(here, std::min(reach, u_of(most)));
    }

    std::string_view key() const noexcept { return number_.key; }
    double low() const noexcept { return low_; }
    double high() const noexcept { return high_; }
    double of(const Policy& policy) const { return u_of(number_.of(policy)); }
    void set(Policy& policy, double u) const {
        const double value = shifts() ? u : standard_ * std::exp2(u);
        number_.in(policy) = std::clamp(rounded(value), number_.min, number_.max);
    }

private:
    bool shifts() const noexcept { return number_.key == shift_key; }
    double u_of(double value) const noexcept {
        return shifts() ? value : std::log2(value / standard_);
    }

    PolicyNumber number_;
    double standard_;
    double low_, high_;
};

class Search {
public:
    Search(const Recorded& calls, Range range, const Policy& base)
        : calls_{calls}, range_{range}, best_{base} {
        const double loss = mean_log_loss(calls, range, base);
        for (const auto& number : policy_numbers(base.kind)) {
            const bool fitted =
                std::find(std::begin(keys), std::end(keys), number.key) != std::end(keys);
            if (!fitted || (number.key != shift_key && number.of(base) <= 0)) continue;
            const Dial dial{number, base};
            if (matters(dial, base, loss)) dials_.push_back(dial);
        }
        for (const auto& dial : dials_)
            at_.push_back(dial.of(base));
        value_ = value_at(at_);
    }

    Policy run() {
        double step = first_step;
        for (int round = 0; round < rounds_max && step >= last_step; ++round) {
            const auto before = at_;
            explore(step);
            if (at_ == before) {
                step /= 2;
            } else {
                move_on(before, step);
            }
        }
        return best_;
    }

    std::vector<std::string_view> at_limit() const {
        std::vector<std::string_view> keys;
        for (std::size_t d = 0; d < dials_.size(); ++d) {
            const bool ended = at_[d] <= dials_[d].low() || at_[d] >= dials_[d].high();
            if (ended) keys.push_back(dials_[d].key());
        }
        return keys;
    }

private:
    using Place = std::vector<double>;

    // Whether the decisions change with it at all, from one end of its range to the other.
    bool matters(const Dial& dial, const Policy& base, double loss) const {
        for (const double end : {dial.low(), dial.high()}) {
            Policy turned = base;
            dial.set(turned, end);
            if (mean_log_loss(calls_, range_, turned) != loss) return true;
        }
        return false;
    }

    Policy policy_at(const Place& place) const {
        Policy policy = best_;
        for (std::size_t d = 0; d < dials_.size(); ++d)
            dials_[d].set(policy, place[d]);
        return policy;
    }

    double value_at(const Place& place) const {
        double pull = 0;
        for (const double u : place)
            pull += u * u / (2 * Fit::pull_bits * Fit::pull_bits);
        return mean_log_loss(calls_, range_, policy_at(place)) +
               pull / static_cast<double>(range_.size());
    }

    bool try_at(const Place& place) {
        const double value = value_at(place);
        if (value >= value_ - gain_min) return false;
        value_ = value;
        at_ = place;
        best_ = policy_at(place);
        return true;
    }

    // A step along each number in turn, each that gains something taken at once.
    void explore(double step) {
        for (std::size_t d = 0; d < dials_.size(); ++d) {
            for (const double way : {step, -step}) {
                Place place = at_;
                place[d] = std::clamp(place[d] + way, dials_[d].low(), dials_[d].high());
                if (place[d] != at_[d] && try_at(place)) break;
            }
        }
    }

    // The same move again, as long as it gains something, with a step along each number after it.
    void move_on(Place before, double step) {
        for (;;) {
            Place place = at_;
            for (std::size_t d = 0; d < dials_.size(); ++d) {
                place[d] = std::clamp(2 * at_[d] - before[d], dials_[d].low(), dials_[d].high());
            }
            before = at_;
            if (place == at_ || !try_at(place)) return;
            explore(step);
        }
    }

    const Recorded& calls_;
    Range range_;
    std::vector<Dial> dials_;
    Place at_;
    double value_{0};
    Policy best_;
};

} // namespace

std::span<const std::string_view> fitted_numbers() noexcept { return keys; }

Result<Fit> fit(const Calibration& calls, const Policy& base) {
    if (base.kind != Policy::Kind::hypotheses) {
        return Error{Code::invalid, "only a policy of kind \"hypotheses\" can be fitted", "policy"};
    }
    const std::size_t count = calls.size();
    if (count < Fit::decisions_min) {
        return Error{Code::not_allowed,
                     "fewer than 200 calls with truth had a candidate: too few to fit to"};
    }
    const Range first{0, count - count / 5};
    const Range rest{first.last, count};
    Fit fitted;
    fitted.fitted_to = first.size();
    fitted.held_out = rest.size();
    Search search{calls.recorded(), first, base};
    fitted.policy = search.run();
    fitted.at_limit = search.at_limit();
    fitted.before = mean_log_loss(calls.recorded(), rest, base);
    fitted.after = mean_log_loss(calls.recorded(), rest, fitted.policy);
    return fitted;
}

} // namespace hark
