#include "lib/memory/call_record.hpp"

#include <algorithm>

#include "lib/base/bytes.hpp"
#include "lib/base/try.hpp"
#include "lib/memory/codec.hpp"

namespace hark::memory {
namespace {

using base::Reader;
using base::Writer;

constexpr std::uint8_t record_version = 1;
constexpr double confidence_scale = 10'000;
/// All that updates and the end together can name.
constexpr std::size_t variables_max = 2 * limits::variables_per_customer_max;

void write(Writer& writer, const VariableChange& change) {
    writer.text(change.name.view());
    writer.text(change.value.text());
    writer.text(change.source.view());
    writer.flag(change.ttl.has_value());
    if (change.ttl) writer.i64(change.ttl->count());
    write_choice(writer, change.tier);
    writer.flag(change.verifier);
}

VariableChange read_change(Reader& reader) {
    VariableChange change;
    change.name = read_text<VariableName>(reader);
    change.value = read_json(reader);
    change.source = read_text<SourceName>(reader);
    if (reader.flag()) change.ttl = std::chrono::seconds{reader.i64()};
    change.tier = read_choice(reader, Tier::verified);
    change.verifier = reader.flag();
    return change;
}

void write(Writer& writer, const Learned& learned) {
    writer.text(learned.intent.view());
    write_choice(writer, learned.intent_status);
    write_time(writer, learned.due_at);
    writer.text(learned.summary.view());
    writer.u32(static_cast<std::uint32_t>(learned.variables.size()));
    for (const auto& change : learned.variables)
        write(writer, change);
    writer.u32(static_cast<std::uint32_t>(learned.external_ids.size()));
    for (const auto& id : learned.external_ids) {
        writer.text(id.type.view());
        writer.text(id.value.view());
    }
}

Learned read_learned(Reader& reader) {
    Learned learned;
    learned.intent = read_text<IntentName>(reader);
    learned.intent_status = read_choice(reader, IntentStatus::abandoned);
    learned.due_at = read_time(reader);
    learned.summary = read_text<Summary>(reader);
    for (std::size_t n = reader.count(variables_max); n > 0; --n) {
        learned.variables.push_back(read_change(reader));
    }
    for (std::size_t n = reader.count(limits::external_ids_per_call_max); n > 0; --n) {
        ExternalId id;
        id.type = read_text<IdType>(reader);
        id.value = read_text<IdValue>(reader);
        learned.external_ids.push_back(std::move(id));
    }
    return learned;
}

} // namespace

std::string CallRecord::encode() const {
    Writer writer{256};
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
    return std::move(writer).take();
}

Result<CallRecord> CallRecord::decode(std::string_view bytes) {
    Reader reader{bytes};
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
        } else if (before.variables.size() < variables_max) {
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
