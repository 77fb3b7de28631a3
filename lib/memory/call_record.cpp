#include "lib/memory/call_record.hpp"

#include <algorithm>

#include "lib/base/bytes.hpp"
#include "lib/base/try.hpp"
#include "lib/memory/codec.hpp"

namespace hark::memory {
namespace {

constexpr std::uint8_t record_version = 1;
constexpr double confidence_scale = 10'000;
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
