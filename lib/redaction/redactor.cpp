// The entry points: each walks over the segments and does its own thing with the spans.
#include "hark/redaction.hpp"

#include <algorithm>
#include <utility>

#include "lib/base/keyed_digest.hpp"
#include "lib/redaction/known.hpp"
#include "lib/redaction/placeholder.hpp"
#include "lib/redaction/process.hpp"

namespace hark::redaction {

void process_segment(const Redactor::Engine& engine, std::string_view segment,
                     Scratch::State& state) {
    state.found.clear();
    if (engine.off) return;
    state.key_hits.clear();
    state.verdicts.clear();
    fold(segment, engine.format != Format::text, state.folded);
    const std::string_view view = state.folded.active ? state.folded.view() : segment;
    Scan{engine, view, state}.run();
    if (state.known != nullptr) find_known(state.known->table(), view, engine, state.found);
    resolve_overlaps(view, state.found);
    if (state.folded.active) {
        for (Found& found : state.found) {
            found.begin = static_cast<std::uint32_t>(original_offset(state.folded, found.begin));
            found.end = static_cast<std::uint32_t>(original_offset(state.folded, found.end));
        }
    }
    if (engine.format != Format::text) fit_fields(engine, segment, state);
    for (const Found& found : state.found) {
        if (found.silent) continue;
        ++state.counters.by_rule[found.rule];
        ++state.counters.by_entity[static_cast<std::size_t>(found.entity)];
    }
}

/// The quote around what was a number.
template <typename Write>
void write_quote(const Found& found, Write&& write) {
    for (unsigned slashes = found.quotes; slashes > 1; --slashes)
        write(std::string_view{"\\"});
    if (found.quotes != 0) write(std::string_view{"\""});
}

/// Asterisks of the same length; a number of JSON keeps the form of a string.
void mask(std::span<char> text, const Found& found) {
    const std::size_t size = text.size(), quote = found.quotes;
    std::fill(text.begin(), text.end(), found.blank ? ' ' : '*');
    if (quote == 0) return;
    if (size < 2 * quote) {
        std::fill(text.begin(), text.end(), '0');
        if (size > 1) text[0] = '1';
        return;
    }
    std::fill_n(text.begin(), quote - 1, '\\');
    text[quote - 1] = '"';
    std::fill_n(text.begin() + static_cast<std::ptrdiff_t>(size - quote), quote - 1, '\\');
    text[size - 1] = '"';
}

/// The known values of one call, for as long as it runs.
class Knowing {
public:
    Knowing(Scratch::State& state, const KnownValues* known) noexcept : state_{state} {
        state.known = known;
    }
    ~Knowing() { state_.known = nullptr; }
    Knowing(const Knowing&) = delete;
    Knowing& operator=(const Knowing&) = delete;

private:
    Scratch::State& state_;
};

template <typename Write>
void write_segment(const Redactor::Engine& engine, std::string_view segment, Scratch::State& state,
                   Write&& write) {
    std::size_t from = 0;
    for (const Found& found : state.found) {
        write(segment.substr(from, found.begin - from));
        from = found.end;
        if (found.silent && (found.blank || engine.placeholder != Placeholder::mask)) continue;
        const PlaceholderText placeholder{
            engine, found,
            state.folded.active ? folded_part(state.folded, found.begin, found.end)
                                : segment.substr(found.begin, found.end - found.begin),
            state.spoken};
        write_quote(found, write);
        for (std::size_t times = placeholder.repeat(); times > 0; --times)
            write(placeholder.view());
        write_quote(found, write);
    }
    write(segment.substr(from));
}

void Counters::add(const Counters& other) {
    by_rule.resize(std::max(by_rule.size(), other.by_rule.size()));
    for (std::size_t index = 0; index < other.by_rule.size(); ++index)
        by_rule[index] += other.by_rule[index];
    for (std::size_t index = 0; index < entity_count; ++index)
        by_entity[index] += other.by_entity[index];
}

Scratch::Scratch() : state_{std::make_unique<State>()} {
    state_->found.reserve(1024);
    state_->keys.reserve(1024);
    state_->spoken.units.reserve(spoken_units_max);
    state_->spoken.runs.reserve(spoken_units_max);
    state_->spoken.decisions.reserve(spoken_units_max);
    state_->fitted.reserve(1024);
    state_->key_hits.reserve(1024);
    state_->verdicts.reserve(64);
    state_->folded.text.reserve(segment_bytes_max);
    state_->folded.shifts.reserve(1024);
    state_->counters.by_rule.resize(rule_count());
}

Scratch::~Scratch() {
    if (!state_) return;
    base::wipe(state_->tail.data(), state_->tail.size());
    base::wipe(state_->folded.text.data(), state_->folded.text.size());
}

Scratch::Scratch(Scratch&&) noexcept = default;
Scratch& Scratch::operator=(Scratch&&) noexcept = default;

const Counters& Scratch::counters() const noexcept { return state_->counters; }

void Scratch::reset_counters() noexcept {
    std::fill(state_->counters.by_rule.begin(), state_->counters.by_rule.end(), 0);
    state_->counters.by_entity.fill(0);
}

Redactor::Redactor(std::unique_ptr<const Engine> engine) noexcept : engine_{std::move(engine)} {}
Redactor::Redactor(Redactor&&) noexcept = default;
Redactor& Redactor::operator=(Redactor&&) noexcept = default;
Redactor::~Redactor() = default;

Result<Redactor> Redactor::make(const Options& options) {
    auto engine = compile(options);
    if (!engine) return engine.error();
    return Redactor{std::move(engine).value()};
}

void Redactor::find(std::string_view text, Scratch& scratch, std::vector<Span>& spans,
                    const KnownValues* known) const {
    spans.clear();
    Scratch::State& state = scratch.state();
    const Knowing knowing{state, known};
    for_each_segment(*engine_, text, state, [&](std::string_view, std::size_t offset) {
        for (const Found& found : state.found)
            spans.push_back(
                {offset + found.begin, offset + found.end, found.entity, found.rule, found.score});
    });
}

void Redactor::redact(std::string_view text, Scratch& scratch, std::string& out,
                      const KnownValues* known) const {
    out.clear();
    Scratch::State& state = scratch.state();
    const Knowing knowing{state, known};
    for_each_segment(*engine_, text, state, [&](std::string_view segment, std::size_t) {
        write_segment(*engine_, segment, state, [&out](std::string_view piece) { out += piece; });
    });
}

std::size_t Redactor::redact_into(std::string_view text, Scratch& scratch, std::span<char> out,
                                  const KnownValues* known) const {
    Scratch::State& state = scratch.state();
    const Knowing knowing{state, known};
    std::size_t size = 0;
    for_each_segment(*engine_, text, state, [&](std::string_view segment, std::size_t) {
        write_segment(*engine_, segment, state, [&](std::string_view piece) {
            if (size + piece.size() <= out.size())
                std::copy(piece.begin(), piece.end(),
                          out.begin() + static_cast<std::ptrdiff_t>(size));
            size += piece.size();
        });
    });
    if (size > out.size()) std::fill(out.begin(), out.end(), '*');
    return size;
}

std::size_t Redactor::mask_in_place(std::span<char> text, Scratch& scratch,
                                    const KnownValues* known) const {
    Scratch::State& state = scratch.state();
    const Knowing knowing{state, known};
    std::size_t spans = 0;
    const std::string_view view{text.data(), text.size()};
    for_each_segment(*engine_, view, state, [&](std::string_view, std::size_t offset) {
        for (const Found& found : state.found)
            mask(text.subspan(offset + found.begin, found.end - found.begin), found);
        spans += state.found.size();
    });
    return spans;
}

struct Stream::State {
    const Redactor::Engine* engine;
    Scratch scratch;
    std::string held;

