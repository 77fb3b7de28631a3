// A policy: every number that a decision rests on, as data. The built-in ones never change once
// released, so that an old decision can be made again under the policy that its answer names; an
// operator's own come from `hark calibrate` or from hand, as files.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>

#include "hark/result.hpp"

namespace hark {

/// The numbers of the multi-hypothesis model, with where each comes from. "assumed": no source was
/// found, the value was chosen. "tuned": adjusted once on a simulated contact centre of 200 000
/// households. Days are of 24 hours; without unit: a ratio of likelihoods, or a share.
struct Weights {
    // --- the number: S = log2(g / theta), a Chinese-restaurant estimate -------------------------
    // Of the next call from a number, a customer with k confirmed calls is expected in proportion
    // to g, which is k aged and refreshed, and someone not linked to it in proportion to theta.
    struct Line {
        double others;             ///< part of theta: such a line used by someone not linked to it
        double abandoned_per_year; ///< how fast such numbers change hands
        double spoofing;           ///< fraud calls on such lines, relative to genuine ones
    };
    /// .04 borrowed or proxy (assumed) + .01 mis-keyed; abandoned: FCC 2018 order, 35 of 616
    /// million US numbers a year, and 4.3 % from postpaid and prepaid churn.
    Line mobile{.05, .05, 1};
    /// 71 % multi-person homes (US Census) times .35 another adult calls too, + .01
    Line landline{.26, .04, 1};
    /// office mains and short-lived numbers (assumed); 6.8: VoIP is 7.8 % of genuine and about
    /// half of fraud calls (Pindrop)
    Line voip{.40, .15, 6.8};
    /// .78 mobile + .12 landline + .10 VoIP
    Line unknown{.11, .06, 1};

    /// added to theta for each further customer on the number (tuned)
    double per_sharer{.25};
    /// added to theta for each other who called from the number, told apart by an id, and was never
    /// confirmed there (chosen on the benchmark world, seed 7, as number_alone_fit)
    double per_stranger{1};
    /// that a reassigned number's new holder calls this business, relative to a customer (assumed)
    double new_holder{.30};
    /// contact-centre fraud calls, 1 in 599 (Pindrop 2024), rounded up; times the two factors
    double spoofed_calls{.002};
    /// A: the signer knows caller and number (ATIS-1000074); absence is neutral, since half of all
    /// calls lose it on the way; B and C say nothing good; factors from robocall shares
    /// (TransNexus)
    struct Signed {
        double a{.1}, none{1}, b{1}, c{3}, failed{50};
    } attestation{};

    /// Calling again, on top of k: half-lives of minutes, a day and a month, after Talkdesk (of
    /// repeated calls 25 % come within 10 min) and SQM (30 % unresolved); deliberately lower than
    /// those say, because household members call back too.
    struct Again {
        double minutes_factor{32}, minutes_rate{24}; ///< 32 e^(-24 d)
        double day_factor{20}, day_scale{1.5};       ///< 20 e^(-d / 1.5)
        double month_scale{40};                      ///< e^(-d / 40)
    } again{};

    /// A customer who has another id than the supplied one is not taken to call again: none of this
    /// counts within days, and their calls count less by this share at once, by little after days.
    /// Two people of one home call within minutes more often than one person changes accounts
    /// (assumed).
    double household_soon{.5};

    // --- external ids: likelihood ratios --------------------------------------------------------
    /// of a customer's own id: 1 - 1 % keyed wrong - 1.5 % a relative's - .5 % stale (Panko and
    /// others on keying errors; the rest assumed)
    double id_own{.97};
    /// a co-user of the number reads out the holder's id (assumed)
    double id_by_co_user{.15};
    /// someone reads out an id of a customer elsewhere (tuned)
    double id_by_stranger{.04};
    /// the same where the number is another's, of a customer who is not on it (tuned)
    double id_of_elsewhere{.02};
    /// a customer reads out the id of another on the same number (assumed)
    double id_of_co_user{.05};
    /// an id that is also that of someone on the number speaks for that one (assumed)
    double id_also_on_number{.1};
    /// a customer with an id of this type gives one that nobody has: 10 % duplicate records (AWS,
    /// Experian) + 1 % typo, against .90 for a stranger
    double id_unknown{.11};
    double id_unknown_by_stranger{.90};
    /// but one digit off: 79 % of keying errors are one digit, 10 % a swap (Verhoeff's categories);
    /// held low (assumed)
    double id_typo{4};
    /// each further positive id, as a share of its bits: ids are not independent (assumed)
    double further_id_share{.5};

