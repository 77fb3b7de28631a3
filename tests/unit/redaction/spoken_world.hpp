// Dialogues made from a seed: made-up numbers said in the ways people say them, with what must go
// known by place, and small talk in which nothing may. Measures recall and false spans.
#pragma once

#include <array>
#include <map>
#include <random>
#include <string>
#include <vector>

#include "hark/redaction.hpp"

namespace spoken_world {

namespace redaction = hark::redaction;

struct Secret {
    std::size_t turn{0}, begin{0}, end{0};
    redaction::Entity entity{};
};

struct Dialogue {
    std::vector<redaction::Speaker> speakers;
    std::vector<std::string> texts;
    std::vector<Secret> secrets;
};

class Generator {
public:
    explicit Generator(std::uint64_t seed) : random_{seed} {}
    Dialogue next();

private:
    std::size_t below(std::size_t count) { return static_cast<std::size_t>(random_() % count); }
    bool chance(unsigned percent) { return below(100) < percent; }
    std::string pick(std::initializer_list<const char*> choices);

    void say(Dialogue& dialogue, redaction::Speaker speaker, const std::string& text);
    void say_secret(Dialogue& dialogue, redaction::Speaker speaker, const std::string& before,
                    const std::string& secret, const std::string& behind, redaction::Entity entity);
    void small_talk(Dialogue& dialogue);
    void card(Dialogue& dialogue);
    void other(Dialogue& dialogue);

    std::string digits(std::size_t count);
    std::string card_number();
    std::string spoken(const std::string& digits);
    std::string grouped(const std::string& digits);
    std::string word(char digit);

    std::mt19937_64 random_;
};

struct Score {
    void add(const redaction::Redactor& redactor, const Dialogue& dialogue);
    double recall(bool cards) const;
    std::size_t false_spans() const { return wrong; }
    std::string report() const;

    std::size_t live_differs{0};

private:
    struct Count {
        std::size_t said{0}, found{0};
    };
    std::map<redaction::Entity, Count> counts;
    std::size_t wrong{0}, turns{0};
    std::vector<std::string> examples;
};

} // namespace spoken_world
