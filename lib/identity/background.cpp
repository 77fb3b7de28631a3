// The model itself: how the number, its history, the ids and the rest turn into likelihood ratios.
//
// Ratios, whose product is 2^S, rather than bits, whose sum is S: a decision needs the former and
// would pay for every logarithm; an explanation takes them of the same terms, from the same
// weigh().

#include "lib/identity/background.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numbers>

#include "lib/identity/powers.hpp"

namespace hark::identity {

namespace {

// What decays is reckoned in powers of two: e^x = 2^(x log2 e).
using std::numbers::log2e;

constexpr double years_per_day = 1.0 / 365;

const Weights::Line& line_weights(const Weights& weights, LineType type) noexcept {
    switch (type) {
        case LineType::mobile:
            return weights.mobile;
        case LineType::landline:
            return weights.landline;
        case LineType::voip:
            return weights.voip;
        case LineType::unknown:
        case LineType::toll_free:
        case LineType::generic:
            break;
    }
    return weights.unknown;
}

double attestation_factor(const Weights& weights, Attestation attestation) noexcept {
    switch (attestation) {
        case Attestation::a:
            return weights.attestation.a;
        case Attestation::b:
            return weights.attestation.b;
        case Attestation::c:
            return weights.attestation.c;
        case Attestation::failed:
            return weights.attestation.failed;
        case Attestation::none:
            break;
    }
    return weights.attestation.none;
}

bool number_may_name(const Situation& situation) noexcept {
    return situation.ani == AniState::present && situation.line_type != LineType::toll_free &&
           situation.line_type != LineType::generic;
}

// A share of the bits of a ratio; half of them is by far the usual one.
double share_of(double ratio, double share) noexcept {
    return share == 0.5 ? std::sqrt(ratio) : std::pow(ratio, share);
}

double class_factor(const Weights& weights, IdClass of) noexcept {
    switch (of) {
        case IdClass::authenticated:
            return weights.id_authenticated;
        case IdClass::weak:
            return weights.id_weak;
        case IdClass::ordinary:
            break;
    }
    return 1;
}

constexpr unsigned set_of(IdRelation relation) noexcept {
    return 1U << static_cast<unsigned>(relation);
}

bool holds_another(IdRelation relation) noexcept {
    return relation == IdRelation::differs || relation == IdRelation::near;
}

} // namespace

// What is not known is long ago, where time speaks for nobody.
double days_from(double given) noexcept {
    // In this order a NaN becomes the longest time.
    const double days = given < days_max ? given : days_max;
    if (days < -future_days_max) return days_max;
    return std::max(days, 0.0);
}

double calls_from(double given) noexcept {
    if (!(given > 0) || given > std::numeric_limits<double>::max()) return 0;
    return std::min(given, calls_max);
}

// What the ids say about one candidate, and what of it other terms need to know.
struct Background::IdEvidence {
    std::array<double, ids_max> ratios; // the first ids_count_ are set
    unsigned relations{0};              // set of those of ids that are not generic