    explicit State(const Redactor::Engine& with) : engine{&with} {
        held.reserve(hold_back_bytes_max);
    }
    ~State() { base::wipe(held.data(), held.size()); }
    State(const State&) = delete;
    State& operator=(const State&) = delete;

    void work(bool last, std::string& out) {
        std::string_view rest = held;
        while (!rest.empty()) {
            const std::size_t size = next_segment(rest, last);
            if (size == 0) break;
            process_segment(*engine, rest.substr(0, size), scratch.state());
            write_segment(*engine, rest.substr(0, size), scratch.state(),
                          [&out](std::string_view piece) { out += piece; });
            rest.remove_prefix(size);
        }
        held.erase(0, held.size() - rest.size());
    }
};

Stream::Stream(const Redactor& redactor) : state_{std::make_unique<State>(redactor.engine())} {}
Stream::~Stream() = default;
Stream::Stream(Stream&&) noexcept = default;
Stream& Stream::operator=(Stream&&) noexcept = default;

void Stream::push(std::string_view bytes, std::string& out) {
    while (!bytes.empty()) {
        const std::size_t take = std::min(bytes.size(), hold_back_bytes_max - state_->held.size());
        state_->held += bytes.substr(0, take);
        bytes.remove_prefix(take);
        state_->work(false, out);
    }
}

void Stream::flush(std::string& out) {
    state_->work(true, out);
    state_->scratch.state().carry = {};
}

const Counters& Stream::counters() const noexcept { return state_->scratch.counters(); }

} // namespace hark::redaction
