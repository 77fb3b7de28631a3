// Any bytes in any pieces: the bytes of the whole. Second byte: how the text is cut.
#include "tests/fuzz/redaction_options.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace fuzz;
    if (size < 2) return 0;
    const Redactor& redactor = fuzz::redactor(data[0]);
    const std::string text(reinterpret_cast<const char*>(data + 2), size - 2);
    static Scratch scratch;
    std::string whole, streamed;
    redactor.redact(text, scratch, whole);
    Stream stream{redactor};
    std::uint32_t state = data[1];
    for (std::size_t at = 0; at < text.size();) {
        state = state * 1664525 + 1013904223;
        const std::size_t piece = 1 + (state >> 24) % (1 + data[1]);
        stream.push(std::string_view{text}.substr(at, piece), streamed);
        at += piece;
    }
    stream.flush(streamed);
    expect(streamed == whole);
    return 0;
}
