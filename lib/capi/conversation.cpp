// Texts that come in pieces, and conversations turn by turn.
#include <memory>
#include <utility>
#include <vector>

#include "lib/base/try.hpp"
#include "lib/capi/guard.hpp"
#include "lib/capi/handles.hpp"

namespace hark::capi {
namespace {

using redaction::Speaker;
using redaction::Turn;

Result<Speaker> speaker_of(std::uint32_t speaker) {
    if (speaker > HARK_SPEAKER_AGENT) return Error{Code::invalid, "is not known", "speaker"};
    return static_cast<Speaker>(speaker);
}

} // namespace
} // namespace hark::capi

using namespace hark::capi; // NOLINT: the functions below are in C's one namespace

extern "C" {

hark_status hark_redaction_stream_create(const hark_redactor* redactor,
                                         hark_redaction_stream** out_stream,
                                         hark_error** out_error) {
    if (out_stream != nullptr) *out_stream = nullptr;
    return guard(out_error, [&]() -> hark::Status {
        if (redactor == nullptr) return missing("redactor");
        if (out_stream == nullptr) return missing("out_stream");
        *out_stream = std::make_unique<hark_redaction_stream>(
                          hark_redaction_stream{hark::redaction::Stream{redactor->redactor}, {}})
                          .release();
        return {};
    });
}

hark_status hark_redaction_stream_push(hark_redaction_stream* stream, hark_str text, uint32_t flush,
                                       hark_str* out_text, hark_error** out_error) {
    if (out_text != nullptr) *out_text = {};
    return guard(out_error, [&]() -> hark::Status {
        if (stream == nullptr) return missing("stream");
        if (out_text == nullptr) return missing("out_text");
        HARK_TRY(const auto view, view_of(text));
        stream->out.clear();
        stream->stream.push(view, stream->out);
        if (flush != 0) stream->stream.flush(stream->out);
        *out_text = str_of(stream->out);
        return {};
    });
}

void hark_redaction_stream_free(hark_redaction_stream* stream) {
    std::unique_ptr<hark_redaction_stream>{stream};
}

hark_status hark_dialogue_create(const hark_redactor* redactor, hark_dialogue** out_dialogue,
                                 hark_error** out_error) {
    if (out_dialogue != nullptr) *out_dialogue = nullptr;
    return guard(out_error, [&]() -> hark::Status {
        if (redactor == nullptr) return missing("redactor");
        if (out_dialogue == nullptr) return missing("out_dialogue");
        *out_dialogue = std::make_unique<hark_dialogue>(
                            hark_dialogue{hark::redaction::Dialogue{redactor->redactor}, {}})
                            .release();
        return {};
    });
}

hark_status hark_dialogue_arm(hark_dialogue* dialogue, hark_str entity, hark_error** out_error) {
    return guard(out_error, [&]() -> hark::Status {
        if (dialogue == nullptr) return missing("dialogue");
        HARK_TRY(const auto name, view_of(entity));
        const auto named = hark::redaction::entity_from(name);
        if (!named)
            return hark::Error{hark::Code::invalid, "must be the name of an entity", "entity"};
        dialogue->dialogue.arm(*named);
        return {};
    });
}

hark_status hark_dialogue_redact(hark_dialogue* dialogue, uint32_t speaker, hark_str text,
                                 const hark_known* known, hark_str* out_text, hark_spans** out_late,
                                 hark_error** out_error) {
    if (out_text != nullptr) *out_text = {};
    if (out_late != nullptr) *out_late = nullptr;
    return guard(out_error, [&]() -> hark::Status {
        if (dialogue == nullptr) return missing("dialogue");
        if (out_text == nullptr) return missing("out_text");
        HARK_TRY(const auto view, view_of(text));
        HARK_TRY(const auto who, speaker_of(speaker));
        auto late = std::make_unique<hark_spans>();
        dialogue->dialogue.redact({who, view}, scratch(), dialogue->out, late->spans,
                                  values_of(known));
        *out_text = str_of(dialogue->out);
        if (out_late != nullptr) *out_late = late.release();
        return {};
    });
}

hark_status hark_dialogue_find(hark_dialogue* dialogue, const uint32_t* speakers,
                               const hark_str* texts, size_t count, const hark_known* known,
                               hark_spans** out_spans, hark_error** out_error) {
    if (out_spans != nullptr) *out_spans = nullptr;
    return guard(out_error, [&]() -> hark::Status {
        if (dialogue == nullptr) return missing("dialogue");
        if (out_spans == nullptr) return missing("out_spans");
        if (texts == nullptr && count != 0) return missing("texts");
        std::vector<Turn> turns;
        for (std::size_t index = 0; index < count; ++index) {
            HARK_TRY(const auto view, view_of(texts[index]));
            HARK_TRY(const auto who, speaker_of(speakers == nullptr ? 0 : speakers[index]));
            turns.push_back({who, view});
        }
        auto spans = std::make_unique<hark_spans>();
        dialogue->dialogue.find(turns, scratch(), spans->spans, values_of(known));
        *out_spans = spans.release();
        return {};
    });
}

void hark_dialogue_free(hark_dialogue* dialogue) { std::unique_ptr<hark_dialogue>{dialogue}; }

} // extern "C"
