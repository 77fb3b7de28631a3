// Keys, tokens, passwords. None of them was ever valid; prefixes are put together here so that no
// scanner of repositories takes them for real.
#include "kit.hpp"

using kit::Entity;

namespace {

std::string one_secret(const std::string& text) {
    return kit::redacted(kit::redactor_of({Entity::secret}), text);
}

} // namespace

TEST_CASE("a key is known by its prefix, length and alphabet") {
    const std::string random = "Zk3vQ9mTf27LwXbE1rUsYd84aCgHjN";
    for (const std::string& key :
         {std::string{"AKIA"} + "Q3ZV7XK2M5N8R4TB", "ghp_" + random + "1JpkMg",
          "ghp_" + random + "000000", "glpat-" + random.substr(0, 20), "xoxb-" + random,
          "sk_live_" + random, "sk-ant-api03-" + random, "AIza" + random + "abcde",
          "SG." + random + "." + random, "npm_" + random + "abcdef", "hf_" + random + "abcd"}) {
        CAPTURE(key);
        CHECK(one_secret("key " + key + ", ok") == "key [SECRET], ok");
    }
    for (const std::string& text :
         {std::string{"AKIAIOSFODNN7EXAMPLE"}, "ghp_" + random.substr(0, 20),
          std::string{"sk_live_xxxxxxxxxxxx"},
          std::string{"task-force-of-many-words-and-more-words"},
          std::string{"da39a3ee5e6b4b0d3255bfef95601890afd80709"},
          "XAKIA" + random.substr(0, 16)}) {
        CAPTURE(text);
        CHECK(one_secret(text) == text);
    }
}

TEST_CASE("tokens, headers and passwords in URLs") {
    const std::string jwt = std::string{"eyJ"} + "hbGciOiJub25lIn0.eyJzdWIiOiJhZGEifQ.c2lnbmF0dXJl";
    CHECK(one_secret("t=" + jwt + " end") == "t=[SECRET] end");
    CHECK(one_secret("Authorization: Bearer " + jwt) == "Authorization: Bearer [SECRET]");
    CHECK(one_secret("authorization: Basic dXNlcjpwYXNz") == "authorization: Basic [SECRET]");
    CHECK(one_secret("postgres://ada:s3cret@db.example/x") == "postgres://[SECRET]@db.example/x");
    CHECK(one_secret("https://example.com/?access_token=abc123def&x=1") ==
          "https://example.com/?access_token=[SECRET]&x=1");
    CHECK(one_secret("https://example.com:8080/a@b") == "https://example.com:8080/a@b");
    CHECK(one_secret("eyJust.a.word") == "eyJust.a.word");
}

TEST_CASE("a value goes because of its key, words about it stay") {
    kit::check_all(
        kit::redactor_of({Entity::secret}),
        {
            {"password=hunter", "password=[SECRET]"},
            {"{\"password\":\"two words\",\"n\":1}", "{\"password\":\"[SECRET]\",\"n\":1}"},
            {"{\"api_key\": \"k-12345678\"}", "{\"api_key\": \"[SECRET]\"}"},
            {"client_secret='abcd1234'", "client_secret='[SECRET]'"},
            {"my password is hunter2", "my password is [SECRET]"},
            {"the password is incorrect", "the password is incorrect"},
            {"password: must be long", "password: must be long"},
            {"token=${TOKEN} token: expired password=*** password=null",
             "token=${TOKEN} token: expired password=*** password=null"},
            {"\"max_tokens\":4096,\"token_count\":12", "\"max_tokens\":4096,\"token_count\":12"},
        });
}

