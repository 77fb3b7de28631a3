// A call turn by turn. One step serves both doors: live, where what was let go before comes late,
// and afterwards, where late is early enough. That is why both find the same.
#include <algorithm>
#include <utility>

#include "lib/base/keyed_digest.hpp"
#include "lib/redaction/known.hpp"
#include "lib/redaction/ledger.hpp"
#include "lib/redaction/placeholder.hpp"
#include "lib/redaction/process.hpp"

namespace hark::redaction {
namespace {

using spoken::Run;
using spoken::Topic;

constexpr std::size_t turn_units_max = 8192;
/// A window stays open for so many turns of the caller.
constexpr unsigned window_turns = 4;
constexpr unsigned answered_window_turns = 2;
/// So many words that ask for nothing close a window: one that has had some digits, all of them.
constexpr unsigned changed_subject_words = 12, answered_words = 3;
constexpr unsigned forced_digits_min = 3;
constexpr unsigned another_number_words = 1000;

} // namespace

struct Dialogue::State {
    explicit State(const Redactor::Engine& with) : engine{&with} {}
    ~State() { base::wipe(found.data(), found.size() * sizeof(Found)); }
    State(const State&) = delete;
    State& operator=(const State&) = delete;

    const Redactor::Engine* engine;
    std::size_t next_turn{0};
    Ledger ledger;
    std::vector<Found> found;   ///< of the turn of the last step
    std::vector<TurnSpan> late; ///< of turns before it

    void step(const Turn& turn, Scratch& scratch, const KnownValues* known);
    void open_window(Entity entity);
    void reset() noexcept;

private:
    void read(std::string_view text);
    bool is_answered() const noexcept;
    bool answers(const Turn& turn) const noexcept;
    void listen(std::string_view text, bool asked, const KnownValues* known);
    void take_all_of_answer();
    void keep(const Turn& turn);
    void move_window(const Turn& turn, bool asked);
    void add(std::uint32_t begin, std::uint32_t end, Entity entity, bool announced);
    unsigned words() const noexcept;
    std::uint32_t letters_begin(std::string_view text, const Piece& piece) const noexcept;

