// Numbers of countries outside Europe, and several countries at once. All are made up; their check
// digits were computed apart from this code.
#include "kit.hpp"

TEST_SUITE_BEGIN("countries");

namespace {

kit::Redactor redactor_for_all() {
    kit::Options options;
    options.countries.set();
    return kit::redactor_with(options);
}

} // namespace

TEST_CASE("Australia, Canada") {
    kit::check_all(kit::redactor_for({kit::Country::au}),
                   {
                       {"TFN 483 271 500", "TFN [AU_TFN]"},
                       {"tax file number: 483271500", "tax file number: [AU_TFN]"},
                       {"TFN 483271501", "TFN 483271501"},
                       {"sequence 483271500 done", "sequence 483271500 done"},
                       {"62 901 847 008", "[AU_ABN]"},
                       {"ABN 62901847008", "ABN [AU_ABN]"},
                       {"62901847009", "62901847009"},
                       {"ACN 738 204 156", "ACN [AU_ACN]"},
                       {"ACN 738 204 157", "ACN 738 204 157"},
                       {"4827 19368 1", "[AU_MEDICARE]"},
                       {"Medicare 4827193681", "Medicare [AU_MEDICARE]"},
                       {"Medicare 4827193671", "Medicare 4827193671"},
                       {"Medicare 1827193681", "Medicare 1827193681"},
                   });
    kit::check_all(kit::redactor_for({kit::Country::ca}),
                   {
                       {"628 374 514", "[CA_SIN]"},
                       {"SIN: 628374514", "SIN: [CA_SIN]"},
                       {"SIN: 628374515", "SIN: 628374515"},
                       {"count 628374514 rows", "count 628374514 rows"},
                       {"3.628374514", "3.628374514"},
                   });
}

TEST_CASE("India") {
    kit::check_all(
        kit::redactor_for({kit::Country::in}),
        {
            {"4738 2915 0647", "[IN_AADHAAR]"},
            {"Aadhaar: 473829150647", "Aadhaar: [IN_AADHAAR]"},
            {"\xE0\xA4\x86\xE0\xA4\xA7\xE0\xA4\xBE\xE0\xA4\xB0 473829150647",
             "\xE0\xA4\x86\xE0\xA4\xA7\xE0\xA4\xBE\xE0\xA4\xB0 [IN_AADHAAR]"},
            {"4738 2915 0648", "4738 2915 0648"},
            {"ref 473829150647 ok", "ref 473829150647 ok"},
            {"KRTPM4821D", "[IN_PAN]"},
            {"pan krtpm4821d", "pan [IN_PAN]"},
            {"KRTXM4821D", "KRTXM4821D"},
            {"27KRTPM4821D1ZC", "[IN_GSTIN]"},
            {"27KRTPM4821D1ZD", "27KRTPM4821D1ZD"},
            {"77KRTPM4821D1ZC", "77KRTPM4821D1ZC"},
            {"voter id KXT4827193", "voter id [IN_VOTER]"},
            {"item KXT4827193 sold", "item KXT4827193 sold"},
            {"passport no K4827193", "passport no [IN_PASSPORT]"},
            {"passport no Q4827193", "passport no Q4827193"},
            {"vehicle MH 12 KX 4827", "vehicle [IN_VEHICLE_REGISTRATION]"},
            {"registration number: KA01K4827", "registration number: [IN_VEHICLE_REGISTRATION]"},
            {"vehicle QQ 12 KX 4827", "vehicle QQ 12 KX 4827"},
            {"MH 12 KX 4827", "MH 12 KX 4827"},
        });
}

