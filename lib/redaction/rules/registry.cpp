// The list of packs, and the numbers and names of all rules.
#include <array>

#include "hark/redaction.hpp"
#include "lib/redaction/rules/packs.hpp"
#include "lib/redaction/rules/rule.hpp"

namespace hark::redaction {
namespace {

constexpr std::array all_packs{&card_pack, &field_name_pack};

} // namespace

std::span<const RulePack* const> packs() noexcept { return all_packs; }

std::size_t rule_count() noexcept {
    std::size_t count = 0;
    for (const RulePack* pack : packs())
        count += pack->numerals.size() + pack->tokens.size() + pack->literals.size() +
                 pack->seeds.size() + pack->fields.size();
    return count;
}

std::string_view rule_name(RuleId rule) noexcept {
    std::size_t index = rule;
    std::string_view found;
    const auto look_in = [&](const auto& rules) {
        if (index < rules.size() && found.empty()) found = rules[index].base.name;
        index -= index < rules.size() ? 0 : rules.size();
    };
    for (const RulePack* pack : packs()) {
        if (found.empty()) look_in(pack->numerals);
        if (found.empty()) look_in(pack->tokens);
        if (found.empty()) look_in(pack->literals);
        if (found.empty()) look_in(pack->seeds);
        if (found.empty()) look_in(pack->fields);
    }
    return found;
}

} // namespace hark::redaction
