// Reads the run piece by piece into a fixed frame and asks the rules for each window of groups.
#include "lib/redaction/numeral_finder.hpp"

#include <algorithm>
#include <array>
#include <string_view>

#include "lib/redaction/capture.hpp"
#include "lib/redaction/characters.hpp"
#include "lib/redaction/scan/scan.hpp"
#include "lib/redaction/surroundings.hpp"

namespace hark::redaction {
namespace {

/// Without a word before it nothing is written in more groups than an IBAN's fours.
constexpr std::size_t groups_alone_max = 9;

constexpr bool is_joiner(char character) noexcept {
    return character == ' ' || (character >= '-' && character <= '/');
}

/// Groups of a run, as many as fit: twice what a numeral may have, so that every numeral that
/// begins in the first half is whole.
struct Frame {
    static constexpr std::size_t capacity = 2 * numeral_digits_max;
    struct Group {
        std::uint32_t at;    ///< offset of its first digit
        std::uint16_t first; ///< how many digits stand before it
        std::uint16_t count; ///< of its digits
        std::size_t end() const noexcept { return std::size_t{at} + count; }
    };
    std::array<Group, capacity> groups;
    std::size_t digit_count{0}, group_count{0};
    std::size_t next{0}; ///< where reading goes on; 0: the run is over
};

std::size_t digits_end(std::string_view text, std::size_t at) noexcept {
    while (at < text.size() && is_digit(text[at]))
        ++at;
    return at;
}

/// Reads groups from `at` on. One with more digits than any numeral ends the frame before it, or is
/// passed over when it comes first.
void read(std::string_view text, std::size_t at, Frame& frame) noexcept {
    frame.digit_count = frame.group_count = frame.next = 0;
    for (;;) {
        const std::size_t end = digits_end(text, at);
        const std::size_t count = end - at;
        if (count <= numeral_digits_max) {
            if (frame.digit_count + count > Frame::capacity) {
                frame.next = at;
                return;
            }
            frame.groups[frame.group_count++] = {static_cast<std::uint32_t>(at),
                                                 static_cast<std::uint16_t>(frame.digit_count),
                                                 static_cast<std::uint16_t>(count)};
            frame.digit_count += count;
        }
        if (end + 1 >= text.size() || !is_joiner(text[end]) || !is_digit(text[end + 1])) return;
        if (count > numeral_digits_max) {
            frame.next = end + 1;
            return;
        }
        at = end + 1;
    }
}

/// The digits of a window without what stands between its groups.
class Digits {
public:
    std::string_view of(std::string_view text, const Frame& frame, std::size_t from,
                        std::size_t last) noexcept {
        for (; next_ + from <= last; ++next_) {
            const Frame::Group& group = frame.groups[from + next_];
            for (std::size_t at = group.at; at < group.end(); ++at)
                digits_[count_++] = text[at];
        }
        return {digits_.data(), count_};
    }

private:
    std::array<char, numeral_digits_max> digits_;
    std::size_t count_{0}, next_{0};
};

bool may_begin(std::string_view text, std::size_t at) noexcept {
    if (at == 0) return true;
    const char before = text[at - 1];
    if (is_alphanumeric(before)) return false;
    return (before != '-' && before != '.') || at == 1 || !is_alphanumeric(text[at - 2]);
}

bool may_end(std::string_view text, std::size_t end) noexcept {
    if (end == text.size()) return true;
    if (is_alphanumeric(text[end])) return false;
    return (text[end] != '-' && text[end] != '.') || end + 1 == text.size() ||
           !is_digit(text[end + 1]);
}

bool allows(const NumeralRule& rule, const Numeral& numeral) noexcept {
    return numeral.joiner == '\0' || rule.shapes[0] == 0 ||
           std::find(rule.shapes.begin(), rule.shapes.end(), numeral.shape) != rule.shapes.end();
}

bool is_followed(const NumeralRule& rule, std::string_view text, std::size_t end) noexcept {
    return rule.followed_by.empty() ||
           (end < text.size() && rule.followed_by.find(text[end]) != std::string_view::npos);
}

/// Asks the rules about one window. True when one of them took it.
bool ask(Scan& scan, Numeral& numeral, Range range, RuleSet rules) {
    bool taken = false;
    while (!rules.empty()) {
        const auto& active = scan.engine().numerals[rules.take()];
        const NumeralRule& rule = *active.rule;
        if (!allows(rule, numeral) || !is_followed(rule, scan.text(), range.end)) continue;
        numeral.announced = scan.announced(rule.base, range.begin);
        if (!scan.may_speak(rule.base, numeral.announced, numeral.alone) || !rule.check(numeral))
            continue;
        if (rule.base.need != Need::nothing &&
            is_unit_at(scan.text(), blanks_end(scan.text(), range.end)))
            continue;
        const Range whole = rule.place == nullptr ? range : rule.place(scan.text(), range);
        if (whole.empty()) continue;
        scan.add(whole, rule.base, active.id, numeral.announced);
        taken = true;
    }
    return taken;
}

/// The rules that may speak of a numeral with this first digit at this place.
RuleSet rules_at(const Scan& scan, std::size_t at) noexcept {
    const Redactor::Engine& engine = scan.engine();
    const std::string_view text = scan.text();
    RuleSet rules = engine.numerals_by_first[static_cast<std::size_t>(text[at] - '0')];
    if (scan.silent(at)) rules = rules & engine.numerals_without_context;
    const char before = at == 0 ? '\0' : text[at - 1];
    if (before != '+') rules = without(rules, engine.numerals_after_plus);
    if (before != ' ') rules = without(rules, engine.numerals_after_state);
    return rules;
}

/// Windows that begin with group `from`. Returns the group to go on with.
std::size_t find_from(Scan& scan, const Frame& frame, std::size_t from) {
    const Redactor::Engine& engine = scan.engine();
    const std::string_view text = scan.text();
    const Frame::Group& first = frame.groups[from];
    if (!may_begin(text, first.at)) return from + 1;
    const RuleSet rules = rules_at(scan, first.at);
    if (rules.empty()) return from + 1;
    Numeral numeral;
    Digits digits;
    const std::size_t groups_max =
        scan.silent(first.at) ? groups_alone_max : std::size_t{numeral_digits_max};
    numeral.named = engine.named;
    std::size_t goes_on = from + 1;
    const RuleSet mixed = engine.numerals_by_joiner[joiner_index('*')];
    for (std::size_t last = from; last < frame.group_count; ++last) {
        const Frame::Group& group = frame.groups[last];
        const std::size_t count = group.first + group.count - std::size_t{first.first};
        if (count > numeral_digits_max || last - from == groups_max) break;
        if (last > from) {
            const char joiner = text[group.at - 1];
            const bool same = numeral.joiner == '\0' || numeral.joiner == joiner;
            numeral.joiner = same ? joiner : '*';
        }
        numeral.shape = numeral.shape << 4 | std::min<Shape>(group.count, 15);
        const RuleSet joined = rules & engine.numerals_by_joiner[joiner_index(numeral.joiner)];
        if (last > from && (joined | (rules & mixed)).empty()) break;
        const RuleSet of_count = joined & engine.numerals_by_count[count];
        if (of_count.empty() || !may_end(text, group.end())) continue;
        const Range range{first.at, group.end()};
        numeral.digits = digits.of(text, frame, from, last);
        numeral.text = text.substr(range.begin, range.end - range.begin);
        numeral.alone = is_alone(text, range);
        if (ask(scan, numeral, range, of_count)) goes_on = last + 1;
    }
    return goes_on;
}

/// One group by itself, which most are: can any rule speak of it?
bool is_of_interest(const Scan& scan, std::size_t at, std::size_t end) noexcept {
    const Redactor::Engine& engine = scan.engine();
    const std::string_view text = scan.text();
    if (end - at > numeral_digits_max || !may_begin(text, at) || !may_end(text, end)) return false;
    const RuleSet rules = rules_at(scan, at) & engine.numerals_by_joiner[0];
    return !(rules & engine.numerals_by_count[end - at]).empty();
}

} // namespace

void find_numerals(Scan& scan, std::size_t start) {
    const std::string_view text = scan.text();
    const std::size_t end = digits_end(text, start);
    const bool goes_on = end + 1 < text.size() && is_joiner(text[end]) && is_digit(text[end + 1]);
    if (!goes_on && !is_of_interest(scan, start, end)) return;
    Frame frame;
    for (std::size_t at = start;;) {
        read(scan.text(), at, frame);
        std::size_t group = 0;
        while (group < frame.group_count) {
            const Frame::Group& first = frame.groups[group];
            if (frame.next != 0 && first.first > numeral_digits_max) {
                frame.next = first.at;
                break;
            }
            group = find_from(scan, frame, group);
        }
        if (frame.next == 0) return;
        at = frame.next;
    }
}

} // namespace hark::redaction