TEST_CASE("Brazil") {
    kit::check_all(kit::redactor_for({kit::Country::br}),
                   {
                       {"482.719.360-69", "[BR_CPF]"},
                       {"CPF 48271936069", "CPF [BR_CPF]"},
                       {"482.719.360-68", "482.719.360-68"},
                       {"48.271.936/0001-83", "[BR_CNPJ]"},
                       {"48271936000183", "[BR_CNPJ]"},
                       {"48.271.936/0001-84", "48.271.936/0001-84"},
                       {"cnpj 4K.2MT.936/0001-24", "cnpj [BR_CNPJ]"},
                       {"20261122182059", "20261122182059"},
                   });
}

TEST_CASE("Korea") {
    kit::check_all(kit::redactor_for({kit::Country::kr}),
                   {
                       {"730714-2482710", "[KR_RRN]"},
                       {"7307142482710", "[KR_RRN]"},
                       {"7307142482711", "7307142482711"},
                       {"\xEC\xA3\xBC\xEB\xAF\xBC\xEB\x93\xB1\xEB\xA1\x9D\xEB\xB2\x88\xED\x98\xB8 "
                        "7307142482711",
                        "\xEC\xA3\xBC\xEB\xAF\xBC\xEB\x93\xB1\xEB\xA1\x9D\xEB\xB2\x88\xED\x98\xB8 "
                        "7307142482711"},
                       {"rrn 210714-3482711", "rrn [KR_RRN]"}, // no check digit since 2020
                       {"731314-2482710", "731314-2482710"},
                       {"730714-5482710", "[KR_FRN]"},
                       {"482-71-81938", "[KR_BRN]"},
                       {"482-71-81939", "482-71-81939"},
                       {"id 4827181938 ok", "id 4827181938 ok"},
                       {"11-04-482719-36", "[KR_DRIVER_LICENSE]"},
                       {"44-04-482719-36", "44-04-482719-36"},
                       {"passport M48271936", "passport [KR_PASSPORT]"},
                       {"passport M482K7193", "passport [KR_PASSPORT]"},
                       {"passport B48271936", "passport B48271936"},
                       {"M48271936", "M48271936"},
                   });
}

TEST_CASE("Thailand, Turkey, South Africa") {
    kit::check_all(kit::redactor_for({kit::Country::th}),
                   {
                       {"3-4827-19360-54-7", "[TH_TNIN]"},
                       {"national id 3482719360547", "national id [TH_TNIN]"},
                       {"3-4827-19360-54-8", "3-4827-19360-54-8"},
                       {"at 1732300859123 ms", "at 1732300859123 ms"},
                       {"no 3482719360547 here", "no 3482719360547 here"},
                   });
    kit::check_all(kit::redactor_for({kit::Country::tr}),
                   {
                       {"48271936000", "[TR_NATIONAL_ID]"},
                       {"TC kimlik no: 48271936000", "TC kimlik no: [TR_NATIONAL_ID]"},
                       {"48271936001", "48271936001"},
                       {"plaka 34 KT 482", "plaka [TR_LICENSE_PLATE]"},
                       {"plaka 84 KT 482", "plaka 84 KT 482"},
                       {"34 KT 482", "34 KT 482"},
                       {"0532 482 71 93", "[TR_PHONE_NUMBER]"},
                       {"05324827193", "[TR_PHONE_NUMBER]"},
                       {"905324827193", "[TR_PHONE_NUMBER]"},
                       {"telefon 5324827193", "telefon [TR_PHONE_NUMBER]"},
                       {"sum 5324827193", "sum 5324827193"},
                   });
    kit::check_all(kit::redactor_for({kit::Country::za}),
                   {
                       {"7307144827088", "[ZA_ID_NUMBER]"},
                       {"730714 4827 08 8", "[ZA_ID_NUMBER]"},
                       {"7307144827089", "7307144827089"},
                       {"7313144827088", "7313144827088"},
                   });
}

