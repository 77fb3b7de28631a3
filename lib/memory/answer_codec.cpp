#include "lib/memory/answer_codec.hpp"

#include <algorithm>
#include <vector>

#include "lib/base/bytes.hpp"
#include "lib/base/try.hpp"
#include "lib/memory/codec.hpp"

namespace hark::memory {
namespace {

using base::Reader;
using base::Writer;

constexpr std::uint8_t without_match_key = 1;
constexpr std::uint8_t answer_version = 2;
constexpr std::size_t tokens_max = 64; // sources, caps and terms that one decision can name

void write_identity(Writer& writer, const Identity& identity) {
    writer.f64(identity.confidence);
    writer.f64(identity.probability);
    writer.u8(static_cast<std::uint8_t>(identity.level));
    writer.u8(static_cast<std::uint8_t>(identity.recommendation));
    writer.u32(static_cast<std::uint32_t>(identity.sources.size()));
    for (const auto& source : identity.sources)
        writer.text(source);
    writer.flag(identity.ambiguous);
    writer.f64(identity.known_probability);
    writer.u32(static_cast<std::uint32_t>(identity.caps.size()));
    for (const auto& cap : identity.caps)
        writer.text(cap);
    writer.text(identity.policy);
    writer.text(identity.match_key);
    writer.u32(static_cast<std::uint32_t>(identity.evidence.size()));
    for (const auto& evidence : identity.evidence) {
        writer.text(evidence.signal);
        writer.f64(evidence.bits);
    }
    writer.u32(static_cast<std::uint32_t>(identity.candidates.size()));
    for (const auto& candidate : identity.candidates) {
        writer.raw(candidate.customer_ref.bytes());
        writer.f64(candidate.probability);
    }
}

CustomerRef read_ref(Reader& reader) {
    std::array<std::uint8_t, 16> bytes{};
    reader.raw(bytes);
    return CustomerRef{bytes};
}

Identity read_identity(Reader& reader, std::uint8_t version) {
    Identity identity;
    identity.confidence = reader.f64();
    identity.probability = reader.f64();
    identity.level = reader.choice(Level::high);
    identity.recommendation = reader.choice(Recommendation::reuse);
    for (std::size_t n = reader.count(tokens_max); n > 0; --n) {
        identity.sources.emplace_back(reader.text());
    }
    identity.ambiguous = reader.flag();
    identity.known_probability = reader.f64();
    for (std::size_t n = reader.count(tokens_max); n > 0; --n) {
        identity.caps.emplace_back(reader.text());
    }
    identity.policy = reader.text();
    if (version != without_match_key) identity.match_key = reader.text();
    for (std::size_t n = reader.count(tokens_max); n > 0; --n) {
        Evidence evidence;
        evidence.signal = reader.text();
        evidence.bits = reader.f64();
        identity.evidence.push_back(std::move(evidence));
    }
    for (std::size_t n = reader.count(limits::candidates_shown_max); n > 0; --n) {
        CandidateView candidate;
        candidate.customer_ref = read_ref(reader);
        candidate.probability = reader.f64();
        identity.candidates.push_back(candidate);
    }
    return identity;
}

void write_variable(Writer& writer, const Variable& variable) {
    writer.text(variable.name.view());
    writer.text(variable.value.text());
    writer.text(variable.source.view());
    writer.i64(variable.ttl.count());
    writer.u8(static_cast<std::uint8_t>(variable.tier));
}

Variable read_variable(Reader& reader) {
    Variable variable;
    variable.name = read_text<VariableName>(reader);
    variable.value = read_json(reader);
    variable.source = read_text<SourceName>(reader);
    variable.ttl = std::chrono::seconds{reader.i64()};
    variable.tier = reader.choice(Tier::verified);
    return variable;
}

std::vector<ExternalId> sorted(std::vector<ExternalId> ids) {
    std::sort(ids.begin(), ids.end(), [](const ExternalId& a, const ExternalId& b) {
        return a.type != b.type ? a.type < b.type : a.value < b.value;
    });
    return ids;
}

Learned sorted(Learned learned) {
    std::sort(learned.variables.begin(), learned.variables.end(),
              [](const auto& a, const auto& b) { return a.name < b.name; });
    learned.external_ids = sorted(std::move(learned.external_ids));
    return learned;
}

void write_text(Writer& writer, const std::optional<std::string>& text) {
    writer.flag(text.has_value());
    if (text) writer.text(*text);
}

void write_ref(Writer& writer, const std::optional<CustomerRef>& ref) {
    writer.flag(ref.has_value());
    if (ref) writer.raw(ref->bytes());
}

void write_hints(Writer& writer, const IdentityHints& hints) {
    write_text(writer, hints.ani);
    write_text(writer, hints.dnis);
    write(writer, sorted(hints.external_ids));
    write_ref(writer, hints.customer_ref);
}

store::Digest finish(const crypto::Keyring& keys, TenantId tenant, const Writer& writer) {
    auto digest = keys.digest(tenant, crypto::Domain::body, writer.view());
    digest[0] |= 1; // all zero means "there was none"
    return digest;
}

} // namespace

std::string encode_answer(const StartAnswer& answer) {
    Writer writer{512};
    writer.u8(answer_version);
    writer.text(answer.call_id.view());
    writer.raw(answer.customer_ref.value_or(CustomerRef{}).bytes());
    writer.time(answer.call_start);
    writer.flag(answer.returning);
    write_identity(writer, answer.identity);
    writer.u32(static_cast<std::uint32_t>(answer.open_intents.size()));
    for (const auto& intent : answer.open_intents)
        write(writer, intent);
    writer.u32(static_cast<std::uint32_t>(answer.variables.size()));
    for (const auto& variable : answer.variables)
        write_variable(writer, variable);
    writer.u32(static_cast<std::uint32_t>(answer.history.size()));
    for (const auto& call : answer.history)
        write(writer, call);
    writer.u32(static_cast<std::uint32_t>(answer.withheld.variables.size()));
    for (const auto& name : answer.withheld.variables)
        writer.text(name.view());
    writer.u32(answer.withheld.history);
    writer.u32(answer.withheld.open_intents);
    return std::move(writer).take();
}

Result<StartAnswer> decode_answer(std::string_view bytes) {
    Reader reader{bytes};
    const std::uint8_t version = reader.u8();
    if (version != answer_version && version != without_match_key) reader.fail();
    StartAnswer answer;
    answer.call_id = read_text<CallId>(reader);
    answer.customer_ref = read_ref(reader);
    answer.call_start = reader.time();
    answer.returning = reader.flag();
    answer.identity = read_identity(reader, version);
    for (std::size_t n = reader.count(limits::intents_per_customer_max); n > 0; --n) {
        answer.open_intents.push_back(read_intent(reader));
    }
    for (std::size_t n = reader.count(limits::variables_per_customer_max); n > 0; --n) {
        answer.variables.push_back(read_variable(reader));
    }
    for (std::size_t n = reader.count(limits::history_calls_shown); n > 0; --n) {
        answer.history.push_back(read_past_call(reader));
    }
    for (std::size_t n = reader.count(limits::variables_per_customer_max); n > 0; --n) {
        answer.withheld.variables.push_back(read_text<VariableName>(reader));
    }
    answer.withheld.history = reader.u32();
    answer.withheld.open_intents = reader.u32();
    HARK_CHECK(reader.finish());
    return answer;
}

store::Digest fingerprint(const crypto::Keyring& keys, TenantId tenant, const CallStart& start) {
    Writer writer{256};
    writer.text("start");
    writer.u8(static_cast<std::uint8_t>(start.channel));
    write_hints(writer, start.hints);
    writer.u8(static_cast<std::uint8_t>(start.telco.line_type));
    writer.u8(static_cast<std::uint8_t>(start.telco.attestation));
    write_time(writer, start.telco.reassigned_since);
    writer.flag(start.telco.ii_digits.has_value());
    writer.u8(start.telco.ii_digits.value_or(0));
    return finish(keys, tenant, writer);
}

store::Digest fingerprint(const crypto::Keyring& keys, TenantId tenant, const CallEnd& end) {
    Writer writer{512};
    writer.text("end");
    write_ref(writer, end.customer_ref);
    writer.flag(end.hints.has_value());
    if (end.hints) write_hints(writer, *end.hints);
    write_choice(writer, end.channel);
    write(writer, sorted(end.learned));
    writer.u8(static_cast<std::uint8_t>(end.confirmed));
    return finish(keys, tenant, writer);
}

} // namespace hark::memory
