// From options to the active rules and their indexes.
#include <algorithm>
#include <utility>

#include "lib/redaction/engine.hpp"

namespace hark::redaction {
namespace {

bool is_card_data(Entity entity) noexcept { return entity <= Entity::card_last4; }

bool is_active(const RuleBase& rule, const Options& options) noexcept {
    if (options.profile == Profile::off_for_tests) return false;
    if (options.entities) return options.entities->test(static_cast<std::size_t>(rule.entity));
    const auto country = country_of(rule.entity);
    if (country && !options.countries.test(static_cast<std::size_t>(*country))) return false;
    switch (options.profile) {
        case Profile::standard:
            return rule.presence == Presence::always;
        case Profile::pci:
            return is_card_data(rule.entity) || rule.entity == Entity::secret;
        case Profile::strict:
            return rule.presence != Presence::named;
        case Profile::off_for_tests:
            break;
    }
    return false;
}

/// Walks over all rules in the order of their ids.
class Compiler {
public:
    Compiler(const Options& options, Redactor::Engine& engine)
        : options_{options}, engine_{engine} {}

    void compile() {
        std::vector<Literal> literals;
        for (const RulePack* pack : packs()) {
            take(pack->numerals, engine_.numerals);
            take(pack->tokens, engine_.tokens);
            take(pack->literals, engine_.literals);
            for (const SeedRule& rule : pack->seeds) {
                auto& active = engine_.seeds[static_cast<std::size_t>(rule.seed)];
                if (is_active(rule.base, options_)) active.push_back({&rule, next_});
                ++next_;
            }
            // The caller's own rules hold whatever entities are chosen.
            if (!pack->fields.empty()) engine_.field_rule = next_;
            take(pack->fields, engine_.field_names);
        }
        for (const RulePack* pack : packs())
            for (const ContextWord& word : pack->words)
                if (listens_to(word.announces))
                    literals.push_back({.text = word.phrase,
                                        .meaning = static_cast<std::uint16_t>(word.announces)});
        for (std::size_t index = 0; index < engine_.literals.size(); ++index) {
            const LiteralRule& rule = *engine_.literals[index].rule;
            literals.push_back({.text = rule.literal,
                                .exact_case = rule.exact_case,
                                .whole_word = false,
                                .meaning = static_cast<std::uint16_t>(entity_count + index)});
        }
        for (std::size_t index = 0; index < engine_.field_names.size(); ++index) {
            if (options_.format == Format::text) break;
            for (const std::string_view key : engine_.field_names[index].rule->keys)
                literals.push_back({.text = key,
                                    .meaning = static_cast<std::uint16_t>(
                                        Redactor::Engine::field_meaning + index)});
        }
        engine_.gate = Gate{std::move(literals)};
        index_numerals();
        index_tokens();
    }

private:
    template <typename Rule>
    void take(std::span<const Rule> rules, std::vector<Active<Rule>>& active) {
        for (const Rule& rule : rules) {
            if (is_active(rule.base, options_) && active.size() < RuleSet::capacity)
                active.push_back({&rule, next_});
            ++next_;
        }
    }

    /// A word whose meaning no active rule asks for is not even looked at.
    bool listens_to(Entity entity) const {
        const auto asks = [entity](const auto& active) {
            return active.rule->base.entity == entity || active.rule->base.other_context == entity;
        };
        const auto any = [&asks](const auto& list) {
            return std::any_of(list.begin(), list.end(), asks);
        };
        return any(engine_.numerals) || any(engine_.tokens) || any(engine_.literals) ||
               std::any_of(engine_.seeds.begin(), engine_.seeds.end(), any);
    }

    bool speaks_alone(const RuleBase& rule) const noexcept {
        return rule.need == Need::nothing ||
               (rule.need == Need::context_unless_strict && engine_.strict);
    }

    void index_numerals() {
        for (std::size_t index = 0; index < engine_.numerals.size(); ++index) {
            const NumeralRule& rule = *engine_.numerals[index].rule;
            engine_.numeral_bytes_min =
                std::min(engine_.numeral_bytes_min, std::max(5U, unsigned{rule.digits_min}));
            for (std::size_t count = rule.digits_min;
                 count <= rule.digits_max && count <= numeral_digits_max; ++count)
                engine_.numerals_by_count[count].add(index);
            for (unsigned digit = 0; digit < 10; ++digit)
                if ((rule.first_digits >> digit & 1U) != 0)
                    engine_.numerals_by_first[digit].add(index);
            if (speaks_alone(rule.base)) engine_.numerals_without_context.add(index);
        }
    }

    void index_tokens() {
        for (std::size_t index = 0; index < engine_.tokens.size(); ++index) {
            const TokenRule& rule = *engine_.tokens[index].rule;
            for (std::size_t length = rule.length_min;
                 length <= rule.length_max && length <= token_bytes_max; ++length)
                engine_.tokens_by_length[length].add(index);
            if (rule.digit_first) engine_.tokens_digit_first.add(index);
            if (rule.letter_first) engine_.tokens_letter_first.add(index);
            if (speaks_alone(rule.base)) engine_.tokens_without_context.add(index);
        }
    }

    const Options& options_;
    Redactor::Engine& engine_;
    RuleId next_{0};
};

} // namespace

Result<std::unique_ptr<const Redactor::Engine>> compile(const Options& options) {
    if (options.fields.size() > Options::field_rules_max)
        return Error{Code::invalid, "too many field rules"};
    if (options.placeholder == Placeholder::keyed_tag && options.tag_key == nullptr)
        return Error{Code::invalid, "a keyed tag needs a key"};
    auto engine = std::make_unique<Redactor::Engine>();
    engine->classify = best_classify();
    engine->strict = options.profile == Profile::strict;
    engine->format = options.format;
    if (options.format != Format::text && !engine->off)
        engine->field_policy = FieldPolicy{options.fields, options.unlisted_fields};
    engine->off = options.profile == Profile::off_for_tests;
    engine->placeholder = options.placeholder;
    if (options.tag_key != nullptr) {
        engine->tag_key.emplace();
        const auto from = options.tag_key->bytes();
        std::copy(from.begin(), from.end(), engine->tag_key->writable().begin());
    }
    Compiler{options, *engine}.compile();
    return std::unique_ptr<const Redactor::Engine>{std::move(engine)};
}

} // namespace hark::redaction
