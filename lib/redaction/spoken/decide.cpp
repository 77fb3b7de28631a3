// Digits. The order is: what proves itself, what was announced, what is too long to be harmless.
#include "lib/redaction/spoken/decide.hpp"

#include <algorithm>

#include "lib/redaction/checks/card_brand.hpp"
#include "lib/redaction/checks/luhn.hpp"
#include "lib/redaction/engine.hpp"

namespace hark::redaction::spoken {
namespace {

constexpr std::size_t card_digits_min = 12, card_digits_max = 19;
constexpr std::uint32_t strong_reach_bytes = 160, weak_reach_bytes = 80;
/// Below this many digits an amount, a time or a count is what it looks like.
constexpr unsigned amount_digits_max = 6;
constexpr unsigned unannounced_digits_min = 9;
constexpr unsigned joined_words_max = 6;

bool counts_up(std::string_view digits) noexcept {
    for (const int step : {1, -1, 0}) {
        bool same = true;
        for (std::size_t index = 1; same && index < digits.size(); ++index)
            same = (digits[index] - digits[index - 1] - step) % 10 == 0;
        if (same) return true;
    }
    // "... eight nine ten eleven"
    return digits.starts_with("12345678910");
}

bool is_card_topic(const Topic& topic) noexcept {
    return topic.set && !topic.harmless && topic.entity == Entity::credit_card;
}

class Decider {
public:
    Decider(const Redactor::Engine& engine, const Hearing& hearing, Topic& topic,
            std::vector<Decision>& decisions) noexcept
        : engine_{engine}, hearing_{hearing}, topic_{topic}, decisions_{decisions} {}

    void decide() {
        for (std::size_t index = 0; index < hearing_.runs.size(); ++index) {
            const Run& run = hearing_.runs[index];
            listen(run.first);
            const bool taken = take_card(index) || take_announced(index) ||
                               take_named_after(index) || take_long(index);
            if (taken) {
                used_ = true;
            }
        }
        listen(hearing_.units.size());
        join();
    }

private:
    const SpokenRule* rule(Entity entity) const noexcept {
        return engine_.spoken[static_cast<std::size_t>(entity)].rule;
    }

    bool add(std::size_t index, Entity entity, bool announced) {
        if (rule(entity) == nullptr) return false;
        const Run& run = hearing_.runs[index];
        decisions_.push_back(
            {hearing_.units[run.first].begin, hearing_.units[run.last].end, entity, announced});
        return true;
    }

    /// Takes in the phrases up to `unit`. A weak one says nothing where a strong one still waits
    /// for its digits: "the security code of my card".
    void listen(std::size_t unit) noexcept {
        for (; heard_ < unit; ++heard_) {
            if (hearing_.units[heard_].topic == no_topic) continue;
            const Topic next = topic_of(hearing_.units[heard_]);
            const bool waits =
                topic_.set && topic_.strong && !topic_.armed && !used_ && reaches(next.end);
            if (!next.strong && waits) continue;
            const bool of_social = (topic_.set && topic_.entity == Entity::us_ssn &&
                                    next.entity == Entity::card_last4) ||
                                   (topic_.set && topic_.entity == Entity::card_last4 &&
                                    next.entity == Entity::us_ssn);
            topic_ = next;
            if (of_social) topic_.entity = Entity::ssn_last4;
            used_ = false;
        }
    }

    bool reaches(std::uint32_t begin) const noexcept {
        if (!topic_.set) return false;
        if (topic_.armed) return true;
        return begin - topic_.end <= (topic_.strong ? strong_reach_bytes : weak_reach_bytes);
    }

    /// One written number by itself is the numeral finder's.
    bool is_lone_writing(const Run& run) const noexcept {
        return run.spoken == 0 && run.groups == 1;
    }

    /// Written groups in a log are joined only when they look as cards are printed.
    bool may_join_writing(const Run& run) const noexcept {
        if (hearing_.speech || run.spoken > 0) return true;
        if (run.hard_before) return false;
        if (is_card_topic(topic_) && reaches(hearing_.units[run.first].begin)) return true;
        bool as_said = false; // a comma or a word between; else it is the numeral finder's
        for (std::size_t unit = run.first; unit < run.last; ++unit) {
            const Unit& each = hearing_.units[unit];
            if (each.kind == Kind::written && each.end - each.begin < 3) return false;
            as_said =
                as_said || each.kind != Kind::written || hearing_.units[unit + 1].gap == Gap::weak;
        }
        return as_said;
    }

