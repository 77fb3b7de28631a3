#include "lib/redaction/canonical.hpp"

#include <algorithm>

#include "lib/base/keyed_digest.hpp"
#include "lib/redaction/characters.hpp"
#include "lib/redaction/spoken/decide.hpp"

namespace hark::redaction {
namespace {

/// Nothing but digits counts in it: letters are words that say them.
bool is_number(Entity entity) noexcept {
    switch (entity) {
        case Entity::credit_card:
        case Entity::account_number:
        case Entity::aba_routing_number:
        case Entity::phone_number:
        case Entity::us_ssn:
        case Entity::ssn_last4:
        case Entity::zip_code:
            return true;
        default:
            return false;
    }
}

} // namespace

Canonical::Canonical(const Redactor::Engine& engine, Entity entity, std::string_view value,
                     SpokenScratch& speech) {
    const bool letters = std::any_of(value.begin(), value.end(), is_letter);
    if (letters && is_number(entity)) add_said(engine, entity, value, speech);
    if (size_ == 0)
        for (const char character : value)
            if (letters ? character != ' ' && character != '-' : is_digit(character))
                add(lower_case(character));
    if (entity == Entity::phone_number && spoken::is_nanp(view()) && text_[0] == '1') begin_ = 1;
}

Canonical::~Canonical() { base::wipe(text_.data(), text_.size()); }

/// Of two readings of a card the one that is a card's.
void Canonical::add_said(const Redactor::Engine& engine, Entity entity, std::string_view value,
                         SpokenScratch& speech) {
    spoken::read_units(value, 0, value.size(), engine.topics, spoken_units_max, speech.units);
    spoken::settle(value, speech.units);
    spoken::find_runs(value, speech.units, speech.runs);
    spoken::Parse parsed;
    for (const bool apart : {false, true}) {
        size_ = 0;
        for (const spoken::Run& run : speech.runs) {
            spoken::parse(value, speech.units, run, apart && run.ambiguous, parsed);
            for (const char digit : parsed.view())
                add(digit);
        }
        if (entity != Entity::credit_card || spoken::is_card_number(view())) break;
    }
    base::wipe(parsed.digits.data(), parsed.digits.size());
}

} // namespace hark::redaction
