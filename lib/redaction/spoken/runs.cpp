// A run ends where a word stands that is neither a number, nor a filler, nor a correction.
#include "lib/redaction/spoken/runs.hpp"

#include <algorithm>

#include "lib/redaction/characters.hpp"

namespace hark::redaction::spoken {
namespace {

constexpr std::size_t skipped_units_max = 6;

bool is_plain_number(Kind kind) noexcept {
    return kind == Kind::digit || kind == Kind::teen || kind == Kind::tens || kind == Kind::written;
}

bool is_between(Kind kind) noexcept {
    return kind == Kind::filler || kind == Kind::correction || kind == Kind::dash;
}

class Settler {
public:
    Settler(std::string_view text, std::vector<Unit>& units) noexcept
        : text_{text}, units_{units} {}

    void settle() noexcept {
        for (std::size_t index = 0; index < units_.size(); ++index) {
            Unit& unit = units_[index];
            if (unit.kind == Kind::oh) settle_oh(index);
            if (unit.kind == Kind::homophone)
                become(unit, number_at(index, -1) && number_at(index, 1), unit.value);
            if (unit.kind == Kind::letter) settle_letter(index);
            if (unit.kind == Kind::spelling && index + 2 < units_.size()) take_as_in(index);
        }
    }

private:
    static void become(Unit& unit, bool digit, std::uint8_t value) noexcept {
        unit.kind = digit ? Kind::digit : Kind::other;
        if (digit) unit.value = value;
    }

    bool adjoins(std::size_t index, int step) const noexcept {
        if (step < 0 ? index == 0 : index + 1 >= units_.size()) return false;
        return units_[step < 0 ? index : index + 1].gap != Gap::hard;
    }
    Kind kind_at(std::size_t index, int step) const noexcept {
        if (!adjoins(index, step)) return Kind::other;
        return units_[step < 0 ? index - 1 : index + 1].kind;
    }
    bool number_at(std::size_t index, int step) const noexcept {
        const Kind kind = kind_at(index, step);
        return is_plain_number(kind) || kind == Kind::repeat || kind == Kind::hundred ||
               (step > 0 && kind == Kind::oh);
    }

    /// A zero before a number, after one when no other word follows, and after "double".
    void settle_oh(std::size_t index) noexcept {
        std::size_t ahead = index;
        while (ahead + 1 < units_.size() && kind_at(ahead, 1) == Kind::oh)
            ++ahead;
        const Kind between = kind_at(index, -1); // "uh oh", "dash oh"
        const bool after_filler = (between == Kind::filler || between == Kind::dash) &&
                                  index >= 3 && is_number(units_[index - 2]) &&
                                  is_number(units_[index - 3]);
        const bool before = number_at(index, -1) || after_filler;
        const bool behind = number_at(ahead, 1);
        const bool ends = ahead + 1 >= units_.size() || units_[ahead + 1].gap != Gap::joined ||
                          units_[ahead + 1].kind != Kind::other ||
                          units_[ahead + 1].topic != no_topic;
        const bool amid = before && index >= 2 && is_number(units_[index - 2]);
        if (behind || (before && (ends || amid))) return become(units_[index], true, 0);
        if (units_[index].end - units_[index].begin == 1) {
            units_[index].kind = Kind::letter;
            units_[index].value = 'o';
            return settle_letter(index);
        }
        units_[index].kind = Kind::filler;
    }

    static bool is_spelled(Kind kind) noexcept {
        return kind == Kind::letter || kind == Kind::spelling || is_plain_number(kind);
    }

    /// "a" and "i" are words unless they stand among letters.
    void settle_letter(std::size_t index) noexcept {
        Unit& unit = units_[index];
        if (index + 2 < units_.size()) take_as_in(index);
        if (unit.value != 'a' && unit.value != 'i') return;
        const Kind before = kind_at(index, -1), behind = kind_at(index, 1);
        const bool told = before == Kind::letter || before == Kind::spelling ||
                          behind == Kind::letter || behind == Kind::spelling ||
                          behind == Kind::oh || (is_spelled(before) && is_spelled(behind)) ||
                          behind == Kind::filler;
        if (!told) unit.kind = Kind::other;
    }

    char first_of(const Unit& unit) const noexcept { return lower_case(text_[unit.begin]); }
    std::string_view view(const Unit& unit) const noexcept {
        return text_.substr(unit.begin, unit.end - unit.begin);
    }

