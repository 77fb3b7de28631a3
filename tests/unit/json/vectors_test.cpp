// Every vector of tests/vectors/decode_*.json: a body, and the fault or the request it must give.
#include <doctest/doctest.h>
#include <simdjson.h>

#include <cstdlib>
#include <functional>
#include <string>
#include <vector>

#include "lib/json/value.hpp"
#include "tests/unit/json/describe.hpp"

using namespace hark;

namespace {

struct Vector {
    std::string id, body, expected;
};

std::string bytes_from(std::string_view hex) {
    std::string bytes;
    for (std::size_t i = 0; i + 1 < hex.size(); i += 2) {
        bytes += static_cast<char>(std::stoi(std::string{hex.substr(i, 2)}, nullptr, 16));
    }
    return bytes;
}

std::vector<Vector> vectors_in(const std::string& name) {
    const char* const folder = std::getenv("HARK_VECTORS");
    REQUIRE_MESSAGE(folder != nullptr, "HARK_VECTORS names the folder of the vectors");
    const auto file = simdjson::padded_string::load(folder + ("/" + name)).value();
    simdjson::ondemand::parser parser;
    auto document = parser.iterate(file).value();
    std::vector<Vector> vectors;
    for (auto element : document.get_array()) {
        auto object = element.get_object().value();
        Vector vector;
        vector.id = std::string_view{object["id"]};
        auto in = object["in"].value();
        if (in.type() == simdjson::ondemand::json_type::string) {
            vector.body = in.get_string().value();
        } else {
            vector.body = bytes_from(in["hex"].get_string().value());
        }
        const std::string_view out = object["out"].get_object().value().raw_json();
        REQUIRE(json::append_minified(out, 64, 1 << 20, vector.expected) == json::ValueFault::none);
        vectors.push_back(std::move(vector));
    }
    return vectors;
}

void check_all(const std::string& file, std::size_t at_least,
               const std::function<std::string(std::string_view)>& decode) {
    const auto vectors = vectors_in(file);
    for (const auto& vector : vectors) {
        INFO("vector ", vector.id);
        CHECK(decode(vector.body) == vector.expected);
    }
    MESSAGE(file, ": ", vectors.size(), " vectors");
    CHECK(vectors.size() >= at_least);
}

} // namespace

TEST_CASE("a start decodes as the vectors say") {
    json::Decoder decoder;
    check_all("decode_call_start.json", 120,
              [&](std::string_view body) { return test::describe(decoder.call_start(body)); });
    check_all("decode_call_start.json", 120,
              [](std::string_view body) { return test::describe(json::decode_call_start(body)); });
}

TEST_CASE("an end decodes as the vectors say") {
    json::Decoder decoder;
    check_all("decode_call_end.json", 80,
              [&](std::string_view body) { return test::describe(decoder.call_end(body)); });
    check_all("decode_call_end.json", 80,
              [](std::string_view body) { return test::describe(json::decode_call_end(body)); });
}

TEST_CASE("an update decodes as the vectors say") {
    json::Decoder decoder;
    check_all("decode_call_update.json", 7, [&](std::string_view body) {
        return test::describe(decoder.call_update(body, "c-1"));
    });
}

TEST_CASE("a verification decodes as the vectors say") {
    json::Decoder decoder;
    check_all("decode_verification.json", 19, [&](std::string_view body) {
        return test::describe(decoder.verification(body, "c-1"));
    });
    CHECK(test::describe(json::decode_verification(R"({"variable":"pin","value":1})", "c-1")) ==
          R"({"call_id":"c-1","variable":"pin","value":1})");
}

TEST_CASE("a line of replay decodes as the vectors say") {
    json::Decoder decoder;
    check_all("decode_replay_line.json", 14,
              [&](std::string_view line) { return test::describe(decoder.replay_line(line)); });
}
