// Any bytes as a situation: decisions and explanations must hold together whatever the figures,
// NaN and infinity among them.
//
// Layout: three bytes of state, then ids (one byte each) and candidates, read until the bytes end.

#include <cmath>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <span>
#include <string_view>
#include <vector>

#include "lib/identity/identity.hpp"

using namespace hark;
using namespace hark::identity;

namespace {

// What is left to read; zeros behind the end.
class Bytes {
public:
    explicit Bytes(std::span<const std::uint8_t> left) : left_{left} {}

    bool empty() const { return left_.empty(); }
    std::uint8_t byte() {
        if (left_.empty()) return 0;
        const std::uint8_t first = left_.front();
        left_ = left_.subspan(1);
        return first;
    }
    double number() {
        std::uint64_t bits = 0;
        for (int at = 0; at < 8; ++at)
            bits = bits << 8U | byte();
        double value = 0;
        std::memcpy(&value, &bits, sizeof value);
        return value;
    }

private:
    std::span<const std::uint8_t> left_;
};

void require(bool holds) {
    if (!holds) __builtin_trap();
}

Candidate candidate_from(Bytes& bytes, std::size_t ids) {
    Candidate candidate;
    const std::uint8_t flags = bytes.byte();
    candidate.ani_linked = (flags & 1U) != 0;
    candidate.by_reference = (flags & 2U) != 0;
    candidate.ani_calls = bytes.number();
    candidate.ani_days = bytes.number();
    candidate.contact_days = (flags & 4U) != 0 ? candidate.ani_days : bytes.number();
    if ((flags & 8U) != 0) candidate.open_intent_days = bytes.number();
    for (std::size_t id = 0; id < ids && id < ids_max; ++id) {
        candidate.ids[id] = static_cast<IdRelation>(bytes.byte() % 4);
    }
    return candidate;
}

void check(const Situation& situation) {
    const Decision decision = decide(situation);
    double sum = 0;
    for (std::size_t at = 0; at < std::min(situation.candidates.size(), candidates_max); ++at) {
        const double probability = decision.probabilities[at];
        require(probability >= 0 && probability <= decision.probability);
        sum += probability;
        std::array<TermBits, terms_max> terms;
        const std::size_t count = terms_of(situation, at, terms);
        require((count == 0) == (probability == 0));
        double bits = 0;
        for (std::size_t term = 0; term < count; ++term)
            bits += terms[term].bits;
        require(bits >= -200 && bits <= 200);
        for (std::size_t term = 0; term < count; ++term)
            signal_name(situation, terms[term]);
    }
    require(std::abs(sum - decision.known_probability) < 1e-9);
    require(decision.probability <= 1 && decision.confidence <= decision.probability);
    require(decision.confidence >= 0 && decision.confidence <= .99);
    require((decision.best < 0) == (decision.known_probability == 0));
    require(decision.best < 0 || !sources_of(situation, decision).empty());
    cap_names(decision.caps);
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    Bytes bytes{{data, size}};
    constexpr std::string_view types[] = {"crm_id", "account"};
    std::vector<SuppliedId> ids;
    std::vector<Candidate> candidates;
    Situation situation;
    const std::uint8_t state = bytes.byte();
    situation.ani = static_cast<AniState>(state % 3);
    situation.line_type = static_cast<LineType>(state / 3 % 6);
    situation.attestation = static_cast<Attestation>(state / 18 % 5);
    situation.strangers = state;
    if (state >= 180) situation.high_from = bytes.number();
    if (state >= 220) situation.medium_from = bytes.number();
    for (std::size_t left = bytes.byte() % 20; left > 0; --left) {
        const std::uint8_t flags = bytes.byte();
        ids.push_back({types[flags & 1U], (flags & 6U) == 6U, (flags & 8U) != 0});
    }
    while (!bytes.empty() && candidates.size() < 100) {
        candidates.push_back(candidate_from(bytes, ids.size()));
    }
    situation.ids = ids;
    situation.candidates = candidates;
    check(situation);
    const std::string_view text{reinterpret_cast<const char*>(data), size};
    is_denied_type(text.substr(0, 64));
    const std::string_view left = text.substr(0, size / 2);
    const std::string_view right = text.substr(size / 2);
    require(one_edit_apart(left, right) == one_edit_apart(right, left));
    return 0;
}
