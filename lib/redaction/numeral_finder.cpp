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

constexpr bool is_joiner(char character) noexcept {
    return character == ' ' || (character >= '-' && character <= '/');
}

/// Groups of a run, as many as fit: twice what a numeral may have, so that every numeral that
/// begins in the first half is whole.
struct Frame {
    static constexpr std::size_t capacity = 2 * numeral_digits_max;
    struct Group {
        std::size_t at;     ///< offset of its first digit
        std::size_t end;    ///< behind its last digit
        std::uint8_t first; ///< index of its first digit
        std::uint8_t count; ///< of digits
    };
    std::array<char, capacity> digits;
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
            frame.groups[frame.group_count++] = {at, end,
                                                 static_cast<std::uint8_t>(frame.digit_count),
                                                 static_cast<std::uint8_t>(count)};
            std::copy(text.begin() + static_cast<std::ptrdiff_t>(at),
                      text.begin() + static_cast<std::ptrdiff_t>(end),
                      frame.digits.begin() + static_cast<std::ptrdiff_t>(frame.digit_count));
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
    if (numeral.joiner == '\0') return true;
    if (rule.joiners.find(numeral.joiner) == std::string_view::npos) return false;
    return rule.shapes[0] == 0 ||
           std::find(rule.shapes.begin(), rule.shapes.end(), numeral.shape) != rule.shapes.end();
}

/// Asks the rules about one window. True when one of them took it.
bool ask(Scan& scan, Numeral& numeral, Range range, RuleSet rules) {
    bool taken = false;
    while (!rules.empty()) {
        const auto& active = scan.engine().numerals[rules.take()];
        const NumeralRule& rule = *active.rule;
        if (!allows(rule, numeral)) continue;
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

/// Windows that begin with group `from`. Returns the group to go on with.
std::size_t find_from(Scan& scan, const Frame& frame, std::size_t from) {
    const Redactor::Engine& engine = scan.engine();
    const std::string_view text = scan.text();
    const Frame::Group& first = frame.groups[from];
    if (!may_begin(text, first.at)) return from + 1;
    RuleSet rules =
        engine.numerals_by_first[static_cast<std::size_t>(frame.digits[first.first] - '0')];
    if (scan.silent(first.at)) rules = rules & engine.numerals_without_context;
    if (rules.empty()) return from + 1;
    Numeral numeral;
    numeral.named = engine.named;
    std::size_t goes_on = from + 1;
    for (std::size_t last = from; last < frame.group_count; ++last) {
        const Frame::Group& group = frame.groups[last];
        const std::size_t count = group.first + group.count - std::size_t{first.first};
        if (count > numeral_digits_max) break;
        if (last > from) {
            const char joiner = text[group.at - 1];
            const bool same = numeral.joiner == '\0' || numeral.joiner == joiner;
            numeral.joiner = same ? joiner : '*';
        }
        numeral.shape = numeral.shape << 4 | std::min<Shape>(group.count, 15);
        const RuleSet of_count = rules & engine.numerals_by_count[count];
        if (of_count.empty() || !may_end(text, group.end)) continue;
        numeral.digits = {frame.digits.data() + first.first, count};
        numeral.text = text.substr(first.at, group.end - first.at);
        numeral.alone = is_alone(text, {first.at, group.end});
        if (ask(scan, numeral, {first.at, group.end}, of_count)) goes_on = last + 1;
    }
    return goes_on;
}

} // namespace

void find_numerals(Scan& scan, std::size_t start) {
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
