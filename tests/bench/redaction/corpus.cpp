// Fields and sentences are put together anew for each line, so that no line comes twice.
#include "corpus.hpp"

#include <algorithm>
#include <array>
#include <random>
#include <string_view>

namespace hark::bench {
namespace {

using Random = std::mt19937_64;

template <std::size_t N>
std::string_view one_of(const std::array<std::string_view, N>& all, Random& random) {
    return all[random() % N];
}

std::string digits(Random& random, std::size_t count) {
    std::string text;
    for (std::size_t index = 0; index < count; ++index)
        text += static_cast<char>('0' + random() % 10);
    return text;
}

std::string hex(Random& random, std::size_t count) {
    std::string text;
    for (std::size_t index = 0; index < count; ++index)
        text += "0123456789abcdef"[random() % 16];
    return text;
}

std::string uuid(Random& random) {
    return hex(random, 8) + "-" + hex(random, 4) + "-4" + hex(random, 3) + "-a" + hex(random, 3) +
           "-" + hex(random, 12);
}

std::string two(std::uint64_t number) {
    return {static_cast<char>('0' + number / 10 % 10), static_cast<char>('0' + number % 10)};
}

std::string time_of(Random& random) {
    return "2026-11-" + two(1 + random() % 28) + "T" + two(random() % 24) + ":" +
           two(random() % 60) + ":" + two(random() % 60) + "." + digits(random, 3) + "Z";
}

std::string card(Random& random) {
    std::string number = "4" + digits(random, 14);
    int sum = 0;
    for (std::size_t index = 0; index < number.size(); ++index) {
        int digit = number[index] - '0';
        if (index % 2 == 0 && (digit *= 2) > 9) digit -= 9;
        sum += digit;
    }
    return number + static_cast<char>('0' + (10 - sum % 10) % 10);
}

std::string in_fours(const std::string& number) {
    return number.substr(0, 4) + " " + number.substr(4, 4) + " " + number.substr(8, 4) + " " +
           number.substr(12);
}

std::string phone(Random& random) {
    return std::to_string(2 + random() % 8) + "0" + std::to_string(1 + random() % 8) + "-555-01" +
           digits(random, 2);
}

/// Something written that must go.
std::string personal(Random& random) {
    switch (random() % 5) {
        case 0:
            return "card " + in_fours(card(random));
        case 1:
            return "call back at " + phone(random);
        case 2:
            return "mail to caller" + digits(random, 4) + "@example.com";
        case 3:
            return "ssn 3" + digits(random, 2) + "-4" + digits(random, 1) + "-1" +
                   digits(random, 3);
        default:
            return "+1 (202) 555-01" + digits(random, 2);
    }
}

constexpr std::array<std::string_view, 8> services{"ivr-gateway", "call-router",  "asr-worker",
                                                   "memory-api",  "queue-broker", "tts-cache",
                                                   "media-relay", "billing-sync"};
constexpr std::array<std::string_view, 10> messages{"call connected",
                                                    "prompt played to the end",
                                                    "menu choice taken",
                                                    "speech recognised",
                                                    "transfer to agent queued",
                                                    "silence detected, asking again",
                                                    "context loaded from memory",
                                                    "retrying upstream after time-out",
                                                    "session closed by caller",
                                                    "announcement skipped"};
constexpr std::array<std::string_view, 4> levels{"info", "info", "debug", "warn"};

std::string log_line(Random& random, bool with_personal) {
    std::string line = R"({"ts":")" + time_of(random) + R"(","level":")";
    line.append(one_of(levels, random)).append(R"(","svc":")").append(one_of(services, random));
    line.append(R"(","host":"node-)").append(two(random())).append(R"(","trace":")");
    line.append(hex(random, 32)).append(R"(","session":")").append(uuid(random));
    line.append(R"(","epoch_ms":17)").append(digits(random, 11)).append(R"(,"took_us":)");
    line.append(std::to_string(random() % 90'000)).append(R"(,"attempt":)");
    line.append(std::to_string(1 + random() % 3)).append(R"(,"msg":")");
    line.append(one_of(messages, random));
    if (with_personal) line.append(": ").append(personal(random));
    return line.append("\"}\n");
}

constexpr std::array<std::string_view, 24> sentences{
    "okay so I was calling about the bill that came last week",
    "sure, I can help you with that, let me just pull up the details",
    "I have been waiting for the technician since this morning",
    "no one told me that the price would go up again",
    "could you hold on for one moment while I check that for you",
    "yeah the router keeps blinking and then it goes dark",
    "and that happened for the third time this month",
    "thank you so much for your patience today",
    "I would like to change the plan to the smaller one",
    "is there anything else that I can do for you",
    "well my husband said we should just cancel the whole thing",
    "the order was supposed to arrive on friday but it never did",
    "I understand, that must be frustrating",
    "can you tell me when somebody will be able to come out",
    "let me transfer you to the team that handles refunds",
    "it says on the website that the first two months are free",
    "I tried to reset it twice and nothing changed",
    "the appointment is on tuesday between ten and twelve",
    "you should receive a message with a link in a few minutes",
    "that would be about forty dollars a month plus tax",
    "oh that is great, thanks a lot",
    "we moved to the new apartment at the end of march",
    "the line was cut off when I was talking to your colleague",
    "please stay on the line for a short survey after this call"};
constexpr std::array<std::string_view, 10> spoken{"four", "seven", "two",  "nine",  "three",
                                                  "one",  "eight", "zero", "seven", "five"};

std::string turn(Random& random, bool with_personal) {
    std::string line{random() % 2 == 0 ? "agent: " : "caller: "};
    const std::size_t count = 1 + random() % 3;
    for (std::size_t index = 0; index < count; ++index)
        line.append(index == 0 ? "" : ", ").append(one_of(sentences, random));
    if (with_personal) {
        line.append(", ");
        if (random() % 2 == 0) {
            line.append("my phone number is");
            for (int index = 0; index < 10; ++index)
                line.append(" ").append(one_of(spoken, random));
        } else {
            line.append(personal(random));
        }
    }
    return line.append("\n");
}

template <typename Line>
std::string lines(std::size_t bytes, Personal personal, Line&& line) {
    std::string text;
    text.reserve(bytes);
    for (std::size_t number = 0;; ++number) {
        const bool with = personal == Personal::every_line ||
                          (personal == Personal::every_20_lines && number % 20 == 7);
        const std::string next = line(with);
        if (text.size() + next.size() > bytes) return text;
        text += next;
    }
}

} // namespace

std::string log_lines(std::uint64_t seed, std::size_t bytes, Personal personal) {
    Random random{seed};
    return lines(bytes, personal, [&](bool with) { return log_line(random, with); });
}

std::string transcript(std::uint64_t seed, std::size_t bytes, Personal personal) {
    Random random{seed};
    return lines(bytes, personal, [&](bool with) { return turn(random, with); });
}

std::string dense(std::uint64_t seed, std::size_t bytes, double percent) {
    Random random{seed};
    constexpr std::array<std::string_view, 8> words{"took", "bytes",  "item", "cache",
                                                    "for",  "worker", "step", "queue"};
    return lines(bytes, Personal::none, [&](bool) {
        std::string line;
        std::size_t written = 0;
        while (line.size() < 200) {
            if (100.0 * static_cast<double>(written) < percent * static_cast<double>(line.size())) {
                const std::size_t count = 1 + random() % 12;
                line += digits(random, count);
                written += count;
            } else {
                line += one_of(words, random);
            }
            line += ' ';
        }
        line.back() = '\n';
        return line;
    });
}

double digit_share(const std::string& text) {
    const auto count = std::count_if(text.begin(), text.end(),
                                     [](char byte) { return byte >= '0' && byte <= '9'; });
    return 100.0 * static_cast<double>(count) / static_cast<double>(text.size());
}

} // namespace hark::bench
