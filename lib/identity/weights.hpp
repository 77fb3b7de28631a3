// Every number of the identity model, with where it comes from. Nothing else holds one; a policy
// with other numbers is another value of this struct.
//
// "assumed": no source was found, the value was chosen. Four of them (marked "tuned") were adjusted
// once on a simulated contact centre of 200 000 households.
#pragma once

namespace hark::identity {

struct Weights {
    // --- the number: S = log2(g / theta), a Chinese-restaurant estimate -------------------------
    // Of the next call from a number, a customer with k confirmed calls is expected in proportion
    // to g, which is k aged and refreshed, and someone not linked to it in proportion to theta.
    struct Line {
        double others;             // part of theta: uses of such a line by someone not linked to it
        double abandoned_per_year; // how fast such numbers change hands
        double spoofing;           // fraud calls on such lines, relative to genuine ones
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
    /// that a reassigned number's new holder calls this business, relative to a customer (assumed)
    double new_holder{.30};
    /// contact-centre fraud calls, 1 in 599 (Pindrop 2024), rounded up; times the two factors
    double spoofed_calls{.002};
    /// A: the signer knows caller and number (ATIS-1000074); absence is neutral, since half of all
    /// calls lose it on the way; B and C say nothing good; factors from robocall shares
    /// (TransNexus)
    struct {
        double a{.1}, none{1}, b{1}, c{3}, failed{50};
    } attestation;

    /// Calling again, on top of k: half-lives of minutes, a day and a month, after Talkdesk (of
    /// repeated calls 25 % come within 10 min) and SQM (30 % unresolved); deliberately lower than
    /// those say, because household members call back too.
    struct {
        double minutes_factor{32}, minutes_rate{24}; // 32 e^(-24 d)
        double day_factor{20}, day_scale{1.5};       // 20 e^(-d / 1.5)
        double month_scale{40};                      // e^(-d / 40)
    } again;

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
    double from_new_number{.40}; // calls from a number not on file (assumed, with new numbers)
    double without_number{.90};  // number withheld or generic
    /// recency of such a one: 1 + min(3, .3 (20 e^(-d / 1.5) + e^(-d / 40)))
    double reached_again{.3};
    double reached_again_max{3};

    double reference{1024};      // customer_ref given and valid: 10 bits (assumed)
    double open_intent{2};       // .30 unresolved against .075 open, halved: recency has most of it
    double open_intent_days{30}; // as old as an open intent may be for that

    // --- the caps -------------------------------------------------------------------------------
    double number_alone_cap{.79}; // best is reached by the number only, not signed A,
    double number_alone_days{30}; // silent for longer than this,
    double number_alone_calls{3}; // with fewer calls than this
    double contradicted_cap{.79};
    double verification_failed_cap{.49};
    double ceiling{.99};
    double ambiguous_from{.20}; // P of the second best

    // --- what an input may be -------------------------------------------------------------------
    double days_max{36'500};    // beyond a century nothing is left of any of it
    double future_days_max{1};  // clocks of two hosts may differ, not more than this
    double calls_max{10'000};   // 27 a day for a year; more says no more
    double strength_min{1e-12}; // of g: below -40 bits nothing changes
};

inline constexpr Weights weights{};

} // namespace hark::identity
