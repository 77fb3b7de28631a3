// The numbering plans of the world as one read-only table: its layout, and how to walk it. Made by
// lib/phone/generate from libphonenumber's metadata; knows nothing of how numbers are written.
//
// Two small machines are stored, both as 16-bit words:
//
// States: a deterministic automaton without loops over the digits of a national number, shared
// between all plans. A state is one word, a label word if its top bit is set, and one word per run
// of neighbouring digits that lead to the same state. Bit d of the first word says that a new run
// begins at digit d. State 0 is the dead end. 100 patterns of 250 plans become about 70 KB, and
// a number is classified in one step per digit.
//
// Prefixes: programs that recognise what is dialled before a national number ("0", "011", Brazil's
// carrier codes). They need a regular expression's ordered choice and one captured group, which the
// automaton cannot give. All jumps lead forward, so a program ends; see prefix.cpp.
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <string_view>

namespace hark::phone {

/// A number's place in its plan; libphonenumber's PhoneNumberType.
enum class PlanType : std::uint8_t {
    none, ///< in no range of the plan: not valid
    fixed_line,
    mobile,
    fixed_or_mobile,
    toll_free,
    premium_rate,
    shared_cost,
    voip,
    personal,
    pager,
    universal_access,
    voicemail
};

/// One country's plan, or that of a calling code which no country has.
struct Plan {
    std::array<char, 2> region;         ///< "US"; two zero bytes for a calling code of no country
    std::uint16_t calling_code;         ///< 1..999
    std::uint16_t general;              ///< first state: any national number at all
    std::uint32_t lengths;              ///< bit n: numbers of n digits are possible
    std::uint32_t local_lengths;        ///< bit n: n digits can only be dialled locally
    std::uint16_t international_prefix; ///< program
    std::uint16_t national_prefix;      ///< program; 0: there is none
    /// What replaces the national prefix when its group matched something: these digits and then
    /// the group. `no_transform`: nothing is ever replaced, the prefix is dropped.
    std::uint16_t transform;
};

inline constexpr std::uint16_t no_transform = 0xFFFF;

/// A country calling code and the plans that share it.
struct CallingCode {
    std::uint16_t code;
    std::uint16_t main_plan; ///< index into Table::plans; its rules hold for all of the code
    std::uint16_t types;     ///< first state: labels say plan and type
};

/// What a labelled state of CallingCode::types says about the number that ends there.
struct Label {
    std::uint16_t plan; ///< index into Table::plans, or `main_plan`
    PlanType type;
};

/// The main plan of the calling code, whichever that is: so that codes can share states.
inline constexpr std::uint16_t main_plan = 0xFFFF;

inline constexpr std::uint8_t not_indexed = 255;

/// A view; the data belongs to the program (committed table) or to whoever built it (tests).
struct Table {
    std::string_view source;     ///< library and version of the metadata
    std::uint64_t fingerprint;   ///< FNV-1a of the metadata, so that two versions are told apart
    std::span<const Plan> plans; ///< countries by region, then the others
    std::span<const CallingCode> calling_codes;       ///< by code
    std::span<const std::uint8_t> region_index;       ///< 26 * 26: letters -> plans, or not_indexed
    std::span<const std::uint8_t> calling_code_index; ///< 1000: code -> calling_codes, likewise
    std::span<const Label> labels;
    std::span<const std::string_view> transforms; ///< digits, see Plan::transform
    std::span<const std::uint16_t> states;
    std::span<const std::uint16_t> prefixes;
};

/// The table in the repository.
const Table& committed_table() noexcept;

/// Null for an unknown region (never for one that Region holds) and for an unknown code.
const Plan* find_plan(const Table& table, std::string_view region) noexcept;
const CallingCode* find_calling_code(const Table& table, unsigned code) noexcept;

inline constexpr std::uint16_t unlabelled = 0xFFFF;

/// The label of the state where `digits` end, starting from `state`; `unlabelled` when they lead
/// nowhere. O(digits).
std::uint16_t walk(const Table& table, std::uint16_t state, std::string_view digits) noexcept;

/// What a prefix program found at the start of some digits.
struct PrefixMatch {
    bool matched{false};
    std::uint8_t end{0};         ///< digits matched
    std::uint8_t group_begin{0}; ///< the captured group; empty when it took no part
    std::uint8_t group_end{0};
};

/// Runs the program at `start`; leftmost, first alternative first, like the regular expression.
PrefixMatch match_prefix(const Table& table, std::uint16_t start, std::string_view digits) noexcept;

/// The words of a prefix program: an operation in the top three bits, an operand below.
enum class PrefixOperation : std::uint16_t {
    accept,
    digit,  ///< operand: bit d set if the next digit may be d
    choice, ///< goes on with the next word; failing that, operand words further on
    jump,   ///< operand words further on
    group_begin,
    group_end,
    at_end ///< only if no digit follows
};
inline constexpr unsigned prefix_operand_bits = 13;

/// Choices that can be open at once; the generator refuses a pattern with more.
inline constexpr std::size_t prefix_choices_max = 32;

} // namespace hark::phone
