// Everything here works on 64 bytes at once; the neighbours lend the bits that a shift brings in.
#include "lib/redaction/scan/seeds.hpp"

namespace hark::redaction {
namespace {

/// Bit i says what byte i - count is.
constexpr std::uint64_t before(std::uint64_t here, std::uint64_t previous,
                               unsigned count) noexcept {
    return here << count | previous >> (64 - count);
}

/// Bit i says what byte i + count is.
constexpr std::uint64_t after(std::uint64_t here, std::uint64_t next, unsigned count) noexcept {
    return here >> count | next << (64 - count);
}

void find_numeral_seeds(const Masks* masks, NumeralBytes bytes, SeedCarry& carry,
                        Seeds& seeds) noexcept {
    const std::uint64_t digit = masks[0].digit;
    const std::uint64_t run =
        digit | ((masks[0].blank | masks[0].point) & before(digit, masks[-1].digit, 1) &
                 after(digit, masks[1].digit, 1));
    const std::uint64_t next_run =
        masks[1].digit | ((masks[1].blank | masks[1].point) & before(masks[1].digit, digit, 1) &
                          masks[1].digit >> 1);
    const std::uint64_t starts = run & ~(run << 1 | carry.run_end);
    carry.run_end = run >> 63;
    if (starts == 0) return;
    // Long enough: so many set bits from here on. Two, then four, then all; the bits of the next
    // block are exact for the first seven bytes, which is as far as this looks.
    const std::uint64_t two = run & after(run, next_run, 1);
    const std::uint64_t next_two = next_run & next_run >> 1;
    const std::uint64_t four = two & after(two, next_two, 2);
    const std::uint64_t next_four = next_two & next_two >> 2;
    seeds.numerals = starts & four & after(four, next_four, bytes.any - 4);
    seeds.long_numerals = starts & four & after(four, next_four, bytes.alone - 4);
    if (seeds.numerals == seeds.long_numerals) return;
    const std::uint64_t capitals = masks[0].upper & before(masks[0].upper, masks[-1].upper, 1);
    const std::uint64_t previous = masks[-1].upper & masks[-1].upper << 1;
    const std::uint64_t blank = before(masks[0].blank, masks[-1].blank, 1);
    seeds.states =
        seeds.numerals & blank & (before(capitals, previous, 2) | before(capitals, previous, 3));
}

/// Adding a bit to the run of ones it lies in carries to the first zero behind the run.
std::uint64_t mixed_ends(const Masks* masks, std::uint64_t token, SeedCarry& carry) noexcept {
    const std::uint64_t digit = masks[0].digit;
    const std::uint64_t token_before = before(token, masks[-1].digit | masks[-1].letter, 1);
    const std::uint64_t change = token & token_before & (digit ^ before(digit, masks[-1].digit, 1));
    std::uint64_t sum = token + change;
    const bool over = sum < token;
    const std::uint64_t with_carry = sum + carry.mixed_add;
    const bool over_again = with_carry < sum;
    sum = with_carry;
    // A carry that came in finds a token that goes on, or its end at once.
    carry.mixed_add = over || over_again ? 1 : 0;
    return sum & ~token;
}

/// Two to five bytes behind one of these: a piece of an IPv6 address lies between.
std::uint64_t linked(std::uint64_t mask, std::uint64_t previous) noexcept {
    return before(mask, previous, 2) | before(mask, previous, 3) | before(mask, previous, 4) |
           before(mask, previous, 5);
}

/// The first of "::", and the fourth of a chain. Links reach fifteen bytes back, so the block
/// before is enough, wherever blocks begin.
std::uint64_t colon_seeds(const Masks* masks) noexcept {
    const std::uint64_t colon = masks[0].colon;
    if (colon == 0) return 0;
    const std::uint64_t twice = colon & after(colon, masks[1].colon, 1);
    std::uint64_t chain = colon, previous = masks[-1].colon;
    for (int links = 0; links < 3 && chain != 0; ++links) {
        chain = colon & linked(chain, previous);
        previous = masks[-1].colon & linked(previous, 0);
    }
    return twice | (chain & ~linked(chain, previous));
}

/// Of two letters: a sign behind them that is neither blank nor the end of a key, or a blank and
/// then an upper-case letter.
std::uint64_t third_letters(const Masks* masks) noexcept {
    const auto ordinary = [](const Masks& of) {
        return of.letter | of.digit | of.blank | of.quote | of.colon | of.equals | of.at;
    };
    return ~after(ordinary(masks[0]), ordinary(masks[1]), 2) |
           (masks[0].upper & after(masks[0].blank, masks[1].blank, 2) &
            after(masks[0].upper, masks[1].upper, 3));
}

/// The last of five that stand three bytes apart.
std::uint64_t fifths(std::uint64_t mask, std::uint64_t previous) noexcept {
    const std::uint64_t second = mask & before(mask, previous, 3);
    if (second == 0) return 0;
    return second & before(mask, previous, 6) & before(mask, previous, 9) &
           before(mask, previous, 12);
}

} // namespace

Seeds seeds_of(const Masks* masks, NumeralBytes numeral_bytes, SeedCarry& carry) noexcept {
    const Masks& here = masks[0];
    const std::uint64_t letter = here.letter;
    const std::uint64_t token = letter | here.digit;
    Seeds seeds;
    const std::uint64_t token_before = before(token, masks[-1].letter | masks[-1].digit, 1);
    const std::uint64_t lower_before =
        before(letter & ~here.upper, masks[-1].letter & ~masks[-1].upper, 1);
    const std::uint64_t hump = here.upper & lower_before;
    const std::uint64_t next_lower_before =
        before(masks[1].letter & ~masks[1].upper, letter & ~here.upper, 1);
    const std::uint64_t goes_on = letter & ~hump;
    const std::uint64_t next_goes_on = masks[1].letter & ~(masks[1].upper & next_lower_before);
    const std::uint64_t second = after(letter, masks[1].letter, 1);
    const std::uint64_t third = after(letter, masks[1].letter, 2);
    const std::uint64_t starts = letter & (~token_before | hump) & second;
    seeds.words = starts & third;
    if (seeds.words != starts) seeds.words |= starts & third_letters(masks);
    const std::uint64_t three = after(goes_on, next_goes_on, 1) & after(goes_on, next_goes_on, 2);
    const std::uint64_t fourth = after(goes_on, next_goes_on, 3);
    seeds.three = seeds.words & three & ~fourth;
    seeds.more = seeds.words & three & fourth;
    seeds.house =
        here.blank & before(here.digit, masks[-1].digit, 1) & after(here.upper, masks[1].upper, 1);
    seeds.at = here.at;
    seeds.colons = colon_seeds(masks);
    if ((here.colon | here.point) != 0) {
        seeds.hex_pairs = fifths(here.colon, masks[-1].colon) | fifths(here.point, masks[-1].point);
        seeds.hex_fours = here.point & before(here.point, masks[-1].point, 5);
    }
    if ((here.digit | carry.run_end | carry.mixed_add) != 0) {
        seeds.groups = here.digit & before(here.blank, masks[-1].blank, 1) &
                       after(here.digit, masks[1].digit, 1) & after(here.digit, masks[1].digit, 2);
        find_numeral_seeds(masks, numeral_bytes, carry, seeds);
        seeds.mixed = mixed_ends(masks, token, carry);
    }
    return seeds;
}

} // namespace hark::redaction
