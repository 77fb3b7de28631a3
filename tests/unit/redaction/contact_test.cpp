// Ways to reach somebody: phone numbers, addresses of mail and hosts. Numbers are from ranges that
// are kept for fiction or documentation wherever there are any.
#include "kit.hpp"

using kit::Entity;

TEST_CASE("a phone number goes in every way of writing it") {
    kit::check_all(kit::redactor_of({Entity::phone_number}),
                   {
                       {"+12025550143", "[PHONE]"},
                       {"call +44 20 7946 0958 now", "call [PHONE] now"},
                       {"+44 (0)20 7946 0958", "[PHONE]"},
                       {"+49 30 23125 000", "[PHONE]"},
                       {"+1 (202) 555-0143", "[PHONE]"},
                       {"(202) 555-0143", "[PHONE]"},
                       {"(202)555-0143 ext. 12.", "[PHONE]."},
                       {"1-202-555-0143", "[PHONE]"},
                       {"202-555-0143, 202.555.0144; 202 555 0145", "[PHONE], [PHONE]; [PHONE]"},
                       {"202-555-0143 x77", "[PHONE]"},
                       {"\"phone\":\"2025550143\"", "\"phone\":\"[PHONE]\""},
                       {"my number is 2025550143", "my number is [PHONE]"},
                       {"call me at 020 7946 0958", "call me at [PHONE]"},
                       {"phone: 555-0143", "phone: [PHONE]"},
                       {"ani=12025550143 ts=1732300859", "ani=[PHONE] ts=1732300859"},
                       {"from=2025550143", "from=[PHONE]"},
                       {"mobile 0044 20 7946 0958", "mobile [PHONE]"},
                   });
}

TEST_CASE("dates, times, counters and other numbers are no phone numbers") {
    const auto redactor = kit::redactor_of({Entity::phone_number});
    for (const char* text : {"id 2025550143",
                             "1732300859",
                             "ts=1732300859123",
                             "20261122182059",
                             "2026-11-22 18:20:59",
                             "phone 1732300859123",
                             "call-20260812-0912345678",
                             "3.1415926535",
                             "40.712776, -74.005974",
                             "v2.202.555.0143",
                             "$202 555 0143",
                             "911-555-0143",
                             "202-155-0143",
                             "order 123-456-7890",
                             "id-202-555-0143",
                             "202-555-01433",
                             "+12345",
                             "+999999999999999",
                             "1.2.3.4",
                             "from 2025550143 to 2025550144 rows",
                             "2025550143 ms"}) {
        CAPTURE(std::string{text});
        CHECK(kit::redacted(redactor, text) == text);
    }
}

TEST_CASE("a country's own phone numbers go when it is on, and not before") {
    kit::Options options;
    options.countries = kit::CountrySet{1U << static_cast<unsigned>(kit::Country::uk)};
    CHECK(kit::redacted(kit::redactor_with(options), "020 7946 0958") == "[PHONE]");
    CHECK(kit::redacted(kit::redactor_with({}), "07946095812") == "07946095812");
    CHECK(kit::redacted(kit::redactor_with(options), "07946095812") == "[PHONE]");
    options.countries = kit::CountrySet{1U << static_cast<unsigned>(kit::Country::fr)};
    CHECK(kit::redacted(kit::redactor_with(options), "01 99 00 12 34") == "[PHONE]");
}

TEST_CASE(
    "numbers of other countries go without their country where their form says what they are") {
    kit::check_all(
        kit::redactor_with({}),
        {
            {"I tried 0033 1 99 00 12 34 twice", "I tried [PHONE] twice"},
            {"(011 44 20 7946 0958)", "([PHONE])"},
            {"+39 02 1234 5678", "[PHONE]"},
            {"Office: 03-1234-5678", "Office: [PHONE]"},
            {"my landline is 01 99 00 12 34", "my landline is [PHONE]"},
            {"please call 21 234 6365 now", "please call [PHONE] now"},
            {"cell 12 345 67 85", "cell [PHONE]"},
            {"tracking 0062-7037-3396 ok", "tracking 0062-7037-3396 ok"},
            {"005-9727091-5635139", "005-9727091-5635139"},
            {"confidence 0.032329930630", "confidence 0.032329930630"},
            {"I1122 21:48:01.138950 80758 file.cc", "I1122 21:48:01.138950 80758 file.cc"},
            {"call 2 of 12 took 12 345 ms", "call 2 of 12 took 12 345 ms"},
            {"text 01/01/2022 06 sent", "text 01/01/2022 06 sent"},
        });
}

TEST_CASE("the strict profile takes bare runs as well") {
    kit::Options options;
    options.profile = kit::Profile::strict;
    CHECK(kit::redacted(kit::redactor_with(options), "2025550143") == "[PHONE]");
}