    // --- a customer reached otherwise than by the number ----------------------------------------
    double from_new_number{.40}; ///< calls from a number not on file (assumed, with new numbers)
    double without_number{.90};  ///< number withheld or generic
    /// recency of such a one: 1 + min(3, .3 (20 e^(-d / 1.5) + e^(-d / 40)))
    double reached_again{.3};
    double reached_again_max{3};

    double reference{1024}; ///< customer_ref given and valid: 10 bits (assumed)
    /// .30 unresolved against .075 open, halved: recency has most of it
    double open_intent{2};
    double open_intent_days{30}; ///< as old as an open intent may be for that
    /// the call came in on the very DNIS on which that intent was left open: 1 bit (assumed)
    double same_dnis{2};

    /// of the bits by which a call on the customer's number does not fit when, where to and how the
    /// customer calls. This one, the two on habits among the caps and unconfirmed_share were chosen
    /// on the benchmark world, seed 7
    double habits_share{.75};

    // --- classes of ids: the evidence of an id that is the candidate's, times this -------------
    /// an upstream system has authenticated the caller by it: +6 bits instead of +4.6 (assumed)
    double id_authenticated{2.639};
    /// an e-mail address or a ticket number: +4 bits instead of +4.6 (assumed)
    double id_weak{.66};

    // --- the caps -------------------------------------------------------------------------------
    double number_alone_cap{.79}; ///< best is reached by the number only, not signed A,
    double number_alone_days{30}; ///< silent for longer than this,
    double number_alone_calls{3}; ///< with fewer calls than this
    double number_alone_fit{.5};  ///< and fitting the customer's habits by less than these bits
    double contradicted_cap{.79};
    double verification_failed_cap{.49};
    double ceiling{.99};
    double ambiguous_from{.20}; ///< P of the second best
    /// best is reached by the number only, not signed A, and what the call came with does not fit
    /// the customer's habits; see lib/identity/habits.hpp
    double unusual_cap{.79};
    double unusual_below{-3}; ///< bits of the habits taken together, below which it does not fit

    // --- what is learned of links --------------------------------------------------------------
    /// what an unconfirmed call that was answered high adds to the links it came through, as a
    /// share of a confirmed call
    double unconfirmed_share{.75};
    /// a confirmed new person on a number ends the links of those silent on it for longer: numbers
    /// are aged 45 days or more before they are given out again (FCC 2018 order)
    double takeover_days{45};
};

/// The published additive rule of a hosted product, as far as its pages tell, kept to be compared
/// with: a sum of bonuses, no division between customers who share something, no contradiction.
struct AdditiveWeights {
    double mobile{.5}, landline{.3}, voip{.2}, unknown{0}; ///< by line type (two of them assumed)
    double external_id{.4};
    double recent_days{1}, recent{.1};    ///< last contact within so many days
    double earlier_days{7}, earlier{.05}; ///< else within so many
    double open_intent{.1};
    double cap{1};
};

/// What calibration adds after the model, to each hypothesis alike: S' = slope S + shift, in bits.
/// Slope 1 and shift 0 change nothing.
struct Recalibration {
    double slope{1};
    double shift{0};
};

struct Policy {
    enum class Kind : std::uint8_t { hypotheses, additive };

    std::string name; ///< 1–64 letters, digits, ".", "-", "_", "+"; what answers say
    Kind kind{Kind::hypotheses};
    Weights weights{};
    AdditiveWeights additive{};
    Recalibration recalibration{};
};

/// `hark-1`, `additive-doc` or `additive-fit`; null for another name. Lives as long as the program.
const Policy* builtin_policy(std::string_view name) noexcept;
/// Names of all built-in policies; the first is what a tenant has who names none.
std::span<const std::string_view> builtin_policies() noexcept;

/// One number of a policy by its name in files.
struct PolicyNumber {
    std::string_view key; ///< "mobile.others"
    std::string_view meaning;
    double min, max; ///< what a file may say
    double& (*in)(Policy&);
    double of(Policy policy) const { return in(policy); }
};
/// All numbers that a policy of this kind has, in the order of its file.
std::span<const PolicyNumber> policy_numbers(Policy::Kind kind) noexcept;

/// The policy as text, a subset of TOML (one `key = value` a line, # for comments): format, name,
/// kind and every number with its meaning.
std::string write_policy(const Policy& policy);
/// Reads that text again; what it leaves out is as in the first built-in policy of its kind. Error
/// `invalid` for what is unknown, repeated, not a number or out of its range; `line`, when given,
/// is then the line at fault, from 1.
Result<Policy> read_policy(std::string_view text, std::uint32_t* line = nullptr);

} // namespace hark
