// What a number is worth as evidence: which are withheld, special or malformed (identity research,
// section 4), and which belong to no single person.
#include "lib/phone/reading.hpp"

#include <algorithm>
#include <array>
#include <charconv>

#include "lib/phone/address.hpp"
#include "lib/phone/plan.hpp"
#include "lib/phone/scan.hpp"

namespace hark::phone {
namespace {

constexpr std::size_t digits_min = 7; // shorter ones are extensions and service codes
constexpr unsigned north_america = 1; // calling code of the North American Numbering Plan

constexpr std::string_view withheld_host = "anonymous.invalid";

constexpr std::array<std::string_view, 7> withheld_words = {
    "anonymous", "unavailable", "restricted", "private", "unknown", "blocked", "withheld"};

// ANONYMOUS, RESTRICTED, BLOCKED, UNKNOWN and UNAVAILABLE on the keys of a telephone. Two of them
// look like numbers in use (+1 737 874 2833 is in Texas); they are worth less than the confusion.
constexpr std::array<std::string_view, 5> keypad_words = {"266696687", "7378742833", "2562533",
                                                          "8656696", "86282452253"};

/// A URI's user part with %XX resolved ("sip:%2B1202..." is common), in place.
class Unescaped {
public:
    explicit Unescaped(std::string_view text) noexcept {
        for (std::size_t at = 0; at < text.size(); ++at) {
            if (size_ == bytes_.size()) {
                too_long_ = true;
                return;
            }
            char byte = text[at];
            unsigned value = 0;
            if (byte == '%' && text.size() - at > 2) {
                const char* const first = text.data() + at + 1;
                if (std::from_chars(first, first + 2, value, 16).ptr == first + 2) {
                    byte = static_cast<char>(value);
                    at += 2;
                }
            }
            bytes_[size_++] = byte;
        }
    }
    bool too_long() const noexcept { return too_long_; }
    std::string_view text() const noexcept { return {bytes_.data(), size_}; }

private:
    std::array<char, 128> bytes_; // no number is written longer, escapes resolved
    std::size_t size_{0};
    bool too_long_{false};
};

bool is_withheld_word(std::string_view text) noexcept {
    return std::any_of(withheld_words.begin(), withheld_words.end(),
                       [text](std::string_view word) { return equals_ignoring_case(text, word); });
}

bool is_keypad_word(std::string_view text) noexcept {
    if (text.starts_with('+')) text.remove_prefix(1);
    const std::string_view without_one = text.starts_with('1') ? text.substr(1) : text;
    return std::any_of(keypad_words.begin(), keypad_words.end(),
                       [=](std::string_view word) { return text == word || without_one == word; });
}

bool is_one_digit(std::string_view digits) noexcept {
    return digits.find_first_not_of(digits.front()) == std::string_view::npos;
}

/// A local number of RFC 3966 completed by its phone-context, if that is a number ("+1") and not a
/// domain; the domain's owner is not known here, so `region` has to do.
bool complete_with_context(std::string_view context, Dialled& dialled) noexcept {
    if (dialled.plus || !context.starts_with('+')) return true;
    const Scanned prefix = scan(context);
    if (prefix.fault != ScanFault::none || !prefix.extension.empty()) return false;
    Dialled whole = prefix.dialled;
    if (whole.digits.empty() || !whole.digits.append(dialled.digits.text())) return false;
    dialled = whole;
    return true;
}

struct Written {
    NumberReason reason{NumberReason::empty}; ///< in_plan: go on with the rest
    Dialled dialled;
    Digits extension;
};

Written read_characters(std::string_view text, std::string_view parameters) noexcept {
    Written written;
    Scanned scanned = scan(text);
    written.dialled = scanned.dialled;
    written.extension = scanned.extension;
    written.reason = NumberReason::not_a_number;
    if (scanned.fault == ScanFault::too_long) written.reason = NumberReason::too_long;
    if (scanned.fault != ScanFault::none || scanned.dialled.digits.empty()) return written;
    if (is_one_digit(scanned.dialled.digits.text())) {
        written.reason = NumberReason::one_digit;
        return written;
    }
    if (const std::string_view value = parameter(parameters, "ext"); !value.empty()) {
        const Scanned extension = scan(value);
        if (extension.fault != ScanFault::none || extension.dialled.plus ||
            !extension.extension.empty() || extension.dialled.digits.size() > E164::extension_max)
            return written;
        written.extension = extension.dialled.digits;
    }
    if (!complete_with_context(parameter(parameters, "phone-context"), written.dialled))
        return written;
    written.reason = NumberReason::in_plan;
    return written;
}

/// Everything that can be said before a numbering plan is asked.
Written read_text(std::string_view raw) noexcept {
    Written written;
    const Address address = take_apart(raw);
    if (equals_ignoring_case(address.host, withheld_host)) {
        written.reason = NumberReason::withheld_host;
        return written;
    }
    if (address.user.empty()) {
        written.reason = address.host.empty() ? NumberReason::empty : NumberReason::not_a_number;
        return written;
    }
    std::string_view text = address.user;
    const Unescaped unescaped{address.escaped ? text : std::string_view{}};
    if (address.escaped) text = unescaped.text();
    if (unescaped.too_long()) {
        written.reason = NumberReason::not_a_number;
    } else if (is_withheld_word(text)) {
        written.reason = NumberReason::withheld_word;
    } else if (is_keypad_word(text)) {
        written.reason = NumberReason::keypad_word;
    } else {
        written = read_characters(text, address.parameters);
    }
    return written;
}

bool starts_low(char digit) noexcept { return digit == '0' || digit == '1'; }

/// Set aside for toll-free numbers before they are opened one by one; the table learns of an
/// opening only when it is renewed.
bool is_reserved_toll_free(const PlannedNumber& number) noexcept {
    const std::string_view area = number.national.text().substr(0, 3);
    return number.calling_code == north_america && (area == "822" || area.starts_with("88"));
}

/// Why a placed number is none after all; in_plan or not_in_plan when it is a number.
NumberReason judge(const Written& written, const PlannedNumber& number) noexcept {
    const std::size_t written_size = written.dialled.digits.size();
    const bool in_plan = number.fault == PlanFault::none && number.type != PlanType::none;
    if (!in_plan && written_size < digits_min) return NumberReason::too_short;
    switch (number.fault) {
        case PlanFault::unknown_country:
            return NumberReason::unknown_country;
        case PlanFault::too_short:
            return NumberReason::too_short;
        case PlanFault::too_long:
            return NumberReason::too_long;
        case PlanFault::none:
            break;
    }
    const std::string_view national = number.national.text();
    const std::size_t code_size = number.calling_code < 10 ? 1 : number.calling_code < 100 ? 2 : 3;
    if (code_size + national.size() < digits_min) return NumberReason::too_short;
    if (code_size + national.size() > E164::digits_max) return NumberReason::too_long;
    if (number.calling_code == north_america && national.size() == 10 &&
        (starts_low(national[0]) || starts_low(national[3])))
        return NumberReason::invalid_area;
    if (in_plan) return NumberReason::in_plan;
    if (!number.possible) return NumberReason::not_possible;
    // +1 999 999 9999: nobody's, and everybody's who types one.
    return is_one_digit(national) ? NumberReason::one_digit : NumberReason::not_in_plan;
}

/// Fills in what the plan says of a number that is one.
void classify(const PlannedNumber& number, NumberReading& reading) noexcept {
    const auto generic = [&reading](NumberReason reason, LineType line_type) {
        reading.kind = NumberKind::generic;
        reading.reason = reason;
        reading.line_type = line_type;
    };
    reading.kind = NumberKind::personal;
    switch (number.type) {
        case PlanType::none:
            if (is_reserved_toll_free(number))
                generic(NumberReason::toll_free, LineType::toll_free);
            break;
        case PlanType::fixed_line:
            reading.line_type = LineType::landline;
            break;
        case PlanType::mobile:
            reading.line_type = LineType::mobile;
            break;
        case PlanType::voip:
            reading.line_type = LineType::voip;
            break;
        case PlanType::fixed_or_mobile:
        case PlanType::personal: // follows its owner over lines of any kind
            break;
        case PlanType::toll_free:
            return generic(NumberReason::toll_free, LineType::toll_free);
        case PlanType::premium_rate:
            return generic(NumberReason::premium_rate, LineType::generic);
        case PlanType::shared_cost:
            return generic(NumberReason::shared_cost, LineType::generic);
        case PlanType::universal_access:
            return generic(NumberReason::universal_access, LineType::generic);
        case PlanType::voicemail:
            return generic(NumberReason::voicemail, LineType::generic);
        case PlanType::pager:
            return generic(NumberReason::pager, LineType::generic);
    }
}

bool is_same(const Table& table, const PlannedNumber& number, std::string_view dialled,
             const Plan& home) noexcept {
    if (dialled.empty()) return false;
    const Written written = read_text(dialled);
    if (written.reason != NumberReason::in_plan) return false;
    const PlannedNumber other = place(table, written.dialled, home);
    return other.fault == PlanFault::none && other.calling_code == number.calling_code &&
           other.national.text() == number.national.text();
}

E164 as_e164(const PlannedNumber& number, const Digits& extension) noexcept {
    std::array<char, 3> code{};
    const auto end = std::to_chars(code.data(), code.data() + code.size(), number.calling_code).ptr;
    const std::string_view code_text{code.data(), static_cast<std::size_t>(end - code.data())};
    // judge() has bounded the digits, the scanner the extension: the form is always right.
    return E164::from_parts(code_text, number.national.text(), extension.text()).value_or(E164{});
}

} // namespace

NumberReading read_number(const Table& table, std::string_view raw, Region region,
                          std::string_view dialled) noexcept {
    NumberReading reading;
    const Written written = read_text(raw);
    reading.reason = written.reason;
    const Plan* home = find_plan(table, region.text());
    if (written.reason != NumberReason::in_plan || home == nullptr) return reading;

    const PlannedNumber number = place(table, written.dialled, *home);
    reading.reason = judge(written, number);
    if (reading.reason != NumberReason::in_plan && reading.reason != NumberReason::not_in_plan)
        return reading;
    if (is_same(table, number, dialled, *home)) {
        reading.reason = NumberReason::same_as_dialled;
        return reading;
    }
    classify(number, reading);
    reading.number = as_e164(number, written.extension);
    if (number.plan != nullptr && number.plan->region[0] != '\0')
        reading.region = Region::from({number.plan->region.data(), number.plan->region.size()});
    return reading;
}

} // namespace hark::phone

namespace hark {

NumberReading read_number(std::string_view raw, Region region, std::string_view dialled) noexcept {
    return phone::read_number(phone::committed_table(), raw, region, dialled);
}

} // namespace hark
