// Building and exact matching; the quick look is in the header.
#include "lib/redaction/gate.hpp"

#include <algorithm>
#include <bit>
#include <cstring>
#include <string>
#include <tuple>
#include <utility>

#include "lib/redaction/characters.hpp"

namespace hark::redaction {
namespace {

constexpr std::size_t key_letters_max = 8;

std::uint32_t bytes_at(std::string_view text, std::size_t at, std::size_t count) noexcept {
    std::uint32_t value = 0;
    for (std::size_t index = 0; index < count && at + index < text.size(); ++index)
        value |= std::uint32_t{static_cast<unsigned char>(text[at + index])} << (8 * index);
    return value;
}

constexpr bool is_hump(char character, char before) noexcept {
    return is_upper(character) && is_letter(before) && !is_upper(before);
}

Letters letters_at(std::string_view text, std::size_t at) noexcept {
    std::size_t count = 0;
    if (at < text.size() && static_cast<unsigned char>(text[at]) >= 0x80) return Letters::more;
    while (count < 4 && at + count < text.size() && is_letter(text[at + count]) &&
           (count == 0 || !is_hump(text[at + count], text[at + count - 1])))
        ++count;
    return count > 3 ? Letters::more : count == 3 ? Letters::three : Letters::two;
}

/// Letters in the order of their bytes, lower-case.
std::uint64_t key_of(std::string_view letters) noexcept {
    std::uint64_t key = 0;
    for (std::size_t index = 0; index < std::min(letters.size(), key_letters_max); ++index)
        key |= std::uint64_t{static_cast<unsigned char>(lower_case(letters[index]))} << (8 * index);
    return key;
}

std::size_t slot_of(std::uint64_t key, std::size_t slots) noexcept {
    return static_cast<std::size_t>((key * 0x9E3779B97F4A7C15U) >> 32) & (slots - 1);
}

/// Of the first three bytes, the first of them lowest. No word has such a key.
constexpr std::uint64_t prefix_key(std::uint64_t first_three) noexcept {
    return (first_three & 0xFFFFFF) | std::uint64_t{1} << 63;
}

/// Where the literal ends in `text`, or 0. Its first `known` characters end before `at`.
std::size_t end_of(const Literal& literal, std::size_t known, std::string_view text,
                   std::size_t at) noexcept {
    for (const char wanted : literal.text.substr(known)) {
        const char found = at < text.size() ? text[at] : '\0';
        if (wanted == ' ' && !literal.exact_case) {
            if (found == ' ' || found == '_' || found == '-') ++at;
            continue;
        }
        if ((literal.exact_case ? found : lower_case(found)) != wanted) return 0;
        ++at;
    }
    if (!literal.whole_word || at >= text.size() || !is_alphanumeric(text[at])) return at;
    // "cardNumber" ends the word "card"; "cards" and "card2" do not.
    return is_hump(text[at], text[at - 1]) ? at : 0;
}

/// One bit for each letter, without case, and one for everything else.
constexpr std::uint32_t next_bit(char character) noexcept {
    return is_letter(character) ? std::uint32_t{1} << (character & 31) : 1;
}

constexpr std::uint64_t every_byte(std::uint64_t byte) noexcept {
    return byte * 0x0101010101010101U;
}

/// The highest bit of each byte that is a letter.
constexpr std::uint64_t letters_in(std::uint64_t eight) noexcept {
    const std::uint64_t lower = (eight | every_byte(0x20)) & every_byte(0x7F);
    const std::uint64_t from_a = lower + every_byte(0x80 - 'a');
    const std::uint64_t behind_z = lower + every_byte(0x80 - 'z' - 1);
    return from_a & ~behind_z & ~eight & every_byte(0x80);
}

/// The letters that a text begins with, as far as its first eight bytes tell.
struct FirstEight {
    std::uint64_t bytes, key;
    std::size_t count;
    bool has_hump;

