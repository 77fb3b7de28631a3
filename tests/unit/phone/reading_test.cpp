// What a number is worth: one fact of section 4 of the identity research after another, then the
// forms in which numbers come. That plans are followed in every detail is the oracle's to say.
#include <doctest/doctest.h>

#include <string>
#include <string_view>

#include "hark/number.hpp"

using hark::LineType;
using hark::NumberKind;
using hark::NumberReading;
using hark::NumberReason;
using hark::read_number;
using hark::Region;

namespace {

NumberReading read(std::string_view raw, std::string_view region = "US",
                   std::string_view dialled = {}) {
    return read_number(raw, Region::from(region).value(), dialled);
}

/// The number's text, empty when there is none.
std::string number(std::string_view raw, std::string_view region = "US") {
    const NumberReading reading = read(raw, region);
    CHECK((reading.kind == NumberKind::none) == reading.number.empty());
    return std::string{reading.number.text()};
}

/// Why there is no number; `in_plan` when there is one after all.
NumberReason why_none(std::string_view raw, std::string_view region = "US",
                      std::string_view dialled = {}) {
    const NumberReading reading = read(raw, region, dialled);
    CHECK(reading.number.empty() == (reading.kind == NumberKind::none));
    CHECK_FALSE((reading.kind == NumberKind::none && reading.region));
    return reading.kind == NumberKind::none ? reading.reason : NumberReason::in_plan;
}

} // namespace

TEST_SUITE_BEGIN("withheld, special and malformed");

TEST_CASE("nothing is no number") {
    for (const char* raw :
         {"", " ", "\t\r\n", "\xC2\xA0", "tel:", "sip:", "<>", "\"\" <>", ";ext=1"}) {
        CAPTURE(std::string{raw});
        CHECK(why_none(raw) == NumberReason::empty);
    }
}

TEST_CASE("a withheld number is said by a whole word, in any case") {
    for (const char* raw :
         {"anonymous", "Anonymous", "ANONYMOUS", "unavailable", "restricted", "private", "unknown",
          "blocked", "withheld", " Restricted ", "sip:anonymous@example.net",
          "\"Anonymous\" <sip:Anonymous@example.net>", "tel:unknown", "Unavailable@unknown.invalid",
          "\"+12025550100\" <sip:private@example.net>", "sip:%61nonymous@example.net"}) {
        CAPTURE(std::string{raw});
        CHECK(why_none(raw) == NumberReason::withheld_word);
    }
}

TEST_CASE("a word among others is no withheld number, and no number either") {
    for (const char* raw : {"anonymous caller", "unknown1", "+anonymous", "privat", "xanonymous"}) {
        CAPTURE(std::string{raw});
        CHECK(why_none(raw) == NumberReason::not_a_number);
    }
}

TEST_CASE("nobody calls from anonymous.invalid, whatever number stands before it") {
    for (const char* raw :
         {"sip:anonymous@anonymous.invalid", "sip:+12025550100@anonymous.invalid",
          "sip:anonymous.invalid", "\"Anonymous\" <sip:c8oqz84zk7z@Anonymous.INVALID:5060>;tag=1",
          "sips:x@anonymous.invalid;transport=tcp", "+12025550100@anonymous.invalid"}) {
        CAPTURE(std::string{raw});
        CHECK(why_none(raw) == NumberReason::withheld_host);
    }
    CHECK(number("sip:+12025550100@not.anonymous.invalid") == "+12025550100");
}

TEST_CASE("withheld words come spelled on a keypad, with or without plus and a leading 1") {
    for (const char* spelled : {"266696687", "7378742833", "2562533", "8656696", "86282452253"}) {
        const std::string word{spelled};
        for (const std::string& raw :
             {word, "+" + word, "1" + word, "+1" + word, "tel:+1" + word, " " + word + " ",
              "sip:" + word + "@example.net", "sip:%2B" + word + "@example.net"}) {
            CAPTURE(std::string{raw});
            CHECK(why_none(raw) == NumberReason::keypad_word);
        }
    }
}

TEST_CASE("a keypad word counts only as the exact whole string") {
    CHECK(number("+1 (737) 874-2833") == "+17378742833");
    CHECK(number("+17378742834") == "+17378742834");
    CHECK(number("0266696687", "FR") == "+33266696687");
    CHECK(number("+442666966871") == "+442666966871");
    CHECK(why_none("2666966877") != NumberReason::keypad_word);
}

