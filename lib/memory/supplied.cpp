#include "lib/memory/supplied.hpp"

#include <algorithm>

namespace hark::memory {
namespace {

/// ANI II digits (NANPA) of lines that are nobody's own: a coin phone, an inmate's, or a number
/// that the network failed to get.
bool names_nobody(std::uint8_t ii_digits) noexcept {
    return ii_digits == 2 || ii_digits == 27 || ii_digits == 29 || ii_digits == 70;
}

/// What kind of line the network said this is, before the numbering plan is asked.
LineType told_line_type(const Telco& telco) noexcept {
    if (telco.line_type != LineType::unknown || !telco.ii_digits) return telco.line_type;
    const std::uint8_t ii = *telco.ii_digits;
    if (ii >= 61 && ii <= 63) return LineType::mobile;
    // A PBX's billing number or a hotel's: an office main number, which the model weighs as voip.
    if (ii == 20 || ii == 6) return LineType::voip;
    return LineType::unknown;
}

void supply_number(Supplied& supplied, const crypto::Keyring& keys, const IdentityHints& hints,
                   const Telco& telco, const Terms& terms) {
    if (!hints.ani || (telco.ii_digits && names_nobody(*telco.ii_digits))) return;
    const auto reading =
        read_number(*hints.ani, terms.settings.region, hints.dnis ? *hints.dnis : "");
    if (reading.kind == NumberKind::none) return;
    const LineType told = told_line_type(telco);
    supplied.line_type = told != LineType::unknown ? told : reading.line_type;
    if (reading.kind == NumberKind::generic || supplied.line_type == LineType::toll_free ||
        supplied.line_type == LineType::generic) {
        supplied.ani = identity::AniState::generic;
        return;
    }
    supplied.ani = identity::AniState::present;
    const auto add = [&](const E164& number) {
        std::string value{number.text()};
        const auto digest = identifier_digest(keys, terms.tenant, {}, value);
        supplied.numbers.push_back({{}, std::move(value), digest});
    };
    add(reading.number);
    if (!reading.number.extension().empty()) add(reading.number.without_extension());
}

} // namespace

std::vector<store::Digest> Supplied::digests() const {
    std::vector<store::Digest> all;
    all.reserve(numbers.size() + ids.size());
    for (const auto& number : numbers)
        all.push_back(number.digest);
    for (const auto& id : ids)
        all.push_back(id.digest);
    return all;
}

std::vector<SuppliedIdentifier> Supplied::identifiers() const {
    auto all = numbers;
    all.insert(all.end(), ids.begin(), ids.end());
    return all;
}

store::Digest identifier_digest(const crypto::Keyring& keys, TenantId tenant, std::string_view type,
                                std::string_view value) {
    return type.empty() ? keys.digest(tenant, crypto::Domain::number, value)
                        : keys.digest(tenant, crypto::Domain::external_id, type, value);
}

std::vector<SuppliedIdentifier> linkable(const Engine& engine, const std::vector<ExternalId>& ids,
                                         TenantId tenant, std::vector<IgnoredId>* ignored) {
    std::vector<SuppliedIdentifier> all;
    for (const auto& id : ids) {
        const auto type = id.type.view();
        const auto use = engine.hygiene != nullptr ? engine.hygiene->use_of(tenant, type)
                                                   : identity::IdUse::names;
        if (use != identity::IdUse::names || identity::is_denied_type(type)) {
            if (ignored != nullptr) ignored->push_back({std::string{type}, use});
            continue;
        }
        const auto digest = identifier_digest(engine.keys, tenant, type, id.value.view());
        const bool twice = std::any_of(all.begin(), all.end(), [&](const SuppliedIdentifier& seen) {
            return seen.digest == digest;
        });
        if (twice) continue;
        all.push_back({std::string{type}, std::string{id.value.view()}, digest});
    }
    return all;
}

Supplied supply(const Engine& engine, const IdentityHints& hints, const Telco& telco,
                const Terms& terms) {
    Supplied supplied;
    supply_number(supplied, engine.keys, hints, telco, terms);
    supplied.ids = linkable(engine, hints.external_ids, terms.tenant, &supplied.ignored);
    supplied.ref = hints.customer_ref;
    supplied.traits.dnis = identity::dnis_mark(hints.dnis ? *hints.dnis : "");
    supplied.traits.attestation = telco.attestation;
    return supplied;
}

} // namespace hark::memory
