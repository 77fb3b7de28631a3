// Spoken numbers within one text: what goes, and what ordinary speech keeps.
#include "kit.hpp"

TEST_SUITE_BEGIN("spoken numbers");

TEST_CASE("a card goes in every way of saying it") {
    const auto redactor = kit::redactor_with({});
    kit::check_all(
        redactor,
        {
            {"it is four one one one one one one one one one one one one one one one thanks",
             "it is [CARD] thanks"},
            {"four-one-one-one one-one-one-one one-one-one-one one-one-one-one", "[CARD]"},
            {"4111 one one one one 1111 one one one one", "[CARD]"},
            {"four triple one, double one double one, 1111, one one one one", "[CARD]"},
            {"so um four one one one, uh, one one one one and then one one one one okay one one "
             "one "
             "one",
             "so um [CARD]"},
            {"forty one eleven eleven eleven eleven eleven eleven eleven", "[CARD]"},
            {"fifty five fifty five, fifty five fifty five, fifty five fifty five, forty four "
             "forty "
             "four",
             "[CARD]"},
            {"three seven eight two, eight two two four six three, one oh oh oh five", "[CARD]"},
            {"Four One One One One One One One One One One One One One One One", "[CARD]"},
            {"the first four are four one one one, the next ones are one one one one, one one one "
             "one, and last one one one one",
             "the first four are [CARD], the next ones are [CARD], and last [CARD]"},
        });
}

TEST_CASE("both tries of a corrected card go") {
    const auto redactor = kit::redactor_with({});
    kit::check_all(
        redactor, {
                      {"four one one one one one one two no sorry four one one one one one one one "
                       "one one one one one one one one",
                       "[CARD]"},
                      {"four one one one, scratch that, four one one one one one one one one one "
                       "one one one one one one",
                       "[CARD]"},
                  });
}

TEST_CASE("short numbers go where a word says what they are") {
    const auto redactor = kit::redactor_with({});
    kit::check_all(
        redactor,
        {
            {"my cvv is three two one", "my cvv is [CVV]"},
            {"the security code on my card is seven twenty",
             "the security code on my "
             "card is [CVV]"},
            {"three digits on the back are nine oh two",
             "three digits on the back are "
             "[CVV]"},
            {"it expires oh four twenty seven", "it expires [EXPIRY]"},
            {"expiration date april twenty twenty seven", "expiration date [EXPIRY]"},
            {"my pin is four double oh seven", "my pin is [PIN]"},
            {"social is one two three, four five, six seven eight nine", "social is [SSN]"},
            {"the last four of my social are one two three four",
             "the last four of my social are [SSN_LAST4]"},
            {"call me at five five five oh one two three", "call me at [PHONE]"},
            {"account number one two three four five six seven eight", "account number [ACCOUNT]"},
            {"zip code nine oh two one oh", "zip code [ZIP]"},
            {"born on march third nineteen eighty five", "born on [DOB]"},
            {"four one one seven is my pin number", "[PIN] is my pin number"},
            {"my address is twelve forty main street", "my address is [ADDRESS]"},
        });
}

TEST_CASE("ten spoken digits are a telephone number without a word") {
    const auto redactor = kit::redactor_with({});
    kit::check_all(redactor, {
                                 {"it's four one five five five five oh one three two thanks",
                                  "it's [PHONE] thanks"},
                             });
}

TEST_CASE("addresses and names that are spelled go") {
    const auto redactor = kit::redactor_with({});
    kit::check_all(
        redactor,
        {
            {"write to john dot smith at gmail dot com please", "write to [EMAIL] please"},
            {"it is j o h n underscore four two at example dot co dot uk", "it is [EMAIL]"},
            {"my last name is spelled n v i d i a", "my last name is spelled [NAME]"},
            {"last name s as in sam m as in mary i t h", "last name [NAME]"},
            {"passport alpha bravo one two three four five six", "passport [US_PASSPORT]"},
        });
}

TEST_CASE("ordinary speech stays as it is") {
    const auto redactor = kit::redactor_with({});
    for (const char* text : {"no one told me, one moment please",
                             "for the third time I want two of them",
                             "that is twenty five dollars and ninety nine cents",
                             "a hundred and twenty five percent",
                             "we are open from nine to five",
                             "at ten thirty or eleven fifteen",
                             "in nineteen eighty five",
                             "it was twenty twenty four or twenty twenty five",
                             "I have two kids and three dogs",
                             "I waited forty five minutes, then another thirty",
                             "press one for sales, two for service",
                             "two hundred thousand people called",
                             "one or two, three at most",
                             "one two three testing",
                             "one two three four five six seven eight nine ten",
                             "I called four times in two days",
                             "my card has a limit of five thousand dollars",
                             "the pin is on the map",
                             "call me at five thirty pm",
                             "I live at the end of the road",
                             "my order number is four five five one two nine eight seven two",
                             "oh my god, oh no, to be or not to be",
                             "seven of the nine items",
                             "chapter eleven, page forty",
                             "look at the dot on the card",
                             "he won too much for one day",
                             "twenty four seven support",
                             "I was born to run",
                             "my account is past due by thirty days",
                             "the flight leaves at six forty five and lands at nine fifty",
                             "that will be one hundred and nine dollars and fifty cents",
                             "Between 1 and 2 of the 3 agents, 4 or 5 calls, 6 or 7 tickets",
                             "the card expires in thirty days",
                             "I'll be there in two or three hours, four at the latest"}) {
        CAPTURE(std::string{text});
        CHECK(kit::redacted(redactor, text) == text);
    }
}

TEST_CASE("log lines with loose numbers stay as they are") {
    const auto redactor = kit::redactor_with({});
    for (const char* text :
         {"2026-11-22 18:20:59,123 INFO took 1234 ms for 5678 rows 9012 and 3456",
          "{\"sizes\":[4111, 1111, 1111, 1111],\"took\": 321}", "tick 100 200 300 400 500 600",
          "queue 4111 wait 1111 served 1111 dropped 1111"}) {
        CAPTURE(std::string{text});
        CHECK(kit::redacted(redactor, text) == text);
    }
}

TEST_CASE("a run without end is read in linear time and found") {
    const auto redactor = kit::redactor_of({kit::Entity::credit_card});
    std::string text;
    for (int time = 0; time < 4000; ++time)
        text += time % 7 == 0 ? "four " : "one ";
    kit::Scratch scratch;
    std::vector<kit::Span> spans;
    redactor.find(text, scratch, spans);
    CHECK_FALSE(spans.empty());
}

TEST_SUITE_END();
