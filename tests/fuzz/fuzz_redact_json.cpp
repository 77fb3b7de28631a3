// Any bytes as JSON: what parsed before parses afterwards.
#include "lib/json/value.hpp"
#include "tests/fuzz/redaction_options.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace fuzz;
    if (size == 0) return 0;
    const std::string text(reinterpret_cast<const char*>(data + 1), size - 1);
    const auto parses = [](std::string_view json) {
        std::string minified;
        const auto fault = hark::json::append_minified(json, 32, 1 << 20, minified);
        return fault == hark::json::ValueFault::none ||
               fault == hark::json::ValueFault::duplicate_name;
    };
    // A form that is no JSON promises nothing, and neither do lines that are not JSON alone.
    if (!parses(text) || text.find('\n') != std::string::npos) return 0;
    static Scratch scratch;
    std::string out;
    fuzz::redactor(static_cast<std::uint8_t>((data[0] & 0xFC) | 1)).redact(text, scratch, out);
    expect(parses(out));
    return 0;
}
