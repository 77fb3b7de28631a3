// The model itself: how the number, its history, the ids and the rest turn into bits.
//
// Bits rather than products of ratios, although a decision needs the products: the explanation must
// sum to what was decided, so both come out of the one function weigh().

#include "lib/identity/background.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numbers>

#include "lib/identity/powers.hpp"
#include "lib/identity/weights.hpp"

namespace hark::identity {

namespace {

constexpr double days_per_year = 365;

const Weights::Line& line_weights(LineType type) noexcept {
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

double attestation_factor(Attestation attestation) noexcept {
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

// e^x, of what decays.
Pair exp_of(Pair x) noexcept { return exp2_of(x * std::numbers::log2e); }

bool number_may_name(const Situation& situation) noexcept {
    return situation.ani == AniState::present && situation.line_type != LineType::toll_free &&
           situation.line_type != LineType::generic;
}

bool holds_another(IdRelation relation) noexcept {
    return relation == IdRelation::differs || relation == IdRelation::near;
}

// The negative logarithm of what line_weights(type).others is; of a constant each, hence the
// switch.
double line_bits(LineType type) noexcept {
    switch (type) {
        case LineType::mobile:
            return -std::log2(weights.mobile.others);
        case LineType::landline:
            return -std::log2(weights.landline.others);
        case LineType::voip:
            return -std::log2(weights.voip.others);
        case LineType::unknown:
        case LineType::toll_free:
        case LineType::generic:
            break;
    }
    return -std::log2(weights.unknown.others);
}

} // namespace

// What is not known is long ago, where time speaks for nobody.
double days_from(double given) noexcept {
    // In this order a NaN becomes the longest time.
    const double days = given < weights.days_max ? given : weights.days_max;
    if (days < -weights.future_days_max) return weights.days_max;
    return std::max(days, 0.0);
}

double calls_from(double given) noexcept {
    if (!(given > 0) || given > std::numeric_limits<double>::max()) return 0;
    return std::min(given, weights.calls_max);
}

// What the ids say about one candidate, and what of it other terms need to know.
struct Background::IdEvidence {
    std::array<double, ids_max> bits; // the first ids_count_ are set
    bool same{false};
    bool holds_another{false};
};

Background::Background(const Situation& situation) noexcept
    : candidates_{situation.candidates.first(
          std::min(situation.candidates.size(), candidates_max))},
      number_names_{number_may_name(situation)},
      ids_count_{std::min(situation.ids.size(), ids_max)} {
    count_number(situation);
    if (sharers_ > 0) weigh_number(situation);
    new_number_bits_ =
        number_names_ ? std::log2(weights.from_new_number) : std::log2(weights.without_number);
    for (std::size_t id = 0; id < ids_count_; ++id)
        weigh_id(situation, id);
}

void Background::count_number(const Situation& situation) noexcept {
    if (!number_names_) return;
    latest_days_ = weights.days_max;
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
    ageing_rate_ = line_weights(situation.line_type).abandoned_per_year / days_per_year;
}

// -log2 theta in steps, for the explanation: theta grows by what others share the line, by the
// chance that it changed hands, by the chance that it is spoofed.
void Background::weigh_number(const Situation& situation) noexcept {
    const Weights::Line& line = line_weights(situation.line_type);
    const auto sharers = static_cast<double>(sharers_);
    const double shared = line.others + weights.per_sharer * (sharers - 1);
    const double still_held = exp_of(Pair{-ageing_rate_ * latest_days_, 0})[0];
    const double aged = shared + weights.new_holder * (1 - still_held);
    const double spoofed =
        aged + weights.spoofed_calls * line.spoofing * attestation_factor(situation.attestation);
    line_bits_ = line_bits(situation.line_type);
    double shared_bits = line_bits_;
    if (sharers_ > 1) {
        const Pair logs = log2_of(Pair{shared, sharers});
        shared_bits = -logs[0];
        sharing_bits_ = shared_bits - line_bits_;
        sharers_bits_ = logs[1];
    }
    const Pair logs = log2_of(Pair{aged, spoofed});
    ageing_bits_ = -logs[0] - shared_bits;
    attestation_bits_ = logs[0] - logs[1];
}

void Background::weigh_id(const Situation& situation, std::size_t id) noexcept {
    const SuppliedId& supplied = situation.ids[id];
    IdBits& out = ids_[id];
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
    out.on_number = {};
    out.elsewhere = {};
    if (out.generic) return;
    const auto at = [](IdRelation relation) { return static_cast<std::size_t>(relation); };

    out.on_number[at(IdRelation::same)] =
        std::log2(weights.id_own / weights.id_by_co_user) + sharers_bits_;
    out.elsewhere[at(IdRelation::same)] = std::log2(weights.id_own / weights.id_by_stranger) +
                                          (on_number ? std::log2(weights.id_also_on_number) : 0.0);

    if (out.known) {
        const double elsewhere = std::log2(weights.id_of_elsewhere / weights.id_by_stranger);
        const double here =
            on_number ? std::log2(weights.id_of_co_user / weights.id_by_co_user) : elsewhere;
        for (const auto relation : {IdRelation::differs, IdRelation::near}) {
            out.on_number[at(relation)] = here;
            out.elsewhere[at(relation)] = elsewhere;
        }
        // A customer on the number without an id of this type is contradicted too: it is someone's.
        out.on_number[at(IdRelation::unrelated)] = here;
        return;
    }
    const double unknown = std::log2(weights.id_unknown / weights.id_unknown_by_stranger);
    out.on_number[at(IdRelation::differs)] = unknown;
    out.elsewhere[at(IdRelation::differs)] = unknown;
    out.on_number[at(IdRelation::near)] = std::log2(weights.id_typo);
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
// strongest, and at a share for each further one. An id of the same type and weight as an earlier
// one may be the same id twice and adds nothing.
Background::IdEvidence Background::evidence_of_ids(const Candidate& candidate,
                                                   bool on_number) const noexcept {
    IdEvidence evidence;
    std::size_t strongest = 0;
    for (std::size_t id = 0; id < ids_count_; ++id) {
        const IdRelation relation = candidate.ids[id];
        const IdBits& weighed = ids_[id];
        const auto& by_relation = on_number ? weighed.on_number : weighed.elsewhere;
        double bits = by_relation[static_cast<std::size_t>(relation)];
        if (!weighed.generic) {
            evidence.same = evidence.same || relation == IdRelation::same;
            evidence.holds_another = evidence.holds_another || holds_another(relation);
        }
        for (std::size_t earlier = 0; weighed.earlier_of_type >> earlier != 0; ++earlier) {
            const bool of_type = (weighed.earlier_of_type >> earlier & 1U) != 0;
            if (of_type && evidence.bits[earlier] == bits) bits = 0;
        }
        evidence.bits[id] = bits;
        if (bits > evidence.bits[strongest]) strongest = id;
    }
    for (std::size_t id = 0; id < ids_count_; ++id) {
        if (id != strongest && evidence.bits[id] > 0) evidence.bits[id] *= weights.further_id_share;
    }
    return evidence;
}

// How strongly calls from the number, or the last contact, make this customer expected now.
Background::Strength Background::strength_of(const Candidate& candidate, bool on_number,
                                             const IdEvidence& ids) const noexcept {
    const auto& again = weights.again;
    const double days = days_from(candidate.contact_days);
    const Pair later =
        exp_of(Pair{days, days} * Pair{-1 / again.day_scale, -1 / again.month_scale});
    // Whoever gives another id than the customer's own is rather someone of the household.
    const double same_person = ids.holds_another ? 0 : 1;
    const double within_days = same_person * again.day_factor * later[0];
    const double within_weeks = later[1];
    if (!on_number) {
        const double recent = weights.reached_again * (within_days + within_weeks);
        return Strength{ids.same ? 1 + std::min(recent, weights.reached_again_max) : 1, 1};
    }
    const Pair sooner = exp_of(Pair{days_from(candidate.ani_days), days} *
                               Pair{-ageing_rate_, -again.minutes_rate});
    const double within_minutes = same_person * again.minutes_factor * sooner[1];
    const double calls = calls_from(candidate.ani_calls);
    const double all = calls * sooner[0] + within_minutes + within_days + within_weeks;
    return Strength{std::max(all, weights.strength_min), calls > weights.strength_min ? calls : 1};
}

// Calls sink(term, id, bits) for each term but the last two, history and recency, which are the
// logarithms of what it returns. A candidate that is no hypothesis has neither.
template <typename Sink>
Background::Strength Background::weigh(const Candidate& candidate, Sink&& sink) const noexcept {
    const bool on_number = linked_by_number(candidate);
    const IdEvidence ids = evidence_of_ids(candidate, on_number);
    if (!on_number && !ids.same && !candidate.by_reference) return Strength{0, 0};

    if (on_number) {
        sink(Term::line, 0, line_bits_);
        sink(Term::sharing, 0, sharing_bits_);
        sink(Term::ageing, 0, ageing_bits_);
        sink(Term::attestation, 0, attestation_bits_);
    } else {
        sink(Term::new_number, 0, new_number_bits_);
    }
    for (std::size_t id = 0; id < ids_count_; ++id) {
        sink(Term::external_id, static_cast<std::uint8_t>(id), ids.bits[id]);
    }
    if (candidate.by_reference) sink(Term::reference, 0, weights.reference_bits);
    const double intent_days = days_from(candidate.open_intent_days.value_or(weights.days_max));
    sink(Term::open_intent, 0,
         intent_days <= weights.open_intent_days ? weights.open_intent_bits : 0.0);
    return strength_of(candidate, on_number, ids);
}

// In two rounds, so that the exponentials of one candidate need not wait for the logarithms of the
// one before.
void Background::bits_of_all(std::span<Pair, candidates_max / 2> out) const noexcept {
    std::array<Strength, candidates_max> strengths; // of these two, the first are set
    std::array<double, candidates_max> sums;
    for (std::size_t at = 0; at < candidates_.size(); ++at) {
        double sum = 0;
        strengths[at] =
            weigh(candidates_[at], [&sum](Term, std::uint8_t, double bits) { sum += bits; });
        sums[at] = sum;
    }
    const auto bits = [&](std::size_t at) {
        if (at >= candidates_.size() || strengths[at][0] == 0) return impossible;
        const Pair logs = log2_of(strengths[at]);
        return (sums[at] + logs[1]) + (logs[0] - logs[1]);
    };
    for (std::size_t at = 0; at < candidates_.size(); at += 2) {
        out[at / 2] = Pair{bits(at), bits(at + 1)};
    }
}

std::size_t Background::terms_of(const Candidate& candidate,
                                 std::span<TermBits, terms_max> out) const noexcept {
    std::size_t count = 0;
    const auto sink = [&](Term term, std::uint8_t id, double bits) {
        if (bits != 0) out[count++] = {term, id, bits};
    };
    const Strength strength = weigh(candidate, sink);
    if (strength[0] == 0) return 0;
    const Pair logs = log2_of(strength);
    sink(Term::history, 0, logs[1]);
    sink(Term::recency, 0, logs[0] - logs[1]);
    return count;
}

} // namespace hark::identity
