// A redactor, what it finds, and known values.
#include <algorithm>
#include <cstring>
#include <functional>
#include <memory>
#include <span>
#include <utility>

#include "hark/redaction_json.hpp"
#include "lib/base/try.hpp"
#include "lib/capi/guard.hpp"
#include "lib/capi/handles.hpp"

namespace hark::capi {
namespace {

using redaction::FieldAction;
using redaction::Options;

constexpr std::uint32_t redactor_flags =
    HARK_REDACTOR_KEEP_PRIVATE_ADDRESSES | HARK_REDACTOR_SECURE_UNLISTED;
constexpr std::size_t names_bytes_max = 64 * 1024;

Result<std::string_view> names_of(hark_str text, Literal where) {
    HARK_TRY(const auto names, view_of(text));
    if (names.size() > names_bytes_max) return Error{Code::invalid, "is too long", where};
    return names;
}

Status add_fields(hark_str text, FieldAction action, Literal where, Options& options) {
    HARK_TRY(auto names, names_of(text, where));
    while (!names.empty()) {
        const std::size_t comma = std::min(names.find(','), names.size());
        if (comma != 0) options.fields.push_back({std::string{names.substr(0, comma)}, action});
        names.remove_prefix(std::min(comma + 1, names.size()));
    }
    return {};
}

Status read_names(const hark_redactor_options& from, Options& options) {
    HARK_TRY(const auto profile, names_of(from.profile, "profile"));
    if (!profile.empty() && !json::set_profile(profile, options))
        return Error{Code::invalid, "must be default, pci, strict or off-for-tests", "profile"};
    HARK_TRY(const auto entities, names_of(from.entities, "entities"));
    if (!entities.empty() && !json::set_entities(entities, options))
        return Error{Code::invalid, "must be names of entities", "entities"};
    HARK_TRY(const auto regions, names_of(from.regions, "regions"));
    if (!regions.empty() && !json::set_region(regions, options))
        return Error{Code::invalid, "must be countries whose numbers are known", "regions"};
    HARK_CHECK(add_fields(from.secure_fields, FieldAction::secure, "secure_fields", options));
    return add_fields(from.allow_fields, FieldAction::allow, "allow_fields", options);
}

/// `key` lives as long as make() needs it.
Status read_choices(const hark_redactor_options& from, Options& options, Secret& key) {
    if (from.placeholder > HARK_PLACEHOLDER_DROP)
        return Error{Code::invalid, "is not known", "placeholder"};
    if (from.format > HARK_FORMAT_KEY_VALUE) return Error{Code::invalid, "is not known", "format"};
    if (from.reserved != 0) return Error{Code::invalid, "must be 0", "reserved"};
    options.placeholder = static_cast<redaction::Placeholder>(from.placeholder);
    options.format = static_cast<redaction::Format>(from.format);
    options.today = from.today;
    options.keep_private_addresses = (from.flags & HARK_REDACTOR_KEEP_PRIVATE_ADDRESSES) != 0;
    if ((from.flags & HARK_REDACTOR_SECURE_UNLISTED) != 0)
        options.unlisted_fields = FieldAction::secure;
    HARK_TRY(const auto bytes, view_of(from.tag_key));
    if (bytes.empty()) return {};
    if (bytes.size() != Secret::size) return Error{Code::invalid, "must be 32 bytes", "tag_key"};
    std::memcpy(key.writable().data(), bytes.data(), bytes.size());
    options.tag_key = &key;
    return {};
}

/// Do the two ranges share a byte?
bool overlap(const char* a, std::size_t a_size, const char* b, std::size_t b_size) {
    const std::less<const char*> before;
    return a_size != 0 && b_size != 0 && before(a, b + b_size) && before(b, a + a_size);
}

Status fill(redaction::KnownValues& known, const hark_str* values, const hark_str* entities,
            std::size_t count, std::size_t& taken) {
    for (std::size_t index = 0; index < count; ++index) {
        HARK_TRY(const auto value, view_of(values[index]));
        auto entity = redaction::Entity::known_value;
        HARK_TRY(const auto name, entities == nullptr ? Result<std::string_view>{std::string_view{}}
                                                      : view_of(entities[index]));
        if (!name.empty()) {
            const auto named = redaction::entity_from(name);
            if (!named) return Error{Code::invalid, "must be names of entities", "entities"};
            entity = *named;
        }
        HARK_TRY(const bool added, known.add(value, entity));
        taken += added ? 1 : 0;
    }
    known.build();
    return {};
}

Status read_span(const redaction::TurnSpan& from, hark_span* to) {
    hark_span span{};
    HARK_CHECK(read(to, 0, span));
    const std::uint32_t size = span.struct_size;
    span = {};
    span.struct_size = size;
    span.turn = from.turn;
    span.begin = from.span.begin;
    span.end = from.span.end;
    span.entity = str_of(name(from.span.entity));
    span.rule = str_of(redaction::rule_name(from.span.rule));
    span.score = from.span.score;
    std::memcpy(to, &span, std::min<std::size_t>(size, sizeof span));
    return {};
}

} // namespace
} // namespace hark::capi

