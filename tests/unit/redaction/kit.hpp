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

/// Of these countries, and of no other.
inline Redactor redactor_for(std::initializer_list<Country> countries) {
    Options options;
    options.countries.reset();
    for (const Country country : countries)
        options.countries.set(static_cast<std::size_t>(country));
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

/// The text as a stream, cut in two.
inline std::string in_two(const Redactor& redactor, std::string_view text, std::size_t cut) {
    Stream stream{redactor};
    std::string out;
    stream.push(text.substr(0, cut), out);
    stream.push(text.substr(cut), out);
    stream.flush(out);
    return out;
}

/// Redacted as a whole, once more, and as a stream cut at every place.
inline void check_all(const Redactor& redactor, std::initializer_list<Case> cases) {
    for (const Case& each : cases) {
        CAPTURE(std::string{each.text});
        const std::string once = redacted(redactor, each.text);
        CHECK(once == each.redacted);
        CHECK(redacted(redactor, once) == once);
        const std::string_view text{each.text};
        for (std::size_t cut = 0; cut <= text.size(); ++cut)
            if (const std::string streamed = in_two(redactor, text, cut); streamed != once) {
                CAPTURE(cut);
                CHECK(streamed == once);
            }
    }
}

} // namespace kit
