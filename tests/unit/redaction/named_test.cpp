// Entities that the caller names: a line of its own is an answer, and a form with letters speaks
// for itself. Shapes that are only digits still wait for their word inside a sentence.
#include "kit.hpp"

using kit::Entity;

TEST_CASE("a named number that is all of its line needs no word") {
    kit::check_all(kit::redactor_of({Entity::us_passport}),
                   {{"512345678", "[US_PASSPORT]"},
                    {"it is 512345678 now", "it is 512345678 now"},
                    {"51234567", "51234567"},
                    {"5123456789", "5123456789"}});
    kit::check_all(kit::redactor_of({Entity::us_bank_number}),
                   {{"one\n1234509876\ntwo", "one\n[US_BANK_NUMBER]\ntwo"},
                    {"my account number is 1234509876", "my account number is [US_BANK_NUMBER]"},
                    {"order 1234509876 came", "order 1234509876 came"},
                    {"1234567", "1234567"}});
    kit::check_all(kit::redactor_of({Entity::de_plz}),
                   {{"10115", "[DE_PLZ]"}, {"00999", "00999"}, {"in 10115 rows", "in 10115 rows"}});
    kit::check_all(kit::redactor_of({Entity::phone_number}),
                   {{"2025550143", "[PHONE]"}, {"1732300859", "1732300859"}});
}

TEST_CASE("a named form with letters speaks for itself, in capitals and whole") {
    kit::check_all(kit::redactor_of({Entity::us_driver_license}),
                   {{"he showed D1234567 to us", "he showed [US_DRIVER_LICENSE] to us"},
                    {"A123-456-78-901-0", "[US_DRIVER_LICENSE]"},
                    {"job-D1234567 d1234567", "job-D1234567 d1234567"}});
    kit::check_all(kit::redactor_of({Entity::us_passport}),
                   {{"got C12345678, thanks", "got [US_PASSPORT], thanks"},
                    {"c12345678 C1234567 CC12345678", "c12345678 C1234567 CC12345678"}});
    kit::check_all(kit::redactor_of({Entity::in_vehicle_registration}),
                   {{"MH 12 AB 1234 and KA-05-MX-7781",
                     "[IN_VEHICLE_REGISTRATION] and [IN_VEHICLE_REGISTRATION]"},
                    {"XX 12 AB 1234", "XX 12 AB 1234"}});
    kit::check_all(kit::redactor_of({Entity::tr_license_plate}),
                   {{"plate on it: 34 ABC 12", "plate on it: [TR_LICENSE_PLATE]"},
                    {"82 ABC 12, 34 ABCD 12", "82 ABC 12, 34 ABCD 12"}});
    kit::check_all(kit::redactor_of({Entity::ng_vehicle_registration}),
                   {{"ABC-123DE", "[NG_VEHICLE_REGISTRATION]"}, {"AB-123DE", "AB-123DE"}});
    kit::check_all(kit::redactor_of({Entity::de_tax_number}),
                   {{"93/815/08152", "[DE_TAX_NUMBER]"}, {"9319/4551/541138", "9319/4551/541138"}});
}

TEST_CASE("a named form is found around short runs of digits, with no other rule there") {
    kit::check_all(kit::redactor_of({Entity::es_nie}),
                   {{"Y-4827193-J", "[ES_NIE]"}, {"Y-4827193-K", "Y-4827193-K"}});
}

TEST_CASE("a named number with a check digit needs no word anywhere") {
    kit::check_all(
        kit::redactor_of({Entity::uk_nhs}),
        {{"it is 9434765919.", "it is [UK_NHS]."}, {"it is 9434765918.", "it is 9434765918."}});
    kit::check_all(kit::redactor_of({Entity::uk_nino}),
                   {{"(ab123456c)", "([UK_NINO])"}, {"(gb123456c)", "(gb123456c)"}});
    kit::check_all(kit::redactor_of({Entity::dea_number}),
                   {{"BK7319420", "[DEA]"}, {"pod-BK7319420", "pod-BK7319420"}});
}

TEST_CASE("an address of the web goes without its scheme when it is asked for") {
    kit::check_all(kit::redactor_of({Entity::url}),
                   {{"see example.com/a?b=c, or shop.example.io.", "see [URL], or [URL]."},
                    {"main.cpp node.js e.g. 3.14 a.b logger.info(x)",
                     "main.cpp node.js e.g. 3.14 a.b logger.info(x)"},
                    {"ana@example.com", "ana@example.com"},
                    {"com.example.Main", "com.example.Main"}});
    CHECK(kit::redacted(kit::redactor_with({}), "see example.com") == "see example.com");
}

TEST_CASE("phones of one country, with its code or without") {
    kit::check_all(kit::redactor_of({Entity::tr_phone_number}),
                   {{"+90 532 123 45 67", "[TR_PHONE_NUMBER]"},
                    {"0(532) 123 45 67", "[TR_PHONE_NUMBER]"},
                    {"+90 (532) 123 45 67", "[TR_PHONE_NUMBER]"},
                    {"+91 532 123 45 67", "+91 532 123 45 67"}});
    kit::check_all(kit::redactor_of({Entity::ph_mobile_number}),
                   {{"+63 917 123 4567", "[PH_MOBILE_NUMBER]"},
                    {"0917-123-4567", "[PH_MOBILE_NUMBER]"},
                    {"+64 917 773 3355", "+64 917 773 3355"},
                    {"08546582262", "08546582262"}});
}

TEST_CASE("personal numbers of people over a hundred have a plus") {
    kit::check_all(
        kit::redactor_of({Entity::fi_personal_identity_code}),
        {{"131052+308T", "[FI_PERSONAL_IDENTITY_CODE]"}, {"131052+308U", "131052+308U"}});
    kit::check_all(kit::redactor_of({Entity::se_personnummer}),
                   {{"121212+1212", "[SE_PERSONNUMMER]"}, {"121212+1213", "121212+1213"}});
}
