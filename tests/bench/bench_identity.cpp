// How long a decision takes, by number of candidates: nanoseconds per decide(), of the fastest
// twentieth of rounds (other work on the machine is not what is measured), over situations as they
// come (fresh and old callers, with and without ids).

#include <algorithm>
#include <array>
#include <chrono>
#include <cstdio>
#include <random>
#include <vector>

#include "lib/identity/identity.hpp"

namespace {

using namespace hark;
using namespace hark::identity;

constexpr std::size_t situations_per_round = 256;
constexpr std::size_t rounds = 2000;

// A situation with what it looks into.
struct Case {
    std::vector<SuppliedId> ids;
    std::vector<Candidate> candidates;
    Situation situation;
};

// A quarter called within minutes, a quarter within days, a quarter within weeks, the rest earlier.
double contact_days(std::mt19937& random) {
    constexpr std::array scale{0.01, 2.0, 40.0, 700.0};
    return std::uniform_real_distribution<double>{0, scale[random() % scale.size()]}(random);
}

std::vector<Case> cases(std::size_t candidates, std::size_t ids) {
    std::mt19937 random{7};
    std::vector<Case> all(situations_per_round);
    for (Case& one : all) {
        for (std::size_t id = 0; id < ids; ++id) {
            one.ids.push_back({id == 0 ? "crm_id" : "account", false, random() % 2 == 0});
        }
        for (std::size_t at = 0; at < candidates; ++at) {
            Candidate candidate;
            candidate.ani_linked = true;
            candidate.ani_calls = 1 + static_cast<double>(random() % 4);
            candidate.contact_days = contact_days(random);
            candidate.ani_days = candidate.contact_days * (1 + static_cast<double>(random() % 2));
            if (ids > 0) candidate.ids[0] = static_cast<IdRelation>(random() % 3);
            if (random() % 4 == 0) candidate.open_intent_days = candidate.contact_days;
            one.candidates.push_back(candidate);
        }
        one.situation.ani = AniState::present;
        one.situation.line_type = static_cast<LineType>(random() % 4);
        one.situation.ids = one.ids;
        one.situation.candidates = one.candidates;
    }
    return all;
}

double nanoseconds_per_decision(const std::vector<Case>& all) {
    std::vector<double> taken;
    double keep = 0;
    for (std::size_t round = 0; round < rounds; ++round) {
        const auto from = std::chrono::steady_clock::now();
        for (const Case& one : all)
            keep += decide(one.situation).confidence;
        const std::chrono::duration<double, std::nano> time =
            std::chrono::steady_clock::now() - from;
        taken.push_back(time.count() / static_cast<double>(all.size()));
    }
    std::nth_element(taken.begin(), taken.begin() + rounds / 20, taken.end());
    return keep >= 0 ? taken[rounds / 2] : 0;
}

} // namespace

int main() {
    std::printf("candidates  ids  ns per decision   goal\n");
    for (const std::size_t candidates : {1, 5, 25}) {
        for (const std::size_t ids : {0, 2}) {
            const double goal = candidates == 1 ? 100 : candidates == 25 ? 1500 : 0;
            std::printf("%10zu %4zu %16.1f", candidates, ids,
                        nanoseconds_per_decision(cases(candidates, ids)));
            goal > 0 ? std::printf(" %6.0f\n", goal) : std::printf("\n");
        }
    }
}