    /// "b as in boy", "b for boy", "b like boy": the words belong to the letter.
    void take_as_in(std::size_t index) noexcept {
        const std::size_t left = units_.size() - index;
        std::size_t example = 0;
        if (left > 3 && view(units_[index + 1]) == "as" &&
            (view(units_[index + 2]) == "in" || units_[index + 2].kind == Kind::homophone))
            example = index + 3;
        else if (left > 2 &&
                 (view(units_[index + 1]) == "for" || view(units_[index + 1]) == "like"))
            example = index + 2;
        if (example == 0 || first_of(units_[example]) != units_[index].value) return;
        for (std::size_t each = index + 1; each <= example; ++each) {
            units_[each].kind = Kind::filler;
            if (units_[each].gap == Gap::hard) units_[each].gap = Gap::weak;
        }
        units_[index].end = units_[example].end;
    }

    std::string_view text_;
    std::vector<Unit>& units_;
};

/// Adds digits to a parse; those that do not fit are left out.
void put(Parse& out, std::string_view digits, std::size_t first, std::size_t last) noexcept {
    for (const char digit : digits) {
        if (out.count == run_digits_max) return;
        out.digits[out.count] = digit;
        out.first[out.count] = static_cast<std::uint16_t>(first);
        out.last[out.count++] = static_cast<std::uint16_t>(last);
    }
}

void put_number(Parse& out, unsigned value, std::size_t first, std::size_t last) noexcept {
    std::array<char, 10> digits;
    std::size_t count = 0;
    do {
        digits[digits.size() - ++count] = static_cast<char>('0' + value % 10);
        value /= 10;
    } while (value != 0);
    put(out, {digits.data() + digits.size() - count, count}, first, last);
}

/// Reads the units of a run one after the other.
class Parser {
public:
    Parser(std::string_view text, const std::vector<Unit>& units, const Run& run, bool apart,
           Parse& out) noexcept
        : text_{text}, units_{units}, run_{run}, apart_{apart}, out_{out} {}

    void parse() noexcept {
        for (at_ = run_.first; at_ <= run_.last;) {
            const Unit& unit = units_[at_];
            if (unit.kind == Kind::repeat)
                repeat(unit.value);
            else if (unit.kind == Kind::written)
                put(out_, view(unit), at_, at_), ++at_;
            else if (is_plain_number(unit.kind))
                number();
            else if (unit.kind == Kind::hundred || unit.kind == Kind::thousand)
                put(out_, unit.kind == Kind::hundred ? "00" : "000", at_, at_), ++at_;
            else
                ++at_;
        }
    }

private:
    std::string_view view(const Unit& unit) const noexcept {
        return text_.substr(unit.begin, unit.end - unit.begin);
    }
    Kind kind(std::size_t at) const noexcept {
        return at <= run_.last ? units_[at].kind : Kind::other;
    }

    void repeat(unsigned times) noexcept {
        const std::size_t first = at_++;
        while (at_ <= run_.last && is_between(units_[at_].kind))
            ++at_;
        if (at_ > run_.last) return;
        const Unit& unit = units_[at_];
        std::string_view digit;
        const char said = static_cast<char>('0' + unit.value % 10);
        if (unit.kind == Kind::digit)
            digit = {&said, 1};
        else if (unit.kind == Kind::written)
            digit = view(unit);
        else
            return;
        if (digit.size() > 1) times = 1;
        for (unsigned time = 0; time < times; ++time)
            put(out_, digit, first, at_);
        ++at_;
    }

    /// Below a hundred: "forty", "forty one", "eleven", "one".
    unsigned below_hundred(std::size_t& at) const noexcept {
        unsigned value = units_[at].value;
        if (kind(at++) == Kind::tens && kind(at) == Kind::digit && units_[at].value != 0)
            value += units_[at++].value;
        return value;
    }

    /// "one hundred and twenty", "eighteen hundred": with what belongs to it, the zeros filled.
    void number() noexcept {
        const std::size_t first = at_;
        if (apart_) {
            put_number(out_, units_[at_].value, at_, at_);
            ++at_;
            return;
        }
        unsigned value = below_hundred(at_);
        if (kind(at_) == Kind::thousand) return thousand(value, first);
        if (kind(at_) != Kind::hundred) return put_number(out_, value, first, at_ - 1);
        value *= 100;
        ++at_;
        take_below_hundred(value);
        put_number(out_, value, first, at_ - 1);
    }

    void thousand(unsigned value, std::size_t first) noexcept {
        value *= 1000;
        ++at_;
        if (kind(at_) == Kind::digit && kind(at_ + 1) == Kind::hundred) {
            value += units_[at_].value * 100U;
            at_ += 2;
        }
        take_below_hundred(value);
        put_number(out_, value, first, at_ - 1);
    }