    explicit FirstEight(const char* text) noexcept {
        std::memcpy(&bytes, text, sizeof bytes);
        const std::uint64_t letters = letters_in(bytes);
        const std::uint64_t others = ~letters & every_byte(0x80);
        count = others == 0 ? 8 : static_cast<std::size_t>(std::countr_zero(others)) / 8;
        const std::uint64_t kept = count == 8 ? UINT64_MAX : (std::uint64_t{1} << (8 * count)) - 1;
        key = (bytes | every_byte(0x20)) & kept;
        const std::uint64_t upper = letters & ~(bytes << 2);
        has_hump = (upper & kept & (letters & ~upper) << 8) != 0;
    }
};

/// Can be looked up as a word: the letters that it begins with say enough.
bool has_first_word(const Literal& literal) noexcept {
    return literal.whole_word && is_letter(literal.text[0]) && is_letter(literal.text[1]);
}

struct FirstWord {
    std::string letters;
    std::size_t known; ///< characters of the literal that they are
};

/// What a text may have as its first word when the literal stands there: the literal's own first
/// word, and with each blank that stands for nothing one word more.
std::vector<FirstWord> first_words(const Literal& literal) {
    std::vector<FirstWord> words;
    std::string letters;
    for (std::size_t at = 0;; ++at) {
        const bool over = at == literal.text.size();
        if (!over && is_letter(literal.text[at])) {
            letters += literal.text[at];
            continue;
        }
        const bool known = !literal.exact_case && letters.size() <= key_letters_max;
        words.push_back({letters, known ? at : 0});
        if (over || literal.text[at] != ' ' || literal.exact_case) return words;
    }
}

/// Both cases of each of three letters, or the letters as they are.
std::vector<std::string> spellings(const Literal& literal) {
    std::vector<std::string> all{std::string{literal.text.substr(0, 3)}};
    if (literal.exact_case) return all;
    for (unsigned upper = 1; upper < 8; ++upper) {
        std::string text = all.front();
        for (std::size_t index = 0; index < text.size(); ++index)
            if ((upper >> index & 1U) != 0) text[index] = upper_case(text[index]);
        all.push_back(std::move(text));
    }
    return all;
}

} // namespace

Gate::Gate(std::vector<Literal> literals) : literals_{std::move(literals)} {
    std::erase_if(literals_, [](const Literal& literal) { return literal.text.size() < 3; });
    using Keyed = std::tuple<std::uint64_t, std::uint16_t, std::uint16_t>;
    std::vector<Keyed> words;
    for (std::size_t index = 0; index < literals_.size(); ++index) {
        const Literal& literal = literals_[index];
        const auto number = static_cast<std::uint16_t>(index);
        if (!has_first_word(literal)) {
            open_for(literal.text, literal.whole_word, '\0');
            for (const std::string& three : spellings(literal))
                words.emplace_back(prefix_key(bytes_at(three, 0, 3)), number, std::uint16_t{0});
            continue;
        }
        for (const FirstWord& word : first_words(literal)) {
            const bool more = word.known != 0 && word.known + 1 < literal.text.size() &&
                              literal.text[word.known] == ' ';
            open_for(word.letters, true, more ? literal.text[word.known + 1] : '\0');
            words.emplace_back(key_of(word.letters), number,
                               static_cast<std::uint16_t>(word.known));
        }
    }
    std::sort(words.begin(), words.end());
    words.erase(std::unique(words.begin(), words.end()), words.end());
    words_.resize(std::bit_ceil(2 * words.size() + 2));
    for (std::size_t next = 0; next < words.size();) {
        const std::uint64_t key = std::get<0>(words[next]);
        std::size_t slot = slot_of(key, words_.size());
        while (words_[slot].letters != 0)
            slot = (slot + 1) & (words_.size() - 1);
        Word& word = words_[slot];
        word = {key, {static_cast<std::uint16_t>(entries_.size()), 0}, 0};
        for (; next < words.size() && std::get<0>(words[next]) == key; ++next) {
            add_entry(std::get<1>(words[next]), std::get<2>(words[next]));
            const char letter = entries_.back().next;
            word.next |= letter == '\0' ? UINT32_MAX : next_bit(letter);
        }
        word.literals.end = static_cast<std::uint16_t>(entries_.size());
    }
}

void Gate::add_entry(std::uint16_t literal, std::uint16_t known) {
    const std::string_view text = literals_[literal].text;
    const bool blank = known != 0 && known + 1U < text.size() && text[known] == ' ';
    entries_.push_back({literal, known, blank ? text[known + 1U] : '\0'});
}

/// Opens the bitmap for every four bytes that a text with this beginning may have. `next` is the
/// letter of the second word, 0 for anything.
void Gate::open_for(std::string_view beginning, bool whole_word, char next) {
    const Letters letters = letters_at(beginning, 0);
    const auto open = [&](Letters of, std::uint32_t four) {
        const std::uint32_t hash = hash_of(four, of);
        bits_[hash / 64] |= std::uint64_t{1} << (hash % 64);
    };
    const std::uint32_t four = bytes_at(beginning, 0, 4);
    if (letters == Letters::three) {
        for (std::uint32_t fourth = 0; fourth < 27; ++fourth)
            if (next == '\0' || fourth == next_of(static_cast<unsigned char>(next)))
                open(letters, (four & 0xFFFFFF) | fourth << 24);
    } else {
        open(letters, four);
    }
    // What comes behind a short beginning is not known: any sign, and letters perhaps.
    if (beginning.size() == 2)
        for (std::uint32_t third = 0; third < 256; ++third)
            open(Letters::two, four | third << 16);
    if (beginning.size() == 3 && !whole_word)
        for (std::uint32_t fourth = 'a'; fourth <= 'z'; ++fourth)
            open(Letters::more, four | fourth << 24);
}

const Gate::Word* Gate::find(std::uint64_t letters) const noexcept {
    if (words_.empty()) return nullptr;
    std::size_t slot = slot_of(letters, words_.size());
    while (words_[slot].letters != 0) {
        if (words_[slot].letters == letters) return &words_[slot];
        slot = (slot + 1) & (words_.size() - 1);
    }
    return nullptr;
}

bool Gate::open_at(std::string_view text, std::size_t at) const noexcept {
    const Letters letters = letters_at(text, at);
    if (letters != Letters::three) return open(bytes_at(text, at, 4), letters);
    return open_three(bytes_at(text, at, 4) | std::uint64_t{bytes_at(text, at + 4, 1)} << 32);
}

bool Gate::likely(std::string_view text, std::size_t at) const noexcept {
    if (at + 10 > text.size()) return true;
    const FirstEight first{text.data() + at};
    if (first.has_hump) return true; // a word with humps has several ends: match() tries them all
    const Word* word = find(first.key);
    if (word == nullptr) return find(prefix_key(first.bytes)) != nullptr;
    const char behind = text[at + first.count];
    const bool joined = behind == ' ' || behind == '_' || behind == '-';
    return first.count == 8 ||
           (word->next & next_bit(text[at + first.count + (joined ? 1 : 0)])) != 0 ||
           find(prefix_key(first.bytes)) != nullptr;
}

void Gate::compare(Range range, std::string_view text, std::size_t at, std::size_t letters,
                   std::span<Hit> hits, std::size_t& count) const noexcept {
    const auto behind = [&](std::size_t offset) {
        const std::size_t place = at + letters + offset;
        return place < text.size() ? text[place] : '\0';
    };
    const char first = behind(0);
    const char next = lower_case(first == ' ' || first == '_' || first == '-' ? behind(1) : first);
    for (std::size_t index = range.begin; index < range.end; ++index) {
        const Entry& entry = entries_[index];
        if (entry.next != '\0' && entry.next != next) continue;
        const Literal& literal = literals_[entry.literal];
        if (entry.known == literal.text.size() && !is_alphanumeric(first)) {
            if (count < hits.size()) hits[count++] = {&literal, at + letters};
            continue;
        }
        const std::size_t end =
            end_of(literal, entry.known, text, entry.known == 0 ? at : at + letters);
        if (end != 0 && count < hits.size()) hits[count++] = {&literal, end};
    }
}

std::size_t Gate::match(std::string_view text, std::size_t at, std::span<Hit> hits) const noexcept {
    std::size_t count = 0;
    if (const Word* prefix = find(prefix_key(bytes_at(text, at, 3))))
        compare(prefix->literals, text, at, 0, hits, count);
    if (at + 10 <= text.size()) {
        const FirstEight first{text.data() + at};
        if (first.count < 8 && !first.has_hump) {
            const Word* word = first.count < 2 ? nullptr : find(first.key);
            if (word != nullptr) compare(word->literals, text, at, first.count, hits, count);
            return count;
        }
    }
    // A word may end at each of its humps, and where its letters end.
    std::uint64_t key = 0;
    for (std::size_t letters = 0;; ++letters) {
        const char character = at + letters < text.size() ? text[at + letters] : '\0';
        const bool over = !is_letter(character) || letters == key_letters_max;
        if (letters > 1 && (over || is_hump(character, text[at + letters - 1]))) {
            const Word* word = find(key);
            if (word != nullptr) compare(word->literals, text, at, letters, hits, count);
        }
        if (over) return count;
        key |= std::uint64_t{static_cast<unsigned char>(lower_case(character))} << (8 * letters);
    }
}

} // namespace hark::redaction
