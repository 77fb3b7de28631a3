// From options to the active rules and their indexes.
#include <algorithm>
#include <utility>

#include "lib/redaction/engine.hpp"
#include "lib/redaction/spoken/words.hpp"

namespace hark::redaction {
namespace {

bool is_card_data(Entity entity) noexcept { return entity <= Entity::pin; }

/// A tag of a card number beside its last four digits, kept elsewhere, could be brought together
/// (PCI DSS 3.5.1): with tags the last four go as well.
bool goes_because_of_tags(Entity entity, const Options& options) noexcept {
    return entity == Entity::card_last4 && options.placeholder == Placeholder::keyed_tag;
}

bool is_active(const RuleBase& rule, const Options& options) noexcept {
    if (options.profile == Profile::off_for_tests) return false;
    if (options.entities && rule.country &&
        !options.countries.test(static_cast<std::size_t>(*rule.country)))
        return false;
    if (options.entities) return options.entities->test(static_cast<std::size_t>(rule.entity));
    const auto waits = [&options](std::optional<Country> country) {
        return country && !options.countries.test(static_cast<std::size_t>(*country));
    };
    if (waits(country_of(rule.entity)) || waits(rule.country)) return false;
    if (goes_because_of_tags(rule.entity, options)) return true;
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
        for (const RulePack* pack : packs())
            take_all(*pack);
        engine_.any_form_alone =
            std::any_of(engine_.forms.begin(), engine_.forms.end(),
                        [this](const auto& form) { return speaks_alone(form.rule->base); });
        engine_.any_form_named =
            engine_.named &&
            std::any_of(engine_.forms.begin(), engine_.forms.end(), [](const auto& form) {
                return form.rule->base.need == Need::context_unless_named;
            });
        engine_.gate = Gate{all_literals()};
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

    void take_all(const RulePack& pack) {
        take(pack.numerals, engine_.numerals);
        take(pack.tokens, engine_.tokens);
        take(pack.literals, engine_.literals);
        take(pack.forms, engine_.forms);
        for (const SeedRule& rule : pack.seeds) {
            auto& active = engine_.seeds[static_cast<std::size_t>(rule.seed)];
            if (is_active(rule.base, options_)) {
                active.push_back({&rule, next_});
            }
            ++next_;
        }
        take(pack.captures, engine_.captures);
        take_spoken(pack);
        if (!pack.fields.empty()) engine_.field_rule = next_;
        take(pack.fields, engine_.field_names);
    }

    void take_spoken(const RulePack& pack) {
        if (!pack.spoken.empty()) engine_.spoken_first = next_;
        for (const SpokenRule& rule : pack.spoken) {
            if (rule.base.name == "known_value") engine_.known_rule = next_;
            if (rule.base.name == "asked_digits") engine_.asked_rule = next_;
            if (rule.base.name == "keyed_digit") engine_.keyed_rule = next_;
            auto& active = engine_.spoken[static_cast<std::size_t>(rule.base.entity)];
            if (is_active(rule.base, options_) && active.rule == nullptr) {
                active = {&rule, next_};
                engine_.hears = options_.spoken;
            }
            engine_.spoken_last = next_++;
        }
    }

    std::vector<Literal> all_literals() {
        std::vector<Literal> literals;
        add_words(literals);
        for (std::size_t index = 0; index < entity_count; ++index) {
            const std::string_view text = label(static_cast<Entity>(index));
            literals.push_back({.text = text.size() > 2 ? text : "IP]",
                                .exact_case = true,
                                .whole_word = false,
                                .meaning = meaning(Sign::placeholder)});
        }
        for (std::size_t index = 0; index < engine_.literals.size(); ++index) {
            const LiteralRule& rule = *engine_.literals[index].rule;
            literals.push_back({.text = rule.literal,
                                .exact_case = rule.exact_case,
                                .whole_word = false,
                                .meaning = meaning(Sign::begins, index)});
        }
        for (std::size_t index = 0; index < engine_.captures.size(); ++index) {
            const CaptureRule& rule = *engine_.captures[index].rule;
            for (const std::string_view phrase : rule.phrases)
                literals.push_back({.text = phrase,
                                    .exact_case = rule.exact_case,
                                    .whole_word = rule.whole_word,
                                    .meaning = meaning(Sign::captures, index)});
        }
        engine_.topics = Gate{spoken::topic_literals()};
        if (engine_.hears) add_speech(literals);
        for (const std::string_view word :
             {"dtmf", "signal", "telephone event", "rfc2833", "rfc4733", "digits", "keypress"})
            literals.push_back({.text = word, .meaning = meaning(Sign::keys)});
        if (options_.format != Format::text) add_field_names(literals);
        return literals;
    }

    void add_words(std::vector<Literal>& literals) {
        for (const RulePack* pack : packs())
            for (const ContextWord& word : pack->words) {
                if (!listens_to(word.announces)) continue;
                literals.push_back({.text = word.phrase,
                                    .meaning = meaning(Sign::announces,
                                                       static_cast<std::size_t>(word.announces))});
                engine_.native_words =
                    engine_.native_words || static_cast<unsigned char>(word.phrase.front()) >= 0x80;
            }
    }

    void add_speech(std::vector<Literal>& literals) {
        for (const std::string_view word : spoken::number_words())
            literals.push_back({.text = word, .meaning = meaning(Sign::number_word)});
        for (const std::string_view word : spoken::openers())
            literals.push_back({.text = word, .meaning = meaning(Sign::opener)});
    }

    void add_field_names(std::vector<Literal>& literals) {
        for (std::size_t index = 0; index < engine_.field_names.size(); ++index)
            for (const std::string_view key : engine_.field_names[index].rule->keys)
                literals.push_back({.text = key, .meaning = meaning(Sign::field_name, index)});
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
               any(engine_.forms) || any(engine_.captures) ||
               std::any_of(engine_.seeds.begin(), engine_.seeds.end(), any);
    }

    bool speaks_alone(const RuleBase& rule) const noexcept {
        return rule.need == Need::nothing ||
               (rule.need == Need::context_unless_strict && engine_.strict) || engine_.named;
    }

    void index_numerals() {
        NumeralBytes& bytes = engine_.numeral_bytes;
        for (std::size_t index = 0; index < engine_.numerals.size(); ++index) {
            const NumeralRule& rule = *engine_.numerals[index].rule;
            const unsigned least =
                std::clamp<unsigned>(std::max(rule.digits_min, rule.bytes_min), 5, 8);
            bytes.any = std::min(bytes.any, least);
            if (speaks_alone(rule.base) && !rule.after_state)
                bytes.alone = std::min(bytes.alone, least);
            for (std::size_t count = rule.digits_min;
                 count <= rule.digits_max && count <= numeral_digits_max; ++count)
                engine_.numerals_by_count[count].add(index);
            for (unsigned digit = 0; digit < 10; ++digit)
                if ((rule.first_digits >> digit & 1U) != 0)
                    engine_.numerals_by_first[digit].add(index);
            for (const char joiner : rule.joiners)
                engine_.numerals_by_joiner[joiner_index(joiner)].add(index);
            if (rule.one_group) engine_.numerals_by_joiner[0].add(index);
            if (rule.after_plus) engine_.numerals_after_plus.add(index);
            if (rule.after_state) engine_.numerals_after_state.add(index);
            if (speaks_alone(rule.base)) engine_.numerals_without_context.add(index);
        }
        for (const auto& active : engine_.seeds[static_cast<std::size_t>(SeedKind::numeral)]) {
            const auto least = std::clamp<unsigned>(active.rule->run_bytes_min, 5, 8);
            bytes.any = std::min(bytes.any, least);
            bytes.alone = std::min(bytes.alone, least);
        }
        // Forms are looked for around runs of digits, and have no length that is known here.
        if (!engine_.any_form_alone) return;
        bytes.any = std::min(bytes.any, 7U);
        bytes.alone = bytes.any;
    }

    void index_tokens() {
        for (std::size_t index = 0; index < engine_.tokens.size(); ++index) {
            const TokenRule& rule = *engine_.tokens[index].rule;
            std::uint16_t heads = 0;
            for (unsigned head = 0; head < 16; ++head) {
                const bool first = (head & 1U) != 0 ? rule.digit_first : rule.letter_first;
                if (!first || (rule.heads >> head & 1U) == 0) continue;
                heads = static_cast<std::uint16_t>(heads | 1U << head);
                engine_.tokens_by_head[head].add(index);
            }
            for (std::size_t length = rule.length_min;
                 length <= rule.length_max && length <= token_bytes_max; ++length) {
                engine_.tokens_by_length[length].add(index);
                engine_.token_heads[length] |= heads;
                if (speaks_alone(rule.base)) engine_.token_heads_alone[length] |= heads;
            }
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
    engine->named = options.entities.has_value();
    engine->off = options.profile == Profile::off_for_tests;
    engine->format = options.format;
    if (options.format != Format::text && !engine->off)
        engine->field_policy = FieldPolicy{options.fields, options.unlisted_fields};
    engine->keep_private_addresses = options.keep_private_addresses;
    engine->today = options.today;
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
