#include "lib/memory/codec.hpp"

#include <string>

namespace hark::memory {
namespace {

using base::Reader;
using base::Writer;

void write_change(Writer& writer, const VariableChange& change) {
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

/// A distance from `start` that stays within what a Time can hold.
Time later(Reader& reader, Time start) {
    const std::int64_t distance = reader.i64();
    std::int64_t sum = 0;
    if (__builtin_add_overflow(start.time_since_epoch().count(), distance, &sum)) {
        reader.fail();
        return start;
    }
    return Time{Millis{sum}};
}

} // namespace

JsonValue read_json(Reader& reader) {
    return JsonValue::trusted(std::string{reader.text(limits::variable_value_bytes_max)});
}

void write_time(Writer& writer, const std::optional<Time>& time) {
    writer.flag(time.has_value());
    if (time) writer.time(*time);
}

std::optional<Time> read_time(Reader& reader) {
    if (!reader.flag()) return std::nullopt;
    return reader.time();
}

void write(Writer& writer, const PastCall& call) {
    writer.text(call.call_id.view());
    writer.u8(static_cast<std::uint8_t>(call.channel));
    writer.time(call.call_start);
    writer.i64((call.call_end - call.call_start).count());
    writer.text(call.intent.view());
    write_choice(writer, call.intent_status);
    writer.text(call.summary.view());
}

PastCall read_past_call(Reader& reader) {
    PastCall call;
    call.call_id = read_text<CallId>(reader);
    call.channel = reader.choice(Channel::other);
    call.call_start = reader.time();
    call.call_end = later(reader, call.call_start);
    call.intent = read_text<IntentName>(reader);
    call.intent_status = read_choice(reader, IntentStatus::abandoned);
    call.summary = read_text<Summary>(reader);
    return call;
}

void write(Writer& writer, const Intent& intent) {
    writer.text(intent.intent.view());
    writer.u8(static_cast<std::uint8_t>(intent.status));
    writer.u32(intent.attempt_count);
    writer.time(intent.opened_at);
    writer.i64((intent.updated_at - intent.opened_at).count());
    write_time(writer, intent.due_at);
}

Intent read_intent(Reader& reader) {
    Intent intent;
    intent.intent = read_text<IntentName>(reader);
    intent.status = reader.choice(IntentStatus::abandoned);
    intent.attempt_count = reader.u32();
    intent.opened_at = reader.time();
    intent.updated_at = later(reader, intent.opened_at);
    intent.due_at = read_time(reader);
    return intent;
}

void write(Writer& writer, const std::vector<ExternalId>& ids) {
    writer.u32(static_cast<std::uint32_t>(ids.size()));
    for (const auto& id : ids) {
        writer.text(id.type.view());
        writer.text(id.value.view());
    }
}

std::vector<ExternalId> read_ids(Reader& reader) {
    std::vector<ExternalId> ids;
    for (std::size_t n = reader.count(limits::external_ids_per_call_max); n > 0; --n) {
        ExternalId id;
        id.type = read_text<IdType>(reader);
        id.value = read_text<IdValue>(reader);
        ids.push_back(std::move(id));
    }
    return ids;
}

void write(Writer& writer, const Learned& learned) {
    writer.text(learned.intent.view());
    write_choice(writer, learned.intent_status);
    write_time(writer, learned.due_at);
    writer.text(learned.summary.view());
    writer.u32(static_cast<std::uint32_t>(learned.variables.size()));
    for (const auto& change : learned.variables)
        write_change(writer, change);
    write(writer, learned.external_ids);
}

Learned read_learned(Reader& reader) {
    Learned learned;
    learned.intent = read_text<IntentName>(reader);
    learned.intent_status = read_choice(reader, IntentStatus::abandoned);
    learned.due_at = read_time(reader);
    learned.summary = read_text<Summary>(reader);
    for (std::size_t n = reader.count(learned_variables_max); n > 0; --n) {
        learned.variables.push_back(read_change(reader));
    }
    learned.external_ids = read_ids(reader);
    return learned;
}

} // namespace hark::memory
