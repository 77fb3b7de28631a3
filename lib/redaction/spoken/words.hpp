// Speech as written down, cut into units: number words, written digits, letters, symbols, fillers,
// and everything else. Knows what a word can be, not what it means here (runs.hpp decides that).
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

#include "lib/redaction/gate.hpp"

namespace hark::redaction::spoken {

enum class Kind : std::uint8_t {
    other,
    digit,     ///< zero to nine; value 0 to 9
    oh,        ///< "oh", "o": a zero beside digits
    homophone, ///< to, too, for, fore, ate, won: digits only between two digits
    teen,      ///< ten to nineteen
    tens,      ///< twenty to ninety
    hundred,
    thousand,  ///< "two thousand five", "twenty thousand"
    magnitude, ///< million and more: what it follows is an amount
    repeat,    ///< double, triple; value 2 or 3
    written,   ///< digits
    letter,    ///< a single letter; value is it in lower case
    spelling,  ///< alpha, bravo; value is its letter
    dot,
    dash,
    underscore,
    at,
    filler,
    correction,
    month,     ///< value 1 to 12
    ordinal,   ///< first, third, 21st
    measure,   ///< dollars, percent, minutes, o'clock: what stands before it is an amount or a time
    street,    ///< street, avenue: ends an address
    top_domain ///< com, org
};

/// What lies between a unit and the one before it.
enum class Gap : std::uint8_t {
    joined, ///< a blank or a hyphen
    weak,   ///< a comma or full stop as well
    hard    ///< anything else: a quote, a bracket, a line's end
};

inline constexpr std::uint16_t no_topic = 0xFFFF;
/// An order number, a ticket: what follows is nobody's secret.
inline constexpr std::uint16_t harmless_topic = 0xFFFE;
/// Added to an entity: the word alone announces little ("card"), digits must have the full length.
inline constexpr std::uint16_t weak_topic = 0x1000;

struct Unit {
    std::uint32_t begin{0}, end{0};
    Kind kind{Kind::other};
    std::uint8_t value{0};
    Gap gap{Gap::hard};
    std::uint16_t topic{no_topic}; ///< of the phrase that ends with this unit
};

/// The phrases that announce what comes, as literals whose meaning is a topic.
std::vector<Literal> topic_literals();

/// The words that make it worth while to read a line as speech when two stand close together.
std::vector<std::string_view> number_words();

/// The words that make it worth while by themselves: addresses and spelling need no number.
std::vector<std::string_view> openers();

/// Cuts text[begin, end) into units, at most `units_max` of them; replaces the content of `units`.
void read_units(std::string_view text, std::size_t begin, std::size_t end, const Gate& topics,
                std::size_t units_max, std::vector<Unit>& units);

} // namespace hark::redaction::spoken
