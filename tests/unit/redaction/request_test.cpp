// Requests to redact as JSON, and their answers.
#include "hark/redaction_json.hpp"

#include "kit.hpp"

namespace {

using hark::json::Fault;
using hark::json::RedactForm;
using hark::json::RedactRequest;

constexpr std::size_t bytes_max = 4096;

std::string answer(std::string_view json, RedactForm form = RedactForm::body) {
    const auto decoded = hark::json::decode_redact(json, bytes_max, form);
    REQUIRE(std::holds_alternative<RedactRequest>(decoded));
    const auto& request = std::get<RedactRequest>(decoded);
    const auto redactor = kit::redactor_with(request.options);
    kit::Scratch scratch;
    std::string out;
    hark::json::encode_redacted(request, redactor, scratch, out);
    return out;
}

bool is_refused(std::string_view json, RedactForm form = RedactForm::body) {
    return std::holds_alternative<Fault>(hark::json::decode_redact(json, bytes_max, form));
}

} // namespace

TEST_CASE("a text comes back with placeholders and the spans of what they replaced") {
    CHECK(answer(R"({"text":"\u00fc 4111 1111 1111 1111 \"ok\""})") ==
          "{\"text\":\"\u00fc [CARD] \\\"ok\\\"\","
          "\"spans\":[{\"start\":3,\"end\":22,\"entity\":\"CREDIT_CARD\"}]}");
    CHECK(answer(R"({"text":""})") == R"({"text":"","spans":[]})");
}

TEST_CASE("the turns of a dialogue come back in their order, spans say which turn") {
    CHECK(
        answer(R"({"id":7,"turns":[{"speaker":"agent","text":"hi"},{"text":"4111111111111111"}]})",
               RedactForm::line) ==
        R"({"id":7,"turns":[{"speaker":"agent","text":"hi"},{"text":"[CARD]"}],)"
        R"("spans":[{"turn":1,"start":0,"end":16,"entity":"CREDIT_CARD"}]})");
}

TEST_CASE("a number that is split over turns, asked for or read back goes from each of them") {
    CHECK(answer(R"({"turns":[)"
                 R"({"speaker":"caller","text":"it's four one one one one one one one"},)"
                 R"({"speaker":"agent","text":"mhm"},)"
                 R"({"speaker":"caller","text":"one one one one"},)"
                 R"({"speaker":"caller","text":"1111 that's it"},)"
                 R"({"speaker":"agent","text":"and the three digits on the back?"},)"
                 R"({"speaker":"caller","text":"one two three"},)"
                 R"({"speaker":"agent","text":"one two three, thank you"}]})") ==
          R"({"turns":[{"speaker":"caller","text":"it's [CARD]"},)"
          R"({"speaker":"agent","text":"mhm"},{"speaker":"caller","text":"[CARD]"},)"
          R"({"speaker":"caller","text":"[CARD] that's it"},)"
          R"({"speaker":"agent","text":"and the three digits on the back?"},)"
          R"({"speaker":"caller","text":"[CVV]"},)"
          R"({"speaker":"agent","text":"[CVV], thank you"}],"spans":[)"
          R"({"turn":0,"start":5,"end":37,"entity":"CREDIT_CARD"},)"
          R"({"turn":2,"start":0,"end":15,"entity":"CREDIT_CARD"},)"
          R"({"turn":3,"start":0,"end":4,"entity":"CREDIT_CARD"},)"
          R"({"turn":5,"start":0,"end":13,"entity":"CVV"},)"
          R"({"turn":6,"start":0,"end":13,"entity":"CVV"}]})");
}

TEST_CASE("entities, region and profile are chosen in the request") {
    CHECK(answer(R"({"text":"4111111111111111","entities":["IBAN_CODE"]})") ==
          R"({"text":"4111111111111111","spans":[]})");
    CHECK(answer(R"({"text":"4111111111111111","profile":"off-for-tests"})") ==
          R"({"text":"4111111111111111","spans":[]})");
    CHECK(answer(R"({"text":"4111111111111111","entities":"CREDIT_CARD, CVV","region":"UK,DE"})")
              .starts_with(R"({"text":"[CARD]")"));
}

TEST_CASE("what is no request is refused") {
    for (const char* json :
         {"", "[]", "{}", "{", R"({"text":1})", R"({"text":"a","turns":[]})",
          R"({"turns":[],"text":"a"})", R"({"turns":"a"})", R"({"turns":["a"]})",
          R"({"turns":[{"speaker":"a"}]})", R"({"turns":[{"text":"a","x":1}]})",
          R"({"text":"a","entities":["NOBODY"]})", R"({"text":"a","entities":[]})",
          R"({"text":"a","region":"XX"})", R"({"text":"a","profile":"loose"})",
          R"({"text":"a","id":"1"})", R"({"text":"a","text":"b"})", "{\"text\":\"\xFF\"}"}) {
        CAPTURE(std::string{json});
        CHECK(is_refused(json));
    }
    CHECK(is_refused("{\"text\":\"" + std::string(bytes_max, 'a') + "\"}"));
    std::string many = R"({"turns":[)";
    for (int turn = 0; turn < 1001; ++turn)
        many += turn == 0 ? R"({"text":""})" : R"(,{"text":""})";
    CHECK(std::holds_alternative<Fault>(
        hark::json::decode_redact(many + "]}", 1 << 20, RedactForm::body)));
    CHECK_FALSE(is_refused(R"({"text":"a","label":[1]})", RedactForm::line));
}
