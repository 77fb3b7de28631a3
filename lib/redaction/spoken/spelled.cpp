// What is not a run of digits: addresses of e-mail, names and ids in letters, dates with a month's
// name, addresses of streets.
#include <algorithm>

#include "lib/redaction/characters.hpp"
#include "lib/redaction/engine.hpp"
#include "lib/redaction/spoken/decide.hpp"

namespace hark::redaction::spoken {
namespace {

constexpr std::size_t local_units_max = 24, domain_units_max = 12;
constexpr std::size_t after_topic_max = 10; ///< units from a phrase to what it announces
constexpr std::size_t street_words_max = 4;
constexpr std::size_t sequence_units_max = 40;

bool is_spelled(const Unit& unit) noexcept {
    return unit.kind == Kind::letter || unit.kind == Kind::spelling;
}

class Speller {
public:
    Speller(const Redactor::Engine& engine, const Hearing& hearing,
            std::vector<Decision>& decisions) noexcept
        : engine_{engine},
          text_{hearing.text},
          units_{hearing.units},
          speech_{hearing.speech},
          decisions_{decisions} {}

    void announced(Entity entity, std::size_t from) {
        switch (entity) {
            case Entity::date_of_birth:
            case Entity::card_expiry:
                return date(entity, from);
            case Entity::street_address:
                return street(from);
            case Entity::person:
            case Entity::vin:
            case Entity::us_passport:
            case Entity::us_driver_license:
            case Entity::member_id:
            case Entity::account_number:
                return letters(entity, from);
            default:
                return;
        }
    }

    void email(std::size_t at) {
        std::size_t end = at;
        if (!domain(at, end)) return;
        const std::size_t begin = local(at);
        if (begin < at) add(begin, end, Entity::email_address, false);
    }

private:
    bool listens(Entity entity) const noexcept {
        return engine_.spoken[static_cast<std::size_t>(entity)].rule != nullptr;
    }
    void add(std::size_t first, std::size_t last, Entity entity, bool announced) {
        if (listens(entity))
            decisions_.push_back({units_[first].begin, units_[last].end, entity, announced});
    }
    std::string_view view(std::size_t unit) const noexcept {
        return text_.substr(units_[unit].begin, units_[unit].end - units_[unit].begin);
    }
    bool joined(std::size_t unit) const noexcept {
        return unit < units_.size() && units_[unit].gap != Gap::hard;
    }

    /// "gmail dot com", "e x a m p l e dot co dot uk" behind the "at".
    bool domain(std::size_t at, std::size_t& end) const noexcept {
        bool named = false, complete = false;
        for (std::size_t unit = at + 1; unit <= at + domain_units_max && joined(unit); ++unit) {
            const Kind kind = units_[unit].kind;
            if (kind == Kind::dot) {
                const std::size_t next = unit + 1;
                if (!named || !joined(next)) break;
                if (units_[next].kind == Kind::top_domain) {
                    end = next;
                    complete = true;
                } else if (complete) {
                    break;
                }
                ++unit;
                continue;
            }
            if (complete) break;
            named = true;
        }
        return complete;
    }

    /// Backwards: the word before "at", and further as long as letters are spelled, digits are said
    /// or a symbol joins.
    std::size_t local(std::size_t at) const noexcept {
        std::size_t begin = at;
        while (begin > 0 && at - begin < local_units_max && joined(begin)) {
            const Unit& before = units_[begin - 1];
            const bool symbol = before.kind == Kind::dot || before.kind == Kind::underscore ||
                                before.kind == Kind::dash;
            const bool behind_symbol = begin < at && (units_[begin].kind == Kind::dot ||
                                                      units_[begin].kind == Kind::underscore ||
                                                      units_[begin].kind == Kind::dash);
            const bool initial = at - begin == 1 && view(begin - 1) == "i"; // "i rossi at"
            const bool spelled = is_spelled(before) || is_number(before) || initial;
            const bool last_word = begin == at || (only_numbers(begin, at) && !is_spelled(before));
            if (before.topic != no_topic && !symbol) break;
            if (!symbol && !spelled && !behind_symbol && !last_word) break;
            if (before.kind == Kind::filler && !behind_symbol) break;
            --begin;
        }
        return begin;
    }

    /// "smith forty two at": the word before the digits belongs to them.
    bool only_numbers(std::size_t begin, std::size_t end) const noexcept {
        for (std::size_t unit = begin; unit < end; ++unit)
            if (!is_number(units_[unit])) return false;
        return true;
    }

