#include "lib/memory/call_record.hpp"

#include <algorithm>
#include <array>

#include "lib/base/bytes.hpp"
#include "lib/base/try.hpp"
#include "lib/memory/codec.hpp"

namespace hark::memory {
namespace {

constexpr std::uint8_t record_version = 1;
constexpr double confidence_scale = 10'000;
/// A number and its extension, each with as many links as an identifier may have.
constexpr std::size_t silent_links_max = 2 * limits::customers_per_identifier_max;

/// What a call may have beside the parts that all have, each behind its number and in this order.
enum class Part : std::uint8_t {
    telco = 1,
    ref = 2,
    verifying = 3,
    dnis = 4,
    silent = 5,
    unlike = 6,
    on_others = 7,
    failed = 8
};

void write_part(base::Writer& writer, Part part) { writer.u8(static_cast<std::uint8_t>(part)); }

void write_telco(base::Writer& writer, const Telco& telco) {
    if (telco == Telco{}) return;
    write_part(writer, Part::telco);
    writer.u8(static_cast<std::uint8_t>(telco.line_type));
    writer.u8(static_cast<std::uint8_t>(telco.attestation));
    write_time(writer, telco.reassigned_since);
    writer.flag(telco.ii_digits.has_value());
    if (telco.ii_digits) writer.u8(*telco.ii_digits);
}

Telco read_telco(base::Reader& reader) {
    Telco telco;
    telco.line_type = reader.choice(LineType::generic);
    telco.attestation = reader.choice(Attestation::failed);
    telco.reassigned_since = read_time(reader);
    if (reader.flag()) telco.ii_digits = reader.u8();
    return telco;
}

void write_parts(base::Writer& writer, const CallRecord& record) {
    write_telco(writer, record.telco);
    if (record.ref) {
        write_part(writer, Part::ref);
        writer.raw(record.ref->bytes());
    }
    if (record.verifying != Verifying{}) {
        write_part(writer, Part::verifying);
        writer.flag(record.verifying.verified);
        writer.flag(record.verifying.linked);
        write(writer, record.verifying.failures);
    }
    if (record.dnis != 0) {
        write_part(writer, Part::dnis);
        writer.u32(record.dnis);
    }
    if (!record.silent.empty()) {
        write_part(writer, Part::silent);
        writer.u32(static_cast<std::uint32_t>(record.silent.size()));
        for (const auto& link : record.silent) {
            writer.u8(link.identifier);
            writer.u64(link.customer.value);
        }
    }
    if (record.unlike) write_part(writer, Part::unlike);
    if (record.on_others) write_part(writer, Part::on_others);
    if (const auto& latest = record.verifying.latest) {
        write_part(writer, Part::failed);
        writer.raw(latest->said);
        writer.time(latest->at);
    }
}

void read_parts(base::Reader& reader, CallRecord& record) {
    std::uint8_t last = 0;
    while (reader.left() > 0) {
        const std::uint8_t part = reader.u8();
        if (part <= last) return reader.fail();
        last = part;
        switch (static_cast<Part>(part)) {
            case Part::telco:
                record.telco = read_telco(reader);
                break;
            case Part::ref: {
                std::array<std::uint8_t, 16> bytes{};
                reader.raw(bytes);
                record.ref = CustomerRef{bytes};
                break;
            }
            case Part::verifying:
                record.verifying.verified = reader.flag();
                record.verifying.linked = reader.flag();
                record.verifying.failures = read_failures(reader);
                break;
            case Part::unlike:
                record.unlike = true;
                break;
            case Part::on_others:
                record.on_others = true;
                break;
            case Part::failed: {
                auto& latest = record.verifying.latest.emplace();
                reader.raw(latest.said);
                latest.at = reader.time();
                break;
            }
            case Part::dnis:
                record.dnis = reader.u32();
                break;
            case Part::silent:
                for (std::size_t n = reader.count(silent_links_max); n > 0; --n) {
                    const std::uint8_t identifier = reader.u8();
                    record.silent.push_back({identifier, store::CustomerId{reader.u64()}});
                }
                break;
            default:
                return reader.fail();
        }
    }
}

} // namespace

std::string CallRecord::encode() const {
    base::Writer writer{256};
    writer.u8(record_version);
    writer.text(call_id.view());
    writer.u8(static_cast<std::uint8_t>(channel));
    writer.u32(static_cast<std::uint32_t>(identifiers.size()));
    for (const auto& came : identifiers) {
        writer.text(came.type);
        writer.text(came.value);
        writer.flag(came.linked);
    }
    writer.flag(customer_was_new);
    writer.flag(counted);
    writer.time(touched);
    writer.u8(static_cast<std::uint8_t>(level));
    writer.u32(static_cast<std::uint32_t>(confidence * confidence_scale + 0.5));
    write(writer, learned);
    writer.u32(changes.intents);
    writer.u32(changes.variables);
    write_parts(writer, *this);
    return std::move(writer).take();
}

Result<CallRecord> CallRecord::decode(std::string_view bytes) {
    base::Reader reader{bytes};
    if (reader.u8() != record_version) reader.fail();
    CallRecord record;
    record.call_id = read_text<CallId>(reader);
    record.channel = reader.choice(Channel::other);
    for (std::size_t n = reader.count(limits::external_ids_per_call_max + 2); n > 0; --n) {
        CameWith came;
        came.type = reader.text(limits::id_type_bytes_max);
        came.value = reader.text(limits::id_value_bytes_max);
        came.linked = reader.flag();
        record.identifiers.push_back(std::move(came));
    }
    record.customer_was_new = reader.flag();
    record.counted = reader.flag();
    record.touched = reader.time();
    record.level = reader.choice(Level::high);
    record.confidence = reader.u32() / confidence_scale;
    record.learned = read_learned(reader);
    record.changes.intents = reader.u32();
    record.changes.variables = reader.u32();
    read_parts(reader, record);
    HARK_CHECK(reader.finish());
    return record;
}

void merge(Learned& before, const Learned& now) {
    if (!now.intent.empty()) {
        before.intent = now.intent;
        before.intent_status = now.intent_status;
        before.due_at = now.due_at;
    } else if (now.intent_status) {
        before.intent_status = now.intent_status;
    }
    if (now.due_at) before.due_at = now.due_at;
    if (!now.summary.empty()) before.summary = now.summary;
    for (const auto& change : now.variables) {
        const auto found = std::find_if(
            before.variables.begin(), before.variables.end(),
            [&](const VariableChange& earlier) { return earlier.name == change.name; });
        if (found != before.variables.end()) {
            *found = change;
        } else if (before.variables.size() < learned_variables_max) {
            before.variables.push_back(change);
        }
    }
    for (const auto& id : now.external_ids) {
        const bool there = std::find(before.external_ids.begin(), before.external_ids.end(), id) !=
                           before.external_ids.end();
        if (!there && before.external_ids.size() < limits::external_ids_per_call_max) {
            before.external_ids.push_back(id);
        }
    }
}

CallTag call_tag(const store::Digest& call) noexcept {
    CallTag tag = 0;
    for (std::size_t i = 0; i < sizeof tag; ++i)
        tag = (tag << 8) | call[i];
    return tag;
}

PastCall past_call(const CallRecord& record, Time started, Time ended) {
    PastCall past;
    past.call_id = record.call_id;
    past.channel = record.channel;
    past.call_start = started;
    past.call_end = ended;
    past.intent = record.learned.intent;
    if (!past.intent.empty()) {
        past.intent_status = record.learned.intent_status.value_or(IntentStatus::open);
    }
    past.summary = record.learned.summary;
    return past;
}

} // namespace hark::memory
