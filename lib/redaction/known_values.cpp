// Which values are taken, and the table of them.
#include <algorithm>
#include <array>
#include <bit>

#include "lib/base/keyed_digest.hpp"
#include "lib/redaction/known.hpp"
#include "lib/redaction/known_fold.hpp"

namespace hark::redaction {
namespace {

constexpr std::size_t letters_min = 3, digits_min = 4, mixed_min = 5;
constexpr std::size_t words_max = 16;

/// A name that is also a word of every day would take that word out of every text.
constexpr std::array<std::string_view, 176> common_words{
    "able",     "about",  "account",  "after",  "again",  "agent",   "all",    "also",
    "and",      "any",    "april",    "are",    "art",    "ask",     "august", "autumn",
    "back",     "bank",   "because",  "been",   "before", "bill",    "bills",  "both",
    "but",      "call",   "caller",   "can",    "card",   "case",    "chance", "check",
    "code",     "could",  "customer", "date",   "dawn",   "day",     "did",    "does",
    "done",     "down",   "each",     "email",  "error",  "even",    "every",  "faith",
    "false",    "first",  "five",     "for",    "four",   "frank",   "friday", "from",
    "gene",     "get",    "give",     "good",   "grace",  "grant",   "had",    "has",
    "have",     "hello",  "help",     "her",    "here",   "hers",    "him",    "his",
    "home",     "hope",   "house",    "how",    "info",   "into",    "its",    "joy",
    "june",     "just",   "know",     "last",   "like",   "line",    "long",   "look",
    "love",     "made",   "mail",     "make",   "many",   "march",   "mark",   "may",
    "message",  "miles",  "mobile",   "monday", "more",   "most",    "much",   "must",
    "name",     "need",   "new",      "next",   "nice",   "nine",    "none",   "not",
    "nothing",  "now",    "null",     "number", "off",    "okay",    "one",    "only",
    "open",     "order",  "other",    "our",    "out",    "over",    "part",   "pat",
    "pay",      "phone",  "please",   "rich",   "right",  "rob",     "rose",   "same",
    "saturday", "say",    "see",      "sent",   "seven",  "she",     "should", "six",
    "some",     "street", "sue",      "summer", "sunday", "support", "take",   "ten",
    "than",     "thank",  "that",     "the",    "their",  "them",    "then",   "there",
    "they",     "this",   "three",    "time",   "today",  "true",    "two",    "undefined",
    "unknown",  "very",   "want",     "was",    "will",   "with",    "yes",    "you"};

/// A value as letters and digits, and where its words begin.
struct Reading {
    std::array<char, KnownValues::value_bytes_max> folded{};
    std::size_t size{0}, letters{0}, digits{0};
    std::array<std::size_t, words_max + 1> word_begin{};
    std::size_t words{0};

    explicit Reading(std::string_view value) noexcept {
        bool inside = false;
        for (std::size_t at = 0; at < value.size();) {
            const FoldedByte byte = fold_at(value, at);
            at += byte.size;
            if (byte.letter == 0) {
                inside = inside && value[at - byte.size] == '\'';
                continue;
            }
            if (!inside && words < words_max) word_begin[words++] = size;
            inside = true;
            folded[size++] = byte.letter;
            ++(is_digit(byte.letter) ? digits : letters);
        }
        word_begin[words] = size;
    }
    ~Reading() { base::wipe(folded.data(), folded.size()); }
    Reading(const Reading&) = delete;
    Reading& operator=(const Reading&) = delete;

