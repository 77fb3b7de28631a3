// The list of packs, and the numbers and names of all rules.
#include <array>

#include "hark/redaction.hpp"
#include "lib/redaction/rules/packs.hpp"
#include "lib/redaction/rules/rule.hpp"

namespace hark::redaction {
namespace {

constexpr std::array all_packs{
    &card_pack,      &payment_pack,        &account_pack,      &secret_pack,      &crypto_pack,
    &network_pack,   &device_pack,         &us_pack,           &phone_pack,       &person_pack,
    &place_pack,     &australia_pack,      &belgium_pack,      &brazil_pack,      &canada_pack,
    &finland_pack,   &france_pack,         &germany_pack,      &india_pack,       &italy_pack,
    &korea_pack,     &netherlands_pack,    &nigeria_pack,      &philippines_pack, &poland_pack,
    &singapore_pack, &south_africa_pack,   &spain_pack,        &sweden_pack,      &thailand_pack,
    &turkey_pack,    &united_kingdom_pack, &shared_words_pack, &spoken_pack,      &field_name_pack,
};

} // namespace

std::span<const RulePack* const> packs() noexcept { return all_packs; }

std::size_t rule_count() noexcept {
    std::size_t count = 0;
    for (const RulePack* pack : packs())
        count += pack->numerals.size() + pack->tokens.size() + pack->literals.size() +
                 pack->forms.size() + pack->seeds.size() + pack->captures.size() +
                 pack->spoken.size() + pack->fields.size();
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
        if (found.empty()) look_in(pack->forms);
        if (found.empty()) look_in(pack->seeds);
        if (found.empty()) look_in(pack->captures);
        if (found.empty()) look_in(pack->spoken);
        if (found.empty()) look_in(pack->fields);
    }
    return found;
}

} // namespace hark::redaction
