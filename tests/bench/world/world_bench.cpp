// Plays a simulated contact centre through `hark replay` and prints how good its answers were.
//
// usage: world_bench HARK POLICY WORLD SEED HOUSEHOLDS [YEARS]
//        world_bench --worlds                      lists them
//        world_bench --lines WORLD SEED HOUSEHOLDS [YEARS]   prints what replay would be given
#include <simdjson.h>

#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <string>
#include <thread>
#include <vector>

#include "tests/bench/world/metrics.hpp"
#include "tests/bench/world/replay_process.hpp"
#include "tests/bench/world/report.hpp"
#include "tests/bench/world/simulation.hpp"

namespace {

using namespace hark::world;

constexpr std::size_t resamples = 200;
constexpr std::size_t write_at_once = 48 * 1024;

[[noreturn]] void stop(const std::string& message) {
    std::fprintf(stderr, "world_bench: %s\n", message.c_str());
    std::exit(1);
}

struct Told {
    Fact fact;
    bool truth;
};

/// Passes on what happens as lines, and keeps the truth for itself.
template <typename Write>
class Teller final : public Sink {
public:
    explicit Teller(Write write) : write_{std::move(write)} {}
    void start(const Start& start) override {
        told.push_back({start.fact, start.tells_truth});
        write_line(start, lines_);
        if (lines_.size() > write_at_once) flush();
    }
    void end(const End& end) override { write_line(end, lines_); }
    void flush() {
        write_(lines_);
        lines_.clear();
    }
    std::vector<Told> told;

private:
    Write write_;
    std::string lines_;
};

Answer parse(simdjson::dom::parser& parser, const std::string& line) {
    simdjson::dom::element json;
    if (parser.parse(line).get(json) != simdjson::SUCCESS) stop("no JSON: " + line);
    const auto text = [](simdjson::dom::element from, const char* key) {
        std::string_view value;
        if (from[key].get(value) != simdjson::SUCCESS) stop(std::string{"no "} + key);
        return std::string{value};
    };
    const auto real = [](simdjson::dom::element from, const char* key) {
        double value = 0;
        if (from[key].get(value) != simdjson::SUCCESS) stop(std::string{"no "} + key);
        return value;
    };
    Answer answer;
    answer.ref = text(json, "customer_ref");
    answer.resolved = text(json, "resolved_ref");
    answer.probability = real(json, "probability");
    answer.confidence = real(json, "confidence");
    simdjson::dom::array candidates;
    if (json["returning"].get(answer.returning) != simdjson::SUCCESS ||
        json["candidates"].get(candidates) != simdjson::SUCCESS) {
        stop("not a line of replay: " + line);
    }
    for (const auto candidate : candidates) {
        answer.candidates.push_back(
            {text(candidate, "customer_ref"), real(candidate, "probability")});
    }
    return answer;
}

std::vector<Answer> play(Simulation& simulation, std::vector<Told>& told,
                         const std::vector<std::string>& command) {
    ReplayProcess replay{command};
    Teller teller{[&](const std::string& lines) {
        if (!replay.write(lines)) stop("hark replay stopped reading");
    }};
    std::thread writer{[&] {
        simulation.run(teller);
        teller.flush();
        replay.end_input();
    }};
    std::vector<Answer> answers;
    simdjson::dom::parser parser;
    for (std::string line; replay.read_line(line);)
        answers.push_back(parse(parser, line));
    writer.join();
    if (const int status = replay.wait(); status != 0) {
        stop("hark replay exited with " + std::to_string(status));
    }
    told = std::move(teller.told);
    if (answers.size() != told.size()) stop("hark replay did not answer every start");
    return answers;
}

World world_of(int count, char** arguments, int at) {
    const World* found = world_named(arguments[at]);
    if (found == nullptr) stop(std::string{"no world is called "} + arguments[at]);
    World world = *found;
    if (count > at + 3) world.years = std::atof(arguments[at + 3]);
    return world;
}

std::uint32_t whole(const char* text) { return static_cast<std::uint32_t>(std::atoi(text)); }

int run(int count, char** arguments) {
    using Clock = std::chrono::steady_clock;
    const World world = world_of(count, arguments, 3);
    Run run{arguments[2], whole(arguments[4]), whole(arguments[5]), 0};
    Simulation simulation{world, run.seed, run.households};
    std::vector<Told> told;
    const auto begun = Clock::now();
    const auto answers = play(simulation, told, {arguments[1], "replay", "--policy", run.policy});
    run.seconds = std::chrono::duration<double>(Clock::now() - begun).count();
    Judge judge{simulation.people()};
    std::vector<Outcome> outcomes;
    for (std::size_t at = 0; at < answers.size(); ++at) {
        const auto outcome = judge.judge(told[at].fact, answers[at], told[at].truth);
        if (told[at].fact.counted) outcomes.push_back(outcome);
    }
    sort_by_probability(outcomes);
    const auto text = report(world, run, outcomes, resamples);
    return std::fputs(text.c_str(), stdout) < 0 ? 1 : 0;
}

int print_lines(int count, char** arguments) {
    const World world = world_of(count, arguments, 2);
    Simulation simulation{world, whole(arguments[3]), whole(arguments[4])};
    Teller teller{[](const std::string& lines) { std::fputs(lines.c_str(), stdout); }};
    simulation.run(teller);
    teller.flush();
    return 0;
}

} // namespace

int main(int count, char** arguments) {
    const std::string first = count > 1 ? arguments[1] : "";
    if (first == "--worlds") {
        for (const World& world : worlds())
            std::printf("%s\n", std::string{world.name}.c_str());
        return 0;
    }
    if (first == "--lines" && count >= 5) return print_lines(count, arguments);
    if (first != "--lines" && count >= 6) return run(count, arguments);
    std::fprintf(stderr, "usage: world_bench HARK POLICY WORLD SEED HOUSEHOLDS [YEARS]\n");
    return 2;
}
