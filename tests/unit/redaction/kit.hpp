// What the tests of redaction share.
#pragma once

#include <doctest/doctest.h>

#include <initializer_list>
#include <string>
#include <string_view>
#include <vector>

#include "hark/redaction.hpp"

namespace kit {

using namespace hark::redaction;

inline Redactor redactor_with(const Options& options) {
    auto made = Redactor::make(options);
    REQUIRE(made.ok());
    return std::move(made).value();
}

/// Looks for these alone, whatever the profile says.
inline Redactor redactor_of(std::initializer_list<Entity> entities) {
    Options options;
    options.entities.emplace();
    for (const Entity entity : entities)
        options.entities->set(static_cast<std::size_t>(entity));
    return redactor_with(options);
}

inline std::string redacted(const Redactor& redactor, std::string_view text) {
    Scratch scratch;
    std::string out;
    redactor.redact(text, scratch, out);
    return out;
}

/// The text that each span covers.
inline std::vector<std::string> found_in(const Redactor& redactor, std::string_view text) {
    Scratch scratch;
    std::vector<Span> spans;
    redactor.find(text, scratch, spans);
    std::vector<std::string> found;
    for (const Span& span : spans)
        found.emplace_back(text.substr(span.begin, span.end - span.begin));
    return found;
}

struct Case {
    const char* text;
    const char* redacted; ///< the same text where nothing may be found
};

inline void check_all(const Redactor& redactor, std::initializer_list<Case> cases) {
    for (const Case& each : cases) {
        CAPTURE(std::string{each.text});
        const std::string once = redacted(redactor, each.text);
        CHECK(once == each.redacted);
        CHECK(redacted(redactor, once) == once);
    }
}

} // namespace kit