TEST_CASE("Singapore, Nigeria, the Philippines") {
    kit::check_all(kit::redactor_for({kit::Country::sg}),
                   {
                       {"S4827193F", "[SG_NRIC_FIN]"},
                       {"T4827193B", "[SG_NRIC_FIN]"},
                       {"F4827193Q", "[SG_NRIC_FIN]"},
                       {"G4827193L", "[SG_NRIC_FIN]"},
                       {"M4827193J", "[SG_NRIC_FIN]"},
                       {"nric s4827193f", "nric [SG_NRIC_FIN]"},
                       {"S4827193G", "S4827193G"},
                       {"53482719E", "[SG_UEN]"},
                       {"201948271H", "[SG_UEN]"},
                       {"T14LL4827C", "[SG_UEN]"},
                       {"T14LL4827D", "T14LL4827D"},
                       {"T14XX4827C", "T14XX4827C"},
                   });
    kit::check_all(kit::redactor_for({kit::Country::ng}),
                   {
                       {"NIN 48271936056", "NIN [NG_NIN]"},
                       {"NIN 48271936057", "NIN 48271936057"},
                       {"no 48271936056 here", "no 48271936056 here"},
                       {"plate number KXT-482MB", "plate number [NG_VEHICLE_REGISTRATION]"},
                       {"KXT-482MB", "KXT-482MB"},
                   });
    kit::check_all(kit::redactor_for({kit::Country::ph}),
                   {
                       {"0917 482 7193", "[PH_MOBILE_NUMBER]"},
                       {"09174827193", "[PH_MOBILE_NUMBER]"},
                       {"TIN 482-719-360-000", "TIN [PH_TIN]"},
                       {"TIN: 482719360", "TIN: [PH_TIN]"},
                       {"482-719-360-000", "482-719-360-000"},
                   });
}

TEST_CASE("a country that is off finds nothing") {
    kit::check_all(kit::redactor_with({}), {
                                               {"AB482719C", "AB482719C"},
                                               {"KRTPM4821D", "KRTPM4821D"},
                                               {"SIN: 628 374 514", "SIN: 628 374 514"},
                                               {"DE483027153", "DE483027153"},
                                               {"48271936000", "48271936000"},
                                           });
}

TEST_CASE("with every country on, a number is one span, and what is none stays") {
    const auto redactor = redactor_for_all();
    for (const char* text :
         {"628 374 514", "943 476 5919", "83104765286", "73071405379", "48271936069", "62901847008",
          "4738 2915 0647", "48271936L", "S4827193F", "KVNMTR82S53F205Y", "52230771K043",
          "730714-2482710", "7307144827088", "273077548219330", "48271936000183"}) {
        CAPTURE(std::string{text});
        const auto found = kit::found_in(redactor, text);
        REQUIRE(found.size() == 1);
        CHECK(found[0] == text);
    }
    for (const char* text :
         {"{\"ts\":\"2026-11-22T18:20:59.123Z\",\"level\":\"info\",\"ms\":48271}",
          "at 1732300859123 took 1732300859 ns", "20261122182059", "version 12.4.7-3 build 48271",
          "trace 4bf92f3577b34da6a3ce929d0e0e4736", "1,234,567.89 EUR for 3 items",
          "0x7f3a9c20, 64 KiB, 3 of 12", "part SN74LVC1G04, rev B2"}) {
        CAPTURE(std::string{text});
        CHECK(kit::redacted(redactor, text) == text);
    }
}

TEST_CASE("a form behind its word is found wherever a stream is cut") {
    const auto redactor = redactor_for_all();
    for (const std::string_view text :
         {"Kennzeichen: B-KX 4827\nreg AB12 KXT\n", "registration\nAB12 KXT and AB 48 27 19 C\n"}) {
        const std::string whole = kit::redacted(redactor, text);
        CHECK(whole != text);
        for (std::size_t cut = 0; cut <= text.size(); ++cut) {
            kit::Stream stream{redactor};
            std::string out;
            stream.push(text.substr(0, cut), out);
            stream.push(text.substr(cut), out);
            stream.flush(out);
            CAPTURE(cut);
            CHECK(out == whole);
        }
    }
}

TEST_SUITE_END();
