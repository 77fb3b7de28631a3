// Figures of one measure, and how they are printed for run.py: one JSON object a line.
#pragma once

#include <algorithm>
#include <chrono>
#include <cstddef>
#include <cstdio>
#include <vector>

namespace hark::bench {

using Steady = std::chrono::steady_clock;

inline double micros_since(Steady::time_point begin) {
    return std::chrono::duration<double, std::micro>(Steady::now() - begin).count();
}

class Series {
public:
    template <typename Work>
    void time(Work&& work) {
        const auto begin = Steady::now();
        work();
        micros_.push_back(micros_since(begin));
    }
    double at(double part) {
        if (micros_.empty()) return 0;
        std::sort(micros_.begin(), micros_.end());
        return micros_[static_cast<std::size_t>(part * static_cast<double>(micros_.size() - 1))];
    }
    double p50() { return at(0.5); }

private:
    std::vector<double> micros_;
};

/// One row: our figure, the reference's, and what they are of.
inline void print_row(const char* row, double ours, double reference, const char* unit,
                      double p99 = 0) {
    std::printf(
        "{\"row\": \"%s\", \"ours\": %.3f, \"reference\": %.3f, \"unit\": \"%s\", "
        "\"p99\": %.3f}\n",
        row, ours, reference, unit, p99);
    std::fflush(stdout);
}

} // namespace hark::bench
