// Digits and joiners in Unicode disguise.
#include "lib/redaction/fold.hpp"

#include "kit.hpp"

TEST_CASE("digits and joiners of other scripts and of word processors count as their ASCII twins") {
    const auto redactor = kit::redactor_with({});
    kit::check_all(
        redactor,
        {
            {"card \uFF14\uFF11\uFF11\uFF11 \uFF11\uFF11\uFF11\uFF11 1111 1111.", "card [CARD]."},
            {"4111\u00A01111\u00A01111\u00A01111", "[CARD]"},
            {"4111\u20111111\u20111111\u20111111", "[CARD]"},
            {"4111\u20131111\u20131111\u20131111 \u2013 no", "[CARD] \u2013 no"},
            {"41\u200B11111111111111", "[CARD]"},
            {"\u0664\u0661\u0661\u0661\u0661\u0661\u0661\u0661\u0661\u0661\u0661\u0661\u0661\u0661"
             "\u0661\u0661",
             "[CARD]"},
            {"\u20204111111111111111\u2020", "\u2020[CARD]\u2020"},
        });
}

TEST_CASE("text without disguise is not copied, and the rest of the text is never changed") {
    hark::redaction::Folded folded;
    for (const char* text : {"plain 4111", "na\u00EFve \u2019quoted\u2019 \U0001F600 \u4E2D\u6587",
                             "\xFF\xFE\xC0\x80\xE2\x80", "\x80\x80\x80\xF0\x9F"}) {
        hark::redaction::fold(text, true, folded);
        CHECK_FALSE(folded.active);
    }
    const auto redactor = kit::redactor_with({});
    kit::check_all(redactor, {{"\u00A0\u200B x\u2013y \uFF21", "\u00A0\u200B x\u2013y \uFF21"},
                              {"\xFF 4111111111111111 \xC3", "\xFF [CARD] \xC3"},
                              {"\xC3(\xA0 4111\u00A01111\u00A01111\u00A01111 \xE2\x80",
                               "\xC3(\xA0 [CARD] \xE2\x80"}});
}

TEST_CASE("one number in any disguise has one tag") {
    const hark::Secret key = hark::Secret::random();
    kit::Options options;
    options.placeholder = kit::Placeholder::keyed_tag;
    options.tag_key = &key;
    const auto redactor = kit::redactor_with(options);
    const std::string tag = kit::redacted(redactor, "4111111111111111");
    CHECK(kit::redacted(redactor, "4111\u00A01111\u00A01111\u00A01111") == tag);
    CHECK(kit::redacted(redactor, R"({"m":"\u0034111111111111111"})") == R"({"m":")" + tag + "\"}");
}

TEST_CASE("offsets of the copy lead back to the text") {
    hark::redaction::Folded folded;
    const std::string_view text = "a\\u0034b\u00A0c%40d\u200Be";
    hark::redaction::fold(text, true, folded);
    REQUIRE(folded.active);
    CHECK(folded.view() == "a4b c@de");
    for (const char letter : {'a', 'b', 'c', 'd', 'e'})
        CHECK(text[hark::redaction::original_offset(folded, folded.view().find(letter))] == letter);
    CHECK(hark::redaction::folded_part(folded, 1, 7) == "4");
}
