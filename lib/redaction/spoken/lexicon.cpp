// English as spoken to a contact centre.
#include "lib/redaction/spoken/lexicon.hpp"

#include <array>
#include <cstdint>

#include "lib/redaction/characters.hpp"

namespace hark::redaction::spoken {
namespace {

constexpr Entry entries[] = {
    {"zero", Kind::digit, 0},
    {"nought", Kind::digit, 0},
    {"naught", Kind::digit, 0},
    {"one", Kind::digit, 1},
    {"two", Kind::digit, 2},
    {"three", Kind::digit, 3},
    {"four", Kind::digit, 4},
    {"five", Kind::digit, 5},
    {"six", Kind::digit, 6},
    {"seven", Kind::digit, 7},
    {"eight", Kind::digit, 8},
    {"nine", Kind::digit, 9},
    {"niner", Kind::digit, 9},
    {"oh", Kind::oh, 0},
    {"won", Kind::homophone, 1},
    {"to", Kind::homophone, 2},
    {"too", Kind::homophone, 2},
    {"for", Kind::homophone, 4},
    {"fore", Kind::homophone, 4},
    {"ate", Kind::homophone, 8},
    {"ten", Kind::teen, 10},
    {"eleven", Kind::teen, 11},
    {"twelve", Kind::teen, 12},
    {"thirteen", Kind::teen, 13},
    {"fourteen", Kind::teen, 14},
    {"fifteen", Kind::teen, 15},
    {"sixteen", Kind::teen, 16},
    {"seventeen", Kind::teen, 17},
    {"eighteen", Kind::teen, 18},
    {"nineteen", Kind::teen, 19},
    {"twenty", Kind::tens, 20},
    {"thirty", Kind::tens, 30},
    {"forty", Kind::tens, 40},
    {"fourty", Kind::tens, 40},
    {"fifty", Kind::tens, 50},
    {"sixty", Kind::tens, 60},
    {"seventy", Kind::tens, 70},
    {"eighty", Kind::tens, 80},
    {"ninety", Kind::tens, 90},
    {"hundred", Kind::hundred, 0},
    {"thousand", Kind::thousand, 0},
    {"million", Kind::magnitude, 0},
    {"billion", Kind::magnitude, 0},
    {"grand", Kind::magnitude, 0},
    {"double", Kind::repeat, 2},
    {"triple", Kind::repeat, 3},
    {"treble", Kind::repeat, 3},

    {"dot", Kind::dot},
    {"point", Kind::dot},
    {"dash", Kind::dash},
    {"hyphen", Kind::dash},
    {"minus", Kind::dash},
    {"slash", Kind::dash},
    {"space", Kind::dash},
    {"underscore", Kind::underscore},
    {"plus", Kind::dash},
    {"at", Kind::at},

    {"uh", Kind::filler},
    {"um", Kind::filler},
    {"er", Kind::filler},
    {"erm", Kind::filler},
    {"ah", Kind::filler},
    {"eh", Kind::filler},
    {"hmm", Kind::filler},
    {"mm", Kind::filler},
    {"mhm", Kind::filler},
    {"and", Kind::filler},
    {"then", Kind::filler},
    {"okay", Kind::filler},
    {"ok", Kind::filler},
    {"that's", Kind::filler},
    {"thats", Kind::filler},
    {"so", Kind::filler},
    {"like", Kind::filler},
    {"yeah", Kind::filler},
    {"yes", Kind::filler},
    {"yep", Kind::filler},
    {"well", Kind::filler},
    {"right", Kind::filler},
    {"alright", Kind::filler},
    {"the", Kind::filler},
    {"next", Kind::filler},
    {"it's", Kind::filler},
    {"its", Kind::filler},
    {"it", Kind::filler},
    {"is", Kind::filler},
    {"let", Kind::filler},
    {"me", Kind::filler},
    {"see", Kind::filler},
    {"got", Kind::filler},
    {"followed", Kind::filler},
    {"by", Kind::filler},
    {"again", Kind::filler},
    {"mean", Kind::filler},
    {"that", Kind::filler},
    {"start", Kind::filler},
    {"over", Kind::filler},
    {"make", Kind::filler},
    {"you", Kind::filler},
    {"know", Kind::filler},
    {"go", Kind::filler},
    {"ahead", Kind::filler},
    {"no", Kind::correction},
    {"nope", Kind::correction},
    {"sorry", Kind::correction},
    {"scratch", Kind::correction},
    {"wait", Kind::correction},
    {"actually", Kind::correction},
    {"correction", Kind::correction},
    {"oops", Kind::correction},
    {"whoops", Kind::correction},
    {"rather", Kind::correction},
    {"wrong", Kind::correction},
    {"mistake", Kind::correction},
    {"apologies", Kind::correction},

    {"january", Kind::month, 1},
    {"february", Kind::month, 2},
    {"march", Kind::month, 3},
    {"april", Kind::month, 4},
    {"may", Kind::month, 5},
    {"june", Kind::month, 6},
    {"july", Kind::month, 7},
    {"august", Kind::month, 8},
    {"september", Kind::month, 9},
    {"october", Kind::month, 10},
    {"november", Kind::month, 11},
    {"december", Kind::month, 12},
    {"jan", Kind::month, 1},
    {"feb", Kind::month, 2},
    {"aug", Kind::month, 8},
    {"sept", Kind::month, 9},
    {"oct", Kind::month, 10},
    {"nov", Kind::month, 11},
    {"dec", Kind::month, 12},
    {"first", Kind::ordinal},
    {"second", Kind::ordinal},
    {"third", Kind::ordinal},
    {"fourth", Kind::ordinal},
    {"fifth", Kind::ordinal},
    {"sixth", Kind::ordinal},
    {"seventh", Kind::ordinal},
    {"eighth", Kind::ordinal},
    {"ninth", Kind::ordinal},
    {"tenth", Kind::ordinal},
    {"eleventh", Kind::ordinal},
    {"twelfth", Kind::ordinal},
    {"thirteenth", Kind::ordinal},
    {"fourteenth", Kind::ordinal},
    {"fifteenth", Kind::ordinal},
    {"sixteenth", Kind::ordinal},
    {"seventeenth", Kind::ordinal},
    {"eighteenth", Kind::ordinal},
    {"nineteenth", Kind::ordinal},
    {"twentieth", Kind::ordinal},
    {"thirtieth", Kind::ordinal},

    {"dollar", Kind::measure},
    {"dollars", Kind::measure},
    {"bucks", Kind::measure},
    {"cents", Kind::measure},
    {"euro", Kind::measure},
    {"euros", Kind::measure},
    {"pound", Kind::measure},
    {"pounds", Kind::measure},
    {"pence", Kind::measure},
    {"quid", Kind::measure},
    {"usd", Kind::measure},
    {"percent", Kind::measure},
    {"per", Kind::measure},
    {"minute", Kind::measure},
    {"minutes", Kind::measure},
    {"hour", Kind::measure},
    {"hours", Kind::measure},
    {"seconds", Kind::measure},
    {"day", Kind::measure},
    {"days", Kind::measure},
    {"week", Kind::measure},
    {"weeks", Kind::measure},
    {"month", Kind::measure},
    {"months", Kind::measure},
    {"year", Kind::measure},
    {"years", Kind::measure},
    {"times", Kind::measure},
    {"miles", Kind::measure},
    {"degrees", Kind::measure},
    {"people", Kind::measure},
    {"items", Kind::measure},
    {"points", Kind::measure},
    {"am", Kind::measure},
    {"pm", Kind::measure},
    {"o'clock", Kind::measure},
    {"oclock", Kind::measure},
    {"digit", Kind::measure},
    {"digits", Kind::measure},
    {"numbers", Kind::measure},
    {"ms", Kind::measure},
    {"megabytes", Kind::measure},
    {"gigabytes", Kind::measure},

    {"street", Kind::street},
    {"avenue", Kind::street},
    {"road", Kind::street},
    {"drive", Kind::street},
    {"lane", Kind::street},
    {"boulevard", Kind::street},
    {"court", Kind::street},
    {"place", Kind::street},
    {"terrace", Kind::street},
    {"circle", Kind::street},
    {"parkway", Kind::street},
    {"highway", Kind::street},

    {"com", Kind::top_domain},
    {"org", Kind::top_domain},
    {"net", Kind::top_domain},
    {"edu", Kind::top_domain},
    {"gov", Kind::top_domain},
    {"io", Kind::top_domain},
    {"co", Kind::top_domain},
    {"uk", Kind::top_domain},
    {"us", Kind::top_domain},
    {"ca", Kind::top_domain},
    {"de", Kind::top_domain},
    {"info", Kind::top_domain},
    {"biz", Kind::top_domain},

    {"alpha", Kind::spelling, 'a'},
    {"alfa", Kind::spelling, 'a'},
    {"bravo", Kind::spelling, 'b'},
    {"charlie", Kind::spelling, 'c'},
    {"delta", Kind::spelling, 'd'},
    {"echo", Kind::spelling, 'e'},
    {"foxtrot", Kind::spelling, 'f'},
    {"golf", Kind::spelling, 'g'},
    {"hotel", Kind::spelling, 'h'},
    {"india", Kind::spelling, 'i'},
    {"juliet", Kind::spelling, 'j'},
    {"juliett", Kind::spelling, 'j'},
    {"kilo", Kind::spelling, 'k'},
    {"lima", Kind::spelling, 'l'},
    {"mike", Kind::spelling, 'm'},
    {"oscar", Kind::spelling, 'o'},
    {"papa", Kind::spelling, 'p'},
    {"quebec", Kind::spelling, 'q'},
    {"romeo", Kind::spelling, 'r'},
    {"sierra", Kind::spelling, 's'},
    {"tango", Kind::spelling, 't'},
    {"uniform", Kind::spelling, 'u'},
    {"victor", Kind::spelling, 'v'},
    {"whiskey", Kind::spelling, 'w'},
    {"whisky", Kind::spelling, 'w'},
    {"xray", Kind::spelling, 'x'},
    {"yankee", Kind::spelling, 'y'},
    {"zulu", Kind::spelling, 'z'},
};

constexpr std::size_t slots = 1024;
constexpr std::size_t word_bytes_max = 12;
constexpr Entry nothing{};

constexpr std::uint32_t hash_of(std::string_view word) noexcept {
    std::uint32_t hash = 2166136261U;
    for (const char character : word)
        hash = (hash ^ static_cast<unsigned char>(lower_case(character))) * 16777619U;
    return (hash ^ hash >> 15) % slots;
}

struct Table {
    std::array<std::uint16_t, slots> index{};    ///< one more than the entry's place
    std::array<std::uint16_t, 256> first_byte{}; ///< bit n: a word of n bytes begins so
};

constexpr Table make_table() {
    Table table;
    for (std::size_t place = 0; place < std::size(entries); ++place) {
        const std::string_view word = entries[place].word;
        std::size_t slot = hash_of(word);
        while (table.index[slot] != 0)
            slot = (slot + 1) % slots;
        table.index[slot] = static_cast<std::uint16_t>(place + 1);
        const auto bit = static_cast<std::uint16_t>(1U << word.size());
        table.first_byte[static_cast<unsigned char>(word[0])] |= bit;
        table.first_byte[static_cast<unsigned char>(upper_case(word[0]))] |= bit;
    }
    return table;
}

constexpr Table table = make_table();

constexpr bool same(std::string_view word, std::string_view lower) noexcept {
    if (word.size() != lower.size()) return false;
    for (std::size_t index = 0; index < word.size(); ++index)
        if (lower_case(word[index]) != lower[index]) return false;
    return true;
}

} // namespace

const Entry& look_up(std::string_view word) noexcept {
    if (word.size() < 2 || word.size() > word_bytes_max) return nothing;
    const std::uint16_t lengths = table.first_byte[static_cast<unsigned char>(word[0])];
    if ((lengths >> word.size() & 1U) == 0) return nothing;
    for (std::size_t slot = hash_of(word); table.index[slot] != 0; slot = (slot + 1) % slots) {
        const Entry& entry = entries[table.index[slot] - 1U];
        if (same(word, entry.word)) return entry;
    }
    return nothing;
}

std::vector<std::string_view> number_words() {
    std::vector<std::string_view> words;
    for (const Entry& entry : entries) {
        const bool number = entry.kind == Kind::digit || entry.kind == Kind::teen ||
                            entry.kind == Kind::tens || entry.kind == Kind::hundred ||
                            entry.kind == Kind::repeat;
        if (number) words.push_back(entry.word);
    }
    return words;
}

} // namespace hark::redaction::spoken
