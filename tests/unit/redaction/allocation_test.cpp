// Redaction allocates nothing. The whole program counts its allocations here, so this is a program
// of its own.
#define DOCTEST_CONFIG_IMPLEMENT_WITH_MAIN
#include <doctest/doctest.h>

#include <array>
#include <string>

#include "kit.hpp"

extern std::size_t allocations;

TEST_CASE("neither a clean line nor one with spans costs an allocation") {
    const auto redactor = kit::redactor_with({});
    kit::Scratch scratch;
    std::array<char, 512> out;
    for (const std::string_view text :
         {"{\"ts\":\"2026-11-22T18:20:59.123Z\",\"level\":\"info\",\"msg\":\"call started\"}",
          "my card is 4111 1111 1111 1111, again: 4111-1111-1111-1111"}) {
        const std::size_t before = allocations;
        redactor.redact_into(text, scratch, out);
        CHECK(allocations == before);
    }
}
