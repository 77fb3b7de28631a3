// What calibrate found, as tables: the same ones for the terminal and for the report.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "hark/calibration.hpp"
#include "server/cli/metrics.hpp"

namespace hark::server {

/// A policy and how good its answers were.
struct Judged {
    std::string name;
    Metrics metrics;
};

struct Table {
    struct Row {
        std::string head;
        std::vector<std::string> cells; ///< columns of the first group, then of the next
    };
    std::string title;
    std::string reading; ///< how to read it
    std::string row_head;
    std::vector<std::string> groups;  ///< names of policies, side by side
    std::vector<std::string> columns; ///< of each group; empty: one without a head
    std::vector<Row> rows;
};

/// Of policies that answered the same calls.
std::vector<Table> tables_of(std::span<const Judged> judged);
/// What a fit came to; its numbers that changed.
Table table_of(const Fit& fitted, const Policy& base);

/// Aligned for a terminal, without how to read it.
std::string text_of(const Table& table);

/// A number with so many decimals; "-" for none.
std::string decimal(double value, int decimals);

} // namespace hark::server
