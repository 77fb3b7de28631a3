// How good answers were, summed up as they come. Only sums are kept: nothing of any one call.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "hark/call.hpp"
#include "server/cli/player.hpp"

namespace hark::server {

inline constexpr std::size_t bins_count = 10;
inline constexpr std::array<double, 6> thresholds{.5, .6, .7, .8, .9, .95};
inline constexpr double high_threshold = .8; // one of them
/// Chances count as no smaller in the log loss: replay shows four places, this is half of the last.
inline constexpr double chance_min = 0.00005;

/// What was said of a start whose truth was told, and whether it was so.
struct Outcome {
    double said{0};       ///< probability of the customer answered, else of the best candidate
    bool right{false};    ///< that one was the caller; false without a candidate
    double confidence{0}; ///< of the answer, 0 for a new caller
    bool named{false};    ///< a known customer was answered
    bool known{false};    ///< the caller was a customer before this call
    LineType line{LineType::unknown}; ///< as it was given
    bool with_id{false};              ///< an external id came with it
    std::size_t candidates{0};
};
Outcome outcome_of(const CallStart& start, const PlayedStart& played);

struct Tally {
    std::uint64_t count{0};
    std::uint64_t right{0};
    double said{0};
    double squares{0};
    double logs{0};
    std::uint64_t high{0}; ///< by confidence
    std::uint64_t high_right{0};

    void add(const Outcome& outcome);
    // Not a number where nothing was counted.
    double mean_said() const noexcept { return share(said); }
    double right_share() const noexcept { return share(static_cast<double>(right)); }
    double brier() const noexcept { return share(squares); }
    double log_loss() const noexcept { return share(logs); }
    double high_share() const noexcept { return share(static_cast<double>(high)); }
    double high_precision() const noexcept;

private:
    double share(double sum) const noexcept;
};

struct Reached {
    std::uint64_t count{0};
    std::uint64_t right{0};
};

struct Slice {
    std::string_view name;
    Tally tally{};
};

struct Metrics {
    Tally all;
    Tally with_candidate;
    std::array<Tally, bins_count> bins; ///< of those with a candidate, by what was said
    std::array<Reached, thresholds.size()> by_probability;
    std::array<Reached, thresholds.size()> by_confidence;
    std::uint64_t known{0}; ///< starts of callers who were customers before
    Reached answered_new;   ///< right: the caller was new
    std::array<Slice, 11> slices = {{
        {"line: not given or unknown"},
        {"line: mobile"},
        {"line: landline"},
        {"line: voip"},
        {"line: toll_free"},
        {"line: other"},
        {"no id"},
        {"with id"},
        {"no candidate"},
        {"1 candidate"},
        {"2 and more"},
    }};

    void add(const Outcome& outcome);
    /// Expected calibration error: how far what was said lies from what was so, by bins. Over all
    /// starts those without a candidate count as said 0 and right.
    double ece() const noexcept;
};

} // namespace hark::server