    bool take_card(std::size_t index) {
        const Run& run = hearing_.runs[index];
        if (run.digits < card_digits_min - 2 || is_lone_writing(run) || !may_join_writing(run))
            return false;
        for (const bool apart : {false, true}) {
            if (apart && !run.ambiguous) break;
            parse(hearing_.text, hearing_.units, run, apart, parse_);
            const bool whole_only = !hearing_.speech && run.spoken == 0;
            if (find_card(index, whole_only)) return true;
        }
        return false;
    }

    /// The whole run goes with the card in it: the tries before it, the expiry and the code after
    /// it, and what only one of two readings puts outside.
    bool find_card(std::size_t index, bool whole_only) {
        const std::string_view digits = parse_.view();
        for (std::size_t first = 0; first + card_digits_min <= digits.size(); ++first) {
            if (first > 0 && (whole_only || parse_.first[first] == parse_.first[first - 1]))
                continue;
            for (std::size_t count = card_digits_min;
                 count <= card_digits_max && first + count <= digits.size(); ++count) {
                const std::size_t end = first + count;
                if (whole_only && end != digits.size()) continue;
                if (end < digits.size() && parse_.last[end] == parse_.last[end - 1]) continue;
                if (!is_card_number(digits.substr(first, count))) continue;
                return add(index, Entity::credit_card, is_card_topic(topic_));
            }
        }
        return false;
    }

    bool is_amount(const Run& run) const noexcept {
        const bool year =
            topic_.entity == Entity::date_of_birth || topic_.entity == Entity::card_expiry;
        return (run.amount && run.digits <= amount_digits_max) ||
               (run.quantity && run.digits < unannounced_digits_min && !year);
    }

    bool take_announced(std::size_t index) {
        const Run& run = hearing_.runs[index];
        if (!reaches(hearing_.units[run.first].begin) || topic_.harmless) return false;
        const SpokenRule* told = rule(topic_.entity);
        if (told == nullptr || is_amount(run)) return false;
        if (!hearing_.speech && run.spoken == 0 &&
            (is_lone_writing(run) || !topic_.strong || run.digits < told->digits_min ||
             run.digits > told->digits_max || run.hard_before || is_far(run) ||
             (topic_.entity == Entity::credit_card && run.digits >= card_digits_min) ||
             topic_.entity == Entity::date_of_birth))
            return false; // a written card has a check digit, a written date is in the calendar
        if (topic_.entity == Entity::street_address) return take_postcode(index);
        if (topic_.entity == Entity::email_address || topic_.entity == Entity::person) return false;
        if (used_ && !topic_.armed && topic_.entity != Entity::credit_card && !corrects(run))
            return false;
        const unsigned least =
            topic_.strong ? std::min<unsigned>(3, told->digits_min) : told->digits_min;
        if (run.digits < least) return false;
        return add(index, topic_.entity, true);
    }

    /// Written groups without a spoken word need their phrase right before them.
    bool is_far(const Run& run) const noexcept {
        return !topic_.armed &&
               hearing_.units[run.first].begin - topic_.end > static_cast<std::uint32_t>(48);
    }

    /// "no sorry" between this run and the one before it.
    bool corrects(const Run& run) const noexcept {
        const auto& units = hearing_.units;
        for (std::size_t unit = run.first; unit > 0 && run.first - unit < 8; --unit) {
            if (units[unit - 1].kind == Kind::correction) return true;
            if (is_number(units[unit - 1])) return run.first - unit < 4;
        }
        return false;
    }

    bool take_postcode(std::size_t index) {
        const unsigned digits = hearing_.runs[index].digits;
        return (digits == 5 || digits == 9) && add(index, Entity::zip_code, true);
    }

