// The way to a log: redacted, counted, and closed where that fails.
#include "hark/log_sink.hpp"

#include <numeric>

#include "kit.hpp"

TEST_CASE("a line reaches the log redacted, and what was replaced is counted") {
    const auto redactor = kit::redactor_with({});
    std::string log;
    const kit::LogSink sink{redactor, [&log](std::string_view line) { log += line; }};
    sink.write(R"({"event":"paid","card":4111111111111111})");
    sink.write("clean");
    sink.write("");
    CHECK(log == "{\"event\":\"paid\",\"card\":\"[CARD]\"}\nclean\n\n");
    const auto counters = sink.counters();
    CHECK(counters.by_entity[static_cast<std::size_t>(kit::Entity::credit_card)] == 1);
    CHECK(std::accumulate(counters.by_rule.begin(), counters.by_rule.end(), 0U) == 1);
    CHECK(sink.failures() == 0);
}

TEST_CASE("a line that cannot be redacted does not reach the log") {
    const auto redactor = kit::redactor_with({});
    std::string log;
    const kit::LogSink sink{redactor, [&log](std::string_view line) { log += line; }};
    sink.write("4111111111111111 " + std::string(kit::LogSink::line_bytes_max, 'x'));
    CHECK(log == "[REDACTION_ERROR len=16401]\n");
    CHECK(sink.failures() == 1);
    sink.write(std::string(kit::LogSink::line_bytes_max, 'x'));
    CHECK(log.size() == 28 + kit::LogSink::line_bytes_max + 1);
}
