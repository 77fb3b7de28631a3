// Answers are compared with their whole text: a change of the contract must show here.
#include <doctest/doctest.h>
#include <simdjson.h>

#include <limits>
#include <random>
#include <string>

#include "hark/json.hpp"
#include "lib/json/writer.hpp"

using namespace hark;

namespace {

const CustomerRef ref = *CustomerRef::from("6f9619ff-8b86-4d01-b42d-00cf4fc964ff");
const CustomerRef other_ref = *CustomerRef::from("0b8a3c1e-0000-4000-8000-0123456789ab");
const Time noon{Millis{1'763'812'800'000}}; // 2025-11-22T12:00:00.000Z

/// What simdjson makes of a text that must be JSON.
simdjson::dom::element read_back(const std::string& json) {
    static simdjson::dom::parser parser;
    return parser.parse(json).value();
}

template <typename T>
std::string encoded(const T& value) {
    std::string out;
    json::encode(value, out);
    return out;
}

StartAnswer full_answer() {
    StartAnswer answer;
    answer.call_id = "c-1";
    answer.customer_ref = ref;
    answer.call_start = noon;
    answer.returning = true;
    answer.identity.confidence = 0.93;
    answer.identity.probability = 0.94;
    answer.identity.level = Level::high;
    answer.identity.recommendation = Recommendation::reuse;
    answer.identity.sources = {"ani:mobile", "-attestation:C"};
    answer.identity.known_probability = 0.95;
    answer.identity.caps = {"stale_number"};
    answer.identity.policy = "hark-1";
    answer.identity.match_key = "+ANI";
    answer.identity.evidence = {{"ani", 3.5}, {"recency", -0.25}};
    answer.identity.candidates = {{ref, 0.94}, {other_ref, 0.01}};
    answer.open_intents = {{"billing", IntentStatus::pending, 2, noon, noon + Millis{1}, noon}};
    Variable variable;
    variable.name = "plan";
    variable.value = JsonValue::parse(R"({"name":"gold"})").value();
    variable.source = "agent";
    variable.ttl = std::chrono::seconds{60};
    variable.tier = Tier::open;
    answer.variables = {variable};
    answer.history = {{"c-0", Channel::chat, noon, noon + Millis{61'999}, "billing",
                       IntentStatus::resolved, "two\nlines"}};
    answer.withheld.variables = {"dob"};
    answer.withheld.history = 3;
    answer.withheld.open_intents = 1;
    return answer;
}

} // namespace

TEST_CASE("a start's answer has every field of the contract") {
    CHECK(encoded(full_answer()) ==
          R"({"call_id":"c-1","customer_ref":"6f9619ff-8b86-4d01-b42d-00cf4fc964ff",)"
          R"("call_start":"2025-11-22T12:00:00.000Z","returning":true,"degraded":false,)"
          R"("identity":{"confidence":0.93,"probability":0.94,"level":"high",)"
          R"("recommendation":"reuse","sources":["ani:mobile","-attestation:C"],)"
          R"("ambiguous":false,"known_probability":0.95,"caps":["stale_number"],)"
          R"("policy":"hark-1","match_key":"+ANI","evidence":[{"signal":"ani","bits":3.5},)"
          R"({"signal":"recency","bits":-0.25}],"candidates":[)"
          R"({"customer_ref":"6f9619ff-8b86-4d01-b42d-00cf4fc964ff","probability":0.94},)"
          R"({"customer_ref":"0b8a3c1e-0000-4000-8000-0123456789ab","probability":0.01}]},)"
          R"("open_intents":[{"intent":"billing","status":"pending","attempt_count":2,)"
          R"("opened_at":"2025-11-22T12:00:00.000Z","updated_at":"2025-11-22T12:00:00.001Z",)"
          R"("due_at":"2025-11-22T12:00:00.000Z"}],)"
          R"("variables":{"plan":{"value":{"name":"gold"},"source":"agent","ttl_seconds":60,)"
          R"("tier":"open"}},)"
          R"("history":[{"call_id":"c-0","channel":"chat",)"
          R"("call_start":"2025-11-22T12:00:00.000Z","call_end":"2025-11-22T12:01:01.999Z",)"
          R"("duration_seconds":61,"intent":"billing","intent_status":"resolved",)"
          R"("summary":"two\nlines"}],)"
          R"("withheld":{"variables":["dob"],"history":3,"open_intents":1}})");
}

TEST_CASE("a degraded answer has no customer and says so") {
    StartAnswer answer;
    answer.call_id = "c-1";
    answer.call_start = noon;
    answer.degraded = true;
    answer.identity.policy = "hark-1";
    CHECK(encoded(answer) ==
          R"({"call_id":"c-1","customer_ref":null,"call_start":"2025-11-22T12:00:00.000Z",)"
          R"("returning":false,"degraded":true,"identity":{"confidence":0,"probability":0,)"
          R"("level":"low","recommendation":"ignore","sources":[],"ambiguous":false,)"
          R"("known_probability":0,"caps":[],"policy":"hark-1"},"open_intents":[],)"
          R"("variables":{},"history":[],"withheld":{"variables":[],"history":0,)"
          R"("open_intents":0}})");
}

TEST_CASE("what a past call, an intent or a variable does not have is null") {
    StartAnswer answer = full_answer();
    answer.open_intents = {{"billing", IntentStatus::open, 1, noon, noon, std::nullopt}};
    answer.variables[0].source = {};
    answer.history = {{"c-0", Channel::voice, noon, noon, {}, std::nullopt, {}}};
    const std::string json = encoded(answer);
    CHECK(json.find(R"("due_at":null)") != std::string::npos);
    CHECK(json.find(R"("source":null)") != std::string::npos);
    CHECK(json.find(R"("intent":null,"intent_status":null,"summary":null)") != std::string::npos);
}

TEST_CASE("the answers of end and update are as the contract has them") {
    EndAnswer end;
    end.call_id = "c-1";
    end.customer_ref = ref;
    end.call_start = noon;
    end.call_end = noon + Millis{90'500};
    end.intents_updated = 1;
    end.variables_updated = 2;
    CHECK(encoded(end) ==
          R"({"call_id":"c-1","customer_ref":"6f9619ff-8b86-4d01-b42d-00cf4fc964ff",)"
          R"("call_start":"2025-11-22T12:00:00.000Z",)"
          R"("call_end":"2025-11-22T12:01:30.500Z","duration_seconds":90,)"
          R"("intents_updated":1,"variables_updated":2})");
    UpdateAnswer update{"c-1", ref, 3, 4};
    CHECK(encoded(update) ==
          R"({"call_id":"c-1","customer_ref":"6f9619ff-8b86-4d01-b42d-00cf4fc964ff",)"
          R"("intents_updated":3,"variables_updated":4})");
}

TEST_CASE("a verification says how it went before what a start says") {
    VerifyAnswer verification;
    verification.answer.call_id = "c-1";
    const auto start = encoded(verification.answer);
    CHECK(encoded(verification) ==
          R"({"verified":false,"retry_after_seconds":null,)" + start.substr(1));
    verification.verified = true;
    verification.retry_after = std::chrono::seconds{30};
    CHECK(encoded(verification) ==
          R"({"verified":true,"retry_after_seconds":30,)" + start.substr(1));
}

TEST_CASE("the export shows verifications by method or by the name of what was compared") {
    CustomerView customer;
    customer.verifications = {{noon, "c-2", VerifyMethod::otp, {}, true},
                              {noon, "c-1", {}, "pin", false}};
    const std::string end =
        R"("open_calls":[],"verifications":[)"
        R"({"at":"2025-11-22T12:00:00.000Z","call_id":"c-2","method":"otp","variable":null,)"
        R"("verified":true},)"
        R"({"at":"2025-11-22T12:00:00.000Z","call_id":"c-1","method":null,"variable":"pin",)"
        R"("verified":false}]})";
    CHECK(encoded(customer).ends_with(end));
}

TEST_CASE("a call that goes on has no end and no duration") {
    CallView call;
    call.call_id = "c-1";
    call.customer_ref = ref;
    call.call_start = noon;
    call.confidence = 0.5;
    call.level = Level::medium;
    CHECK(encoded(call) ==
          R"({"call_id":"c-1","customer_ref":"6f9619ff-8b86-4d01-b42d-00cf4fc964ff",)"
          R"("channel":"voice","call_start":"2025-11-22T12:00:00.000Z","call_end":null,)"
          R"("duration_seconds":null,"confidence":0.5,"level":"medium","intent":null,)"
          R"("intent_status":null,"summary":null})");
    call.call_end = noon + Millis{2000};
    CHECK(encoded(call).find(R"("call_end":"2025-11-22T12:00:02.000Z","duration_seconds":2,)") !=
          std::string::npos);
}

TEST_CASE("the export holds all that is known of a customer") {
    const StartAnswer answer = full_answer();
    CustomerView customer;
    customer.customer_ref = ref;
    customer.merged_refs = {other_ref};
    customer.created_at = noon;
    customer.last_contact_at = noon + Millis{5};
    customer.identifiers = {{"ani", "+12025550100", 2.25, noon, noon},
                            {"crm_id", "C-\"1\"", 1, noon, noon}};
    customer.intents = answer.open_intents;
    customer.variables = answer.variables;
    customer.history = answer.history;
    CallView open_call;
    open_call.call_id = "c-9";
    open_call.customer_ref = ref;
    open_call.call_start = noon;
    customer.open_calls = {open_call};
    const std::string json = encoded(customer);
    const std::string begin =
        R"({"customer_ref":"6f9619ff-8b86-4d01-b42d-00cf4fc964ff",)"
        R"("merged_refs":["0b8a3c1e-0000-4000-8000-0123456789ab"],)"
        R"("created_at":"2025-11-22T12:00:00.000Z","last_contact_at":"2025-11-22T12:00:00.005Z",)"
        R"("identifiers":[{"type":"ani","value":"+12025550100","calls":2.25,)"
        R"("first_seen":"2025-11-22T12:00:00.000Z","last_seen":"2025-11-22T12:00:00.000Z"},)"
        R"({"type":"crm_id","value":"C-\"1\"","calls":1,)";
    CHECK(json.substr(0, begin.size()) == begin);
    for (const std::string part :
         {R"("intents":[{"intent":"billing")", R"("variables":{"plan":{"value":{"name":"gold"})",
          R"("history":[{"call_id":"c-0")", R"("open_calls":[{"call_id":"c-9")"}) {
        INFO(part);
        CHECK(json.find(part) != std::string::npos);
    }
    CHECK(read_back(json).is_object());
}

TEST_CASE("a merge says who stands for whom") {
    CHECK(encoded(Merged{ref, {other_ref}}) ==
          R"({"customer_ref":"6f9619ff-8b86-4d01-b42d-00cf4fc964ff",)"
          R"("merged_refs":["0b8a3c1e-0000-4000-8000-0123456789ab"]})");
    CHECK(encoded(Merged{ref, {}}) ==
          R"({"customer_ref":"6f9619ff-8b86-4d01-b42d-00cf4fc964ff","merged_refs":[]})");
}

TEST_CASE("an erasure and an integrity check are reported") {
    CHECK(encoded(Erased{ref, noon, 2, 7}) ==
          R"({"customer_ref":"6f9619ff-8b86-4d01-b42d-00cf4fc964ff",)"
          R"("erased_at":"2025-11-22T12:00:00.000Z","identifiers":2,"calls":7})");
    CHECK(encoded(VerifyReport{5, 6, {}}) ==
          R"({"sound":true,"customers":5,"calls":6,"faults":[]})");
    CHECK(encoded(VerifyReport{5, 6, {"a page is damaged"}}) ==
          R"({"sound":false,"customers":5,"calls":6,"faults":["a page is damaged"]})");
}

TEST_CASE("a line of replay says where the call ended up") {
    std::string line;
    json::encode_replay(full_answer(), other_ref, false, line);
    CHECK(line ==
          R"({"call_id":"c-1","customer_ref":"6f9619ff-8b86-4d01-b42d-00cf4fc964ff",)"
          R"("resolved_ref":"0b8a3c1e-0000-4000-8000-0123456789ab","returning":true,)"
          R"("probability":0.94,"confidence":0.93,"level":"high","candidates":[)"
          R"({"customer_ref":"6f9619ff-8b86-4d01-b42d-00cf4fc964ff","probability":0.94},)"
          R"({"customer_ref":"0b8a3c1e-0000-4000-8000-0123456789ab","probability":0.01}]})");
    std::string explained;
    json::encode_replay(full_answer(), other_ref, true, explained);
    CHECK(explained.find(R"("sources":["ani:mobile","-attestation:C"],"caps":["stale_number"],)"
                         R"("policy":"hark-1","match_key":"+ANI",)"
                         R"("evidence":[{"signal":"ani","bits":3.5})") != std::string::npos);
}

TEST_CASE("a problem has the members of RFC 9457 and those of the contract") {
    json::Problem problem;
    problem.status = 400;
    problem.code = "invalid";
    problem.title = "Bad Request";
    problem.detail = "The body was not understood.";
    problem.instance = "/v1/calls/start";
    problem.request_id = "r-1";
    problem.issues = {{{"identity_hints", "ani"}, "must be a string"}, {{}, "is not valid JSON"}};
    CHECK(encoded(problem) ==
          R"({"type":"urn:hark:problem:invalid","title":"Bad Request","status":400,)"
          R"("detail":"The body was not understood.","instance":"/v1/calls/start",)"
          R"("error":"invalid","message":"The body was not understood.","request_id":"r-1",)"
          R"("details":{"issues":[{"path":["identity_hints","ani"],"message":"must be a string"},)"
          R"({"path":[],"message":"is not valid JSON"}]}})");
}

TEST_CASE("an error's field becomes the path of an issue") {
    const auto fault = json::fault_from(Error{Code::invalid, "is too long", "identity_hints.ani"});
    CHECK(fault.path == std::vector<std::string>{"identity_hints", "ani"});
    CHECK(fault.message.view() == "is too long");
    CHECK(json::fault_from(Error{Code::invalid, "x"}).path.empty());
    CHECK(json::fault_from(Error{Code::invalid, "x", "call_id"}).path ==
          std::vector<std::string>{"call_id"});
}

TEST_CASE("a log line is one flat object on one line") {
    std::string line = "before ";
    json::encode_log({{"status", 200}, {"route", "/v1/\n\"x\""}, {"ms", -3}}, line);
    CHECK(line == R"(before {"status":200,"route":"/v1/\n\"x\"","ms":-3})");
    std::string none;
    json::encode_log({}, none);
    CHECK(none == "{}");
}

