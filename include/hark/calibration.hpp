// Fitting a policy to an operator's own calls. Nothing is learned silently: decisions are recorded
// where a program asks for it, fitting is a step of its own on those whose truth was told, and what
// comes out is a policy to look at, with what it gained on calls that it was not fitted to.
#pragma once

#include <cstddef>
#include <memory>
#include <span>
#include <string_view>
#include <vector>

#include "hark/customer_ref.hpp"
#include "hark/policy.hpp"
#include "hark/result.hpp"

namespace hark {

namespace identity {
struct Situation;
struct Recorded;
} // namespace identity

/// What decisions rested on and who the callers really were: counts, ages and kinds, in order of
/// time. It holds no number, no id and no name; the references of the last decision's candidates
/// stay until its truth is told. For one thread at a time.
class Calibration {
public:
    /// Of decisions that are kept; what comes after them is not. Each takes about 200 bytes.
    static constexpr std::size_t decisions_max = 1'000'000;

    Calibration();
    Calibration(Calibration&&) noexcept;
    Calibration& operator=(Calibration&&) noexcept;
    ~Calibration();

    /// Tells the truth about the decision that was recorded last, and keeps it. Without this the
    /// next one takes its place. A decision without candidates is not kept: it said nothing.
    void settle(const CustomerRef& truth);
    std::size_t size() const noexcept;

    /// For a Memory (Terms::calibration) and for tests: `customers` are parallel to the
    /// situation's candidates.
    void record(const identity::Situation& situation, std::span<const CustomerRef> customers);

    const identity::Recorded& recorded() const noexcept { return *recorded_; }

private:
    std::unique_ptr<identity::Recorded> recorded_;
};

struct Fit {
    /// Fewer decisions than this say more about chance than about callers.
    static constexpr std::size_t decisions_min = 200;
    /// A fitted number stays within this factor of the first built-in policy's, up and down; the
    /// recalibration's shift, which is in bits, within its logarithm. A base that lies outside may
    /// stay where it is. Shares stay below 1.
    static constexpr double clamp_factor = 5;
    /// The pull towards the first built-in policy: u²/2 is added to the log loss of all decisions
    /// together for each number that is u/pull_bits doublings away, as if a factor of two were one
    /// standard deviation.
    static constexpr double pull_bits = 1;

    Policy policy;                          ///< with the name of its base
    std::size_t fitted_to{0};               ///< decisions: the first four fifths
    std::size_t held_out{0};                ///< the others
    double before{0}, after{0};             ///< mean log loss (nats) of those held out
    std::vector<std::string_view> at_limit; ///< keys of the numbers that would have gone further
};

/// Fits the numbers of fitted_numbers() to the first four fifths of the recorded decisions and
/// judges by the rest. Deterministic. A number that the decisions say nothing about stays as it is
/// in `base`. Errors: `invalid` for a base of another kind than hypotheses, `not_allowed` for fewer
/// than Fit::decisions_min decisions.
Result<Fit> fit(const Calibration& calls, const Policy& base);

/// The keys of the numbers that are fitted.
std::span<const std::string_view> fitted_numbers() noexcept;

} // namespace hark
