// Keyed digits in the forms of logs, and streams of what is spoken and keyed.
#include "kit.hpp"

TEST_SUITE_BEGIN("keyed digits");

TEST_CASE("keys go in every form in which a log has them") {
    const auto redactor = kit::redactor_with({});
    kit::check_all(
        redactor,
        {
            {"digits=4117 ok", "digits=[PIN] ok"},
            {"digits=4111111111111111", "digits=[CARD]"},
            {"\"digits\":\"90210\"", "\"digits\":\"[PIN]\""},
            {"dtmf=4 dtmf=1 dtmf=1 dtmf=7", "dtmf=[PIN] dtmf=[PIN] dtmf=[PIN] dtmf=[PIN]"},
            {"dtmf: 4 1 1 7", "dtmf: [PIN]"},
            {"18:20:59.123 DTMF end '4' received\n18:20:59.423 DTMF end '1' received\n"
             "18:20:59.723 DTMF end '7' received\n",
             "18:20:59.123 DTMF end '[PIN]' received\n18:20:59.423 DTMF end '[PIN]' received\n"
             "18:20:59.723 DTMF end '[PIN]' received\n"},
            {"rfc4733 event=4 end", "rfc4733 event=[PIN] end"},
            {"Signal=5\r\nDuration=160\r\n", "Signal=[PIN]\r\nDuration=160\r\n"},
            {"{\"event\":\"dtmf\",\"digit\":\"4\"}\n{\"event\":\"dtmf\",\"digit\":\"1\"}\n"
             "{\"event\":\"dtmf\",\"digit\":\"1\"}",
             "{\"event\":\"dtmf\",\"digit\":\"[PIN]\"}\n{\"event\":\"dtmf\",\"digit\":\"[PIN]\"}\n"
             "{\"event\":\"dtmf\",\"digit\":\"[PIN]\"}"},
        });
}

TEST_CASE("a choice in a menu and words of every day stay") {
    const auto redactor = kit::redactor_with({});
    for (const char* text :
         {"dtmf=1 menu=main", "{\"event\":\"dtmf\",\"digit\":\"2\"}", "digits=2",
          "the signal 5 bars", "dtmf duration=160 ms", "dtmf mode rfc2833 payload 101",
          "signals=900", "dtmf=1\nother line\ndtmf=2\nother line\ndtmf=3\n",
          "three digits 123abc"}) {
        CAPTURE(std::string{text});
        CHECK(kit::redacted(redactor, text) == text);
    }
}

TEST_CASE("spoken and keyed digits in a stream cut anywhere are what they are in the whole") {
    const auto redactor = kit::redactor_with({});
    for (const std::string_view text :
         {"a dtmf=4\nb dtmf=1\nc dtmf=1\nd\n", "x\ndtmf=1\ny dtmf=2 dtmf=3 dtmf=4",
          "it is four one one one one one one one one one one one one one one one\nmy cvv is "
          "three two one\n",
          "Signal=4\r\nDuration=160\r\n"}) {
        const std::string whole = kit::redacted(redactor, text);
        CHECK(whole != text);
        for (std::size_t cut = 0; cut <= text.size(); ++cut) {
            kit::Stream stream{redactor};
            std::string out;
            stream.push(text.substr(0, cut), out);
            stream.push(text.substr(cut), out);
            stream.flush(out);
            CAPTURE(cut);
            REQUIRE(out == whole);
        }
    }
}

TEST_SUITE_END();