TEST_CASE("one digit over and over is no number") {
    for (const char* raw : {"0000000000", "+0000000000", "0", "1111111", "+11111111111",
                            "222-222-2222", "(999) 999-9999", "tel:+99999999999", "8888888888",
                            "\xEF\xBC\x90\xEF\xBC\x90\xEF\xBC\x90\xEF\xBC\x90"}) {
        CAPTURE(std::string{raw});
        CHECK(why_none(raw) == NumberReason::one_digit);
    }
    SUBCASE("behind a country code, too, unless the plan has such a number") {
        CHECK(why_none("+19999999999") == NumberReason::one_digit);
        CHECK(why_none("19999999999") == NumberReason::one_digit);
        CHECK(number("+447777777777") == "+447777777777");
    }
}

TEST_CASE("fewer than seven digits are an extension or a service, not a caller") {
    for (const char* raw :
         {"911", "112", "1001", "20255", "555010", "+44123", "sip:1001@pbx.local", "12", "7"}) {
        CAPTURE(std::string{raw});
        const NumberReason reason = why_none(raw);
        CHECK((reason == NumberReason::too_short || reason == NumberReason::one_digit));
    }
    CHECK(why_none("123456", "DE") == NumberReason::too_short);
    SUBCASE("where the plan knows the number, the country code counts") {
        CHECK(number("4002", "NU") == "+6834002");
        CHECK(why_none("1110", "AT") == NumberReason::too_short); // valid, yet six digits in all
    }
}

TEST_CASE("more than fifteen digits are no number") {
    CHECK(why_none("+4915123456789012") == NumberReason::too_long);
    CHECK(why_none("+1202555010012345") != NumberReason::in_plan);
    CHECK(why_none(std::string(41, '2') + "3") == NumberReason::too_long);
    CHECK(why_none("1234567890123456789012345678901234567890123456789") == NumberReason::too_long);
}

TEST_CASE("in North America neither area nor exchange starts with 0 or 1") {
    for (const char* raw : {"0125550100", "1125550100", "2020550100", "2021550100", "+10125550100",
                            "+11125550100", "+12020550100", "+12021550100"}) {
        CAPTURE(std::string{raw});
        CHECK(why_none(raw) == NumberReason::invalid_area);
        CHECK(why_none(raw, "CA") == NumberReason::invalid_area);
    }
    CHECK(why_none("+12421550100") == NumberReason::invalid_area); // Bahamas
    CHECK(number("+442021550100") == "+442021550100");
}

TEST_CASE("a caller with the number that was called is none") {
    CHECK(why_none("+12025550100", "US", "+12025550100") == NumberReason::same_as_dialled);
    CHECK(why_none("+12025550100", "US", "(202) 555-0100") == NumberReason::same_as_dialled);
    CHECK(why_none("sip:2025550100@a", "US", "<sip:+12025550100@b>;tag=1") ==
          NumberReason::same_as_dialled);
    CHECK(why_none("+12025550100;ext=12", "US", "+12025550100") == NumberReason::same_as_dialled);
    CHECK(why_none("8005550100", "US", "1-800-555-0100") == NumberReason::same_as_dialled);
    CHECK(why_none("+12025550100", "US", "+12025550101") == NumberReason::in_plan);
    CHECK(why_none("+12025550100", "US", "anonymous") == NumberReason::in_plan);
    CHECK(why_none("+12025550100", "US", "100") == NumberReason::in_plan);
    CHECK(why_none("+12025550100", "US", "") == NumberReason::in_plan);
}

TEST_CASE("characters that belong to no number make none") {
    for (const char* raw : {"alice",
                            "alice2025550100",
                            "sip:alice@example.net",
                            "client:bob",
                            "2025550100abc",
                            "+1202555O100",
                            "202*5550100",
                            "*672025550100",
                            "+1202+5550100",
                            "null",
                            "N/A",
                            "+12025550100,123",
                            "+1 202 555 0100 / 0101x",
                            "{+12025550100}",
                            "2025550100\n1",
                            "+1202555\xFF"
                            "0100",
                            "\xC3",
                            "+1202555\xC3",
                            "-",
                            "()",
                            "+",
                            "x12",
                            "ext. 12",
                            "1-800-FLOWERS",
                            "#",
                            "<sip:+12025550100@example.net",
                            "sip:+12025550100@a@b",
                            "example.net",
                            "sip:192.0.2.1",
                            "sip:example.net",
                            "2025550100\xF0\x9F\x93\x9E"}) {
        CAPTURE(std::string{raw});
        CHECK(why_none(raw) == NumberReason::not_a_number);
    }
    CHECK(why_none(std::string_view{"+1202555\0"
                                    "0100",
                                    13}) == NumberReason::not_a_number);
}

