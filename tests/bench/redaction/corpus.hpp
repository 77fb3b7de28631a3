// Texts to measure redaction on, made from a seed: log lines as services of a contact centre write
// them, turns of calls as a recogniser writes them, and lines of a chosen share of digits. Nobody
// in them exists.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>

namespace hark::bench {

enum class Personal : std::uint8_t {
    none,           ///< nothing that may be found
    every_20_lines, ///< something personal in one line of twenty
    every_line
};

/// Whole lines, `bytes` of them or a little less.
std::string log_lines(std::uint64_t seed, std::size_t bytes, Personal personal);
std::string transcript(std::uint64_t seed, std::size_t bytes, Personal personal);
/// Lines of words, ids and counters of which about `percent` of all bytes are digits.
std::string dense(std::uint64_t seed, std::size_t bytes, double percent);

/// The share of digits, in percent.
double digit_share(const std::string& text);

} // namespace hark::bench
