// What vectors cannot say well: sizes, reuse, and cuts at every byte.
#include <doctest/doctest.h>

#include <string>

#include "hark/json.hpp"
#include "tests/unit/json/describe.hpp"

using namespace hark;

namespace {

const std::string start_body =
    R"({"call_id":"c-1","identity_hints":{"ani":"+12025550100","external_ids":{"crm_id":"C-1"}}})";
const std::string end_body =
    R"({"call_id":"c-1","variables":{"a":[1,{"b":"x"}],"c":{"value":"y","tier":"open"}}})";

template <typename T>
bool refused(const json::Decoded<T>& decoded, std::string_view message) {
    const auto* const fault = std::get_if<json::Fault>(&decoded);
    return fault != nullptr && fault->message.view() == message;
}

/// A start padded to a size by space in front of it.
std::string padded_to(std::size_t size) {
    return std::string(size - start_body.size(), ' ') + start_body;
}

} // namespace

TEST_CASE("a body of exactly the limit is read and one byte more is refused") {
    json::Decoder decoder;
    CHECK(std::holds_alternative<CallStart>(decoder.call_start(padded_to(limits::body_bytes_max))));
    CHECK(refused(decoder.call_start(padded_to(limits::body_bytes_max + 1)), "is too large"));
}

TEST_CASE("a decoder gives the same for a body whatever it read before") {
    json::Decoder decoder;
    const std::string expected = test::describe(json::decode_call_start(start_body));
    const std::string large = padded_to(40'000);
    for (const std::string& before :
         {std::string{}, std::string{"{"}, large, std::string{R"({"call_id":7})"}, end_body,
          std::string(limits::body_bytes_max, '[')}) {
        (void)decoder.call_start(before);
        CHECK(test::describe(decoder.call_start(start_body)) == expected);
        (void)decoder.call_end(before);
        CHECK(test::describe(decoder.call_start(start_body)) == expected);
    }
}

TEST_CASE("a moved decoder goes on") {
    json::Decoder first;
    (void)first.call_start(start_body);
    json::Decoder second = std::move(first);
    CHECK(std::holds_alternative<CallStart>(second.call_start(start_body)));
}

TEST_CASE("every body that is cut short is refused") {
    json::Decoder decoder;
    for (std::size_t size = 0; size < start_body.size(); ++size) {
        INFO("cut at ", size);
        CHECK(std::holds_alternative<json::Fault>(decoder.call_start(start_body.substr(0, size))));
    }
    for (std::size_t size = 0; size < end_body.size(); ++size) {
        INFO("cut at ", size);
        CHECK(std::holds_alternative<json::Fault>(decoder.call_end(end_body.substr(0, size))));
    }
}

TEST_CASE("a control byte anywhere in a body is refused, but for space between tokens") {
    json::Decoder decoder;
    for (std::size_t at = 0; at <= start_body.size(); ++at) {
        for (const char byte : {'\0', '\x01', '\x1f'}) {
            std::string body = start_body;
            body.insert(at, 1, byte);
            INFO("byte ", int{byte}, " at ", at);
            CHECK(std::holds_alternative<json::Fault>(decoder.call_start(body)));
        }
    }
}

TEST_CASE("ten thousand names are refused, wherever they stand") {
    json::Decoder decoder;
    std::string names;
    for (int i = 0; i < 10'000; ++i)
        names += (i == 0 ? "\"" : ",\"") + std::to_string(i) + "\":0";
    REQUIRE(names.size() > limits::body_bytes_max);
    CHECK(refused(decoder.call_start("{" + names + "}"), "is too large"));
    names.resize(names.rfind(',', limits::body_bytes_max - 100));
    CHECK(refused(decoder.call_start("{" + names + "}"), "is not a field of this request"));
    CHECK(refused(decoder.call_start(R"({"call_id":"c","external_ids":{)" + names + "}}"),
                  "must be a string"));
    CHECK(refused(decoder.call_end(R"({"call_id":"c","variables":{)" + names + "}}"),
                  "has more than 100 entries"));
    CHECK(refused(decoder.call_end(R"({"call_id":"c","variables":{"a":{)" + names + "}}}"),
                  "is too long"));
}

TEST_CASE("the order of fields changes nothing") {
    json::Decoder decoder;
    const std::string nested = test::describe(decoder.call_start(start_body));
    CHECK(nested ==
          test::describe(decoder.call_start(
              R"({"external_ids":{"crm_id":"C-1"},"ani":"+12025550100","call_id":"c-1"})")));
    CHECK(nested ==
          test::describe(decoder.call_start(
              R"({"identity_hints":{"external_ids":{"crm_id":"C-1"},"ani":"+12025550100"})"
              R"(,"call_id":"c-1"})")));
}

TEST_CASE("a fault's message never holds what the caller sent") {
    json::Decoder decoder;
    const auto decoded = decoder.call_start(R"({"call_id":"c","channel":"secret-word"})");
    REQUIRE(std::holds_alternative<json::Fault>(decoded));
    CHECK(test::describe(decoded).find("secret-word") == std::string::npos);
}

TEST_CASE("a merge says into whom, and nothing else") {
    json::Decoder decoder;
    const std::string ref = "6f9619ff-8b86-4d01-b42d-00cf4fc964ff";
    const auto into = decoder.merge(R"({"into":")" + ref + R"("})");
    REQUIRE(std::holds_alternative<CustomerRef>(into));
    CHECK(std::get<CustomerRef>(into).text() == ref);
    CHECK(refused(decoder.merge("{}"), "is required"));
    CHECK(refused(decoder.merge(R"({"into":null})"), "is required"));
    CHECK(refused(decoder.merge(R"({"into":""})"), "must be a customer_ref"));
    CHECK(refused(decoder.merge(R"({"into":7})"), "must be a string"));
    CHECK(refused(decoder.merge(R"({"customer_ref":")" + ref + R"("})"),
                  "is not a field of this request"));
    CHECK(refused(json::decode_merge("[]"), "must be an object"));
}
