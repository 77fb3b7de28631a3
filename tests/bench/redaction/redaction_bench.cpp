// How fast texts are redacted, each figure beside memcpy of the same bytes, or beside an engine for
// regular expressions, in the same run: one JSON object a line, for run.py.
#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "corpus.hpp"
#include "hark/redaction.hpp"
#include "lib/redaction/scan/masks.hpp"
#include "references.hpp"
#include "tests/bench/series.hpp"

/// Of tests/unit/phone/counting_new.cpp.
extern std::size_t allocations;

namespace {

using namespace hark::bench;
using namespace hark::redaction;

constexpr std::uint64_t seed = 11;
constexpr std::size_t large = std::size_t{64} << 20;
constexpr std::size_t part = std::size_t{8} << 20; // of a slow reference
constexpr int rounds = 5;

/// The shortest of several rounds: other work on the machine is not what is measured.
template <typename Work>
double micros_of(Work&& work, int times = rounds) {
    double best = 1e18;
    for (int round = 0; round < times; ++round) {
        const auto begin = Steady::now();
        work();
        best = std::min(best, micros_since(begin));
    }
    return best;
}

double gigabytes(std::size_t bytes, double micros) {
    return static_cast<double>(bytes) / 1e3 / micros;
}

struct Copied {
    std::vector<char> to;
    explicit Copied(std::size_t bytes) : to(bytes) {}
    double speed(std::string_view text) {
        const double micros = micros_of([&] {
            std::memcpy(to.data(), text.data(), text.size());
            asm volatile("" : : "r"(to.data()) : "memory");
        });
        return gigabytes(text.size(), micros);
    }
};

Redactor made(const Options& options) {
    auto redactor = Redactor::make(options);
    if (!redactor) std::abort();
    return std::move(redactor).value();
}

double speed(const Redactor& redactor, std::string_view text, const KnownValues* known = nullptr) {
    Scratch scratch;
    std::string out;
    out.reserve(text.size() + text.size() / 4);
    return gigabytes(text.size(), micros_of([&] { redactor.redact(text, scratch, out, known); }));
}

/// Text after text, each in a call of its own.
double speed_in_pieces(const Redactor& redactor, std::string_view text, std::size_t piece) {
    Scratch scratch;
    std::string out;
    out.reserve(2 * piece);
    const auto whole = text.substr(0, text.size() / piece * piece);
    return gigabytes(whole.size(), micros_of([&] {
                         for (std::size_t at = 0; at < whole.size(); at += piece)
                             redactor.redact(whole.substr(at, piece), scratch, out);
                     }));
}

Options written_only(Format format) {
    Options options;
    options.format = format;
    options.spoken = false;
    return options;
}

void measure_corpora(Copied& copied) {
    const Redactor everything = made({});
    const Redactor written = made(written_only(Format::detect));
    const Redactor plain = made(written_only(Format::text));
    for (const auto& [name, personal] :
         {std::pair{"none", Personal::none}, std::pair{"1_in_20", Personal::every_20_lines},
          std::pair{"every", Personal::every_line}}) {
        const std::string logs = log_lines(seed, large, personal);
        const double copy = copied.speed(logs);
        print_row(("logs_json_" + std::string{name}).c_str(), speed(written, logs), copy, "GB/s");
        print_row(("logs_plain_" + std::string{name}).c_str(), speed(plain, logs), copy, "GB/s");
        print_row(("logs_all_" + std::string{name}).c_str(), speed(everything, logs), copy, "GB/s");
        const std::string calls = transcript(seed, large, personal);
        const double copy_calls = copied.speed(calls);
        print_row(("calls_written_" + std::string{name}).c_str(), speed(written, calls), copy_calls,
                  "GB/s");
        print_row(("calls_spoken_" + std::string{name}).c_str(), speed(everything, calls),
                  copy_calls, "GB/s");
        if (personal != Personal::every_20_lines) continue;
        print_row("logs_4k", speed_in_pieces(written, logs, 4096), copy, "GB/s");
        print_row("logs_300", speed_in_pieces(written, logs, 300), copy, "GB/s");
    }
    for (const double percent : {0.5, 5.0, 25.0, 60.0}) {
        const std::string text = dense(seed, large, percent);
        char name[32];
        std::snprintf(name, sizeof name, "digits_%g", percent);
        print_row(name, speed(everything, text), copied.speed(text), "GB/s");
    }
}

void measure_known() {
    KnownValues known;
    for (int index = 0; index < 200; ++index) {
        std::string value = "Value" + std::to_string(7919 * index % 10'007) + " Holder";
        value += static_cast<char>('a' + index % 26);
        if (!known.add(value).ok()) std::abort();
    }
    known.build();
    const Redactor redactor = made({});
    const std::string logs = log_lines(seed, large / 2, Personal::every_20_lines);
    const std::string calls = transcript(seed, large / 2, Personal::every_20_lines);
    print_row("known_logs", speed(redactor, logs, &known), speed(redactor, logs), "GB/s");
    print_row("known_calls", speed(redactor, calls, &known), speed(redactor, calls), "GB/s");
    const double build = micros_of(
        [&] {
            KnownValues few;
            for (std::size_t index = 0; index < KnownValues::fast_max; ++index)
                if (!few.add("Somebody Number" + std::to_string(1000 + index)).ok()) std::abort();
            few.build();
        },
        50);
    print_row("known_build", build, 0, "us");
}

void measure_engines() {
    Options options = written_only(Format::detect);
    options.entities.emplace();
    for (const Entity entity : {Entity::credit_card, Entity::us_ssn, Entity::phone_number,
                                Entity::email_address, Entity::ip_address})
        options.entities->set(static_cast<std::size_t>(entity));
    const Redactor same = made(options);
    const Re2Reference re2;
    const VectorscanReference vectorscan;
    for (const auto& [name, text] :
         {std::pair{"logs", log_lines(seed, part, Personal::every_20_lines)},
          std::pair{"calls", transcript(seed, part, Personal::every_20_lines)}}) {
        const double ours = speed(same, text);
        print_row((std::string{"re2_"} + name).c_str(), ours,
                  gigabytes(text.size(), micros_of([&] { re2.spans(text); }, 2)), "GB/s");
        print_row((std::string{"vectorscan_"} + name).c_str(), ours,
                  gigabytes(text.size(), micros_of([&] { vectorscan.spans(text); }, 2)), "GB/s");
    }
}

void measure_line() {
    const std::string logs = log_lines(seed, 1 << 20, Personal::none);
    std::vector<std::string> lines;
    for (std::size_t at = 0; at < logs.size();) {
        const std::size_t end = logs.find('\n', at) + 1;
        lines.push_back(logs.substr(at, end - at));
        at = end;
    }
    const Redactor redactor = made({});
    Scratch scratch;
    std::string out;
    out.reserve(4096);
    for (const std::string& line : lines)
        redactor.redact(line, scratch, out);
    Series series;
    std::size_t bytes = 0;
    for (int round = 0; round < 10; ++round)
        for (const std::string& line : lines) {
            series.time([&] { redactor.redact(line, scratch, out); });
            bytes += line.size();
        }
    const std::size_t before = allocations;
    for (const std::string& line : lines)
        redactor.redact(line, scratch, out);
    print_row("line_allocations", static_cast<double>(allocations - before), 0, "");
    print_row("line_p50", 1e3 * series.p50(), 0, "ns", 1e3 * series.at(0.99));
    print_row("line_bytes", static_cast<double>(bytes) / 10.0 / static_cast<double>(lines.size()),
              0, "bytes");
}

void measure_worst() {
    const Redactor redactor = made({});
    const double normal =
        speed(redactor, log_lines(seed, std::size_t{4} << 20, Personal::every_20_lines));
    const auto repeated = [](std::string_view piece, std::size_t bytes) {
        std::string text;
        while (text.size() < bytes)
            text += piece;
        return text;
    };
    const std::size_t size = std::size_t{4} << 20;
    for (const auto& [name, piece] :
         std::vector<std::pair<std::string, std::string>>{{"digits", "4111111111111112"},
                                                          {"ones", "1 "},
                                                          {"at", "a@"},
                                                          {"dots", "."},
                                                          {"dotted", "1.2.3.4.5"},
                                                          {"brackets", "("},
                                                          {"numbers", "(202) 555-"},
                                                          {"colons", "ab:cd::"},
                                                          {"words", "card cvv pin "},
                                                          {"spoken", "one two three "},
                                                          {"quotes", "\"\\\""},
                                                          {"percent", "%34%31"},
                                                          {"utf8", "\xEF\xBC\x94"},
                                                          {"address", "12 Oak "},
                                                          {"keys", "dtmf=4 "},
                                                          {"braces", "{\"a\":["}}) {
        const double here = speed(redactor, repeated(piece, size));
        const double twice = speed(redactor, repeated(piece, 2 * size));
        print_row(("worst_" + name).c_str(), here, normal, "GB/s", 2 * here / twice);
    }
}

void measure_paths(Copied& copied) {
    const std::string logs = log_lines(seed, large, Personal::none);
    const double copy = copied.speed(logs);
    std::vector<Masks> masks(64);
    for (const auto& [name, classify] : {
             std::pair{"masks_scalar", &classify_scalar},
#if defined(__x86_64__)
             std::pair{"masks_sse2", &classify_sse2},
             std::pair{"masks_avx2", &classify_avx2},
#endif
         }) {
        if (std::string_view{name} == "masks_avx2" && !__builtin_cpu_supports("avx2")) continue;
        const double micros = micros_of(
            [&, run = classify] {
                for (std::size_t at = 0; at + 4096 <= logs.size(); at += 4096) {
                    run(logs.data() + at, 64, masks.data());
                    asm volatile("" : : "r"(masks.data()) : "memory");
                }
            },
            2);
        print_row(name, gigabytes(logs.size(), micros), copy, "GB/s");
    }
}

} // namespace

int main(int count, char** arguments) {
    const std::string_view only = count > 1 ? arguments[1] : "";
    const auto wants = [only](std::string_view name) { return only.empty() || only == name; };
    Copied copied{large};
    if (wants("corpora")) measure_corpora(copied);
    if (wants("known")) measure_known();
    if (wants("engines")) measure_engines();
    if (wants("line")) measure_line();
    if (wants("worst")) measure_worst();
    if (wants("paths")) measure_paths(copied);
}
