// Walks the table. The table itself is in number_table.cpp.
#include "lib/phone/table.hpp"

#include <cstddef>

namespace hark::phone {
namespace {

constexpr unsigned digits_mask = 0x3FF;

/// Bits set among the lowest ten. std::popcount would be a library call where the host's baseline
/// has no such instruction, and this is the innermost step.
constexpr unsigned count_runs(unsigned bits) noexcept {
    bits = bits - ((bits >> 1) & 0x155);
    bits = (bits & 0x333) + ((bits >> 2) & 0x333);
    return (bits + (bits >> 4) + (bits >> 8)) & 0xF;
}
static_assert(count_runs(0) == 0 && count_runs(0x3FF) == 10 && count_runs(0x201) == 2);

/// Where the two letters stand in Table::region_index; out of it for anything but A to Z.
std::size_t region_position(std::string_view region) noexcept {
    const unsigned first = static_cast<unsigned char>(region[0]) - unsigned{'A'};
    const unsigned second = static_cast<unsigned char>(region[1]) - unsigned{'A'};
    return first < 26 && second < 26 ? first * 26 + second : 26 * 26;
}

} // namespace

const Plan* find_plan(const Table& table, std::string_view region) noexcept {
    const std::size_t position = region.size() == 2 ? region_position(region) : 26 * 26;
    if (position >= table.region_index.size()) return nullptr;
    const std::uint8_t index = table.region_index[position];
    return index == not_indexed ? nullptr : &table.plans[index];
}

const CallingCode* find_calling_code(const Table& table, unsigned code) noexcept {
    if (code >= table.calling_code_index.size()) return nullptr;
    const std::uint8_t index = table.calling_code_index[code];
    return index == not_indexed ? nullptr : &table.calling_codes[index];
}

std::uint16_t walk(const Table& table, std::uint16_t state, std::string_view digits) noexcept {
    const std::uint16_t* const states = table.states.data();
    for (const char digit : digits) {
        const unsigned head = states[state];
        const unsigned runs = count_runs(head & digits_mask & ((2U << (digit - '0')) - 1));
        if (runs == 0) return unlabelled; // only a state without any way on has no run at 0
        state = states[state + (head >> 15) + runs];
    }
    return (states[state] >> 15) != 0 ? states[state + 1] : unlabelled;
}

} // namespace hark::phone