TEST_CASE("encoders append to what is there") {
    std::string out = "[";
    json::encode(Erased{ref, noon, 0, 0}, out);
    out += ",";
    json::encode(Erased{ref, noon, 0, 0}, out);
    out += "]";
    CHECK(read_back(out).get_array().size() == 2);
}

TEST_CASE("a chance is shown rounded down to four decimals, so that no level looks wrong") {
    const auto shown = [](double value) {
        std::string out;
        json::Writer{out}.chance(value);
        return out;
    };
    CHECK(shown(0.79999) == "0.7999");
    CHECK(shown(0.8) == "0.8");
    CHECK(shown(1) == "1");
    CHECK(shown(0) == "0");
    CHECK(shown(0.00004) == "0");
    for (int i = 0; i <= 10'000; ++i)
        CHECK(std::stod(shown(i / 10'000.0)) == i / 10'000.0);
}

TEST_CASE("every byte in a text gives JSON that reads back as the text") {
    for (int byte = 0; byte < 256; ++byte) {
        std::string json;
        const std::string text = std::string{"a"} + static_cast<char>(byte) + "b longer than eight";
        json::append_text(text, json);
        const std::string expected =
            byte < 128 ? text : std::string{"a\xEF\xBF\xBD"} + "b longer than eight";
        INFO("byte ", byte);
        CHECK(read_back(json).get_string().value() == expected);
        for (const char c : json)
            CHECK(static_cast<unsigned char>(c) >= 0x20);
    }
}

TEST_CASE("any bytes at all give JSON in UTF-8, and clean text reads back as itself") {
    std::mt19937_64 random{13};
    simdjson::dom::parser parser;
    for (int i = 0; i < 5000; ++i) {
        std::string text(random() % 40, '\0');
        for (char& c : text)
            c = static_cast<char>(random() % (i % 2 == 0 ? 256 : 128));
        std::string json;
        json::append_text(text, json);
        std::string_view back;
        REQUIRE(parser.parse(json).get_string().get(back) == simdjson::SUCCESS);
        if (simdjson::validate_utf8(text.data(), text.size())) REQUIRE(back == text);
    }
}
