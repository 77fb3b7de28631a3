// The built-in policies, and policies as text.

#include "hark/policy.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <cstddef>
#include <utility>
#include <vector>

#include "hark/service.hpp"

namespace hark {

namespace {

constexpr std::string_view names[] = {"hark-1", "additive-doc", "additive-fit"};

Policy additive(std::string_view name, const AdditiveWeights& weights) {
    Policy policy;
    policy.name = name;
    policy.kind = Policy::Kind::additive;
    policy.additive = weights;
    return policy;
}

Policy hark_1() {
    Policy policy;
    policy.name = names[0];
    return policy;
}

// The second reading of the hosted rule: the sums of its examples come out, its texts do not.
AdditiveWeights fitted() {
    AdditiveWeights weights;
    weights.recent_days = 2;
    weights.recent = .40;
    weights.earlier_days = 2;
    weights.earlier = .40;
    weights.open_intent = .05;
    weights.cap = .95;
    return weights;
}

constexpr std::string_view kind_name(Policy::Kind kind) noexcept {
    return kind == Policy::Kind::additive ? "additive" : "hypotheses";
}

bool may_be_named(std::string_view name) noexcept {
    return !name.empty() && name.size() <= 64 && std::all_of(name.begin(), name.end(), [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
               c == '.' || c == '-' || c == '_' || c == '+';
    });
}

std::string_view trimmed(std::string_view text) noexcept {
    const auto first = text.find_first_not_of(" \t\r");
    if (first == std::string_view::npos) return {};
    return text.substr(first, text.find_last_not_of(" \t\r") - first + 1);
}

void add_number(std::string& text, double value) {
    std::array<char, 32> digits{};
    const auto end = std::to_chars(digits.data(), digits.data() + digits.size(), value).ptr;
    text.append(digits.data(), end);
}

/// The text as key and value a line; comments and empty lines are passed over.
class Lines {
public:
    explicit Lines(std::string_view text) : left_{text} {}

    bool next() {
        while (!left_.empty()) {
            ++number_;
            const auto end = std::min(left_.find('\n'), left_.size());
            auto line = left_.substr(0, end);
            left_.remove_prefix(std::min(end + 1, left_.size()));
            line = trimmed(line.substr(0, line.find('#')));
            if (line.empty()) continue;
            const auto equals = line.find('=');
            key_ = trimmed(line.substr(0, equals));
            value_ = equals == std::string_view::npos ? "" : trimmed(line.substr(equals + 1));
            return true;
        }
        return false;
    }
    std::string_view key() const noexcept { return key_; }
    std::string_view value() const noexcept { return value_; }
    /// The value between quotation marks; empty for anything else.
    std::string_view quoted() const noexcept {
        if (value_.size() < 2 || value_.front() != '"' || value_.back() != '"') return {};
        return value_.substr(1, value_.size() - 2);
    }
    std::uint32_t number() const noexcept { return number_; }

private:
    std::string_view left_, key_, value_;
    std::uint32_t number_{0};
};

Status read_number(const PolicyNumber& number, std::string_view text, Policy& policy) {
    double value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc{} || end != text.data() + text.size() || !std::isfinite(value)) {
        return Error{Code::invalid, "is not followed by a number"};
    }
    if (value < number.min || value > number.max) {
        return Error{Code::invalid, "is out of its range"};
    }
    number.in(policy) = value;
    return {};
}

/// `format`, `name` and `kind`, which come before all numbers. The numbers start from the built-in
/// policy of the kind.
Status read_head(Lines& lines, Policy& policy) {
    if (!lines.next() || lines.key() != "format" || lines.value() != "1") {
        return Error{Code::invalid, "a policy begins with: format = 1"};
    }
    if (!lines.next() || lines.key() != "name" || !may_be_named(lines.quoted())) {
        return Error{Code::invalid, "needs a name of 1 to 64 letters, digits, . - _ +"};
    }
    const std::string name{lines.quoted()};
    if (!lines.next() || lines.key() != "kind") {
        return Error{Code::invalid, "needs a kind behind its name"};
    }
    if (lines.quoted() == kind_name(Policy::Kind::hypotheses)) {
        policy = *builtin_policy(names[0]);
    } else if (lines.quoted() == kind_name(Policy::Kind::additive)) {
        policy = *builtin_policy(names[1]);
    } else {
        return Error{Code::invalid, "the kind is \"hypotheses\" or \"additive\""};
    }
    policy.name = name;
    return {};
}

Status read_numbers(Lines& lines, Policy& policy) {
    const auto numbers = policy_numbers(policy.kind);
    std::vector<bool> seen(numbers.size());
    while (lines.next()) {
        const auto found =
            std::find_if(numbers.begin(), numbers.end(),
                         [&](const PolicyNumber& one) { return one.key == lines.key(); });
        if (found == numbers.end()) return Error{Code::invalid, "names no number of a policy"};
        const auto at = static_cast<std::size_t>(found - numbers.begin());
        if (seen[at]) return Error{Code::invalid, "comes twice"};
        seen[at] = true;
        if (auto read = read_number(*found, lines.value(), policy); !read.ok()) return read;
    }
    return {};
}

} // namespace

const Policy* builtin_policy(std::string_view name) noexcept {
    static const std::array policies{hark_1(), additive(names[1], AdditiveWeights{}),
                                     additive(names[2], fitted())};
    const auto found = std::find_if(policies.begin(), policies.end(),
                                    [name](const Policy& policy) { return policy.name == name; });
    return found == policies.end() ? nullptr : &*found;
}

const Policy& policy_of(const Settings& settings) noexcept {
    return settings.policy != nullptr ? *settings.policy : *builtin_policy(names[0]);
}

std::span<const std::string_view> builtin_policies() noexcept { return names; }

std::string write_policy(const Policy& policy) {
    std::string text =
        "# A policy of Hark: every number that a decision rests on.\nformat = 1\nname = \"";
    text.append(policy.name)
        .append("\"\nkind = \"")
        .append(kind_name(policy.kind))
        .append("\"\n\n");
    for (const auto& number : policy_numbers(policy.kind)) {
        text.append(number.key).append(" = ");
        add_number(text, number.of(policy));
        text.append(" # ").append(number.meaning).append("\n");
    }
    return text;
}

Result<Policy> read_policy(std::string_view text, std::uint32_t* line) {
    Policy policy;
    Lines lines{text};
    auto read = read_head(lines, policy);
    if (read.ok()) read = read_numbers(lines, policy);
    if (line != nullptr) *line = lines.number();
    if (!read.ok()) return read.error();
    return policy;
}

} // namespace hark