    bool same() const noexcept { return (relations & set_of(IdRelation::same)) != 0; }
    bool holds_another() const noexcept {
        return (relations & (set_of(IdRelation::differs) | set_of(IdRelation::near))) != 0;
    }
};

Background::Background(const Situation& situation) noexcept
    : weights_{situation.policy->weights},
      recalibration_{situation.policy->recalibration},
      candidates_{
          situation.candidates.first(std::min(situation.candidates.size(), candidates_max))},
      number_names_{number_may_name(situation)},
      ids_count_{std::min(situation.ids.size(), ids_max)} {
    count_number(situation);
    if (sharers_ > 0) weigh_number(situation);
    new_number_ = number_names_ ? weights_.from_new_number : weights_.without_number;
    for (std::size_t id = 0; id < ids_count_; ++id)
        weigh_id(situation, id);
}

void Background::count_number(const Situation& situation) noexcept {
    if (!number_names_) return;
    latest_days_ = days_max;
    for (const Candidate& candidate : candidates_) {
        if (!candidate.ani_linked) continue;
        ++sharers_;
        latest_days_ = std::min(latest_days_, days_from(candidate.ani_days));
    }
    // The caller should have said so.
    if (sharers_ > limits::customers_per_identifier_max) {
        number_names_ = false;
        sharers_ = 0;
    }
    ageing_rate_ =
        line_weights(weights_, situation.line_type).abandoned_per_year * (years_per_day * log2e);
}

// 1 / theta in steps, for the explanation: theta grows by what others share the line, by the chance
// that it changed hands, by the chance that it is spoofed.
void Background::weigh_number(const Situation& situation) noexcept {
    const Weights::Line& line = line_weights(weights_, situation.line_type);
    const double shared = line.others + weights_.per_sharer * static_cast<double>(sharers_ - 1) +
                          weights_.per_stranger * static_cast<double>(situation.strangers);
    const double still_held = exp2_of(Pair{-ageing_rate_ * latest_days_, 0})[0];
    const double aged = shared + weights_.new_holder * (1 - still_held);
    const double spoofed = aged + weights_.spoofed_calls * line.spoofing *
                                      attestation_factor(weights_, situation.attestation);
    line_ = 1 / line.others;
    sharing_ = line.others / shared;
    ageing_ = shared / aged;
    attestation_ = aged / spoofed;
}

void Background::weigh_id(const Situation& situation, std::size_t id) noexcept {
    const SuppliedId& supplied = situation.ids[id];
    IdRatios& out = ids_[id];
    std::size_t holders = 0;
    bool on_number = false;
    for (const Candidate& candidate : candidates_) {
        if (candidate.ids[id] != IdRelation::same) continue;
        ++holders;
        on_number = on_number || linked_by_number(candidate);
    }
    out.generic = supplied.generic || holders > limits::customers_per_identifier_max;
    out.known = supplied.known || holders > 0;
    out.earlier_of_type = 0;
    for (std::size_t earlier = 0; earlier < id; ++earlier) {
        if (situation.ids[earlier].type == supplied.type) out.earlier_of_type |= 1U << earlier;
    }
    out.on_number.fill(1);
    out.elsewhere.fill(1);
    if (out.generic) return;
    const auto at = [](IdRelation relation) { return static_cast<std::size_t>(relation); };

    const double own = weights_.id_own * class_factor(weights_, supplied.of);
    out.on_number[at(IdRelation::same)] =
        own / weights_.id_by_co_user * static_cast<double>(sharers_);
    out.elsewhere[at(IdRelation::same)] =
        own / weights_.id_by_stranger * (on_number ? weights_.id_also_on_number : 1);
    if (out.known) {
        const double elsewhere = weights_.id_of_elsewhere / weights_.id_by_stranger;
        const double here = on_number ? weights_.id_of_co_user / weights_.id_by_co_user : elsewhere;
        for (const auto relation : {IdRelation::differs, IdRelation::near}) {
            out.on_number[at(relation)] = here;
            out.elsewhere[at(relation)] = elsewhere;
        }
        // A customer on the number without an id of this type is contradicted too: it is someone's.
        out.on_number[at(IdRelation::unrelated)] = here;
        return;
    }
    const double unknown = weights_.id_unknown / weights_.id_unknown_by_stranger;
    out.on_number[at(IdRelation::differs)] = unknown;
    out.elsewhere[at(IdRelation::differs)] = unknown;
    out.on_number[at(IdRelation::near)] = weights_.id_typo;
    out.elsewhere[at(IdRelation::near)] = unknown; // a slip is looked for on the number alone
}

bool Background::linked_by_id(const Candidate& candidate) const noexcept {
    for (std::size_t id = 0; id < ids_count_; ++id) {
        if (!ids_[id].generic && candidate.ids[id] == IdRelation::same) return true;
    }
    return false;
}

bool Background::contradicted(const Candidate& candidate) const noexcept {
    for (std::size_t id = 0; id < ids_count_; ++id) {
        if (ids_[id].generic || candidate.ids[id] == IdRelation::same) continue;
        if (ids_[id].known || holds_another(candidate.ids[id])) return true;
    }
    return false;
}

// What speaks against a candidate counts fully. What speaks for it does so once in full, the
// strongest, and at half its bits for each further one. An id of the same type and weight as an
// earlier one may be the same id twice and adds nothing.
Background::IdEvidence Background::evidence_of_ids(const Candidate& candidate,
                                                   bool on_number) const noexcept {
    IdEvidence evidence;
    std::size_t strongest = 0;
    std::size_t positive = 0;
    double most = 0;
    for (std::size_t id = 0; id < ids_count_; ++id) {
        const IdRelation relation = candidate.ids[id];
        const IdRatios& weighed = ids_[id];
        const auto& by_relation = on_number ? weighed.on_number : weighed.elsewhere;
        double ratio = by_relation[static_cast<std::size_t>(relation)];
        for (std::size_t earlier = 0; weighed.earlier_of_type >> earlier != 0; ++earlier) {
            const bool of_type = (weighed.earlier_of_type >> earlier & 1U) != 0;
            if (of_type && evidence.ratios[earlier] == ratio) ratio = 1;
        }
        evidence.ratios[id] = ratio;
        evidence.relations |= weighed.generic ? 0 : set_of(relation);
        strongest = ratio > most ? id : strongest;
        most = std::max(most, ratio);
        positive += ratio > 1 ? 1 : 0;
    }
    for (std::size_t id = 0; positive > 1 && id < ids_count_; ++id) {
        double& ratio = evidence.ratios[id];
        if (id != strongest && ratio > 1) ratio = share_of(ratio, weights_.further_id_share);
    }
    return evidence;
}

// Calls sink(term, id, ratio) for each term, in the order of Term. False, and no call, for a
// candidate that is no hypothesis.
template <typename Sink>
bool Background::weigh(const Candidate& candidate, Sink&& sink) const noexcept {
    const bool on_number = linked_by_number(candidate);
    const IdEvidence ids = evidence_of_ids(candidate, on_number);
    if (!on_number && !ids.same() && !candidate.by_reference) return false;

    const auto& again = weights_.again;
    const double days = days_from(candidate.contact_days);
    const Pair later =
        exp2_of(Pair{days, days} * Pair{-log2e / again.day_scale, -log2e / again.month_scale});
    // Whoever gives another id than the customer's own is rather someone of the household, the more
    // so the sooner after the customer's own call.
    const bool other = ids.holds_another();
    const auto same_person = static_cast<double>(!other);
    const double within_days = same_person * again.day_factor * later[0];
    const double within_weeks = other ? (1 - later[0]) * later[1] : later[1];
    const double not_household = other ? 1 - weights_.household_soon * later[0] : 1;
    if (on_number) {
        sink(Term::line, 0, line_);
        sink(Term::sharing, 0, sharing_);
        sink(Term::ageing, 0, ageing_);
        sink(Term::attestation, 0, attestation_);
        const Pair sooner = exp2_of(Pair{days_from(candidate.ani_days), days} *
                                    Pair{-ageing_rate_, -again.minutes_rate * log2e});
        const double within_minutes = same_person * again.minutes_factor * sooner[1];
        const double calls = calls_from(candidate.ani_calls);
        const double strength =
            not_household * calls * sooner[0] + within_minutes + within_days + within_weeks;
        const double history = calls > strength_min ? calls : 1;
        sink(Term::history, 0, history);
        sink(Term::recency, 0, std::max(strength, strength_min) / history);
    } else {
        const double recent = weights_.reached_again * (within_days + within_weeks);
        sink(Term::new_number, 0, new_number_);
        sink(Term::recency, 0, ids.same() ? 1 + std::min(recent, weights_.reached_again_max) : 1.0);
    }
    for (std::size_t id = 0; id < ids_count_; ++id) {
        sink(Term::external_id, static_cast<std::uint8_t>(id), ids.ratios[id]);
    }
    if (candidate.by_reference) sink(Term::reference, 0, weights_.reference);
    const double intent_days = days_from(candidate.open_intent_days.value_or(days_max));
    // That an intent is open says who calls back only while no id says otherwise.
    const bool continues = intent_days <= weights_.open_intent_days && !other;
    sink(Term::open_intent, 0, continues ? weights_.open_intent : 1.0);
    const bool strange = on_number && candidate.misfit_bits < 0 && weights_.habits_share > 0;
    sink(Term::habits, 0, strange ? std::exp2(weights_.habits_share * candidate.misfit_bits) : 1.0);
    sink(Term::same_dnis, 0, continues && candidate.intent_dnis ? weights_.same_dnis : 1.0);
    return true;
}

// What calibration makes of a hypothesis; by far the most policies have none.
double Background::recalibrated(double weight) const noexcept {
    if (recalibration_.slope == 1 && recalibration_.shift == 0) return weight;
    return std::exp2(recalibration_.slope * std::log2(weight) + recalibration_.shift);
}

double Background::weight_of(const Candidate& candidate) const noexcept {
    double product = 1;
    const bool possible =
        weigh(candidate, [&product](Term, std::uint8_t, double ratio) { product *= ratio; });
    return possible ? recalibrated(product) : 0;
}

std::size_t Background::terms_of(const Candidate& candidate,
                                 std::span<TermBits, terms_max> out) const noexcept {
    std::size_t count = 0;
    double product = 1;
    const bool possible = weigh(candidate, [&](Term term, std::uint8_t id, double ratio) {
        product *= ratio;
        if (ratio != 1) out[count++] = {term, id, std::log2(ratio)};
    });
    if (!possible) return 0;
    const double recalibration = recalibrated(product) / product;
    if (recalibration != 1) out[count++] = {Term::recalibration, 0, std::log2(recalibration)};
    double others = 0;
    for (const Candidate& other : candidates_) {
        if (&other != &candidate) others += weight_of(other);
    }
    if (others > 0) out[count++] = {Term::competition, 0, -std::log2(1 + others)};
    return count;
}

} // namespace hark::identity
