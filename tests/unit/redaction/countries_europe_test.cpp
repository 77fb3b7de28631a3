// Numbers of European countries. All are made up; their check digits were computed apart from this
// code.
#include "kit.hpp"

TEST_SUITE_BEGIN("countries");

TEST_CASE("United Kingdom: health service number") {
    kit::check_all(kit::redactor_for({kit::Country::uk}),
                   {
                       {"943 476 5919", "[UK_NHS]"},
                       {"the patient is 943-476-5919.", "the patient is [UK_NHS]."},
                       {"NHS number: 9434765919", "NHS number: [UK_NHS]"},
                       {"943 476 5918", "943 476 5918"},
                       {"order 9434765919 shipped", "order 9434765919 shipped"},
                       {"NHS 9434765918", "NHS 9434765918"},
                       {"X9434765919", "X9434765919"},
                   });
}

TEST_CASE("United Kingdom: National Insurance number") {
    kit::check_all(kit::redactor_for({kit::Country::uk}),
                   {
                       {"it is AB482719C.", "it is [UK_NINO]."},
                       {"AB 48 27 19 C", "[UK_NINO]"},
                       {"AB48 27 19C", "[UK_NINO]"},
                       {"nino ab482719c", "nino [UK_NINO]"},
                       {"national insurance number is ab 48 27 19 c",
                        "national insurance number is [UK_NINO]"},
                       {"AB482719E", "AB482719E"},
                       {"DB482719C", "DB482719C"},
                       {"AO482719C", "AO482719C"},
                       {"GB482719C", "GB482719C"},
                       {"ab482719c", "ab482719c"},
                       {"part-AB482719C", "part-AB482719C"},
                   });
}

TEST_CASE("United Kingdom: driver number, passport") {
    kit::check_all(
        kit::redactor_for({kit::Country::uk}),
        {
            {"KVINT707143KM9TX", "[UK_DRIVING_LICENCE]"},
            {"licence KVI99 757143 K99 9TX", "licence KVI99 757143 K99 9TX"},
            {"driving licence KVI99 757143 K9 9TX", "driving licence [UK_DRIVING_LICENCE]"},
            {"KVINT713143KM9TX", "KVINT713143KM9TX"},
            {"KVINT702313KM9TX", "KVINT702313KM9TX"},
            {"passport number 482719360", "passport number [UK_PASSPORT]"},
            {"passport: 48271936", "passport: 48271936"},
            {"invoice 482719360", "invoice 482719360"},
        });
}

TEST_CASE("United Kingdom: postcode") {
    kit::check_all(kit::redactor_for({kit::Country::uk}),
                   {
                       {"4 Mill Lane, LS7 4QX", "[ADDRESS], [UK_POSTCODE]"},
                       {"EC1A 4QX", "[UK_POSTCODE]"},
                       {"M1 4QX and W1T 4QX and BS34 7QX",
                        "[UK_POSTCODE] and [UK_POSTCODE] and [UK_POSTCODE]"},
                       {"postcode ls7 4qx", "postcode [UK_POSTCODE]"},
                       {"my postcode is LS74QX", "my postcode is [UK_POSTCODE]"},
                       {"QX7 4QX", "QX7 4QX"},
                       {"LS7 4CX", "LS7 4CX"},
                       {"ls7 4qx", "ls7 4qx"},
                       {"gate A1 4PM", "gate A1 4PM"},
                   });
}

TEST_CASE("United Kingdom: registration mark") {
    kit::check_all(
        kit::redactor_for({kit::Country::uk}),
        {
            {"vehicle registration AB12 KXT", "vehicle registration [UK_VEHICLE_REGISTRATION]"},
            {"reg: kv73xtm", "reg: [UK_VEHICLE_REGISTRATION]"},
            {"number plate K482 KXT", "number plate [UK_VEHICLE_REGISTRATION]"},
            {"registration\nAB12 KXT", "registration\n[UK_VEHICLE_REGISTRATION]"},
            {"AB12 KXT", "AB12 KXT"},
            {"registration AB45 KXT", "registration AB45 KXT"},
        });
}

