// Types that never name a person, and slips of the finger.
#include <doctest/doctest.h>

#include <random>
#include <string>
#include <vector>

#include "lib/identity/id_rules.hpp"

using namespace hark::identity;

namespace {

// Every string that one edit makes of this one, the slow way.
std::vector<std::string> edits_of(const std::string& text) {
    std::vector<std::string> all;
    for (std::size_t at = 0; at <= text.size(); ++at) {
        for (char digit = '0'; digit <= '9'; ++digit) {
            all.push_back(std::string{text}.insert(at, 1, digit));
            if (at < text.size()) {
                std::string changed = text;
                changed[at] = digit;
                all.push_back(changed);
            }
        }
        if (at < text.size()) all.push_back(std::string{text}.erase(at, 1));
        if (at + 1 < text.size()) {
            std::string swapped = text;
            std::swap(swapped[at], swapped[at + 1]);
            all.push_back(swapped);
        }
    }
    return all;
}

bool one_edit_apart_slowly(const std::string& a, const std::string& b) {
    if (a == b || a.empty() || b.empty()) return false;
    for (const std::string& edited : edits_of(a)) {
        if (edited == b) return true;
    }
    return false;
}

} // namespace

TEST_CASE("Per-call and shared id types are denied, in any letter case") {
    for (const char* type :
         {"call_id", "five9_call_id", "twilio_call_sid", "CALL_SID", "session", "session_id",
          "dialogflow_session_name", "Session", "cxone_contact_id", "campaign_id", "campaign",
          "Campaign_Name", "skill_id", "skills", "queue", "queue_id", "agent", "agent_id"}) {
        CAPTURE(type);
        CHECK(is_denied_type(type));
    }
}

TEST_CASE("Separators make no difference to a denied type") {
    for (const char* type : {"CallSid", "callId", "call-id", "genesys.call id", "CxOneContactId",
                             "call_id_", "_campaign"}) {
        CAPTURE(type);
        CHECK(is_denied_type(type));
    }
}

TEST_CASE("Ids of persons are not denied") {
    for (const char* type :
         {"crm_id", "account", "account_number", "customer_id", "contact_id", "email", "ticket",
          "salesforce_contact_id", "call_id_of_customer", "my_campaign", "reskill", "user_agent",
          "caller_id", "policy", "", "_", "cal", "cxone_contact_id_2", "id"}) {
        CAPTURE(type);
        CHECK_FALSE(is_denied_type(type));
    }
}

TEST_CASE("One digit wrong, missing, too many, or two neighbours swapped is one edit") {
    CHECK(one_edit_apart("10023456", "10023457"));
    CHECK(one_edit_apart("10023456", "1023456"));
    CHECK(one_edit_apart("10023456", "100234560"));
    CHECK(one_edit_apart("10023456", "10032456"));
    CHECK(one_edit_apart("12", "21"));
    CHECK(one_edit_apart("1", "12"));
}

TEST_CASE("Equal, further apart, empty or not digits only is not one edit") {
    CHECK_FALSE(one_edit_apart("10023456", "10023456"));
    CHECK_FALSE(one_edit_apart("10023456", "10023465000"));
    CHECK_FALSE(one_edit_apart("12345", "12543"));
    CHECK_FALSE(one_edit_apart("12345", "13254"));
    CHECK_FALSE(one_edit_apart("", "1"));
    CHECK_FALSE(one_edit_apart("", ""));
    CHECK_FALSE(one_edit_apart("ACC-1", "ACC-2"));
    CHECK_FALSE(one_edit_apart("ACC-a", "ACC-b"));
    CHECK_FALSE(one_edit_apart("1234a", "1235a"));
    CHECK_FALSE(one_edit_apart("12345", "1234x"));
    CHECK_FALSE(one_edit_apart("12345", "1234 5"));
}

TEST_CASE("One edit is symmetric and agrees with trying every edit") {
    std::mt19937 random{1};
    int apart = 0;
    for (int round = 0; round < 20'000; ++round) {
        std::string a;
        for (std::uint32_t left = random() % 6; left > 0; --left) {
            a += static_cast<char>('0' + random() % 3);
        }
        std::string b = a;
        if (random() % 2 == 0) {
            b.clear();
            for (std::uint32_t left = random() % 6; left > 0; --left) {
                b += static_cast<char>('0' + random() % 3);
            }
        } else if (!a.empty()) {
            b[random() % b.size()] = static_cast<char>('0' + random() % 3);
        }
        CAPTURE(a);
        CAPTURE(b);
        REQUIRE(one_edit_apart(a, b) == one_edit_apart_slowly(a, b));
        REQUIRE(one_edit_apart(a, b) == one_edit_apart(b, a));
        apart += one_edit_apart(a, b) ? 1 : 0;
    }
    CHECK(apart > 1000);
}