TEST_CASE("a mail address goes, whatever stands around it") {
    kit::check_all(kit::redactor_of({Entity::email_address}),
                   {
                       {"write to ada.l+x@mail.example.co.uk.", "write to [EMAIL]."},
                       {"<bob_1@example.org>, mailto:eve@example.com", "<[EMAIL]>, mailto:[EMAIL]"},
                       {"email=bob@example.com&x=1", "email=[EMAIL]&x=1"},
                       {"j\xC3\xB6rg@b\xC3\xBC"
                        "cher.example",
                        "[EMAIL]"},
                       {"x@xn--bcher-kva.example", "[EMAIL]"},
                       {"user@localhost @home a@ @b.com pkg@1.2.3",
                        "user@localhost @home a@ @b.com pkg@1.2.3"},
                       {"icon@2x.png git@github.com:a/b.git", "icon@2x.png git@github.com:a/b.git"},
                       {"sip:ada@example.com", "sip:ada@example.com"},
                   });
}

TEST_CASE("addresses of hosts and devices go, versions and times stay") {
    kit::check_all(
        kit::redactor_of({Entity::ip_address, Entity::mac_address}),
        {
            {"from 203.0.113.9:5060", "from [IP]:5060"},
            {"10.0.0.0/8 and 1.1.1.1", "[IP] and [IP]"},
            {"10:00:00 2001:db8:85a3:1:2:8a2e:370:7334", "10:00:00 [IP]"},
            {"2001:db8::ff00:42:8329", "[IP]"},
            {"[2001:db8:0:1:1:1:1:1]:443", "[[IP]]:443"},
            {"::ffff:192.0.2.128", "[IP]"},
            {"fe80::1ff:fe23:4567:890a%eth0", "[IP]"},
            {"version 1.2.3.4, Chrome/120.0.0.0, v1.2.3.4",
             "version 1.2.3.4, Chrome/120.0.0.0, v1.2.3.4"},
            {"256.1.1.1 1.2.3 1.2.3.4.5 01.2.3.4", "256.1.1.1 1.2.3 1.2.3.4.5 01.2.3.4"},
            {"12:34:56 std::vector a::b 10:20:30:40", "12:34:56 std::vector a::b 10:20:30:40"},
            {"mac 00:1B:44:11:3A:B7, 00-1b-44-11-3a-b7", "mac [MAC], [MAC]"},
            {"001b.4411.3ab7", "[MAC]"},
            {"ff:ff:ff:ff:ff:ff 00:00:00:00:00:00", "ff:ff:ff:ff:ff:ff 00:00:00:00:00:00"},
            {"00:1B:44:11:3A:B7:99 00:1B:44-11:3A:B7", "00:1B:44:11:3A:B7:99 00:1B:44-11:3A:B7"},
        });
}

TEST_CASE("private networks stay on request") {
    kit::Options options;
    options.keep_private_addresses = true;
    CHECK(kit::redacted(kit::redactor_with(options), "10.1.2.3 fe80::1:2 8.8.8.8") ==
          "10.1.2.3 fe80::1:2 [IP]");
}

TEST_CASE("of a SIP or tel URI the user goes, the host stays") {
    kit::check_all(kit::redactor_with({}),
                   {
                       {"To: <sip:+12025550143@gw.example.net;user=phone>",
                        "To: <sip:[SIP_URI]@gw.example.net;user=phone>"},
                       {"sips:ada@example.com", "sips:[SIP_URI]@example.com"},
                       {"tel:+1-202-555-0143", "tel:[SIP_URI]"},
                       {"sip:gw.example.net gossip:x", "sip:gw.example.net gossip:x"},
                   });
}

TEST_CASE("a URL as such goes in the profile strict; its secrets go always") {
    kit::check_all(kit::redactor_of({Entity::url}),
                   {
                       {"see https://example.com/a?b=c.", "see [URL]."},
                       {"(www.example.com/x)", "([URL])"},
                       {"http:// and https", "http:// and https"},
                   });
    CHECK(kit::redacted(kit::redactor_with({}), "https://example.com/health") ==
          "https://example.com/health");
}

TEST_CASE("an IPv6 address goes wherever it stands beside times") {
    const auto redactor = kit::redactor_with({});
    for (std::size_t bytes = 0; bytes <= 128; ++bytes) {
        const std::string before = std::string(bytes, '.') + " 10:00:00 ";
        CAPTURE(bytes);
        CHECK(kit::redacted(redactor, before + "2001:db8:85a3:1:2:8a2e:370:7334") ==
              before + "[IP]");
    }
}