TEST_CASE("Germany: numbers with a check digit") {
    kit::check_all(
        kit::redactor_for({kit::Country::de}),
        {
            {"83104765286", "[DE_TAX_ID]"},
            {"Steuer-ID 83 104 765 286", "Steuer-ID [DE_TAX_ID]"},
            {"83104765287", "83104765287"},
            {"12345678903", "12345678903"},
            {"11112345678", "11112345678"},
            {"DE483027153", "[DE_VAT_ID]"},
            {"USt-IdNr. DE 483 027 153", "USt-IdNr. [DE_VAT_ID]"},
            {"DE483027154", "DE483027154"},
            {"52230771K043", "[DE_SOCIAL_SECURITY]"},
            {"52 230771 K 04 3", "[DE_SOCIAL_SECURITY]"},
            {"52230771K044", "52230771K044"},
            {"52311371K043", "52311371K043"},
            {"Versichertennummer M482710362", "Versichertennummer [DE_HEALTH_INSURANCE]"},
            {"Versichertennummer M482710363", "Versichertennummer M482710363"},
            {"id M482710362 ok", "id M482710362 ok"},
            {"F\xC3\xBChrerschein F274K8M3T62", "F\xC3\xBChrerschein [DE_FUEHRERSCHEIN]"},
            {"F274K8M3T62", "[DE_FUEHRERSCHEIN]"},
            {"F274K8M3T72", "F274K8M3T72"},
        });
}

TEST_CASE("Germany: documents, offices, places") {
    kit::check_all(kit::redactor_for({kit::Country::de}),
                   {
                       {"Personalausweis L7XK2M40T6", "Personalausweis [DE_ID_CARD]"},
                       {"Personalausweis L7XK2M40T", "Personalausweis [DE_ID_CARD]"},
                       {"Personalausweis L7XK2M40T7", "Personalausweis L7XK2M40T7"},
                       {"Reisepass C4F8R2HK1", "Reisepass [DE_PASSPORT]"},
                       {"C4F8R2HK1 was seen", "C4F8R2HK1 was seen"},
                       {"Steuernummer 48/271/93605", "Steuernummer [DE_TAX_NUMBER]"},
                       {"48/271/93605", "48/271/93605"},
                       {"LANR 482715201", "LANR [DE_LANR]"},
                       {"LANR 482716201", "LANR 482716201"},
                       {"BSNR: 482719300", "BSNR: [DE_BSNR]"},
                       {"482719300 bytes", "482719300 bytes"},
                       {"Amtsgericht, HRB 48271", "Amtsgericht, [DE_HANDELSREGISTER]"},
                       {"HRB 48271 B.", "[DE_HANDELSREGISTER]."},
                       {"HRB steht hier", "HRB steht hier"},
                       {"HRB 48271936", "HRB 48271936"},
                       {"PLZ 80482", "PLZ [DE_PLZ]"},
                       {"80482 Stimmen", "80482 Stimmen"},
                       {"PLZ 00482", "PLZ 00482"},
                   });
}

TEST_CASE("Germany: plates") {
    kit::check_all(kit::redactor_for({kit::Country::de}),
                   {
                       {"Kennzeichen: B-KX 4827", "Kennzeichen: [DE_KFZ]"},
                       {"Kennzeichen M\xC3\x9C-KX 482", "Kennzeichen [DE_KFZ]"},
                       {"kfz hh kx 482", "kfz [DE_KFZ]"},
                       {"Kennzeichen HH-KX 48E", "Kennzeichen [DE_KFZ]"},
                       {"B-KX 4827", "B-KX 4827"},
                       {"Kennzeichen ist 4827", "Kennzeichen ist 4827"},
                   });
}

TEST_CASE("Spain") {
    kit::check_all(kit::redactor_for({kit::Country::es}),
                   {
                       {"48271936L", "[ES_NIF]"},
                       {"DNI 48271936-L", "DNI [ES_NIF]"},
                       {"48271936-L", "[ES_NIF]"},
                       {"dni 48.271.936-l", "dni [ES_NIF]"},
                       {"L4827193E", "[ES_NIF]"},
                       {"48271936M", "48271936M"},
                       {"Y4827193J", "[ES_NIE]"},
                       {"Y-4827193-J", "[ES_NIE]"},
                       {"Y4827193K", "Y4827193K"},
                       {"A-Y4827193J", "A-Y4827193J"},
                       {"pasaporte XKT482719", "pasaporte [ES_PASSPORT]"},
                       {"code XKT482719", "code XKT482719"},
                   });
}