    void take_below_hundred(unsigned& value) noexcept {
        const bool filled = kind(at_) == Kind::filler;
        const std::size_t at = filled ? at_ + 1 : at_;
        const Kind next = kind(at);
        const bool fits = next == Kind::tens || next == Kind::teen ||
                          (next == Kind::digit && kind(at + 1) != Kind::hundred);
        if (!fits) return;
        at_ = at;
        value += below_hundred(at_);
    }

    std::string_view text_;
    const std::vector<Unit>& units_;
    const Run& run_;
    bool apart_;
    Parse& out_;
    std::size_t at_{0};
};

/// Where the run that begins at `first` goes on behind `at`, or 0.
std::size_t next_number(const std::vector<Unit>& units, std::size_t at, bool& corrected) noexcept {
    for (std::size_t step = 1; step <= skipped_units_max + 1; ++step) {
        const std::size_t next = at + step;
        if (next >= units.size() || units[next].gap == Gap::hard) return 0;
        if (is_number(units[next])) return next;
        if (!is_between(units[next].kind)) return 0;
        if (units[next].kind == Kind::correction) corrected = true;
    }
    return 0;
}

void count(const Unit& unit, Run& run) noexcept {
    run.written = static_cast<std::uint16_t>(run.written + (unit.kind == Kind::written));
    run.spoken = static_cast<std::uint16_t>(run.spoken + (unit.kind != Kind::written));
    run.groups = static_cast<std::uint16_t>(run.groups + (unit.kind != Kind::repeat));
    if (unit.kind == Kind::tens || unit.kind == Kind::hundred || unit.kind == Kind::thousand)
        run.ambiguous = true;
    if (unit.kind == Kind::thousand) run.quantity = true;
}

/// Is the number an amount because of what follows?
void look_behind(const std::vector<Unit>& units, Run& run) noexcept {
    const std::size_t next = run.last + 1;
    if (next >= units.size() || units[next].gap == Gap::hard) return;
    const Kind kind = units[next].kind;
    run.amount = kind == Kind::measure || kind == Kind::dot || kind == Kind::magnitude;
    run.quantity = run.quantity || kind == Kind::magnitude;
    if (kind == Kind::letter && next + 1 < units.size() &&
        (units[next].value == 'a' || units[next].value == 'p') &&
        units[next + 1].kind == Kind::letter && units[next + 1].value == 'm')
        run.amount = true;
}

} // namespace

bool is_number(const Unit& unit) noexcept {
    return is_plain_number(unit.kind) || unit.kind == Kind::hundred ||
           unit.kind == Kind::thousand || unit.kind == Kind::repeat;
}

void settle(std::string_view text, std::vector<Unit>& units) noexcept {
    Settler{text, units}.settle();
}

void find_runs(std::string_view text, const std::vector<Unit>& units, std::vector<Run>& runs) {
    runs.clear();
    std::uint16_t other_words = 0;
    for (std::size_t at = 0; at < units.size(); ++at) {
        const Kind kind = units[at].kind;
        if (!is_plain_number(kind) && kind != Kind::repeat) {
            if (!is_between(kind) && other_words < 1000) ++other_words;
            continue;
        }
        Run run;
        run.first = run.last = at;
        run.other_words = other_words;
        run.hard_before = units[at].begin > 0 && units[at].gap == Gap::hard &&
                          text[units[at].begin - 1] != ' ' && text[units[at].begin - 1] != '\n';
        count(units[at], run);
        std::size_t digits = units[at].end - units[at].begin;
        for (bool corrected = false;;) {
            const std::size_t next = next_number(units, run.last, corrected);
            digits += next == 0                           ? 0
                      : units[next].kind == Kind::written ? units[next].end - units[next].begin
                                                          : 3;
            if (next == 0 || digits > run_digits_max) break;
            run.corrected = run.corrected || corrected;
            run.last = next;
            count(units[next], run);
        }
        look_behind(units, run);
        Parse parsed;
        parse(text, units, run, false, parsed);
        run.digits = static_cast<std::uint16_t>(parsed.count);
        if (units[run.last].kind == Kind::repeat && run.groups == 0) run.digits = 0;
        runs.push_back(run);
        at = run.last;
        other_words = 0;
    }
}

void parse(std::string_view text, const std::vector<Unit>& units, const Run& run, bool apart,
           Parse& out) noexcept {
    out.count = 0;
    Parser{text, units, run, apart, out}.parse();
}

} // namespace hark::redaction::spoken
