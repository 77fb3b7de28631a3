// Follows libphonenumber step by step. Where a rule looks odd, it is libphonenumber's, and changing
// it would give a number another key than everyone else's software gives it.
#include "lib/phone/plan.hpp"

#include <optional>

namespace hark::phone {
namespace {

constexpr std::size_t national_min = 2;  // libphonenumber's kMinLengthForNsn
constexpr std::size_t national_max = 17; // its kMaxLengthForNsn; E.164 itself allows fewer

enum class LengthCheck : std::uint8_t { possible, local_only, too_short, too_long, in_a_gap };

LengthCheck check_length(const Plan& plan, std::size_t size) noexcept {
    if (size >= 32) return LengthCheck::too_long;
    const std::uint32_t bit = std::uint32_t{1} << size;
    if ((plan.local_lengths & bit) != 0) return LengthCheck::local_only;
    if ((plan.lengths & bit) != 0) return LengthCheck::possible;
    if (plan.lengths < bit) return LengthCheck::too_long;
    return (plan.lengths & (bit - 1)) == 0 ? LengthCheck::too_short : LengthCheck::in_a_gap;
}

bool in_general(const Table& table, const Plan& plan, const Digits& digits) noexcept {
    return walk(table, plan.general, digits.text()) != unlabelled;
}

/// What is left after a leading national prefix and carrier code; the digits themselves where there
/// is none, or where removing it would turn a possible number into an impossible one.
Digits without_national_prefix(const Table& table, const Plan& plan,
                               const Digits& digits) noexcept {
    if (plan.national_prefix == 0 || digits.empty()) return digits;
    const PrefixMatch match = match_prefix(table, plan.national_prefix, digits.text());
    if (!match.matched) return digits;
    Digits rest;
    bool fits = true;
    if (plan.transform != no_transform && match.group_end > match.group_begin) {
        fits =
            rest.append(table.transforms[plan.transform]) &&
            rest.append(digits.text().substr(
                match.group_begin, static_cast<std::size_t>(match.group_end - match.group_begin)));
    }
    if (!fits || !rest.append(digits.text().substr(match.end))) return digits;
    if (in_general(table, plan, digits) && !in_general(table, plan, rest)) return digits;
    return rest;
}

/// Removes a country calling code that somebody has from the front. They are prefix-free, start
/// with 1 to 9 and have up to three digits.
const CallingCode* take_calling_code(const Table& table, Digits& digits) noexcept {
    if (digits.empty() || digits[0] == '0') return nullptr;
    unsigned code = 0;
    for (std::size_t size = 1; size <= 3 && size <= digits.size(); ++size) {
        code = code * 10 + static_cast<unsigned>(digits[size - 1] - '0');
        if (const CallingCode* found = find_calling_code(table, code)) {
            digits.drop_front(size);
            return found;
        }
    }
    return nullptr;
}

/// Whether an international prefix of `home` ("00", "011") was in front, which is then removed. The
/// digit behind it cannot be 0, as no country calling code starts so.
bool take_international_prefix(const Table& table, const Plan& home, Digits& digits) noexcept {
    const PrefixMatch match = match_prefix(table, home.international_prefix, digits.text());
    if (!match.matched) return false;
    if (match.end < digits.size() && digits[match.end] == '0') return false;
    digits.drop_front(match.end);
    return true;
}

/// The code of `home`, when the digits make more sense with it taken for a country calling code
/// written without "+"; it is then removed.
const CallingCode* take_home_code(const Table& table, const Plan& home, Digits& digits) noexcept {
    Digits rest = digits;
    const CallingCode* code = take_calling_code(table, rest);
    if (code == nullptr || code->code != home.calling_code) return nullptr;
    rest = without_national_prefix(table, home, rest);
    const bool better = !in_general(table, home, digits) && in_general(table, home, rest);
    if (!better && check_length(home, digits.size()) != LengthCheck::too_long) return nullptr;
    digits = rest;
    return code;
}

struct Country {
    PlanFault fault{PlanFault::none};
    const CallingCode* code{nullptr}; ///< null without a fault: the number is national
};

Country take_country(const Table& table, bool international, const Plan& home,
                     Digits& digits) noexcept {
    if (!international && !take_international_prefix(table, home, digits))
        return {PlanFault::none, take_home_code(table, home, digits)};
    if (digits.size() <= national_min) return {PlanFault::too_short, nullptr};
    const CallingCode* code = take_calling_code(table, digits);
    return {code == nullptr ? PlanFault::unknown_country : PlanFault::none, code};
}

/// As written first. "+00 44 ..." and "+0 20 ..." happen: what has a "+" but no country behind it
/// is read again as if dialled, and must then say its country.
Country find_country(const Table& table, const Dialled& dialled, const Plan& home,
                     Digits& digits) noexcept {
    Country country = take_country(table, dialled.plus, home, digits);
    if (!dialled.plus || country.fault != PlanFault::unknown_country) return country;
    country = take_country(table, false, home, digits);
    if (country.code == nullptr) country.fault = PlanFault::unknown_country;
    return country;
}

} // namespace

PlannedNumber place(const Table& table, const Dialled& dialled, const Plan& home) noexcept {
    PlannedNumber number;
    Digits national = dialled.digits;
    const Country country = find_country(table, dialled, home, national);
    number.fault = country.fault;
    if (number.fault != PlanFault::none) return number;

    const CallingCode* code =
        country.code != nullptr ? country.code : find_calling_code(table, home.calling_code);
    const Plan& main = table.plans[code->main_plan];
    const Plan& dialling_plan = country.code != nullptr ? main : home;
    if (national.size() >= national_min) {
        const Digits rest = without_national_prefix(table, dialling_plan, national);
        const LengthCheck check = check_length(dialling_plan, rest.size());
        if (check == LengthCheck::possible || check == LengthCheck::too_long) national = rest;
    }
    if (national.size() < national_min) number.fault = PlanFault::too_short;
    if (national.size() > national_max) number.fault = PlanFault::too_long;
    if (number.fault != PlanFault::none) return number;

    number.calling_code = code->code;
    number.national = national;
    number.possible = check_length(main, national.size()) == LengthCheck::possible;
    const std::uint16_t label = walk(table, code->types, national.text());
    if (label != unlabelled) {
        const Label& found = table.labels[label];
        number.type = found.type;
        number.plan = found.plan == main_plan ? &main : &table.plans[found.plan];
    }
    return number;
}

} // namespace hark::phone