TEST_CASE("a country calling code that nobody has makes no number") {
    CHECK(why_none("+9992025550100") == NumberReason::unknown_country);
    CHECK(why_none("+21055501001") == NumberReason::unknown_country);
    CHECK(why_none("011 999 2025550100") == NumberReason::unknown_country);
}

TEST_CASE("a length that no number of the country has makes none") {
    CHECK(why_none("202555010") == NumberReason::not_possible);
    CHECK(why_none("+1202555010") == NumberReason::not_possible);
    CHECK(why_none("+120255501001") == NumberReason::not_possible);
    CHECK(why_none("442079460123") == NumberReason::not_possible); // in the US, 12 digits
    SUBCASE("nor does a local number that lacks its area") {
        CHECK(why_none("555-0100") == NumberReason::not_possible);
        CHECK(why_none("7946 0123", "GB") == NumberReason::not_possible);
    }
}

TEST_SUITE_END();
TEST_SUITE_BEGIN("kinds of numbers");

TEST_CASE("a number of one person's line is personal") {
    const NumberReading reading = read("+447400123456");
    CHECK(reading.kind == NumberKind::personal);
    CHECK(reading.reason == NumberReason::in_plan);
    CHECK(reading.line_type == LineType::mobile);
    CHECK(reading.number.text() == "+447400123456");
    CHECK(reading.region == Region::from("GB"));
}

TEST_CASE("the plan tells the kind of line where ranges differ") {
    CHECK(read("+441212345678").line_type == LineType::landline);
    CHECK(read("+445612345678").line_type == LineType::voip);
    CHECK(read("+4915123456789").line_type == LineType::mobile);
    CHECK(read("+4930123456").line_type == LineType::landline);
    CHECK(read("+33612345678").line_type == LineType::mobile);
    CHECK(read("+33912345678").line_type == LineType::voip);
}

TEST_CASE("in the US and Canada the plan does not tell fixed from mobile") {
    CHECK(read("+12015550123").line_type == LineType::unknown);
    CHECK(read("+15062345678").line_type == LineType::unknown);
    CHECK(read("+15062345678").region == Region::from("CA"));
    CHECK(read("+12015550123").kind == NumberKind::personal);
}

TEST_CASE("555-0100 and its kin, kept for fiction, are numbers like others") {
    const NumberReading reading = read("+12025550100");
    CHECK(reading.kind == NumberKind::personal);
    CHECK(reading.reason == NumberReason::in_plan);
    CHECK(reading.line_type == LineType::unknown);
    CHECK(reading.region == Region{});
}

TEST_CASE("a personal number follows its owner over lines of any kind") {
    const NumberReading reading = read("+447012345678");
    CHECK(reading.kind == NumberKind::personal);
    CHECK(reading.line_type == LineType::unknown);
}

TEST_CASE("a toll-free number is nobody's own") {
    for (const char* raw : {"+18002345678", "(888) 234-5678", "+448001234567", "+80012345678"}) {
        CAPTURE(std::string{raw});
        const NumberReading reading = read(raw);
        CHECK(reading.kind == NumberKind::generic);
        CHECK(reading.reason == NumberReason::toll_free);
        CHECK(reading.line_type == LineType::toll_free);
        CHECK_FALSE(reading.number.empty());
    }
}

TEST_CASE("a North American area set aside for toll-free is that before the plan knows") {
    CHECK(read("+18222345678").reason == NumberReason::toll_free);
    CHECK(read("+18892345678").reason == NumberReason::toll_free);
    CHECK(read("+18222345678").kind == NumberKind::generic);
}

TEST_CASE("premium, shared-cost, company-wide, voicemail and pager numbers are nobody's own") {
    const auto check = [](const char* raw, NumberReason reason) {
        CAPTURE(std::string{raw});
        const NumberReading reading = read(raw);
        CHECK(reading.kind == NumberKind::generic);
        CHECK(reading.line_type == LineType::generic);
        CHECK(reading.reason == reason);
        CHECK_FALSE(reading.number.empty());
    };
    check("+19002345678", NumberReason::premium_rate);
    check("+491801234567", NumberReason::shared_cost);
    check("+445512345678", NumberReason::universal_access);
    check("+491779912345678", NumberReason::voicemail);
    check("+447640123456", NumberReason::pager);
}

