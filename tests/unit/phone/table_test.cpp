// The committed table holds together: nothing in it leads outside of it, and every way ends.
#include "lib/phone/table.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <string>
#include <vector>

using namespace hark::phone;

namespace {

/// How many digits lead at most from a state to the end of all ways; -1 for not yet known. Throws
/// through `at` when a state or label lies outside.
int depth(const Table& table, std::size_t state, std::vector<int>& known) {
    if (known.at(state) >= 0) return known[state];
    const unsigned head = table.states[state];
    const bool labelled = (head >> 15) != 0;
    REQUIRE((head & 0x7C00) == 0);
    if (labelled) REQUIRE(table.states[state + 1] < table.labels.size());
    int deepest = 0;
    std::size_t word = state + (labelled ? 1 : 0);
    for (int digit = 0; digit < 10; ++digit) {
        if ((head >> digit & 1) == 0) continue;
        REQUIRE(++word < table.states.size());
        const std::size_t next = table.states[word];
        if (next != 0) deepest = std::max(deepest, 1 + depth(table, next, known));
        REQUIRE(deepest <= 17);
    }
    if ((head & 0x3FF) != 0) REQUIRE((head & 1) != 0);
    return known[state] = deepest;
}

} // namespace

TEST_CASE("the committed table says what it was made from") {
    CHECK(committed_table().source.starts_with("libphonenumber "));
    CHECK(committed_table().fingerprint != 0);
}

TEST_CASE("every plan and every calling code begins at a state that ends after 17 digits") {
    const Table& table = committed_table();
    std::vector<int> known(table.states.size(), -1);
    CHECK(depth(table, 0, known) == 0);
    CHECK(table.plans.size() > 240);
    for (const Plan& plan : table.plans) {
        CHECK(depth(table, plan.general, known) > 0);
        CHECK(plan.lengths != 0);
        CHECK((plan.lengths & plan.local_lengths) == 0);
        CHECK(find_calling_code(table, plan.calling_code) != nullptr);
        CHECK((plan.transform == no_transform || plan.transform < table.transforms.size()));
    }
    CHECK(table.calling_codes.size() > 200);
    for (const CallingCode& code : table.calling_codes) {
        CHECK(depth(table, code.types, known) > 0);
        REQUIRE(code.main_plan < table.plans.size());
        CHECK(table.plans[code.main_plan].calling_code == code.code);
        CHECK(find_calling_code(table, code.code) == &code);
    }
    for (const Label& label : table.labels)
        CHECK((label.plan == main_plan || label.plan < table.plans.size()));
}

TEST_CASE("no calling code is the beginning of another") {
    const Table& table = committed_table();
    for (const CallingCode& code : table.calling_codes)
        for (unsigned shorter = code.code / 10u; shorter > 0; shorter /= 10)
            CHECK(find_calling_code(table, shorter) == nullptr);
    CHECK(find_calling_code(table, 0) == nullptr);
    CHECK(find_calling_code(table, 1000) == nullptr);
    CHECK(find_calling_code(table, 70000) == nullptr);
}

TEST_CASE("the plans of countries are in order and found by region") {
    const Table& table = committed_table();
    for (const Plan& plan : table.plans) {
        const std::string_view region{plan.region.data(), plan.region.size()};
        CHECK(find_plan(table, region) == (plan.region[0] == '\0' ? nullptr : &plan));
    }
    CHECK(find_plan(table, "ZZ") == nullptr);
    CHECK(find_plan(table, "") == nullptr);
    CHECK(find_plan(table, "DEU") == nullptr);
}

TEST_CASE("every jump in a prefix program leads forward within it") {
    const Table& table = committed_table();
    for (std::size_t at = 0; at < table.prefixes.size(); ++at) {
        const auto operation =
            static_cast<PrefixOperation>(table.prefixes[at] >> prefix_operand_bits);
        const std::size_t operand = table.prefixes[at] & ((1U << prefix_operand_bits) - 1);
        CHECK(operation <= PrefixOperation::at_end);
        if (operation == PrefixOperation::choice || operation == PrefixOperation::jump) {
            CHECK(operand > 0);
            CHECK(at + operand < table.prefixes.size());
        }
    }
    const auto last = static_cast<PrefixOperation>(table.prefixes.back() >> prefix_operand_bits);
    CHECK(last == PrefixOperation::accept);
}

TEST_CASE("the first alternative that leads to a match wins, and says what the group holds") {
    const Table& table = committed_table();
    const Plan& argentina = *find_plan(table, "AR");
    const PrefixMatch mobile = match_prefix(table, argentina.national_prefix, "0111523456789");
    CHECK(mobile.matched);
    CHECK(mobile.end == 5); // 0 11 15
    CHECK(mobile.group_begin == 1);
    CHECK(mobile.group_end == 3);
    const PrefixMatch fixed = match_prefix(table, argentina.national_prefix, "01123456789");
    CHECK(fixed.matched);
    CHECK(fixed.end == 1);
    CHECK(fixed.group_begin == fixed.group_end);
    CHECK_FALSE(match_prefix(table, 0, "0").matched);
    CHECK_FALSE(match_prefix(table, 0, "").matched);
}
