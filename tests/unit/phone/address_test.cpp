// Addresses taken apart: names, schemes, hosts, parameters.
#include "lib/phone/address.hpp"

#include <doctest/doctest.h>

#include <string>

using hark::phone::Address;
using hark::phone::take_apart;

namespace {

/// user|host|parameters
std::string pieces(std::string_view text) {
    const Address address = take_apart(text);
    return std::string{address.user} + "|" + std::string{address.host} + "|" +
           std::string{address.parameters};
}

} // namespace

TEST_CASE("plain text is a user without a host") {
    CHECK(pieces("+12025550100") == "+12025550100||");
    CHECK(pieces("  \t+12025550100\r\n") == "+12025550100||");
    CHECK(pieces("\xC2\xA0 +1 202 555 0100 \xC2\xA0") == "+1 202 555 0100||");
    CHECK(pieces("+12025550100;ext=12") == "+12025550100||ext=12");
    CHECK(pieces("") == "||");
    CHECK(pieces(" ") == "||");
}

TEST_CASE("a tel URI has parameters and no host") {
    CHECK(pieces("tel:+1-202-555-0100;ext=12;isub=3") == "+1-202-555-0100||ext=12;isub=3");
    CHECK(pieces("TEL:5550100;phone-context=+1202") == "5550100||phone-context=+1202");
    CHECK(pieces("tel:") == "||");
}

TEST_CASE("a SIP URI has a user, the user's parameters and a host") {
    CHECK(pieces("sip:+12025550100@example.net") == "+12025550100|example.net|");
    CHECK(pieces("sips:+12025550100@example.net:5061;transport=tls?subject=1") ==
          "+12025550100|example.net|");
    CHECK(pieces("SIP:+12025550100;ext=12@example.net;user=phone") ==
          "+12025550100|example.net|ext=12");
    CHECK(pieces("sip:+12025550100:secret@example.net") == "+12025550100|example.net|");
    CHECK(pieces("+12025550100@example.net") == "+12025550100|example.net|");
}

TEST_CASE("a host is never taken for the number") {
    CHECK(pieces("sip:192.0.2.1") == "|192.0.2.1|");
    CHECK(pieces("sip:192.0.2.1:5060;transport=udp") == "|192.0.2.1:5060|");
    CHECK(pieces("sip:@192.0.2.1") == "|192.0.2.1|");
    CHECK(pieces("sip:example.net") == "|example.net|");
}

TEST_CASE("digits that stand where a host should are the number") {
    CHECK(pieces("sip:12025550100") == "12025550100||");
    CHECK(pieces("sip:+12025550100;user=phone") == "+12025550100||");
}

TEST_CASE("a header's display name and parameters are left out") {
    CHECK(pieces("\"Ann Other\" <sip:+12025550100@example.net>;tag=8f") ==
          "+12025550100|example.net|");
    CHECK(pieces("Ann <tel:+12025550100>") == "+12025550100||");
    CHECK(pieces("<sip:+12025550100@example.net>") == "+12025550100|example.net|");
    CHECK(pieces("\"Ann\" <+12025550100>") == "+12025550100||");
}

TEST_CASE("brackets and quotes inside a display name are part of it") {
    CHECK(pieces("\"A <sip:+12025550199@x>\" <sip:+12025550100@example.net>") ==
          "+12025550100|example.net|");
    CHECK(pieces("\"A \\\" <b>\" <sip:+12025550100@example.net>") == "+12025550100|example.net|");
    CHECK(pieces("\"never closed <sip:+12025550100@example.net>") ==
          "\"never closed <sip|example.net>|");
}

TEST_CASE("the first of several identities counts") {
    CHECK(pieces("<sip:+12025550100@a>, <tel:+12025550199>") == "+12025550100|a|");
}

TEST_CASE("a parameter is found by its name in any case") {
    using hark::phone::parameter;
    CHECK(parameter("isub=3;Ext=12", "ext") == "12");
    CHECK(parameter("ext = 12 ; x", "ext") == "12");
    CHECK(parameter("next=3", "ext") == "");
    CHECK(parameter("ext", "ext") == "");
    CHECK(parameter("", "ext") == "");
}