TEST_CASE("a number of possible length in no known range is still evidence") {
    const NumberReading reading = read("+12345550100");
    CHECK(reading.number.text() == "+12345550100");
    const NumberReading unknown_area = read("+15645550100");
    CHECK(unknown_area.kind == NumberKind::personal);
    const NumberReading unassigned = read("+12000000000");
    CHECK(unassigned.reason == NumberReason::invalid_area);
    const NumberReading not_in_plan = read("+12002345678");
    CHECK(not_in_plan.kind == NumberKind::personal);
    CHECK(not_in_plan.reason == NumberReason::not_in_plan);
    CHECK(not_in_plan.line_type == LineType::unknown);
    CHECK(not_in_plan.number.text() == "+12002345678");
    CHECK_FALSE(not_in_plan.region);
}

TEST_CASE("a satellite phone is somebody's, in no country") {
    const NumberReading reading = read("+881612345678");
    CHECK(reading.kind == NumberKind::personal);
    CHECK(reading.line_type == LineType::mobile);
    CHECK_FALSE(reading.region);
}

TEST_SUITE_END();
TEST_SUITE_BEGIN("forms of numbers");

TEST_CASE("an American number is one number in all its spellings") {
    for (const char* raw : {"+12025550100",
                            "12025550100",
                            "2025550100",
                            "1 (202) 555-0100",
                            "(202) 555-0100",
                            "202.555.0100",
                            "202-555-0100",
                            "202/555-0100",
                            "+1 202 555 0100",
                            "1-202-555-0100",
                            "+1 (202) 555-0100 ",
                            "[202] 555 0100",
                            "011 1 202 555 0100",
                            "++12025550100",
                            "(+1) 202 555 0100",
                            "+1\xC2\xA0"
                            "202\xC2\xA0"
                            "555\xC2\xA0"
                            "0100",
                            "202\xE2\x80\x91"
                            "555\xE2\x80\x93"
                            "0100",
                            "\xE2\x80\xAA+12025550100\xE2\x80\xAC",
                            "202\xE2\x88\x92"
                            "555\xE2\x80\x94"
                            "0100",
                            "\xEF\xBC\x8B\xEF\xBC\x91 202 555 0100",
                            "\xEF\xBC\x92\xEF\xBC\x90\xEF\xBC\x92 555 0100",
                            "tel:+1-202-555-0100",
                            "tel:+12025550100;isub=12",
                            "tel:2025550100;phone-context=+1",
                            "tel:5550100;phone-context=+1202",
                            "tel:555-0100;phone-context=+1-202",
                            "tel:2025550100;phone-context=example.net",
                            "sip:+12025550100@example.net",
                            "sip:+12025550100@example.net;user=phone",
                            "sips:2025550100@192.0.2.1:5061",
                            "sip:12025550100@example.net:5060;transport=udp",
                            "sip:%2B12025550100@example.net",
                            "sip:+1-202-555-0100;npdi;rn=+12025550199@example.net;user=phone",
                            "sip:2025550100;phone-context=+1@example.net",
                            "sip:12025550100",
                            "<sip:+12025550100@example.net>",
                            "\"Ann Other\" <sip:+12025550100@example.net>;tag=7",
                            "\"Anonymous\" <sip:+12025550100@example.net>",
                            "Ann <tel:+12025550100>",
                            "\"5551234567\" <sip:+12025550100@example.net>",
                            "+12025550100@example.net",
                            "<sip:+12025550100@a>, <tel:+12025550199>"}) {
        CAPTURE(std::string{raw});
        CHECK(number(raw) == "+12025550100");
    }
}

TEST_CASE("digits of other scripts come out as ASCII") {
    CHECK(number("\xD9\xA2\xD9\xA0\xD9\xA2-555-0100") == "+12025550100");
    CHECK(number("\xDB\xB2\xDB\xB0\xDB\xB2-555-0100") == "+12025550100");
}

TEST_CASE("an extension makes another number, however it is written") {
    for (const char* raw :
         {"+12025550100;ext=12", "tel:+1-202-555-0100;ext=12", "202-555-0100 x12",
          "202-555-0100x12", "202-555-0100 X 12", "202-555-0100 ext. 12", "202-555-0100 ext 12",
          "2025550100 Ext:12", "2025550100 extn. 12", "2025550100 extension 12", "2025550100#12",
          "2025550100 #12", "2025550100 ext 12#", "sip:+12025550100;ext=12@example.net",
          "2025550100 x 1 2", "sip:+12025550100%2312@example.net",
          "tel:2025550100;phone-context=+1;ext=12", "202-555-0100 x\xEF\xBC\x91\xEF\xBC\x92"}) {
        CAPTURE(std::string{raw});
        CHECK(number(raw) == "+12025550100;ext=12");
    }
}

