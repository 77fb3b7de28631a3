// What goes with a card: security code, expiry, PIN, one-time codes, tracks, last digits. Each but
// the track is nothing without the words before it. Tracks: ISO/IEC 7813; the security code has
// three digits, four on American Express; a PIN has four to twelve (ISO 9564-1), in practice eight.
#include <algorithm>

#include "lib/redaction/capture.hpp"
#include "lib/redaction/characters.hpp"
#include "lib/redaction/checks/card_brand.hpp"
#include "lib/redaction/checks/luhn.hpp"
#include "lib/redaction/date_text.hpp"
#include "lib/redaction/rules/packs.hpp"
#include "lib/redaction/scan/scan.hpp"

namespace hark::redaction {
namespace {

Range digits_after(const Scan& scan, Range phrase, std::size_t least, std::size_t most) noexcept {
    return digits_at(scan.text(), value_after(scan.text(), phrase.end).at, least, most);
}

Range find_cvv(const Scan& scan, Range phrase) noexcept { return digits_after(scan, phrase, 3, 4); }

Range find_pin(const Scan& scan, Range phrase) noexcept { return digits_after(scan, phrase, 4, 8); }

Range find_last4(const Scan& scan, Range phrase) noexcept {
    return digits_after(scan, phrase, 4, 4);
}

/// "the last four are 1234" says nothing of what they are the last of; a word before it does.
bool is_of_social(std::string_view text, Range phrase) noexcept {
    const std::size_t from = phrase.begin > 40 ? phrase.begin - 40 : 0;
    const std::size_t to = std::min(text.size(), phrase.end + 40);
    for (std::size_t at = from; at < to; ++at)
        if (ends_before(text, at, "social") || ends_before(text, at, "ssn")) return true;
    return false;
}

Range find_card_last4(const Scan& scan, Range phrase) noexcept {
    return is_of_social(scan.text(), phrase) ? Range{} : find_last4(scan, phrase);
}

Range find_ssn_last4(const Scan& scan, Range phrase) noexcept {
    return is_of_social(scan.text(), phrase) ? find_last4(scan, phrase) : Range{};
}

/// Six digits in practice, as digits, or letters and digits of five to eight in one word.
Range find_otp(const Scan& scan, Range phrase) noexcept {
    const std::string_view text = scan.text();
    const Lead lead = value_after(text, phrase.end);
    if (lead.at == Lead::npos) return {};
    if (is_digit(text[lead.at])) {
        const Range digits = digits_at(text, lead.at, 4, 8);
        if (!digits.empty()) return digits;
    }
    std::size_t end = lead.at;
    bool digit = false;
    while (end < text.size() &&
           (is_alphanumeric(text[end]) || (text[end] == '-' && end == lead.at + 1)))
        digit = is_digit(text[end++]) || digit;
    const std::string_view word = text.substr(lead.at, end - lead.at);
    const bool mixed = digit && std::any_of(word.begin(), word.end(), is_letter) &&
                       std::none_of(word.begin(), word.end(),
                                    [](char each) { return is_letter(each) && !is_upper(each); });
    return mixed && word.size() >= 5 && word.size() <= 9 ? Range{lead.at, end} : Range{};
}

Range find_expiry(const Scan& scan, Range phrase) noexcept {
    const std::string_view text = scan.text();
    const Lead lead = value_after(text, phrase.end);
    std::size_t at = lead.at;
    if (at == Lead::npos) return {};
    DateText date = month_at(text, at);
    if (date.end == 0) date = date_at(text, at);
    if (date.end == 0) return {};
    const int year = date.year < 100 ? 2000 + date.year : date.year;
    const auto first = scan.engine().today == 0 ? 2000 : 1969 + scan.engine().today / 365;
    if (year < first || year > (scan.engine().today == 0 ? 2099 : first + 22)) return {};
    return {at, date.end};
}

/// "exp" alone is short for many things: a card's words must be near, or digits in the form of a
/// month and a year.
Range find_short_expiry(const Scan& scan, Range phrase) noexcept {
    const Range range = find_expiry(scan, phrase);
    const std::string_view value = scan.text().substr(range.begin, range.end - range.begin);
    const bool dashed = value.size() == 5 && value[2] == '-';
    return value.find('/') != std::string_view::npos || value.size() == 4 || dashed ? range
                                                                                    : Range{};
}

bool is_card(std::string_view digits) noexcept {
    return checks::has_card_brand(digits) && checks::luhn(digits);
}

bool is_track_one_head(const Token& token) noexcept {
    const std::string_view digits = token.text.substr(1);
    return token.text[0] == 'B' && std::all_of(digits.begin(), digits.end(), is_digit) &&
           is_card(digits);
}

/// "%B" number "^" name "^" year and month, up to "?".
Range place_track_one(std::string_view text, Range head) noexcept {
    if (head.begin == 0 || text[head.begin - 1] != '%') return {};
    if (head.end >= text.size() || text[head.end] != '^') return {};
    const std::size_t name = text.substr(head.end + 1, 40).find('^');
    if (name == std::string_view::npos) return {};
    std::size_t end = head.end + 1 + name + 1;
    const std::size_t from = end;
    while (end < text.size() && end - from < 60 &&
           (is_alphanumeric(text[end]) || text[end] == ' ' || text[end] == '-'))
        ++end;
    if (end - from < 4) return {};
    return {head.begin - 1, end < text.size() && text[end] == '?' ? end + 1 : end};
}

bool is_card_number(const Numeral& numeral) noexcept { return is_card(numeral.digits); }

/// Number "=" year, month and more digits; ";" before it and "?" behind it belong to it.
Range place_track_two(std::string_view text, Range number) noexcept {
    std::size_t end = number.end;
    if (end >= text.size() || (text[end] != '=' && text[end] != 'D')) return {};
    const std::size_t from = ++end;
    while (end < text.size() && is_digit(text[end]) && end - from < 30)
        ++end;
    if (end - from < 4) return {};
    const unsigned month =
        static_cast<unsigned>((text[from + 2] - '0') * 10 + text[from + 3] - '0');
    if (month < 1 || month > 12) return {};
    const bool open = number.begin > 0 && text[number.begin - 1] == ';';
    const bool close = end < text.size() && text[end] == '?';
    return {number.begin - (open ? 1 : 0), end + (close ? 1 : 0)};
}

constexpr NumeralRule numerals[] = {
    {.base =
         {.name = "card_track_two", .entity = Entity::card_track, .score = 97, .context_score = 99},
     .digits_min = 12,
     .digits_max = 19,
     .first_digits = 0b0001111100,
     .check = is_card_number,
     .place = place_track_two,
     .followed_by = "=D"},
};

constexpr TokenRule tokens[] = {
    {.base =
         {.name = "card_track_one", .entity = Entity::card_track, .score = 98, .context_score = 99},
     .length_min = 13,
     .length_max = 20,
     .digit_first = false,
     .heads = 1U << 0b1110,
     .check = is_track_one_head,
     .place = place_track_one},
};

constexpr std::string_view cvv_words[] = {"cvv",
                                          "cvc",
                                          "cvv2",
                                          "cvc2",
                                          "cav2",
                                          "csc",
                                          "security code",
                                          "card code",
                                          "verification value",
                                          "code on the back",
                                          "card security code",
                                          "card verification",
                                          "card verification code",
                                          "three digits on the back",

                                          "back of the card",
                                          "back of your card",
                                          "back of my card",
                                          "three digit code",
                                          "digit code",
                                          "digits on the back",
                                          "digits on the front",
                                          "cvn",
                                          "security number",
                                          "signature panel"};
constexpr std::string_view pin_words[] = {
    "pin",      "pin code",  "pin number", "pincode",
    "passcode", "pass code", "atm pin",    "personal identification number"};
constexpr std::string_view otp_words[] = {"otp",
                                          "one time code",
                                          "one time password",
                                          "one time passcode",
                                          "one time pin",
                                          "verification code",
                                          "confirmation code",
                                          "authentication code",
                                          "security passcode",
                                          "login code",

                                          "access code",
                                          "auth code",
                                          "your code",

                                          "the code i got",
                                          "mfa code",
                                          "sms code",
                                          "texted code",
                                          "verify code",
                                          "verification pin",
                                          "code we sent",
                                          "code i received",
                                          "sign in code"};
constexpr std::string_view expiry_words[] = {
    "expires",  "expiry",     "expiration",    "expiry date",      "expiration date", "exp date",
    "expdate",  "valid thru", "valid through", "good through",     "good thru",       "valid until",
    "valid to", "expiring",   "expire",        "expiration month", "card expires",    "exp month"};
constexpr std::string_view short_expiry_words[] = {"exp", "expir"};
constexpr std::string_view last4_words[] = {"last four",     "last 4",       "last four digits",
                                            "last 4 digits", "final four",   "final 4",
                                            "last4",         "last four of", "last four numbers"};
constexpr std::string_view card_last4_words[] = {"last four", "last 4",      "last4",
                                                 "ending in", "ending with", "ends in",
                                                 "ends with", "final four",  "ending"};

constexpr CaptureRule captures[] = {
    {.base = {.name = "cvv_told", .entity = Entity::cvv, .score = 92},
     .phrases = cvv_words,
     .announces = true,
     .of_digits = true,
     .find = find_cvv},
    {.base = {.name = "pin_told", .entity = Entity::pin, .score = 88},
     .phrases = pin_words,
     .announces = true,
     .of_digits = true,
     .find = find_pin},
    {.base = {.name = "otp_told", .entity = Entity::otp, .score = 90},
     .phrases = otp_words,
     .announces = true,
     .of_digits = true,
     .find = find_otp},
    {.base = {.name = "card_expiry_told", .entity = Entity::card_expiry, .score = 85},
     .phrases = expiry_words,
     .announces = true,
     .of_digits = true,
     .find = find_expiry},
    {.base = {.name = "card_expiry_short", .entity = Entity::card_expiry, .score = 80},
     .phrases = short_expiry_words,
     .announces = true,
     .of_digits = true,
     .find = find_short_expiry},
    {.base = {.name = "ssn_last4_told", .entity = Entity::ssn_last4, .score = 90},
     .phrases = last4_words,
     .announces = true,
     .of_digits = true,
     .find = find_ssn_last4},
    {.base = {.name = "card_last4_told",
              .entity = Entity::card_last4,
              .score = 80,
              .presence = Presence::strict},
     .phrases = card_last4_words,
     .announces = true,
     .of_digits = true,
     .find = find_card_last4},
};

constexpr ContextWord words[] = {
    {"track", Entity::card_track},
    {"swipe", Entity::card_track},
    {"magstripe", Entity::card_track},
};

} // namespace

constexpr RulePack payment_pack{
    .numerals = numerals, .tokens = tokens, .captures = captures, .words = words};

} // namespace hark::redaction