    Topic window;           ///< what the caller was asked for
    Topic left;             ///< what the turn leaves announced
    unsigned turns_left{0}; ///< of the window
    unsigned answered{0};   ///< digits that it has had
    bool forced{false};     ///< the flow asked
    unsigned words_since{0};
    std::vector<spoken::Unit> units;
    std::vector<Run> runs;
    std::vector<spoken::Decision> decisions;
};

void Dialogue::State::add(std::uint32_t begin, std::uint32_t end, Entity entity, bool announced) {
    const auto& active = engine->spoken[static_cast<std::size_t>(entity)];
    if (active.rule == nullptr) {
        found.push_back({begin, end, entity, 90, engine->asked_rule});
        return;
    }
    const RuleBase& base = active.rule->base;
    found.push_back({begin, end, entity, announced ? base.context_score : base.score, active.id});
}

/// Words that are neither numbers nor fillers.
unsigned Dialogue::State::words() const noexcept {
    return static_cast<unsigned>(
        std::count_if(units.begin(), units.end(), [](const spoken::Unit& unit) {
            return !spoken::is_number(unit) && unit.kind != spoken::Kind::filler &&
                   unit.kind != spoken::Kind::correction && unit.kind != spoken::Kind::dash;
        }));
}

/// An answer that is nothing but digits goes however short it is; one that the flow asked for goes
/// from three digits on, whatever is said around it.
void Dialogue::State::take_all_of_answer() {
    const auto& active = engine->spoken[static_cast<std::size_t>(window.entity)];
    const bool nothing_else = words() == 0 && window.strong && active.rule != nullptr;
    for (const Run& run : runs)
        if (run.digits > 0 && (nothing_else || (forced && run.digits >= forced_digits_min)))
            add(units[run.first].begin, units[run.last].end, window.entity, true);
}

void Dialogue::State::read(std::string_view text) {
    spoken::read_units(text, 0, text.size(), engine->topics, turn_units_max, units);
    spoken::settle(text, units);
    spoken::find_runs(text, units, runs);
}

/// Has the window had all the digits that it needs?
bool Dialogue::State::is_answered() const noexcept {
    const auto& active = engine->spoken[static_cast<std::size_t>(window.entity)];
    return active.rule != nullptr && answered >= active.rule->digits_min;
}

/// Is this turn an answer? Once the answer was given, only what corrects it or adds to it.
bool Dialogue::State::answers(const Turn& turn) const noexcept {
    if (!window.set || turn.speaker == Speaker::agent) return false;
    if (!is_answered() || words() <= answered_words) return true;
    return std::any_of(units.begin(), units.end(), [](const spoken::Unit& unit) {
        return unit.kind == spoken::Kind::correction;
    });
}

void Dialogue::State::listen(std::string_view text, bool asked, const KnownValues* known) {
    decisions.clear();
    left = asked ? window : Topic{};
    spoken::decide(*engine, {text, units, runs, true}, left, decisions);
    for (const spoken::Decision& decision : decisions)
        add(decision.begin, decision.end, decision.entity, decision.announced);
    if (asked) take_all_of_answer();
    if (known != nullptr)
        find_known_spoken(known->table(), {text, units, runs, true}, engine->known_rule, found);
}

/// "so that's h nine nine four": the letters of an id that is read back belong to it.
std::uint32_t Dialogue::State::letters_begin(std::string_view text,
                                             const Piece& piece) const noexcept {
    if (piece.entity != Entity::us_driver_license && piece.entity != Entity::us_passport &&
        piece.entity != Entity::vin && piece.entity != Entity::member_id)
        return piece.begin;
    std::uint32_t begin = piece.begin;
    for (std::size_t unit = units.size(); unit-- > 0;) {
        if (units[unit].begin >= begin) continue;
        const std::string_view word =
            text.substr(units[unit].begin, units[unit].end - units[unit].begin);
        const bool letter = word == "a" || word == "i" || word == "november" ||
                            units[unit].kind == spoken::Kind::letter ||
                            units[unit].kind == spoken::Kind::spelling;
        if (!letter || units[unit + 1].gap == spoken::Gap::hard) break;
        begin = units[unit].begin;
    }
    return begin;
}

/// Puts the turn's runs into the ledger, and takes what they complete or repeat.
void Dialogue::State::keep(const Turn& turn) {
    ledger.begin_turn(next_turn);
    const std::size_t own = found.size();
    const bool nothing_else = words() == 0;
    for (const Run& run : runs) {
        words_since += run.other_words;
        Piece piece;
        piece.turn = next_turn;
        piece.speaker = turn.speaker;
        piece.begin = units[run.first].begin;
        piece.end = units[run.last].end;
        for (std::size_t index = 0; index < own && !piece.taken; ++index)
            if (found[index].begin < piece.end && piece.begin < found[index].end) {
                piece.taken = true;
                piece.entity = found[index].entity;
            }
        if (run.digits == 0 || run.digits > Piece::digits_max) continue;
        if (!piece.taken && (run.amount || run.quantity)) continue;
        if (!piece.taken && run.digits < 3 && !nothing_else) continue;
        if (!piece.taken && left.harmless) continue;
        spoken::Parse parsed;
        spoken::parse(turn.text, units, run, false, parsed);
        std::copy_n(parsed.digits.begin(), parsed.count, piece.digits.begin());
        base::wipe(parsed.digits.data(), parsed.count);
        piece.count = static_cast<std::uint8_t>(parsed.count);
        piece.words_before = static_cast<std::uint16_t>(std::min(words_since, 1000U));
        words_since = 0;
        ledger.add(piece, [&](const Piece& each) {
            if (engine->spoken[static_cast<std::size_t>(each.entity)].rule == nullptr) return;
            if (each.turn == next_turn)
                return add(letters_begin(turn.text, each), each.end, each.entity, true);
            const auto& active = engine->spoken[static_cast<std::size_t>(each.entity)];
            late.push_back(
                {each.turn,
                 {each.begin, each.end, each.entity, active.id, active.rule->base.context_score}});
        });
    }
    unsigned behind = 0;
    const std::size_t from = runs.empty() ? 0 : runs.back().last + 1;
    for (std::size_t unit = from; unit < units.size(); ++unit)
        behind += units[unit].kind == spoken::Kind::filler ? 0U : 1U;
    words_since += behind;
    // A prompt begins a new number; "and the last four?" goes on with the old. In "my card is four
    // one one one" the number has begun.
    const bool begun = !runs.empty() && units[runs.back().first].begin >= left.end;
    if (left.set && !left.armed && !begun && left.entity != Entity::card_last4)
        words_since = another_number_words;
}

void Dialogue::State::open_window(Entity entity) {
    window = Topic{};
    window.entity = entity;
    window.set = window.strong = window.armed = true;
    turns_left = window_turns;
    answered = 0;
    forced = true;
}

/// A phrase of either speaker opens a window for the caller's answer; the answer, another subject,
/// or some turns without digits close it.
void Dialogue::State::move_window(const Turn& turn, bool asked) {
    const bool announces = left.set && !left.armed;
    if (announces) {
        window = left;
        window.armed = true;
        forced = false;
        turns_left = window.harmless ? 0 : window_turns;
        answered = 0;
    }
    if (!window.set) return;
    if ((asked || announces) && turn.speaker != Speaker::agent)
        for (const Run& run : runs)
            answered += run.digits;
    const auto& active = engine->spoken[static_cast<std::size_t>(window.entity)];
    const auto same = [this](const Found& each) { return each.entity == window.entity; };
    if (turn.speaker != Speaker::agent && active.rule != nullptr &&
        window.entity != Entity::credit_card && std::any_of(found.begin(), found.end(), same))
        answered = std::max<unsigned>(answered, active.rule->digits_min);
    if (is_answered()) turns_left = std::min(turns_left, answered_window_turns);
    if (turn.speaker == Speaker::agent) {
        const unsigned most = is_answered() ? answered_words : changed_subject_words;
        if (!announces && answered > 0 && words() > most) turns_left = 0;
    } else if (turns_left > 0 && !announces) {
        --turns_left;
    }
    if (turns_left == 0) {
        window = Topic{};
        forced = false;
    }
}

void Dialogue::State::step(const Turn& turn, Scratch& scratch, const KnownValues* known) {
    found.clear();
    late.clear();
    Scratch::State& state = scratch.state();
    state.known = known;
    for_each_segment(*engine, turn.text, state, [&](std::string_view, std::size_t offset) {
        for (Found each : state.found) {
            each.begin += static_cast<std::uint32_t>(offset);
            each.end += static_cast<std::uint32_t>(offset);
            found.push_back(each);
        }
    });
    state.known = nullptr;
    if (engine->hears || forced) {
        read(turn.text);
        const bool asked = answers(turn);
        const std::size_t before = found.size();
        listen(turn.text, asked, known);
        keep(turn);
        move_window(turn, asked);
        for (std::size_t index = before; index < found.size(); ++index) {
            ++state.counters.by_rule[found[index].rule];
            ++state.counters.by_entity[static_cast<std::size_t>(found[index].entity)];
        }
    }
    resolve_overlaps(turn.text, found);
    ++next_turn;
}

void Dialogue::State::reset() noexcept {
    ledger.wipe();
    next_turn = 0;
    window = left = Topic{};
    turns_left = answered = words_since = 0;
    forced = false;
    units.clear();
    runs.clear();
    decisions.clear();
    found.clear();
    late.clear();
}

Dialogue::Dialogue(const Redactor& redactor) : state_{std::make_unique<State>(redactor.engine())} {}
Dialogue::~Dialogue() = default;
Dialogue::Dialogue(Dialogue&&) noexcept = default;
Dialogue& Dialogue::operator=(Dialogue&&) noexcept = default;

void Dialogue::arm(Entity entity) { state_->open_window(entity); }

void Dialogue::redact(const Turn& turn, Scratch& scratch, std::string& out,
                      std::vector<TurnSpan>& late, const KnownValues* known) {
    out.clear();
    state_->step(turn, scratch, known);
    late = state_->late;
    std::size_t from = 0;
    for (const Found& found : state_->found) {
        out += turn.text.substr(from, found.begin - from);
        const PlaceholderText placeholder{*state_->engine, found,
                                          turn.text.substr(found.begin, found.end - found.begin),
                                          scratch.state().spoken};
        for (std::size_t times = placeholder.repeat(); times > 0; --times)
            out += placeholder.view();
        from = found.end;
    }
    out += turn.text.substr(from);
}

void Dialogue::find(std::span<const Turn> turns, Scratch& scratch, std::vector<TurnSpan>& spans,
                    const KnownValues* known) {
    state_->reset();
    spans.clear();
    for (std::size_t turn = 0; turn < turns.size(); ++turn) {
        state_->step(turns[turn], scratch, known);
        for (const Found& found : state_->found)
            spans.push_back(
                {turn, {found.begin, found.end, found.entity, found.rule, found.score}});
        spans.insert(spans.end(), state_->late.begin(), state_->late.end());
    }
    state_->reset();
    std::sort(spans.begin(), spans.end(), [](const TurnSpan& a, const TurnSpan& b) {
        return a.turn != b.turn               ? a.turn < b.turn
               : a.span.begin != b.span.begin ? a.span.begin < b.span.begin
                                              : a.span.end > b.span.end;
    });
    std::size_t kept = 0;
    for (std::size_t index = 1; index < spans.size(); ++index) {
        TurnSpan& last = spans[kept];
        if (spans[index].turn == last.turn && spans[index].span.begin < last.span.end)
            last.span.end = std::max(last.span.end, spans[index].span.end);
        else
            spans[++kept] = spans[index];
    }
    if (!spans.empty()) spans.resize(kept + 1);
}

void Dialogue::reset() noexcept { state_->reset(); }

} // namespace hark::redaction