using namespace hark::capi; // NOLINT: the functions below are in C's one namespace

extern "C" {

hark_status hark_redactor_create(const hark_redactor_options* options, hark_redactor** out_redactor,
                                 hark_error** out_error) {
    if (out_redactor != nullptr) *out_redactor = nullptr;
    return guard(out_error, [&]() -> hark::Status {
        if (out_redactor == nullptr) return missing("out_redactor");
        hark::redaction::Options chosen;
        hark::Secret key;
        if (options != nullptr) {
            hark_redactor_options known{};
            HARK_CHECK(read(options, redactor_flags, known));
            HARK_CHECK(read_names(known, chosen));
            HARK_CHECK(read_choices(known, chosen, key));
        }
        HARK_TRY(auto made, hark::redaction::Redactor::make(chosen));
        *out_redactor = std::make_unique<hark_redactor>(hark_redactor{std::move(made)}).release();
        return {};
    });
}

void hark_redactor_free(hark_redactor* redactor) { std::unique_ptr<hark_redactor>{redactor}; }

hark_status hark_redactor_find(const hark_redactor* redactor, hark_str text,
                               const hark_known* known, hark_spans** out_spans,
                               hark_error** out_error) {
    if (out_spans != nullptr) *out_spans = nullptr;
    return guard(out_error, [&]() -> hark::Status {
        if (redactor == nullptr) return missing("redactor");
        if (out_spans == nullptr) return missing("out_spans");
        HARK_TRY(const auto view, view_of(text));
        std::vector<hark::redaction::Span> found;
        redactor->redactor.find(view, scratch(), found, values_of(known));
        auto spans = std::make_unique<hark_spans>();
        spans->spans.reserve(found.size());
        for (const auto& span : found)
            spans->spans.push_back({0, span});
        *out_spans = spans.release();
        return {};
    });
}

hark_status hark_redactor_redact(const hark_redactor* redactor, hark_str text,
                                 const hark_known* known, char* buffer, size_t capacity,
                                 size_t* out_size, hark_error** out_error) {
    if (out_size != nullptr) *out_size = 0;
    bool fits = true;
    const auto status = guard(out_error, [&]() -> hark::Status {
        if (redactor == nullptr) return missing("redactor");
        if (out_size == nullptr) return missing("out_size");
        HARK_TRY(const auto view, view_of(text));
        HARK_TRY(const auto room, view_of({buffer, capacity}));
        if (overlap(room.data(), room.size(), view.data(), view.size()))
            return hark::Error{hark::Code::invalid, "must not overlap the text", "buffer"};
        *out_size = redactor->redactor.redact_into(view, scratch(), {buffer, room.size()},
                                                   values_of(known));
        fits = *out_size <= capacity;
        return {};
    });
    if (status != HARK_OK || fits) return status;
    return fail(HARK_BUFFER_TOO_SMALL, "buffer: is too small for the answer", out_error);
}

hark_status hark_redactor_mask(const hark_redactor* redactor, char* text, size_t size,
                               const hark_known* known, size_t* out_count, hark_error** out_error) {
    if (out_count != nullptr) *out_count = 0;
    return guard(out_error, [&]() -> hark::Status {
        if (redactor == nullptr) return missing("redactor");
        HARK_TRY(const auto view, view_of({text, size}));
        const std::size_t count =
            redactor->redactor.mask_in_place({text, view.size()}, scratch(), values_of(known));
        if (out_count != nullptr) *out_count = count;
        return {};
    });
}

size_t hark_spans_count(const hark_spans* spans) {
    return spans == nullptr ? 0 : spans->spans.size();
}

hark_status hark_spans_at(const hark_spans* spans, size_t index, hark_span* span,
                          hark_error** out_error) {
    return guard(out_error, [&]() -> hark::Status {
        if (spans == nullptr) return missing("spans");
        if (span == nullptr) return missing("span");
        if (index >= spans->spans.size())
            return hark::Error{hark::Code::not_found, "there is no span at this index", "index"};
        return read_span(spans->spans[index], span);
    });
}

void hark_spans_free(hark_spans* spans) { std::unique_ptr<hark_spans>{spans}; }

hark_status hark_known_create(const hark_str* values, const hark_str* entities, size_t count,
                              hark_known** out_known, size_t* out_taken, hark_error** out_error) {
    if (out_known != nullptr) *out_known = nullptr;
    if (out_taken != nullptr) *out_taken = 0;
    return guard(out_error, [&]() -> hark::Status {
        if (out_known == nullptr) return missing("out_known");
        if (values == nullptr && count != 0) return missing("values");
        auto known = std::make_unique<hark_known>();
        std::size_t taken = 0;
        HARK_CHECK(fill(known->values, values, entities, count, taken));
        if (out_taken != nullptr) *out_taken = taken;
        *out_known = known.release();
        return {};
    });
}

void hark_known_free(hark_known* known) { std::unique_ptr<hark_known>{known}; }

} // extern "C"
