// Subset construction that goes depth first and shares every state it has seen before. The
// patterns have no loops, so this gives the minimal automaton directly.
#include "lib/phone/generate/automaton.hpp"

#include <stdexcept>
#include <tuple>

namespace hark::phone::generate {

int Union::add_state(State state) {
    states_.push_back(std::move(state));
    return static_cast<int>(states_.size()) - 1;
}

/// Builds from the end: `next` is where to go on after `node`.
int Union::add_node(const PatternNode& node, int next) {
    switch (node.kind) {
        case PatternNode::Kind::digit:
            return add_state({.digits = node.digits, .next = next, .free = {}});
        case PatternNode::Kind::sequence:
            for (auto part = node.parts.rbegin(); part != node.parts.rend(); ++part)
                next = add_node(*part, next);
            return next;
        case PatternNode::Kind::choice: {
            std::vector<int> ways;
            for (const PatternNode& part : node.parts)
                ways.push_back(add_node(part, next));
            return add_state({.free = std::move(ways)});
        }
        case PatternNode::Kind::repeat:
            for (int times = node.most; times > node.least; --times) {
                const int once = add_node(node.parts.front(), next);
                next = add_state({.free = {once, next}});
            }
            for (int times = 0; times < node.least; ++times)
                next = add_node(node.parts.front(), next);
            return next;
        case PatternNode::Kind::group:
            return add_node(node.parts.front(), next);
        case PatternNode::Kind::at_end:
            break;
    }
    throw std::runtime_error("$ in a pattern that is always matched whole");
}

void Union::add(int mark, const Pattern& pattern, bool sticky) {
    const int end = add_state({.free = {}, .mark = mark});
    starts_.push_back(add_node(pattern.root, end));
    if (sticky) sticky_marks_.insert(mark);
}

void Union::close(int state, std::set<int>& reached) const {
    if (!reached.insert(state).second) return;
    for (const int next : states_[static_cast<std::size_t>(state)].free)
        close(next, reached);
}

struct AutomatonBuilder::Build {
    using Key = std::tuple<int, std::set<int>, std::set<int>>;
    const Union& patterns;
    const Labeller& label;
    std::map<Key, int> done;
};

AutomatonBuilder::AutomatonBuilder() { intern({}); }

int AutomatonBuilder::intern(const State& state) {
    const auto [found, is_new] = known_.try_emplace(state, static_cast<int>(states_.size()));
    if (is_new) states_.push_back(state);
    return found->second;
}

int AutomatonBuilder::build(Build& build, int size, const std::set<int>& at,
                            const std::set<int>& sticky) {
    if (at.empty()) return 0;
    const Build::Key key{size, at, sticky};
    if (const auto found = build.done.find(key); found != build.done.end()) return found->second;
    std::set<int> marks = sticky;
    std::set<int> still_sticky = sticky;
    for (const int state : at) {
        const int mark = build.patterns.states_[static_cast<std::size_t>(state)].mark;
        if (mark < 0) continue;
        marks.insert(mark);
        if (build.patterns.sticky_marks_.contains(mark)) still_sticky.insert(mark);
    }
    State made;
    made.label = build.label(size, marks);
    for (std::size_t digit = 0; digit < made.next.size(); ++digit) {
        std::set<int> onward;
        for (const int state : at) {
            const Union::State& from = build.patterns.states_[static_cast<std::size_t>(state)];
            if ((from.digits >> digit & 1) != 0) build.patterns.close(from.next, onward);
        }
        if (!onward.empty() && size == digits_max)
            throw std::runtime_error("a pattern takes more digits than any number has");
        made.next[digit] = this->build(build, size + 1, onward, still_sticky);
    }
    const int state = intern(made);
    build.done.emplace(key, state);
    return state;
}

int AutomatonBuilder::add(const Union& patterns, const Labeller& label) {
    Build work{patterns, label, {}};
    std::set<int> first;
    for (const int start : patterns.starts_)
        patterns.close(start, first);
    return build(work, 0, first, {});
}

std::vector<std::uint16_t> AutomatonBuilder::encode(std::vector<std::uint16_t>& first_words) const {
    const auto begins_run = [](const State& state, std::size_t digit) {
        if (digit == 0) return state.next != decltype(state.next){};
        return state.next[digit] != state.next[digit - 1];
    };
    std::size_t words = 0;
    first_words.clear();
    for (const State& state : states_) {
        first_words.push_back(static_cast<std::uint16_t>(words));
        words += state.label == no_label ? 1 : 2;
        for (std::size_t digit = 0; digit < 10; ++digit)
            words += begins_run(state, digit) ? 1 : 0;
        if (words > 0xFFFF) throw std::runtime_error("more states than 16 bits can number");
    }
    std::vector<std::uint16_t> encoded;
    for (const State& state : states_) {
        const std::size_t head = encoded.size();
        encoded.push_back(state.label == no_label ? 0 : 0x8000);
        if (state.label != no_label) encoded.push_back(static_cast<std::uint16_t>(state.label));
        for (std::size_t digit = 0; digit < 10; ++digit) {
            if (!begins_run(state, digit)) continue;
            encoded[head] = static_cast<std::uint16_t>(encoded[head] | 1U << digit);
            encoded.push_back(first_words[static_cast<std::size_t>(state.next[digit])]);
        }
    }
    return encoded;
}

} // namespace hark::phone::generate
