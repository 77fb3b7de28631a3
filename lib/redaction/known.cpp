// The search: from the class masks to the beginnings of words, and from there over letters alone.
#include "lib/redaction/known.hpp"

#include <algorithm>
#include <bit>

#include "lib/base/keyed_digest.hpp"
#include "lib/redaction/characters.hpp"
#include "lib/redaction/known_fold.hpp"

namespace hark::redaction {
namespace {

constexpr std::size_t joiner_bytes_max = 3;
constexpr std::size_t digits_max = 32;

using Table = KnownValues::Table;

/// Walks over a text by folded letters and digits, joiners left out.
class Walk {
public:
    Walk(std::string_view text, std::size_t at) noexcept : text_{text}, at_{at}, end_{at} {}

    /// The next letter or digit, 0 where a line, or more than joiners, ends it.
    char next() noexcept {
        for (std::size_t skipped = 0; at_ < text_.size();) {
            const FoldedByte folded = fold_at(text_, at_);
            at_ += folded.size;
            if (folded.letter != 0) {
                end_ = at_;
                return folded.letter;
            }
            if (text_[at_ - folded.size] == '\n' || (skipped += 1) > joiner_bytes_max) return 0;
        }
        return 0;
    }
    std::size_t end() const noexcept { return end_; }

private:
    std::string_view text_;
    std::size_t at_, end_;
};

bool ends_word(std::string_view text, std::size_t at) noexcept {
    if (at >= text.size() || fold_at(text, at).letter == 0) return true;
    return is_upper(text[at]) && text[at - 1] >= 'a' && text[at - 1] <= 'z';
}

class Search {
public:
    Search(const Table& table, std::string_view text, RuleId rule,
           std::vector<Found>& found) noexcept
        : table_{table}, text_{text}, rule_{rule}, found_{found} {}

    void run(Classify classify) {
        std::array<Masks, 16> masks;
        std::array<char, block_bytes> tail{};
        const std::size_t whole = text_.size() / block_bytes;
        for (std::size_t first = 0; first < whole; first += masks.size()) {
            const std::size_t count = std::min(masks.size(), whole - first);
            classify(text_.data() + first * block_bytes, count, masks.data());
            for (std::size_t index = 0; index < count; ++index)
                block((first + index) * block_bytes, masks[index]);
        }
        if (whole * block_bytes == text_.size()) return;
        std::copy(text_.begin() + static_cast<std::ptrdiff_t>(whole * block_bytes), text_.end(),
                  tail.begin());
        classify(tail.data(), 1, masks.data());
        block(whole * block_bytes, masks[0]);
        base::wipe(tail.data(), tail.size());
    }

private:
    /// Words begin behind what is no letter or digit, and at an upper-case letter in a word.
    void block(std::size_t at, const Masks& masks) {
        const std::uint64_t token = masks.letter | masks.digit | masks.non_ascii;
        const std::uint64_t lower = masks.letter & ~masks.upper;
        std::uint64_t starts =
            (token & ~(token << 1 | token_before_)) | (masks.upper & (lower << 1 | lower_before_));
        token_before_ = token >> 63;
        lower_before_ = lower >> 63;
        // Behind a character that is no letter: a no-break blank, a dash of a word processor.
        starts |= (masks.letter | masks.digit) & (masks.non_ascii << 1 | non_ascii_before_);
        non_ascii_before_ = masks.non_ascii >> 63;
        for (; starts != 0; starts &= starts - 1) {
            const auto index = static_cast<std::size_t>(std::countr_zero(starts));
            if ((masks.digit >> index & 1) != 0) digits(at + index);
            word(at + index);
        }
    }

    bool begins_word(std::size_t at) const noexcept {
        return at == 0 || static_cast<unsigned char>(text_[at - 1]) < 0x80 ||
               fold_before(text_, at).letter == 0;
    }

