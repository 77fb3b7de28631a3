// The table in the repository is what the generator makes, where the installed libphonenumber is
// the release it was made from: there nothing is left out. How far it agrees with another release
// is measured in oracle_test.cpp.
#include <doctest/doctest.h>

#include <algorithm>
#include <string>

#include "lib/phone/generate/table_builder.hpp"
#include "lib/phone/table.hpp"

using namespace hark::phone;

namespace {

bool same(const Plan& one, const Plan& other) {
    return one.region == other.region && one.calling_code == other.calling_code &&
           one.general == other.general && one.lengths == other.lengths &&
           one.local_lengths == other.local_lengths &&
           one.international_prefix == other.international_prefix &&
           one.national_prefix == other.national_prefix && one.transform == other.transform;
}
bool same(const CallingCode& one, const CallingCode& other) {
    return one.code == other.code && one.main_plan == other.main_plan && one.types == other.types;
}
bool same(const Label& one, const Label& other) {
    return one.plan == other.plan && one.type == other.type;
}
template <typename Value>
bool same(const Value& one, const Value& other) {
    return one == other;
}

template <typename Values>
bool all_same(const Values& ones, const Values& others) {
    return std::equal(ones.begin(), ones.end(), others.begin(), others.end(),
                      [](const auto& one, const auto& other) { return same(one, other); });
}

} // namespace

TEST_SUITE_BEGIN("fast");

TEST_CASE("the committed table is what the generator makes of the same metadata") {
    const Table& committed = committed_table();
    CHECK(committed.source == "libphonenumber 8.12.57+ds-3"); // Debian 12
    const bool same_metadata = generate::installed_fingerprint() == committed.fingerprint;
    if (committed.source == HARK_INSTALLED_PHONENUMBER) REQUIRE(same_metadata);
    if (!same_metadata) {
        MESSAGE("the agreement is measured instead: installed is ", HARK_INSTALLED_PHONENUMBER);
        return;
    }
    const generate::BuiltTable built{"here"};
    const Table& table = built.table();
    CHECK(table.fingerprint == committed.fingerprint);
    CHECK(all_same(table.plans, committed.plans));
    CHECK(all_same(table.calling_codes, committed.calling_codes));
    CHECK(all_same(table.region_index, committed.region_index));
    CHECK(all_same(table.calling_code_index, committed.calling_code_index));
    CHECK(all_same(table.labels, committed.labels));
    CHECK(all_same(table.transforms, committed.transforms));
    CHECK(all_same(table.states, committed.states));
    CHECK(all_same(table.prefixes, committed.prefixes));
}

TEST_SUITE_END();
