// What holds of every decision, over random situations.
#include <doctest/doctest.h>
#include <algorithm>

#include <algorithm>
#include <array>
#include <numeric>

#include "tests/unit/identity/situations.hpp"

using namespace hark;
using namespace hark::identity;

namespace {

constexpr int situations = 4000;
constexpr double rounding = 1e-9;

bool holds_another(IdRelation relation) {
    return relation == IdRelation::differs || relation == IdRelation::near;
}

} // namespace

TEST_CASE("The terms of each candidate sum to the bits that were decided on") {
    std::mt19937 random{1};
    for (int round = 0; round < situations; ++round) {
        const Call call = random_call(random);
        const Situation situation = call.situation();
        // P(c) / P(none of these) is 2^S.
        const Decision decision = call.decide();
        for (std::size_t at = 0; at < call.candidates.size(); ++at) {
            std::array<TermBits, terms_max> terms;
            const std::size_t count = terms_of(situation, at, terms);
            REQUIRE((count == 0) == (decision.probabilities[at] == 0));
            if (count == 0) continue;
            const double bits = sum_of_terms(situation, at);
            const double none = 1 - decision.known_probability;
            if (none < 1e-4) continue;
            REQUIRE(std::abs(decision.probabilities[at] / none / std::exp2(bits) - 1) < 1e-10);
        }
    }
}

TEST_CASE("All terms of a candidate sum to the log odds of its probability, recalibrated or not") {
    std::mt19937 random{9};
    Policy fitted = *builtin_policy("hark-1");
    fitted.recalibration = {.8, -.4};
    for (int round = 0; round < situations; ++round) {
        const Call call = random_call(random);
        Situation situation = call.situation();
        if (round % 2 == 1) situation.policy = &fitted;
        const Decision decision = decide(situation);
        for (std::size_t at = 0; at < call.candidates.size(); ++at) {
            if (decision.probabilities[at] == 0) continue;
            const double odds = std::exp2(sum_of_all_terms(situation, at));
            REQUIRE(std::abs(odds / (1 + odds) - decision.probabilities[at]) < rounding);
        }
    }
}

TEST_CASE("Under an additive policy the terms of a candidate sum to the log odds of its sum") {
    std::mt19937 random{10};
    for (const auto name : {"additive-doc", "additive-fit"}) {
        for (int round = 0; round < situations; ++round) {
            const Call call = random_call(random);
            Situation situation = call.situation();
            situation.policy = builtin_policy(name);
            const Decision decision = decide(situation);
            REQUIRE(decision.confidence == decision.probability);
            REQUIRE(decision.probability <= situation.policy->additive.cap);
            REQUIRE_FALSE(decision.ambiguous);
            if (decision.best < 0) continue;
            const auto best = static_cast<std::size_t>(decision.best);
            const double odds = std::exp2(sum_of_all_terms(situation, best));
            const double shown = std::clamp(decision.probability, .001, .999);
            REQUIRE(std::abs(odds / (1 + odds) - shown) < rounding);
        }
    }
}

TEST_CASE("Probabilities are in 0 to 1 and sum to the known probability, which is below 1") {
    std::mt19937 random{2};
    for (int round = 0; round < situations; ++round) {
        const Call call = random_call(random);
        const Decision decision = call.decide();
        double sum = 0;
        for (std::size_t at = 0; at < call.candidates.size(); ++at) {
            REQUIRE(decision.probabilities[at] >= 0);
            REQUIRE(decision.probabilities[at] <= 1);
            sum += decision.probabilities[at];
        }
        REQUIRE(std::abs(sum - decision.known_probability) < 1e-12);
        REQUIRE(decision.known_probability <= 1);
        REQUIRE(decision.confidence <= decision.probability);
        REQUIRE(decision.confidence <= .99);
    }
}

TEST_CASE("The best is the most likely, and the level is that of its confidence") {
    std::mt19937 random{3};
    for (int round = 0; round < situations; ++round) {
        const Call call = random_call(random);
        const Decision decision = call.decide();
        if (decision.best < 0) {
            REQUIRE(decision.probability == 0);
            REQUIRE(decision.confidence == 0);
            REQUIRE(decision.level == Level::low);
            REQUIRE(decision.known_probability == 0);
            continue;
        }
        double second = 0;
        for (std::size_t at = 0; at < call.candidates.size(); ++at) {
            REQUIRE(decision.probabilities[at] <= decision.probability);
            if (static_cast<int>(at) != decision.best) {
                second = std::max(second, decision.probabilities[at]);
            }
        }
        REQUIRE(decision.ambiguous == (second >= .2));
        REQUIRE((decision.level == Level::high) == (decision.confidence >= .8));
        REQUIRE((decision.level == Level::low) == (decision.confidence < .5));
        REQUIRE((decision.caps != 0) == (decision.confidence < decision.probability));
    }
}

TEST_CASE("The same situation gets the same decision") {
    std::mt19937 random{4};
    for (int round = 0; round < situations; ++round) {
        const Call call = random_call(random);
        const Decision first = call.decide();
        const Decision second = call.decide();
        REQUIRE(first.best == second.best);
        REQUIRE(first.confidence == second.confidence);
        REQUIRE(std::equal(
            first.probabilities.begin(),
            first.probabilities.begin() + static_cast<std::ptrdiff_t>(call.candidates.size()),
            second.probabilities.begin()));
    }
}

