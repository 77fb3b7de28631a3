// Numbers of people, their devices, names and places. Numbers are made from the published rules.
#include "kit.hpp"

using kit::Entity;

TEST_CASE("social security and taxpayer numbers go when they can have been issued") {
    kit::check_all(kit::redactor_of({Entity::us_ssn, Entity::us_itin}),
                   {
                       {"536-22-8726, 536 22 8726", "[SSN], [SSN]"},
                       {"ssn 536228726", "ssn [SSN]"},
                       {"my social is 536 228726", "my social is [SSN]"},
                       {"912-70-1234", "[US_ITIN]"},
                       {"itin 912701234", "itin [US_ITIN]"},
                       {"666-22-8726 000-22-8726 536-00-8726 536-22-0000 078-05-1120 912-93-1234",
                        "666-22-8726 000-22-8726 536-00-8726 536-22-0000 078-05-1120 912-93-1234"},
                       {"536228726 536-228726 536-22 8726 A536-22-8726 536-22-87261",
                        "536228726 536-228726 536-22 8726 A536-22-8726 536-22-87261"},
                   });
}

TEST_CASE("numbers of health care prove themselves by form and check digit") {
    kit::check_all(
        kit::redactor_of({Entity::us_mbi, Entity::us_npi, Entity::dea_number}),
        {
            {"1EG4-TE5-MK73 1EG4TE5MK73", "[US_MBI] [US_MBI]"},
            {"1SG4-TE5-MK73 0EG4TE5MK73 1EG4-TE5-MK7", "1SG4-TE5-MK73 0EG4TE5MK73 1EG4-TE5-MK7"},
            {"npi 1700391125, provider 1425719832", "npi [US_NPI], provider [US_NPI]"},
            {"npi 1700391126", "npi 1700391126"},
            {"id 1700391125", "id 1700391125"},
            {"dea BK7319420", "dea [DEA]"},
            {"BK7319421 IK7319420", "BK7319421 IK7319420"},
            {"pod-BK7319420 BK7319420-x2", "pod-BK7319420 BK7319420-x2"},
        });
}

TEST_CASE("passports and licences need a word before them") {
    kit::check_all(kit::redactor_of({Entity::us_passport, Entity::us_driver_license}),
                   {
                       {"passport number C12345678", "passport number [US_PASSPORT]"},
                       {"passport 512345678", "passport [US_PASSPORT]"},
                       {"driver's license D1234567", "driver's license [US_DRIVER_LICENSE]"},
                       {"512345678 was said", "512345678 was said"},
                       {"123456 and c12345678", "123456 and c12345678"},
                   });
}

TEST_CASE("devices, cards in them and vehicles") {
    kit::check_all(
        kit::redactor_of({Entity::imei, Entity::iccid, Entity::vin}),
        {
            {"357142098832107", "[IMEI]"},
            {"35-714209-883210-7", "[IMEI]"},
            {"imei 497142098832108", "imei [IMEI]"},
            {"497142098832108 497142098832107", "[IMEI] 497142098832107"},
            {"sim 8944100012345678903 89490200001234567892", "sim [ICCID] [ICCID]"},
            {"8944100012345678904", "8944100012345678904"},
            {"1HGCP26309A123456 5YJ3E1EA2KF317000", "[VIN] [VIN]"},
            {"1HGCP26319A123456 IHGCP26309A123456", "1HGCP26319A123456 IHGCP26309A123456"},
        });
}

TEST_CASE("a wallet proves itself by its checksum") {
    kit::check_all(kit::redactor_of({Entity::crypto}),
                   {
                       {"1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNa", "[CRYPTO]"},
                       {"1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNb", "1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNb"},
                       {"bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t4", "[CRYPTO]"},
                       {"bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t5",
                        "bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t5"},
                       {"0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed", "[CRYPTO]"},
                       {"0x5aAeb6053F3E94C9b9A09f33669435E7Ef1Beaed",
                        "0x5aAeb6053F3E94C9b9A09f33669435E7Ef1Beaed"},
                   });
}

TEST_CASE("a name goes where somebody says that it is one") {
    kit::check_all(
        kit::redactor_of({Entity::person}),
        {
            {"my name is Ada Example and I call", "my name is [NAME] and I call"},
            {"my name is ada", "my name is [NAME]"},
            {"Mr. Example called, Dr Ada B. Example too", "Mr. [NAME] called, Dr [NAME] too"},
            {"hi, this is Ada calling", "hi, this is [NAME] calling"},
            {"\"caller_name\":\"Ada Example\"", "\"caller_name\":\"[NAME]\""},
            {"my name is not on the list", "my name is not on the list"},
            {"this is important, this is Very good", "this is important, this is Very good"},
            {"file name is empty", "file name is empty"},
        });
}

TEST_CASE("a date of birth goes in any form, other dates stay") {
    kit::Options options;
    options.today = 20'779; // 2026-11-22
    kit::check_all(kit::redactor_with(options),
                   {
                       {"dob 03/05/1980", "dob [DOB]"},
                       {"born on March 5th, 1980", "born on [DOB]"},
                       {"date of birth is 5 March 1980.", "date of birth is [DOB]."},
                       {"\"date_of_birth\":\"1980-03-05\"", "\"date_of_birth\":\"[DOB]\""},
                       {"birthday: 05.03.80", "birthday: [DOB]"},
                       {"dob 1980-02-31, dob 1880-01-01, born 2027-01-01",
                        "dob 1980-02-31, dob 1880-01-01, born 2027-01-01"},
                       {"on 03/05/1980 it rained", "on 03/05/1980 it rained"},
                   });
}

TEST_CASE("a street address goes with its unit, city and ZIP code") {
    kit::check_all(
        kit::redactor_of({Entity::street_address, Entity::zip_code}),
        {
            {"at 742 Evergreen Terrace.", "at [ADDRESS]."},
            {"12 N Oak St., Apt 4B, Springfield, IL 62704", "[ADDRESS]"},
            {"I live at 12 oak street", "I live at [ADDRESS]"},
            {"zip code 62704-1234", "zip code [ZIP]"},
            {"Springfield, IL 62704", "Springfield, IL [ZIP]"},
            {"took 5 Retries on 3 Hosts, 62704 rows", "took 5 Retries on 3 Hosts, 62704 rows"},
            {"5 minutes down the road", "5 minutes down the road"},
        });
}

TEST_CASE("ids of members and orders go in the profile strict") {
    kit::Options options;
    options.profile = kit::Profile::strict;
    CHECK(kit::redacted(kit::redactor_with(options), "member id: XZ-48213") ==
          "member id: [MEMBER_ID]");
    CHECK(kit::redacted(kit::redactor_with({}), "member id: XZ-48213") == "member id: XZ-48213");
}
