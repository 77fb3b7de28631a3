// The loop over the blocks. Text without candidates costs the masks, the seeds, and one look at the
// gate for each word.
#include "lib/redaction/scan/scan.hpp"

#include <algorithm>
#include <array>
#include <bit>
#include <cstring>

#include "lib/redaction/numeral_finder.hpp"
#include "lib/redaction/scan/seeds.hpp"
#include "lib/redaction/token_finder.hpp"

namespace hark::redaction {
namespace {

constexpr std::size_t chunk_blocks = Scratch::State::chunk_blocks;

} // namespace

bool Scan::announced(const RuleBase& rule, std::size_t position) const noexcept {
    const auto at = static_cast<std::int64_t>(position);
    const Context& context = state_.carry.context;
    if (context.silent(at)) return false;
    const auto from_here = [&](std::int64_t word_end) {
        return word_end < 0 || engine_.format == Format::text ||
               reaches(text_, static_cast<std::size_t>(word_end), position);
    };
    return context.announced(rule.entity, at, from_here) ||
           (rule.other_context != rule.entity &&
            context.announced(rule.other_context, at, from_here));
}

void Scan::add(Range range, const RuleBase& rule, RuleId id, bool announced) {
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

std::uint64_t Scan::open_words(std::uint64_t words, std::size_t block_at) const noexcept {
    std::uint64_t open = 0;
    const bool near_end = block_at + block_bytes + 4 > text_.size();
    for (; words != 0; words &= words - 1) {
        const auto index = static_cast<std::size_t>(std::countr_zero(words));
        const std::size_t at = block_at + index;
        std::uint32_t first_four = 0;
        if (near_end)
            std::memcpy(&first_four, text_.data() + at,
                        std::min<std::size_t>(4, text_.size() - at));
        else
            std::memcpy(&first_four, text_.data() + at, 4);
        open |= std::uint64_t{engine_.gate.open(first_four)} << index;
    }
    return open;
}

void Scan::visit_word(std::size_t at) {
    std::array<Gate::Hit, 8> hits;
    const std::size_t count = engine_.gate.match(text_, at, hits);
    for (std::size_t index = 0; index < count; ++index) {
        const Gate::Hit& hit = hits[index];
        if ((hit.literal->meaning & Redactor::Engine::field_meaning) != 0) {
            const int name = hit.literal->meaning - Redactor::Engine::field_meaning;
            state_.key_hits.push_back(
                {static_cast<std::uint32_t>(hit.end), static_cast<std::uint16_t>(name)});
            continue;
        }
        if (hit.literal->meaning < entity_count) {
            state_.carry.context.note(static_cast<Entity>(hit.literal->meaning),
                                      static_cast<std::int64_t>(hit.end));
            continue;
        }
        const auto& active = engine_.literals[hit.literal->meaning - entity_count];
        const bool told = announced(active.rule->base, at);
        if (active.rule->base.need == Need::context && !told) continue;
        const std::size_t end = active.rule->end(text_, at, hit.end);
        if (end > at) add({at, end}, active.rule->base, active.id, told);
    }
}

void Scan::visit_seed(SeedKind kind, std::size_t at) {
    for (const auto& active : engine_.seeds[static_cast<std::size_t>(kind)]) {
        const RuleBase& base = active.rule->base;
        const bool told = announced(base, at);
        if (base.need == Need::context && !told) continue;
        const Range range = active.rule->find(*this, at);
        if (!range.empty()) add(range, base, active.id, told);
    }
}

void Scan::visit(std::size_t block_at, const Seeds& seeds, std::uint64_t words) {
    std::uint64_t all =
        words | seeds.numerals | seeds.mixed | seeds.at | seeds.hex_pairs | seeds.colons;
    for (; all != 0; all &= all - 1) {
        const std::uint64_t bit = all & (~all + 1);
        const std::size_t at = block_at + static_cast<std::size_t>(std::countr_zero(all));
        if ((words & bit) != 0) visit_word(at);
        if ((seeds.mixed & bit) != 0) find_tokens(*this, at);
        if ((seeds.numerals & bit) != 0) {
            find_numerals(*this, at);
            visit_seed(SeedKind::numeral, at);
        }
        if ((seeds.at & bit) != 0) visit_seed(SeedKind::at, at);
        if ((seeds.colons & bit) != 0) visit_seed(SeedKind::colons, at);
        if ((seeds.hex_pairs & bit) != 0) visit_seed(SeedKind::hex_pairs, at);
    }
}

void Scan::run() {
    SeedCarry carry;
    const std::size_t blocks = (text_.size() + block_bytes - 1) / block_bytes;
    state_.masks[0] = {};
    for (std::size_t first = 0; first < blocks; first += chunk_blocks) {
        const std::size_t count = std::min(chunk_blocks, blocks - first);
        classify(first, count + 1, state_.masks.data() + 1);
        for (std::size_t index = 0; index < count; ++index) {
            const Seeds seeds =
                seeds_of(state_.masks.data() + 1 + index, engine_.numeral_bytes_min, carry);
            const std::size_t block_at = (first + index) * block_bytes;
            visit(block_at, seeds, open_words(seeds.words, block_at));
        }
        state_.masks[0] = state_.masks[count];
    }
    if (carry.mixed_add != 0) find_tokens(*this, text_.size());
}

} // namespace hark::redaction
