// Joining is tried backwards from the newest piece, as far as a number can reach; pieces of the
// other speaker and short acknowledgements between do not part it.
#include "lib/redaction/ledger.hpp"

#include <algorithm>

#include "lib/base/keyed_digest.hpp"
#include "lib/redaction/spoken/decide.hpp"

namespace hark::redaction {
namespace {

constexpr std::size_t chain_max = 19;
/// "okay", "and the next four digits please": more words than this begin something else.
constexpr unsigned card_gap_words = 14, phone_gap_words = 5;
constexpr unsigned phone_part_digits_min = 3;
constexpr std::size_t repeat_digits_min = 3, sure_repeat_digits_min = 4;
constexpr std::size_t repeat_turns_max = 12;
/// Part of a number, said once more: at once, or it is another.
constexpr std::size_t echo_turns_max = 3;

} // namespace

void Ledger::begin_turn(std::size_t turn) {
    const auto old = [turn](const Piece& piece) {
        return piece.turn + Dialogue::turns_kept <= turn;
    };
    const auto kept = std::find_if_not(pieces_.begin(), pieces_.end(), old);
    pieces_.erase(pieces_.begin(), kept);
    for (Number& number : numbers_)
        if (number.turn + Dialogue::turns_kept <= turn) number.count = 0;
}

void Ledger::mark(std::size_t index, Entity entity) {
    Piece& piece = pieces_[index];
    if (piece.taken) return;
    piece.taken = true;
    piece.entity = entity;
    found_.push_back(index);
}

void Ledger::take(const Piece& piece) {
    if (pieces_.size() == pieces_max)
        pieces_.erase(pieces_.begin(), pieces_.begin() + pieces_max / 4);
    pieces_.push_back(piece);
    const bool joined = join(false) || join(true);
    Piece& newest = pieces_.back();
    if (!joined && newest.taken) remember(newest.view(), newest.entity, newest.turn);
    if (newest.taken) return;
    for (const Number& number : numbers_)
        if (repeats(newest, number)) return mark(pieces_.size() - 1, number.entity);
    for (std::size_t index = pieces_.size() - 1; index-- > 0;) {
        const Piece& before = pieces_[index];
        if (before.turn + echo_turns_max < newest.turn) return;
        if (before.taken && before.count >= repeat_digits_min && before.view() == newest.view())
            return mark(pieces_.size() - 1, before.entity);
    }
}

/// Is the newest piece the end of a card or a telephone number that was said in parts?
bool Ledger::join(bool any_speaker) {
    std::array<std::size_t, chain_max> chain{};
    std::array<char, chain_max> digits{};
    std::size_t links = 0, count = 0;
    unsigned words = 0;
    bool thin = true;
    std::size_t best_links = 0, best_count = 0;
    Entity best{};
    const Piece& newest = pieces_.back();
    for (std::size_t index = pieces_.size(); index-- > 0 && links < chain_max;) {
        const Piece& piece = pieces_[index];
        if (any_speaker || piece.speaker == newest.speaker) {
            if (count + piece.count > chain_max || piece.is_whole()) break;
            if (piece.count < phone_part_digits_min) thin = false;
            chain[links++] = index;
            count += piece.count;
            std::copy_n(piece.digits.begin(), piece.count, digits.end() - std::ptrdiff_t(count));
            const std::string_view all{digits.data() + (chain_max - count), count};
            const bool phone = thin && pieces_[index].turn != newest.turn && spoken::is_nanp(all);
            if (links > 1 && (phone || spoken::is_card_number(all))) {
                best_links = links;
                best = phone ? Entity::phone_number : Entity::credit_card;
                best_count = count;
            }
            words = 0;
        }
        words += piece.words_before;
        if (words > card_gap_words) break;
        thin = thin && words <= phone_gap_words;
    }
    if (best_links == 0) return false;
    take_chain(chain.data(), best_links, {digits.data() + (chain_max - best_count), best_count},
               best);
    return true;
}

void Ledger::take_chain(const std::size_t* chain, std::size_t count, std::string_view digits,
                        Entity entity) {
    const std::size_t since = pieces_[chain[count - 1]].turn;
    for (std::size_t link = 0; link < count; ++link)
        mark(chain[link], entity);
    remember(digits, entity, pieces_.back().turn);
    const Number& number = numbers_[(next_number_ + numbers_max - 1) % numbers_max];
    for (std::size_t index = 0; index < pieces_.size(); ++index)
        if (pieces_[index].turn >= since &&
            (repeats(pieces_[index], number) || echoes(index, chain, count)))
            mark(index, entity);
}

/// "nine eight five", "so nine eight five, go ahead": a part that was said again at once.
bool Ledger::echoes(std::size_t index, const std::size_t* chain, std::size_t count) const noexcept {
    const Piece& piece = pieces_[index];
    return piece.count >= repeat_digits_min &&
           std::any_of(chain, chain + count, [&](std::size_t link) {
               return piece.turn <= pieces_[link].turn + 1 &&
                      pieces_[link].turn <= piece.turn + 1 && piece.view() == pieces_[link].view();
           });
}

void Ledger::remember(std::string_view digits, Entity entity, std::size_t turn) {
    if (digits.size() < repeat_digits_min) return;
    for (Number& number : numbers_)
        if (number.count != 0 && number.view().find(digits) != std::string_view::npos) {
            number.turn = turn;
            return;
        }
    Number& number = numbers_[next_number_++ % numbers_max];
    number.count = std::min(digits.size(), Piece::digits_max);
    std::copy_n(digits.begin(), number.count, number.digits.begin());
    number.turn = turn;
    number.entity = entity;
}

/// Part of a number that was found, said again. Three digits are only the same when they are all.
bool Ledger::repeats(const Piece& piece, const Number& number) const noexcept {
    if (piece.count < repeat_digits_min || number.count == 0) return false;
    if (piece.turn > number.turn + repeat_turns_max) return false;
    const bool inside = number.view().find(piece.view()) != std::string_view::npos;
    return inside && (piece.count >= sure_repeat_digits_min || piece.count == number.count);
}

void Ledger::wipe() noexcept {
    base::wipe(pieces_.data(), pieces_.size() * sizeof(Piece));
    base::wipe(numbers_.data(), sizeof numbers_);
    pieces_.clear();
    found_.clear();
    next_number_ = 0;
}

} // namespace hark::redaction