    std::string_view view() const noexcept { return {folded.data(), size}; }
    std::string_view word(std::size_t index) const noexcept {
        return view().substr(word_begin[index], word_begin[index + 1] - word_begin[index]);
    }
};

bool is_common(std::string_view word) noexcept {
    return std::find(common_words.begin(), common_words.end(), word) != common_words.end() ||
           word.size() < letters_min;
}

bool is_year(std::string_view digits) noexcept {
    return digits.size() == 4 && (digits.starts_with("19") || digits.starts_with("20"));
}

/// Says too little: would take ordinary text with it.
bool is_poor(const Reading& value) noexcept {
    const std::string_view all = value.view();
    if (all.empty() || all.find_first_not_of(all[0]) == std::string_view::npos) return true;
    if (value.letters == 0) return value.digits < digits_min || is_year(all);
    if (value.digits > 0 && value.letters < letters_min) return all.size() < mixed_min;
    if (value.letters < letters_min) return true;
    for (std::size_t word = 0; word < value.words; ++word)
        if (!is_common(value.word(word))) return false;
    return true;
}

} // namespace

void KnownValues::Table::wipe() noexcept {
    base::wipe(folded.data(), folded.capacity());
    base::wipe(values.data(), values.size() * sizeof(Value));
    folded.clear();
    values.clear();
    heads.clear();
    letters_open.reset();
    digits_open.reset();
    digit_lengths = 0;
}

KnownValues::KnownValues() : table_{std::make_unique<Table>()} {}
KnownValues::~KnownValues() = default;
KnownValues::KnownValues(KnownValues&&) noexcept = default;
KnownValues& KnownValues::operator=(KnownValues&&) noexcept = default;

/// Appends; a string that must grow leaves no copy of its content behind.
static void append(KnownValues::Table& table, std::initializer_list<std::string_view> parts,
                   Entity entity, bool digits) {
    std::size_t size = 0;
    for (const std::string_view part : parts)
        size += part.size();
    if (table.folded.size() + size > table.folded.capacity()) {
        std::string larger;
        larger.reserve(2 * table.folded.capacity() + size + 1024);
        larger = table.folded;
        larger.swap(table.folded);
        base::wipe(larger.data(), larger.capacity());
    }
    KnownValues::Table::Value value;
    value.begin = static_cast<std::uint32_t>(table.folded.size());
    value.size = static_cast<std::uint32_t>(size);
    value.entity = entity;
    value.digits = digits;
    for (const std::string_view part : parts)
        table.folded += part;
    table.values.push_back(value);
}

Result<bool> KnownValues::add(std::string_view value, Entity entity) {
    if (value.size() > value_bytes_max) return Error{Code::invalid, "a known value is too long"};
    if (table_->values.size() >= 2 * values_max)
        return Error{Code::invalid, "too many known values"};
    const Reading reading{value};
    if (is_poor(reading)) return false;
    const bool digits = reading.letters == 0;
    append(*table_, {reading.view()}, entity, digits);
    if (digits && reading.size == 11 && reading.view()[0] == '1')
        append(*table_, {reading.view().substr(1)}, entity, true);
    if (!digits && reading.digits == 0 && (reading.words == 2 || reading.words == 3)) {
        const std::size_t last = reading.word_begin[reading.words - 1];
        append(*table_, {reading.view().substr(last), reading.view().substr(0, last)}, entity,
               false);
    }
    return true;
}

void KnownValues::build() {
    Table& table = *table_;
    table.letters_open.reset();
    table.digits_open.reset();
    table.digit_lengths = 0;
    table.heads.assign(std::bit_ceil(std::max<std::size_t>(64, 2 * table.values.size())), 0);
    for (std::size_t index = 0; index < table.values.size(); ++index) {
        Table::Value& value = table.values[index];
        const std::string_view text = table.view(value);
        std::uint32_t& head =
            table.heads[anchor_slot(text[0], text[1], text[2], table.heads.size())];
        value.next = head;
        head = static_cast<std::uint32_t>(index + 1);
        if (!value.digits) {
            table.letters_open.set(anchor_key(text[0], text[1], text[2]));
        } else if (text.size() < 64) {
            table.digits_open.set(digits_key(text[0], text[1], text[2]));
            table.digit_lengths |= std::uint64_t{1} << text.size();
        }
    }
}

void KnownValues::clear() noexcept { table_->wipe(); }

} // namespace hark::redaction
