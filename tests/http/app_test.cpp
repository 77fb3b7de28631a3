// Routes without a socket: keys and scopes, and how errors of the engine look from outside.
#define DOCTEST_CONFIG_IMPLEMENT_WITH_MAIN
#include <doctest/doctest.h>

#include <unistd.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <string>
#include <tuple>
#include <utility>

#include "hark/memory.hpp"
#include "server/auth/api_key.hpp"
#include "server/auth/keys.hpp"
#include "server/http/problem.hpp"
#include "server/log/log.hpp"
#include "server/routes/app.hpp"

namespace hark::server {
namespace {

/// An app over a memory that is nowhere, and its log in nothing.
struct Fixture {
    Response ask(Method method, std::string_view path, const std::string& key,
                 std::string_view body = {}) {
        const std::string authorization = "Bearer " + key;
        Request request;
        request.method = method;
        request.path = path;
        request.authorization = authorization;
        request.content_type = "application/json";
        request.body = body;
        Response response;
        app.handle(request, response);
        return response;
    }

    /// A key with these scopes, stored in the form that Keys reads.
    std::string key_with(Scope scopes) {
        std::string key = make_api_key();
        std::string hash;
        for (const std::uint8_t byte : memory.key_hash(key)) {
            hash.push_back("0123456789abcdef"[byte >> 4]);
            hash.push_back("0123456789abcdef"[byte & 15]);
        }
        const std::string bits = std::to_string(static_cast<std::uint32_t>(scopes));
        REQUIRE(memory
                    .put_record({RecordKind::api_key, hash.substr(0, 32),
                                 "1 " + hash + " " + bits + " 0 last"})
                    .ok());
        return key;
    }

    static Memory made() {
        MemoryOptions options;
        options.create = true;
        return Memory::open(std::move(options)).value();
    }

