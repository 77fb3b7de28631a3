// Recursive descent over the pattern's text.
#include "lib/phone/generate/pattern.hpp"

#include <stdexcept>
#include <string>

namespace hark::phone::generate {
namespace {

constexpr std::uint16_t any_digit = 0x3FF;

class Parser {
public:
    explicit Parser(std::string_view text) : text_{text} {}

    Pattern parse() {
        PatternNode root = choice();
        if (at_ != text_.size()) refuse();
        return {std::move(root), groups_};
    }

private:
    [[noreturn]] void refuse() const {
        throw std::runtime_error("unknown kind of pattern: " + std::string{text_});
    }

    bool more() const { return at_ < text_.size(); }
    bool next_is(char wanted) const { return more() && text_[at_] == wanted; }

    bool take(std::string_view wanted) {
        if (!text_.substr(at_).starts_with(wanted)) return false;
        at_ += wanted.size();
        return true;
    }

    int digit() {
        if (!more() || text_[at_] < '0' || text_[at_] > '9') refuse();
        return text_[at_++] - '0';
    }

    int count() {
        int value = digit();
        while (more() && text_[at_] >= '0' && text_[at_] <= '9')
            value = value * 10 + digit();
        return value;
    }

    PatternNode choice() {
        PatternNode node{.kind = PatternNode::Kind::choice, .parts = {}};
        do {
            node.parts.push_back(sequence());
        } while (take("|"));
        return node.parts.size() == 1 ? std::move(node.parts.front()) : node;
    }

    PatternNode sequence() {
        PatternNode node{.kind = PatternNode::Kind::sequence, .parts = {}};
        while (more() && !next_is('|') && !next_is(')'))
            node.parts.push_back(repeated());
        return node;
    }

    PatternNode repeated() {
        PatternNode repeat{.kind = PatternNode::Kind::repeat, .parts = {}};
        PatternNode inner = single();
        if (take("?")) {
            repeat.least = 0;
        } else if (take("{")) {
            repeat.least = repeat.most = count();
            if (take(",")) repeat.most = count();
            if (!take("}") || repeat.most < repeat.least) refuse();
        } else {
            return inner;
        }
        if (more() && (next_is('?') || next_is('+') || next_is('*') || next_is('{'))) refuse();
        repeat.parts.push_back(std::move(inner));
        return repeat;
    }

    PatternNode single() {
        PatternNode node{.kind = PatternNode::Kind::digit, .parts = {}};
        if (take("(?:")) {
            node = choice();
            if (!take(")")) refuse();
        } else if (take("(")) {
            node.kind = PatternNode::Kind::group;
            node.group = ++groups_;
            node.parts.push_back(choice());
            if (!take(")")) refuse();
        } else if (take("[")) {
            while (!take("]"))
                node.digits = static_cast<std::uint16_t>(node.digits | class_part());
        } else if (take("\\d")) {
            node.digits = any_digit;
        } else if (take("$")) {
            node.kind = PatternNode::Kind::at_end;
        } else {
            node.digits = static_cast<std::uint16_t>(1U << digit());
        }
        return node;
    }

    unsigned class_part() {
        if (take("\\d")) return any_digit;
        const int first = digit();
        const int last = take("-") ? digit() : first;
        if (last < first) refuse();
        unsigned digits = 0;
        for (int each = first; each <= last; ++each)
            digits |= 1U << each;
        return digits;
    }

    std::string_view text_;
    std::size_t at_{0};
    int groups_{0};
};

} // namespace

Pattern parse_pattern(std::string_view text) { return Parser{text}.parse(); }

} // namespace hark::phone::generate