TEST_CASE("a private key goes line by line, whole or in pieces") {
    const std::string begin = std::string{"-----BEGIN RSA PRIV"} + "ATE KEY-----";
    const std::string end = std::string{"-----END RSA PRIV"} + "ATE KEY-----";
    const std::string text = "a\n" + begin + "\nMIIBOgIBAAJBAK\nabc123==\n" + end + "\nb c\n";
    const std::string expected = "a\n[SECRET]\n[SECRET]\n[SECRET]\n[SECRET]\nb c\n";
    const auto redactor = kit::redactor_with({});
    CHECK(kit::redacted(redactor, text) == expected);
    CHECK(kit::redacted(redactor, begin + "\\nMIIBOg\\n" + end + "\",\"x\":1") ==
          "[SECRET]\\n[SECRET]\\n[SECRET]\",\"x\":1");
    CHECK(kit::redacted(redactor, begin + "\nnot of a key, surely\n") ==
          "[SECRET]\nnot of a key, surely\n");
    for (std::size_t cut = 0; cut <= text.size(); ++cut) {
        CAPTURE(cut);
        kit::Stream stream{redactor};
        std::string out;
        stream.push(text.substr(0, cut), out);
        stream.push(text.substr(cut), out);
        stream.flush(out);
        REQUIRE(out == expected);
    }
}

TEST_SUITE_BEGIN("placeholders");

TEST_CASE("what a placeholder says neither announces nor is found") {
    kit::check_all(kit::redactor_with({}),
                   {
                       {"[PHONE] 2025550143", "[PHONE] 2025550143"},
                       {"phone [PHONE:20255501] x", "phone [PHONE:20255501] x"},
                       {"cvv [CVV] 123", "cvv [CVV] 123"},
                       {"[2025550143] phone [2025550143]", "[2025550143] phone [[PHONE]]"},
                       {"[10:00:01] phone 2025550143", "[10:00:01] phone [PHONE]"},
                   });
}

TEST_CASE("one number has one tag, however it is written or said") {
    const hark::Secret key = hark::Secret::random();
    kit::Options options;
    options.placeholder = kit::Placeholder::keyed_tag;
    options.tag_key = &key;
    const auto redactor = kit::redactor_with(options);
    const auto tag_in = [&](const char* text) {
        const std::string out = kit::redacted(redactor, text);
        const std::size_t open = out.find('[');
        REQUIRE(open != std::string::npos);
        return out.substr(open, out.find(']') - open);
    };
    const std::string card = tag_in("card 4111 1111 1111 1111");
    CHECK(card.starts_with("[CARD:"));
    CHECK(tag_in("card 4111-1111-1111-1111") == card);
    CHECK(tag_in("4111111111111111") == card);
    CHECK(tag_in("my card is four one one one one one one one one one one one one one one one") ==
          card);
    CHECK(
        tag_in("my card number is forty one eleven triple one one eleven eleven one one one one") ==
        card);
    CHECK(tag_in("card 4111 1111 1111 1112 4111 1111 1111 1111") == card);
    CHECK(tag_in("card 5555 5555 5555 4444") != card);
    const std::string phone = tag_in("phone +1 (202) 555-0143");
    CHECK(phone.starts_with("[PHONE:"));
    CHECK(tag_in("phone 202-555-0143") == phone);
    CHECK(tag_in("phone 2025550143") == phone);
    CHECK(tag_in("my phone number is two oh two five five five oh one four three") == phone);
}

TEST_CASE("codes, PINs, tracks and last digits never have a tag") {
    const hark::Secret key = hark::Secret::random();
    kit::Options options;
    options.placeholder = kit::Placeholder::keyed_tag;
    options.tag_key = &key;
    const auto redactor = kit::redactor_with(options);
    CHECK(kit::redacted(redactor, "cvv 123, pin 4821") == "cvv [CVV], pin [PIN]");
    CHECK(kit::redacted(redactor, ";4111111111111111=27121010000000000?") == "[CARD_TRACK]");
    // With a tag of the card its last digits may not stand beside it.
    CHECK(kit::redacted(redactor, "card ending in 4821") == "card ending in [CARD_LAST4]");
    const std::string once = kit::redacted(redactor, "card 4111111111111111, phone +12025550143");
    CHECK(kit::redacted(redactor, once) == once);
}

TEST_SUITE_END();