    Log log{"/dev/null"};
    Memory memory{made()};
    Keys keys{memory};
    Service service{memory, keys, log};
    App app{service};
};

constexpr std::string_view start = R"({"call_id":"c-1","ani":"+12025550180"})";

const std::string* header(const Response& response, std::string_view name) {
    const auto found =
        std::ranges::find(response.headers, name, &std::pair<std::string_view, std::string>::first);
    return found == response.headers.end() ? nullptr : &found->second;
}

TEST_CASE("the operator's key may do everything, and is made once") {
    Fixture f;
    const std::string key = make_api_key();
    CHECK_FALSE(f.keys.has_operator_key().value());
    CHECK(f.keys.add_operator_key(key, Time{}).ok());
    CHECK(f.keys.has_operator_key().value());
    CHECK(f.keys.add_operator_key(make_api_key(), Time{}).error().code == Code::conflict);
    CHECK(f.ask(Method::post, "/v1/calls/start", key, start).status == 200);
    CHECK(f.ask(Method::get, "/v1/customers/x", key).status == 404);
}

TEST_CASE("a key does what its scopes say, and nothing else") {
    Fixture f;
    const std::string calls = f.key_with(Scope::calls);
    const std::string customers = f.key_with(Scope::customers);
    const std::string none = f.key_with(Scope::none);
    CHECK(f.ask(Method::post, "/v1/calls/start", calls, start).status == 200);
    CHECK(f.ask(Method::get, "/v1/customers/x", customers).status == 404);
    for (const auto& [key, method, path] : {std::tuple{calls, Method::get, "/v1/customers/x"},
                                            std::tuple{calls, Method::remove, "/v1/customers/x"},
                                            std::tuple{customers, Method::post, "/v1/calls/start"},
                                            std::tuple{customers, Method::get, "/v1/calls/c-1"},
                                            std::tuple{none, Method::get, "/v1/calls/c-1"}}) {
        const auto response = f.ask(method, path, key, method == Method::post ? start : "");
        CHECK(response.status == 403);
        REQUIRE(header(response, "WWW-Authenticate") != nullptr);
        CHECK(header(response, "WWW-Authenticate")->find("insufficient_scope") !=
              std::string::npos);
    }
    CHECK(f.ask(Method::get, "/livez", none).status == 200);
}

TEST_CASE("what is personal does not get into the log, whatever a line says") {
    const std::string path = "hark-app-test-" + std::to_string(::getpid()) + ".log";
    {
        const Log log{path};
        RequestLine line;
        line.request_id = "4111111111111111";
        line.route = "/v1/pay/4111111111111111";
        line.status = 200;
        log.request(line);
        CHECK(log.redacted() == 1);
    }
    std::ifstream file{path};
    std::string text;
    std::getline(file, text);
    std::filesystem::remove(path);
    CHECK(text.find(R"("request_id":"4111111111111111")") != std::string::npos);
    CHECK(text.find("/v1/pay/[CARD]") != std::string::npos);
}

TEST_CASE("a text is redacted for a key with scope redact, and for no other") {
    Fixture f;
    constexpr std::string_view body = R"({"text":"pay 4111111111111111"})";
    const auto answer = f.ask(Method::post, "/v1/redact", f.key_with(Scope::redact), body);
    CHECK(answer.status == 200);
    CHECK(answer.body ==
          R"({"text":"pay [CARD]","spans":[{"start":4,"end":20,"entity":"CREDIT_CARD"}]})");
    CHECK(f.ask(Method::post, "/v1/redact", f.key_with(Scope::calls), body).status == 403);
    CHECK(f.ask(Method::get, "/v1/redact", f.key_with(Scope::redact)).status == 405);
    CHECK(f.ask(Method::post, "/v1/redact", f.key_with(Scope::redact), R"({"text":1})").status ==
          400);
}

TEST_CASE("to say what a caller said takes scope calls, to vouch for them scope verify too") {
    Fixture f;
    const std::string calls = f.key_with(Scope::calls);
    const std::string verify = f.key_with(Scope::verify);
    const std::string both = f.key_with(static_cast<Scope>(
        static_cast<std::uint32_t>(Scope::calls) | static_cast<std::uint32_t>(Scope::verify)));
    REQUIRE(f.ask(Method::post, "/v1/calls/start", calls, start).status == 200);
    constexpr std::string_view path = "/v1/calls/c-1/verify";
    constexpr std::string_view said = R"({"variable":"pin","value":"1"})";
    constexpr std::string_view vouched =
        R"({"method":"agent","customer_ref":"6f9619ff-8b86-4d01-b42d-00cf4fc964ff"})";
    CHECK(f.ask(Method::post, path, calls, said).status == 200);
    CHECK(f.ask(Method::post, path, calls, vouched).status == 403);
    CHECK(f.ask(Method::post, path, verify, said).status == 403);
    CHECK(f.ask(Method::post, path, verify, vouched).status == 403);
    CHECK(f.ask(Method::post, path, both, vouched).status == 404);
    CHECK(f.ask(Method::get, path, both).status == 405);
    CHECK(f.ask(Method::post, "/v1/calls//verify", both, said).status == 404);
    CHECK(f.ask(Method::post, "/v1/calls/c-1/verify/", both, said).status == 404);
}

TEST_CASE("a key is found by all of its hash, not by the part that it is filed under") {
    Fixture f;
    const std::string key = f.key_with(Scope::every);
    std::string id;
    for (const std::uint8_t byte : f.memory.key_hash(key)) {
        id.push_back("0123456789abcdef"[byte >> 4]);
        id.push_back("0123456789abcdef"[byte & 15]);
    }
    id.resize(32);
    for (const std::string& body : {"1 " + id + std::string(32, '0') + " 63 0 last", std::string{},
                                    std::string{"1"}, "2 " + id + " 63", std::string(5000, ' ')}) {
        REQUIRE(f.memory.put_record({RecordKind::api_key, id, body}).ok());
        CHECK(f.ask(Method::get, "/v1/calls/c-1", key).status == 401);
    }
}

TEST_CASE("a closed memory is no internal error but an unavailable one") {
    Fixture f;
    const std::string key = f.key_with(Scope::every);
    CHECK(f.ask(Method::get, "/readyz", key).status == 200);
    REQUIRE(f.memory.close().ok());
    const auto response = f.ask(Method::get, "/readyz", key);
    CHECK(response.status == 503);
    REQUIRE(header(response, "Retry-After") != nullptr);
    CHECK(f.ask(Method::post, "/v1/calls/start", key, start).status == 503);
    CHECK(f.ask(Method::get, "/livez", key).status == 200);
}

TEST_CASE("every error of the engine has the contract's status, and what is ours stays inside") {
    const std::pair<Code, int> table[] = {
        {Code::invalid, 400},       {Code::allowance_used, 402}, {Code::not_allowed, 403},
        {Code::not_found, 404},     {Code::conflict, 409},       {Code::several_match, 409},
        {Code::answer_gone, 410},   {Code::busy, 503},           {Code::disk_full, 503},
        {Code::read_only, 503},     {Code::closed, 503},         {Code::storage_failed, 500},
        {Code::corrupt, 500},       {Code::unsealable, 500},     {Code::internal, 500},
        {Code::newer_format, 500},  {Code::wrong_key, 500},      {Code::key_missing, 500},
        {Code::not_encrypted, 500}, {Code::no_memory_here, 500}, {Code::key_exposed, 500},
    };
    for (const auto& [code, status] : table) {
        Response response;
        problem(response, Error{code, "what happened inside", "identity_hints.ani", 5},
                {.instance = "/v1", .request_id = "r-1"});
        CAPTURE(name(code));
        CHECK(response.status == status);
        CHECK(response.content_type == "application/problem+json");
        const bool told = response.body.find("what happened inside") != std::string::npos;
        CHECK(told == (status != 500));
        CHECK((header(response, "Retry-After") != nullptr) == (status == 503));
        const auto shown = status == 500 ? std::string_view{"internal"} : name(code);
        CHECK(response.body.find("\"error\":\"" + std::string{shown} + "\"") != std::string::npos);
    }
}

} // namespace
} // namespace hark::server
