// Payment card numbers: forms, brands, and what only looks like one. The numbers are those that the
// brands publish for testing, or made from a range and its check digit.
#include "kit.hpp"

TEST_SUITE_BEGIN("card numbers");

TEST_CASE("a card number goes in every way of writing it") {
    const auto redactor = kit::redactor_with({});
    kit::check_all(redactor, {
                                 {"4111111111111111", "[CARD]"},
                                 {"pay with 4111 1111 1111 1111 please", "pay with [CARD] please"},
                                 {"4111-1111-1111-1111.", "[CARD]."},
                                 {"4111.1111.1111.1111", "[CARD]"},
                                 {"(4111111111111111)", "([CARD])"},
                                 {"card=4111111111111111;cvv", "card=[CARD];cvv"},
                                 {"{\"card\":\"4111111111111111\"}", "{\"card\":\"[CARD]\"}"},
                                 {"3782 822463 10005", "[CARD]"},
                             });
}

TEST_CASE("every brand's lengths and leading digits are known") {
    const auto redactor = kit::redactor_of({kit::Entity::credit_card});
    for (const char* number :
         {"4222222222222", "4111111111111111", "5555555555554444", "5105105105105100",
          "2223003122003222", "2720990000000007", "378282246310005", "341111111111111",
          "6011111111111117", "6011000990139424", "3530111333300000", "3566002020360505",
          "30569309025904", "38520000023237", "36227206271667", "6200000000000005",
          "2200000000000004"}) {
        CAPTURE(std::string{number});
        CHECK(kit::redacted(redactor, number) == "[CARD]");
    }
}

TEST_CASE("digits that no brand issued, or whose check digit is wrong, stay") {
    const auto redactor = kit::redactor_with({});
    for (const char* text :
         {"4111111111111112", "1111111111111117", "0000000000000000", "4444444444444444",
          "1732300859123", "20261122182059123", "9111111111111111", "411111111111111",
          "41111111111111111111", "A4111111111111111", "4111111111111111B", "id-4111111111111111",
          "3.4111111111111111", "4111111111111111.25", "4111_1111_1111_1111",
          "4111 1111  1111 1111", "4111-1111 1111 1111"}) {
        CAPTURE(std::string{text});
        CHECK(kit::redacted(redactor, text) == text);
    }
}

TEST_CASE("a card is found among other digits of the same run") {
    const auto redactor = kit::redactor_of({kit::Entity::credit_card});
    kit::check_all(redactor,
                   {
                       {"202 555 0100 4111 1111 1111 1111 12 27", "202 555 0100 [CARD] 12 27"},
                       {"1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20 4111111111111111",
                        "1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20 [CARD]"},
                       {"11112222333344445555666677778888 4111111111111111",
                        "11112222333344445555666677778888 [CARD]"},
                   });
}

TEST_CASE("digits in ones and twos are a card only after a word that says so") {
    const auto redactor = kit::redactor_with({});
    kit::check_all(redactor, {
                                 {"41 11 11 11 11 11 11 11", "41 11 11 11 11 11 11 11"},
                                 {"card: 41 11 11 11 11 11 11 11", "card: [CARD]"},
                             });
}

TEST_CASE("a word before it makes a card surer") {
    const auto redactor = kit::redactor_with({});
    kit::Scratch scratch;
    std::vector<kit::Span> spans;
    redactor.find("my Visa is 4111111111111111", scratch, spans);
    REQUIRE(spans.size() == 1);
    CHECK(spans[0].score == 99);
    CHECK(kit::rule_name(spans[0].rule) == "card_luhn");
    redactor.find("4111111111111111", scratch, spans);
    REQUIRE(spans.size() == 1);
    CHECK(spans[0].score == 80);
    CHECK(scratch.counters().by_entity[0] == 2);
}

TEST_SUITE_END();
TEST_SUITE_BEGIN("placeholders");

TEST_CASE("a tag is the same for one number in all its spellings, and another for another") {
    const hark::Secret key = hark::Secret::random();
    kit::Options options;
    options.placeholder = kit::Placeholder::keyed_tag;
    CHECK_FALSE(kit::Redactor::make(options).ok());
    options.tag_key = &key;
    const auto redactor = kit::redactor_with(options);
    const std::string one = kit::redacted(redactor, "4111111111111111");
    CHECK(one.size() == std::string_view{"[CARD:a1b2c3d4]"}.size());
    CHECK(kit::redacted(redactor, "4111 1111 1111 1111") == one);
    CHECK(kit::redacted(redactor, "5555555555554444") != one);
    const hark::Secret other_key = hark::Secret::random();
    options.tag_key = &other_key;
    CHECK(kit::redacted(kit::redactor_with(options), "4111111111111111") != one);
}

TEST_CASE("a mask keeps the length, a dropped value leaves nothing") {
    kit::Options options;
    options.placeholder = kit::Placeholder::mask;
    CHECK(kit::redacted(kit::redactor_with(options), "a 4111 1111 1111 1111 b") ==
          "a ******************* b");
    options.placeholder = kit::Placeholder::drop;
    CHECK(kit::redacted(kit::redactor_with(options), "a 4111111111111111 b") == "a  b");
    std::string text = "a 4111111111111111 b";
    kit::Scratch scratch;
    CHECK(kit::redactor_with({}).mask_in_place(text, scratch) == 1);
    CHECK(text == "a **************** b");
}

TEST_CASE("a buffer that is too small holds nothing of the text") {
    const auto redactor = kit::redactor_with({});
    kit::Scratch scratch;
    std::string small(10, 'x'), fitting(15, 'x');
    constexpr std::string_view text = "hello, 4111111111111111";
    CHECK(redactor.redact_into(text, scratch, small) == 13);
    CHECK(small == "**********");
    CHECK(redactor.redact_into(text, scratch, fitting) == 13);
    CHECK(fitting == "hello, [CARD]xx");
}

TEST_CASE("the profile for tests lets everything pass") {
    kit::Options options;
    options.profile = kit::Profile::off_for_tests;
    CHECK(kit::redacted(kit::redactor_with(options), "4111111111111111") == "4111111111111111");
}

TEST_SUITE_END();
