// Many patterns at once as one minimal deterministic automaton, shared by all plans of the table.
#pragma once

#include <array>
#include <cstdint>
#include <functional>
#include <map>
#include <set>
#include <vector>

#include "lib/phone/generate/pattern.hpp"

namespace hark::phone::generate {

/// A set of patterns, each with a mark, as a nondeterministic automaton.
class Union {
public:
    /// `sticky`: the mark also holds for everything that goes on behind a match.
    void add(int mark, const Pattern& pattern, bool sticky = false);

private:
    friend class AutomatonBuilder;
    struct State {
        std::uint16_t digits{0}; ///< ways on ...
        int next{-1};            ///< ... to this state
        std::vector<int> free;   ///< states that are also reached, without a digit
        int mark{-1};            ///< a pattern that ends here
    };
    int add_state(State state);
    int add_node(const PatternNode& node, int next);
    void close(int state, std::set<int>& reached) const;

    std::vector<State> states_;
    std::vector<int> starts_;
    std::set<int> sticky_marks_;
};

/// Builds automata into one pool of states in which no two are alike.
class AutomatonBuilder {
public:
    static constexpr int no_label = -1;

    /// The longest national number; libphonenumber allows no more.
    static constexpr int digits_max = 17;

    /// The label of a number of `size` digits that matches the patterns with these marks.
    using Labeller = std::function<int(int size, const std::set<int>& marks)>;

    AutomatonBuilder();

    /// Returns the automaton's first state.
    int add(const Union& patterns, const Labeller& label);

    /// All states in the form that table.hpp describes; `first_words` says where each has gone.
    std::vector<std::uint16_t> encode(std::vector<std::uint16_t>& first_words) const;

private:
    struct State {
        int label{no_label};
        std::array<int, 10> next{};
        auto operator<=>(const State&) const = default;
    };
    struct Build;
    int build(Build& build, int size, const std::set<int>& at, const std::set<int>& sticky);
    int intern(const State& state);

    std::vector<State> states_;
    std::map<State, int> known_;
};

} // namespace hark::phone::generate
