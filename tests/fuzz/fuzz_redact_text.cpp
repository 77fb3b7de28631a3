// Any bytes as a text: every entry point agrees with every other.
#include "tests/fuzz/redaction_options.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace fuzz;
    if (size == 0) return 0;
    const Redactor& redactor = fuzz::redactor(data[0]);
    const std::string text(reinterpret_cast<const char*>(data + 1), size - 1);
    static Scratch scratch;
    std::string out;
    std::vector<Span> spans;
    redactor.redact(text, scratch, out);
    redactor.find(text, scratch, spans);
    std::size_t behind = 0;
    for (const Span& span : spans) {
        expect(span.begin >= behind && span.begin < span.end && span.end <= text.size());
        expect(!rule_name(span.rule).empty());
        behind = span.end;
    }
    expect(!spans.empty() || out == text);
    std::string room(out.size(), '\0');
    expect(redactor.redact_into(text, scratch, room) == out.size() && room == out);
    std::string masked = text;
    expect(redactor.mask_in_place(masked, scratch) == spans.size());
    expect(masked.size() == text.size());
    return 0;
}
