// Every number that the simulated callers live by. A stress world is another value of this struct.
//
// Sources are those of the model's research notes: FCC, NHIS, Census, Pindrop, TransNexus, Talkdesk
// and SQM figures as named there. "assumed": no source was found.
#pragma once

#include <array>
#include <optional>
#include <span>
#include <string_view>

namespace hark::world {

struct World {
    std::string_view name{"base"};
    double years{3};
    double warm_up_years{1}; // at the beginning, played but not counted

    // --- who there is ---------------------------------------------------------------------------
    std::array<double, 3> adults{.289, .569, .142}; // homes with one, two, three adults (Census)
    double customer_homes{.20};                     // homes with a customer in them (assumed)
    double further_customers{.35};                  // each further adult of those is one too

    // --- how often they call --------------------------------------------------------------------
    double customer_rate{1.2};      // a year, in the mean
    double customer_rate_shape{.8}; // Gamma: many call seldom, few often
    double other_rate{.03};         // a year, of everyone else

    // --- calling again (SQM: 70 % resolved at first; Talkdesk: 36 % call again) -----------------
    double unresolved{.30};
    double returns_unresolved{.75};
    double returns_resolved{.19};
    std::array<double, 3> return_shares{.25, .45, .30};     // of these three
    std::array<double, 3> return_days{5.0 / 1440, 1.5, 40}; // mean of each, exponential
    double call_minutes{4};                                 // mean length of a call (assumed)

    // --- from which line ------------------------------------------------------------------------
    double landline_homes{.24}; // NHIS
    double landline_calls{.42}; // of the calls of those who live there
    double voip_homes{.10};
    double voip_calls{.35};
    double office_people{.12}; // sit behind a PBX
    double office_calls{.25};
    double office_size_zipf{.8};
    double office_size_mean{25}; // adults behind one PBX (assumed)
    double office_voip{.7};      // PBX numbers that a lookup calls VoIP, else landline (assumed)
    double borrowed{.02};        // calls from somebody else's mobile
    double borrowed_at_home{.5}; // of these: a housemate's, where there is one (assumed)
    double withheld{.03};        // calls without a number

    // --- numbers change hands -------------------------------------------------------------------
    double prepaid{.18};
    double abandoned_postpaid{.03}; // a year
    double abandoned_prepaid{.16};
    double abandoned_landline{.04};
    double abandoned_voip{.15};
    double idle_days_min{45}, idle_days_max{90}; // FCC ageing
    double from_pool{.90};                       // new numbers that somebody had before

    // --- ids ------------------------------------------------------------------------------------
    double id_supplied{.40}; // of customers' calls
    double id_typo{.01};
    double typo_digit{.79}, typo_swap{.10}; // the rest: another number altogether (Verhoeff)
    double id_of_relative{.015};
    double second_id_people{.10};
    double second_id_used{.30};
    double joint_account{.30}; // of homes with several customers: one id for all of them
    double proxy_calls{.50};   // of calls by the others in a customer's home: on their behalf
    double proxy_reads_id{.70};

    // --- what the network says ------------------------------------------------------------------
    double lookup{.60}; // calls whose line type is looked up
    double lookup_correct{.97};
    double attested_a{.316}, attested_b{.08}, attested_c{.075}, attested_failed{.002}; // TransNexus

    // --- spoofed calls --------------------------------------------------------------------------
    double spoofed{1.0 / 600}; // Pindrop: 1/599 in 2024
    double spoof_has_id{.5};   // a stolen id of the customer
    double spoof_a{.05}, spoof_b{.10}, spoof_c{.25}, spoof_failed{.05};

    // --- habits, which a spoofer cannot copy; all assumed ---------------------------------------
    bool habits{true};              // false: attestation, hour, DNIS and channel alike for all
    double attestation_habit{.90};  // calls signed as calls from this number usually are
    double usual_hour_deviation{2}; // hours around a personal hour
    double any_hour{.25};           // calls at any hour of the day of business instead
    double day_from{8}, day_to{20};
    double usual_dnis{.85};
    double follow_up_dnis{.90}; // an unresolved matter is followed up where it was raised
    double text_people{.05};    // usually write (channel sms), where the line is a mobile
    double usual_channel{.95};

    // --- ids that say nothing about the caller --------------------------------------------------
    double junk_ids{0}; // calls on which a platform passes such

    // --- what the product is told ---------------------------------------------------------------
    double confirmed{1}; // starts with truth; spoofed calls never have any
};

/// The worlds by name, base first.
std::span<const World> worlds();
const World* world_named(std::string_view name);

} // namespace hark::world