TEST_CASE("an extension is as long as its sign allows") {
    CHECK(number("+12025550100 x123456789") == "+12025550100;ext=123456789");
    CHECK(why_none("+12025550100 x1234567890") == NumberReason::not_a_number);
    CHECK(number("+12025550100;ext=12345678901234567890") ==
          "+12025550100;ext=12345678901234567890");
    CHECK(why_none("+12025550100;ext=123456789012345678901") == NumberReason::not_a_number);
    CHECK(why_none("+12025550100;ext=12a") == NumberReason::not_a_number);
    CHECK(why_none("+12025550100 ext.") == NumberReason::not_a_number);
}

TEST_CASE("a national number is read in the dialling habits of the region") {
    CHECK(number("030 123456", "DE") == "+4930123456");
    CHECK(number("020 7946 0123", "GB") == "+442079460123");
    CHECK(number("+44 (0)20 7946 0123", "DE") == "+442079460123");
    CHECK(number("06 12 34 56 78", "FR") == "+33612345678");
    CHECK(number("8 (495) 123-45-67", "RU") == "+74951234567");
    CHECK(number("0412 345 678", "AU") == "+61412345678");
    SUBCASE("in Italy the zero stays") {
        CHECK(number("06 1234 5678", "IT") == "+390612345678");
        CHECK(number("+39 06 1234 5678") == "+390612345678");
    }
    SUBCASE("in Argentina a mobile's 15 becomes a 9") {
        CHECK(number("011 15 2345-6789", "AR") == "+5491123456789");
        CHECK(number("+54 9 11 2345 6789") == "+5491123456789");
    }
    SUBCASE("in Brazil the carrier's code goes") {
        CHECK(number("0 15 11 96123-4567", "BR") == "+5511961234567");
        CHECK(number("0 11 96123-4567", "BR") == "+5511961234567");
    }
    SUBCASE("in Mexico the mobile prefix goes") {
        CHECK(number("044 222 123 4567", "MX") == "+522221234567");
        CHECK(number("01 222 123 4567", "MX") == "+522221234567");
    }
    SUBCASE("on the islands of North America the area may be left out") {
        CHECK(number("345-6789", "BS") == "+12423456789");
        CHECK(number("1 242 345 6789", "BS") == "+12423456789");
    }
}

TEST_CASE("an international prefix is that of the region") {
    CHECK(number("00 44 20 7946 0123", "DE") == "+442079460123");
    CHECK(number("011 44 20 7946 0123", "US") == "+442079460123");
    CHECK(number("0011 44 20 7946 0123", "AU") == "+442079460123");
    CHECK(number("8 10 44 20 7946 0123", "RU") == "+442079460123");
    CHECK(why_none("00 44 20 7946 0123", "US") != NumberReason::in_plan);
}

TEST_CASE("the country's own code may stand without plus") {
    CHECK(number("4930123456", "DE") == "+4930123456");
    CHECK(number("12025550100", "US") == "+12025550100");
    CHECK(number("12025550100", "CA") == "+12025550100");
}

TEST_CASE("a malformed phone-context is not guessed at") {
    CHECK(why_none("tel:5550100;phone-context=+12a2") == NumberReason::not_a_number);
    CHECK(why_none("tel:5550100;phone-context=+") == NumberReason::not_a_number);
}

TEST_CASE("a full number needs no phone-context") {
    CHECK(number("tel:+12025550100;phone-context=+44") == "+12025550100");
}

TEST_CASE("a text of any length is read in one pass") {
    const std::string name(100'000, 'a');
    CHECK(number("\"" + name + "\" <sip:+12025550100@example.net>") == "+12025550100");
    CHECK(number("sip:+12025550100@" + name) == "+12025550100");
    CHECK(why_none(name) == NumberReason::not_a_number);
    CHECK(why_none("sip:" + name + "@example.net") == NumberReason::not_a_number);
    CHECK(number(std::string(100'000, ' ') + "2025550100") == "+12025550100");
    CHECK(number("202" + std::string(100'000, '-') + "5550100") == "+12025550100");
}

TEST_SUITE_END();
