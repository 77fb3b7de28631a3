// Redaction as REST and the command line have it: {"text"} or {"turns":[{"speaker","text"}]} in,
// the same with placeholders and the spans out.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "hark/json.hpp"
#include "hark/redaction.hpp"
#include "hark/redaction_counters.hpp"

namespace hark::json {

struct RedactTurn {
    redaction::Speaker speaker{redaction::Speaker::unknown};
    std::string speaker_text; ///< as it came, empty: none
    std::string text;
};

struct RedactRequest {
    std::string id; ///< JSON as it came, minified; empty: none. Only in lines of `hark redact`
    bool is_dialogue{false}; ///< turns; otherwise one turn that is the text
    std::vector<RedactTurn> turns;
    bool has_options{false};    ///< any of the three that follow
    redaction::Options options; ///< entities, region and profile as they were asked for
};

/// Which fields a request may have besides text and turns.
enum class RedactForm : std::uint8_t {
    body, ///< entities, region, profile
    line  ///< id
};

/// At most `bytes_max` bytes and limits::redact_turns_max turns. `entities` and `region` are an
/// array of names or one text with commas. A speaker is any short text; "caller" and "customer",
/// "agent" and "assistant" (in any case) are known.
Decoded<RedactRequest> decode_redact(std::string_view json, std::size_t bytes_max, RedactForm form);

/// Redacts and appends one JSON object: id (if any), text or turns, spans in ascending order.
/// Offsets are bytes of the UTF-8 text that came. Each span is counted in `counters`, if any.
void encode_redacted(const RedactRequest& request, const redaction::Redactor& redactor,
                     redaction::Scratch& scratch, std::string& out,
                     redaction::SharedCounters* counters = nullptr);

/// Names with commas between them, as --entities, --region and --profile have them. False, and
/// nothing is set, when one of them is unknown.
bool set_entities(std::string_view names, redaction::Options& options);
bool set_region(std::string_view countries, redaction::Options& options);
bool set_profile(std::string_view name, redaction::Options& options);

} // namespace hark::json