    /// "four one one one is my pin".
    bool take_named_after(std::size_t index) {
        const Run& run = hearing_.runs[index];
        const auto& units = hearing_.units;
        if (run.digits < 3 || (!hearing_.speech && run.spoken == 0)) return false;
        for (std::size_t unit = run.last + 1; unit < units.size() && unit <= run.last + 5; ++unit) {
            if (units[unit].gap == Gap::hard) return false;
            if (units[unit].topic != no_topic) {
                const Topic after = topic_of(units[unit]);
                const SpokenRule* told = rule(after.entity);
                return unit > run.last + 1 && after.strong && !after.harmless && told != nullptr &&
                       run.digits >= told->digits_min && !run.amount && says_so(run.last + 1) &&
                       add(index, after.entity, true);
            }
            if (is_number(units[unit])) return false;
        }
        return false;
    }

    bool says_so(std::size_t unit) const noexcept {
        const Unit& each = hearing_.units[unit];
        const std::string_view word = hearing_.text.substr(each.begin, each.end - each.begin);
        return word == "is" || word == "that's" || word == "was" || word == "for" || word == "as" ||
               word == "would";
    }

    /// Nobody says nine digits in a row that are not somebody's.
    bool take_long(std::size_t index) {
        const Run& run = hearing_.runs[index];
        const bool spoken = run.spoken >= run.written || (hearing_.speech && run.spoken > 0);
        if (!spoken || run.spoken == 0 || run.digits < unannounced_digits_min) return false;
        if (run.amount || run.quantity) return false;
        if (topic_.harmless && reaches(hearing_.units[run.first].begin)) return false;
        parse(hearing_.text, hearing_.units, run, false, parse_);
        if (counts_up(parse_.view())) return false;
        if (is_nanp(parse_.view()) && add(index, Entity::phone_number, false)) return true;
        return add(index, run.digits >= 13 ? Entity::credit_card : Entity::account_number, false);
    }

    /// A card in pieces with some words between: "... then the next part is ...".
    void join() {
        const auto& runs = hearing_.runs;
        for (std::size_t from = 0; from < runs.size(); ++from) {
            std::size_t count = 0, spoken = 0;
            for (std::size_t to = from; to < runs.size(); ++to) {
                if (to > from && runs[to].other_words > joined_words_max) break;
                if (count + runs[to].digits > card_digits_max || runs[to].digits < 2) break;
                parse(hearing_.text, hearing_.units, runs[to], false, parse_);
                std::copy_n(parse_.digits.begin(), parse_.count,
                            joined_.begin() + static_cast<std::ptrdiff_t>(count));
                count += parse_.count;
                spoken += runs[to].spoken;
                if (to == from || (spoken == 0 && !hearing_.speech)) continue;
                if (!is_card_number({joined_.data(), count})) continue;
                for (std::size_t each = from; each <= to; ++each)
                    add(each, Entity::credit_card, true);
                break;
            }
        }
    }

    const Redactor::Engine& engine_;
    const Hearing& hearing_;
    Topic& topic_;
    std::vector<Decision>& decisions_;
    std::size_t heard_{0};
    bool used_{false}; ///< the topic has had its digits
    Parse parse_;
    std::array<char, card_digits_max + run_digits_max> joined_;
};

} // namespace

Topic topic_of(const Unit& unit) noexcept {
    Topic topic;
    topic.set = true;
    topic.end = unit.end;
    topic.harmless = unit.topic == harmless_topic;
    if (topic.harmless) return topic;
    topic.strong = unit.topic < weak_topic;
    topic.entity = static_cast<Entity>(topic.strong ? unit.topic : unit.topic - weak_topic);
    return topic;
}

bool is_card_number(std::string_view digits) noexcept {
    return digits.size() >= card_digits_min && digits.size() <= card_digits_max &&
           checks::has_card_brand(digits) && checks::luhn(digits) &&
           !checks::one_digit_repeated(digits);
}

bool is_nanp(std::string_view digits) noexcept {
    if (digits.size() == 11 && digits[0] == '1') digits.remove_prefix(1);
    return digits.size() == 10 && digits[0] >= '2' && digits[3] >= '2';
}

void decide(const Redactor::Engine& engine, const Hearing& hearing, Topic& topic,
            std::vector<Decision>& decisions) {
    decide_spelled(engine, hearing, topic, decisions);
    Decider{engine, hearing, topic, decisions}.decide();
}

} // namespace hark::redaction::spoken