TEST_CASE("The order of candidates and ids makes no difference") {
    std::mt19937 random{5};
    for (int round = 0; round < situations; ++round) {
        const Call call = random_call(random);
        const Decision before = call.decide();
        std::vector<std::size_t> order(call.candidates.size());
        std::iota(order.begin(), order.end(), 0U);
        std::shuffle(order.begin(), order.end(), random);
        std::vector<std::size_t> id_order(call.ids.size());
        std::iota(id_order.begin(), id_order.end(), 0U);
        std::shuffle(id_order.begin(), id_order.end(), random);

        Call shuffled = call;
        for (std::size_t id = 0; id < id_order.size(); ++id) {
            shuffled.ids[id] = call.ids[id_order[id]];
        }
        for (std::size_t at = 0; at < order.size(); ++at) {
            shuffled.candidates[at] = call.candidates[order[at]];
            for (std::size_t id = 0; id < id_order.size(); ++id) {
                shuffled.candidates[at].ids[id] = call.candidates[order[at]].ids[id_order[id]];
            }
        }
        const Decision after = shuffled.decide();
        REQUIRE(std::abs(after.confidence - before.confidence) < rounding);
        REQUIRE(after.caps == before.caps);
        REQUIRE((after.best < 0) == (before.best < 0));
        for (std::size_t at = 0; at < order.size(); ++at) {
            REQUIRE(std::abs(after.probabilities[at] - before.probabilities[order[at]]) < rounding);
        }
    }
}

TEST_CASE("Of equal candidates the one in contact last is best, wherever it stands") {
    Call call = from(LineType::landline);
    // With another id than theirs, calls within the last two days count alike: both are old.
    call.candidates.assign(3, on_number(2, 40'000));
    CHECK(call.decide().best == 0);
    call.candidates[1].contact_days = 30'000;
    CHECK(call.decide().best == 1);
    CHECK(call.decide().probabilities[0] == call.decide().probabilities[1]);
}

TEST_CASE("Another id of a type that the candidate has never raises its probability") {
    std::mt19937 random{6};
    int compared = 0;
    for (int round = 0; round < situations; ++round) {
        Call call = random_call(random);
        if (call.ids.size() == ids_max || call.candidates.empty()) continue;
        const std::size_t at = random() % call.candidates.size();
        const std::size_t id = call.ids.size();
        for (Candidate& candidate : call.candidates)
            candidate.ids[id] = IdRelation::unrelated;
        call.candidates[at].ids[id] = IdRelation::differs;
        const double before = call.probability(at);
        call.ids.push_back({"policy", false, random() % 2 == 0});
        const double after = call.probability(at);
        REQUIRE(after <= before + rounding);
        compared += before > 0 ? 1 : 0;

        // Nor its confidence, when it is the best.
        const Decision decision = call.decide();
        if (decision.best == static_cast<int>(at)) REQUIRE(decision.confidence < .8);
    }
    CHECK(compared > situations / 4);
}

TEST_CASE("An id that turns out to be another customer's never raises a candidate's probability") {
    std::mt19937 random{7};
    for (int round = 0; round < situations; ++round) {
        Call call = random_call(random);
        if (call.ids.size() == ids_max || call.candidates.size() < 2) continue;
        const std::size_t id = call.ids.size();
        for (Candidate& candidate : call.candidates)
            candidate.ids[id] = IdRelation::unrelated;
        call.candidates[0].ids[id] = IdRelation::same;
        const Decision before = call.decide();
        call.ids.push_back({"policy", false, true});
        const Decision after = call.decide();
        REQUIRE(after.probabilities[0] >= before.probabilities[0] - rounding);
        if (after.best > 0) REQUIRE(after.confidence < .8);
    }
}

TEST_CASE("Generic and denied ids change nothing") {
    std::mt19937 random{8};
    for (int round = 0; round < situations; ++round) {
        Call call = random_call(random);
        if (call.ids.size() == ids_max) continue;
        for (Candidate& candidate : call.candidates) {
            candidate.ids[call.ids.size()] = static_cast<IdRelation>(random() % 4);
        }
        const Decision before = call.decide();
        call.ids.push_back({"campaign_id", true, random() % 2 == 0});
        const Decision after = call.decide();
        REQUIRE(after.best == before.best);
        REQUIRE(after.confidence == before.confidence);
        REQUIRE(after.known_probability == before.known_probability);
    }
}

TEST_CASE("Without a number, an id or a reference nobody is a candidate") {
    std::mt19937 random{9};
    for (int round = 0; round < situations; ++round) {
        Call call = random_call(random);
        call.base.ani = AniState::none;
        for (Candidate& candidate : call.candidates) {
            candidate.by_reference = false;
            for (IdRelation& relation : candidate.ids) {
                if (!holds_another(relation)) relation = IdRelation::unrelated;
            }
        }
        REQUIRE(call.decide().best == -1);
        REQUIRE(call.decide().confidence == 0);
        REQUIRE(sources_of(call.situation(), call.decide()).empty());
    }
}
