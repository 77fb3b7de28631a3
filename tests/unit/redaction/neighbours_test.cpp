// A word announces its own value: not that of another field, not that of the next line. An id is no
// card because it passes a check.
#include "kit.hpp"

TEST_CASE("a word in one field announces nothing in another") {
    kit::check_all(
        kit::redactor_with({}),
        {
            {R"({"msg":"phone line 20 busy","count":4591046015})",
             R"({"msg":"phone line 20 busy","count":4591046015})"},
            {R"({"name":"phone","value":"2025550143"})", R"({"name":"phone","value":"[PHONE]"})"},
            {R"({"msg":"passport scan","part":"512345678"})",
             R"({"msg":"passport scan","part":"512345678"})"},
            {"msg=\"phone line 12 busy\" rtt=9400704255",
             "msg=\"phone line 12 busy\" rtt=9400704255"},
            {"tax id=912-70-1234", "tax id=[US_ITIN]"},
        });
}

TEST_CASE("a word announces the next line only from the end of its own") {
    kit::check_all(kit::redactor_with({}),
                   {
                       {"account check took 3 ms\n[1709050954658] next",
                        "account check took 3 ms\n[1709050954658] next"},
                       {"Account number:\n1709050954", "Account number:\n[ACCOUNT]"},
                       {"passport\n512345678", "passport\n[US_PASSPORT]"},
                   });
}

TEST_CASE("ids that pass a card's check are no cards") {
    kit::check_all(
        kit::redactor_with({}),
        {
            {"562-0791992-1427229", "562-0791992-1427229"},
            {"upc 694028556264 scanned", "upc 694028556264 scanned"},
            {"order number 5018000000007", "order number 5018000000007"},
            {R"({"txn":"4111111111111111"})", R"({"txn":"4111111111111111"})"},
            {"4419 6909 7831 0538", "4419 6909 7831 0538"},
            {"my card number is 4111 1111 1111 1112", "my card number is 4111 1111 1111 1112"},
            {"pay with 676770000005 please", "pay with [CARD] please"},
            {"extension 4781 registered, expires 3600", "extension 4781 registered, expires 3600"},
            {"born on 13/45/1980", "born on 13/45/1980"},
        });
}

TEST_CASE("what is counted is no number of somebody") {
    kit::check_all(kit::redactor_with({}),
                   {
                       {"the zip file has 79410 bytes", "the zip file has 79410 bytes"},
                       {"account took 123456 ms", "account took 123456 ms"},
                       {"zip 79410", "zip [ZIP]"},
                   });
}

TEST_CASE("check digits are asked for where the issuer has them") {
    kit::check_all(kit::redactor_with({}),
                   {
                       {"vin 1HGCP26319A123456", "vin 1HGCP26319A123456"},
                       {"vin WVWZZZ1JZXW000001", "vin [VIN]"},
                       {"medical license AB1234567", "medical license AB1234567"},
                       {"medical license A12345", "medical license [MEDICAL_LICENSE]"},
                   });
}
