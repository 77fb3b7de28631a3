#include "hark/json_value.hpp"

#include <utility>

#include "hark/limits.hpp"
#include "lib/json/utf8.hpp"
#include "lib/json/value.hpp"
#include "lib/json/writer.hpp"

namespace hark {

namespace {

bool is_utf8(std::string_view text) {
    const char* at = text.data();
    const char* const end = at + text.size();
    while (at != end) {
        const std::size_t size = json::utf8_sequence(at, end);
        if (size == 0) return false;
        at += size;
    }
    return true;
}

} // namespace

Result<JsonValue> JsonValue::parse(std::string_view json) {
    JsonValue made;
    made.text_.clear();
    switch (json::append_minified(json, limits::json_depth_max, limits::variable_value_bytes_max,
                                  made.text_)) {
        case json::ValueFault::none:
            return made;
        case json::ValueFault::too_long:
            return Error{Code::invalid, "is too long"};
        case json::ValueFault::too_deep:
            return Error{Code::invalid, "nests too deeply"};
        case json::ValueFault::duplicate_name:
            return Error{Code::invalid, "has an object with the same name twice"};
        case json::ValueFault::malformed:
            break;
    }
    return Error{Code::invalid, "is not valid JSON"};
}

Result<JsonValue> JsonValue::string(std::string_view text) {
    if (!is_utf8(text)) return Error{Code::invalid, "must be UTF-8"};
    JsonValue made;
    made.text_.clear();
    if (text.size() <= limits::variable_value_bytes_max) json::append_text(text, made.text_);
    if (made.text_.empty() || made.text_.size() > limits::variable_value_bytes_max) {
        return Error{Code::invalid, "is too long"};
    }
    return made;
}

JsonValue JsonValue::number(double value) {
    JsonValue made;
    made.text_.clear();
    json::append_real(value, made.text_);
    return made;
}

JsonValue JsonValue::boolean(bool value) {
    JsonValue made;
    made.text_ = value ? "true" : "false";
    return made;
}

JsonValue JsonValue::trusted(std::string json) {
    JsonValue made;
    made.text_ = std::move(json);
    return made;
}

std::optional<std::string> JsonValue::as_string() const {
    if (text_.empty() || text_.front() != '"') return std::nullopt;
    return json::unescaped(text_);
}

} // namespace hark
