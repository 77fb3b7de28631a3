// Runs to decisions: which of what was said is personal. A card proves itself by brand and check
// digit; everything else by what was announced, or by a length that nothing harmless has.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "hark/redaction.hpp"
#include "lib/redaction/spoken/runs.hpp"

namespace hark::redaction::spoken {

/// What was announced, and how far it reaches.
struct Topic {
    Entity entity{};
    bool set{false};
    bool strong{false};
    bool harmless{false};
    std::uint32_t end{0}; ///< offset behind the phrase; ignored when `armed`
    bool armed{false};    ///< asked for in an earlier turn, or by the flow
};

/// The topic that a phrase's unit announces.
Topic topic_of(const Unit& unit) noexcept;

struct Decision {
    std::uint32_t begin{0}, end{0};
    Entity entity{};
    bool announced{false};
};

struct Hearing {
    std::string_view text;
    const std::vector<Unit>& units;
    const std::vector<Run>& runs;
    bool speech{false}; ///< known to be speech: written digits are what the recogniser made of it
};

/// Adds what is found to `decisions`. `topic` is what was announced before the text; it becomes
/// what the text leaves announced.
void decide(const Redactor::Engine& engine, const Hearing& hearing, Topic& topic,
            std::vector<Decision>& decisions);

/// Names and ids spelled in letters, addresses of e-mail and of streets, dates (spelled.cpp).
void decide_spelled(const Redactor::Engine& engine, const Hearing& hearing, const Topic& topic,
                    std::vector<Decision>& decisions);

bool is_card_number(std::string_view digits) noexcept;
/// Ten digits of the North American plan, with or without the 1.
bool is_nanp(std::string_view digits) noexcept;

} // namespace hark::redaction::spoken
