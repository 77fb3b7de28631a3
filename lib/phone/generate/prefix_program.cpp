// Compiles in one pass; jumps are patched when their target is known, always forward.
#include "lib/phone/generate/prefix_program.hpp"

#include <algorithm>
#include <stdexcept>

#include "lib/phone/table.hpp"

namespace hark::phone::generate {
namespace {

std::uint16_t word(PrefixOperation operation, std::size_t operand = 0) {
    if (operand >> prefix_operand_bits != 0) throw std::runtime_error("prefix program too long");
    return static_cast<std::uint16_t>(static_cast<unsigned>(operation) << prefix_operand_bits |
                                      operand);
}

} // namespace

PrefixPrograms::PrefixPrograms() { words_.push_back(word(PrefixOperation::digit, 0)); }

std::uint16_t PrefixPrograms::add(std::string_view pattern, int group) {
    if (pattern.empty()) return 0;
    const auto [found, is_new] = known_.try_emplace({std::string{pattern}, group});
    if (is_new) {
        const std::size_t start = words_.size();
        compile(parse_pattern(pattern).root, group);
        words_.push_back(word(PrefixOperation::accept));
        check_choices(start);
        if (words_.size() > 0xFFFF) throw std::runtime_error("too many prefix programs");
        found->second = static_cast<std::uint16_t>(start);
    }
    return found->second;
}

/// Lets the choice or jump at `at` lead to the end of what is compiled so far.
void PrefixPrograms::patch(std::size_t at) {
    words_[at] =
        word(static_cast<PrefixOperation>(words_[at] >> prefix_operand_bits), words_.size() - at);
}

void PrefixPrograms::compile(const PatternNode& node, int group) {
    switch (node.kind) {
        case PatternNode::Kind::digit:
            words_.push_back(word(PrefixOperation::digit, node.digits));
            break;
        case PatternNode::Kind::sequence:
            for (const PatternNode& part : node.parts)
                compile(part, group);
            break;
        case PatternNode::Kind::choice:
            compile_choice(node.parts, 0, group);
            break;
        case PatternNode::Kind::repeat:
            compile_repeat(node, group);
            break;
        case PatternNode::Kind::group:
            if (node.group == group) words_.push_back(word(PrefixOperation::group_begin));
            compile(node.parts.front(), group);
            if (node.group == group) words_.push_back(word(PrefixOperation::group_end));
            break;
        case PatternNode::Kind::at_end:
            words_.push_back(word(PrefixOperation::at_end));
            break;
    }
}

void PrefixPrograms::compile_choice(const std::vector<PatternNode>& parts, std::size_t first,
                                    int group) {
    if (first + 1 == parts.size()) return compile(parts[first], group);
    const std::size_t choice = words_.size();
    words_.push_back(word(PrefixOperation::choice));
    compile(parts[first], group);
    const std::size_t jump = words_.size();
    words_.push_back(word(PrefixOperation::jump));
    patch(choice);
    compile_choice(parts, first + 1, group);
    patch(jump);
}

void PrefixPrograms::compile_repeat(const PatternNode& node, int group) {
    for (int times = 0; times < node.least; ++times)
        compile(node.parts.front(), group);
    std::vector<std::size_t> choices;
    for (int times = node.least; times < node.most; ++times) {
        choices.push_back(words_.size());
        words_.push_back(word(PrefixOperation::choice));
        compile(node.parts.front(), group);
    }
    for (const std::size_t choice : choices)
        patch(choice);
}

/// The most choices on any way through the program, which bounds those that can be open at once.
void PrefixPrograms::check_choices(std::size_t start) const {
    std::vector<std::size_t> most(words_.size() - start, 0);
    for (std::size_t at = 0; at < most.size(); ++at) {
        const unsigned operand = words_[start + at] & ((1U << prefix_operand_bits) - 1);
        const auto reach = [&](std::size_t target, std::size_t choices) {
            if (target < most.size()) most[target] = std::max(most[target], choices);
        };
        switch (static_cast<PrefixOperation>(words_[start + at] >> prefix_operand_bits)) {
            case PrefixOperation::accept:
                break;
            case PrefixOperation::choice:
                // Taken up later, this choice is no longer open.
                reach(at + operand, most[at]);
                reach(at + 1, most[at] + 1);
                break;
            case PrefixOperation::jump:
                reach(at + operand, most[at]);
                break;
            default:
                reach(at + 1, most[at]);
        }
        if (most[at] > prefix_choices_max) throw std::runtime_error("prefix program too branched");
    }
}

} // namespace hark::phone::generate
