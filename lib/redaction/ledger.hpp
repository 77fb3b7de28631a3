// What a dialogue remembers: runs of digits of the last turns, with their places, and numbers that
// were found and may be read back. Bounded in turns, in runs and in digits; wiped when it goes.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

#include "hark/redaction.hpp"

namespace hark::redaction {

/// A run of digits of one turn.
struct Piece {
    static constexpr std::size_t digits_max = 24;

    std::size_t turn{0};
    std::uint32_t begin{0}, end{0};
    Speaker speaker{Speaker::unknown};
    std::array<char, digits_max> digits{};
    std::uint8_t count{0};
    std::uint16_t words_before{0}; ///< in all turns since the piece before it, fillers not counted
    bool taken{false};             ///< found already
    Entity entity{};               ///< as what, when taken

    std::string_view view() const noexcept { return {digits.data(), count}; }
    /// A number by itself, of which nothing is missing.
    bool is_whole() const noexcept {
        return count >= 10 ||
               (taken && entity != Entity::credit_card && entity != Entity::phone_number);
    }
};

class Ledger {
public:
    static constexpr std::size_t pieces_max = 256;
    static constexpr std::size_t numbers_max = 16;

    /// Never grows beyond what it reserves, so that wiping leaves no copy behind.
    Ledger() {
        pieces_.reserve(pieces_max);
        found_.reserve(pieces_max);
    }
    ~Ledger() { wipe(); }
    Ledger(const Ledger&) = delete;
    Ledger& operator=(const Ledger&) = delete;

    /// Forgets what lies more than Dialogue::turns_kept before `turn`.
    void begin_turn(std::size_t turn);

    /// Calls `found(piece)` for the pieces that `piece` completes or repeats, itself included, and
    /// that were not taken; they are taken then, and their `entity` says as what.
    template <typename Found>
    void add(const Piece& piece, Found&& found) {
        found_.clear();
        take(piece);
        for (const std::size_t index : found_)
            found(pieces_[index]);
    }

    void wipe() noexcept;

private:
    /// A number that was found, joined from its pieces.
    struct Number {
        std::array<char, Piece::digits_max> digits{};
        std::size_t count{0};
        std::size_t turn{0};
        Entity entity{};
        std::string_view view() const noexcept { return {digits.data(), count}; }
    };

    void take(const Piece& piece);
    bool join(bool any_speaker);
    void take_chain(const std::size_t* chain, std::size_t count, std::string_view digits,
                    Entity entity);
    void remember(std::string_view digits, Entity entity, std::size_t turn);
    void mark(std::size_t index, Entity entity);
    bool echoes(std::size_t index, const std::size_t* chain, std::size_t count) const noexcept;
    bool repeats(const Piece& piece, const Number& number) const noexcept;

    std::vector<Piece> pieces_;
    std::vector<std::size_t> found_;
    std::array<Number, numbers_max> numbers_{};
    std::size_t next_number_{0};
};

} // namespace hark::redaction
