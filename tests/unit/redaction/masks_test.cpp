// The classifiers against the scalar one, which is the oracle.
#include <doctest/doctest.h>

#include <random>
#include <string>
#include <vector>

#include "lib/redaction/scan/masks.hpp"
#include "lib/redaction/scan/seeds.hpp"

using namespace hark::redaction;

namespace {

std::vector<Masks> masks_by(Classify classify, const std::string& text) {
    std::vector<Masks> masks(text.size() / block_bytes);
    classify(text.data(), masks.size(), masks.data());
    return masks;
}

} // namespace

TEST_CASE("every classifier that runs here says what the scalar one says") {
    std::mt19937_64 random{1};
    std::string text;
    for (int byte = 0; byte < 256; ++byte)
        text += static_cast<char>(byte);
    for (int count = 0; count < 64 * 500; ++count)
        text += static_cast<char>(random());
    const auto expected = masks_by(classify_scalar, text);
    CHECK(masks_by(best_classify(), text) == expected);
#if defined(__x86_64__)
    CHECK(masks_by(classify_sse2, text) == expected);
    if (__builtin_cpu_supports("avx2")) CHECK(masks_by(classify_avx2, text) == expected);
#endif
}

namespace {

/// Seeds of a whole text as positions, found byte by byte.
struct Positions {
    std::vector<std::size_t> words, three, more, numerals, long_numerals, states, mixed, house,
        pairs;
    bool operator==(const Positions&) const = default;
};

bool digit(char c) { return c >= '0' && c <= '9'; }
bool letter(char c) { return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z'); }
bool joiner(char c) { return c == ' ' || (c >= '-' && c <= '/'); }

bool upper(char c) { return c >= 'A' && c <= 'Z'; }

/// Of two letters at `index`: "hf_", "Mr.", "Mr Smith".
bool ends_short_word(const std::string& text, std::size_t index) {
    const auto at = [&](std::size_t from) { return from < text.size() ? text[from] : '\0'; };
    const char third = at(index + 2);
    constexpr std::string_view ordinary = " \":=@";
    return (!digit(third) && ordinary.find(third) == std::string_view::npos) ||
           (upper(at(index)) && third == ' ' && upper(at(index + 3)));
}

Positions by_bytes(const std::string& text, NumeralBytes bytes) {
    Positions found;
    const auto at = [&](std::size_t index) { return index < text.size() ? text[index] : '\0'; };
    const auto in_run = [&](std::size_t index) {
        return digit(at(index)) ||
               (index > 0 && joiner(at(index)) && digit(at(index - 1)) && digit(at(index + 1)));
    };
    for (std::size_t index = 0; index <= text.size(); ++index) {
        const char before = index == 0 ? '\0' : at(index - 1);
        const bool starts = !letter(before) && !digit(before);
        const bool hump = before >= 'a' && before <= 'z' && at(index) >= 'A' && at(index) <= 'Z';
        if (letter(at(index)) && letter(at(index + 1)) && (starts || hump) &&
            (letter(at(index + 2)) || ends_short_word(text, index))) {
            found.words.push_back(index);
            std::size_t letters = 1;
            while (letter(at(index + letters)) &&
                   !(upper(at(index + letters)) && !upper(at(index + letters - 1))))
                ++letters;
            if (letters == 3) found.three.push_back(index);
            if (letters > 3) found.more.push_back(index);
        }
        if (at(index) == ' ' && digit(before) && upper(at(index + 1))) found.house.push_back(index);
        if (in_run(index) && (index == 0 || !in_run(index - 1))) {
            std::size_t end = index;
            while (in_run(end))
                ++end;
            const bool state = index > 3 && at(index - 1) == ' ' &&
                               ((upper(at(index - 2)) && upper(at(index - 3))) ||
                                (upper(at(index - 3)) && upper(at(index - 4))));
            if (end - index >= bytes.any) found.numerals.push_back(index);
            if (end - index >= bytes.alone) found.long_numerals.push_back(index);
            if (end - index >= bytes.any && end - index < bytes.alone && state)
                found.states.push_back(index);
        }
        const auto joins = [&](std::size_t back, bool colon) {
            return index >= back && (colon ? at(index - back) == ':'
                                           : at(index - back) >= '-' && at(index - back) <= '/');
        };
        const auto five = [&](bool colon) {
            return joins(0, colon) && joins(3, colon) && joins(6, colon) && joins(9, colon) &&
                   joins(12, colon);
        };
        if (five(true) || five(false) || (joins(0, false) && joins(5, false)))
            found.pairs.push_back(index);
        if (!letter(at(index)) && !digit(at(index)) && index > 0) {
            bool digits = false, letters = false;
            for (std::size_t back = index;
                 back > 0 && (letter(at(back - 1)) || digit(at(back - 1))); --back)
                (digit(at(back - 1)) ? digits : letters) = true;
            if (digits && letters) found.mixed.push_back(index);
        }
    }
    return found;
}

Positions by_masks(std::string text, NumeralBytes bytes) {
    text.append(2 * block_bytes - text.size() % block_bytes, '\0');
    auto masks = masks_by(best_classify(), text);
    masks.insert(masks.begin(), Masks{});
    masks.emplace_back();
    Positions found;
    SeedCarry carry;
    for (std::size_t block = 0; block + 2 < masks.size(); ++block) {
        const Seeds seeds = seeds_of(masks.data() + 1 + block, bytes, carry);
        for (std::size_t bit = 0; bit < block_bytes; ++bit) {
            const std::size_t at = block * block_bytes + bit;
            if ((seeds.words >> bit & 1) != 0) found.words.push_back(at);
            if ((seeds.numerals >> bit & 1) != 0) found.numerals.push_back(at);
            if ((seeds.three >> bit & 1) != 0) found.three.push_back(at);
            if ((seeds.more >> bit & 1) != 0) found.more.push_back(at);
            if ((seeds.long_numerals >> bit & 1) != 0) found.long_numerals.push_back(at);
            if ((seeds.states & ~seeds.long_numerals) >> bit & 1) found.states.push_back(at);
            if (((seeds.hex_pairs | seeds.hex_fours) >> bit & 1) != 0) found.pairs.push_back(at);
            if ((seeds.mixed >> bit & 1) != 0) found.mixed.push_back(at);
            if ((seeds.house >> bit & 1) != 0) found.house.push_back(at);
        }
    }
    return found;
}

} // namespace

TEST_CASE("seeds from masks are the seeds that a look at each byte finds") {
    std::mt19937_64 random{2};
    constexpr std::string_view likely = "0123456789abcXYZ -./ 00112233,_::";
    for (int round = 0; round < 3000; ++round) {
        std::string text;
        for (std::size_t size = random() % 300; size > 0; --size)
            text += likely[random() % (round % 3 == 0 ? 14 : likely.size())];
        NumeralBytes bytes;
        bytes.any = 5 + static_cast<unsigned>(random() % 4);
        bytes.alone = bytes.any + static_cast<unsigned>(random() % (9 - bytes.any));
        CAPTURE(text);
        REQUIRE(by_masks(text, bytes) == by_bytes(text, bytes));
    }
}
