// Any split of a text gives the bytes of the whole.
#include <random>

#include "kit.hpp"

namespace {

std::string in_pieces(const kit::Redactor& redactor, std::string_view text,
                      const std::vector<std::size_t>& cuts) {
    kit::Stream stream{redactor};
    std::string out;
    std::size_t from = 0;
    for (const std::size_t cut : cuts) {
        stream.push(text.substr(from, cut - from), out);
        from = cut;
    }
    stream.push(text.substr(from), out);
    stream.flush(out);
    return out;
}

} // namespace

TEST_CASE("a stream cut anywhere gives what the whole text gives") {
    const auto redactor = kit::redactor_with({});
    for (const std::string_view text :
         {"pay 4111 1111 1111 1111\nand 5555-5555-5555-4444 \r\n card\n4111111111111111",
          "{\"card\":\"4111111111111111\",\"n\":4111111111111111}\n{\"a\":1}\n", "\n\n", "4111"}) {
        const std::string whole = kit::redacted(redactor, text);
        for (std::size_t cut = 0; cut <= text.size(); ++cut)
            for (std::size_t second = cut; second <= text.size(); ++second) {
                CAPTURE(cut);
                REQUIRE(in_pieces(redactor, text, {cut, second}) == whole);
            }
    }
}

TEST_CASE("a long text in pieces of any size gives what the whole gives, lines or none") {
    const auto redactor = kit::redactor_with({});
    std::mt19937_64 random{3};
    for (const std::string_view filler : {"some words here, ", "1 2 3 ", "9", "x\n", "\xC3\xA4"}) {
        std::string text;
        while (text.size() < 100'000) {
            text += filler;
            if (random() % 50 == 0) text += " card 4111 1111 1111 1111 ";
        }
        const std::string whole = kit::redacted(redactor, text);
        std::vector<std::size_t> cuts;
        for (std::size_t at = 0; at < text.size(); at += 1 + random() % 9000)
            cuts.push_back(at);
        CAPTURE(std::string{filler});
        CHECK((in_pieces(redactor, text, cuts) == whole));
        CHECK(whole.find("[CARD]") != std::string::npos);
    }
}