    /// "n v i d i a", "alpha bravo one two three": letters among which digits may stand.
    void letters(Entity entity, std::size_t from) {
        const bool name = entity == Entity::person;
        for (std::size_t unit = from; unit < units_.size() && unit < from + after_topic_max;
             ++unit) {
            if (units_[unit].topic != no_topic) return;
            if (!is_spelled(units_[unit]) && (name || !is_number(units_[unit]))) continue;
            // Words by themselves, letters before digits.
            const bool word_first =
                !name && unit > from && is_number(units_[unit]) && units_[unit].gap != Gap::hard &&
                (view(unit - 1) == "a" || view(unit - 1) == "i" || view(unit - 1) == "november");
            const std::size_t first = word_first ? unit - 1 : unit;
            std::size_t last = unit, spelled = word_first ? 1 : 0, all = spelled;
            for (std::size_t next = unit; next < units_.size() && next < unit + sequence_units_max;
                 ++next) {
                const Unit& each = units_[next];
                if (next > unit && each.gap == Gap::hard) break;
                const bool number = is_number(each) && (!name || each.kind == Kind::repeat);
                const bool ray = next > unit && view(next) == "ray" && view(next - 1) == "x";
                if (is_spelled(each) || number || ray) {
                    spelled += is_spelled(each) ? 1U : 0U;
                    ++all;
                    last = next;
                } else if (each.kind != Kind::filler && each.kind != Kind::dash &&
                           each.kind != Kind::correction) {
                    break;
                }
            }
            if (spelled >= (name ? 3U : 1U) && all >= 3) add(first, last, entity, true);
            if (all > 0) return;
        }
    }

    bool is_date_part(const Unit& unit) const noexcept {
        return is_number(unit) || unit.kind == Kind::month || unit.kind == Kind::ordinal;
    }

    /// "may third", "may the third", "may of twenty seven".
    bool is_month_may(std::size_t unit) const noexcept {
        if (unit + 1 >= units_.size()) return false;
        if (is_date_part(units_[unit + 1])) return true;
        return (view(unit + 1) == "the" || view(unit + 1) == "of") && unit + 2 < units_.size() &&
               is_date_part(units_[unit + 2]);
    }

    /// "march third nineteen eighty five", "oh four twenty seven".
    void date(Entity entity, std::size_t from) {
        std::size_t unit = from;
        while (unit < units_.size() && unit < from + after_topic_max &&
               (!is_date_part(units_[unit]) || view(unit) == "may")) {
            if (units_[unit].topic != no_topic) return;
            if (view(unit) == "may" && is_month_may(unit)) break;
            ++unit;
        }
        if (unit >= units_.size() || unit >= from + after_topic_max) return;
        std::size_t last = unit, parts = 0;
        bool said = speech_; // what is written in digits is a date only if the calendar has it
        for (std::size_t next = unit; next < units_.size() && next < unit + sequence_units_max;
             ++next) {
            const Unit& each = units_[next];
            if (next > unit && each.gap == Gap::hard) break;
            if (is_date_part(each)) {
                parts += each.kind == Kind::written && each.end - each.begin >= 4 ? 2U : 1U;
                said = said || each.kind != Kind::written;
                last = next;
            } else if (each.kind == Kind::measure) {
                return;
            } else if (each.kind != Kind::filler && each.kind != Kind::correction &&
                       each.kind != Kind::dash && view(next) != "of") {
                break;
            }
        }
        if (parts >= 2 && said) add(unit, last, entity, true);
    }

    /// "twelve forty main street", behind a word that says an address comes.
    void street(std::size_t from) {
        for (std::size_t unit = from; unit < units_.size() && unit < from + after_topic_max;
             ++unit) {
            if (!is_number(units_[unit])) continue;
            std::size_t words = 0;
            for (std::size_t next = unit + 1; joined(next) && words <= street_words_max; ++next) {
                if (units_[next].kind == Kind::street && words > 0)
                    return add(unit, next, Entity::street_address, true);
                words += is_number(units_[next]) ? 0U : 1U;
            }
            return;
        }
    }

    const Redactor::Engine& engine_;
    std::string_view text_;
    const std::vector<Unit>& units_;
    bool speech_;
    std::vector<Decision>& decisions_;
};

} // namespace

void decide_spelled(const Redactor::Engine& engine, const Hearing& hearing, const Topic& topic,
                    std::vector<Decision>& decisions) {
    Speller speller{engine, hearing, decisions};
    if (topic.set && !topic.harmless && topic.strong) speller.announced(topic.entity, 0);
    for (std::size_t unit = 0; unit < hearing.units.size(); ++unit) {
        const Unit& each = hearing.units[unit];
        if (each.kind == Kind::at) speller.email(unit);
        if (each.topic == no_topic) continue;
        const Topic here = topic_of(each);
        if (here.strong) speller.announced(here.entity, unit + 1);
    }
}

} // namespace hark::redaction::spoken
