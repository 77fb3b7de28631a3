// The loop over the blocks. Text without candidates costs the masks, the seeds, and one look at the
// gate for each word.
#include "lib/redaction/scan/scan.hpp"

#include <algorithm>
#include <array>
#include <bit>
#include <cstring>

#include "lib/redaction/characters.hpp"
#include "lib/redaction/checks/address.hpp"
#include "lib/redaction/form_finder.hpp"
#include "lib/redaction/keys.hpp"
#include "lib/redaction/numeral_finder.hpp"
#include "lib/redaction/placeholder.hpp"
#include "lib/redaction/private_key.hpp"
#include "lib/redaction/scan/seeds.hpp"
#include "lib/redaction/spoken.hpp"
#include "lib/redaction/token_finder.hpp"

namespace hark::redaction {
namespace {

constexpr std::size_t chunk_blocks = Scratch::State::chunk_blocks;

/// "2026-11-22T1": every line of a log begins so, and no number does.
bool is_time_stamp(std::string_view text, std::size_t at) noexcept {
    return at + 12 <= text.size() && text[at + 10] == 'T' && text[at + 4] == '-' &&
           text[at + 7] == '-' && is_digit(text[at + 11]) && is_digit(text[at + 9]);
}

} // namespace

bool Scan::announced(const RuleBase& rule, std::size_t position) const noexcept {
    const auto at = static_cast<std::int64_t>(position);
    const Context& context = state_.carry.context;
    if (context.silent(at)) return false;
    const auto from_here = [&](std::int64_t word_end) {
        if (word_end < 0) return true;
        const auto end = static_cast<std::size_t>(word_end);
        const std::string_view between = text_.substr(end, position - end);
        if (between.find('\n') != std::string_view::npos && at > limit_of(word_end)) return false;
        return engine_.format == Format::text || reaches(text_, end, position);
    };
    return context.announced(rule.entity, at, from_here) ||
           (rule.other_context != rule.entity &&
            context.announced(rule.other_context, at, from_here));
}

/// "Card number:" at the end of a line announces the next line, "the card was declined" does not.
std::int64_t Scan::limit_of(std::int64_t word_end) const noexcept {
    constexpr std::size_t line_bytes_max = 128;
    if (word_end < 0) return Context::no_limit;
    const auto end = static_cast<std::size_t>(word_end);
    const std::string_view ahead = text_.substr(end, line_bytes_max);
    const std::size_t line = ahead.find('\n');
    if (line == std::string_view::npos) return Context::no_limit;
    const std::string_view rest = ahead.substr(0, line);
    const std::size_t last = rest.find_last_not_of(" \t\r");
    const bool announces_next = last == std::string_view::npos || rest[last] == ':' ||
                                rest[last] == '=' ||
                                std::none_of(rest.begin(), rest.end(), is_alphanumeric);
    return announces_next ? Context::no_limit : word_end + static_cast<std::int64_t>(line);
}

void Scan::add(Range range, const RuleBase& rule, RuleId id, bool announced) {
    if (touches_placeholder(text_, range)) return;
    if (rule.entity == Entity::ip_address && engine_.keep_private_addresses &&
        checks::is_private_address(text_.substr(range.begin, range.end - range.begin)))
        return;
    state_.carry.context.skip(static_cast<std::int64_t>(range.begin),
                              static_cast<std::int64_t>(range.end));
    state_.found.push_back({static_cast<std::uint32_t>(range.begin),
                            static_cast<std::uint32_t>(range.end), rule.entity,
                            announced ? rule.context_score : rule.score, id});
}

void Scan::classify(std::size_t first_block, std::size_t count, Masks* out) noexcept {
    const std::size_t whole_blocks = text_.size() / block_bytes;
    const std::size_t direct =
        first_block < whole_blocks ? std::min(count, whole_blocks - first_block) : 0;
    engine_.classify(text_.data() + first_block * block_bytes, direct, out);
    for (std::size_t index = direct; index < count; ++index) {
        const std::size_t at = (first_block + index) * block_bytes;
        if (at >= text_.size()) {
            out[index] = {};
            continue;
        }
        state_.tail.fill('\0');
        std::memcpy(state_.tail.data(), text_.data() + at, text_.size() - at);
        engine_.classify(state_.tail.data(), 1, out + index);
    }
}

std::uint64_t Scan::open_words(const Seeds& seeds, std::size_t block_at) const noexcept {
    // Near the end of the segment words are read from a copy with zeros behind it.
    constexpr std::size_t readable = block_bytes + 8;
    std::array<char, readable> last;
    const char* block = text_.data() + block_at;
    if (block_at + readable > text_.size()) {
        last.fill('\0');
        std::memcpy(last.data(), block, text_.size() - block_at);
        block = last.data();
    }
    std::uint64_t opened = 0;
    const auto each = [&](std::uint64_t words, auto&& open) {
        for (; words != 0; words &= words - 1) {
            const auto index = static_cast<std::size_t>(std::countr_zero(words));
            opened |= std::uint64_t{open(block + index)} << index;
        }
    };
    const auto first_four = [](const char* at) {
        std::uint32_t four = 0;
        std::memcpy(&four, at, sizeof four);
        return four;
    };
    const Gate& gate = engine_.gate;
    each(seeds.more, [&](const char* at) { return gate.open(first_four(at), Letters::more); });
    each(seeds.three, [&](const char* at) {
        std::uint64_t five = 0;
        std::memcpy(&five, at, sizeof five);
        return gate.open_three(five);
    });
    if (const std::uint64_t two = seeds.words & ~(seeds.more | seeds.three))
        each(two, [&](const char* at) { return gate.open(first_four(at), Letters::two); });
    std::uint64_t likely = 0;
    for (; opened != 0; opened &= opened - 1) {
        const auto index = static_cast<std::size_t>(std::countr_zero(opened));
        likely |= std::uint64_t{gate.likely(text_, block_at + index)} << index;
    }
    return likely;
}

void Scan::visit_word(std::size_t at) {
    if (at < opaque_to_) return;
    if (at > 0 && text_[at - 1] == '[') {
        // What a placeholder says announces nothing, and it is no distance.
        opaque_to_ = placeholder_end(text_, at - 1);
        state_.carry.context.skip(static_cast<std::int64_t>(at) - 1,
                                  static_cast<std::int64_t>(opaque_to_));
        if (at < opaque_to_) return;
    }
    std::array<Gate::Hit, 32> hits;
    const std::size_t count = engine_.gate.match(text_, at, hits);
    std::size_t told_to = 0;
    for (std::size_t index = 0; index < count; ++index) {
        visit_literal(*hits[index].literal, {at, hits[index].end});
        if (sign_of(*hits[index].literal) == Sign::announces)
            told_to = std::max(told_to, hits[index].end);
    }
    if (told_to != 0 && !engine_.forms.empty()) find_announced_forms(*this, told_to);
}

void Scan::visit_literal(const Literal& literal, Range range) {
    const std::size_t index = index_of(literal);
    switch (sign_of(literal)) {
        case Sign::announces:
            state_.carry.context.note(static_cast<Entity>(index),
                                      static_cast<std::int64_t>(range.end));
            break;
        case Sign::begins:
            visit_beginning(engine_.literals[index], range);
            break;
        case Sign::captures:
            visit_phrase(engine_.captures[index], range);
            break;
        case Sign::field_name:
            state_.key_hits.push_back(
                {static_cast<std::uint32_t>(range.end), static_cast<std::uint16_t>(index)});
            break;
        case Sign::number_word:
        case Sign::opener:
            find_spoken(*this, range.begin, sign_of(literal) == Sign::opener);
            break;
        case Sign::keys:
            find_keys(*this, range.begin, range.end);
            break;
        case Sign::placeholder:
            break;
    }
}

void Scan::visit_beginning(const Active<LiteralRule>& active, Range literal) {
    const bool told = announced(active.rule->base, literal.begin);
    if (!may_speak(active.rule->base, told)) return;
    const std::size_t end = active.rule->end(text_, literal.begin, literal.end);
    if (end > literal.begin) add({literal.begin, end}, active.rule->base, active.id, told);
}

void Scan::visit_phrase(const Active<CaptureRule>& active, Range phrase) {
    const RuleBase& base = active.rule->base;
    const bool told = announced(base, phrase.begin);
    if (active.rule->announces)
        state_.carry.context.note(base.entity, static_cast<std::int64_t>(phrase.end));
    if (active.rule->of_digits && !digit_within(phrase.end, CaptureRule::reach_bytes)) return;
    if (!may_speak(base, told)) return;
    const Range range = active.rule->find(*this, phrase);
    if (range.empty()) return;
    add(range, base, active.id, told);
    if (active.rule->goes_on != nullptr) active.rule->goes_on(*this, range.end, active.id);
}

void Scan::visit_seed(SeedKind kind, std::size_t at) {
    for (const auto& active : engine_.seeds[static_cast<std::size_t>(kind)]) {
        const RuleBase& base = active.rule->base;
        if (silent(at) && !may_speak(base, false)) continue;
        const Range range = active.rule->find(*this, at);
        if (range.empty()) continue;
        const bool told = announced(base, at);
        if (may_speak(base, told)) add(range, base, active.id, told);
    }
}

/// Looks at the masks of the chunk that is worked on, and at one block behind it.
bool Scan::digit_within(std::size_t from, std::size_t bytes) const noexcept {
    const std::size_t block = from / block_bytes - chunk_first_, bit = from % block_bytes;
    if (block >= chunk_blocks) return true;
    const Masks* masks = state_.masks.data() + 1 + block;
    const std::uint64_t digits =
        masks[0].digit >> bit | (bit == 0 ? 0 : masks[1].digit << (block_bytes - bit));
    return (digits & ((std::uint64_t{1} << bytes) - 1)) != 0;
}

/// The letters and digits right before byte `index` of the block: at most 64.
std::size_t Scan::token_length(const Masks* masks, std::size_t index) noexcept {
    const std::uint64_t here = masks[0].letter | masks[0].digit;
    const std::uint64_t before = masks[-1].letter | masks[-1].digit;
    return static_cast<std::size_t>(
        std::countl_one(index == 0 ? before : here << (block_bytes - index) | before >> index));
}

/// Of the ends of tokens those whose length and head an active rule has. While no word announces
/// anything in the block only rules without context count.
std::uint64_t Scan::open_tokens(const Masks* masks, std::size_t block_at, std::uint64_t ends,
                                bool quiet) const noexcept {
    if (engine_.any_form_alone) return ends;
    const auto& heads = quiet ? engine_.token_heads_alone : engine_.token_heads;
    std::uint64_t open = 0;
    for (; ends != 0; ends &= ends - 1) {
        const auto index = static_cast<std::size_t>(std::countr_zero(ends));
        const std::size_t length = token_length(masks, index);
        if (length < 4 || length > token_bytes_max) continue;
        const std::size_t head = token_head(text_.data() + block_at + index - length);
        open |= std::uint64_t{(heads[length] >> head & 1U) != 0} << index;
    }
    return open;
}

/// The pieces of a UUID have dashes as far apart as a MAC has its dots.
std::uint64_t Scan::dots_of(std::uint64_t points, std::size_t block_at) const noexcept {
    std::uint64_t dots = 0;
    for (; points != 0; points &= points - 1) {
        const auto index = static_cast<std::size_t>(std::countr_zero(points));
        dots |= std::uint64_t{text_[block_at + index] == '.'} << index;
    }
    return dots;
}

void Scan::visit(const Masks* masks, std::size_t block_at, const Seeds& seeds) {
    const std::uint64_t words = open_words(seeds, block_at);
    const bool quiet = words == 0 && silent(block_at);
    const std::uint64_t tokens =
        seeds.mixed == 0 ? 0 : open_tokens(masks, block_at, seeds.mixed, quiet);
    const std::uint64_t numerals = quiet ? seeds.long_numerals | seeds.states : seeds.numerals;
    const std::uint64_t groups = engine_.hears ? seeds.groups : 0;
    const std::uint64_t pairs = seeds.hex_pairs | dots_of(seeds.hex_fours, block_at);
    const std::uint64_t others = seeds.at | pairs | seeds.colons | seeds.house;
    for (std::uint64_t all = words | groups | numerals | tokens | others; all != 0;
         all &= all - 1) {
        const std::uint64_t bit = all & (~all + 1);
        const auto index = static_cast<std::size_t>(std::countr_zero(all));
        const std::size_t at = block_at + index;
        if ((words & bit) != 0) visit_word(at);
        if ((groups & bit) != 0) find_spoken(*this, at, false);
        if ((tokens & bit) != 0) {
            find_tokens(*this, at - token_length(masks, index), at);
            if (engine_.any_form_alone) find_forms(*this, at);
        }
        if ((numerals & bit) != 0) visit_numeral(seeds, bit, at);
        if ((others & bit) == 0) continue;
        if ((seeds.at & bit) != 0) visit_seed(SeedKind::at, at);
        if ((seeds.colons & bit) != 0) visit_seed(SeedKind::colons, at);
        if ((pairs & bit) != 0) visit_seed(SeedKind::hex_pairs, at);
        if ((seeds.house & bit) != 0) visit_seed(SeedKind::house, at);
    }
}

/// A run that is too short for any rule without context waits for one.
void Scan::visit_numeral(const Seeds& seeds, std::uint64_t bit, std::size_t at) {
    const bool may_be_alone = ((seeds.long_numerals | seeds.states) & bit) != 0;
    if (!may_be_alone && silent(at)) return;
    if (is_time_stamp(text_, at)) return;
    find_numerals(*this, at);
    if (engine_.any_form_alone) find_forms(*this, at);
    visit_seed(SeedKind::numeral, at);
}

void Scan::run() {
    if (state_.carry.private_key) resume_private_key(*this);
    SeedCarry carry;
    state_.spoken.begin_segment();
    state_.keys.clear();
    if (!engine_.forms.empty()) find_announced_forms(*this, 0);
    const std::size_t blocks = (text_.size() + block_bytes - 1) / block_bytes;
    state_.masks[0] = {};
    for (std::size_t first = 0; first < blocks; first += chunk_blocks) {
        const std::size_t count = std::min(chunk_blocks, blocks - first);
        classify(first, count + 1, state_.masks.data() + 1);
        chunk_first_ = first;
        for (std::size_t index = 0; index < count; ++index) {
            const Masks* masks = state_.masks.data() + 1 + index;
            Seeds seeds = seeds_of(masks, engine_.numeral_bytes, carry);
            if (engine_.native_words) add_native_words(masks, seeds);
            const std::size_t block_at = (first + index) * block_bytes;
            visit(masks, block_at, seeds);
        }
        state_.masks[0] = state_.masks[count];
    }
    if (carry.mixed_add != 0) {
        std::size_t at = text_.size();
        while (at > 0 && text_.size() - at <= token_bytes_max && is_alphanumeric(text_[at - 1]))
            --at;
        find_tokens(*this, at, text_.size());
        if (engine_.any_form_alone) find_forms(*this, text_.size());
    }
    if (engine_.any_form_named) find_named_forms(*this);
    if (!engine_.seeds[static_cast<std::size_t>(SeedKind::dot)].empty()) visit_dots();
    decide_keys(*this);
    state_.carry.context.shift(static_cast<std::int64_t>(text_.size()),
                               [this](std::int64_t end) { return limit_of(end); });
}

void Scan::visit_dots() {
    for (std::size_t at = text_.find('.'); at != std::string_view::npos;
         at = text_.find('.', at + 1))
        visit_seed(SeedKind::dot, at);
}

} // namespace hark::redaction