TEST_CASE("Italy") {
    kit::check_all(
        kit::redactor_for({kit::Country::it}),
        {
            {"KVNMTR82S53F205Y", "[IT_FISCAL_CODE]"},
            {"KVN MTR 82S53 F205Y", "[IT_FISCAL_CODE]"},
            {"codice fiscale kvnmtr82s53f20rt", "codice fiscale [IT_FISCAL_CODE]"},
            {"KVNMTR82S53F205Z", "KVNMTR82S53F205Z"},
            {"KVNMTR82X53F205Y", "KVNMTR82X53F205Y"},
            {"partita IVA 48271930157", "partita IVA [IT_VAT_CODE]"},
            {"IT48271930157", "[IT_VAT_CODE]"},
            {"48271930158", "48271930158"},
            {"carta d'identit\xC3\xA0 CA48271KX", "carta d'identit\xC3\xA0 [IT_IDENTITY_CARD]"},
            {"CA48271KX", "CA48271KX"},
            {"passaporto YA4827193", "passaporto [IT_PASSPORT]"},
            {"YA4827193", "YA4827193"},
            {"patente U14827KX3M", "patente [IT_DRIVER_LICENSE]"},
            {"U14827KX3M", "U14827KX3M"},
        });
}

TEST_CASE("Poland, Finland, Sweden") {
    kit::check_all(kit::redactor_for({kit::Country::pl}),
                   {
                       {"73071405379", "[PL_PESEL]"},
                       {"PESEL: 73071405379", "PESEL: [PL_PESEL]"},
                       {"73071405378", "73071405378"},
                       {"73131405379", "73131405379"},
                       {"48731234567", "48731234567"},
                   });
    kit::check_all(kit::redactor_for({kit::Country::fi}),
                   {
                       {"230771-482B", "[FI_PERSONAL_IDENTITY_CODE]"},
                       {"230705A482A", "[FI_PERSONAL_IDENTITY_CODE]"},
                       {"hetu 230771-482b", "hetu [FI_PERSONAL_IDENTITY_CODE]"},
                       {"230771-482C", "230771-482C"},
                       {"320771-482B", "320771-482B"},
                       {"230705G482A", "230705G482A"},
                   });
    kit::check_all(kit::redactor_for({kit::Country::se}),
                   {
                       {"730714-4829", "[SE_PERSONNUMMER]"},
                       {"7307144829", "[SE_PERSONNUMMER]"},
                       {"19730714-4829", "[SE_PERSONNUMMER]"},
                       {"730714-4828", "730714-4828"},
                       {"731314-4829", "731314-4829"},
                       {"556482-7318", "[SE_ORGANISATIONSNUMMER]"},
                       {"orgnr 5564827318", "orgnr [SE_ORGANISATIONSNUMMER]"},
                       {"id 5564827318 ok", "id 5564827318 ok"},
                       {"556482-7319", "556482-7319"},
                   });
}

TEST_CASE("France, Belgium, the Netherlands") {
    kit::check_all(kit::redactor_for({kit::Country::fr}),
                   {
                       {"273077548219330", "[FR_NIR]"},
                       {"2 73 07 75 482 193 30", "[FR_NIR]"},
                       {"273072A48219387", "[FR_NIR]"},
                       {"2 73 07 2A 482 193 87", "[FR_NIR]"},
                       {"273077548219331", "273077548219331"},
                       {"273137548219330", "273137548219330"},
                   });
    kit::check_all(kit::redactor_for({kit::Country::be}),
                   {
                       {"73.07.14-482.01", "[BE_NATIONAL_NUMBER]"},
                       {"05071448257", "[BE_NATIONAL_NUMBER]"},
                       {"73.07.14-482.02", "73.07.14-482.02"},
                       {"73.13.14-482.01", "73.13.14-482.01"},
                   });
    kit::check_all(kit::redactor_for({kit::Country::nl}),
                   {
                       {"BSN 482719357", "BSN [NL_BSN]"},
                       {"482719357", "[NL_BSN]"},
                       {"BSN 482719358", "BSN 482719358"},
                       {"ticket 482719357 closed", "ticket 482719357 closed"},
                   });
}

TEST_SUITE_END();