    void word(std::size_t at) {
        if (at + 3 <= text_.size() && is_alphanumeric(text_[at + 1]) &&
            is_alphanumeric(text_[at + 2]) && is_alphanumeric(text_[at])) {
            if (!table_.letters_open.test(anchor_key(text_[at], text_[at + 1], text_[at + 2])))
                return;
        }
        Walk walk{text_, at};
        const char first = walk.next(), second = walk.next(), third = walk.next();
        if (third == 0 || !table_.letters_open.test(anchor_key(first, second, third))) return;
        if (!begins_word(at)) return;
        std::uint32_t index = table_.heads[anchor_slot(first, second, third, table_.heads.size())];
        for (; index != 0; index = table_.values[index - 1].next)
            try_value(table_.values[index - 1], at);
    }

    void try_value(const Table::Value& value, std::size_t at) {
        if (value.digits) return;
        Walk walk{text_, at};
        for (const char wanted : table_.view(value))
            if (walk.next() != wanted) return;
        if (ends_word(text_, walk.end())) add(at, walk.end(), value);
    }

    /// The digits from here on, as far as joiners allow: is a beginning of them a value?
    void digits(std::size_t at) {
        std::array<char, digits_max> all{};
        std::size_t count = 0;
        Walk walk{text_, at};
        while (count < digits_max) {
            const char next = walk.next();
            if (!is_digit(next)) return;
            all[count++] = next;
            if (count == 3 && !table_.digits_open.test(digits_key(all[0], all[1], all[2]))) return;
            if ((table_.digit_lengths >> count & 1) == 0 || !ends_word(text_, walk.end())) continue;
            const auto* value = known_digits(table_, {all.data(), count});
            if (value != nullptr) add(at, walk.end(), *value);
        }
    }

    void add(std::size_t begin, std::size_t end, const Table::Value& value) {
        found_.push_back({static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(end),
                          value.entity, 99, rule_});
    }

    const Table& table_;
    std::string_view text_;
    RuleId rule_;
    std::vector<Found>& found_;
    std::uint64_t token_before_{0}, lower_before_{0}, non_ascii_before_{0};
};

} // namespace

const Table::Value* known_digits(const Table& table, std::string_view digits) noexcept {
    if (digits.size() < 4 || digits.size() >= 64 || table.heads.empty()) return nullptr;
    if ((table.digit_lengths >> digits.size() & 1) == 0) return nullptr;
    const std::size_t slot = anchor_slot(digits[0], digits[1], digits[2], table.heads.size());
    for (std::uint32_t index = table.heads[slot]; index != 0;
         index = table.values[index - 1].next) {
        const Table::Value& value = table.values[index - 1];
        if (value.digits && table.view(value) == digits) return &value;
    }
    return nullptr;
}

void find_known(const Table& table, std::string_view segment, const Redactor::Engine& engine,
                std::vector<Found>& found) {
    if (table.heads.empty()) return;
    Search{table, segment, engine.known_rule, found}.run(engine.classify);
}

void find_known_spoken(const Table& table, const spoken::Hearing& hearing, RuleId rule,
                       std::vector<Found>& found) {
    if (table.digit_lengths == 0) return;
    spoken::Parse parsed;
    for (const spoken::Run& run : hearing.runs)
        for (const bool apart : {false, true}) {
            if (apart && !run.ambiguous) break;
            spoken::parse(hearing.text, hearing.units, run, apart, parsed);
            for (std::size_t first = 0; first < parsed.count; ++first)
                for (std::size_t count = 4; count <= digits_max && first + count <= parsed.count;
                     ++count) {
                    const auto* value = known_digits(table, parsed.view().substr(first, count));
                    if (value == nullptr) continue;
                    found.push_back({hearing.units[parsed.first[first]].begin,
                                     hearing.units[parsed.last[first + count - 1]].end,
                                     value->entity, 99, rule});
                }
        }
    base::wipe(parsed.digits.data(), parsed.digits.size());
}

} // namespace hark::redaction
