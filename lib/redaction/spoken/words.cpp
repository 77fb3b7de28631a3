// Characters to units. A number with a decimal point, a clock time, a date, a price and a token of
// letters and digits are `other` as a whole, so that nothing of them joins a run.
#include "lib/redaction/spoken/words.hpp"

#include <algorithm>
#include <array>

#include "lib/redaction/characters.hpp"
#include "lib/redaction/spoken/lexicon.hpp"

namespace hark::redaction::spoken {
namespace {

constexpr std::size_t written_digits_max = 19;

constexpr bool is_word_byte(char character) noexcept {
    return is_letter(character) || static_cast<unsigned char>(character) >= 0x80;
}

class Reader {
public:
    Reader(std::string_view text, std::size_t begin, std::size_t end, const Gate& topics,
           std::vector<Unit>& units) noexcept
        : text_{text.substr(0, end)}, at_{begin}, topics_{topics}, units_{units} {}

    void read(std::size_t units_max) {
        while (at_ < text_.size() && units_.size() < units_max) {
            const char character = text_[at_];
            if (is_digit(character))
                read_number();
            else if (is_word_byte(character))
                read_word();
            else
                read_between();
        }
    }

private:
    void read_between() noexcept {
        const char character = text_[at_++];
        const bool blank = character == ' ' || character == '-' || character == '\t';
        const bool weak = character == ',' || character == '.' || character == '?' ||
                          character == '/' || character == '!' || character == '\'';
        if (character == '%' && !units_.empty() && units_.back().end + 1 == at_) {
            add(at_ - 1, at_, Kind::measure, 0);
            return;
        }
        price_ = character == '$' || (price_ && blank);
        if (!blank) gap_ = std::max(gap_, weak ? Gap::weak : Gap::hard);
    }

    void add(std::size_t begin, std::size_t end, Kind kind, std::uint8_t value) {
        Unit unit;
        unit.begin = static_cast<std::uint32_t>(begin);
        unit.end = static_cast<std::uint32_t>(end);
        unit.kind = kind;
        unit.value = value;
        unit.gap = gap_;
        gap_ = Gap::joined;
        units_.push_back(unit);
    }

    /// Digits, with what makes another thing of them: 3.50, 10:30, 1,000, 2026-11-22, 4th, 7a3f.
    void read_number() {
        const std::size_t begin = at_;
        std::size_t digits = 0;
        while (at_ < text_.size() && is_digit(text_[at_]))
            ++at_, ++digits;
        bool other = digits > written_digits_max || price_;
        price_ = false;
        if (digits == 4 && is_date(begin)) {
            at_ = begin + 10;
            other = true;
        }
        const std::size_t letters = at_;
        while (at_ < text_.size() && (is_word_byte(text_[at_]) || text_[at_] == '_' ||
                                      is_digit(text_[at_]) || joins_number()))
            ++at_;
        const std::string_view tail = text_.substr(letters, at_ - letters);
        if (tail.empty()) {
            add(begin, at_, other ? Kind::other : Kind::written, 0);
            return;
        }
        const bool ordinal = tail == "st" || tail == "nd" || tail == "rd" || tail == "th";
        add(begin, at_, ordinal ? Kind::ordinal : Kind::other, 0);
    }

    bool is_date(std::size_t at) const noexcept {
        constexpr std::string_view pattern = "0000-00-00";
        if (text_.size() - at < pattern.size()) return false;
        for (std::size_t index = 0; index < pattern.size(); ++index)
            if (pattern[index] == '0' ? !is_digit(text_[at + index])
                                      : text_[at + index] != pattern[index])
                return false;
        return true;
    }

    /// A point, comma or colon right between two digits.
    bool joins_number() const noexcept {
        const char character = text_[at_];
        return (character == '.' || character == ',' || character == ':') &&
               at_ + 1 < text_.size() && is_digit(text_[at_ + 1]);
    }

    void read_word() {
        const std::size_t begin = at_;
        while (at_ < text_.size() && (is_word_byte(text_[at_]) || is_inner_apostrophe()))
            ++at_;
        price_ = false;
        if (at_ - begin >= 3 && take_topic(begin)) return;
        if (at_ < text_.size() && (is_digit(text_[at_]) || text_[at_] == '_')) {
            while (at_ < text_.size() &&
                   (is_word_byte(text_[at_]) || is_digit(text_[at_]) || text_[at_] == '_'))
                ++at_;
            add(begin, at_, Kind::other, 0);
            return;
        }
        const std::string_view word = text_.substr(begin, at_ - begin);
        if (word.size() == 1 && is_letter(word[0])) {
            const char lower = lower_case(word[0]);
            add(begin, at_, lower == 'o' ? Kind::oh : Kind::letter,
                static_cast<std::uint8_t>(lower));
            return;
        }
        const Entry& entry = look_up(word);
        add(begin, at_, entry.kind, entry.value);
    }

    bool is_inner_apostrophe() const noexcept {
        return text_[at_] == '\'' && at_ + 1 < text_.size() && is_letter(text_[at_ + 1]);
    }

    /// The longest phrase that stands here becomes one unit.
    bool take_topic(std::size_t begin) {
        if (!topics_.open_at(text_, begin)) return false;
        std::array<Gate::Hit, 12> hits;
        const std::size_t count = topics_.match(text_, begin, hits);
        const Gate::Hit* longest = nullptr;
        for (std::size_t index = 0; index < count; ++index)
            if (longest == nullptr || hits[index].end > longest->end) longest = &hits[index];
        if (longest == nullptr) return false;
        at_ = longest->end;
        add(begin, at_, Kind::other, 0);
        units_.back().topic = longest->literal->meaning;
        return true;
    }

    std::string_view text_;
    std::size_t at_;
    const Gate& topics_;
    std::vector<Unit>& units_;
    Gap gap_{Gap::hard};
    bool price_{false};
};

} // namespace

void read_units(std::string_view text, std::size_t begin, std::size_t end, const Gate& topics,
                std::size_t units_max, std::vector<Unit>& units) {
    units.clear();
    Reader{text, begin, end, topics, units}.read(units_max);
}

} // namespace hark::redaction::spoken
