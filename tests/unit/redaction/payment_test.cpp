// What goes with cards and accounts.
#include "kit.hpp"

using kit::Entity;

TEST_CASE("a security code goes behind the words that announce it") {
    kit::check_all(
        kit::redactor_with({}),
        {
            {"cvv 123", "cvv [CVV]"},
            {"CVV: 1234", "CVV: [CVV]"},
            {"\"cvv\":\"042\"", "\"cvv\":\"[CVV]\""},
            {"\"cvv2\": 042, \"n\": 7", "\"cvv2\": \"[CVV]\", \"n\": 7"},
            {"the security code is 123.", "the security code is [CVV]."},
            {"the three digits on the back are 123", "the three digits on the back are [CVV]"},
            {"my cvc number is 1 2 3", "my cvc number is [CVV]"},
            {"security_code=999&x=1", "security_code=[CVV]&x=1"},
            {"cvv check took 120 ms", "cvv check took 120 ms"},
            {"cvv: 123 ms, cvv 12, cvv 12345, cvv 1.234",
             "cvv: 123 ms, cvv 12, cvv 12345, cvv 1.234"},
            {"cvv failed 500 times", "cvv failed 500 times"},
            {"room 123", "room 123"},
        });
}

TEST_CASE("PINs and one-time codes go behind their words") {
    kit::check_all(
        kit::redactor_with({}),
        {
            {"my pin is 4821", "my pin is [PIN]"},
            {"PIN=4821", "PIN=[PIN]"},
            {"pin 4 of the plug, pinned 4821", "pin 4 of the plug, pinned 4821"},
            {"your verification code is 482913", "your verification code is [OTP]"},
            {"OTP: 482-913", "OTP: [OTP]"},
            {"one-time code is G-482913", "one-time code is [OTP]"},
            {"status code 4821, error code 482913", "status code 4821, error code 482913"},
        });
}

TEST_CASE("an expiry date goes behind its words, other dates stay") {
    kit::check_all(kit::redactor_with({}),
                   {
                       {"exp 03/27", "exp [EXPIRY]"},
                       {"expires 03/2027", "expires [EXPIRY]"},
                       {"expiration date is March 2027", "expiration date is [EXPIRY]"},
                       {"good thru 0327", "good thru [EXPIRY]"},
                       {"\"expiry\":\"2027-03\"", "\"expiry\":\"[EXPIRY]\""},
                       {"exp 13/27, expires in 30 days", "exp 13/27, expires in 30 days"},
                       {"on 03/27 we met", "on 03/27 we met"},
                   });
}

TEST_CASE("the last four of a social security number go, those of a card by policy") {
    const auto standard = kit::redactor_with({});
    kit::check_all(standard,
                   {
                       {"last four of my social is 4821", "last four of my social is [SSN_LAST4]"},
                       {"ssn last 4: 4821", "ssn last 4: [SSN_LAST4]"},
                       {"card ending in 4821", "card ending in 4821"},
                   });
    kit::Options options;
    options.profile = kit::Profile::pci;
    CHECK(kit::redacted(kit::redactor_with(options), "card ending in 4821") ==
          "card ending in [CARD_LAST4]");
    CHECK(kit::redacted(kit::redactor_with(options), "pin 4821, bob@example.com") ==
          "pin [PIN], bob@example.com");
}

TEST_CASE("a track goes as a whole") {
    kit::check_all(kit::redactor_with({}),
                   {
                       {"%B4111111111111111^EXAMPLE/ADA^2712101000000000?", "[CARD_TRACK]"},
                       {";4111111111111111=27121010000000000?", "[CARD_TRACK]"},
                       {"x=4111111111111111", "x=[CARD]"},
                   });
}

TEST_CASE("an IBAN goes with blanks or without, and swallows no word behind it") {
    kit::check_all(kit::redactor_with({}),
                   {
                       {"DE02120300000000202051", "[IBAN]"},
                       {"IBAN DE02 1203 0000 0000 2020 51 please", "IBAN [IBAN] please"},
                       {"gb22 bukb 2020 1555 6677 88 AND more", "[IBAN] AND more"},
                       {"NO15 9324 1117 947.", "[IBAN]."},
                       {"FR1420041010050500013M02606", "[IBAN]"},
                       {"DE03120300000000202051 XX02120300000000202051",
                        "DE03120300000000202051 XX02120300000000202051"},
                       {"DE021203000000002020511", "DE021203000000002020511"},
                   });
}

TEST_CASE("accounts and routing numbers go behind their words only") {
    kit::check_all(kit::redactor_with({}),
                   {
                       {"account number 12345678", "account number [ACCOUNT]"},
                       {"acct: 000123456789", "acct: [ACCOUNT]"},
                       {"routing number 071123453", "routing number [ROUTING]"},
                       {"checking account 123456789012", "checking account [US_BANK_NUMBER]"},
                       {"routing 071123454", "routing 071123454"},
                       {"071123453 12345678", "071123453 12345678"},
                   });
    kit::Options options;
    options.countries = kit::CountrySet{1U << static_cast<unsigned>(kit::Country::uk)};
    kit::check_all(kit::redactor_with(options), {{"sort code 20-15-55", "sort code [UK_SORT_CODE]"},
                                                 {"20-15-55 55667788", "[UK_SORT_CODE]"},
                                                 {"on 20-11-26", "on 20-11-26"}});
}
