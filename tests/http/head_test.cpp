// What can be decided without a socket: heads, paths, API keys, request ids.
#define DOCTEST_CONFIG_IMPLEMENT_WITH_MAIN
#include <doctest/doctest.h>

#include <set>
#include <string>
#include <variant>

#include "hark/limits.hpp"
#include "server/auth/api_key.hpp"
#include "server/http/head.hpp"
#include "server/routes/request_id.hpp"

namespace hark::server {
namespace {

int refused(const std::string& head) {
    const auto checked = check_head(head);
    const auto* refusal = std::get_if<Refusal>(&checked);
    return refusal == nullptr ? 0 : refusal->status;
}

std::string with(const std::string& header, const std::string& method = "POST") {
    return method + " /v1/calls/start HTTP/1.1\r\nHost: x\r\n" + header + "\r\n\r\n";
}

TEST_CASE("a head gives the path without query, the headers that count and the body's length") {
    const std::string text =
        "POST /v1/calls/start?a=b HTTP/1.1\r\nhost: x\r\nAUTHORIZATION:\tBearer k \r\n"
        "Content-Type: application/json\r\ncontent-length: 0042\r\nX-Request-Id: r-1\r\n"
        "traceparent: t\r\nExpect: 100-Continue\r\nContent-Encoding: gzip\r\nX: \xff\r\n\r\n";
    const auto checked = check_head(text);
    REQUIRE(std::holds_alternative<Head>(checked));
    const auto& head = std::get<Head>(checked);
    CHECK(head.request.method == Method::post);
    CHECK(head.request.path == "/v1/calls/start");
    CHECK(head.request.authorization == "Bearer k");
    CHECK(head.request.content_type == "application/json");
    CHECK(head.request.traceparent == "t");
    CHECK(head.request.encoded);
    CHECK(head.body_bytes == 42);
    CHECK(head.expects_continue);
}

TEST_CASE("every cut of a head is refused") {
    const std::string whole = with("Content-Length: 5\r\nX-Request-Id: a");
    CHECK(refused(whole) == 0);
    for (std::size_t size = 0; size < whole.size(); ++size)
        CHECK(refused(whole.substr(0, size)) != 0);
}

TEST_CASE("a head with any control character in it is refused") {
    const std::string whole = with("X-Request-Id: abc");
    for (std::size_t at = 0; at + 4 < whole.size(); ++at) {
        for (const char bad : {'\0', '\x01', '\n', '\r', '\x7f'}) {
            std::string changed = whole;
            if (changed[at] == '\r' || changed[at] == '\n') continue;
            changed[at] = bad;
            CHECK(refused(changed) != 0);
        }
    }
}

TEST_CASE("a body's length is believed only when it is plain and small") {
    CHECK(refused(with("Content-Length: 65536")) == 0);
    CHECK(refused(with("Content-Length: 65537")) == 413);
    CHECK(refused(with("Content-Length: 999999999999999999")) == 413);
    CHECK(refused(with("Content-Length: 99999999999999999999999999")) == 400);
    CHECK(refused(with("Content-Length: 18446744073709551621")) == 400);
    CHECK(refused(with("Content-Length: 5\r\nContent-Length: 5")) == 400);
    CHECK(refused(with("Content-Length: 5", "GET")) == 400);
    CHECK(refused(with("Content-Length: 0", "DELETE")) == 0);
    CHECK(refused(with("Transfer-Encoding: chunked")) == 411);
}

TEST_CASE("paths and targets have limits to the byte") {
    const auto get = [](std::size_t path, std::size_t query) {
        return refused("GET /" + std::string(path - 1, 'a') + "?" + std::string(query, 'b') +
                       " HTTP/1.1\r\nHost: x\r\n\r\n");
    };
    CHECK(get(limits::path_bytes_max, 10) == 0);
    CHECK(get(limits::path_bytes_max + 1, 10) == 414);
    CHECK(get(10, target_bytes_max - 11) == 0);
    CHECK(get(10, target_bytes_max - 10) == 414);
}

TEST_CASE("a path segment is percent-decoded once and a bad escape is told") {
    std::string out;
    CHECK(percent_decode("a%2Fb%2541+", out));
    CHECK(out == "a/b%41+");
    for (const char* bad : {"%", "%4", "%g0", "%0g", "a%", "%%41"})
        CHECK_FALSE(percent_decode(bad, out));
}

TEST_CASE("an API key that was made is one, and no change of one character leaves it one") {
    const std::string key = make_api_key();
    CHECK(key.size() == api_key_bytes);
    CHECK(is_api_key(key));
    CHECK(key != make_api_key());
    for (std::size_t at = 0; at < key.size(); ++at) {
        std::string typo = key;
        typo[at] = typo[at] == 'A' ? 'B' : 'A';
        CHECK_FALSE(is_api_key(typo));
    }
    for (std::size_t at = 8; at + 1 < key.size(); ++at) {
        std::string swapped = key;
        std::swap(swapped[at], swapped[at + 1]);
        CHECK(is_api_key(swapped) == (swapped == key));
    }
    CHECK_FALSE(is_api_key(""));
    CHECK_FALSE(is_api_key(key + "0"));
    CHECK_FALSE(is_api_key(std::string_view{key}.substr(1)));
}

TEST_CASE("a checksum computed elsewhere is accepted") {
    // zlib's crc32 of the first 38 characters, in base62 with digits, upper and lower case.
    CHECK(
        is_api_key("hk_live_000000000000000000000000000000"
                   "0g079H"));
}

TEST_CASE("texts of one size compare as they should") {
    CHECK(equal_in_constant_time("abc", "abc"));
    CHECK_FALSE(equal_in_constant_time("abc", "abd"));
    CHECK_FALSE(equal_in_constant_time("bbc", "abc"));
    CHECK_FALSE(equal_in_constant_time("abc", "abcd"));
    CHECK(equal_in_constant_time("", ""));
}

TEST_CASE("request ids are plain and never the same") {
    std::set<std::string> seen;
    for (int i = 0; i < 1000; ++i) {
        const RequestId id;
        CHECK(id.text().size() == 24);
        CHECK(seen.insert(std::string{id.text()}).second);
    }
}

TEST_CASE("a client that wants the connection closed may say so in any way it is allowed to") {
    const auto closes = [](const std::string& headers) {
        const auto text = with(headers);
        const auto checked = check_head(text);
        REQUIRE(std::holds_alternative<Head>(checked));
        return std::get<Head>(checked).closes;
    };
    for (const char* yes : {"Connection: close", "Connection: Close", "connection: CLOSE",
                            "Connection: keep-alive, close", "Connection: close , x",
                            "Connection: keep-alive\r\nConnection: close"}) {
        CAPTURE(yes);
        CHECK(closes(yes));
    }
    for (const char* no : {"Connection: keep-alive", "Connection: closed", "Connection:",
                           "Connection: not close", "Connections: close", "X: close"}) {
        CAPTURE(no);
        CHECK_FALSE(closes(no));
    }
}

} // namespace
} // namespace hark::server
