// Walks the table. The table itself is in number_table.cpp.
#include "lib/phone/table.hpp"

#include <algorithm>
#include <bit>

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

} // namespace

const Plan* find_plan(const Table& table, std::string_view region) noexcept {
    if (region.size() != 2 || region[0] == '\0') return nullptr;
    const auto before = [](const Plan& plan, std::string_view wanted) {
        // Plans of no country stand last.
        return plan.region[0] != '\0' &&
               std::string_view{plan.region.data(), plan.region.size()} < wanted;
    };
    const auto found = std::lower_bound(table.plans.begin(), table.plans.end(), region, before);
    if (found == table.plans.end()) return nullptr;
    return std::string_view{found->region.data(), found->region.size()} == region ? &*found
                                                                                  : nullptr;
}

const CallingCode* find_calling_code(const Table& table, unsigned code) noexcept {
    if (code >= table.calling_code_index.size()) return nullptr;
    const std::uint8_t index = table.calling_code_index[code];
    return index == 255 ? nullptr : &table.calling_codes[index];
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
