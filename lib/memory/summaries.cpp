#include "lib/memory/summaries.hpp"

#include <string>
#include <utility>

#include "lib/base/try.hpp"

namespace hark::memory {
namespace {

using redaction::Entity;

redaction::Options card_data() {
    redaction::Options options;
    options.entities.emplace();
    for (const Entity entity : {Entity::credit_card, Entity::card_track, Entity::cvv, Entity::pin})
        options.entities->set(static_cast<std::size_t>(entity));
    return options;
}

} // namespace

const Result<redaction::Redactor>& Summaries::get(Maker& maker, const redaction::Options& options) {
    std::call_once(maker.once, [&] { maker.made.emplace(redaction::Redactor::make(options)); });
    return *maker.made;
}

const Result<redaction::Redactor>& Summaries::redactor_for(const Settings& settings) const {
    if (!settings.redact_summaries) return get(card_data_, card_data());
    redaction::Options options;
    options.countries.reset();
    const auto country = redaction::country_from(settings.region.text());
    if (!country) return get(all_.back(), options);
    const auto index = static_cast<std::size_t>(*country);
    options.countries.set(index);
    return get(all_[index], options);
}

Result<std::optional<Learned>> Summaries::cleaned(const Learned& learned,
                                                  const Settings& settings) const {
    const std::string_view text = learned.summary.view();
    if (text.empty()) return std::optional<Learned>{};
    const auto& redactor = redactor_for(settings);
    if (!redactor.ok()) return redactor.error();
    thread_local redaction::Scratch scratch;
    std::string clean;
    redactor->redact(text, scratch, clean);
    if (clean == text) return std::optional<Learned>{};
    // A placeholder may be longer than what it replaces; asterisks never are.
    if (clean.size() > Summary::bytes_max) {
        clean = text;
        redactor->mask_in_place(clean, scratch);
    }
    std::optional<Learned> kept{learned};
    HARK_TRY(kept->summary, Summary::from(clean));
    return kept;
}

} // namespace hark::memory
